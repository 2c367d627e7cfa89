"""The chart holds the numbers it was given, labelled in words, and asks nothing of the network."""

import datetime as dt
import re
from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from vsv.rapport.uitvoer.grafieken import draw_trend, spread
from vsv.rapport.uitvoer.woorden import CODES

NAMEN = dict.fromkeys(CODES, "woorden")


def make_trend(*weeks: tuple[int, ...]) -> pl.DataFrame:
    start = dt.date(2026, 11, 16)
    rows = [
        (start + dt.timedelta(weeks=week), code, number)
        for week, counts in enumerate(weeks)
        for code, number in zip(CODES, counts, strict=True)
    ]
    return pl.DataFrame(rows, schema=["peildatum", "prioriteit", "aantal"], orient="row")


def test_the_parts_of_a_bar_stack_from_priority_1_up() -> None:
    svg = draw_trend(make_trend((1200, 5, 0, 7, 9, 3), (2, 0, 0, 0, 0, 0)).reverse(), NAMEN, font="Serif")
    parts = re.findall(r'aria-label="dag: (\S+); van: ([\d.]+); tot: (\d+); vlak: (#\w+)', svg)
    assert parts[:6] == [
        ("2026-11-16", "0", "1200", "#9b1c1c"),
        ("2026-11-16", "1.200", "1205", "#a8500f"),
        ("2026-11-16", "1.205", "1205", "#2c6e3f"),
        ("2026-11-16", "1.205", "1212", "#4f46a5"),
        ("2026-11-16", "1.212", "1221", "#475569"),
        ("2026-11-16", "1.221", "1224", "#ffffff"),
    ]
    assert {part[2] for part in parts[6:]} == {"2"}


def test_the_last_bar_is_labelled_in_words_and_the_axis_in_dutch() -> None:
    svg = draw_trend(make_trend((1, 1, 1, 1, 1, 1), (1200, 5, 0, 7, 9, 3)), NAMEN, font="Libertinus Serif")
    texts = re.findall(r">([^<>]+)</text>", svg)
    assert texts[:2] == ["16 nov", "23 nov"]
    assert texts[-8:] == [
        "6",
        "1.224",
        "1 woorden: 1.200",
        "2 woorden: 5",
        "3 woorden: 0",
        "4 woorden: 7",
        "5 woorden: 9",
        "NP woorden: 3",
    ]
    assert set(re.findall(r'font-family="([^"]+)"', svg)) == {"Libertinus Serif"}


def test_the_same_counts_give_the_same_drawing_that_fetches_nothing() -> None:
    trend = make_trend((0, 0, 0, 0, 0, 0))
    svg = draw_trend(trend, NAMEN, font="Serif")
    assert draw_trend(trend, NAMEN, font="Serif") == svg
    assert set(re.findall(r'https?://[^"]+', svg)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6).map(sorted))
def test_no_two_labels_share_a_height_and_all_stay_below_the_top(middles: list[float]) -> None:
    heights = spread(middles, gap=8, top=110)
    assert len(heights) == len(middles)
    assert all(below + 8 <= above + 1e-9 for below, above in pairwise(heights))
    assert heights[-1] <= 110
    assert heights[0] >= 0
