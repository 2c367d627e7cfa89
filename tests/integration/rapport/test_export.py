"""An export holds what the report says, and everyone in it has been logged."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from vsv.domein.fouten import GeenRecht, InvoerFout, OmgevingFout
from vsv.rapport.service import export_rapport, run_week, write_prioriteiten
from vsv.toegang.service import Organisatie, Recht, Wie, operator

MAANDAG = date(2026, 6, 22)
LATER = MAANDAG + timedelta(weeks=1)
BLADEN = ["Samenvatting", "Prioriteiten", "Signalen", "Verplaatsingen", "Maandbeeld", "Toelichting"]


@pytest.fixture
def wie(wereld: Any) -> Wie:
    """Who reads the report of Noord: two weeks, three people, one of them also of Zuid."""
    noord: Organisatie = wereld.add_organisatie(1)
    anna, bram, carla = (wereld.follow(noord, kenmerk=f"=n-{number}") for number in range(1, 4))
    wereld.follow(wereld.add_organisatie(2), jongere=bram)
    with wereld.deliver(MAANDAG - timedelta(days=20)) as levering:
        levering.answers(anna, bram, carla)
        levering.works(anna, 1, 50_000, date(2026, 5, 1))
        levering.doelgroep(carla)
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(LATER) as levering:
        levering.iko(anna, 1, date(2026, 5, 1), date(2026, 5, 31), 25_050)
    run_week(wereld.wie, LATER)
    return Wie(
        actor="u1", oorsprong="portaal", rechten=frozenset({Recht.RAPPORTEN, Recht.STATISTIEK}), organisatie=noord
    )


def exported(wereld: Any) -> list[tuple[object, ...]]:
    return list(wereld.query("SELECT jongere FROM logregel WHERE actie = 'rapport.exporteren' ORDER BY jongere"))


def test_a_csv_export_is_a_folder_with_six_sheets(wereld: Any, wie: Wie, tmp_path: Path) -> None:
    export_rapport(wie, None, "csv", tmp_path / "rapport")
    sheets = {path.stem: pl.read_csv(path, infer_schema=False) for path in (tmp_path / "rapport").iterdir()}
    assert sheets.keys() == set(BLADEN)
    people = sheets["Prioriteiten"]
    assert people.select("kenmerk", "prioriteit", "vorige_prioriteit", "loonperiode", "loon", "redenen").rows() == [
        ("'=n-2", "1", "1", "2026-05", "0", "GEEN_LOON|GEEN_UITKERING"),
        ("'=n-3", "1", "1", "2026-05", "0", "GEEN_LOON|GEEN_UITKERING"),
        ("'=n-1", "2", "3", "2026-05", "25050", "LOON_ONDER_DREMPEL|GEEN_UITKERING"),
    ]
    assert people["bsn"].str.contains("^9[0-9]{8}$").all()
    assert people["wijziging"][2].startswith("Van 3 naar 2, omdat")
    assert "doelgroepregister" not in people.columns
    assert sheets["Samenvatting"].select("prioriteit", "aantal", "vorige_week", "verschil").rows()[:3] == [
        ("1", "2", "2", "0"),
        ("2", "1", "0", "1"),
        ("3", "0", "1", "-1"),
    ]
    assert sheets["Verplaatsingen"].rows() == [("3", "2", "loon onder de drempel", "1")]
    months = sheets["Maandbeeld"].select("kenmerk", "maand", "inkomen", "loon", "uren").rows()
    assert months == [("'=n-1", "2026-05", "werk", "25050", "80")]
    explained = dict(sheets["Toelichting"].select("naam", "betekenis").rows())
    assert explained["drempel"].startswith("30000 (herkomst: bron). ")
    assert explained["polisadministratie"] == "bijgewerkt tot 2 juni 2026"
    assert explained["narekenen"] == f"vsv rapport controleer --peildatum {LATER}"
    assert exported(wereld) == [(1,), (2,), (3,), (None,)]


@pytest.mark.parametrize("formaat", ["xlsx", "ods"])
def test_a_workbook_has_the_same_sheets(wereld: Any, wie: Wie, tmp_path: Path, formaat: str) -> None:
    pad = tmp_path / f"rapport.{formaat}"
    export_rapport(wie, MAANDAG, formaat, pad)
    book = CalamineWorkbook.from_path(pad)
    assert book.sheet_names == BLADEN
    rows = book.get_sheet_by_name("Prioriteiten").to_python()
    assert [row[1] for row in rows] == ["Kenmerk", "=n-2", "=n-3", "=n-1"]
    assert [row[8] for row in rows] == ["Loon", 0.0, 0.0, 500.0]
    assert len(exported(wereld)) == 4


def test_who_holds_the_right_gets_the_doelgroepregister(wereld: Any, wie: Wie, tmp_path: Path) -> None:
    holder = operator("export", wie.organisatie)
    export_rapport(holder, None, "csv", tmp_path / "rapport")
    people = pl.read_csv(tmp_path / "rapport" / "Prioriteiten.csv", infer_schema=False)
    assert people["doelgroepregister"].to_list() == ["N", "J", "N"]
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.doelgroepregister_inzien'")) == 3


def test_the_summary_is_a_pdf_about_numbers_only(wereld: Any, wie: Wie, tmp_path: Path) -> None:
    for peildatum in (MAANDAG, LATER):
        pad = tmp_path / f"{peildatum}.pdf"
        export_rapport(wie, peildatum, "pdf", pad)
        assert pad.read_bytes().startswith(b"%PDF-")
    assert exported(wereld) == [(None,), (None,)]


def test_a_report_without_people_can_be_exported(wereld: Any, tmp_path: Path) -> None:
    organisatie = wereld.add_organisatie()
    run_week(wereld.wie, MAANDAG)
    for formaat in ("csv", "xlsx", "ods", "pdf"):
        assert export_rapport(wereld.wie.voor(organisatie), None, formaat, tmp_path / formaat).totaal == 0


def test_no_file_no_log_and_no_log_no_file(wereld: Any, wie: Wie, tmp_path: Path) -> None:
    with pytest.raises(OmgevingFout):
        export_rapport(wie, None, "xlsx", tmp_path / "weg" / "rapport.xlsx")
    with pytest.raises(InvoerFout, match="Het formaat 'doc' bestaat niet"):
        export_rapport(wie, None, "doc", tmp_path / "rapport.doc")
    with pytest.raises(InvoerFout):
        export_rapport(wie, date(2026, 1, 1), "csv", tmp_path / "rapport")
    with pytest.raises(GeenRecht):
        export_rapport(Wie(actor="u", oorsprong="cli", rechten=frozenset(), organisatie=wie.organisatie), None, "csv",
                       tmp_path / "rapport")  # fmt: skip
    assert exported(wereld) == []
    assert list(tmp_path.iterdir()) == []


def test_the_uitwisselformaat_is_for_the_service_itself(wereld: Any, wie: Wie, tmp_path: Path) -> None:
    with pytest.raises(GeenRecht):
        write_prioriteiten(wie, MAANDAG, tmp_path / "prioriteiten.csv")
    assert write_prioriteiten(operator("proef"), MAANDAG, tmp_path / "prioriteiten.csv") == 4
    lines = (tmp_path / "prioriteiten.csv").read_bytes().decode().split("\r\n")
    bsn = lines[1].split(",")[1]
    assert lines[1] == (
        f"00000099000000001000,{bsn},2026-06-22,3,2026-05,50000,80,LOON_VANAF_DREMPEL|GEEN_UITKERING,,N,vsv-2.0"
    )
    assert [line.split(",")[0] for line in lines[1:]] == ["00000099000000001000"] * 3 + ["00000099000000002000", ""]
    assert exported(wereld) == [(1,), (2,), (3,)]
