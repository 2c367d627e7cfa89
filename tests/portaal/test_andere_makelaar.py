"""Logging in at an OpenID provider that others made: what the oefenmakelaar takes for granted, it may not."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from tests.portaal.bezoeker import Bezoeker, free_port, text_of
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenportaal import KVK_EERSTE, run_portaal
from vsv.toegang.service import Identiteit, invite, operator, take_uitnodiging

LOA3 = "urn:etoegang:core:assurance-class:loa3"


@pytest.fixture
def makelaar() -> Iterator[str]:
    """oidc-provider-mock as a process; its address."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                requests.get(f"{address}/.well-known/openid-configuration", timeout=10).raise_for_status()
                break
            except requests.ConnectionError:
                assert process.poll() is None
        yield address
        process.terminate()


@pytest.fixture
def adres(portaal: Portaal, makelaar: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A portal of its own that logs people in there, with a client secret."""
    (tmp_path / "geheim").write_text("een-geheim")
    toml = tmp_path / "eherkenning.toml"
    toml.write_text(f'uitgever = "{makelaar}"\nclient_id = "vsv"\ngeheim = "geheim"\n')
    address = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("VSV_EHERKENNING", str(toml))
    monkeypatch.setenv("VSV_ADRES", address)
    with run_portaal(address, tmp_path / "portaal.log"):
        yield address


def enter(adres: str, makelaar: str, subject: str, acr: str) -> requests.Response:
    """Log in as somebody, for the first organisation, with a level."""
    claims = {
        "acr": acr,
        "urn:etoegang:core:ActingSubjectID": subject,
        "urn:etoegang:1.9:EntityConcernedID:KvKnr": KVK_EERSTE,
    }
    requests.put(f"{makelaar}/users/{subject}", json=claims, timeout=10).raise_for_status()
    with Bezoeker(adres) as visitor:
        choice = visitor.get("/inloggen/start")
        return visitor.post(choice.url, data={"sub": subject, "action": "authorize"})


def test_one_gets_in_there_too(portaal: Portaal, adres: str, makelaar: str) -> None:
    code = invite(operator("test", portaal.eerste), naam="Ans", rollen=["TEAMLEIDER"])
    take_uitnodiging(Identiteit("ans", "KVK", KVK_EERSTE), code, trace="0" * 31 + "1")
    inside = enter(adres, makelaar, "ans", LOA3)
    assert inside.url == f"{adres}/overzicht"
    assert f"{portaal.eerste.naam} · Teamleider" in text_of(inside)
    refused = enter(adres, makelaar, "ans", "urn:etoegang:core:assurance-class:loa2plus")
    assert refused.status_code == 403
    assert "lager niveau dan EH3" in text_of(refused)
