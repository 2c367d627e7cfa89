"""Numbers that contradict each other are never printed."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from vsv.domein.fouten import ControleFout
from vsv.rapport.uitvoer.tellingen import Meting, Samenvatting
from vsv.rapport.uitvoer.woorden import CODES


def test_counts_are_per_priority_and_not_negative() -> None:
    meting = Meting(dt.date(2026, 11, 23), {"1": 3, "NP": 2})
    assert (meting["1"], meting["4"], meting.totaal) == (3, 0, 5)
    for wrong in ({"6": 1}, {"doelgroep": 1}, {"1": -1}):
        with pytest.raises(ValueError, match="not counts per priority"):
            Meting(dt.date(2026, 11, 23), wrong)


def test_the_trend_holds_every_priority_of_every_week(samenvatting: Samenvatting) -> None:
    frame = samenvatting.trend_frame()
    assert frame.height == 12
    assert frame.filter(peildatum=dt.date(2026, 11, 23))["aantal"].to_list() == [12, 3, 1012, 2, 6, 5]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({("1", "3"): 3}, "prioriteit 1 ging van 10 naar 12, maar er gingen er 3 uit en er kwamen er 4 in"),
        ({("nieuw", "NP"): 3}, "prioriteit NP ging van 3 naar 5, maar er gingen er 2 uit en er kwamen er 3 in"),
        ({("4", "weg"): 3, ("nieuw", "4"): 3}, "prioriteit 4 ging van 2 naar 2, maar er gingen er 3 uit"),
        ({("1", "6"): 0}, "een verplaatsing die niet kan bestaan"),
        ({("nieuw", "weg"): 1}, "een verplaatsing die niet kan bestaan"),
        ({("nieuw", "5"): -1, ("5", "weg"): -1}, "een verplaatsing die niet kan bestaan"),
        ({("1", "1"): 8}, "een verplaatsing die niet kan bestaan"),
    ],
)
def test_moves_that_do_not_add_up_are_refused(
    samenvatting: Samenvatting, change: dict[tuple[str, str], int], reason: str
) -> None:
    with pytest.raises(ControleFout, match=reason):
        replace(samenvatting, verplaatsingen={**samenvatting.verplaatsingen, **change})


def test_who_did_not_leave_stayed(samenvatting: Samenvatting) -> None:
    assert [samenvatting.blijvers(code) for code in CODES] == [8, 3, 1010, 2, 6, 1]


def test_a_first_report_has_no_moves(samenvatting: Samenvatting) -> None:
    first = samenvatting.trend[:1]
    with pytest.raises(ControleFout, match="een eerste rapport heeft geen verplaatsingen"):
        replace(samenvatting, trend=first)
    assert replace(samenvatting, trend=first, verplaatsingen={}).vorige is None


@pytest.mark.parametrize(
    "change",
    [
        {"trend": ()},
        {"trend": tuple(Meting(dt.date(2026, 1, day), {}) for day in range(1, 14))},
        {"trend": (Meting(dt.date(2026, 1, 2), {}), Meting(dt.date(2026, 1, 1), {}))},
        {"trend": (Meting(dt.date(2026, 1, 1), {}), Meting(dt.date(2026, 1, 1), {}))},
        {"gemaakt_op": dt.datetime(2026, 11, 23, 6, 0)},  # noqa: DTZ001 - the fault that is tested
    ],
)
def test_what_a_feeder_may_not_give_is_refused(samenvatting: Samenvatting, change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not one to 12 reports|no time zone"):
        replace(samenvatting, **change)
