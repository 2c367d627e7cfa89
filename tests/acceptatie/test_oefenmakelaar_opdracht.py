"""`vsv oefenmakelaar`: lets somebody log in, and says in one sentence what is wrong before it starts."""

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests
from joserfc.jwk import ECKey, RSAKey
from tests.integration.simulatie.portaaltje import TERUG, Portaaltje, assertion, basic

from vsv.beheer.opdracht import run
from vsv.simulatie.service import Makelaar

GEREED = "De oefenmakelaar luistert op "
PERSOON = {
    "naam": "Teamleider",
    "omschrijving": "Bij organisatie Oost",
    "acting_subject": "oost-teamleider",
    "rechtspersoon_soort": "KvKnr",
    "nummer": "00000007",
}


@pytest.fixture
def geheim(tmp_path: Path) -> Path:
    path = tmp_path / "geheim.txt"
    path.write_text("een-geheim\n")
    return path


def _log_in(makelaar: Makelaar, key: ECKey) -> None:
    """Once with the secret, and once with the key."""
    with makelaar.sessie() as session:
        portaal = Portaaltje(makelaar, session)
        tokens = portaal.inwisselen(portaal.kies("0")["code"], auth=basic(geheim="een-geheim")).json()
        assert portaal.check(tokens["id_token"])["sub"] == "oost-teamleider"
        proven = portaal.inwisselen(portaal.kies("0")["code"], assertion(key, "ES256", makelaar))
        assert proven.status_code == requests.codes.ok


def test_the_command_lets_somebody_log_in_and_ends_in_order(tmp_path: Path, geheim: Path) -> None:
    key = ECKey.generate_key("P-256")
    key.ensure_kid()
    sleutel, personen = tmp_path / "sleutel.pem", tmp_path / "personen.json"
    sleutel.write_bytes(key.as_pem(private=False))
    personen.write_text(json.dumps([PERSOON]))
    command = [sys.executable, "-m", "vsv.beheer.opdracht", "oefenmakelaar", "--terug", TERUG, "--poort", "0"]
    command += ["--geheim", str(geheim), "--sleutel", str(sleutel), "--personen", str(personen)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line.startswith(f"{GEREED}http://127.0.0.1:")
        adres = line.strip().removeprefix(GEREED)
        try:
            _log_in(Makelaar(adres, {}, tmp_path / "log", process, None), key)
        finally:
            process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (0, "", "")


@pytest.mark.parametrize(
    ("personen", "message"),
    [
        ("{}", "personen: Dit is geen lijst met personen."),
        ("[]", "personen: Dit is geen lijst met personen."),
        ("[", "personen: Dit is geen lijst met personen."),
        ("[1]", "personen: Dit is geen lijst met personen."),
        ([{"naam": "A"}], "personen omschrijving: Dit veld ontbreekt."),
        ([PERSOON | {"bsn": "x"}], "personen bsn: Dit veld bestaat niet. Kies uit: naam, omschrijving,"),
        ([PERSOON | {"naam": " "}], "personen naam: Dit is een tekst die niet leeg is."),
        ([PERSOON | {"nummer": "1234567"}], "personen nummer: Een KvK-nummer heeft 8 cijfers, een RSIN heeft er 9."),
        ([PERSOON | {"nummer": 12345678}], "personen nummer: Een KvK-nummer heeft 8 cijfers"),
        ([PERSOON | {"rechtspersoon_soort": "RSIN"}], "personen nummer: Een KvK-nummer heeft 8 cijfers"),
        ([PERSOON | {"rechtspersoon_soort": "OIN"}], "personen rechtspersoon_soort: Deze soort bestaat niet."),
        ([PERSOON | {"loa": "loa5"}], "personen loa: Dit niveau bestaat niet. Kies uit: loa2, loa2plus, loa3, loa4."),
        ([PERSOON | {"vestigingsnr": "1"}], "personen vestigingsnr: Een vestigingsnummer heeft 12 cijfers."),
    ],
)
def test_wrong_people_are_said(
    personen: object, message: str, geheim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "personen.json"
    path.write_text(personen if isinstance(personen, str) else json.dumps(personen))
    assert run(["oefenmakelaar", "--terug", TERUG, "--geheim", str(geheim), "--personen", str(path)]) == 2
    captured = capsys.readouterr()
    assert captured.err.startswith(message)
    assert (captured.out, captured.err.count("\n")) == ("", 1)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ([], "vsv-monitor: Een klant heeft een geheim of een sleutel."),
        (["--gebrek", "onzin", "--geheim", "GEHEIM"], "gedrag gebrek: Dit gebrek bestaat niet. Kies uit: niveau_loa2,"),
        (["--sleutel", "GEHEIM"], "vsv-monitor: Dit is geen tekst met een geheim, of geen openbare sleutel in PEM."),
        (["--client-id", "", "--geheim", "GEHEIM"], "Een klant heeft een naam en een adres om naar terug te gaan."),
    ],
)
def test_wrong_options_are_said(
    options: list[str], message: str, geheim: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [str(geheim) if option == "GEHEIM" else option for option in options]
    assert run(["oefenmakelaar", "--terug", TERUG, *given]) == 2
    assert capsys.readouterr().err.startswith(message)


def test_a_port_that_is_taken_is_said(geheim: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sleutel = tmp_path / "sleutel.pem"
    sleutel.write_bytes(RSAKey.generate_key(2048).as_pem(private=False))
    options = ["--terug", TERUG, "--sleutel", str(sleutel), "--certificaten", str(tmp_path / "certificaten")]
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert run(["oefenmakelaar", *options, "--poort", str(port)]) == 3
    assert f"--poort: Poort {port} is niet vrij. Kies een andere poort" in capsys.readouterr().err
