"""The log says what went wrong and where, and never about whom."""

import pytest

from vsv.domein.vergissing import describe

ROW = "DETAIL: Failing row contains (900000012, 2005-03-01, 1234.56)"


class RowError(Exception):
    pass


def look_up(value: str) -> None:
    int(value)


def stumble(value: str) -> None:
    try:
        look_up(value)
    except ValueError as e:
        raise RowError(value) from e


def test_kind_and_place_are_said_and_no_message() -> None:
    with pytest.raises(RowError) as caught:
        stumble(ROW)
    text = describe(caught.value)
    assert "900000012" in str(caught.value)
    assert "900000012" not in text
    assert "DETAIL" not in text
    assert text.splitlines()[-1] == "RowError"
    assert "\nValueError\n" in text
    assert text.index("in look_up") < text.index("ValueError") < text.rindex("in stumble")


def test_what_goes_round_ends() -> None:
    first, second = RowError("a"), RowError("b")
    first.__context__, second.__context__ = second, first
    assert describe(first) == "RowError\nRowError"
