"""What the commands about reports say, and with which exit code they end."""

import json
import re
from datetime import date, timedelta
from pathlib import Path

import psycopg
import pytest

from vsv.beheer.opdracht import run

OIN = "00000099000000001000"
MAANDAG, DINSDAG = date(2026, 6, 22), date(2026, 6, 23)
LATER = MAANDAG + timedelta(weeks=1)

AANMELDINGEN = f"""organisatie_oin,bsn,geboortedatum,aanmelddatum,afmelddatum,kenmerk
{OIN},900000004,2006-03-01,2026-01-05,,k-1
{OIN},900000016,2006-03-01,2026-01-05,,k-2
"""
BEVRAGINGEN = """bsn,bron,beantwoord_op
900000004,POLIS,2026-06-01T12:00:00Z
900000004,PW,2026-06-01T12:00:00Z
"""
SLEUTEL = "bsn,loonheffingennummer,nummer_ikv"
IKV = f"""{SLEUTEL},datum_begin,datum_einde,werkgever,reden_einde,ontvangen_op,ingetrokken
900000004,800000195L03,1,2026-06-01,,Bakkerij De Proef,,2026-06-23T08:00:00Z,N
"""
IKP = f"""{SLEUTEL},datum_begin,srtiv,aard,oproep,onbepaalde_tijd,contracturen_per_week,ontvangen_op,ingetrokken
900000004,800000195L03,1,2026-06-01,15,1,N,J,,2026-06-23T08:00:00Z,N
"""
IKO = f"""{SLEUTEL},datum_begin,datum_einde,loon_lbph,loon_sv,verloonde_uren,ontvangen_op,ingetrokken
900000004,800000195L03,1,2026-06-01,2026-06-30,45000,45000,60,2026-06-26T08:00:00Z,N
"""


def deliver(folder: Path, **tables: str) -> None:
    folder.mkdir()
    for name, content in tables.items():
        (folder / f"{name}.csv").write_text(content)
    assert run(["lever-in", str(folder)]) == 0


@pytest.fixture
def weeks(database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """Two young people: one starts to work between two week runs, with a day run in between."""
    assert run(["organisatie", "voeg-toe", "--oin", OIN, "--naam", "Doorstroompunt Proef", "--regio", "18"]) == 0
    deliver(tmp_path / "1", aanmeldingen=AANMELDINGEN, bevragingen=BEVRAGINGEN)
    assert run(["weekrun", "--peildatum", str(MAANDAG)]) == 0
    deliver(tmp_path / "2", aanmeldingen=AANMELDINGEN, inkomstenverhoudingen=IKV, inkomstenperiodes=IKP)
    assert run(["dagrun", "--peildatum", str(DINSDAG)]) == 0
    deliver(tmp_path / "3", aanmeldingen=AANMELDINGEN, inkomstenopgaven=IKO)
    assert run(["weekrun", "--peildatum", str(LATER)]) == 0
    capsys.readouterr()
    return database


def said(capsys: pytest.CaptureFixture[str], *arguments: str, ends_with: int = 0) -> str:
    assert run(list(arguments)) == ends_with
    captured = capsys.readouterr()
    return captured.err if ends_with else captured.out


def test_a_run_says_what_it_counted(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "weekrun", "--peildatum", str(LATER))
    assert "De weekrun van 29 juni 2026 is er al. Er is niets gewijzigd." in text
    assert "Weekrun van maandag 29 juni 2026" in text
    assert "Doorstroompunt Proef  0  0  1  0  0   1       2       1      0    0" in text
    text = said(capsys, "dagrun", "--peildatum", str(LATER))
    assert "Gewijzigde regels: 0." in text
    assert "Wijzigingen in banen van wie nieuw is of in NP of 1 stond" in text
    fault = said(capsys, "weekrun", "--peildatum", str(MAANDAG - timedelta(days=1)), ends_with=2)
    assert fault.startswith("peildatum 2026-06-21: Er is al een dagrun geweest voor 2026-06-29")
    data = json.loads(said(capsys, "dagrun", "--peildatum", str(DINSDAG), "--json"))
    assert (data["run"]["soort"], data["gewijzigd"], data["mutaties"]) == ("dag", None, 1)


def test_a_report_can_be_read(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "rapport", "toon", "--organisatie", OIN)
    assert "Doorstroompunt Proef: weekrapport van maandag 29 juni 2026" in text
    assert "1    3          1  loon op of boven de drempel" in text
    assert "k-1 (BSN ••••••004), sinds 29 juni 2026 in 3" in text
    assert "Prioriteit 3: over juni 2026 is € 450,00" in text
    assert "900000004" not in text
    text = said(capsys, "rapport", "toon", "--organisatie", OIN, "--prioriteit", "np", "--peildatum", str(MAANDAG))
    assert "Er zijn geen verplaatsingen sinds het vorige weekrapport." in text
    assert "k-2 (BSN ••••••016), sinds 22 juni 2026 in NP" in text
    assert "k-1" not in text
    data = json.loads(said(capsys, "rapport", "toon", "--organisatie", OIN, "--json"))
    assert data["aantallen"] == {"1": 0, "2": 0, "3": 1, "4": 0, "5": 0, "NP": 1}
    assert sorted((row["kenmerk"], row["prioriteit"], row["bsn"]) for row in data["jongeren"]) == [
        ("k-1", "3", "••••••004"), ("k-2", "NP", "••••••016"),
    ]  # fmt: skip


def test_reports_are_listed(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(said(capsys, "rapport", "lijst", "--organisatie", OIN, "--json"))
    assert [(row["peildatum"], row["soort"]) for row in data] == [
        (str(LATER), "week"), (str(DINSDAG), "dag"), (str(MAANDAG), "week"),
    ]  # fmt: skip
    assert "2026-06-23  dag" in said(capsys, "rapport", "lijst")


def test_one_person_has_a_story(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "rapport", "jongere", "--organisatie", OIN, "--kenmerk", "k-1")
    assert "Van 1 naar 3, omdat" in text
    assert "- van 22 juni 2026 tot 23 juni 2026: 1, geen loon bekend dat meetelt en geen uitkering gevonden" in text
    assert "juni 2026  werk           450,00    60" in text
    data = json.loads(said(capsys, "rapport", "jongere", "--organisatie", OIN, "--kenmerk", "k-1", "--json"))
    assert said(capsys, "rapport", "jongere", "--organisatie", OIN, data["uuid"]) == text
    fault = said(capsys, "rapport", "jongere", "--organisatie", OIN, ends_with=2)
    assert "Noem een uuid of een kenmerk." in fault


def test_a_day_run_tells_about_jobs(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    text = said(capsys, "rapport", "mutaties", "--organisatie", OIN, "--peildatum", str(DINSDAG))
    assert text == "k-1 (BSN ••••••004): nieuw bij Bakkerij De Proef, vanaf 2026-06-01\n"


def test_reports_are_checked(weeks: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "rapport", "controleer", "--alle").splitlines() == [
        "weekrun van 2026-06-22: gelijk, 2 regels.",
        "dagrun van 2026-06-23: gelijk, 2 regels.",
        "weekrun van 2026-06-29: gelijk, 2 regels.",
    ]
    with psycopg.connect(weeks) as admin:
        admin.execute("UPDATE prioriteit SET loon = loon + 1 WHERE prioriteit = 3")
    fault = said(capsys, "rapport", "controleer", ends_with=4)
    assert "loon was 45001 en is bij narekenen 45000." in fault
    assert "900000004" not in fault
    assert "gelijk" in said(capsys, "rapport", "controleer", "--peildatum", str(MAANDAG))


def test_a_report_is_exported(weeks: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    export = ["rapport", "exporteer", "--organisatie", OIN, "--formaat"]
    text = said(capsys, *export, "csv", "--uitvoer", str(tmp_path / "uit"))
    assert text == f"Het rapport van 2 jongeren staat in {tmp_path / 'uit'}.\n"
    assert "900000004,k-1" in (tmp_path / "uit" / "Prioriteiten.csv").read_text()
    fault = said(capsys, *export, "csv", "--uitvoer", str(tmp_path / "uit"), ends_with=3)
    assert "Deze map bestaat al en is niet leeg." in fault
    fault = said(capsys, *export, "docx", "--uitvoer", str(tmp_path / "x"), ends_with=2)
    assert "Kies uit: csv, zip, xlsx, ods, pdf." in fault


def test_the_figures_of_a_school_year(weeks: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    year = ["rapport", "effect", "--schooljaar", "2025-2026"]
    text = said(capsys, *year)
    assert "Doorstroompunt Proef, regio 18, schooljaar 2025-2026" in text
    assert re.search(r"Nieuwe aanmeldingen in het schooljaar +2\n", text)
    (data,) = json.loads(said(capsys, *year, "--organisatie", OIN, "--json"))
    assert (data["organisatie"], data["regio"]) == (OIN, 18)
    moves = {(row["van"], row["naar"]): row["aantal"] for row in data["cijfers"] if row["van"] and row["naar"]}
    assert moves["1", "3"] == 1
    text = said(capsys, *year, "--formaat", "csv", "--uitvoer", str(tmp_path / "effect.csv"))
    assert text == f"De cijfers van 1 organisaties over 2025-2026 staan in {tmp_path / 'effect.csv'}.\n"
    assert "2025-2026,18," in (tmp_path / "effect.csv").read_text()
    fault = said(capsys, "rapport", "effect", "--schooljaar", "2025", ends_with=2)
    assert "Dit is geen schooljaar." in fault


def correct(folder: Path) -> None:
    """After the last week run, pay over April is told, and the only job is said to be over."""
    deliver(
        folder,
        aanmeldingen=AANMELDINGEN,
        inkomstenverhoudingen=IKV.replace("2026-06-01,,", "2026-06-01,2026-07-01,").replace("06-23T", "06-30T"),
        inkomstenopgaven=IKO.replace("2026-06-26T", "2026-06-30T").replace("45000,45000", "20000,20000"),
    )


def test_what_is_known_by_now_is_put_beside_a_report(
    weeks: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    correct(tmp_path / "4")
    capsys.readouterr()
    herzien = ["rapport", "herzien", "--organisatie", OIN, "--peildatum", str(LATER)]
    text = said(capsys, *herzien)
    assert "1 van de 2 regels zouden nu anders zijn. Het rapport zelf verandert niet." in text
    assert "k-1 (BSN ••••••004): 3, met wat nu bekend is 2" in text
    assert "Met wat nu bekend is was dat 2: op 30 juni is loon over juni gecorrigeerd." in text
    assert "900000004" not in text
    data = json.loads(said(capsys, *herzien, "--json"))
    assert (data["peildatum"], data["regels"], data["anders"]) == (str(LATER), 2, 1)
    assert data["aantallen"] == [{"van": "3", "naar": "2", "aantal": 1}]
    (line,) = data["verschillen"]
    assert (line["kenmerk"], line["prioriteit"], line["prioriteit_nu"], line["loon_nu"]) == ("k-1", "3", "2", 20_000)
    assert "jongere" not in line
    text = said(capsys, "rapport", "herzien")
    assert "2026-06-29" in text
    assert "3 naar 2: 1" in text
    data = json.loads(said(capsys, "rapport", "herzien", "--weken", "1", "--json"))
    assert [(row["peildatum"], row["anders"]) for row in data] == [(str(LATER), 1)]
    assert "2026-06-23" in said(capsys, "rapport", "herzien", "--soort", "dag")
    text = said(capsys, "rapport", "jongere", "--organisatie", OIN, "--kenmerk", "k-1")
    assert "  Herziening: In het rapport van maandag 29 juni 2026 stond deze jongere in 3, omdat" in text
    assert "gelijk" in said(capsys, "rapport", "controleer", "--peildatum", str(LATER))


def test_signals_about_jobs_are_told(weeks: str, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    signalen = ["rapport", "signalen", "--organisatie", OIN]
    zin = "inds 22 juni 2026 is een nieuwe baan bekend bij Bakkerij De Proef, vanaf 1 juni 2026."
    assert said(capsys, *signalen) == f"k-1 (BSN ••••••004), in 3: S{zin}\n"
    assert f"in 1: Wacht met bellen: s{zin}" in said(capsys, *signalen, "--peildatum", str(DINSDAG), "--soort", "dag")
    assert said(capsys, *signalen, "--peildatum", str(MAANDAG)) == "Er zijn geen signalen over banen.\n"
    assert f"S{zin}" in said(capsys, "rapport", "jongere", "--organisatie", OIN, "--kenmerk", "k-1")
    text = said(capsys, "rapport", "mutaties", "--organisatie", OIN, "--soort", "week")
    assert text == "k-1 (BSN ••••••004): nieuw bij Bakkerij De Proef, vanaf 2026-06-01\n"

    correct(tmp_path / "4")
    later = LATER + timedelta(weeks=1)
    assert run(["weekrun", "--peildatum", str(later)]) == 0
    assert "Signalen over banen" in capsys.readouterr().out
    (signaal,) = json.loads(said(capsys, *signalen, "--json"))
    assert (signaal["signaal"], signaal["prioriteit"], signaal["datum_einde"]) == (
        "ENIGE_BAAN_GEEINDIGD", "2", "2026-07-01",
    )  # fmt: skip
    assert signaal["bsn"] == "••••••004"
    data = json.loads(said(capsys, "weekrun", "--peildatum", str(later), "--json"))
    assert data["signalen"] == {
        OIN: {
            "ENIGE_BAAN_GEEINDIGD": 1, "BAAN_GESTART": 0, "BAAN_GEEINDIGD": 0, "BAAN_INGETROKKEN": 0,
            "BAAN_GEWIJZIGD": 0,
        }
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (["signalen"], "rapport signalen --organisatie: Dit is verplicht en ontbreekt."),
        (["signalen", "--organisatie", "123"], "OIN 123: Deze organisatie is hier niet bekend."),
        (["signalen", "--organisatie", OIN, "--soort", "maand"], "Deze waarde kan niet"),
        (["signalen", "--organisatie", OIN, "--peildatum", "2026-06-24"], "Er is op deze dag geen weekrun geweest."),
        (["signalen", "--organisatie", OIN, "--peildatum", "gisteren"], "hier past een datum, jaar-maand-dag"),
        (["herzien", "--organisatie", "123"], "OIN 123: Deze organisatie is hier niet bekend."),
        (["herzien", "--organisatie", OIN, "--peildatum", "2026-06-24"], "Er is op deze dag geen weekrun geweest."),
        (["herzien", "--peildatum", "2026-06-24"], "Er is op deze dag geen weekrun geweest."),
        (["herzien", "--weken", "0"], "Deze waarde kan niet"),
        (["herzien", "--motor", "duckdb"], "De optie '--motor' bestaat niet."),
    ],
)
def test_wrong_input_is_said_to_be_wrong(
    weeks: str, capsys: pytest.CaptureFixture[str], arguments: list[str], fault: str
) -> None:
    assert fault in said(capsys, "rapport", *arguments, ends_with=2)
