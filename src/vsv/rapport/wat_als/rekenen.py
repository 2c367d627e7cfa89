"""Running two rule sets over the real population of a day, as it was known then. Nothing is changed by it.

Where there was a run on the day, exactly what it knew counts: so the one side equals its reports. On another day the
facts received until then count, and who was followed as far as the next run knew.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import read_aanmeldingen
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, Overlay, Regelset, prioriteer
from vsv.rapport.runs import find_last
from vsv.rapport.wat_als.cijfers import WatAls, count, count_regios
from vsv.rapport.wat_als.geldend import choose_regels, find_today
from vsv.toegang.service import Sessie, Wie, als_dienst


@dataclass(frozen=True, slots=True)
class Bekend:
    """What was known about a day.

    Attributes:
        peildatum: The day.
        laatste_levering: Facts of later leveringen do not count; None = all do that were received until the day.
        bekend_tot: Aanmeldingen registered later do not count; None = all do.
    """

    peildatum: date
    laatste_levering: int | None
    bekend_tot: datetime | None


def compute_wat_als(
    wie: Wie,
    *,
    peildatum: date | None = None,
    overlay: Overlay | None = None,
    nu: str | None = None,
    dan: str | None = None,
    motor: str = "polars",
) -> WatAls:
    """Run two rule sets over everyone who was followed on a day, and return what differs, in numbers.

    Args:
        wie: The service itself; for one organisation its numbers, in full, else all numbers and those of each region.
            What an organisation asks for goes by `vsv.rapport.wat_als.doorrekeningen`.
        peildatum: The day, with what was known then; the last week run when None.
        overlay: Values that are laid over `dan`.
        nu: Name of the one rule set or proposal; the one that holds today when None.
        dan: Name of the other; the same as `nu` when None.
        motor: The engine to compute with.

    Raises:
        GeenRecht: `wie` may not manage the service.
        InvoerFout: There is no such rule set, motor or parameter, or the day is still to come.
    """
    eigen = wie.organisatie.id if wie.organisatie else None
    with als_dienst(wie, snapshot=True) as sessie:
        day = choose_day(sessie.cur, peildatum)
        one, other = choose_regels(sessie.cur, eigen, nu=nu, dan=dan, overlay=overlay)
        return carry_out(sessie, day, one.regelset(), other.regelset(), motor=motor)


def carry_out(sessie: Sessie, peildatum: date, nu: Regelset, dan: Regelset, *, motor: str = "polars") -> WatAls:
    """Run two rule sets over the population of a day, as vsv_werker, in one snapshot; see `compute_wat_als`."""
    known = find_known(sessie.cur, peildatum)
    details = {"peildatum": peildatum.isoformat(), "nu": nu.naam, "dan": dan.naam}
    sessie.log("rapport.wat_als_rekenen", bijzonderheden=details)
    followed = read_aanmeldingen(sessie.cur, peildatum=peildatum, bekend_tot=known.bekend_tot)
    organisatie = sessie.wie.organisatie
    if organisatie:
        followed = followed.filter(pl.col("organisatie") == organisatie.id)
    jongeren = followed["jongere"].unique().to_list() if organisatie else None
    outcomes = rank(sessie.cur, known, followed, (nu, dan), jongeren=jongeren, motor=motor)
    found = count(peildatum, nu, dan, outcomes)
    return found if organisatie else _with_regios(sessie.cur, found, followed, outcomes)


def rank(
    cur: Cursor,
    known: Bekend,
    followed: pl.DataFrame,
    regelsets: tuple[Regelset, Regelset],
    *,
    jongeren: Sequence[int] | None,
    tabellen: Sequence[str] = ("bevragingen", "ikv", "ikp", "iko", "uitkeringen"),
    motor: str = "polars",
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return what two rule sets say of the same people; the facts are read once.

    Args:
        cur: A cursor in one snapshot; an organisation sees whom it follows.
        known: What was known.
        followed: Who was followed: aanmelding, jongere, geboortedatum, aanmelddatum, afmelddatum.
        regelsets: The two.
        jongeren: Whose facts to read; None = everyone's.
        tabellen: Which facts; those about the doelgroepregister decide nothing.
        motor: The engine to compute with.
    """
    read = read_feiten(
        cur,
        peildatum=known.peildatum,
        laatste_levering=known.laatste_levering,
        maanden=max(regelset.maanden_terug for regelset in regelsets),
        jongeren=jongeren,
        tabellen=tabellen,
    )
    feiten = Feiten.van(aanmeldingen=followed, **read)
    nu, dan = (prioriteer(feiten, known.peildatum, regelset, motor) for regelset in regelsets)
    return nu, dan


def find_known(cur: Cursor, peildatum: date) -> Bekend:
    """Return what counts as known about a day: what the run of that day pinned, or as far as the next run knew."""
    cur.execute(
        """
        SELECT peildatum, laatste_levering, bekend_tot FROM run
        WHERE peildatum >= %s ORDER BY peildatum, soort = 'week' DESC LIMIT 1
        """,
        (peildatum,),
    )
    for _, levering, bekend_tot in cur:
        return Bekend(peildatum, levering, bekend_tot)
    return Bekend(peildatum, None, None)


def choose_day(cur: Cursor, peildatum: date | None) -> date:
    """Return the day that was asked for, or that of the last week run; today when there was none.

    Raises:
        InvoerFout: The day is still to come.
    """
    last_week = find_last(cur, soort="week")
    today = find_today(cur)
    if peildatum and peildatum > today:
        raise InvoerFout(
            Fout(
                "PEILDATUM_IN_DE_TOEKOMST",
                "Deze dag moet nog komen.",
                "peildatum",
                f"Kies een dag tot en met {today}.",
            )
        )
    return peildatum or (last_week.peildatum if last_week else today)


def _with_regios(
    cur: Cursor, found: WatAls, followed: pl.DataFrame, outcomes: tuple[pl.DataFrame, pl.DataFrame]
) -> WatAls:
    cur.execute("SELECT id, CASE WHEN soort = 'doorstroompunt' THEN regio END FROM organisatie")
    regios = pl.DataFrame(cur.fetchall(), schema={"organisatie": pl.Int64, "regio": pl.Int64}, orient="row")
    return replace(found, regios=count_regios(followed.join(regios, on="organisatie"), outcomes))
