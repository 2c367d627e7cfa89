"""The portal only starts where it is safe: to practise on this machine, or behind https with a way to log in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

GEHEIM = "x" * 64


@pytest.fixture
def echt(tmp_path: Path, database: str, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The settings of a real installation."""
    (tmp_path / "geheim").write_text("geheim")
    (tmp_path / "eherkenning.toml").write_text(
        'uitgever = "https://makelaar.voorbeeld.nl"\nclient_id = "vsv"\ngeheim = "geheim"\n'
    )
    for name in ("VSV_OEFENEN", "VSV_ADRES", "VSV_EHERKENNING", "VSV_SESSIESLEUTEL"):
        monkeypatch.delenv(name, raising=False)
    return {
        "VSV_ADRES": "https://vsv.voorbeeld.nl",
        "VSV_SESSIESLEUTEL": GEHEIM + "0123456789abcdefghij",
        "VSV_EHERKENNING": str(tmp_path / "eherkenning.toml"),
        "DJANGO_SETTINGS_MODULE": "vsv.beheer.settings",
    }


def run(command: list[str], settings: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        env=os.environ | settings,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("wat", "woorden"),
    [
        ({"VSV_ADRES": "http://vsv.voorbeeld.nl"}, "https://"),
        ({"VSV_ADRES": ""}, "https://"),
        ({"VSV_SESSIESLEUTEL": "kort"}, "ten minste 50 tekens"),
        ({"VSV_EHERKENNING": ""}, "hoe mensen inloggen"),
        ({"VSV_OEFENEN": "ja"}, "alleen op deze computer"),
    ],
)
def test_it_does_not_start_where_it_is_unsafe(echt: dict[str, str], wat: dict[str, str], woorden: str) -> None:
    done = run(["vsv.beheer.opdracht", "portaal", "--poort", "1"], echt | wat)
    assert done.returncode == 3
    assert woorden in done.stderr


def test_a_makelaar_without_https_is_refused(echt: dict[str, str]) -> None:
    toml = Path(echt["VSV_EHERKENNING"])
    toml.write_text(toml.read_text().replace("https", "http"))
    done = run(["django", "check"], echt)
    assert done.returncode != 0
    assert "moet een https-adres zijn" in done.stderr
