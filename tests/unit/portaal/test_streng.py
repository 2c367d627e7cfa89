"""The settings of a real installation: Django's own inspection has nothing to say, and without https nothing starts."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

_ECHT = {
    "VSV_ADRES": "https://vsv.voorbeeld.nl",
    "VSV_SESSIESLEUTEL": "geen-echt-geheim-" + "a1B2c3D4e5" * 6,
    "DATABASE_URL": "postgresql://vsv@localhost/vsv",
    "DJANGO_SETTINGS_MODULE": "vsv.beheer.settings",
}


@pytest.fixture(autouse=True)
def _way_to_log_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "geheim").write_text("geheim")
    toml = tmp_path / "eherkenning.toml"
    toml.write_text('uitgever = "https://makelaar.voorbeeld.nl"\nclient_id = "vsv"\ngeheim = "geheim"\n')
    monkeypatch.setitem(_ECHT, "VSV_EHERKENNING", str(toml))


def run(*command: str, **omgeving: str) -> subprocess.CompletedProcess[str]:
    kept: Mapping[str, str] = {name: value for name, value in os.environ.items() if not name.startswith("VSV_")}
    return subprocess.run(
        [sys.executable, *command], env={**kept, **_ECHT, **omgeving}, capture_output=True, text=True, check=False
    )


def test_django_finds_nothing_to_warn_about() -> None:
    checked = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING")
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    "gebrek",
    [
        {"VSV_OEFENEN": "ja"},
        {"VSV_ADRES": "http://vsv.voorbeeld.nl"},
        {"VSV_SESSIESLEUTEL": "kort"},
        {"VSV_EHERKENNING": ""},
    ],
    ids=lambda gebrek: next(iter(gebrek)),
)
def test_django_warns_about_what_is_only_for_practice(gebrek: dict[str, str]) -> None:
    checked = run("-m", "django", "check", "--deploy", "--fail-level", "WARNING", **gebrek)
    assert checked.returncode != 0


def test_the_cookie_of_a_session_goes_nowhere_else() -> None:
    wanted = "from django.conf import settings as s; print(s.SESSION_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE, s.SESSION_COOKIE_PATH, s.SESSION_COOKIE_DOMAIN)"  # noqa: E501
    assert run("-c", wanted).stdout.split() == ["__Host-sessie", "True", "True", "Lax", "/", "None"]


@pytest.mark.parametrize("oefenen", ["", "nee", "JA"])
def test_the_web_server_takes_no_portal_without_https(oefenen: str) -> None:
    started = run("-c", "import vsv.portaal.wsgi", VSV_ADRES="http://vsv.voorbeeld.nl", VSV_OEFENEN=oefenen)
    assert started.returncode != 0
    assert "https://" in started.stderr


def test_the_page_with_parts_is_only_there_to_practise() -> None:
    wanted = """
import django; django.setup()
from django.http import Http404
from django.test import RequestFactory
from vsv.portaal.hulp.views import stijl
try:
    stijl(RequestFactory().get("/stijl"))
except Http404:
    print("weg")
"""
    assert run("-c", wanted).stdout.strip() == "weg"
