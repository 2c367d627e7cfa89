"""Pages of the lines of a report."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.rapport.lezen import read_with_previous
from vsv.rapport.machine.regels import read_lines
from vsv.rapport.machine.velden import REGELVELDEN, as_fields
from vsv.rapport.rapporten import Rapport
from vsv.rapport.runs import Soort, get_run
from vsv.toegang.service import Recht, Wie, namens

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

    def as_json(self) -> str:
        """Return the lines as a JSON array, to the letter as they stand in the file `ndjson`."""
        return self.regels.rename(dict(REGELVELDEN)).write_json()


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
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        rapport, _ = read_with_previous(sessie, run)
        found = read_lines(sessie.cur, run, prioriteit=prioriteit, na=na, aantal=aantal + 1)
        page = found.head(aantal)
        sessie.log_many("rapport.lezen", page["sleutel"].to_list())
    more = found.height > aantal
    return Regelpagina(rapport, as_fields(page), page.select("prioriteit", "aanmelding").row(-1) if more else None)
