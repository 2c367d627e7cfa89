"""`vsv aanmelden`, `afmelden`, `overdragen` and `sleutel`, as an operator uses them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vsv.beheer.opdracht import run
from vsv.opslag.sleutels import new_key_line

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"
BSNS = ("900000004", "900000016", "900000028")


@pytest.fixture
def vsv(database: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Any]:
    """Run a command in this process: exit code and all that it showed, in which no BSN may stand."""

    def call(*arguments: object, invoer: str = "") -> tuple[int, str]:
        monkeypatch.setattr("sys.stdin", StringIO(invoer))
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        text = shown.out + shown.err
        assert not [bsn for bsn in BSNS if bsn in text]
        return code, text

    for oin, regio in ((OIN_A, 1), (OIN_B, 2)):
        assert call("organisatie", "voeg-toe", "--oin", oin, "--naam", f"Punt {regio}", "--regio", regio)[0] == 0
    yield call
    with psycopg.connect(database) as admin:
        logged = str(admin.execute("SELECT to_jsonb(l) FROM logregel l").fetchall())
    assert not [bsn for bsn in BSNS if bsn in logged]


def count(database: str, table: str) -> int:
    with psycopg.connect(database) as admin:
        ((number,),) = admin.execute(f"SELECT count(*) FROM {table}".encode())
    return int(number)


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "vsv.beheer.opdracht", *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_for_locks(url: str, aantal: int) -> None:
    """Return when this many transactions wait for a lock."""
    query = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = 'vsv_web' AND wait_event_type = 'Lock'
        """
    with psycopg.connect(url, autocommit=True) as admin:
        for _ in range(3_000):
            if admin.execute(query).fetchone() == (aantal,):
                return
            admin.execute("SELECT pg_sleep(0.01)")
    pytest.fail("nobody waits")


def test_a_file_is_shown_confirmed_and_given_back(vsv: Any, database: str, tmp_path: Path) -> None:
    lijst, terug = tmp_path / "lijst.csv", tmp_path / "terug.csv"
    lijst.write_text("bsn;geboortedatum\n900000004;2005-03-01\n900000016;1-3-1990\n", "utf-8")
    opdracht = ("aanmelden", "--organisatie", OIN_A, lijst, "--aanmelddatum", "2026-09-01", "--geweigerd", terug)
    code, text = vsv(*opdracht)
    assert code == 0
    assert "Er is nog niets gewijzigd." in text
    assert "LEEFTIJD" in text
    assert count(database, "jongere") == 0
    assert terug.read_text("utf-8") == (
        "bsn;geboortedatum;reden\n900000016;1-3-1990;Deze jongere is op de aanmelddatum 27 of ouder."
        " Vanaf de 27e verjaardag kan aanmelden niet meer.\n"
    )

    code, text = vsv(*opdracht, "--json")
    shown = json.loads(text)
    assert (shown["rijen"], shown["nieuw"], shown["al_bekend"], shown["geweigerd"]) == (2, 1, 0, 1)
    assert shown["fouten"][0] | {"reden": ""} == {"rij": 3, "kolom": "geboortedatum", "code": "LEEFTIJD", "reden": ""}
    assert vsv(*opdracht, "--bevestig", "--controlegetal", "0" * 64)[0] == 2
    assert count(database, "aanmelding") == 0
    code, text = vsv(*opdracht, "--bevestig", "--controlegetal", shown["controlegetal"])
    assert code == 0
    assert "Aangemeld: 1." in text
    code, text = vsv(*opdracht, "--bevestig", "--json")
    assert json.loads(text) | {"fouten": 0, "bekend": 0} == shown | {
        "overgenomen": True,
        "nieuw": 0,
        "al_bekend": 1,
        "fouten": 0,
        "bekend": 0,
    }


def test_one_person_comes_and_goes(vsv: Any, database: str) -> None:
    een = ("aanmelden", "--organisatie", OIN_A, "--bsn", "-", "--geboortedatum", "2005-03-01")
    for zin in ("U volgt deze jongere vanaf 1 september 2026.", "U volgt deze jongere al vanaf 01-09-2026."):
        assert vsv(*een, "--aanmelddatum", "2026-09-01", invoer="900000004\n") == (0, f"{zin}\n")
    weg = ("overdragen", "--organisatie", OIN_A, "--naar", OIN_B, "--datum", "2026-10-01")
    assert vsv(*weg, invoer="900000004\n") == (0, "Punt 2 volgt deze jongere vanaf 1 oktober 2026.\n")
    einde = ("afmelden", "--organisatie", OIN_B, "--reden", "STARTKWALIFICATIE", "--afmelddatum", "2026-11-01")
    code, text = vsv(*einde, "--json", invoer="900000004\n")
    assert (code, json.loads(text)["code"]) == (0, "AFGEMELD")
    with psycopg.connect(database) as admin:
        ends = admin.execute("SELECT aanmelddatum::text, afmeldreden FROM aanmelding ORDER BY 1").fetchall()
    assert ends == [("2026-09-01", "OVERGEDRAGEN"), ("2026-10-01", "STARTKWALIFICATIE")]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--bsn", "900000004", "--geboortedatum", "2005-03-01"], "Een BSN hoort niet in een opdracht"),
        ([], "Noem een bestand, of meld een jongere aan met --bsn - en --geboortedatum."),
        (["--bsn", "-"], "Noem een bestand"),
        (["lijst.csv", "--bsn", "-", "--geboortedatum", "2005-03-01"], "Noem een bestand"),
        (["lijst.csv"], "lijst.csv: Dit bestand is er niet."),
        (["--bsn", "-", "--geboortedatum", "1-3-2005"], "--geboortedatum: Deze waarde kan niet"),
    ],
)
def test_a_command_that_can_not_be_is_said(vsv: Any, database: str, arguments: list[str], message: str) -> None:
    code, text = vsv("aanmelden", "--organisatie", OIN_A, *arguments, invoer="900000004\n")
    assert code == 2
    assert message in text
    assert count(database, "jongere") == 0


def test_two_processes_sign_up_the_same_person(vsv: Any, database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.execute("LOCK TABLE aanmelding")
        both = [
            start("aanmelden", "--organisatie", OIN_A, "--bsn", "-", "--geboortedatum", "2005-03-01", "--json")
            for _ in range(2)
        ]
        for process in both:
            assert process.stdin
            process.stdin.write("900000004\n")
            process.stdin.flush()
        wait_for_locks(database, 2)
    outcomes = [process.communicate() for process in both]
    assert [process.returncode for process in both] == [0, 0], outcomes
    assert sorted(json.loads(out)["code"] for out, _ in outcomes) == ["AANGEMELD", "AL_BEKEND"]
    assert count(database, "aanmelding") == count(database, "jongere") == 1


def test_a_process_killed_half_way_leaves_nothing(vsv: Any, database: str, tmp_path: Path) -> None:
    lijst = tmp_path / "lijst.csv"
    lijst.write_text("bsn,geboortedatum\n" + "".join(f"{bsn},2005-03-01\n" for bsn in BSNS), "utf-8")
    with psycopg.connect(database) as admin:
        admin.execute("LOCK TABLE logregel")  # the people and aanmeldingen are written, their log lines are not
        process = start("aanmelden", "--organisatie", OIN_A, lijst, "--bevestig")
        wait_for_locks(database, 1)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
    wait_for_locks(database, 0)
    with psycopg.connect(database, autocommit=True) as admin:
        while admin.execute("SELECT FROM pg_stat_activity WHERE usename = 'vsv_web'").rowcount:
            admin.execute("SELECT pg_sleep(0.01)")
    assert process.returncode == -signal.SIGKILL
    assert count(database, "jongere") == count(database, "aanmelding") == 0
    code, text = vsv("aanmelden", "--organisatie", OIN_A, lijst, "--bevestig")
    assert code == 0
    assert "Aangemeld: 3." in text


def test_a_key_is_added_and_everyone_is_put_on_it(
    vsv: Any, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "sleutels"
    assert vsv("sleutel", "maak", "--bij", keys)[0] == 2
    assert vsv("sleutel", "maak", keys)[0] == 0
    first = keys.read_text()
    monkeypatch.setenv("VSV_SLEUTELBESTAND", str(keys))
    een = ("aanmelden", "--organisatie", OIN_A, "--bsn", "-", "--geboortedatum", "2005-03-01", "--json")
    assert json.loads(vsv(*een, invoer="900000004\n")[1])["code"] == "AANGEMELD"
    assert vsv("sleutel", "roteer") == (0, "Alles staat al onder de nieuwste sleutel.\n")
    assert vsv("sleutel", "maak", keys)[0] == 2
    code, text = vsv("sleutel", "maak", "--bij", keys)
    assert (code, text.startswith("Sleutel 2 staat in")) == (0, True)
    assert keys.read_text().startswith(first)
    assert keys.stat().st_mode & 0o77 == 0
    assert json.loads(vsv(*een, invoer="900000004\n")[1])["code"] == "AL_BEKEND"
    assert vsv("sleutel", "roteer") == (0, "Opnieuw versleuteld: 1 BSN's en 0 rijen in de uitval.\n")
    keys.write_text(keys.read_text().split()[1])
    assert json.loads(vsv(*een, invoer="900000004\n")[1])["code"] == "AL_BEKEND"
    keys.write_text(new_key_line(2))
    code, text = vsv(*een, invoer="900000004\n")
    assert (code, "Sleutel 2 is een andere" in text) == (3, True)
