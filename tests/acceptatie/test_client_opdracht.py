"""`vsv client` and `vsv api-sleutel`, as an operator uses them."""

import json
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, RSAKey

from vsv.beheer.opdracht import run

OIN = "00000099000000005000"
Vsv = Callable[..., tuple[int, str, str]]


@pytest.fixture
def vsv(database: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Vsv:
    """Run a command in this process: exit code, stdout and stderr."""
    monkeypatch.setattr("vsv.beheer.scherm.out.width", 400)

    def call(*arguments: object) -> tuple[int, str, str]:
        code = run([str(argument) for argument in arguments])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return call


def write(folder: Path, *keys: Any) -> Path:
    """A file with these keys."""
    path = folder / "jwks.json"
    path.write_text(json.dumps({"keys": keys}), "utf-8")
    return path


@pytest.fixture(scope="module")
def sleutel() -> RSAKey:
    return RSAKey.generate_key(2048, {"kid": "een"})


def test_a_client_is_registered_gets_other_keys_and_is_blocked(vsv: Vsv, tmp_path: Path, sleutel: RSAKey) -> None:
    public = sleutel.as_dict(private=False)
    jwks = write(tmp_path, public)
    code, out, _ = vsv("client", "registreer", "--oin", OIN, "--naam", "Volgsoft", "--jwks", jwks)
    assert (code, out) == (0, f"Volgsoft is geregistreerd, met client_id {OIN}.\n")
    jwks = write(tmp_path, public, {**public, "kid": "twee"})
    assert vsv("client", "sleutels", "--oin", OIN, "--jwks", jwks)[0] == 0
    assert vsv("client", "blokkeer", "--oin", OIN)[1] == f"Leverancier {OIN} is geblokkeerd.\n"
    (row,) = json.loads(vsv("client", "lijst", "--json")[1])
    assert (row["oin"], row["sleutels"], row["organisaties"]) == (OIN, ["een", "twee"], 0)
    assert row["geblokkeerd_op"]
    assert "geblokkeerd" in vsv("client", "lijst")[1]
    assert vsv("client", "blokkeer", "--oin", OIN, "--opheffen")[0] == 0
    assert json.loads(vsv("client", "lijst", "--json")[1])[0]["geblokkeerd_op"] is None
    code, _, err = vsv("client", "registreer", "--oin", OIN, "--naam", "Volgsoft", "--jwks", jwks)
    assert (code, "Deze client is hier al." in err) == (2, True)


def test_what_is_wrong_is_said_in_dutch(vsv: Vsv, tmp_path: Path, sleutel: RSAKey) -> None:
    secret = write(tmp_path, sleutel.as_dict(private=True), ECKey.generate_key("P-256").as_dict(private=False))
    code, _, err = vsv("client", "registreer", "--oin", "12", "--naam", " ", "--jwks", secret)
    assert code == 2
    assert [line.split(":")[0] for line in err.splitlines()[:4]] == [
        "OIN",
        "naam",
        "JWKS, sleutel 1",
        "JWKS, sleutel 2",
    ]
    assert "Dit is een geheime sleutel." in err
    assert "Dit is geen RSA-sleutel." in err
    secret.write_text("{", "utf-8")
    for path, said in ((tmp_path / "weg.json", "Dit bestand is er niet."), (secret, "geen JSON die te lezen is")):
        code, _, err = vsv("client", "sleutels", "--oin", OIN, "--jwks", path)
        assert (code, said in err) == (2, True)
    jwks = write(tmp_path, sleutel.as_dict(private=False))
    for command in (("client", "sleutels", "--oin", OIN, "--jwks", jwks), ("client", "blokkeer", "--oin", OIN)):
        code, _, err = vsv(*command)
        assert (code, "Deze client is hier niet bekend." in err) == (2, True)


def test_a_key_to_sign_with_is_for_nobody_else(vsv: Vsv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert vsv("api-sleutel", "maak", tmp_path / "sleutels")[0] == 0
    (made,) = (tmp_path / "sleutels").iterdir()
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    monkeypatch.setenv("VSV_TOKENSLEUTELS", str(tmp_path / "sleutels"))
    assert vsv("api-sleutel", "maak")[0] == 0
    assert len(list((tmp_path / "sleutels").iterdir())) == 2
    monkeypatch.delenv("VSV_TOKENSLEUTELS")
    code, _, err = vsv("api-sleutel", "maak")
    assert (code, "in welke map" in err) == (2, True)
