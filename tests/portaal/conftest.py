"""The portal as a real process, a real OpenID provider beside it, and a small Netherlands behind it.

Made once a test process. Tests share it, so a test changes nothing that another one counts on: who needs people of its
own signs them up at the third organisation, which is empty.
"""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.portaal.bezoeker import Bezoeker, free_port
from tests.wereld import make_world

from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT, make_client
from vsv.beheer.oefenportaal import let_in, run_portaal, start_makelaar
from vsv.simulatie.service import Makelaar
from vsv.toegang.service import Organisatie, Scope

WEKEN = 3
PERSONEN = 1500


@dataclass(frozen=True)
class Portaal:
    """Everything that runs.

    Attributes:
        adres: Of the portal.
        makelaar: Where people log in.
        eerste: The organisation where most of the people to practise as work; it has the most jongeren.
        tweede: The other one.
        nieuw: One that follows nobody; a test that signs people up there leaves nobody behind.
        database: The administrator's address of the database.
        bsns: Every BSN that there is.
        log: What the portal wrote.
        omgeving: The settings with which it runs.
    """

    adres: str
    makelaar: Makelaar
    eerste: Organisatie
    tweede: Organisatie
    nieuw: Organisatie
    database: str
    bsns: frozenset[str]
    log: Path
    omgeving: Mapping[str, str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Look for traces of people when everything else was done."""
    items.sort(key=lambda item: item.path == Path(__file__).with_name("test_sporen.py"))


@pytest.fixture(scope="session")
def portaal(server: str) -> Iterator[Portaal]:
    """Start everything, once for all tests."""
    with run_world(server) as world:
        yield world


@contextmanager
def run_world(server: str, *, personen: int = PERSONEN, weken: int = WEKEN) -> Iterator[Portaal]:
    """Start everything; the surroundings are as before when it runs, also for tests of other folders.

    Args:
        server: Where PostgreSQL is, with the template database.
        personen: How many people there are in the small Netherlands.
        weken: How many weeks it goes through.
    """
    with make_world(server, "portaal", personen=personen, weken=weken) as world:
        folder, oefen = world.map, world.oefen
        eerste, tweede, nieuw = oefen.eerste, oefen.tweede, oefen.nieuw
        make_client(OIN_CLIENT, "Volgsysteem", folder / "client.jwk", dict.fromkeys((eerste, tweede), Scope))
        make_client(OIN_ANDER, "Ander systeem", folder / "ander.jwk", {})
        adres = f"http://127.0.0.1:{free_port()}"
        log = folder / "portaal.log"
        with start_makelaar(folder, let_in(eerste, tweede, nieuw), adres) as makelaar, run_portaal(adres, log):
            omgeving = world.settle()
            yield Portaal(adres, makelaar, eerste, tweede, nieuw, world.database, oefen.bsns, log, omgeving)


@pytest.fixture(autouse=True)
def _behind_it(portaal: Portaal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let services that a test calls itself run with the same settings."""
    for name, value in portaal.omgeving.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def als(portaal: Portaal) -> Iterator[Callable[..., Bezoeker]]:
    """Give a visitor who logged in as somebody (`ROLSPELERS`), and works at the first or second organisation."""
    visitors: list[Bezoeker] = []

    def log_in(naam: str | None = None, *, bij: Organisatie | None = None) -> Bezoeker:
        visitor = Bezoeker(portaal.adres)
        visitors.append(visitor)
        if naam:
            visitor.log_in(naam, bij)
        return visitor

    yield log_in
    for visitor in visitors:
        visitor.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; skips out loud where there is none, unless `VSV_BROWSER=verplicht`.

    It runs for one file of tests: as long as it does, nothing else in this process can use asyncio.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        if os.environ.get("VSV_BROWSER") == "verplicht":
            pytest.fail("Chromium is missing: sh tools/haal_browser.sh")
        pytest.skip("Chromium is missing, so no page is looked at in a browser: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        from tests.portaal.browser import ARGUMENTEN

        running = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTEN)
        yield running
        running.close()
