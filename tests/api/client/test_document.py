"""The client holds all that the OpenAPI document says, and nothing else."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
import requests
from tests.api.conftest import Api

import vsv_client
from vsv_client import AsyncClient, AsyncOrganisatie, Client, Organisatie

MAP = Path(vsv_client.__file__).parent


@pytest.fixture(scope="module")
def maker() -> ModuleType:
    spec = importlib.util.spec_from_file_location("maak_client", MAP.parents[3] / "tools" / "maak_client.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_operation_is_a_method(api: Api, maker: ModuleType) -> None:
    document = requests.get(f"{api.adres}/openapi.json", timeout=30).json()
    names = {operatie["operationId"] for methoden in document["paths"].values() for operatie in methoden.values()}
    assert len(names) > 40
    for kinds in ((Client, Organisatie), (AsyncClient, AsyncOrganisatie)):
        assert {naam for naam in names if not any(hasattr(kind, maker.snake(naam)) for kind in kinds)} == set()


def test_what_is_made_is_what_the_document_says(api: Api, maker: ModuleType) -> None:
    """When this fails: `curl .../openapi.json | python tools/maak_client.py`."""
    document = requests.get(f"{api.adres}/openapi.json", timeout=30).json()
    for naam, inhoud in maker.render(document).items():
        assert (MAP / naam).read_text() == inhoud, f"{naam} is not what the document says now"
