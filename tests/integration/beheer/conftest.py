"""A small Netherlands behind a real oefen-UWV, and an empty service that follows its people."""

import shutil
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest

from vsv.beheer.cyclus import Uitkomst, Werkplek
from vsv.beheer.oefenen import instellingen_voor
from vsv.beheer.werker import work_off
from vsv.bronnen.service import take_levering
from vsv.domein.codes import Bron
from vsv.simulatie.service import Gedrag, Nederland, Oefenuwv, make_nederland, write
from vsv.toegang.service import add_organisatie, operator

PERSONEN, ZAAD, TOT, WEKEN = 150, 7, date(2026, 11, 23), 2


def utc(dag: int, uur: int, minuut: int = 0) -> datetime:
    """A moment in November 2026."""
    return datetime(2026, 11, dag, uur, minuut, tzinfo=UTC)


@pytest.fixture(scope="session")
def nederland() -> Nederland:
    return make_nederland(personen=PERSONEN, zaad=ZAAD, tot=TOT, weken=WEKEN)


@pytest.fixture(scope="session")
def oefenuwv(nederland: Nederland) -> Iterator[Oefenuwv]:
    folder = Path(tempfile.mkdtemp(prefix="vsv-oefenuwv-"))
    with Oefenuwv.start(folder, personen=PERSONEN, zaad=ZAAD, tot=TOT, weken=WEKEN) as uwv:
        yield uwv
    shutil.rmtree(folder, ignore_errors=True)


@dataclass
class Dienst:
    """The service in a test.

    Attributes:
        uwv: The oefen-UWV that is asked.
        admin: The administrator's address of the database.
        gemeld: What the worker said it did, in order.
    """

    uwv: Oefenuwv
    admin: str
    gemeld: list[tuple[str, Uitkomst]] = field(default_factory=list)

    def work(
        self, moment: datetime, *, tijdslimiet: float = 10.0, bronnen: Collection[Bron] = tuple(Bron)
    ) -> list[tuple[str, Uitkomst]]:
        """Let a worker do all there is to do at a moment, with the settings of these sources; return what it did."""
        self.uwv.set_moment(moment)
        done: list[tuple[str, Uitkomst]] = []
        every = instellingen_voor(self.uwv, gelijktijdig=4, tijdslimiet=tijdslimiet)
        some = replace(every, bronnen={bron: every.bronnen[bron] for bron in bronnen}) if bronnen else None
        work_off(
            Werkplek(
                instellingen=some,
                klok=lambda: moment,
                meld=lambda taak, wat: done.append((taak, wat)),
            )
        )
        self.gemeld += done
        return done

    def query(self, text: str, *params: Any) -> list[tuple[Any, ...]]:
        """Look into the tables as the administrator."""
        with psycopg.connect(self.admin) as admin:
            return admin.execute(text.encode(), params).fetchall()

    def execute(self, text: str, *params: Any) -> None:
        """Change something as the administrator."""
        with psycopg.connect(self.admin) as admin:
            admin.execute(text.encode(), params)

    def counts_agree(self) -> bool:
        """In every round: what was planned is what was closed and what is open."""
        return not self.query(
            """
            SELECT FROM vraagronde r
            WHERE gepland <> beantwoord + niets_gevonden + vervallen
                             + (SELECT count(*) FROM vraag v WHERE v.dag = r.dag AND v.bron = r.bron)
            """
        )


@pytest.fixture
def dienst(database: str, oefenuwv: Oefenuwv, nederland: Nederland, tmp_path: Path) -> Dienst:
    """Everyone who was followed on 16 November is signed up; nobody has been asked about."""
    for row in nederland.organisaties.iter_rows(named=True):
        add_organisatie(operator("test"), **row)
    followed = nederland.tabellen["aanmeldingen"].filter(
        pl.col("aanmelddatum") < date(2026, 11, 16), pl.col("afmelddatum").is_null()
    )
    write({"aanmeldingen": followed}, tmp_path / "aanmeldingen")
    take_levering(operator("test"), tmp_path / "aanmeldingen", streng=True)
    oefenuwv.set_gedrag(Gedrag())
    oefenuwv.wis_tellingen()
    return Dienst(oefenuwv, database)
