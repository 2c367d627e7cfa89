"""The organisations that follow people: a Doorstroompunt per region and a few gemeenten."""

from typing import Final

import polars as pl

from vsv.domein.gemeenten import gemeenten, regios
from vsv.simulatie.kansen import EIGEN_GEMEENTEN

ORGANISATIE_SCHEMA: Final = {
    "oin": pl.String,
    "naam": pl.String,
    "soort": pl.String,
    "regio": pl.Int64,
    "gemeentecode": pl.String,
}

_OIN_GEMEENTE: Final = 100_000
"""Added to a gemeentecode in its OIN, so that it can't meet the number of a region."""


def make_organisaties() -> pl.DataFrame:
    """Return all organisations: oin (test prefix), naam, soort, regio, gemeentecode (or empty).

    First the Doorstroompunten in the order of their region, then the gemeenten.
    """
    punten = [(_oin(r.nummer), f"Doorstroompunt {r.naam}", "doorstroompunt", r.nummer, None) for r in regios().values()]
    eigen = [gemeenten()[code] for code in EIGEN_GEMEENTEN]
    rows = [(_oin(_OIN_GEMEENTE + int(g.code)), f"Gemeente {g.naam}", "gemeente", g.regio, g.code) for g in eigen]
    return pl.DataFrame([*punten, *rows], schema=ORGANISATIE_SCHEMA, orient="row")


def _oin(nummer: int) -> str:
    """Return an OIN of the kind meant for tests: prefix 00000099, the number and three zeros."""
    return f"00000099{nummer:09}000"
