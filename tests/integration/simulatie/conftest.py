"""One oefen-UWV, over a Netherlands of a thousand people, and one oefenmakelaar for all tests of a process.

They behave well between tests.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import requests
from joserfc.jwk import RSAKey
from lxml import etree
from tests.integration.simulatie.portaaltje import PERSONEN, Portaaltje, make_klant
from zeep import Client
from zeep.transports import Transport

from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.service import Gedrag, Klant, Makelaar, MakelaarGedrag, Oefenuwv

WSA = "http://www.w3.org/2005/08/addressing"


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oefenuwv]:
    with Oefenuwv.start(tmp_path_factory.mktemp("oefenuwv")) as oefenuwv:
        yield oefenuwv


@pytest.fixture
def oefenuwv(running: Oefenuwv) -> Iterator[Oefenuwv]:
    running.wis_tellingen()
    yield running
    running.set_gedrag(Gedrag())


@pytest.fixture(scope="session")
def tabellen(running: Oefenuwv) -> dict[str, pl.DataFrame]:
    return {path.stem: pl.read_parquet(path) for path in running.map.glob("*.parquet")}


@pytest.fixture(scope="session")
def worker(tabellen: dict[str, pl.DataFrame]) -> str:
    """Somebody of whom every source knows something, and with wages."""
    pw = tabellen["uitkeringen"].filter(pl.col("bron") == "PW", ~pl.col("ingetrokken"))
    known = tabellen["inkomstenopgaven"].join(pw, on="bsn", how="semi")
    return str(known.join(tabellen["doelgroepregister"], on="bsn", how="semi")["bsn"][0])


@pytest.fixture
def zeep(oefenuwv: Oefenuwv) -> Iterator[Callable[..., Any]]:
    """Asks by zeep: `zeep(bron, bsn, **vraag)`; with `raw=True` the HTTP answer comes back."""
    with oefenuwv.sessie() as session:
        yield make_asker(oefenuwv, session)


def make_asker(oefenuwv: Oefenuwv, session: requests.Session) -> Callable[..., Any]:
    transport = Transport(session=session, timeout=30, operation_timeout=30)
    clients: dict[Bron, Any] = {
        bron: Client(str(dienst.wsdl), transport=transport) for bron, dienst in DIENSTEN.items()
    }

    def ask(bron: Bron, bsn: str, *, raw: bool = False, **vraag: Any) -> Any:
        dienst, client = DIENSTEN[bron], clients[bron]
        header = etree.fromstring(
            f'<h xmlns="{WSA}"><Action>{dienst.soap_action}</Action><MessageID>urn:uuid:1</MessageID>'
            f"<To>{oefenuwv.url(bron)}?oin=00000099000000009000</To>"
            "<From><Address>https://vsv.example?oin=00000099000000001000</Address></From></h>"
        )
        service = client.create_service(f"{{{dienst.ruimte}}}{dienst.naam}Binding", oefenuwv.url(bron))
        raw_response: AbstractContextManager[Any] = client.settings(raw_response=raw)
        with raw_response:
            return getattr(service, dienst.operatie)(Burgerservicenr=bsn, **vraag, _soapheaders=list(header))

    return ask


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "oefenuwv"


@pytest.fixture(scope="session")
def client_key() -> RSAKey:
    key = RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


@pytest.fixture(scope="session")
def klanten(client_key: RSAKey) -> list[Klant]:
    """A portal with a secret and a key, one with a key only, and another portal."""
    jwks = {"keys": [client_key.as_dict(private=False)]}
    return [
        make_klant(jwks=jwks),
        make_klant(client_id="alleen-sleutel", geheim=None, jwks=jwks),
        make_klant(client_id="ander-portaal", geheim="ander geheim"),
    ]


@pytest.fixture(scope="session")
def running_makelaar(tmp_path_factory: pytest.TempPathFactory, klanten: list[Klant]) -> Iterator[Makelaar]:
    with Makelaar.start(tmp_path_factory.mktemp("makelaar"), klanten=klanten, personen=PERSONEN) as makelaar:
        yield makelaar


@pytest.fixture
def makelaar(running_makelaar: Makelaar, klanten: list[Klant]) -> Iterator[Makelaar]:
    yield running_makelaar
    running_makelaar.set_klanten(klanten)
    running_makelaar.set_gedrag(MakelaarGedrag())


@pytest.fixture
def portaal(makelaar: Makelaar) -> Iterator[Portaaltje]:
    with makelaar.sessie() as session:
        yield Portaaltje(makelaar, session)
