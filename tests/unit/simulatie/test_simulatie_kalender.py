"""Days, moments and tijdvakken of the simulated time."""

from datetime import date, timedelta
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vsv.domein import perioden
from vsv.simulatie.kalender import (
    OPEN,
    Kalender,
    dag_van,
    dagnummer,
    datums,
    draw_momenten,
    eerste_van_maand,
    maand_van,
    tijdstippen,
    verjaardag,
    werkdag,
)
from vsv.simulatie.kansen import RITMES
from vsv.simulatie.toeval import stroom

datum = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@given(st.lists(st.dates(date(2020, 1, 1), date(2030, 12, 31)), max_size=30), st.integers(0, 1000))
def test_a_moment_lies_on_its_day_in_the_netherlands(dagen: list[date], zaad: int) -> None:
    momenten = draw_momenten(stroom(zaad, "test"), np.array([dagnummer(dag) for dag in dagen], np.int32))
    lokaal = tijdstippen(momenten).dt.convert_time_zone("Europe/Amsterdam")
    assert lokaal.dt.date().to_list() == dagen


@pytest.mark.parametrize("wissel", [date(2026, 3, 29), date(2026, 10, 25)])
def test_every_hour_but_the_one_of_the_clock_change_is_drawn(wissel: date) -> None:
    momenten = draw_momenten(stroom(1, "test"), np.full(5_000, dagnummer(wissel)))
    lokaal = tijdstippen(momenten).dt.convert_time_zone("Europe/Amsterdam")
    assert lokaal.dt.date().unique().to_list() == [wissel]
    assert sorted(lokaal.dt.hour().unique()) == [0, 1, *range(3, 24)]


@given(datum, st.integers(1, 40))
def test_birthdays_are_those_of_the_rules(geboren: date, leeftijd: int) -> None:
    gevonden = verjaardag(np.array([dagnummer(geboren)], np.int32), leeftijd)
    assert dag_van(int(gevonden[0])) == perioden.verjaardag(geboren, leeftijd)


@given(datum)
def test_months_and_working_days(dag: date) -> None:
    nummer = np.array([dagnummer(dag)], np.int32)
    assert maand_van(nummer)[0] == dag.month
    assert dag_van(int(eerste_van_maand(nummer)[0])) == dag.replace(day=1)
    assert dag_van(int(werkdag(nummer)[0])) == dag - timedelta(days=max(0, dag.weekday() - 4))
    assert datums(np.array([dagnummer(dag), OPEN])).to_list() == [dag, None]


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.integers(1, 60))
def test_each_rhythm_covers_the_time_without_a_gap(tot: date, weken: int) -> None:
    kalender = Kalender(tot, weken)
    tijdvakken = kalender.tijdvakken
    assert kalender.peildata[0] + timedelta(weeks=weken) == kalender.peildata[-1] == tot
    assert kalender.venster - kalender.historie >= 5 * 28
    for ritme, (vanaf, na) in enumerate(pairwise(tijdvakken.grens)):
        begin, einde = tijdvakken.begin[vanaf:na], tijdvakken.einde[vanaf:na]
        assert (begin[1:] == einde[:-1] + 1).all()
        assert begin[0] <= kalender.historie
        assert einde[-1] >= kalender.einde
        dagen = np.arange(kalender.historie, kalender.einde + 1, dtype=np.int32)
        plek = tijdvakken.find(np.full(len(dagen), ritme), dagen)
        assert ((tijdvakken.begin[plek] <= dagen) & (dagen <= tijdvakken.einde[plek])).all()
        assert (tijdvakken.laatste(np.array([ritme])) == na - 1).all()
    assert len(tijdvakken.grens) == len(RITMES) + 1
