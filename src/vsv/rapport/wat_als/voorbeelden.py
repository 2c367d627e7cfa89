"""Examples to check: who of the own jongeren would move, and what both rule sets say of them.

They are looked up when somebody asks for them, among who the organisation follows now, and nothing of it is kept: what
a rule would say of a person that does not hold is nothing to have on file. Each person that is shown is logged.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

import polars as pl

from vsv.klantvolg.service import read_personen
from vsv.opslag.service import Cursor, copy_out
from vsv.prioriteit.service import Afgeleide, Overlay, Regelset, Uitkomst, waarom
from vsv.rapport.wat_als.doorrekeningen import Doorrekening, get_doorrekening
from vsv.rapport.wat_als.geldend import choose_regels
from vsv.rapport.wat_als.rekenen import Bekend, choose_day, find_known, rank
from vsv.toegang.service import Recht, Sessie, Wie, namens

AANTAL: Final = 10
"""How many examples are shown."""
HOOGSTENS: Final = 5_000
"""Among how many jongeren is looked: so that it takes a second, however many an organisation follows."""

_GEVOLGD: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "aanmelding": pl.Int64,
    "jongere": pl.Int64,
    "geboortedatum": pl.Date,
    "aanmelddatum": pl.Date,
    "afmelddatum": pl.Date,
    "kenmerk": pl.String,
}


@dataclass(frozen=True, slots=True)
class Voorbeelden:
    """Examples of a what-if.

    Attributes:
        bekeken: Among how many jongeren was looked.
        gevolgd: How many of those who were followed on the day are followed still; more than `bekeken` when there were
            too many to look at all.
        regels: uuid, kenmerk, bsn, van, naar (priorities), waarom_nu and waarom_dan (Dutch).
    """

    bekeken: int
    gevolgd: int
    regels: pl.DataFrame


def read_voorbeelden(
    wie: Wie, uuid: UUID, *, van: int | None = None, naar: int | None = None, aantal: int = AANTAL
) -> tuple[Doorrekening, Voorbeelden]:
    """Return examples of who would move, with the request they go with; each person is logged.

    Args:
        wie: Who looks, for which organisation.
        uuid: The request.
        van: Only who stands in this priority (0 = NP) by the one rule set.
        naar: Only who stands in this one by the other. Equal to `van`: who stays.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not see jongeren.
        InvoerFout: There is no such request.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        asked = get_doorrekening(sessie.cur, uuid)
        return asked, _look_up(sessie, asked.peildatum, (asked.nu, asked.dan), (van, naar), aantal)


def find_voorbeelden(
    wie: Wie,
    *,
    peildatum: date | None = None,
    overlay: Overlay | None = None,
    nu: str | None = None,
    dan: str | None = None,
    aantal: int = AANTAL,
) -> Voorbeelden:
    """Return examples without a request; see `read_voorbeelden`, and for the choice of rules `compute_wat_als`.

    Raises:
        GeenRecht: `wie` may not see jongeren.
        InvoerFout: There is no such rule set, or the day is still to come.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        own = wie.organisatie.id if wie.organisatie else None
        day = choose_day(sessie.cur, peildatum)
        regels = choose_regels(sessie.cur, own, nu=nu, dan=dan, overlay=overlay)
        return _look_up(sessie, day, regels, (None, None), aantal)


def _look_up(
    sessie: Sessie,
    peildatum: date,
    regels: tuple[Afgeleide, Afgeleide],
    moved_from_to: tuple[int | None, int | None],
    aantal: int,
) -> Voorbeelden:
    known = find_known(sessie.cur, peildatum)
    followed = _read_followed(sessie.cur, known)
    looked = followed.head(HOOGSTENS)
    nu, dan = (een.regelset() for een in regels)
    outcomes = rank(sessie.cur, known, looked, (nu, dan), jongeren=looked["jongere"].unique().to_list())
    moved = find_moved(*outcomes, *moved_from_to).head(aantal)
    people = read_personen(sessie, moved["jongere"].unique().to_list(), actie="rapport.wat_als_voorbeelden")
    return Voorbeelden(looked.height, followed.height, _explain(moved, followed, people, known, nu, dan))


def find_moved(nu: pl.DataFrame, dan: pl.DataFrame, van: int | None = None, naar: int | None = None) -> pl.DataFrame:
    """Return who moves: the columns of the outcome by the one rule set, and with `_dan` those by the other.

    Args:
        nu: What `prioriteer` said by the one.
        dan: By the other.
        van: Only from this priority; equal to `naar`: who stays.
        naar: Only to this one.
    """
    both = nu.join(dan, on=["aanmelding", "jongere"], suffix="_dan", maintain_order="left")
    asked = [pl.col("prioriteit") == van] if van is not None else []
    asked += [pl.col("prioriteit_dan") == naar] if naar is not None else []
    stays = van is not None and van == naar
    return both.filter(*asked, *([] if stays else [pl.col("prioriteit") != pl.col("prioriteit_dan")]))


def _read_followed(cur: Cursor, known: Bekend) -> pl.DataFrame:
    """Read who the acting organisation follows now, and did on the day; by uuid, which is as good as no order."""
    return copy_out(
        cur,
        """
        SELECT a.id, a.jongere, CASE WHEN j.geboortedatum_op <= m.tot THEN j.geboortedatum END, a.aanmelddatum,
               NULL::date, a.kenmerk
        FROM (SELECT coalesce(%(bekend_tot)s::timestamptz, 'infinity') AS tot) AS m
        JOIN actieve_aanmelding w ON w.organisatie = vsv_organisatie()
        JOIN aanmelding a ON a.id = w.id AND a.geregistreerd_op <= m.tot
        JOIN jongere j ON j.id = a.jongere
        WHERE a.aanmelddatum <= %(peildatum)s
        ORDER BY j.uuid, a.id
        """,
        _GEVOLGD,
        {"peildatum": known.peildatum, "bekend_tot": known.bekend_tot},
    )


def _explain(
    moved: pl.DataFrame, followed: pl.DataFrame, people: pl.DataFrame, known: Bekend, nu: Regelset, dan: Regelset
) -> pl.DataFrame:
    lines = moved.join(people.select("jongere", "uuid", "bsn"), on="jongere", maintain_order="left").join(
        followed.select("aanmelding", "kenmerk"), on="aanmelding", maintain_order="left"
    )
    return lines.select(
        "uuid",
        "kenmerk",
        "bsn",
        pl.col("prioriteit").alias("van"),
        pl.col("prioriteit_dan").alias("naar"),
        pl.Series("waarom_nu", [_why(line, "", known, nu) for line in lines.to_dicts()], dtype=pl.String),
        pl.Series("waarom_dan", [_why(line, "_dan", known, dan) for line in lines.to_dicts()], dtype=pl.String),
    )


def _why(line: dict[str, Any], suffix: str, known: Bekend, regelset: Regelset) -> str:
    names = ("prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen", "polis_tot", "pw_tot", "dgr_tot")
    return waarom(Uitkomst.van_rij({n: line[f"{n}{suffix}"] for n in names}, known.peildatum), regelset)
