"""How one person stands now: the shortest answer there is, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID

from vsv.rapport.codes import split_codes
from vsv.rapport.gevolgde import unknown
from vsv.toegang.service import Recht, Wie, namens


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How a person stands at the acting organisation.

    Attributes:
        jongere: The person.
        kenmerk: The organisation's own reference.
        aanmelddatum: First day on which it follows the person.
        gemeentecode: Where the person lives, as far as told.
        prioriteit: 0 = NP; None = not in a report yet, and then all up to `vlaggen` is None or empty.
        sinds: Peildatum from which on this was the priority.
        loonperiode: First day of the month that loon and uren are about.
        loon: Cents.
        uren: Hours.
        redenen: Codes.
        vlaggen: Codes.
        signaal: Code of the IKV-signaal.
        signaal_op: Peildatum of the run that found it.
        merk: How far the work is, a code.
        merkreden: Why not available.
        merk_op: When the mark was set, in UTC.
        run: The last run; None when there was none yet.
        peildatum: Its day.
        regelset: The rules by which.
        bronnen: Per source the day up to which it is known.
    """

    jongere: UUID
    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None
    prioriteit: int | None
    sinds: date | None
    loonperiode: date | None
    loon: int | None
    uren: int | None
    redenen: tuple[str, ...]
    vlaggen: tuple[str, ...]
    signaal: str | None
    signaal_op: date | None
    merk: str
    merkreden: str | None
    merk_op: datetime | None
    run: int | None
    peildatum: date | None
    regelset: str | None
    bronnen: Mapping[str, date]


def read_stand(wie: Wie, uuid: UUID) -> Stand:
    """Return how a person stands whom the acting organisation follows now, and log it.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: JONGERE_ONBEKEND.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, haast=True) as sessie:
        row = sessie.cur.execute(_STAND, (uuid,)).fetchone()
        if row is None:
            raise unknown(uuid)
        sessie.log("rapport.jongere_inzien", row[0])
    gegevens = dict(zip(_KOLOMMEN, row[1:], strict=True))
    return Stand(
        **{
            **gegevens,
            "redenen": tuple(split_codes(gegevens["redenen"])),
            "vlaggen": tuple(split_codes(gegevens["vlaggen"])),
            "merk_op": gegevens["merk_op"] and gegevens["merk_op"].astimezone(UTC),
            "bronnen": {bron: date.fromisoformat(dag) for bron, dag in (gegevens["bronnen"] or {}).items()},
        }
    )


# The wall of werkregel lets through only who is followed today.
_STAND: Final = """
    SELECT w.jongere, w.uuid, w.kenmerk, w.aanmelddatum, w.gemeentecode, p.prioriteit, p.sinds, p.loonperiode, p.loon,
           p.uren, p.redenen, p.vlaggen, w.signaal, w.signaal_op, w.merk, w.merkreden, w.merk_op, r.id, r.peildatum,
           r.regelset, r.bronnen
    FROM werkregel w
    LEFT JOIN prioriteit p ON p.organisatie = w.organisatie AND p.aanmelding = w.aanmelding AND p.tot IS NULL
    LEFT JOIN run r ON r.id = (SELECT max(id) FROM run)
    WHERE w.organisatie = (SELECT vsv_organisatie()) AND w.uuid = %s
"""
_KOLOMMEN: Final = tuple(field.name for field in fields(Stand))
