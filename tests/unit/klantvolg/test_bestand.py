"""What organisations send is read as they meant it, or refused with the place and the remedy."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.bestand import csv, ods
from vsv.klantvolg.bestand.lezen import Bestand, read_bestand, write_rijen
from vsv.klantvolg.bestand.tabel import Vorm

KOP = ["bsn", "geboortedatum", "aanmelddatum", "kenmerk"]

Lees = Callable[..., Bestand]


@pytest.fixture
def lees(tmp_path: Path) -> Lees:
    """Read bytes or text as a file of that name."""

    def read(inhoud: str | bytes, naam: str = "lijst.csv") -> Bestand:
        pad = tmp_path / naam
        pad.write_bytes(inhoud.encode() if isinstance(inhoud, str) else inhoud)
        return read_bestand(pad)

    return read


def as_xlsx(**bladen: list[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer)
    dag = workbook.add_format({"num_format": "dd-mm-yyyy"})
    for naam, rijen in bladen.items():
        blad = workbook.add_worksheet(naam)
        for nummer, rij in enumerate(rijen):
            for plaats, cel in enumerate(rij):
                blad.write_datetime(nummer, plaats, cel, dag) if isinstance(cel, date) else blad.write(
                    nummer, plaats, cel
                )
    workbook.close()
    return buffer.getvalue()


def as_ods(**bladen: list[list[Any]]) -> bytes:
    buffer = io.BytesIO()
    ((naam, rijen),) = bladen.items()
    ods.write(buffer, naam, rijen)
    return buffer.getvalue()


def rows(bestand: Bestand) -> list[tuple[Any, ...]]:
    return bestand.rijen.select("rij", *KOP).rows()


@pytest.mark.parametrize(
    "tekst",
    [
        "bsn,geboortedatum,kenmerk\n900000004,2005-03-01,é\n",
        "bsn;geboortedatum;kenmerk\r\n900000004;01-03-2005;é",
        '\ufeffKenmerk;BSN ;"Geboortedatum"\n"é";900000004;1-3-2005\n',
        "bsn,geboortedatum,kenmerk,,\n 900000004 , 2005-03-01 ,é,,\n,,,,\n",
        "bsn,reden,geboortedatum,kenmerk\n900000004,stond hier al,2005-03-01,é\n",
    ],
)
def test_every_way_to_write_the_same_csv(lees: Lees, tekst: str) -> None:
    assert rows(lees(tekst)) == [(2, "900000004", date(2005, 3, 1), None, "é")]


@pytest.mark.parametrize(
    "cel", [900000004, 900000004.0, "900000004", " 900000004"], ids=["whole", "float", "text", "spaces"]
)
@pytest.mark.parametrize("dag", [date(2005, 3, 1), datetime(2005, 3, 1), "2005-03-01", "1-3-2005"])  # noqa: DTZ001
def test_every_way_to_fill_the_same_cells(lees: Lees, cel: object, dag: object) -> None:
    table: list[list[Any]] = [["BSN", "geboortedatum", "KENMERK"], [None, None, None], [cel, dag, 12]]
    expected = [(3, "900000004", date(2005, 3, 1), None, "12")]
    assert rows(lees(as_xlsx(Blad1=table), "lijst.XLSX")) == expected
    assert rows(lees(as_ods(Blad1=table), "lijst.ods")) == expected


def test_a_number_gets_its_zero_back_and_a_text_does_not(lees: Lees) -> None:
    kop = ["bsn", "geboortedatum"]
    table: list[list[Any]] = [kop, [12345678, "2005-03-01"], ["12345678", "2005-03-01"], [1234567, "2005-03-01"]]
    assert lees(as_xlsx(Blad1=table), "a.xlsx").rijen["bsn"].to_list() == ["012345678", "12345678", "1234567"]
    assert lees("bsn,geboortedatum\n12345678,2005-03-01").rijen["bsn"].to_list() == ["12345678"]


@pytest.mark.parametrize(
    "tekst",
    ["31-02-2005", "2005-3-1", "1-3-05", "03/01/2005", "38412", "1899-12-31", "1-1-2101", "gisteren", "0-1-2005"],
)
def test_what_is_no_date(lees: Lees, tekst: str) -> None:
    found = lees(f"bsn,geboortedatum,aanmelddatum\n900000004,{tekst},").rijen
    assert found.select("geboortedatum", "geboortedatum_onleesbaar", "aanmelddatum_onleesbaar").row(0) == (
        None,
        True,
        False,
    )


def test_a_number_or_a_time_of_day_is_no_date(lees: Lees) -> None:
    table: list[list[Any]] = [["bsn", "geboortedatum"], [900000004, 38412], [900000016, datetime(2005, 3, 1, 12)]]  # noqa: DTZ001
    assert lees(as_xlsx(Blad1=table), "a.xlsx").rijen["geboortedatum_onleesbaar"].to_list() == [True, True]


ONBRUIKBAAR: dict[str, tuple[str, str | bytes]] = {
    "Windows-1252": ("lijst.csv", "bsn;geboortedatum;kenmerk\n9;x;a\n9;x;José\n".encode("cp1252")),
    "UTF-16": ("lijst.csv", "bsn;geboortedatum\n".encode("utf-16")),
    "leeg": ("lijst.csv", ""),
    "lengte": ("lijst.csv", "bsn,geboortedatum\n9,x\n9,x,te,veel\n9\n"),
    "aanhalingstekens": ("lijst.csv", 'bsn,geboortedatum\n9,"x\n'),
    "kolommen": ("lijst.csv", "bsn,geboortdatum,naam,kenmerk,Kenmerk,\n9,x,x,x,x,x\n"),
    "geen kop": ("lijst.csv", "900000004,2005-03-01,a\n"),
    "geen XLSX": ("lijst.xlsx", b"PK\3\4"),
    "geen ODS": ("lijst.ods", "bsn,geboortedatum\n"),
    "twee bladen": ("lijst.xlsx", as_xlsx(Een=[["bsn"], ["x"]], Twee=[["BSN"], ["x"]])),
    "geen blad": ("lijst.xlsx", as_xlsx(Een=[["naam"], ["x"]], Twee=[["uitleg"]])),
    "soort": ("lijst.pdf", "x"),
}


def test_a_file_that_can_not_be_used_is_said(lees: Lees) -> None:
    said = ""
    for geval, (naam, inhoud) in ONBRUIKBAAR.items():
        with pytest.raises(InvoerFout) as fault:
            lees(inhoud, naam)
        said += f"[{geval}]\n{fault.value}\n\n"
    assert said == Path(__file__).with_name("bestandsfouten.txt").read_text("utf-8")


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="Dit bestand is er niet"):
        read_bestand(tmp_path / "x.csv")


def test_the_sheet_with_jongeren_is_found_among_others(lees: Lees) -> None:
    table = [["bsn", "geboortedatum"], ["900000004", "2005-03-01"]]
    found = lees(as_xlsx(Uitleg=[["Vul het andere blad in."]], Jongeren=table), "a.xlsx")
    assert found.tabel.vorm.blad == "Jongeren"
    assert rows(found) == [(2, "900000004", date(2005, 3, 1), None, None)]


def test_the_checksum_is_that_of_the_content(lees: Lees) -> None:
    first = lees("bsn,geboortedatum\n900000004,2005-03-01\n", "a.csv")
    assert first.controlegetal == lees("bsn,geboortedatum\n900000004,2005-03-01\n", "b.csv").controlegetal
    assert first.controlegetal != lees("bsn,geboortedatum\n900000004,2005-03-02\n", "a.csv").controlegetal


@pytest.mark.parametrize("naam", ["lijst.csv", "lijst.xlsx", "lijst.ods"])
def test_rows_go_back_as_they_came_with_one_column_more(lees: Lees, tmp_path: Path, naam: str) -> None:
    table: list[list[Any]] = [
        ["Kenmerk", "BSN", "Geboortedatum"],
        ["=1+1", "900000004", "2005-03-01"],
        ['<r> "é" & \n x  y', "900000016", "01-03-2005"],
        ["goed", "900000028", "2005-03-01"],
    ]
    if naam.endswith("csv"):
        inhoud = csv.write(Vorm("csv", scheiding=";", bom=True), table)
    else:
        table += [[7.0, 900000041.0, date(2005, 3, 1)], [True, 900000053.0, datetime(2005, 3, 1, 12, 30)]]  # noqa: DTZ001
        inhoud = (as_xlsx if naam.endswith("xlsx") else as_ods)(Blad1=table)
    sent = lees(inhoud, naam)
    numbers = [nummer for nummer in sent.tabel.nummers if nummer != 4]
    back = tmp_path / f"terug.{sent.tabel.vorm.soort}"
    write_rijen(sent, dict.fromkeys(numbers, "Daarom."), back)
    again = read_bestand(back)
    assert back.stat().st_mode & 0o77 == 0
    assert again.tabel.vorm == sent.tabel.vorm
    assert again.tabel.koppen == [*table[0], "reden"]
    expected = [[*rij, "Daarom."] for rij in sent.tabel.rijen if "900000028" not in rij]
    assert [[_plain(cel) for cel in rij] for rij in again.tabel.rijen] == [[_plain(cel) for cel in r] for r in expected]
    # Mended and sent again, the column with the reason is replaced and not doubled.
    write_rijen(again, {2: "Nog steeds."}, back)
    assert read_bestand(back).tabel.koppen == [*table[0], "reden"]


def _plain(cel: object) -> object:
    return cel.strip() if isinstance(cel, str) else cel


def test_rows_go_back_in_the_same_format_only(lees: Lees, tmp_path: Path) -> None:
    sent = lees("bsn,geboortedatum\n900000004,x")
    with pytest.raises(InvoerFout, match="dus als CSV"):
        write_rijen(sent, {2: "x"}, tmp_path / "terug.xlsx")


TEKST = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], include_characters="\n\t"), max_size=20)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kenmerken=st.lists(TEKST, min_size=1, max_size=5), scheiding=st.sampled_from(",;"))
def test_no_csv_that_goes_back_starts_a_formula(lees: Lees, kenmerken: list[str], scheiding: str) -> None:
    table = [["bsn", "geboortedatum", "kenmerk"], *(["900000004", "", kenmerk] for kenmerk in kenmerken)]
    back = csv.write(Vorm("csv", scheiding=scheiding), table).decode()
    cells = pl.read_csv(io.StringIO(back), separator=scheiding, infer_schema=False, has_header=False)
    for cel in cells.to_series(2).drop_nulls():
        assert not cel.startswith(("=", "+", "-", "@", "\t"))
    sent = lees(csv.write(Vorm("csv", scheiding=scheiding), table))
    assert sent.rijen["kenmerk"].to_list() == [kenmerk.strip() or None for kenmerk in kenmerken]
