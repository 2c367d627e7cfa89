"""The shape of a CSV file: what adds up is read by Polars exactly as Python's strict csv module reads it."""

import csv
from io import StringIO
from itertools import product

import polars as pl
import pytest
from polars.exceptions import PolarsError

from vsv.bronnen.uitwisselformaat.csv_vorm import Vorm

KOLOMMEN = ["a", "b", "c"]
INHOUD = ["".join(signs) for length in range(6) for signs in product('a,\n"', repeat=length)]


def measure(text: str, blok: int) -> bool:
    vorm = Vorm()
    for begin in range(0, len(text), blok):
        vorm.add(text[begin : begin + blok].encode())
    return vorm.adds_up(len(KOLOMMEN))


def read_by_polars(text: str) -> list[tuple[str | None, ...]] | None:
    try:
        return pl.read_csv(text.encode(), schema=dict.fromkeys(KOLOMMEN, pl.String), null_values="").rows()
    except PolarsError:
        return None


def read_strictly(text: str) -> list[tuple[str | None, ...]]:
    rows = list(csv.reader(StringIO(text, newline=""), strict=True))[1:]
    assert all(len(row) == len(KOLOMMEN) for row in rows), text
    return [tuple(value or None for value in row) for row in rows]


def test_every_short_content_that_adds_up_is_read_right() -> None:
    right = 0
    for inhoud in INHOUD:
        text = f"{','.join(KOLOMMEN)}\n{inhoud}"
        if measure(text, len(text)) and (rows := read_by_polars(text)) is not None:
            assert rows == read_strictly(text), text
            right += bool(rows)
    assert right > 20


@pytest.mark.parametrize("blok", [1, 2, 3])
def test_the_outcome_does_not_hang_on_where_a_block_ends(blok: int) -> None:
    for inhoud in INHOUD:
        text = f"{','.join(KOLOMMEN)}\n{inhoud}"
        assert measure(text, blok) == measure(text, len(text)), text
