"""The day runs for programs: which there were, and what each found about jobs and benefits, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.rapport.runs import Run
from vsv.toegang.service import Wie

Plaats = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Daglevering:
    """A page of what a day run found.

    Attributes:
        run: The day run.
        aantal: How many mutations there are in all, about whom the organisation follows now.
        mutaties: jongere (uuid), kenmerk, soort (see `codes.MUTATIES`), klasse, werkgever, loonheffingennummer,
            nummer_ikv, datum_begin_voor, datum_einde_voor, datum_begin, datum_einde, reden_einde.
        volgende: Where the next page begins; None on the last.
    """

    run: Run
    aantal: int
    mutaties: pl.DataFrame = field(repr=False)
    volgende: Plaats | None


def list_dagleveringen(wie: Wie, *, voor: date | None = None, aantal: int = 100) -> Sequence[Run]:
    """Return the day runs with a report of the acting organisation, the latest first; only before a day, when given.

    Raises:
        GeenRecht: `wie` may not read reports.
    """
    raise NotImplementedError


def read_daglevering(wie: Wie, peildatum: date, *, na: Plaats | None = None, aantal: int = 1000) -> Daglevering:
    """Return a page of the mutations that a day run found, without BSN, and log who is on it.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the run.
        na: Where the page begins: `volgende` of the one before.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: GEEN_RAPPORT: there was no such run.
    """
    raise NotImplementedError
