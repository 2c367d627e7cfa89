"""School years, and how long it took to find work."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.fouten import InvoerFout
from vsv.rapport.effect import Schooljaar
from vsv.rapport.effectcijfers import measure_work

BEGIN = date(2025, 9, 1)


@given(st.dates(date(2000, 8, 1), date(2099, 7, 31)))
def test_every_day_falls_in_one_school_year(dag: date) -> None:
    schooljaar = Schooljaar.van(dag)
    assert schooljaar.eerste <= dag <= schooljaar.laatste
    assert schooljaar.eerste < schooljaar.teldag < schooljaar.laatste
    assert Schooljaar.parse(str(schooljaar)) == schooljaar
    assert Schooljaar.van(schooljaar.laatste + timedelta(days=1)) == Schooljaar(schooljaar.begin + 1)


@pytest.mark.parametrize("tekst", ["2025", "2025-2027", "2025/2026", "1999-2000", ""])
def test_what_is_no_school_year(tekst: str) -> None:
    with pytest.raises(InvoerFout, match=r"Dit is geen schooljaar\. Schrijf het als 2025-2026\."):
        Schooljaar.parse(tekst)


def test_days_to_work_are_counted_from_the_aanmelding_to_the_first_work() -> None:
    stories = {
        1: [(7, 1), (21, 2), (35, 1), (42, 3)],  # lost it again: the first work counts
        2: [(7, 1), (14, 5), (56, 4)],
        3: [(7, 3)],  # had work from the start
        4: [(7, 1)],  # never found any
        5: [(7, 5), (14, 1), (21, 3)],  # had a benefit first
        6: [(7, 1), (28, 3)],
    }
    rows = pl.DataFrame(
        [
            (1, aanmelding, BEGIN, BEGIN + timedelta(days=days), prioriteit)
            for aanmelding, story in stories.items()
            for days, prioriteit in story
        ],
        schema=["organisatie", "aanmelding", "aanmelddatum", "peildatum", "prioriteit"],
        orient="row",
    )
    assert measure_work(rows).to_dicts() == [
        {"organisatie": 1, "vanuit_1": 4, "naar_werk": 3, "kwart": 28, "mediaan": 28, "driekwart": 56}
    ]
    assert measure_work(rows.clear()).is_empty()
