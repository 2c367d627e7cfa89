"""The drawing of a trend: bars that add up, and names that don't stand over each other."""

from datetime import date, timedelta
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.portaal.kader.trend import BREED, HOOGTE, SMAL, WEKEN_SMAL, draw_trend, find_step, spread

KOLOMMEN = ("np", "p1", "p2", "p3", "p4", "p5")
WEEK = st.lists(st.integers(0, 60_000), min_size=6, max_size=6)


def make_trend(weeks: list[list[int]]) -> pl.DataFrame:
    first = date(2025, 12, 1)
    rows = [
        {"peildatum": first + timedelta(weeks=n), **dict(zip(KOLOMMEN, counts, strict=True)), "totaal": sum(counts)}
        for n, counts in enumerate(weeks)
    ]
    schema = {"peildatum": pl.Date, **dict.fromkeys((*KOLOMMEN, "totaal"), pl.Int64)}
    return pl.DataFrame(rows, schema=schema)


@given(weeks=st.lists(WEEK, min_size=2, max_size=52))
def test_bars_stand_on_the_ground_and_add_up(weeks: list[list[int]]) -> None:
    trend = draw_trend(make_trend(weeks))
    assert trend
    for tekening, most, count in ((trend.breed, BREED, len(weeks)), (trend.smal, SMAL, min(WEKEN_SMAL, len(weeks)))):
        assert tekening.breedte <= most
        assert len(tekening.staven) == count
        for staaf, counts in zip(tekening.staven, weeks[-count:], strict=True):
            assert staaf.totaal == sum(counts) == sum(vlak.aantal for vlak in staaf.vlakken)
            below = tekening.grond
            for vlak in staaf.vlakken:
                assert vlak.y + vlak.hoogte <= below
                below = vlak.y
            assert below >= 0
            assert tekening.links <= staaf.x < staaf.x + tekening.staaf <= tekening.rechts


@given(weeks=st.lists(WEEK, min_size=2, max_size=4))
def test_names_are_apart_and_within_the_drawing(weeks: list[list[int]]) -> None:
    trend = draw_trend(make_trend(weeks))
    assert trend
    places = [name.y for name in trend.breed.bijschriften]
    assert all(0 < y < HOOGTE for y in places)
    assert all(low - high >= 20 for low, high in pairwise(places))


def test_the_most_urgent_stands_on_the_ground() -> None:
    trend = draw_trend(make_trend([[4, 10, 20, 30, 5, 6]] * 2))
    assert trend
    assert [vlak.klasse for vlak in trend.breed.staven[-1].vlakken] == ["p1", "p2", "p3", "p4", "p5", "pnp"]
    assert trend.breed.woorden
    assert not trend.smal.woorden


@pytest.mark.parametrize("weeks", [[], [[1, 2, 3, 4, 5, 6]]])
def test_one_week_is_no_trend(weeks: list[list[int]]) -> None:
    assert draw_trend(make_trend(weeks)) is None


def test_an_empty_year_can_be_drawn() -> None:
    trend = draw_trend(make_trend([[0] * 6] * 52))
    assert trend
    assert trend.breed.bijschriften == []
    assert [maat.tekst for maat in trend.breed.rooster] == ["0", "1"]


def test_months_are_named_where_there_is_room() -> None:
    trend = draw_trend(make_trend([[1] * 6] * 52))
    assert trend
    names = trend.breed.maanden
    assert names[0].tekst == "dec"
    assert all(b.plaats - a.plaats >= 34 for a, b in pairwise(names))


@given(highest=st.integers(1, 10**7))
def test_a_grid_has_at_most_five_lines_above_the_ground(highest: int) -> None:
    step = find_step(highest)
    assert -(-highest // step) <= 5
    assert str(step).rstrip("0") in ("1", "2", "5")


@given(middles=st.lists(st.integers(12, 270), max_size=6))
def test_spread_keeps_the_order(middles: list[int]) -> None:
    places = spread(sorted(middles, reverse=True), 20, 12)
    assert places == sorted(places, reverse=True)
