"""Names that others gave: shown and written without harm."""

import os

from hypothesis import example, given
from hypothesis import strategies as st

from vsv.domein.nummers import toonbaar


@given(st.text(st.characters() | st.sampled_from("0123456789/\n\x1b\u202e"), max_size=200), st.integers(10, 80))
@example("900000004" * 30, 60)
@example(os.fsdecode(b"\xff\xfe"), 60)
def test_any_name_becomes_short_printable_text_without_nine_digits(naam: str, lengte: int) -> None:
    shown = toonbaar(naam, lengte)
    assert len(shown.encode()) <= lengte
    assert shown.isprintable()
    digits = "".join(teken if teken in "0123456789" else " " for teken in shown)
    assert all(len(run) < 9 for run in digits.split())


def test_an_ordinary_name_stays_as_it_is() -> None:
    assert toonbaar("Jongeren 2026 (één).csv") == "Jongeren 2026 (één).csv"
    assert toonbaar("a" * 61) == "a" * 57 + "…"
