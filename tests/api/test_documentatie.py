"""The pages for developers: there, of this service alone, and true."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import requests
from tests.api.conftest import Api
from tests.api.vrager import Vrager

from vsv.api.documentatie.fouten import FOUTEN
from vsv.api.documentatie.paginas import PAGINAS
from vsv.api.kader.probleem import STATUS_PER_CODE, anchor

BRON = Path(__file__).parents[2] / "src" / "vsv" / "api"
CODES = {code for groep in FOUTEN.values() for code in groep}
Vraag = Callable[..., Vrager]


@pytest.mark.parametrize("naam", PAGINAS)
def test_each_page_is_there_and_asks_nothing_of_others(api: Api, naam: str) -> None:
    answer = requests.get(f"{api.adres}/documentatie" + (f"/{naam}" if naam else ""), timeout=30)
    assert answer.status_code == 200, answer.text[:500]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.findall(r"<(?:script|img|iframe)|style=|(?:src|href)=\"(?:https?:)?//", answer.text)
    for address in set(re.findall(r'href="(/[^"#]*)', answer.text)):
        assert requests.get(api.adres + address, timeout=30).status_code == 200, address
    for anker in re.findall(r'href="#([^"]+)"', answer.text):
        assert f'id="{anker}"' in answer.text


def test_a_page_that_is_not_there(api: Api) -> None:
    answer = requests.get(f"{api.adres}/documentatie/niets", timeout=30)
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_every_code_is_explained() -> None:
    found = set(STATUS_PER_CODE)
    for path in BRON.rglob("*.py"):
        text = path.read_text("utf-8")
        found |= set(re.findall(r'(?:Probleem|Veldfout|_unknown)\(\s*(?:\d+,\s*)?"([A-Z0-9_]+)"', text))
        found |= set(re.findall(r'ValueError\(f?"([A-Z0-9_]+): ', text))
    assert {"TOKEN_ONGELDIG", "EEN_VAN_BEIDE"} <= found
    assert found - CODES == set()
    assert sorted(map(anchor, CODES)) == sorted({anchor(code) for code in CODES})


def test_a_fault_says_where_it_is_explained(api: Api, vraag: Vraag) -> None:
    problem = vraag().get("/rapporten/1999-01-04").json()
    page, _, anker = problem["type"].partition("#")
    assert f'id="{anker}"' in requests.get(api.adres + page, timeout=30).text


def test_the_quick_start_works_as_it_stands(api: Api, vraag: Vraag, tmp_path: Path) -> None:
    text = (BRON / "documentatie" / "teksten" / "aan-de-slag.md").read_text("utf-8")
    blocks = re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL)
    assert len(blocks) == 6
    steps = [block for block in blocks if "vsv sandbox" not in block and "export ADRES" not in block]
    bsn = next(iter(sorted(api.bsns)))
    script = "set -e\n" + "\n echo\n".join(steps).replace("999999990", bsn)
    omgeving = {
        **api.omgeving,
        "PATH": f"{tmp_path}:/usr/bin:/bin",
        "ADRES": api.adres,
        "CLIENT": vraag().oin,
        "SLEUTEL": str(api.map / f"{vraag().oin}.jwk"),
        "ORGANISATIE": api.nieuw.oin,
    }
    (tmp_path / "vsv").write_text(f'#!/bin/sh\nexec {sys.executable} -m vsv.beheer.opdracht "$@"\n')
    (tmp_path / "vsv").chmod(0o755)
    if "PYTHONPATH" in os.environ:
        omgeving["PYTHONPATH"] = os.environ["PYTHONPATH"]
    done = subprocess.run(["bash", "-c", script], env=omgeving, capture_output=True, text=True, timeout=120, check=True)
    organisaties, aanmelding, rapporten = done.stdout.strip().splitlines()
    assert api.nieuw.oin in organisaties, done.stdout
    assert "WIJKT_AF" in aanmelding or '"jongere"' in aanmelding
    assert '"rapporten"' in rapporten


def test_the_discovery_document_points_here(api: Api) -> None:
    found = requests.get(f"{api.adres}/.well-known/oauth-authorization-server", timeout=30).json()
    assert requests.get(found["service_documentation"], timeout=30).status_code == 200


def test_descriptions_are_no_markdown(api: Api) -> None:
    page = requests.get(f"{api.adres}/documentatie/referentie", timeout=30).text
    assert not re.findall(r">[^<]*`[^<]*<", page)
    assert "<code>staat</code>" in page
