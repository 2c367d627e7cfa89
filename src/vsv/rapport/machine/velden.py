"""Which fields a line of a report has for programs, and what each is called in JSON: one table for pages and files."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from vsv.rapport.codes import name_priority

REGELVELDEN: Final[Mapping[str, str]] = {
    "jongere": "jongere",
    "kenmerk": "kenmerk",
    "aanmelddatum": "aanmelddatum",
    "gemeentecode": "gemeentecode",
    "prioriteit": "prioriteit",
    "prioriteit_naam": "prioriteitNaam",
    "sinds": "sinds",
    "vorige_prioriteit": "vorigePrioriteit",
    "loonperiode": "loonperiode",
    "loon": "loon",
    "uren": "uren",
    "redenen": "redenen",
    "vlaggen": "vlaggen",
}
"""Per field here its name in JSON, in order. jongere is a uuid; prioriteit and vorige_prioriteit are 0 (NP) to 5,
vorige_prioriteit null when the person was not in the week report before; loonperiode is `2026-10`; loon is in cents;
redenen and vlaggen are lists of codes."""

NAMEN: Final[Mapping[int, str]] = {number: name_priority(number) for number in range(6)}
"""Per priority how it is called: `NP`, `1` to `5`."""


def as_fields(lines: pl.DataFrame) -> pl.DataFrame:
    """Return lines (see `vsv.rapport.machine.regels`) as the fields of `REGELVELDEN`."""
    return lines.select(
        *("jongere", "kenmerk", "aanmelddatum", "gemeentecode", "prioriteit"),
        pl.col("prioriteit").replace_strict(NAMEN, return_dtype=pl.String).alias("prioriteit_naam"),
        *("sinds", "vorige_prioriteit"),
        pl.col("loonperiode").dt.strftime("%Y-%m"),
        *("loon", "uren"),
        pl.col("redenen").str.split("|"),
        pl.when(pl.col("vlaggen") == "")
        .then(pl.lit([], dtype=pl.List(pl.String)))
        .otherwise(pl.col("vlaggen").str.split("|"))
        .alias("vlaggen"),
    )


def as_json_fields(lines: pl.DataFrame) -> pl.DataFrame:
    """Return the same under their names in JSON."""
    return as_fields(lines).rename(dict(REGELVELDEN))
