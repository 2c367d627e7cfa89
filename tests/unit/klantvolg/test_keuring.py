"""The rules as data, and the birthday that ends it all."""

from datetime import date

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.perioden import verjaardag
from vsv.klantvolg.keuring import Regel, find_faults, is_27


@given(st.lists(st.tuples(st.dates(date(1980, 1, 1), date(2030, 1, 1)), st.dates(date(2005, 1, 1), date(2060, 1, 1)))))
def test_27_is_the_same_in_a_column_as_for_one_person(days: list[tuple[date, date]]) -> None:
    frame = pl.DataFrame(days, schema={"geboren": pl.Date, "dag": pl.Date}, orient="row")
    assert frame.select(is_27(pl.col("geboren"), pl.col("dag"))).to_series().to_list() == [
        verjaardag(geboren, 27) <= dag for geboren, dag in days
    ]


def test_29_february_is_1_march() -> None:
    frame = pl.DataFrame({"geboren": [date(2000, 2, 29), None]})
    for dag, expected in [(date(2027, 2, 28), False), (date(2027, 3, 1), True)]:
        assert frame.select(is_27(pl.col("geboren"), pl.lit(dag))).to_series().to_list() == [expected, None]


def test_every_fault_of_every_row_is_found_in_order() -> None:
    rules = [
        Regel("TE_LANG", "b", "Langer dan {}.", pl.col("b") > 5, pl.col("b") - 1),
        Regel("LEEG", "a", "Leeg.", pl.col("a").is_null()),
    ]
    frame = pl.DataFrame({"rij": [2, 3, 4], "a": [None, "x", None], "b": [9, 1, None]})
    assert find_faults(frame, rules, "rij").rows() == [
        (2, "b", "TE_LANG", "Langer dan 8."),
        (2, "a", "LEEG", "Leeg."),
        (4, "a", "LEEG", "Leeg."),
    ]
