"""Whatever bytes an organisation sends: they are rows to judge, or it is said in Dutch why not."""

import io
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.unit.rommel import mutated

from vsv.domein.fouten import InvoerFout, VsvFout
from vsv.klantvolg.bestand import csv, ods
from vsv.klantvolg.bestand.lezen import read_bestand
from vsv.klantvolg.bestand.tabel import Vorm

BSN = "900000004"
CSV = f'\ufeffbsn;geboortedatum;kenmerk\n{BSN};2005-03-01;"a;b"\n900000016;1-3-2005;\'=x\n'.encode()
RIJEN: list[list[Any]] = [
    ["bsn", "geboortedatum", "kenmerk"],
    [BSN, date(2005, 3, 1), "a"],
    [900000016.0, "1-3-2005", True],
]


def as_xlsx() -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    blad = workbook.add_worksheet()
    for nummer, rij in enumerate(RIJEN):
        blad.write_row(nummer, 0, [str(cel) for cel in rij])
    workbook.close()
    return buffer.getvalue()


def as_ods() -> bytes:
    buffer = io.BytesIO()
    ods.write(buffer, "Blad", RIJEN)
    return buffer.getvalue()


def repacked(whole: bytes, delen: dict[str, bytes]) -> bytes:
    """A zip file in which some parts have been replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for naam in source.namelist():
            target.writestr(naam, delen.get(naam, source.read(naam)))
    return buffer.getvalue()


def part(whole: bytes, naam: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as source:
        return source.read(naam)


XLSX, ODS = as_xlsx(), as_ods()
BLAD, CONTENT = "xl/worksheets/sheet1.xml", "content.xml"

STUK = st.binary(max_size=8) | st.sampled_from(
    [
        *(b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b'"', b"''", b";", b",", b"\t=", b"9" * 400, b"1e999"),
        *(b"x" * 140_000, b"\n" * 3_000, b"<c>", b"</row>", b"&#0;", b"&amp;", b"NaN", b'r="XFD1048576"', b"bsn"),
        *(b'number-rows-repeated="999999999"', b"-1", b"18446744073709551616", BSN.encode(), "é".encode("latin-1")),
    ]
)


def check_fault(fault: VsvFout) -> None:
    assert 0 < len(fault.fouten) <= min(100, fault.aantal)
    assert all(fout.code and fout.reden.endswith(".") for fout in fault.fouten)
    assert len(str(fault).encode()) < 100_000
    assert BSN not in str(fault)


def read(naam: str, inhoud: bytes) -> None:
    """Read a file; it has rows, or what is wrong is said in Dutch without a BSN."""
    with TemporaryDirectory() as folder:
        pad = Path(folder, naam)
        pad.write_bytes(inhoud)
        try:
            bestand = read_bestand(pad)
        except InvoerFout as fault:
            check_fault(fault)
            return
        assert BSN not in bestand.naam
        assert bestand.rijen["rij"].to_list() == list(bestand.tabel.nummers)
        assert all(len(rij) == len(bestand.tabel.koppen) for rij in bestand.tabel.rijen)


@settings(max_examples=500)
@given(inhoud=st.binary(max_size=200) | mutated(CSV, STUK))
@example(b'bsn,geboortedatum\n"' + b"\n" * 131_000 + b'x",x\n')
@example(b"bsn,geboortedatum" + b",x" * 40_000)
def test_a_csv_of_rubbish(inhoud: bytes) -> None:
    read("lijst.csv", inhoud)


@settings(max_examples=120)
@given(
    inhoud=st.binary(max_size=200)
    | mutated(XLSX, STUK)
    | mutated(part(XLSX, BLAD), STUK).map(lambda deel: repacked(XLSX, {BLAD: deel}))
)
def test_an_xlsx_of_rubbish(inhoud: bytes) -> None:
    read("lijst.xlsx", inhoud)


@settings(max_examples=120)
@given(
    inhoud=st.binary(max_size=200)
    | mutated(ODS, STUK)
    | mutated(part(ODS, CONTENT), STUK).map(lambda deel: repacked(ODS, {CONTENT: deel}))
)
def test_an_ods_of_rubbish(inhoud: bytes) -> None:
    read("lijst.ods", inhoud)


FAR = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
FULL = (b"<row>" + b"<c><v>1</v></c>" * 16_000 + b"</row>") * 2_500
WIDE = b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384"'


@pytest.mark.parametrize(
    ("naam", "whole", "deel", "old", "new"),
    [
        ("ver.xlsx", XLSX, BLAD, b"</sheetData>", FAR + b"</sheetData>"),
        ("vol.xlsx", XLSX, BLAD, b"</sheetData>", FULL + b"</sheetData>"),
        ("breed.ods", ODS, CONTENT, b"<table:table-row><table:table-cell", WIDE),
    ],
    ids=["ver", "vol", "breed"],
)
def test_a_small_spreadsheet_may_not_unpack_to_more_than_fits(
    tmp_path: Path, naam: str, whole: bytes, deel: str, old: bytes, new: bytes
) -> None:
    inhoud = repacked(whole, {deel: part(whole, deel).replace(old, new, 1)})
    assert len(inhoud) < 8_000_000
    (tmp_path / naam).write_bytes(inhoud)
    with pytest.raises(InvoerFout, match=r"te groot om te lezen|geen leesbaar"):
        read_bestand(tmp_path / naam)


def test_a_spreadsheet_without_a_visible_sheet_is_said(tmp_path: Path) -> None:
    content = part(XLSX, "xl/workbook.xml").replace(b"<sheet ", b'<sheet state="hidden" ')
    (tmp_path / "lijst.xlsx").write_bytes(repacked(XLSX, {"xl/workbook.xml": content}))
    with pytest.raises(InvoerFout, match="geen werkblad zichtbaar"):
        read_bestand(tmp_path / "lijst.xlsx")


def test_no_name_shows_a_bsn(tmp_path: Path) -> None:
    for naam in (f"{BSN}.csv", f"{BSN}.xlsx", f"{BSN}.pdf"):
        with pytest.raises(InvoerFout) as absent:
            read_bestand(tmp_path / naam)
        (tmp_path / naam).write_bytes(b"x")
        with pytest.raises(InvoerFout) as wrong:
            read_bestand(tmp_path / naam)
        assert BSN not in f"{absent.value} {wrong.value}"


def test_white_space_costs_no_time() -> None:
    """A cell of nothing but line breaks; looking for a formula from each of them would take minutes."""
    cel = "\n" * 1_000_000 + "x"
    assert csv.write(Vorm("csv", scheiding=","), [[cel]]).decode() == f'"{cel}"\r\n'
