"""Why a line would differ by now: for whoever differs there is a cause, and what can't matter is none."""

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.prioriteit.mensen import PEILDATUMS, als_feiten, mensen, toeval
from tests.unit.prioriteit.orakel import Rijen

from vsv.bronnen.service import known_at
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.service import laad, prioriteer
from vsv.rapport.herziening import explain
from vsv.rapport.oorzaken import find_oorzaken
from vsv.rapport.runs import Run

REGELSET = laad("vsv-2.0")
D = date(2026, 11, 23)
B = date(2026, 12, 4)
OKTOBER, OKTOBER_EINDE = date(2026, 10, 1), date(2026, 10, 31)


def make_run(peildatum: date, laatste_levering: int = 0) -> Run:
    made = datetime(2026, 11, 23, 8, tzinfo=UTC)
    return Run(
        soort="week", peildatum=peildatum, regelset=REGELSET.naam, regelset_controlegetal=REGELSET.controlegetal,
        laatste_levering=laatste_levering, bekend_tot=made, bronnen={}, id=1, gemaakt_op=made,
    )  # fmt: skip


def read_known(rijen: Rijen, bekend_op: date) -> dict[str, pl.DataFrame]:
    """The tables as `read_feiten` would give them on a day."""
    feiten = als_feiten(rijen)
    tables: dict[str, pl.DataFrame] = {
        naam: getattr(feiten, naam).to_native() for naam in SCHEMA if naam != "aanmeldingen"
    }
    answers = tables.pop("bevragingen").filter(pl.col("beantwoord_op") <= bekend_op)
    return {
        "bevragingen": answers,
        **{naam: known_at(table, bekend_op=bekend_op, laatste_levering=9) for naam, table in tables.items()},
    }


def make_lines(rijen: Rijen, d: date) -> pl.DataFrame:
    """What a report said on the day itself."""
    aanmeldingen: Any = als_feiten(rijen).aanmeldingen
    return (
        prioriteer(als_feiten(rijen), d, REGELSET)
        .join(aanmeldingen.to_native().select("aanmelding", "aanmelddatum"), on="aanmelding", maintain_order="left")
        .with_columns(kenmerk=pl.lit(None, dtype=pl.String))
    )


def check(rijen: Rijen, d: date, bekend_op: date) -> pl.DataFrame:
    """Whoever differs has a cause, what differs is what the engine says by hindsight, and without news nobody does."""
    lines, feiten, run = make_lines(rijen, d), read_known(rijen, bekend_op), make_run(d)

    changed = explain(feiten, lines, run, bekend_op)

    assert changed["op"].null_count() == 0
    assert changed.filter(pl.col("op") > bekend_op).is_empty()
    assert changed["herziening"].str.ends_with(".").all()
    compared = ["aanmelding", "prioriteit", "redenen", "loon", "uren"]
    by_now = prioriteer(als_feiten(rijen), d, REGELSET, bekend_op=bekend_op).select(compared)
    expected = by_now.join(lines.select(compared), on=compared, how="anti")
    found = changed.sort("aanmelding").select("aanmelding", *(f"{name}_nu" for name in compared[1:]))
    assert found.rows() == expected.rows()
    assert explain(read_known(rijen, d), lines, run, d).is_empty()
    return changed


@pytest.mark.parametrize("dagen", [1, 2])
@pytest.mark.parametrize("d", PEILDATUMS)
def test_whoever_differs_has_a_cause(d: date, dagen: int) -> None:
    changed = check(mensen(toeval(f"oorzaken {d} {dagen}"), d, 400), d, d + timedelta(days=dagen))

    assert changed.height > 10


@settings(max_examples=25, deadline=None)
@given(st.randoms(use_true_random=False), st.sampled_from(PEILDATUMS), st.integers(1, 3))
def test_and_so_among_a_few(rnd: Random, d: date, dagen: int) -> None:
    check(mensen(rnd, d, 3), d, d + timedelta(days=dagen))


def moment(dag: date) -> int:
    return int(datetime(dag.year, dag.month, dag.day, 12, tzinfo=UTC).timestamp()) * 1_000_000


def make_facts(**tables: list[dict[str, Any]]) -> Rijen:
    """Facts about jongere 1 and its ikv 1, each record of a day (`op`) and a levering."""
    rijen: Rijen = {naam: [] for naam in SCHEMA}
    for naam, records in tables.items():
        for place, record in enumerate(records):
            op, levering = record.pop("op"), record.pop("levering", 0)
            volgnummer = levering * 2**32 + place
            version = {"ontvangen_op": moment(op), "volgnummer": volgnummer, "ingetrokken": False}
            rijen[naam].append({"jongere": 1, **({"ikv": 1} if naam.startswith("ik") else {}), **version, **record})
    return rijen


THEN, SINCE = date(2026, 11, 2), date(2026, 11, 27)
JOB = {"datum_begin": date(2026, 1, 1), "datum_einde": None, "op": THEN}
WORK = {"datum_begin": date(2026, 1, 1), "srtiv": "15", "op": THEN}
PAY = {"datum_begin": OKTOBER, "datum_einde": OKTOBER_EINDE, "loon_lbph": 50_000, "verloonde_uren": 60, "op": THEN}
WELFARE = {"bron": "PW", "wet": "PW", "datum_begin": date(2026, 1, 1), "datum_einde": None, "op": THEN}
CASES: dict[str, tuple[dict[str, list[dict[str, Any]]], list[tuple[Any, ...]]]] = {
    "the same once more": ({"iko": [PAY, {**PAY, "op": SINCE}]}, []),
    "no pay is no cause": ({"iko": [{**PAY, "loon_lbph": 0, "op": SINCE}]}, []),
    "another month": (
        {"iko": [{**PAY, "datum_begin": date(2026, 8, 1), "datum_einde": date(2026, 8, 31), "op": SINCE}]}, []
    ),
    "pay": ({"iko": [{**PAY, "op": SINCE}]}, [("LOON", "NIEUW", [OKTOBER], SINCE, True)]),
    "corrected": (
        {"iko": [PAY, {**PAY, "loon_lbph": 1, "op": SINCE}]}, [("LOON", "GEWIJZIGD", [OKTOBER], SINCE, True)]
    ),
    "withdrawn": (
        {"iko": [PAY, {**PAY, "ingetrokken": True, "op": SINCE}]}, [("LOON", "INGETROKKEN", [OKTOBER], SINCE, True)]
    ),
    "withdrawn and back": (
        {"iko": [PAY, {**PAY, "ingetrokken": True, "op": SINCE}, {**PAY, "op": SINCE + timedelta(days=1)}]}, []
    ),
    "four weeks over two months": (
        {"iko": [{**PAY, "datum_begin": date(2026, 10, 5), "datum_einde": date(2026, 11, 1), "op": SINCE}]},
        [("LOON", "NIEUW", [OKTOBER, date(2026, 11, 1)], SINCE, True)],
    ),
    "received before, come in later": (
        {"iko": [{**PAY, "levering": 1}]}, [("LOON", "NIEUW", [OKTOBER], THEN, False)]
    ),
    "a benefit in the register": (
        {"uitkeringen": [{**WELFARE, "op": SINCE}]}, [("REGISTER_PW", "NIEUW", [], SINCE, True)]
    ),
    "one that was over long ago": (
        {"uitkeringen": [{**WELFARE, "datum_einde": date(2026, 8, 31), "op": SINCE}]}, []
    ),
    "one that turned out to be over": (
        {"uitkeringen": [WELFARE, {**WELFARE, "datum_einde": date(2026, 8, 31), "op": SINCE}]},
        [("REGISTER_PW", "GEWIJZIGD", [], SINCE, True)],
    ),
    "one that begins later": ({"uitkeringen": [{**WELFARE, "datum_begin": D + timedelta(days=1), "op": SINCE}]}, []),
    "the end of a job": (
        {"iko": [PAY], "ikv": [JOB, {**JOB, "datum_einde": date(2026, 9, 15), "op": SINCE}]},
        [("BAAN", "GEWIJZIGD", [], SINCE, True)],
    ),
    "the end of a job without pay in these months": (
        {"ikv": [JOB, {**JOB, "datum_einde": date(2026, 9, 15), "op": SINCE}]}, []
    ),
    "another kind of income": (
        {"iko": [PAY], "ikp": [WORK, {**WORK, "srtiv": "33", "op": SINCE}]}, [("SOORT", "GEWIJZIGD", [], SINCE, True)]
    ),
    "another kind of income without pay in these months": (
        {"ikp": [WORK, {**WORK, "srtiv": "33", "op": SINCE}]}, []
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_causes(case: str) -> None:
    tables, expected = CASES[case]
    about_the_job: dict[str, list[dict[str, Any]]] = {"ikv": [JOB], "ikp": [WORK]}
    rijen = make_facts(**{naam: [dict(row) for row in rows] for naam, rows in (about_the_job | tables).items()})
    lines = pl.DataFrame({"jongere": [1], "redenen": ["GEEN_LOON"], "redenen_nu": ["GEEN_LOON"]})

    found = find_oorzaken(read_known(rijen, B), make_run(D), REGELSET, lines, B)

    assert found.drop("jongere").rows() == expected


def test_a_new_job_with_its_pay_is_told_once() -> None:
    rijen = make_facts(ikv=[{**JOB, "op": SINCE}], ikp=[{**WORK, "op": SINCE}], iko=[{**PAY, "op": SINCE}])
    lines = pl.DataFrame({"jongere": [1], "redenen": ["GEEN_LOON"], "redenen_nu": ["LOON_VANAF_DREMPEL"]})

    found = find_oorzaken(read_known(rijen, B), make_run(D), REGELSET, lines, B)

    assert found["wat"].to_list() == ["LOON"]
