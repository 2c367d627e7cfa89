"""Typed rows as the text of the uitwisselformaat, and any row as JSON."""

from collections.abc import Iterable

import polars as pl

from vsv.bronnen.uitwisselformaat.tabellen import Tabel


def as_tekst(tabel: Tabel) -> list[pl.Expr]:
    """Return the columns of a table of typed rows as text: `YYYY-MM-DD`, moments in UTC with `Z`, J and N."""
    return [_tekst(kolom.naam, kolom.soort.dtype) for kolom in tabel.kolommen]


def as_json(kolommen: Iterable[pl.Expr]) -> pl.Expr:
    """Return rows as JSON: what stands in `inhoud` of uitval."""
    return pl.struct(list(kolommen)).struct.json_encode()


def _tekst(naam: str, dtype: pl.DataType) -> pl.Expr:
    kolom = pl.col(naam)
    if dtype == pl.Date:
        return kolom.dt.to_string("%Y-%m-%d")
    if isinstance(dtype, pl.Datetime):
        return kolom.dt.to_string("%Y-%m-%dT%H:%M:%S%.fZ")
    if dtype == pl.Boolean:
        return pl.when(kolom).then(pl.lit("J")).when(~kolom).then(pl.lit("N")).alias(naam)
    return kolom.cast(pl.String)
