"""Comparing facts of two moments: what is new, what is gone, and what says something else."""

from collections.abc import Sequence

import polars as pl


def select_existing(records: pl.DataFrame, sleutel: Sequence[str]) -> pl.DataFrame:
    """Return the records that exist: of each key the one received last, unless that one is a withdrawal."""
    return select_last(records, sleutel).filter(~pl.col("ingetrokken"))


def select_last(records: pl.DataFrame, sleutel: Sequence[str]) -> pl.DataFrame:
    """Return of each key the record received last, withdrawals included."""
    return records.sort("ontvangen_op", "volgnummer").unique(sleutel, keep="last", maintain_order=True)


def compare(before: pl.DataFrame, now: pl.DataFrame, sleutel: Sequence[str], inhoud: Sequence[str]) -> pl.DataFrame:
    """Compare the records that existed with those that exist.

    Args:
        before: One row per key.
        now: The same, later.
        sleutel: The columns of the key.
        inhoud: The columns that are compared.

    Returns:
        Every key that is in either: sleutel; of each other column its value now, and with `_voor` before (null when
        there was no record); soort: NIEUW, INGETROKKEN, GEWIJZIGD, or null when all is the same.
    """
    both = before.with_columns(was=pl.lit(1)).join(
        now.with_columns(exists=pl.lit(1)), on=sleutel, how="full", coalesce=True, suffix="_nu"
    )
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_nu")) for name in inhoud)
    soort = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("NIEUW"))
        .when(pl.col("exists").is_null())
        .then(pl.lit("INGETROKKEN"))
        .when(differs)
        .then(pl.lit("GEWIJZIGD"))
    )
    others = [name for name in before.columns if name not in sleutel]
    return both.select(
        *sleutel,
        soort.alias("soort"),
        *(pl.col(name).alias(f"{name}_voor") for name in others),
        *(pl.col(f"{name}_nu").alias(name) for name in others),
    )
