"""What a sheet refuses, and the canonical rows it hands to every format."""

import datetime as dt

import polars as pl
import pytest

from vsv.domein.fouten import InvoerFout
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort

KOLOM = Kolom("a", "A")


@pytest.mark.parametrize("naam", ["", "a/b", "[a]", "x" * 32, " a", "a ", "../a", "a'b", "a.b"])
def test_a_name_that_can_be_no_tab_or_file_is_refused(naam: str) -> None:
    with pytest.raises(ValueError, match="sheet name"):
        Blad(naam, "titel", (KOLOM,), ())


@pytest.mark.parametrize("naam", ["A", "Blad 1", "jongeren-per_gemeente", "x" * 31, "Eén"])
def test_a_plain_name_is_taken(naam: str) -> None:
    assert Blad(naam, "titel", (KOLOM,), ()).naam == naam


def test_columns_are_named_once_and_at_least_one() -> None:
    with pytest.raises(ValueError, match="columns"):
        Blad("a", "titel", (), ())
    with pytest.raises(ValueError, match="columns"):
        Blad("a", "titel", (KOLOM, KOLOM), ())
    with pytest.raises(ValueError, match="column name"):
        Kolom("Met Spatie", "A")


def test_a_document_has_sheets_of_different_names_and_a_moment_in_a_zone() -> None:
    made = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    blad, same = Blad("a", "", (KOLOM,), ()), Blad("A", "", (KOLOM,), ())
    with pytest.raises(ValueError, match="sheets"):
        Document("t", "o", made, ())
    with pytest.raises(ValueError, match="sheets"):
        Document("t", "o", made, (blad, same))
    with pytest.raises(ValueError, match="time zone"):
        Document("t", "o", made.replace(tzinfo=None), (blad,))


def test_frames_are_small_ordered_and_of_these_columns_only() -> None:
    kolommen = (Kolom("b", "B", Soort.GEHEEL), KOLOM)
    big = pl.DataFrame({"a": ["x"] * 12_000, "b": pl.int_range(12_000, eager=True, dtype=pl.Int16), "c": 1})
    frames = list(Blad("a", "", kolommen, (big, big[:1])).frames())
    assert all(frame.schema == {"b": pl.Int64(), "a": pl.String()} for frame in frames)
    assert max(frame.height for frame in frames) <= 5_000
    assert pl.concat(frames)["b"].to_list() == [*range(12_000), 0]


def test_control_characters_leave_and_line_ends_become_one() -> None:
    frame = pl.DataFrame({"a": ["a\x00b\x1bc\x85d\ufffee", "1\r\n2\r3\n4\t5"]})
    (clean,) = Blad("a", "", (KOLOM,), (frame,)).frames()
    assert clean["a"].to_list() == ["abcde", "1\n2\n3\n4\t5"]


def test_a_column_of_another_type_is_a_fault_of_the_feeder() -> None:
    blad = Blad("a", "", (Kolom("a", "A", Soort.GEHEEL),), (pl.DataFrame({"a": ["x"]}),))
    with pytest.raises(pl.exceptions.InvalidOperationError):
        list(blad.frames())


def test_rows_beyond_what_fits_are_refused_in_words() -> None:
    blad = Blad("Jongeren", "", (KOLOM,), [pl.DataFrame({"a": ["x", "y"]})] * 2)
    with pytest.raises(InvoerFout, match="blad Jongeren: Een werkblad heeft plaats voor 3 rijen"):
        list(blad.frames(max_rijen=3))
