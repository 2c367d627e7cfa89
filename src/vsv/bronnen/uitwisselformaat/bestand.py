"""A file of the uitwisselformaat that has been opened: its shape is right, its rows are not read yet."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import polars as pl

from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.domein.fouten import Fout
from vsv.domein.nummers import toonbaar


@dataclass(frozen=True, slots=True)
class Bestand:
    """A file with the right columns.

    Attributes:
        tabel: What it holds.
        naam: File name, without folder.
        rijen: Its rows, read when asked for; an empty text is null.
        schema: Type of each column as the file has it; all text in CSV.
        eerste_regel: The line of the first row.
        regeleinden_in_velden: A value may hold a line break, so that a row may take several lines.
        controlesom: SHA-256 of its bytes, in hex.
    """

    tabel: Tabel
    naam: str
    rijen: pl.LazyFrame
    schema: dict[str, pl.DataType]
    eerste_regel: int
    regeleinden_in_velden: bool
    controlesom: str


def find_kolomfouten(tabel: Tabel, namen: Sequence[str], plaats: str) -> list[Fout]:
    """Return what is wrong with the names of the columns of a file."""
    missing = [naam for naam in tabel.namen if naam not in namen]
    unknown = [naam for naam in namen if naam not in tabel.namen]
    twice = [naam for naam, aantal in Counter(namen).items() if aantal > 1]
    return [
        *(_unknown(naam, missing, plaats) for naam in unknown),
        *(
            Fout("KOLOM_ONTBREEKT", f"De kolom '{naam}' ontbreekt.", plaats, "Neem alle kolommen op, ook lege.")
            for naam in missing
        ),
        *(
            Fout("KOLOM_DUBBEL", f"De kolom '{toonbaar(naam)}' staat er meer dan één keer in.", plaats)
            for naam in twice
        ),
    ]


def _unknown(naam: str, missing: Sequence[str], plaats: str) -> Fout:
    reden = f"De kolom '{toonbaar(naam)}' hoort niet in deze tabel."
    return Fout("KOLOM_ONBEKEND", reden, plaats, _hint(naam, missing))


def _hint(naam: str, missing: Sequence[str]) -> str:
    """Say what was probably meant."""
    if ";" in naam:
        return "Scheid de kolommen met een komma in plaats van een puntkomma."
    nearest = get_close_matches(naam.strip().lower(), missing, n=1, cutoff=0.6)
    return f"Bedoelt u '{nearest[0]}'?" if nearest else "Haal deze kolom weg."
