"""What a report counts: how many per priority, who moved since last week and why, and the checksum of its lines."""

import hashlib
from collections.abc import Iterable
from typing import Final

import polars as pl

from vsv.rapport.historie import STAND

AANTALLEN: Final = ("np", "p1", "p2", "p3", "p4", "p5")
"""Column per priority, in the order of the numbers 0 (NP) to 5."""


def count_priorities(stand: pl.DataFrame) -> pl.DataFrame:
    """Return per organisatie how many stand in each priority: organisatie and the columns of `AANTALLEN`."""
    return stand.group_by("organisatie").agg(
        (pl.col("prioriteit") == number).sum().cast(pl.Int64).alias(column) for number, column in enumerate(AANTALLEN)
    )


def count_moves(vorige: pl.DataFrame, stand: pl.DataFrame) -> pl.DataFrame:
    """Return per organisatie how many moved from one priority to another, and with which reasons before and after.

    Args:
        vorige: The stand at the week run before; empty when there was none.
        stand: The stand now.

    Returns:
        organisatie, van and naar (priority; null = not in the report), redenen_van, redenen_naar (null likewise),
        aantal; the largest first.
    """
    columns = ["aanmelding", "organisatie", "prioriteit", "redenen"]
    both = vorige.select(columns).join(
        stand.select(columns), on=["aanmelding", "organisatie"], how="full", coalesce=True, suffix="_naar"
    )
    keys = ["organisatie", "van", "naar", "redenen_van", "redenen_naar"]
    return (
        both.rename({"prioriteit": "van", "prioriteit_naar": "naar", "redenen": "redenen_van"})
        .filter(pl.col("van").ne_missing(pl.col("naar")))
        .group_by(keys)
        .agg(aantal=pl.len().cast(pl.Int64))
        .sort("aantal", *keys, descending=[True] + [False] * len(keys))
    )


def compute_checksums(stand: pl.DataFrame) -> pl.DataFrame:
    """Return per organisatie the SHA-256 of its lines: organisatie, controlegetal.

    The lines are in the order of their aanmelding, each ended by a line break, the fields joined by semicolons in
    the order of a stand from `prioriteit` on; no code holds either sign.
    """
    fields = [name for name in STAND if name not in ("organisatie", "jongere")]
    texts = (
        stand.sort("aanmelding")
        .select("organisatie", regel=pl.concat_str([pl.col(name).cast(pl.String) for name in fields], separator=";"))
        .group_by("organisatie")
        .agg(pl.col("regel").str.join("\n"))
    )
    return texts.select("organisatie", controlegetal=pl.Series(_hashes(texts["regel"]), dtype=pl.String))


def _hashes(texts: Iterable[str]) -> list[str]:
    return [hashlib.sha256(f"{text}\n".encode()).hexdigest() for text in texts]


CONTROLEGETAL_LEEG: Final = hashlib.sha256(b"").hexdigest()
"""The checksum of a report without lines."""
