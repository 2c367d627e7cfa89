"""Over columns and one by one give the same answer."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import count
from typing import Any

import polars as pl
from hypothesis import given
from hypothesis import strategies as st
from stdnum.nl import bsn as elfproef

from vsv.domein import kolommen, nummers, perioden


def _volgend_geldig(begin: int) -> str:
    return next(str(nummer) for nummer in count(begin) if elfproef.is_valid(str(nummer)))


geldige = st.integers(900_000_000, 999_999_900).map(_volgend_geldig)
cijfers = st.text("0123456789", min_size=9, max_size=9)
loonheffing = st.builds("{}{}{:02}".format, geldige | cijfers, st.sampled_from("LLLl"), st.integers(0, 99))
oin = st.builds(
    "{}{}{}".format,
    st.sampled_from(["00000001", "00000003", "00000004", "00000099", "00000002"]),
    geldige | cijfers,
    st.sampled_from(["000", "000", "0000", "001", ""]),
)
rommel = st.text("0123456789-+:.TZLJN \n", max_size=21) | st.text(max_size=10)
datum = st.dates(date(1890, 1, 1), date(2110, 1, 1)).map(date.isoformat)
datumachtig = st.builds(
    "{}-{}-{}".format, st.integers(1895, 2105), st.integers(0, 13).map("{:02}".format), st.integers(0, 32)
)


@st.composite
def momenten(draw: st.DrawFn) -> str:
    dag = draw(st.dates(date(1890, 1, 1), date(2110, 1, 1)))
    zone = draw(st.sampled_from([UTC, timezone(timedelta(hours=1)), timezone(timedelta(minutes=-570))]))
    precisie = draw(st.sampled_from(["minutes", "seconds", "milliseconds", "microseconds"]))
    text = datetime.combine(dag, draw(st.times()), zone).isoformat(timespec=precisie)
    return text.replace("+00:00", "Z") if draw(st.booleans()) else text


def column(texts: list[str | None], expr: pl.Expr) -> list[Any]:
    return pl.DataFrame({"x": texts}, schema={"x": pl.String}).select(expr.alias("uit"))["uit"].to_list()


def one_by_one(texts: list[str | None], parse: Callable[[str], Any]) -> list[Any]:
    def outcome(text: str | None) -> Any:
        try:
            return None if text is None else parse(text)
        except ValueError:
            return None

    return [outcome(text) for text in texts]


def proves(parse: Callable[[str], Any]) -> Callable[[list[str | None]], list[bool | None]]:
    def proof(texts: list[str | None]) -> list[bool | None]:
        return [None if t is None else p is not None for t, p in zip(texts, one_by_one(texts, parse), strict=True)]

    return proof


@given(st.lists(geldige | cijfers | rommel | st.none()))
def test_bsn(texts: list[str | None]) -> None:
    assert column(texts, kolommen.is_bsn("x")) == proves(nummers.Bsn.parse)(texts)


@given(st.lists(loonheffing | rommel | st.none()))
def test_loonheffingennummer(texts: list[str | None]) -> None:
    assert column(texts, kolommen.is_loonheffingennummer("x")) == proves(nummers.parse_loonheffingennummer)(texts)


@given(st.lists(oin | rommel | st.none()))
def test_oin(texts: list[str | None]) -> None:
    assert column(texts, kolommen.is_oin("x")) == proves(nummers.parse_oin)(texts)


@given(st.lists(datum | datumachtig | rommel | st.none()))
def test_dates(texts: list[str | None]) -> None:
    assert column(texts, kolommen.to_date("x")) == one_by_one(texts, perioden.parse_datum)


@given(st.lists(momenten() | datum | rommel | st.none()))
def test_moments(texts: list[str | None]) -> None:
    assert column(texts, kolommen.to_moment("x")) == one_by_one(texts, perioden.parse_moment)


@given(st.lists(st.integers(-1200, 1200).map(str) | rommel | st.none()))
def test_integers_within_bounds(texts: list[str | None]) -> None:
    def parse(text: str) -> int:
        if not re.fullmatch("[+-]?[0-9]+", text) or abs(int(text)) > 1000:
            raise ValueError
        return int(text)

    assert column(texts, kolommen.to_integer("x", -1000, 1000)) == one_by_one(texts, parse)


def test_integers_too_long_for_64_bits_are_refused() -> None:
    assert column(["9" * 19, "9" * 30, "9" * 18], kolommen.to_integer("x", 0, 10**11)) == [None, None, None]


def test_ja_and_nee() -> None:
    assert column(["J", "N", "j", "", "JN", None], kolommen.to_bool("x")) == [True, False, None, None, None, None]


@given(st.lists(st.tuples(geldige, st.integers(1, 99), st.integers(0, 9999))))
def test_ikv_keys_and_back(parts: list[tuple[str, int, int]]) -> None:
    loonheffingennummers = [f"{rsin}L{volgnummer:02}" for rsin, volgnummer, _ in parts]
    frame = pl.DataFrame(
        {"loonheffingennummer": loonheffingennummers, "nummer_ikv": [nummer for *_, nummer in parts]},
        schema={"loonheffingennummer": pl.String, "nummer_ikv": pl.Int32},
    )
    keys = frame.select(ikv=kolommen.ikv_sleutel())
    assert keys["ikv"].to_list() == [nummers.ikv_sleutel(*row) for row in frame.rows()]
    back = keys.select(
        loonheffingennummer=kolommen.loonheffingennummer_van("ikv"), nummer_ikv=kolommen.nummer_ikv_van("ikv")
    )
    assert back.equals(frame)
