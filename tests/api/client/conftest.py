"""The Python client, and beside it the caller that knows nothing of it: what the one reads, the other must see."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.api.conftest import Api

from vsv.beheer.oefenapi import OIN_CLIENT
from vsv_client import AsyncClient, Client, Organisatie


@pytest.fixture(scope="session")
def sleutel(api: Api) -> Path:
    """The file with the key of the first vendor."""
    return api.map / f"{OIN_CLIENT}.jwk"


@pytest.fixture(scope="session")
def client(api: Api, sleutel: Path) -> Iterator[Client]:
    with Client(api.adres, OIN_CLIENT, sleutel) as client:
        yield client


@pytest.fixture(scope="session")
def org(api: Api, client: Client) -> Organisatie:
    """The client, for the organisation with most people."""
    return client.voor(api.eerste.oin)


def async_client(api: Api, sleutel: Path) -> AsyncClient:
    return AsyncClient(api.adres, OIN_CLIENT, sleutel)
