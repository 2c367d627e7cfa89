"""`vsv lever-in`, `vsv uitval` and `vsv leveringen`, as the operator of the service uses them."""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vsv.beheer.opdracht import run

OIN = "00000099000000001000"
AN, BO = "900000004", "900000016"

AANMELDINGEN = f"""\
organisatie_oin,bsn,geboortedatum,aanmelddatum,afmelddatum,kenmerk
{OIN},{AN},2005-03-01,2024-01-05,,dossier 7
"""
BEVRAGINGEN = f"""\
bsn,bron,beantwoord_op
{AN},POLIS,2026-11-20T08:00:00Z
{AN},PW,2026-11-20T08:00:00Z
{BO},POLIS,2026-11-20T08:00:00Z
{AN},BELASTING,gisteren
"""
OPGAVEN = f"""\
bsn,loonheffingennummer,nummer_ikv,datum_begin,datum_einde,loon_lbph,loon_sv,verloonde_uren,ontvangen_op,ingetrokken
{AN},800000195L03,1,2026-10-01,,45000,,12,2026-11-20T08:00:00Z,N
"""
IKV = f"""\
bsn,loonheffingennummer,nummer_ikv,datum_begin,datum_einde,werkgever,reden_einde,ontvangen_op,ingetrokken
{AN},800000195L03,1,,,"Bakker ""De Ster"", Goes",,2026-11-20T08:00:00Z,N
"""


class Vsv:
    """Runs commands in this process; keeps what they showed."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, *arguments: object) -> int:
        code = run([str(argument) for argument in arguments])
        self.out, self.err = self._capsys.readouterr()
        assert AN not in self.out + self.err
        return code


@pytest.fixture
def vsv(database: str, capsys: pytest.CaptureFixture[str]) -> Vsv:
    """The command, with one organisation."""
    call = Vsv(capsys)
    assert call("organisatie", "voeg-toe", "--oin", OIN, "--naam", "Punt", "--regio", 1) == 0
    return call


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    """A levering: one aanmelding, two answers taken, one about a stranger, one refused, and one row that waits."""
    return write(tmp_path / "invoer", aanmeldingen=AANMELDINGEN, bevragingen=BEVRAGINGEN, inkomstenopgaven=OPGAVEN)


def write(folder: Path, **tabellen: str) -> Path:
    folder.mkdir()
    for naam, inhoud in tabellen.items():
        (folder / f"{naam}.csv").write_text(inhoud, "utf-8")
    return folder


def state(database: str) -> list[Any]:
    tables = ("levering", "uitval", "jongere", "aanmelding", "bevraging", "iko", "ikv")
    with psycopg.connect(database) as admin:
        return [admin.execute(f"SELECT * FROM {table} ORDER BY 1".encode()).fetchall() for table in tables]


def test_the_report_counts_every_row(vsv: Vsv, invoer: Path) -> None:
    assert vsv("lever-in", invoer) == 0
    lines = [line.split() for line in vsv.out.splitlines()]
    assert ["aanmeldingen", "1", "1", "0", "0", "0"] in lines
    assert ["bevragingen", "4", "2", "0", "1", "1"] in lines
    assert ["inkomstenopgaven", "1", "0", "0", "0", "1"] in lines
    assert ["totaal", "6", "3", "0", "1", "2"] in lines
    said = vsv.err.splitlines()
    assert said[0] == "Geweigerd: 2 rijen."
    assert said[1].startswith("bevragingen.csv, regel 5, kolom bron: Hier moet POLIS, PW of DGR staan.")
    assert said[3].startswith("inkomstenopgaven.csv, regel 2, kolom loonheffingennummer: ")
    assert said[4] == "Alle geweigerde rijen krijgt u met 'vsv uitval 1 --uitvoer uitval.csv'."


def test_a_program_reads_the_same(vsv: Vsv, invoer: Path) -> None:
    assert vsv("lever-in", invoer, "--json") == 0
    verslag = json.loads(vsv.out)
    assert (verslag["levering"], verslag["herkomst"], verslag["al_bekend"], verslag["wachtend"]) == (
        1,
        "invoer",
        False,
        1,
    )
    assert verslag["tellingen"][1] == {
        "tabel": "bevragingen",
        "bestand": "bevragingen.csv",
        "aangeboden": 4,
        "genomen": 2,
        "ongewijzigd": 0,
        "niet_gevolgd": 1,
        "geweigerd": 1,
    }
    assert [fout["code"] for fout in verslag["weigeringen"]] == ["CODE_ONGELDIG", "MOMENT_ONGELDIG", "IKV_ONTBREEKT"]


def test_the_same_folder_again_is_said(vsv: Vsv, invoer: Path, database: str) -> None:
    vsv("lever-in", invoer)
    before = state(database)
    assert vsv("lever-in", invoer) == 0
    assert "al ingenomen" in vsv.out
    assert "als levering 1. Er is niets gewijzigd." in vsv.out
    assert state(database) == before
    assert vsv("lever-in", invoer, "--opnieuw") == 0
    assert ["totaal", "6", "0", "3", "1", "2"] in [line.split() for line in vsv.out.splitlines()]


def test_strict_refuses_all(vsv: Vsv, invoer: Path, database: str) -> None:
    before = state(database)
    assert vsv("lever-in", invoer, "--streng") == 2
    assert "bevragingen.csv, regel 5, kolom bron" in vsv.err
    assert not vsv.out
    assert state(database) == before


def test_a_row_that_waited_is_said(vsv: Vsv, invoer: Path, tmp_path: Path) -> None:
    vsv("lever-in", invoer)
    assert vsv("lever-in", write(tmp_path / "later", inkomstenverhoudingen=IKV)) == 0
    assert "Alsnog genomen uit de uitval van eerdere leveringen: 1 rij." in vsv.out
    assert not vsv.err


def test_refused_rows_are_given_back(vsv: Vsv, invoer: Path, tmp_path: Path, database: str) -> None:
    vsv("lever-in", invoer)
    uitvoer = tmp_path / "uitval.csv"
    uitvoer.write_text("oud", "utf-8")
    assert vsv("uitval", 1, "--uitvoer", uitvoer) == 0
    assert f"{uitvoer}: 3 fouten uit levering 1." in vsv.out.replace("\n", "")
    with uitvoer.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert [(row["tabel"], row["regel"], row["kolom"], row["code"], row["bsn"], row["bron"]) for row in rows] == [
        ("bevragingen", "5", "bron", "CODE_ONGELDIG", AN, "BELASTING"),
        ("bevragingen", "5", "beantwoord_op", "MOMENT_ONGELDIG", AN, "BELASTING"),
        ("inkomstenopgaven", "2", "loonheffingennummer", "IKV_ONTBREEKT", AN, ""),
    ]
    assert rows[2]["datum_einde"] == "2026-10-31"
    assert uitvoer.stat().st_mode & 0o777 == 0o600
    with psycopg.connect(database) as admin:
        query = "SELECT jongere IS NOT NULL, bijzonderheden FROM logregel WHERE actie = 'bronnen.uitval_inzien'"
        logged = admin.execute(query).fetchall()
    assert sorted(logged) == [(False, {"levering": 1, "rijen": 3}), (True, {})]


def test_refused_rows_of_no_levering(vsv: Vsv, invoer: Path, tmp_path: Path) -> None:
    assert vsv("uitval", 7, "--uitvoer", tmp_path / "uitval.csv") == 2
    assert vsv.err.startswith("levering 7: Deze levering is er niet.")
    vsv("lever-in", invoer)
    assert vsv("uitval", 1, "--uitvoer", tmp_path / "uitval.xlsx") == 2
    assert vsv("uitval", 1, "--uitvoer", tmp_path / "nergens" / "uitval.csv") == 3
    assert list(tmp_path.glob("*uitval*")) == []


def test_all_leveringen_are_listed(vsv: Vsv, invoer: Path, tmp_path: Path) -> None:
    assert vsv("leveringen") == 0
    vsv("lever-in", invoer)
    vsv("lever-in", write(tmp_path / "later", bevragingen=BEVRAGINGEN))
    assert vsv("leveringen") == 0
    rows = [line.split() for line in vsv.out.splitlines()]
    assert [row[3:] for row in rows if row and row[0] in "12"] == [
        ["later", "4", "0", "1", "0"],
        ["invoer", "6", "3", "2", "1"],
    ]
    assert vsv("leveringen", "--json") == 0
    assert [verslag["levering"] for verslag in json.loads(vsv.out)] == [2, 1]


def test_leveringen_come_a_page_at_a_time(vsv: Vsv, tmp_path: Path) -> None:
    for second in range(5):
        inhoud = f"bsn,bron,beantwoord_op\n{BO},PW,2026-11-20T08:00:0{second}Z\n"
        vsv("lever-in", write(tmp_path / f"map{second}", bevragingen=inhoud))

    def page(*options: object) -> list[int]:
        assert vsv("leveringen", "--json", *options) == 0
        return [verslag["levering"] for verslag in json.loads(vsv.out)]

    assert page() == [5, 4, 3, 2, 1]
    assert page("--aantal", 2) == [5, 4]
    assert page("--aantal", 2, "--voor", 4) == [3, 2]
    assert page("--voor", 2) == [1]
    assert page("--voor", 1) == []
    assert page("--voor", 2**31 - 1) == [5, 4, 3, 2, 1]
    assert vsv("leveringen", "--aantal", 2) == 0
    assert "Eerdere leveringen ziet u met --voor 4." in vsv.out
    assert vsv("leveringen", "--aantal", 2, "--voor", 2) == 0
    assert "--voor" not in vsv.out
    for wrong in (("--aantal", 0), ("--voor", 0), ("--voor", 2**31)):
        assert vsv("leveringen", *wrong) == 2
        assert "hier past een getal binnen de grenzen in de uitleg" in vsv.err


def test_an_inbak_is_emptied(vsv: Vsv, invoer: Path, tmp_path: Path) -> None:
    inbak = tmp_path / "inbak"
    assert vsv("inbak", inbak) == 2
    assert "Deze map is er niet" in vsv.err
    inbak.mkdir()
    assert vsv("inbak", inbak) == 0
    assert vsv.out == "De inbak is leeg.\n"
    shutil.copytree(invoer, inbak / "nieuw" / "dag")
    assert vsv("inbak", inbak) == 0
    assert "nieuw/dag: dag: Er staat nog geen SHA256SUMS of KLAAR in deze map." in vsv.out
    (inbak / "nieuw" / "dag" / "KLAAR").touch()
    assert vsv("inbak", inbak, "--json") == 0
    (bezorging,) = json.loads(vsv.out)
    assert (bezorging["naam"], bezorging["uitkomst"], bezorging["plek"]) == ("dag", "genomen", "gedaan/1-dag")
    assert (bezorging["verslag"]["levering"], bezorging["verslag"]["wachtend"]) == (1, 1)
    text = (inbak / "gedaan/1-dag/verslag.txt").read_text("utf-8")
    assert "Wachtend op hun inkomstenverhouding: 1 rij. Die hoeft u niet opnieuw te leveren." in text
    write(inbak / "nieuw" / "fout", bevragingen="").joinpath("KLAAR").touch()
    assert vsv("inbak", inbak) == 2
    assert vsv.err.startswith("geweigerd/fout: bevragingen.csv: De eerste regel is leeg.")


def broken_folders(folder: Path) -> Iterator[tuple[str, Path, str]]:
    """Each way in which a folder can be wrong: a name, the folder, and a part of what must be said."""

    def copy(naam: str, **files: str | bytes) -> Path:
        made = folder.parent / naam
        shutil.copytree(folder, made)
        for file, content in files.items():
            path = made / file.replace("__", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return made

    yield "geen map", folder / "nergens", "Deze map is er niet"
    yield "een bestand", folder / "aanmeldingen.csv", "Deze map is er niet"
    yield "geen tabel", write(folder.parent / "leeg"), "geen enkele tabel"
    yield "vreemde naam", copy("b", aanmelding__csv="x"), "geen naam van een tabel"
    yield "twee keer", copy("c", aanmeldingen__parquet=b""), "als CSV en als Parquet"
    yield "leeg bestand", copy("d", bevragingen__csv=""), "eerste regel is leeg"
    yield "onbekende kolom", copy("e", bevragingen__csv="bsn,bron,beantwoord_op,x\n"), "hoort niet in deze tabel"
    yield "kolom ontbreekt", copy("f", bevragingen__csv="bsn,bron\n"), "ontbreekt"
    yield "puntkomma", copy("g", bevragingen__csv="bsn;bron;beantwoord_op\n"), "komma"
    yield "geen UTF-8", copy("h", bevragingen__csv=b"bsn,bron,beantwoord_op\n\xff,,\n"), "UTF-8"
    yield "afgebroken", copy("i", bevragingen__csv="bsn,bron,beantwoord_op\n900"), "houdt hier op"
    yield "aanhaling", copy("j", bevragingen__csv='bsn,bron,beantwoord_op\n"a,,\n'), "aanhalingsteken"
    yield "geen Parquet", copy("k", uitkeringen__parquet="PAR1"), "geen heel Parquet-bestand"
    yield "controlesom", copy("l", SHA256SUMS=f"{'0' * 64}  bevragingen.csv\n"), "SHA256SUMS"


def test_every_kind_of_bad_input_is_said_and_changes_nothing(vsv: Vsv, invoer: Path, database: str) -> None:
    before = state(database)
    for name, folder, expected in broken_folders(invoer):
        assert vsv("lever-in", folder) == 2, name
        assert expected in vsv.err, name
        assert "Traceback" not in vsv.err, name
        assert not vsv.out, name
    assert state(database) == before
