"""The history keeps changes only, and gives back every stand to the letter."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from vsv.rapport.historie import HISTORIE, STAND, find_changes, stand_bij

MAANDAG = date(2026, 11, 23)

regels = st.fixed_dictionaries(
    {
        "prioriteit": st.integers(0, 2),
        "loonperiode": st.just(date(2026, 10, 1)),
        "loon": st.integers(0, 1),
        "uren": st.just(10),
        "redenen": st.sampled_from(["GEEN_LOON|GEEN_UITKERING", "LOON_ONDER_DREMPEL"]),
        "vlaggen": st.sampled_from(["", "BIJNA_27"]),
        "doelgroepregister": st.booleans(),
    }
)
standen = st.lists(st.dictionaries(st.integers(1, 4), regels), min_size=1, max_size=6)


def make_stand(regels: dict[int, dict[str, object]]) -> pl.DataFrame:
    rows = [{"aanmelding": key, "organisatie": key % 2, "jongere": 10 + key, **regel} for key, regel in regels.items()]
    return pl.DataFrame(rows, schema=STAND)


def store(historie: pl.DataFrame, run: int, stand: pl.DataFrame) -> pl.DataFrame:
    """What `write_changes` does in the database, on a frame."""
    changed, ended = find_changes(stand_bij(historie, run - 1), stand, MAANDAG + timedelta(weeks=run))
    holds = pl.col("tot").is_null() & pl.col("aanmelding").is_in(ended.implode())
    closed = historie.with_columns(tot=pl.when(holds).then(run).otherwise("tot"))
    added = changed.drop("prioriteit_voor").with_columns(van=pl.lit(run), tot=pl.lit(None))
    return pl.concat([closed, added.select(pl.col(name).cast(kind) for name, kind in HISTORIE.items())])


@given(standen)
def test_every_stand_comes_back_and_no_row_repeats_the_one_before(weeks: list[dict[int, dict[str, object]]]) -> None:
    historie = pl.DataFrame(schema=HISTORIE)
    for run, week in enumerate(weeks, 1):
        historie = store(historie, run, make_stand(week))
    for run, week in enumerate(weeks, 1):
        found = stand_bij(historie, run).select(*STAND)
        assert_frame_equal(found, make_stand(week), check_row_order=False)
    for _, rows in historie.sort("van").group_by("aanmelding"):
        for (van, tot, *line), (next_van, _, *next_line) in zip(
            rows.select("van", "tot", *STAND).rows(), rows.select("van", "tot", *STAND).rows()[1:], strict=False
        ):
            assert van < tot <= next_van
            assert tot < next_van or line != next_line


@given(standen)
def test_sinds_is_the_first_day_of_an_unbroken_priority(weeks: list[dict[int, dict[str, object]]]) -> None:
    historie, expected = pl.DataFrame(schema=HISTORIE), dict[int, tuple[object, date]]()
    for run, week in enumerate(weeks, 1):
        historie = store(historie, run, make_stand(week))
        today = MAANDAG + timedelta(weeks=run)
        expected = {
            key: expected[key]
            if key in expected and expected[key][0] == regel["prioriteit"]
            else (regel["prioriteit"], today)
            for key, regel in week.items()
        }
        # A row is only added on a change, so `sinds` of an old row still has to be true.
        found = stand_bij(historie, run).select("aanmelding", "prioriteit", "sinds").rows()
        assert {key: (prioriteit, sinds) for key, prioriteit, sinds in found} == expected


def test_nothing_changed_is_nothing_stored() -> None:
    stand = make_stand({1: {"prioriteit": 1, "loonperiode": MAANDAG, "loon": 0, "uren": 0, "redenen": "GEEN_LOON",
                            "vlaggen": "", "doelgroepregister": False}})  # fmt: skip
    changed, ended = find_changes(stand.with_columns(sinds=pl.lit(MAANDAG)), stand, MAANDAG)
    assert changed.is_empty()
    assert ended.is_empty()
