"""Pages of the lines of a report."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.rapport.rapporten import Rapport
from vsv.rapport.runs import Soort
from vsv.toegang.service import Wie

Regelplaats = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Regelpagina:
    """A page of the lines of a report.

    Attributes:
        rapport: The report; its counts are of when it was made.
        regels: The fields of `REGELVELDEN` by their names there; priority 1 to 5 and then NP.
        volgende: Where the next page begins; None on the last.
    """

    rapport: Rapport
    regels: pl.DataFrame = field(repr=False)
    volgende: Regelplaats | None


def read_regelpagina(
    wie: Wie,
    peildatum: date | None = None,
    *,
    soort: Soort = "week",
    prioriteit: int | None = None,
    na: Regelplaats | None = None,
    aantal: int = 1000,
) -> Regelpagina:
    """Return a page of the lines of the acting organisation's report, and log who is on it.

    Who was signed off since the report was made is no longer in it. Going on from `volgende` gives every line once.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the report; the latest when None.
        soort: Of the week run or of the day run.
        prioriteit: Only this one (0 = NP).
        na: Where the page begins: `volgende` of the one before.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: GEEN_RAPPORT.
    """
    raise NotImplementedError
