"""The monthly picture: what was earned over thirteen months, by what was known at a run."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, maandbeeld
from vsv.rapport.runs import Run

MAANDEN: Final = 13
"""A year, and the same month of the year before."""


def read_maandbeeld(cur: Cursor, run: Run, jongeren: Sequence[int]) -> pl.DataFrame:
    """Return what these people earned per month, in the thirteen months up to that of the peildatum.

    Args:
        cur: A cursor in one snapshot; an organisation sees whom it follows.
        run: Says what was known, and which SRTIV codes are work.
        jongeren: Keys.

    Returns:
        jongere, maand (first day), klasse (WERK, UITKERING, NEGEREN or ONBEKEND), loon (cents), uren (verloonde
        uren), ikvs (of how many inkomstenverhoudingen); in that order. A month without pay has no row.
    """
    read = read_feiten(
        cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        maanden=MAANDEN,
        jongeren=jongeren,
        tabellen=["ikv", "ikp", "iko"],
    )
    per_ikv = maandbeeld(Feiten.van(**read), run.peildatum, run.regels, MAANDEN)
    keys = ["jongere", "maand", "klasse"]
    return per_ikv.group_by(keys).agg(pl.col("loon", "uren").sum(), ikvs=pl.len().cast(pl.Int64)).sort(keys)
