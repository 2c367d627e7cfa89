"""Organisations, and people who log in for them."""

import pytest

from vsv.toegang.service import Identiteit, Organisatie, add_organisatie, invite, link_rechtspersoon, operator

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"
KVK_A, KVK_B = "90000001", "90000002"


@pytest.fixture
def a(database: str) -> Organisatie:
    organisatie = add_organisatie(operator("test"), oin=OIN_A, naam="Aa", soort="doorstroompunt", regio=1)
    link_rechtspersoon(operator("test", organisatie), "KVK", KVK_A)
    return organisatie


@pytest.fixture
def b(database: str) -> Organisatie:
    organisatie = add_organisatie(
        operator("test"), oin=OIN_B, naam="Be", soort="gemeente", regio=3, gemeentecode="0014"
    )
    link_rechtspersoon(operator("test", organisatie), "KVK", KVK_B)
    return organisatie


@pytest.fixture
def anna() -> Identiteit:
    return Identiteit("anna", "KVK", KVK_A)


@pytest.fixture
def bram() -> Identiteit:
    return Identiteit("bram", "KVK", KVK_A)


def nodig_uit(organisatie: Organisatie | None, *rollen: str, naam: str = "Anna") -> str:
    return invite(operator("test", organisatie), naam=naam, rollen=rollen)
