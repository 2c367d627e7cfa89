"""What an organisation asked to be counted by other rules, and what came of it.

Who was followed on a day gone by includes who was signed off since, and those an organisation can't see. So it asks,
the worker counts, and numbers are all that comes back. Examples are looked up apart, among who it follows now
(`vsv.rapport.wat_als.voorbeelden`).
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID

from psycopg.types.json import Jsonb

from vsv.domein.fouten import ControleFout, Fout, InvoerFout
from vsv.opslag.service import Cursor, exclusive
from vsv.prioriteit.service import Afgeleide, Overlay
from vsv.rapport.wat_als.cijfers import WatAls, as_json, from_json
from vsv.rapport.wat_als.geldend import choose_regels
from vsv.rapport.wat_als.rekenen import carry_out, choose_day
from vsv.toegang.service import Organisatie, Recht, Wie, als_dienst, namens

HOOGSTENS_OPEN: Final = 5
"""How many requests of one organisation may wait at a time. Our decision."""
AANTAL: Final = 10
"""How many of the latest requests are listed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorrekening:
    """A request of an organisation, and what came of it.

    Attributes:
        uuid: Its number for the outside.
        peildatum: The day it is about.
        nu: The one rule set.
        dan: The other.
        gevraagd_op: When it was asked, in UTC.
        klaar_op: When it was done; None = not yet.
        wat_als: The figures; None = not done yet, or it could not be done.
        toelichting: Why it could not be done, Dutch.
    """

    uuid: UUID
    peildatum: date
    nu: Afgeleide
    dan: Afgeleide
    gevraagd_op: datetime
    klaar_op: datetime | None
    wat_als: WatAls | None
    toelichting: str | None


def request_wat_als(
    wie: Wie,
    *,
    peildatum: date | None = None,
    overlay: Overlay | None = None,
    nu: str | None = None,
    dan: str | None = None,
) -> UUID:
    """Ask that two rule sets are run over everyone whom the acting organisation followed on a day.

    Args:
        wie: Who asks, for which organisation.
        peildatum: The day; the last week run when None.
        overlay: Values that are laid over `dan`.
        nu: Name of the one rule set or proposal; the one that holds today when None.
        dan: Name of the other; the same as `nu` when None.

    Returns:
        The number of the request; that of an equal one that waits already.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: The day is still to come, nothing differs, there is no such rule set, or too many requests wait.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        cur, own = sessie.cur, wie.organisatie.id if wie.organisatie else None
        day = choose_day(cur, peildatum)
        one, other = choose_regels(cur, own, nu=nu, dan=dan, overlay=overlay)
        if one.regelset().controlegetal == other.regelset().controlegetal:
            raise InvoerFout(
                Fout(
                    "WAT_ALS_GEEN_VERSCHIL", "Er is niets anders dan nu.", "waarden", "Verander ten minste één waarde."
                )
            )
        waiting = _find_waiting(cur)
        asked = (day, _as_json(one), _as_json(other))
        for uuid, rest in waiting.items():
            if rest == asked:
                return uuid
        if len(waiting) >= HOOGSTENS_OPEN:
            advies = "Wacht tot een van die berekeningen klaar is."
            raise InvoerFout(Fout("WAT_ALS_TE_VEEL", f"Er staan er al {len(waiting)} klaar.", "", advies))
        cur.execute(
            """
            INSERT INTO doorrekening (organisatie, peildatum, nu, dan, gevraagd_door) VALUES (%s, %s, %s, %s, %s)
            RETURNING uuid
            """,
            (own, day, Jsonb(asked[1]), Jsonb(asked[2]), wie.actor),
        )
        ((uuid,),) = cur
        sessie.log("rapport.wat_als_vragen", bijzonderheden={"peildatum": day.isoformat()})
        return UUID(str(uuid))


def _find_waiting(cur: Cursor) -> dict[UUID, tuple[date, dict[str, Any], dict[str, Any]]]:
    cur.execute(
        """
        SELECT uuid, peildatum, nu, dan FROM doorrekening
        WHERE organisatie = vsv_organisatie() AND klaar_op IS NULL ORDER BY id
        """
    )
    return {uuid: (day, nu, dan) for uuid, day, nu, dan in cur}


def list_doorrekeningen(wie: Wie, *, aantal: int = AANTAL) -> list[Doorrekening]:
    """Return the latest requests of the acting organisation, the last one first.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        return read_doorrekeningen(sessie.cur, aantal=aantal)


def read_doorrekening(wie: Wie, uuid: UUID) -> Doorrekening:
    """Return a request of the acting organisation.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: There is none with this number.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        return get_doorrekening(sessie.cur, uuid)


def get_doorrekening(cur: Cursor, uuid: UUID) -> Doorrekening:
    """Return a request of the acting organisation; see `read_doorrekening`."""
    for found in read_doorrekeningen(cur, uuid=uuid, aantal=1):
        return found
    raise InvoerFout(Fout("DOORREKENING_ONBEKEND", "Deze berekening is er niet.", "", "Vraag hem opnieuw aan."))


def read_doorrekeningen(cur: Cursor, *, aantal: int, uuid: UUID | None = None) -> list[Doorrekening]:
    """Return requests of the acting organisation, the last one first; of one number, or the latest."""
    cur.execute(
        """
        SELECT uuid, peildatum, nu, dan, gevraagd_op, klaar_op, cijfers, toelichting FROM doorrekening
        WHERE organisatie = vsv_organisatie() AND (%(uuid)s::uuid IS NULL OR uuid = %(uuid)s)
        ORDER BY id DESC LIMIT %(aantal)s
        """,
        {"uuid": uuid, "aantal": aantal},
    )
    return [_as_doorrekening(*row) for row in cur]


def carry_out_wat_als(wie: Wie) -> int:
    """Count what organisations asked to be counted by other rules, and return how many requests that were.

    Another worker may be at it now; then nothing is done.

    Raises:
        GeenRecht: `wie` may not manage the service.
        OmgevingFout: The database went away; what was not counted is still to be counted.
    """
    done = 0
    with exclusive("werker", "rapport.wat_als") as mine:
        while mine and _carry_out_next(wie):
            done += 1
    return done


def find_open_wat_als(cur: Cursor) -> int:
    """Return how many requests are to be counted; as vsv_werker."""
    cur.execute("SELECT count(*) FROM doorrekening WHERE klaar_op IS NULL")
    ((aantal,),) = cur
    return int(aantal)


def _carry_out_next(wie: Wie) -> bool:
    """Count who waits longest; False when nobody waits."""
    with als_dienst(wie, snapshot=True) as sessie:
        sessie.cur.execute(
            """
            SELECT d.id, d.peildatum, d.nu, d.dan, o.id, o.oin, o.naam, o.soort, o.regio, o.gemeentecode
            FROM doorrekening d JOIN organisatie o ON o.id = d.organisatie
            WHERE d.klaar_op IS NULL ORDER BY d.id LIMIT 1
            """
        )
        first = next(iter(sessie.cur), None)
        if first is None:
            return False
        number, day, nu, dan, *organisatie = first
        cijfers, reden = None, None
        try:
            own = replace(sessie, wie=wie.voor(Organisatie(*organisatie)))
            cijfers = as_json(carry_out(own, day, _from_json(nu).regelset(), _from_json(dan).regelset()))
        except (InvoerFout, ControleFout) as fault:  # it would fail again: say so to who asked
            reden = fault.fouten[0].reden
        sessie.cur.execute(
            "UPDATE doorrekening SET klaar_op = clock_timestamp(), cijfers = %s, toelichting = %s WHERE id = %s",
            (Jsonb(cijfers) if cijfers else None, reden, number),
        )
    return True


def _as_json(regels: Afgeleide) -> dict[str, Any]:
    kept = asdict(regels)
    waarden = {name: list(value) if isinstance(value, tuple) else value for name, value in kept["waarden"].items()}
    vanaf = regels.geldig_vanaf.isoformat() if regels.geldig_vanaf else None
    return {**kept, "waarden": waarden, "geldig_vanaf": vanaf}


def _from_json(kept: Mapping[str, Any]) -> Afgeleide:
    vanaf = kept["geldig_vanaf"]
    return Afgeleide(**{**kept, "geldig_vanaf": date.fromisoformat(vanaf) if vanaf else None})


def _as_doorrekening(
    uuid: UUID,
    peildatum: date,
    nu: Mapping[str, Any],
    dan: Mapping[str, Any],
    gevraagd_op: datetime,
    klaar_op: datetime | None,
    cijfers: Mapping[str, Any] | None,
    toelichting: str | None,
) -> Doorrekening:
    one, other = _from_json(nu), _from_json(dan)
    return Doorrekening(
        uuid=uuid,
        peildatum=peildatum,
        nu=one,
        dan=other,
        gevraagd_op=gevraagd_op.astimezone(UTC),
        klaar_op=klaar_op.astimezone(UTC) if klaar_op else None,
        wat_als=from_json(peildatum, one.regelset(), other.regelset(), cijfers) if cijfers else None,
        toelichting=toelichting,
    )
