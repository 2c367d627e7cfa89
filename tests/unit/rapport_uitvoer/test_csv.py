"""CSV: RFC 4180 to the byte, and never a formula."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import OmgevingFout
from vsv.rapport.uitvoer import csv as csv_writer
from vsv.rapport.uitvoer.bladen import Document

GEHEEL = (
    "bsn,werkgever,uren,loon,aanmelddatum,loonperiode,oproep\r\n"
    "900000009,'=1+1,160,123456,2026-11-23,2026-10,J\r\n"
    '012345672,"Jansen & <Zn> ""BV""",-3,-5,2024-02-29,2026-09,N\r\n'
    ",,,,,,\r\n"
)


def test_one_sheet_is_one_file_to_the_byte(make_document: Callable[..., Document], tmp_path: Path) -> None:
    csv_writer.write(make_document(), tmp_path / "rapport.csv")
    assert (tmp_path / "rapport.csv").read_bytes() == GEHEEL.encode()


def test_several_sheets_are_a_folder(make_document: Callable[..., Document], tmp_path: Path) -> None:
    csv_writer.write(make_document(aantal=2), tmp_path / "rapport")
    written = {file.name: file.read_bytes() for file in (tmp_path / "rapport").iterdir()}
    assert written == {"Blad 1.csv": GEHEEL.encode(), "Blad 2.csv": GEHEEL.encode()}


def test_a_folder_with_something_in_it_is_left_alone(make_document: Callable[..., Document], tmp_path: Path) -> None:
    folder = tmp_path / "rapport"
    folder.mkdir()
    (folder / "van een ander.txt").write_text("blijft")
    with pytest.raises(OmgevingFout, match="bestaat al en is niet leeg"):
        csv_writer.write(make_document(aantal=2), folder)
    assert [file.name for file in folder.iterdir()] == ["van een ander.txt"]


def test_without_rows_the_header_still_stands(make_document: Callable[..., Document], tmp_path: Path) -> None:
    csv_writer.write(make_document(delen=[]), tmp_path / "leeg.csv")
    assert (tmp_path / "leeg.csv").read_bytes() == GEHEEL.splitlines(keepends=True)[0].encode()


@pytest.mark.parametrize(
    ("tekst", "veilig"),
    [
        ("=1+1", "'=1+1"),
        ("+31", "'+31"),
        ("-12", "'-12"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t'=1"),
        (" \t=1", " \t'=1"),
        ('"=1"', '"\'=1"'),
        ("\tkenmerk", "'\tkenmerk"),
        ("\nkenmerk", "'\nkenmerk"),
        ("a;=1", "a;'=1"),
        ('a;"=1', "a;\"'=1"),
        ("a\n@b", "a\n'@b"),
        ("a\t+b", "a\t'+b"),
        ("Alles voor 1,- BV", "Alles voor 1,- BV"),
        ("Jansen-De Vries", "Jansen-De Vries"),
        ("a = b; c", "a = b; c"),
        ("'=1", "'=1"),
        ("", ""),
    ],
)
def test_what_a_spreadsheet_would_calculate_gets_an_apostrophe(tekst: str, veilig: str) -> None:
    assert pl.select(csv_writer.neutralise(pl.lit(tekst))).item() == veilig


@given(st.text(st.sampled_from("=+-@;\t\n\"' a1"), max_size=8))
def test_however_it_is_split_no_cell_begins_as_a_formula(tekst: str) -> None:
    safe = pl.select(csv_writer.neutralise(pl.lit(tekst))).item()
    file = pl.DataFrame({"a": [safe]}).write_csv(include_header=False)
    for delimiter in ",;\t":
        cells = [cell for row in csv.reader(io.StringIO(file), delimiter=delimiter) for cell in row]
        assert not any(cell.strip(' "').startswith(("=", "+", "-", "@")) for cell in cells)
    assert safe.replace("'", "") == tekst.replace("'", "")


@given(teksten=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))))
@settings(max_examples=40, deadline=None)
def test_text_comes_back_from_a_standard_reader(
    make_text_document: Callable[[list[str]], Document], tmp_path_factory: pytest.TempPathFactory, teksten: list[str]
) -> None:
    pad = tmp_path_factory.getbasetemp() / "tekst.csv"
    csv_writer.write(make_text_document(teksten), pad)
    with pad.open(encoding="utf-8", newline="") as file:
        rows = [row[0] for row in csv.reader(file)][1:]
    expected = pl.DataFrame({"k": teksten}, schema={"k": pl.String})
    assert (
        rows == expected.select(csv_writer.neutralise(pl.col("k").str.replace_all("[\ufffe\uffff]", "")))["k"].to_list()
    )
