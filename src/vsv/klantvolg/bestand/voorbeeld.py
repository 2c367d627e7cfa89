"""A template to fill in, with one row that shows how. Left in, that row counts as empty: nobody is signed up by it."""

from datetime import date
from typing import Final

import polars as pl

from vsv.klantvolg.bestand.tabel import Cel

VOORBEELD_KENMERK: Final = "VOORBEELD, haal deze rij weg"
_BSN: Final = "999999990"
"""Passes the elfproef, and is nobody's: no BSN of that range is given out."""

VOORBEELD: Final[list[list[Cel]]] = [
    ["bsn", "geboortedatum", "aanmelddatum", "kenmerk", "gemeente"],
    [_BSN, date(2005, 3, 1), date(2026, 9, 1), VOORBEELD_KENMERK, "Utrecht"],
]
"""The template: its heading, and the row."""

IS_VOORBEELD: Final = (pl.col("bsn").eq_missing(pl.lit(_BSN))) & (
    pl.col("kenmerk").str.to_lowercase().str.starts_with("voorbeeld").fill_null(value=False)
)
"""Whether a row is the one of the template."""
