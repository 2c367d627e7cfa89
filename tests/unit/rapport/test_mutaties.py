"""Comparing the inkomstenverhoudingen of two moments."""

from datetime import date

import polars as pl
import pytest

from vsv.rapport.mutaties import compare_ikv

BEGIN, EINDE, LATER = date(2026, 1, 1), date(2026, 6, 1), date(2026, 7, 1)


def make_ikv(*rows: tuple[date | None, date | None]) -> pl.DataFrame:
    """One inkomstenverhouding of one person, or none."""
    return pl.DataFrame(
        [(1, 10, begin, einde, "WERK", einde is None) for begin, einde in rows],
        schema={"jongere": pl.Int64, "ikv": pl.Int64, "datum_begin": pl.Date, "datum_einde": pl.Date,
                "klasse": pl.String, "loopt": pl.Boolean},
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
    (compared,) = compare_ikv(make_ikv(*before), make_ikv(*now)).to_dicts()
    assert compared["soort"] == soort
    assert compared["klasse"] == "WERK"
    terms = {"datum_begin_voor": before[0][0], "datum_einde_voor": before[0][1]} if before else {}
    terms |= {"datum_begin": now[0][0], "datum_einde": now[0][1]} if now else {}
    assert {name: value for name, value in compared.items() if name.startswith("datum")} == {
        "datum_begin_voor": None, "datum_einde_voor": None, "datum_begin": None, "datum_einde": None, **terms,
    }  # fmt: skip
    assert compared["liep"] == bool(before and before[0][1] is None)
    assert compared["loopt"] == bool(now and now[0][1] is None)


def test_what_is_the_same_is_not() -> None:
    assert compare_ikv(make_ikv((BEGIN, None)), make_ikv((BEGIN, None)))["soort"].to_list() == [None]


def test_what_it_is_now_counts_and_else_what_it_was() -> None:
    before = make_ikv((BEGIN, None)).with_columns(klasse=pl.lit("ONBEKEND"))
    assert compare_ikv(before, make_ikv((BEGIN, None)))["klasse"].to_list() == ["WERK"]
    assert compare_ikv(before, make_ikv())["klasse"].to_list() == ["ONBEKEND"]
