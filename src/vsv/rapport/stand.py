"""How one person stands now: the shortest answer there is, in one query."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from vsv.toegang.service import Wie


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
    raise NotImplementedError
