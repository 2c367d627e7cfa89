"""A small world for the faults, shared by the tests of a process: each begins with a fresh database."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import make_conninfo
from tests.acceptatie.storingen.processen import Opdracht
from tests.acceptatie.storingen.wereld import Server, Wereld
from tests.conftest import server_folder

from vsv.beheer.database import create_database, start_embedded, stop_embedded
from vsv.beheer.oefenen import instellingen_voor, write_instellingen
from vsv.domein.fouten import OmgevingFout
from vsv.opslag.service import new_key_line
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
    try:
        oefenuwv.set_gedrag(Gedrag())
    except OmgevingFout:  # a test that failed left it dead
        oefenuwv.restart()
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


@pytest.fixture
def eigen_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    folder = server_folder("vsv-storing-")
    url = start_embedded(folder / "postgres")
    try:
        with psycopg.connect(url) as admin:
            durable = admin.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')").fetchone()
            assert durable == ("on", "on")
        create_database(url, "heel")
        monkeypatch.setenv("VSV_SLEUTELS", new_key_line(1))
        monkeypatch.delenv("VSV_SLEUTELBESTAND", raising=False)
        monkeypatch.setenv("DATABASE_URL", make_conninfo(url, dbname="heel"))
        richt_in = Opdracht.start(folder, "database", "richt-in")
        assert richt_in.finish() == 0, richt_in.errors
        with psycopg.connect(url, autocommit=True) as admin:
            admin.execute(sql.SQL("CREATE DATABASE geplaagd OWNER vsv_eigenaar TEMPLATE heel"))
        yield Server(folder / "postgres", make_conninfo(url, dbname="heel"), make_conninfo(url, dbname="geplaagd"))
    finally:
        stop_embedded(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)
