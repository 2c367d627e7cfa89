"""Comparing the inkomstenverhoudingen of two moments."""

from datetime import date

import polars as pl
import pytest

from vsv.rapport.mutaties import compare_ikv

BEGIN, EINDE, LATER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


def make_ikv(*rows: tuple[date | None, date | None]) -> pl.DataFrame:
    """One inkomstenverhouding of one person, or none."""
    return pl.DataFrame(
        [(1, 10, begin, einde, 5) for begin, einde in rows],
        schema={"jongere": pl.Int64, "ikv": pl.Int64, "datum_begin": pl.Date, "datum_einde": pl.Date,
                "volgnummer": pl.Int64},
        orient="row",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("before", "now", "soort"),
    [
        ([], [(BEGIN, None)], "NIEUW"),
        ([], [(None, None)], "NIEUW"),
        ([(None, None)], [], "INGETROKKEN"),
        ([(BEGIN, None)], [(BEGIN, EINDE)], "BEEINDIGD"),
        ([(BEGIN, EINDE)], [(BEGIN, LATER)], "GEWIJZIGD"),
        ([(BEGIN, EINDE)], [(BEGIN, None)], "GEWIJZIGD"),
        ([(None, None)], [(BEGIN, None)], "GEWIJZIGD"),
    ],
)
def test_what_differs_is_told(
    before: list[tuple[date | None, date | None]], now: list[tuple[date | None, date | None]], soort: str
) -> None:
    assert compare_ikv(make_ikv(*before), make_ikv(*now))["soort"].to_list() == [soort]


def test_what_is_the_same_is_not() -> None:
    assert compare_ikv(make_ikv((BEGIN, None)), make_ikv((BEGIN, None))).is_empty()
