"""XLSX: read back by an independent reader, and looked at from the inside."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from vsv.domein.fouten import InvoerFout
from vsv.rapport.uitvoer import bladen, xlsx
from vsv.rapport.uitvoer.bladen import Document


def test_values_come_back_as_what_they_are(make_document: Callable[..., Document], tmp_path: Path) -> None:
    xlsx.write(make_document(aantal=2), tmp_path / "rapport.xlsx")
    workbook = CalamineWorkbook.from_path(tmp_path / "rapport.xlsx")
    assert workbook.sheet_names == ["Blad 1", "Blad 2"]
    for sheet in workbook.sheet_names:
        assert workbook.get_sheet_by_name(sheet).to_python() == [
            ["BSN", "Werkgever", "Uren", "Loon", "Aangemeld op", "Loonperiode", "Oproepcontract"],
            ["900000009", "=1+1", 160, 1234.56, dt.date(2026, 11, 23), dt.date(2026, 10, 1), "ja"],
            ["012345672", 'Jansen & <Zn> "BV"', -3, -0.05, dt.date(2024, 2, 29), dt.date(2026, 9, 1), "nee"],
        ]


def test_the_heading_stays_in_sight_and_filters(make_document: Callable[..., Document], tmp_path: Path) -> None:
    xlsx.write(make_document(), tmp_path / "rapport.xlsx")
    with ZipFile(tmp_path / "rapport.xlsx") as file:
        sheet = file.read("xl/worksheets/sheet1.xml").decode()
        styles = file.read("xl/styles.xml").decode()
        core = file.read("docProps/core.xml").decode()
    assert '<pane ySplit="1" topLeftCell="A2"' in sheet
    assert '<autoFilter ref="A1:G4"/>' in sheet
    assert "<f>" not in sheet, "a text became a formula"
    assert "&amp;LJongeren &amp;&amp; loon" in sheet
    assert 'quotePrefix="1"' in styles
    assert "[$€-413] #,##0.00" in styles
    assert "<dc:title>Rapport &lt;week 48&gt;</dc:title>" in core
    assert "<dc:creator>Gemeente 's-Hertogenbosch &amp; co</dc:creator>" in core
    assert "2026-11-23T05:30:00Z</dcterms:created>" in core


def test_a_long_title_is_cut_and_not_lost(make_document: Callable[..., Document], tmp_path: Path) -> None:
    document = make_document()
    long = replace(document, bladen=(replace(document.bladen[0], titel="&" * 300),))
    xlsx.write(long, tmp_path / "rapport.xlsx")
    with ZipFile(tmp_path / "rapport.xlsx") as file:
        assert "&amp;L" + "&amp;&amp;" * 120 + "<" in file.read("xl/worksheets/sheet1.xml").decode()


def test_the_same_input_gives_the_same_bytes(make_document: Callable[..., Document], tmp_path: Path) -> None:
    xlsx.write(make_document(), tmp_path / "een.xlsx")
    xlsx.write(make_document(), tmp_path / "twee.xlsx")
    assert (tmp_path / "een.xlsx").read_bytes() == (tmp_path / "twee.xlsx").read_bytes()


def test_text_that_looks_like_markup_stays_text(
    make_text_document: Callable[[list[str]], Document], tmp_path: Path
) -> None:
    xlsx.write(make_text_document(["<r>&</r>", "_x0041_", " a  b "]), tmp_path / "rapport.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "rapport.xlsx").get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Kenmerk", " <r>&</r>", "_x0041_", " a  b "]


@given(teksten=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])).map(str.strip)))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back(
    make_text_document: Callable[[list[str]], Document],
    tmp_path_factory: pytest.TempPathFactory,
    teksten: list[str],
) -> None:
    pad = tmp_path_factory.getbasetemp() / "tekst.xlsx"
    written = [tekst.replace("\ufffe", "").replace("\uffff", "") + "." for tekst in teksten]
    xlsx.write(make_text_document(written), pad)
    rows = CalamineWorkbook.from_path(pad).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Kenmerk", *written]


def test_more_rows_than_excel_holds_is_refused(
    make_document: Callable[..., Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MAX_RIJEN_WERKBLAD", 2)
    with pytest.raises(InvoerFout, match="plaats voor 2 rijen"):
        xlsx.write(make_document(), tmp_path / "rapport.xlsx")
    assert bladen.MAX_RIJEN_WERKBLAD == 1_048_575
    assert list(tmp_path.iterdir()) == []


def test_many_pieces_keep_their_order(make_text_document: Callable[[list[str]], Document], tmp_path: Path) -> None:
    teksten = [str(number) for number in range(12_345)]
    xlsx.write(make_text_document(teksten), tmp_path / "rapport.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "rapport.xlsx").get_sheet_by_index(0).to_python()
    assert pl.Series([row[0] for row in rows[1:]]).to_list() == teksten
