"""What is written: a document of sheets, a sheet of columns, its rows in pieces.

A sheet says what its columns mean (`Soort`), not how they look: each format decides that for itself.
The rows come as an iterable of frames that is consumed once, so nothing has to fit in memory.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout

# A spreadsheet holds 2**20 rows (Excel and LibreOffice alike); the heading takes one.
MAX_RIJEN_WERKBLAD = 2**20 - 1

# Small enough to stay in the processor's cache and to keep memory flat, large enough to be quick.
_RIJEN_PER_DEEL = 5_000

# Excel allows 31 characters and none of []:*?/\; a CSV file is named after its sheet.
_BLADNAAM = re.compile(r"\w[\w -]{0,29}\w|\w")

_KOLOMNAAM = re.compile(r"[a-z][a-z0-9_]*")

# Control characters can't be written in XML at all, and in a CSV file they only do harm.
_STUURTEKENS = r"[\p{Cc}\x{FFFE}\x{FFFF}--[\t\n]]"


class Soort(StrEnum):
    """What a column holds, and as which Polars type it comes."""

    TEKST = "tekst"
    """String. Codes with leading zeros too: BSN, OIN, gemeentecode."""
    GEHEEL = "geheel"
    """Whole number."""
    EURO = "euro"
    """Whole number of cents."""
    DATUM = "datum"
    """Date."""
    MAAND = "maand"
    """Date: any day of that month."""
    JA_NEE = "ja_nee"
    """Boolean."""


_TYPEN: dict[Soort, type[pl.DataType]] = {
    Soort.TEKST: pl.String,
    Soort.GEHEEL: pl.Int64,
    Soort.EURO: pl.Int64,
    Soort.DATUM: pl.Date,
    Soort.MAAND: pl.Date,
    Soort.JA_NEE: pl.Boolean,
}


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column of a sheet.

    Attributes:
        naam: Machine name in snake_case: the column of the frames and the header in CSV.
        kop: Dutch heading for people, in spreadsheets.
        soort: What the values mean.
        breedte: Width in characters, in spreadsheets.

    Raises:
        ValueError: The name is not snake_case.
    """

    naam: str
    kop: str
    soort: Soort = Soort.TEKST
    breedte: int = 14

    def __post_init__(self) -> None:
        if not _KOLOMNAAM.fullmatch(self.naam):
            raise ValueError(f"not a column name: {self.naam!r}")

    def clean(self) -> pl.Expr:
        """Return the column in its one canonical type, text without control characters."""
        column = pl.col(self.naam).cast(_TYPEN[self.soort])
        if self.soort is not Soort.TEKST:
            return column
        return column.str.replace_all(r"\r\n?", "\n").str.replace_all(_STUURTEKENS, "")


@dataclass(frozen=True, slots=True)
class Blad:
    """One sheet: its columns, and its rows in pieces.

    Attributes:
        naam: Name on the tab and of the CSV file: 1 to 31 letters, digits, spaces, `_` and `-`.
        titel: What the sheet shows, one line; printed above each page.
        kolommen: The columns, in order; at least one.
        delen: Frames that hold at least these columns, in the types of `Soort`. Consumed once.

    Raises:
        ValueError: The name can't be a sheet, there is no column, or two have the same name.
    """

    naam: str
    titel: str
    kolommen: tuple[Kolom, ...]
    delen: Iterable[pl.DataFrame]

    def __post_init__(self) -> None:
        if not _BLADNAAM.fullmatch(self.naam):
            raise ValueError(f"not a sheet name: {self.naam!r}")
        if not self.kolommen or len({kolom.naam for kolom in self.kolommen}) < len(self.kolommen):
            raise ValueError(f"sheet {self.naam} has no columns or two of the same name")

    def frames(self, max_rijen: int | None = None) -> Iterator[pl.DataFrame]:
        """Yield the rows in small frames of exactly these columns, cleaned.

        Args:
            max_rijen: How many rows the format can hold; no limit by default.

        Raises:
            InvoerFout: There are more rows than that.
            polars.exceptions.PolarsError: A piece lacks a column or holds another type.
        """
        columns = [kolom.clean() for kolom in self.kolommen]
        height = 0
        for deel in self.delen:
            height += deel.height
            if max_rijen is not None and height > max_rijen:
                raise InvoerFout(
                    Fout(
                        "TE_VEEL_RIJEN",
                        f"Een werkblad heeft plaats voor {max_rijen} rijen; dit zijn er meer.",
                        f"blad {self.naam}",
                        "Kies CSV.",
                    )
                )
            for piece in deel.iter_slices(_RIJEN_PER_DEEL):
                yield piece.select(columns)


@dataclass(frozen=True, slots=True)
class Document:
    """One or more sheets and what the file says about itself.

    Attributes:
        titel: Title in the document properties.
        organisatie: For whom it was made; the author in the document properties.
        gemaakt_op: Moment it was made, with a time zone. The only date in the file, so that the same
            input gives the same bytes.
        bladen: The sheets, in order; names differ by more than capitals.

    Raises:
        ValueError: There is no sheet, two have the same name, or the moment has no time zone.
    """

    titel: str
    organisatie: str
    gemaakt_op: datetime
    bladen: tuple[Blad, ...]

    def __post_init__(self) -> None:
        if not self.bladen or len({blad.naam.casefold() for blad in self.bladen}) < len(self.bladen):
            raise ValueError("a document needs sheets, each with a name of its own")
        if self.gemaakt_op.tzinfo is None:
            raise ValueError("gemaakt_op has no time zone")
