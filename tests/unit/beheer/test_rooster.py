"""Each step is due once for each of its days, at its time in Amsterdam, however often is looked and when."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from vsv.beheer.rooster import ROOSTER, Gepland, Stap, find_due
from vsv.domein.perioden import AMSTERDAM

TERUG, VOORUIT = datetime(2026, 10, 25, 1, tzinfo=UTC), datetime(2027, 3, 28, 1, tzinfo=UTC)
"""The moments at which the clock changes."""

momenten = st.one_of(
    st.integers(0, 5 * 366 * 86_400).map(lambda seconds: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)),
    st.builds(
        lambda change, seconds: change + timedelta(seconds=seconds),
        st.sampled_from([TERUG, VOORUIT]),
        st.integers(-200_000, 200_000),
    ),
)
stappen = st.builds(
    Stap,
    st.just("stap"),
    st.times().map(lambda tijd: tijd.replace(second=0, microsecond=0)),
    st.frozensets(st.integers(0, 6), min_size=1),
)


def due(nu: datetime, stap: Stap) -> Gepland:
    (gepland,) = find_due(nu, [stap])
    return gepland


def days_of(stap: Stap, eerste: date, laatste: date) -> list[date]:
    days = (eerste + timedelta(days=number) for number in range((laatste - eerste).days + 1))
    return [dag for dag in days if dag.weekday() in stap.weekdagen]


@given(momenten, stappen)
def test_what_is_due_is_the_last_of_its_days_and_not_in_the_future(nu: datetime, stap: Stap) -> None:
    gepland = due(nu, stap)
    assert gepland.moment <= nu
    assert gepland.dag.weekday() in stap.weekdagen
    later = days_of(stap, gepland.dag + timedelta(days=1), nu.astimezone(AMSTERDAM).date())
    assert all(datetime.combine(dag, stap.tijd, AMSTERDAM) > nu for dag in later)
    assert nu - gepland.moment <= timedelta(days=7, hours=1)


@given(momenten, st.timedeltas(timedelta(0), timedelta(days=30)), stappen)
def test_time_never_brings_an_earlier_day(nu: datetime, passed: timedelta, stap: Stap) -> None:
    before, after = due(nu, stap), due(nu + passed, stap)
    assert (before.dag, before.moment) <= (after.dag, after.moment)
    assert (before.dag == after.dag) == (before.moment == after.moment)


@given(momenten, stappen, st.integers(5, 90))
def test_who_looks_often_sees_every_day_once(begin: datetime, stap: Stap, minutes: int) -> None:
    moments = [begin + timedelta(minutes=minutes * number) for number in range(3 * 24 * 60 // minutes)]
    seen: list[date] = []
    for nu in moments:
        dag = due(nu, stap).dag
        if not seen or seen[-1] != dag:
            seen.append(dag)
    assert seen == days_of(stap, seen[0], seen[-1])
    assert len(set(seen)) == len(seen)


@given(momenten, st.integers(1, 6))
def test_a_worker_that_was_away_for_weeks_makes_up_for_the_last_one_only(nu: datetime, weken: int) -> None:
    def of_all(moment: datetime) -> Sequence[Gepland]:
        return find_due(moment)

    missed = of_all(nu + timedelta(weeks=weken))
    assert sorted(gepland.stap for gepland in missed) == sorted(stap.naam for stap in ROOSTER)
    assert [gepland.moment for gepland in missed] == sorted(gepland.moment for gepland in missed)
    assert not set(missed) & set(of_all(nu))


@given(momenten)
def test_the_clock_on_the_wall_shows_the_time_of_the_step(nu: datetime) -> None:
    for gepland in find_due(nu):
        (stap,) = (stap for stap in ROOSTER if stap.naam == gepland.stap)
        assert gepland.moment.astimezone(AMSTERDAM).replace(tzinfo=None) == datetime.combine(gepland.dag, stap.tijd)
