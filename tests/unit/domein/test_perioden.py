"""Months, tijdvakken, birthdays, shares and the Dutch day."""

from calendar import isleap
from datetime import UTC, date, datetime, time, timedelta, timezone
from fractions import Fraction
from itertools import pairwise
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vsv.domein.perioden import (
    Maand,
    begin_van_dag,
    dag_van,
    datum_tekst,
    parse_datum,
    parse_moment,
    share,
    verjaardag,
    vierweken,
    week_van,
    weken,
)

jaren = st.integers(1901, 2099)
datums = st.dates(date(1901, 1, 1), date(2099, 12, 31))


@given(datums, st.integers(-600, 600))
def test_months_add_up(datum: date, aantal: int) -> None:
    maand = Maand.van(datum)
    assert maand.eerste <= datum <= maand.laatste
    assert maand + aantal - aantal == maand
    assert (maand + 1).eerste == maand.laatste + timedelta(days=1)
    assert (maand < maand + aantal) == (aantal > 0)


@given(datums)
def test_a_month_is_read_back_from_its_text(datum: date) -> None:
    maand = Maand.van(datum)
    assert Maand.parse(str(maand)) == maand


@pytest.mark.parametrize("tekst", ["2026-13", "2026-1", "202611", "", "1026-11"])
def test_what_is_no_month_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="bestaande datum"):
        Maand.parse(tekst)


def test_a_month_exists() -> None:
    with pytest.raises(ValueError, match="month"):
        Maand(2026, 13)


@given(jaren)
def test_four_week_tijdvakken_cover_the_year_without_a_gap(jaar: int) -> None:
    vakken = vierweken(jaar)
    assert len(vakken) == 13
    assert vakken[0].begin == date(jaar, 1, 1)
    assert vakken[-1].einde == date(jaar, 12, 31)
    assert sum(vak.dagen for vak in vakken) == 365 + isleap(jaar)
    assert all(later.begin == vak.einde + timedelta(days=1) for vak, later in pairwise(vakken))
    assert {vak.dagen for vak in vakken[1:-1]} == {28}
    assert all(vak.begin.weekday() == 0 for vak in vakken[1:])


def test_the_tijdvakken_of_2026_are_the_published_ones() -> None:
    begin = " ".join(f"{vak.begin:%m-%d}" for vak in vierweken(2026))
    assert begin == "01-01 01-26 02-23 03-23 04-20 05-18 06-15 07-13 08-10 09-07 10-05 11-02 11-30"


@given(jaren)
def test_weeks_run_from_monday_through_sunday(jaar: int) -> None:
    alle = weken(jaar)
    assert len(alle) in (52, 53)
    assert {(week.begin.weekday(), week.dagen) for week in alle} == {(0, 7)}
    assert [week.begin.isocalendar()[:2] for week in alle] == [(jaar, n + 1) for n in range(len(alle))]
    assert week_van(alle[0].einde) == alle[0]


@given(datums, st.integers(1, 60))
@example(date(2000, 2, 29), 27)
@example(date(2000, 2, 29), 28)
def test_a_birthday_is_the_first_day_of_being_that_old(geboren: date, leeftijd: int) -> None:
    dag = verjaardag(geboren, leeftijd)

    def age(on: date) -> int:
        return on.year - geboren.year - ((on.month, on.day) < (geboren.month, geboren.day))

    assert age(dag) == leeftijd
    assert age(dag - timedelta(days=1)) == leeftijd - 1


@given(st.integers(-(10**11), 10**11), st.integers(1, 366), st.integers(1, 366))
def test_a_share_is_rounded_half_up(bedrag: int, dagen: int, totaal: int) -> None:
    assert share(bedrag, dagen, totaal) == floor(Fraction(bedrag * dagen, totaal) + Fraction(1, 2))


@given(datums)
@example(date(2026, 3, 29))
@example(date(2026, 10, 25))
@example(date(1937, 7, 1))
def test_a_day_begins_where_the_day_before_ends(datum: date) -> None:
    begin = begin_van_dag(datum)
    assert begin.tzinfo is UTC
    assert dag_van(begin) == datum
    assert dag_van(begin - timedelta(microseconds=1)) == datum - timedelta(days=1)


def test_days_on_which_the_clock_changes_are_23_and_25_hours() -> None:
    def hours(datum: date) -> float:
        return (begin_van_dag(datum + timedelta(days=1)) - begin_van_dag(datum)) / timedelta(hours=1)

    assert hours(date(2026, 3, 29)) == 23
    assert hours(date(2026, 10, 25)) == 25
    assert hours(date(2026, 11, 23)) == 24


@given(datums)
def test_a_date_is_read_back_from_its_text(datum: date) -> None:
    assert parse_datum(datum.isoformat()) == datum


@pytest.mark.parametrize("tekst", ["2026-02-29", "20260101", "2026-W01-1", "2026-1-05", "1899-12-31", "2101-01-01", ""])
def test_what_is_no_date_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="JJJJ-MM-DD"):
        parse_datum(tekst)


@given(datums, st.times(), st.integers(-840, 840))
def test_a_moment_is_read_back_from_its_text(dag: date, tijd: time, minuten: int) -> None:
    moment = datetime.combine(dag, tijd, timezone(timedelta(minutes=minuten)))
    assert parse_moment(moment.isoformat()) == moment


@pytest.mark.parametrize(
    ("tekst", "uitkomst"),
    [
        ("2026-11-23T10:00Z", datetime(2026, 11, 23, 10, tzinfo=UTC)),
        ("2026-11-23T00:30:00+01:00", datetime(2026, 11, 22, 23, 30, tzinfo=UTC)),
        ("2026-11-23T10:00:00.1234567Z", datetime(2026, 11, 23, 10, 0, 0, 123456, tzinfo=UTC)),
    ],
)
def test_moments_may_be_written_in_several_ways(tekst: str, uitkomst: datetime) -> None:
    assert parse_moment(tekst) == uitkomst


@pytest.mark.parametrize(
    "tekst",
    ["2026-11-23", "2026-11-23T10:00:00", "2026-11-23 10:00:00Z", "2026-11-23T24:00:00Z", "2026-02-30T10:00:00Z", ""],
)
def test_what_is_no_moment_is_refused(tekst: str) -> None:
    with pytest.raises(ValueError, match="tijdstip"):
        parse_moment(tekst)


def test_dates_in_words() -> None:
    assert datum_tekst(date(2026, 3, 1)) == "1 maart 2026"
    assert datum_tekst(date(2026, 11, 23), weekdag=True) == "maandag 23 november 2026"
