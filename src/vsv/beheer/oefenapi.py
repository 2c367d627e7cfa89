"""The API to practise with: a client with a key of its own, its machtigingen, and the settings that go with it."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from joserfc.jwk import RSAKey

from vsv.beheer.geheim import write_secret
from vsv.beheer.oefenen import OIN_VRAGER
from vsv.beheer.webserver import run_beside
from vsv.toegang.service import Organisatie, Scope, grant_machtiging, make_signing_key, operator, register_client

OIN_CLIENT: Final = "00000099000000900001"
OIN_ANDER: Final = "00000099000000900002"
"""Vendors to practise with; no OIN of ours begins with 00000099000000900 but theirs."""


def make_client(oin: str, naam: str, sleutel: Path, machtigingen: Mapping[Organisatie, Iterable[Scope]]) -> None:
    """Register a client with a new key, and let it act for organisations.

    Args:
        oin: Of the vendor.
        naam: For people.
        sleutel: Where to put the private key, as a JWK that only its owner can read.
        machtigingen: Per organisation the scopes.
    """
    key = RSAKey.generate_key(2048, {"use": "sig", "alg": "PS256"}, private=True, auto_kid=True)
    write_secret(sleutel, json.dumps(key.as_dict(private=True)).encode(), vervang=True)
    public: dict[str, Any] = dict(key.as_dict(private=False))
    register_client(operator("oefenen"), oin=oin, naam=naam, jwks={"keys": [public]})
    for organisatie, scopes in machtigingen.items():
        grant_machtiging(operator("oefenen", organisatie), client=oin, scopes=[str(scope) for scope in scopes])


def prepare_api(folder: Path, adres: str) -> None:
    """Make a key to sign tokens with, and set what the API needs.

    Args:
        folder: For the key.
        adres: Of the API, such as `http://127.0.0.1:8080`.
    """
    tokensleutels = folder / "tokensleutels"
    if not tokensleutels.exists():
        make_signing_key(tokensleutels)
    os.environ.update(VSV_TOKENSLEUTELS=str(tokensleutels), VSV_API_ADRES=adres, VSV_OIN=OIN_VRAGER, VSV_OEFENEN="ja")


@contextmanager
def run_api(adres: str, log: Path, *, processen: int = 1) -> Iterator[None]:
    """Run the API as a process of its own, from the moment that it answers until the end.

    Args:
        adres: Where; `prepare_api` was given the same.
        log: For what it says.
        processen: How many work beside each other.

    Raises:
        OmgevingFout: It does not start: the port is taken, or a setting is wrong.
    """
    with run_beside("api", adres, "/openapi.json", log, processen=processen):
        yield
