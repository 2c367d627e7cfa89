"""At most one signal a person; the early warning says exactly what it promises."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from vsv.rapport.beoordeelden import REGELS
from vsv.rapport.mutaties import Banen, compare_ikv
from vsv.rapport.signaalteksten import SIGNALEN, describe_signaal
from vsv.rapport.signalen import find_signalen

VORIGE = date(2026, 11, 16)
D = VORIGE + timedelta(weeks=1)
DAGEN = [VORIGE - timedelta(days=1), VORIGE, VORIGE + timedelta(days=1), D, D + timedelta(days=1)]


def in_order(termijn: tuple[date | None, date | None]) -> bool:
    begin, einde = termijn
    return begin is None or einde is None or begin <= einde


termijnen = st.tuples(st.sampled_from([None, *DAGEN]), st.sampled_from([None, None, *DAGEN])).filter(in_order)
baan = st.tuples(st.none() | termijnen, st.none() | termijnen, st.sampled_from(["WERK", "WERK", "UITKERING"]))
mens = st.tuples(st.integers(0, 5), st.lists(baan, max_size=3))


def make_ikv(jobs: list[tuple[int, int, Any, str]], on: date) -> pl.DataFrame:
    """The inkomstenverhoudingen that existed on a day: jongere, ikv, termijn, klasse."""
    rows = [
        (jongere, ikv, begin, einde, klasse, (begin is None or begin <= on) and (einde is None or einde > on))
        for jongere, ikv, (begin, einde), klasse in jobs
    ]
    schema = {"jongere": pl.Int64, "ikv": pl.Int64, "datum_begin": pl.Date, "datum_einde": pl.Date, "klasse": pl.String,
              "loopt": pl.Boolean}  # fmt: skip
    return pl.DataFrame(rows, schema=schema, orient="row")


def make_banen(people: list[tuple[int, list[tuple[Any, Any, str]]]]) -> Banen:
    """People with a priority and their jobs before and now."""
    jobs = [(jongere, ikv, *job) for jongere, (_, own) in enumerate(people) for ikv, job in enumerate(own)]
    before = make_ikv([(j, i, was, klasse) for j, i, was, _, klasse in jobs if was], VORIGE)
    now = make_ikv([(j, i, is_now, klasse) for j, i, _, is_now, klasse in jobs if is_now], D)
    lines = pl.DataFrame(
        [(1, jongere, jongere, None, VORIGE, prioriteit, date(2026, 10, 1), 0, 0, "") for jongere, (prioriteit, _) in
         enumerate(people)],
        schema=REGELS, orient="row",
    )  # fmt: skip
    words = {name: pl.lit(None, dtype=pl.String) for name in ("werkgever", "reden_einde")}
    return Banen(None, lines, compare_ikv(before, now).with_columns(**words))


def runs(termijn: Any, on: date) -> bool:
    return termijn is not None and (termijn[0] is None or termijn[0] <= on) and (termijn[1] is None or termijn[1] > on)


@settings(max_examples=100, deadline=None)
@given(st.lists(mens, min_size=1, max_size=6))
def test_one_signal_a_person_and_the_early_warning_says_what_it_promises(
    people: list[tuple[int, list[tuple[Any, Any, str]]]],
) -> None:
    found = find_signalen(make_banen(people), D)

    assert found["aanmelding"].is_unique().all()
    signals = dict(found.select("jongere", "signaal").iter_rows())
    for jongere, (prioriteit, own) in enumerate(people):
        work = [(was, now) for was, now, klasse in own if klasse == "WERK"]
        ran, run = [any(runs(job[side], day) for job in work) for side, day in ((0, VORIGE), (1, D))]
        over = any(runs(was, VORIGE) and (now is None or (now[1] is not None and now[1] <= D)) for was, now in work)
        assert (signals.get(jongere) == "ENIGE_BAAN_GEEINDIGD") == (prioriteit in (2, 3) and ran and not run and over)
        passed = any(
            runs(was, VORIGE) and now is not None and not runs(now, D) and now[1] is not None for was, now in work
        )
        changed = any(was != now for was, now in work)
        assert (jongere in signals) == (changed or passed)
    assert all(describe_signaal(row, VORIGE, D) for row in found.iter_rows(named=True))
    assert set(found["signaal"]) <= set(SIGNALEN)


def test_without_jobs_there_is_nothing_to_tell() -> None:
    found = find_signalen(make_banen([(3, [((None, None), (None, D), "UITKERING")])]), D)

    assert found.is_empty()
