"""What reading a folder gives: the rows that were taken, and those that were refused with every fault."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout

UITVAL_SCHEMA: Final[dict[str, pl.DataType]] = {
    "tabel": pl.String(),
    "bestand": pl.String(),
    "regel": pl.Int64(),
    "kolom": pl.String(),
    "code": pl.String(),
    "reden": pl.String(),
    "inhoud": pl.String(),
}

TOON_HOOGSTENS: Final = 100
"""How many faults are shown; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Levering:
    """The content of a folder in the uitwisselformaat.

    For each table: `regels_in` = rows in `tabellen` + `geweigerd`.

    Attributes:
        tabellen: Per table (all of them, an absent one is empty) the rows that passed, in the order of the
            file, in the columns and types of `Tabel.schema`. Amounts are cents; an inkomstenopgave always has
            a datum_einde.
        uitval: The refused rows, one row per fault, columns of `UITVAL_SCHEMA`. `reden` is Dutch and has no
            BSN in it; `inhoud` is the row as JSON and may have one.
        regels_in: Rows per table in the files.
        bestanden: Name of the file of each table that was there.
        controlegetal: SHA-256 in hex over the content of all files; the same for the same files.
    """

    tabellen: dict[str, pl.DataFrame]
    uitval: pl.DataFrame
    regels_in: dict[str, int]
    bestanden: dict[str, str]
    controlegetal: str

    def geweigerd(self, tabel: str) -> int:
        """Return how many rows of a table were refused."""
        return self.uitval.filter(pl.col("tabel") == tabel)["regel"].n_unique()

    def require_no_uitval(self) -> None:
        """Pass when every row was taken.

        Raises:
            InvoerFout: Some were refused; says file, line, column and reason of the first hundred faults.
        """
        if not self.uitval.is_empty():
            raise InvoerFout(*map(_as_fout, self.uitval.head(TOON_HOOGSTENS).rows(named=True)), aantal=len(self.uitval))


def _as_fout(row: dict[str, str]) -> Fout:
    return Fout(row["code"], row["reden"], f"{row['bestand']}, regel {row['regel']}, kolom {row['kolom']}")
