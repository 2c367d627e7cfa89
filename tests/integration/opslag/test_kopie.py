"""Bulk goes in and comes out unharmed, in one transaction with the rest."""

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from vsv.domein.fouten import OmgevingFout
from vsv.opslag.service import copy_in, copy_out, micros, temporary_table, transactie

SCHEMA: dict[str, pl.DataType | type[pl.DataType]] = {
    "getal": pl.Int64,
    "dag": pl.Date,
    "moment": pl.Int64,
    "waar": pl.Boolean,
    "tekst": pl.String,
}
ROW = st.tuples(
    st.none() | st.integers(-(2**63), 2**63 - 1),
    st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)),
    st.none() | st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001
    st.none() | st.booleans(),
    st.none() | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1),
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(ROW, max_size=20))
def test_a_frame_survives_the_round_trip(database: str, rows: list[tuple[object, ...]]) -> None:
    frame = pl.DataFrame(rows, schema=SCHEMA | {"moment": pl.Datetime("us")}, orient="row").with_columns(
        pl.col("moment").dt.replace_time_zone("UTC")
    )
    with transactie("werker") as cur:
        temporary_table(cur, "proef", "getal bigint, dag date, moment timestamptz, waar boolean, tekst text, nr serial")
        assert copy_in(cur, "proef", frame) == frame.height
        query = b"SELECT getal, dag, " + micros("moment").as_bytes() + b", waar, tekst FROM proef ORDER BY nr"
        found = copy_out(cur, query.decode(), SCHEMA)
        cur.execute("DROP TABLE proef")
    assert_frame_equal(found, frame.with_columns(pl.col("moment").dt.epoch("us")))


def test_parameters_are_quoted(database: str) -> None:
    with transactie("werker") as cur:
        found = copy_out(
            cur,
            "SELECT %(tekst)s::text, %(dag)s::date",
            {"tekst": pl.String, "dag": pl.Date},
            {"tekst": "'; DROP TABLE run --%", "dag": datetime(2026, 11, 23, tzinfo=UTC).date()},
        )
    assert found.row(0) == ("'; DROP TABLE run --%", date(2026, 11, 23))


def test_nothing_stays_of_a_transaction_that_fails(database: str) -> None:
    with pytest.raises(ZeroDivisionError), transactie("werker") as cur:
        copy_in(cur, "levering", pl.DataFrame({"controlegetal": ["a"], "herkomst": ["b"]}))
        raise ZeroDivisionError
    with transactie("werker") as cur:
        assert cur.execute("SELECT count(*) FROM levering").fetchone() == (0,)


def test_a_database_that_is_gone_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/vsv")
    with pytest.raises(OmgevingFout, match="niet bereikbaar"), transactie("werker"):
        pass
    monkeypatch.delenv("DATABASE_URL")
    with pytest.raises(OmgevingFout, match="geen database ingesteld"), transactie("werker"):
        pass
