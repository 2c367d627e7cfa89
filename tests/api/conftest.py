"""The API as a real process, with two vendors and a small Netherlands behind it.

Made once a test process. Tests share it, so a test changes nothing that another one counts on: who needs people of its
own signs them up at the third organisation, which is empty.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.api.vrager import Vrager
from tests.portaal.bezoeker import free_port
from tests.wereld import make_world

from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT, make_client, prepare_api, run_api
from vsv.toegang.service import Organisatie, Scope

PERSONEN, WEKEN = 600, 2


@dataclass(frozen=True)
class Api:
    """Everything that runs.

    Attributes:
        adres: Of the API.
        eerste: The organisation that most is asked about; it has the most jongeren.
        tweede: The other one.
        nieuw: One that follows nobody; a test that signs people up there leaves nobody behind.
        map: With the keys of the clients, `<oin>.jwk`.
        bsns: Every BSN that there is.
        log: What the API wrote.
        database: The administrator's address of the database.
        omgeving: The settings with which it runs.
    """

    adres: str
    eerste: Organisatie
    tweede: Organisatie
    nieuw: Organisatie
    map: Path
    bsns: frozenset[str]
    log: Path
    database: str
    omgeving: Mapping[str, str]


@pytest.fixture(scope="session")
def api(server: str) -> Iterator[Api]:
    """Start everything, once for all tests.

    The first vendor may do everything for all three organisations; the other one may only read, at the second.
    """
    with make_world(server, "api", personen=PERSONEN, weken=WEKEN) as world:
        folder, oefen = world.map, world.oefen
        eerste, tweede, nieuw = oefen.eerste, oefen.tweede, oefen.nieuw
        everything = dict.fromkeys((eerste, tweede, nieuw), Scope)
        make_client(OIN_CLIENT, "Volgsysteem", folder / f"{OIN_CLIENT}.jwk", everything)
        make_client(
            OIN_ANDER, "Ander systeem", folder / f"{OIN_ANDER}.jwk", {tweede: (Scope.JONGEREN, Scope.RAPPORTEN)}
        )
        adres, log = f"http://127.0.0.1:{free_port()}", folder / "api.log"
        prepare_api(folder, adres)
        with run_api(adres, log):
            omgeving = world.settle()
            yield Api(adres, eerste, tweede, nieuw, folder, oefen.bsns, log, world.database, omgeving)


@pytest.fixture(autouse=True)
def _behind_it(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let services that a test calls itself run with the same settings."""
    for name, value in api.omgeving.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def vraag(api: Api) -> Iterator[Callable[..., Vrager]]:
    """Give a client; by default the first vendor, for the first organisation."""
    callers: list[Vrager] = []

    def make(oin: str = OIN_CLIENT, *, voor: Organisatie | None = None) -> Vrager:
        caller = Vrager(api.adres, oin, api.map / f"{oin}.jwk", (voor or api.eerste).oin)
        callers.append(caller)
        return caller

    yield make
    for caller in callers:
        caller.close()


@pytest.fixture
def nieuw(vraag: Callable[..., Vrager], api: Api) -> Vrager:
    """The first vendor, for the organisation that follows nobody but whom tests sign up."""
    return vraag(voor=api.nieuw)
