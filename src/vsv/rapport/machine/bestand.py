"""All lines of a report as a file for programs."""

from datetime import date
from typing import Final

from vsv.rapport.download import Download
from vsv.rapport.runs import Soort
from vsv.toegang.service import Wie

REGELFORMATEN: Final = ("ndjson", "parquet", "csv", "ods")
"""As what the lines can be had: a JSON object a line, Parquet, CSV and ODS; none of them holds a BSN."""


def open_regels(wie: Wie, peildatum: date | None, formaat: str, *, soort: Soort = "week") -> Download:
    """Make a file of all lines of the acting organisation's report, log everyone in it, and open it.

    It is made on disk, in pieces, so that it costs the same memory for ten people and for fifty thousand.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the report; the latest when None.
        formaat: One of `REGELFORMATEN`.
        soort: Of the week run or of the day run.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: GEEN_RAPPORT, FORMAAT_ONBEKEND.
        OmgevingFout: It can't be written; then nothing is logged.
    """
    raise NotImplementedError
