"""ODS: read back by an independent reader, well-formed, and looked at from the inside."""

import datetime as dt
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import polars as pl
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from vsv.domein.fouten import InvoerFout
from vsv.rapport.uitvoer import ods
from vsv.rapport.uitvoer.bladen import Document

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"

Maker = Callable[..., Document]


def read_part(pad: Path, name: str) -> ET.Element:
    with ZipFile(pad) as file:
        return ET.fromstring(file.read(name))  # noqa: S314 - our own file, just written


def read_paragraphs(cell: ET.Element) -> str:
    """Return the text of a cell as the ODF standard tells a reader to: white space folded, marks not."""
    marks = {f"{TEXT}s": "\x01", f"{TEXT}tab": "\x02"}
    lines = []
    for paragraph in cell.iter(f"{TEXT}p"):
        raw = (paragraph.text or "") + "".join(marks[mark.tag] + (mark.tail or "") for mark in paragraph)
        folded = " ".join(raw.replace("\t", " ").split(" ")).strip(" ")
        while "  " in folded:
            folded = folded.replace("  ", " ")
        lines.append(folded.replace("\x01", " ").replace("\x02", "\t"))
    return "\n".join(lines)


def test_values_come_back_as_what_they_are(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(aantal=2), tmp_path / "rapport.ods")
    workbook = CalamineWorkbook.from_path(tmp_path / "rapport.ods")
    assert workbook.sheet_names == ["Blad 1", "Blad 2"]
    for sheet in workbook.sheet_names:
        assert workbook.get_sheet_by_name(sheet).to_python() == [
            ["BSN", "Werkgever", "Uren", "Loon", "Aangemeld op", "Loonperiode", "Oproepcontract"],
            ["900000009", "=1+1", 160, 1234.56, dt.date(2026, 11, 23), dt.date(2026, 10, 1), "ja"],
            ["012345672", 'Jansen & <Zn> "BV"', -3, -0.05, dt.date(2024, 2, 29), dt.date(2026, 9, 1), "nee"],
        ]


def test_the_type_stands_first_and_uncompressed(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(), tmp_path / "rapport.ods")
    start = (tmp_path / "rapport.ods").read_bytes()[:100]
    assert start[30:].startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet")
    with ZipFile(tmp_path / "rapport.ods") as file:
        assert file.infolist()[0].compress_type == ZIP_STORED
        assert file.testzip() is None


def test_the_manifest_names_every_part_and_every_part_is_well_formed(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(aantal=2), tmp_path / "rapport.ods")
    manifest = read_part(tmp_path / "rapport.ods", "META-INF/manifest.xml")
    listed = {value for entry in manifest for key, value in entry.attrib.items() if key.endswith("full-path")}
    with ZipFile(tmp_path / "rapport.ods") as file:
        parts = set(file.namelist())
    assert listed == (parts - {"mimetype", "META-INF/manifest.xml"}) | {"/"}
    for name in parts - {"mimetype"}:
        read_part(tmp_path / "rapport.ods", name)


def test_every_style_that_is_used_exists(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(aantal=2), tmp_path / "rapport.ods")
    parts = [read_part(tmp_path / "rapport.ods", name) for name in ("content.xml", "styles.xml")]
    nodes = [node for part in parts for node in part.iter()]
    defined = {node.attrib[f"{STYLE}name"] for node in nodes if f"{STYLE}name" in node.attrib}
    used = {
        node.attrib[key]
        for node in nodes
        for key in (
            f"{TABLE}style-name",
            f"{TABLE}default-cell-style-name",
            f"{STYLE}data-style-name",
            f"{STYLE}apply-style-name",
            f"{STYLE}parent-style-name",
            f"{STYLE}master-page-name",
            f"{STYLE}page-layout-name",
        )
        if key in node.attrib
    }
    assert used <= defined
    assert len(used) > 15


def test_the_heading_repeats_stays_in_sight_and_filters(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(), tmp_path / "rapport.ods")
    content = read_part(tmp_path / "rapport.ods", "content.xml")
    (heading,) = content.iter(f"{TABLE}table-header-rows")
    assert len(list(heading.iter(f"{TABLE}table-cell"))) == 7
    (area,) = content.iter(f"{TABLE}database-range")
    assert area.attrib[f"{TABLE}target-range-address"] == "'Blad 1'.A1:'Blad 1'.G4"
    assert area.attrib[f"{TABLE}display-filter-buttons"] == "true"
    view = {
        next(iter(item.attrib.values())): item.text
        for item in read_part(tmp_path / "rapport.ods", "settings.xml").iter()
        if item.text
    }
    assert (view["VerticalSplitMode"], view["VerticalSplitPosition"]) == ("2", "1")


def test_the_file_says_what_it_is(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(), tmp_path / "rapport.ods")
    meta = read_part(tmp_path / "rapport.ods", "meta.xml")
    texts = [node.text for node in meta.iter() if node.text]
    assert "Rapport <week 48>" in texts
    assert "Gemeente 's-Hertogenbosch & co" in texts
    assert "2026-11-23T05:30:00Z" in texts


def test_the_same_input_gives_the_same_bytes(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(), tmp_path / "een.ods")
    ods.write(make_document(), tmp_path / "twee.ods")
    assert (tmp_path / "een.ods").read_bytes() == (tmp_path / "twee.ods").read_bytes()


@given(teksten=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1)))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_from_an_independent_reader(
    make_text_document: Callable[[list[str]], Document],
    tmp_path_factory: pytest.TempPathFactory,
    teksten: list[str],
) -> None:
    pad = tmp_path_factory.getbasetemp() / "tekst.ods"
    written = [tekst.replace("\ufffe", "").replace("\uffff", "") + "." for tekst in teksten]
    ods.write(make_text_document(written), pad)
    rows = CalamineWorkbook.from_path(pad).get_sheet_by_index(0).to_python()
    assert [row[0] for row in rows] == ["Kenmerk", *written]


@given(tekst=st.text(st.sampled_from(" \t\na<&"), max_size=9))
@example(tekst="    a    ")
def test_white_space_comes_back_by_the_letter_of_the_standard(
    make_text_document: Callable[[list[str]], Document], tmp_path_factory: pytest.TempPathFactory, tekst: str
) -> None:
    pad = tmp_path_factory.getbasetemp() / "wit.ods"
    ods.write(make_text_document([tekst]), pad)
    cells = list(read_part(pad, "content.xml").iter(f"{TABLE}table-cell"))
    assert read_paragraphs(cells[1]) == tekst


@given(cents=st.lists(st.integers(-(10**15), 10**15), min_size=1))
def test_cents_become_euros_without_rounding(cents: list[int]) -> None:
    euros = pl.DataFrame({"c": cents}).select(ods.as_euros(pl.col("c"))).to_series()
    assert [round(float(euro) * 100) for euro in euros] == cents
    assert all(len(euro.split(".")[1]) == 2 for euro in euros)


def test_more_rows_than_a_sheet_holds_is_refused(
    make_document: Maker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ods, "MAX_RIJEN_WERKBLAD", 2)
    with pytest.raises(InvoerFout, match="plaats voor 2 rijen"):
        ods.write(make_document(), tmp_path / "rapport.ods")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not on this machine")
def test_libreoffice_reads_what_was_written(make_document: Maker, tmp_path: Path) -> None:
    ods.write(make_document(), tmp_path / "rapport.ods")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "csv", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "rapport.ods")], check=True, capture_output=True, timeout=120)
    converted = (tmp_path / "rapport.csv").read_text()
    for shown in ("900000009", "012345672", "=1+1", "1.234,56", "23-11-2026", "29-02-2024", "ja", "nee"):
        assert shown in converted
