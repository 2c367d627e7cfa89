"""Every text of the summary, compared with a copy that people have read."""

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from vsv.rapport.uitvoer.tellingen import Meting, Samenvatting
from vsv.rapport.uitvoer.zinnen import describe, write_conclusie, write_trend

GOUD = Path(__file__).with_name("samenvatting_teksten.json")
DAG, WEEK_EERDER = dt.date(2026, 11, 23), dt.date(2026, 11, 16)


def test_the_texts_are_those_that_people_have_read(samenvatting: Samenvatting) -> None:
    assert describe(samenvatting) == json.loads(GOUD.read_text())


BIJ = "van hen is geen werk en geen uitkering gevonden (prioriteit 1)"
NIEMAND = "niemand van hen staat in prioriteit 1 (geen werk en geen uitkering gevonden)"


@pytest.mark.parametrize(
    ("day_before", "before", "now", "sentence"),
    [
        (
            WEEK_EERDER,
            {"1": 1167},
            {"1": 1204, "3": 3108},
            f"4.312 jongeren; bij 1.204 {BIJ}: 37 meer dan vorige week.",
        ),
        (
            dt.date(2026, 11, 9),
            {"1": 3},
            {"1": 2},
            f"2 jongeren; bij 2 {BIJ}: 1 minder dan op 9 november 2026.",
        ),
        (WEEK_EERDER, {"1": 2}, {"1": 2, "2": 1}, f"3 jongeren; bij 2 {BIJ}: evenveel als vorige week."),
        (None, {}, {"1": 1, "2": 1}, f"2 jongeren; bij 1 {BIJ}."),
        (WEEK_EERDER, {"1": 4}, {"3": 5}, f"5 jongeren; {NIEMAND}: 4 minder dan vorige week."),
        (WEEK_EERDER, {"1": 4}, {}, "geen jongeren."),
    ],
)
def test_the_conclusion_says_it_in_one_sentence(
    samenvatting: Samenvatting,
    day_before: dt.date | None,
    before: dict[str, int],
    now: dict[str, int],
    sentence: str,
) -> None:
    earlier = (Meting(day_before, before),) if day_before else ()
    came = {("nieuw", code): number for code, number in now.items() if day_before}
    went = {(code, "weg"): number for code, number in before.items()}
    this = replace(samenvatting, trend=(*earlier, Meting(DAG, now)), verplaatsingen=came | went)
    assert write_conclusie(this) == f"Op maandag 23 november 2026 volgt Gemeente Voorbeeld {sentence}"


def test_a_first_report_compares_with_nothing(samenvatting: Samenvatting) -> None:
    texts = describe(replace(samenvatting, trend=samenvatting.trend[1:], verplaatsingen={}))
    assert texts["verplaatsingen"] == []
    assert texts["verplaatsingen_in_woorden"] == ""
    assert texts["zonder_prioriteit"] == "5 jongeren hebben nog geen prioriteit."
    assert {prioriteit["verschil"] for prioriteit in texts["prioriteiten"]} == {""}
    assert write_trend(samenvatting.trend[1:]) == (
        "Gestapelde staaf voor 23 november 2026: 12 in prioriteit 1, 3 in prioriteit 2, 1.012 in prioriteit 3,"
        " 2 in prioriteit 4, 6 in prioriteit 5 en 5 in NP."
    )


def test_one_jongere_is_one(samenvatting: Samenvatting) -> None:
    one = replace(samenvatting, trend=(Meting(DAG, {"NP": 1}),), verplaatsingen={})
    assert "1 jongere;" in describe(one)["conclusie"]
    assert describe(one)["zonder_prioriteit"] == "1 jongere heeft nog geen prioriteit."


def test_no_more_reasons_than_can_be_taken_in(samenvatting: Samenvatting) -> None:
    many = replace(samenvatting, redenen=tuple((f"Reden {number}.", 100 - number) for number in range(9)))
    assert describe(many)["redenen"] == [[str(100 - number), f"Reden {number}."] for number in range(5)]


def test_another_threshold_is_said_everywhere(samenvatting: Samenvatting) -> None:
    texts = json.dumps(describe(replace(samenvatting, drempel=25050)), ensure_ascii=False)
    assert texts.count("€ 250,50") == 4
    assert "€ 300" not in texts
