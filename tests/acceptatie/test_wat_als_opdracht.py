"""`vsv wat-als` from the outside: what it says, and that it changes nothing until a proposal gets a date."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from vsv.beheer.opdracht import run

OIN = "00000099000000001000"
MAANDAG = date(2026, 6, 22)
LATER = MAANDAG + timedelta(weeks=1)
GOLDEN = Path(__file__).parent / "golden"
SLEUTEL = "bsn,loonheffingennummer,nummer_ikv"
BSNS = ("900000004", "900000016", "900000028", "900000041", "900000053", "900000065", "900000077")
LONEN = (0, 25_000, 40_000, 40_000, 40_000, 90_000, 90_000)


@pytest.fixture
def weeks(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Seven young people, of whom three earn € 400."""
    assert run(["organisatie", "voeg-toe", "--oin", OIN, "--naam", "Doorstroompunt Proef", "--regio", "18"]) == 0
    people = list(zip(BSNS, LONEN, strict=True))
    tables = {
        "aanmeldingen": ["organisatie_oin,bsn,geboortedatum,aanmelddatum,afmelddatum,kenmerk"]
        + [f"{OIN},{bsn},2006-03-01,2026-01-05,,k-{n}" for n, (bsn, _) in enumerate(people)],
        "bevragingen": ["bsn,bron,beantwoord_op"]
        + [f"{bsn},{bron},2026-06-01T12:00:00Z" for bsn, _ in people for bron in ("POLIS", "PW")],
        "inkomstenverhoudingen": [f"{SLEUTEL},datum_begin,datum_einde,werkgever,reden_einde,ontvangen_op,ingetrokken"]
        + [f"{bsn},800000195L03,1,2026-01-01,,Bakkerij,,2026-06-01T08:00:00Z,N" for bsn, loon in people if loon],
        "inkomstenperiodes": [
            f"{SLEUTEL},datum_begin,srtiv,aard,oproep,onbepaalde_tijd,contracturen_per_week,ontvangen_op,ingetrokken"
        ]
        + [f"{bsn},800000195L03,1,2026-01-01,15,1,N,J,,2026-06-01T08:00:00Z,N" for bsn, loon in people if loon],
        "inkomstenopgaven": [
            f"{SLEUTEL},datum_begin,datum_einde,loon_lbph,loon_sv,verloonde_uren,ontvangen_op,ingetrokken"
        ]
        + [
            f"{bsn},800000195L03,1,2026-05-01,2026-05-31,{loon},{loon},60,2026-06-01T08:00:00Z,N"
            for bsn, loon in people
            if loon
        ],
    }
    for name, lines in tables.items():
        (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n")
    assert run(["lever-in", str(tmp_path)]) == 0
    assert run(["weekrun", "--peildatum", str(MAANDAG)]) == 0
    capsys.readouterr()


def said(capsys: pytest.CaptureFixture[str], *arguments: str, ends_with: int = 0) -> Any:
    assert run(["wat-als", *arguments]) == ends_with
    captured = capsys.readouterr()
    return captured.err if ends_with else captured.out


def test_what_it_says(weeks: None, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vsv.beheer.scherm.out.width", 120)
    text = said(capsys, "--parameter", "drempel=473", "--parameter", "lage_uren=80", "--peildatum", str(MAANDAG))
    shown = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    assert shown == (GOLDEN / "wat-als.txt").read_text("utf-8")


def test_one_organisation_with_examples_and_files(
    weeks: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = ["--parquet", str(tmp_path / "c.parquet"), "--csv", str(tmp_path / "c.csv")]
    found = json.loads(said(capsys, "--organisatie", OIN, "--parameter", "drempel=473", "--json", *files))
    assert found["verplaatst"] == 3
    assert found["regios"] == []
    assert sorted(row["kenmerk"] for row in found["voorbeelden"]) == ["k-2", "k-3", "k-4"]
    assert not any(bsn in json.dumps(found) for bsn in BSNS)
    assert pl.read_parquet(tmp_path / "c.parquet").height == pl.read_csv(tmp_path / "c.csv", separator=";").height
    text = said(capsys, "--organisatie", OIN, "--parameter", "drempel=473", "--voorbeelden", "1")
    assert "(minder dan € 473,00)" in text
    assert "gezocht bij 7 van de 7 jongeren" in text


def test_from_a_proposal_to_a_report(weeks: None, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, "--parameter", "drempel=473", "--bewaar", "vsv-2.1", "--toelichting", "Zoals de bijstand.")
    assert "vsv-2.1" in said(capsys, "--voorstellen")
    compared = json.loads(
        said(capsys, "--voorstel", "vsv-2.1", "--parameter", "lage_uren=99", "--nu", "vsv-2.1", "--json")
    )
    assert [v["naam"] for v in compared["verschillen"]] == ["lage_uren"]
    assert "al een run geweest" in said(capsys, "--voorstel", "vsv-2.1", "--start", str(MAANDAG), ends_with=2)
    said(capsys, "--voorstel", "vsv-2.1", "--start", str(LATER))
    assert run(["weekrun", "--peildatum", str(LATER), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["run"]["regelset"] == "vsv-2.1"
    assert run(["rapport", "toon", "--organisatie", OIN]) == 0
    text = capsys.readouterr().out
    assert "Regelset vsv-2.1" in text
    assert "Loon vanaf dit bedrag per maand is genoeg: € 473, in plaats van € 300." in text
    assert "minder dan € 473,00" in text
    assert run(["rapport", "controleer", "--alle"]) == 0
    capsys.readouterr()
    assert "nog kan veranderen" in said(capsys, "--verwijder", "vsv-2.1", ends_with=2)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (
            ["--parameter", "drempl=473"],
            "drempl: De parameter 'drempl' kunt u niet instellen. U kunt instellen: drempel (",
        ),
        ([], "Noem wat er anders wordt. Met --parameter naam=waarde. U kunt instellen: drempel ("),
        (["--bewaar", "x"], "Noem wat er anders wordt."),
        (["--start", "2027-01-01"], "Noem welk voorstel moet gelden."),
    ],
)
def test_wrong_input_is_one_clear_line(capsys: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    text = said(capsys, *arguments, ends_with=2)
    assert says in text
    assert text.count("\n") == 1


def test_what_can_be_set_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "--parameter", "hulp").startswith("U kunt instellen: drempel (een bedrag in euro's")


def test_a_name_or_day_that_is_not_there(weeks: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert "geen regelset of voorstel" in said(capsys, "--voorstel", "weg", ends_with=2)
    assert "moet nog komen" in said(capsys, "--parameter", "drempel=473", "--peildatum", "2999-01-01", ends_with=2)
    assert "niemand gevolgd" in said(capsys, "--parameter", "drempel=473", "--peildatum", "2025-01-01")
