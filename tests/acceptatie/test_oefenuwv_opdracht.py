"""`vsv oefenuwv` says in one sentence what is wrong, before it starts."""

import socket
from pathlib import Path

import pytest

from vsv.beheer.opdracht import run


@pytest.fixture
def leeg(tmp_path: Path) -> Path:
    """A folder without tables: nobody is known."""
    folder = tmp_path / "leeg"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--moment", "gisteren"], "--moment: Dit is geen tijdstip in de vorm JJJJ-MM-DDTUU:MM:SSZ"),
        (["--map", "/bestaat/niet"], "/bestaat/niet: Deze map bestaat niet."),
        (["--map", ".", "--zaad", "3"], "--map: Dit kan niet samen met --zaad: de tabellen zijn er al."),
        (["--zonder-tls", "--certificaten", "map"], "--certificaten: Zonder TLS zijn er geen certificaten."),
        (["--personen", "0"], "personen: 0 kan hier niet. Geef een geheel getal van 1 tot en met 1000000 op."),
        (["--gedrag", "bestaat-niet.json"], "oefenuwv --gedrag: "),
        (["--poort", "70000"], "oefenuwv --poort: "),
    ],
)
def test_wrong_options_are_said(
    options: list[str],
    message: str,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("VSV_MAP", str(tmp_path))
    assert run(["oefenuwv", *options]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith(message) or f"vsv {message}" in captured.err
    assert captured.err.count("\n") == 1


def test_a_wrong_setting_is_said(leeg: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = leeg / "gedrag.json"
    path.write_text('{"http_501": 0.5}')
    assert run(["oefenuwv", "--map", str(leeg), "--zonder-tls", "--gedrag", str(path)]) == 2
    assert capsys.readouterr().err.startswith("gedrag http_501: Dit gedrag bestaat niet. Kies uit: traag,")


def test_a_port_that_is_taken_is_said(leeg: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["oefenuwv", "--map", str(leeg), "--zonder-tls", "--poort", str(port)]) == 3
    assert f"--poort: Poort {port} is niet vrij. Kies een andere poort" in capsys.readouterr().err
