"""A small world for the faults, shared by the tests of a process: each begins with a fresh database."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.acceptatie.storingen.wereld import Wereld
from vsv.beheer.oefenen import instellingen_voor, write_instellingen
from vsv.simulatie.service import Gedrag, Nederland, Oefenuwv, make_nederland

PERSONEN, ZAAD, TOT, WEKEN = 150, 3, date(2026, 11, 23), 12


@pytest.fixture(scope="session")
def nederland() -> Nederland:
    return make_nederland(personen=PERSONEN, zaad=ZAAD, tot=TOT, weken=WEKEN)


@pytest.fixture(scope="session")
def oefenuwv(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Oefenuwv]:
    folder = tmp_path_factory.mktemp("oefenuwv")
    with Oefenuwv.start(folder, personen=PERSONEN, zaad=ZAAD, tot=TOT, weken=WEKEN) as uwv:
        yield uwv


@pytest.fixture
def oefenen(oefenuwv: Oefenuwv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Oefenuwv:
    """The oefen-UWV as it was started first, with the settings to ask it in the surroundings."""
    oefenuwv.set_gedrag(Gedrag())
    oefenuwv.wis_tellingen()
    write_instellingen(instellingen_voor(oefenuwv), tmp_path / "bronnen.toml")
    monkeypatch.setenv("VSV_BRONNEN", str(tmp_path / "bronnen.toml"))
    monkeypatch.setenv("VSV_OEFENEN", "ja")
    return oefenuwv


@pytest.fixture
def wereld(database: str, nederland: Nederland, oefenen: Oefenuwv, tmp_path: Path) -> Wereld:
    """The world, with a database in which its organisations stand."""
    wereld = Wereld(nederland, oefenen, tmp_path)
    wereld.add_organisaties()
    return wereld
