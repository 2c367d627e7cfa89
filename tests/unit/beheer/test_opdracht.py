"""The command speaks Dutch and its exit codes mean something."""

import errno
import subprocess
import sys

import pytest

from vsv.beheer import opdracht
from vsv.beheer.opdracht import run


def test_help_is_dutch(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["organisatie", "voeg-toe", "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith("Gebruik: vsv organisatie voeg-toe [OPTIES]")
    assert "Opties:" in text
    assert "[verplicht]" in text
    assert "Toon deze uitleg." in text
    assert not {"Usage", "Options", "required", "Show"} & set(text.replace("[", " ").replace(":", " ").split())


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["bestaatniet"], "De opdracht 'bestaatniet' bestaat niet."),
        (["organisatie", "voeg-toe"], "voeg-toe --oin: Dit is verplicht en ontbreekt."),
        (["organisatie", "voeg-toe", "--oin", "1", "--naam", "x", "--regio", "een"], "hier past een geheel getal"),
        (["werker", "--hartslag", "x"], "--hartslag: Deze waarde kan niet: hier past een getal."),
        (["organisatie", "--bla"], "De optie '--bla' bestaat niet."),
        (["sleutel", "maak"], "BESTAND: Dit is verplicht en ontbreekt."),
    ],
)
def test_a_wrong_command_is_said_in_dutch(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert message in captured.err
    assert "--help'" in captured.err


@pytest.mark.parametrize(
    ("number", "message"),
    [(errno.ENOSPC, "De schijf is vol."), (errno.EACCES, "Lezen of schrijven lukt niet")],
)
def test_a_disk_that_fails_is_said(
    number: int, message: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(number, "x", "uitvoer.csv")

    monkeypatch.setattr(opdracht, "app", fail)
    assert run([]) == 3
    assert f"uitvoer.csv: {message}" in capsys.readouterr().err


def test_a_mistake_of_ours_is_called_that(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(opdracht, "app", lambda *_, **__: 1 / 0)
    assert run([]) == 1
    assert "een fout in VSV-monitor zelf" in capsys.readouterr().err


def test_the_process_ends_with_the_exit_code(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/vsv")
    done = subprocess.run(
        [sys.executable, "-m", "vsv.beheer.opdracht", "organisatie", "lijst"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert "De database is niet bereikbaar. Er is niets gewijzigd." in done.stderr
