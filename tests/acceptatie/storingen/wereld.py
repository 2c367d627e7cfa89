"""A small Netherlands with its oefen-UWV, to let things go wrong in."""

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

import polars as pl
from tests.acceptatie.storingen.processen import PATIENCE, Opdracht

from vsv.beheer.cyclus import Werkplek
from vsv.beheer.oefenen import instellingen_voor
from vsv.beheer.werker import work_off
from vsv.bronnen.service import Instellingen, plan_vragen
from vsv.domein.codes import Bron
from vsv.domein.perioden import AMSTERDAM
from vsv.simulatie.service import Nederland, Oefenuwv, write
from vsv.toegang.service import add_organisatie, als_dienst, operator


def wait_until(condition: Callable[[], bool]) -> None:
    """Ask again and again; each question is a round trip, so this does not spin."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"it did not happen within {PATIENCE} seconds"


def at(dag: date, uur: int, minuut: int = 0, seconde: int = 0) -> datetime:
    """The moment, in UTC, at which the clock in Amsterdam shows this."""
    return datetime.combine(dag, clock(uur, minuut, seconde), AMSTERDAM).astimezone(UTC)


@dataclass(frozen=True)
class Server:
    """A server of its own, as in production: what is committed is on the disk.

    Attributes:
        pgdata: Where it is.
        heel: Database of the world in which nothing goes wrong.
        geplaagd: Database of the world in which everything does.
    """

    pgdata: Path
    heel: str
    geplaagd: str


@dataclass
class Wereld:
    """People, who follows them, and what the sources know; the database is the one of `DATABASE_URL`.

    Attributes:
        nederland: The people and all that is ever known of them.
        uwv: Where the sources are asked.
        folder: For what is made.
    """

    nederland: Nederland
    uwv: Oefenuwv
    folder: Path
    gezegd: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)

    @property
    def instellingen(self) -> Instellingen:
        return instellingen_voor(self.uwv)

    def add_organisaties(self) -> None:
        for row in self.nederland.organisaties.iter_rows(named=True):
            add_organisatie(operator("test"), **row)

    def write_levering(self, voor: date, *, deel: int = 0, delen: int = 1, met_feiten: bool = True) -> Path:
        """Write the aanmeldingen of a part of the people, and what was known about them before a day."""
        begin = at(voor, 0)
        mine = pl.col("bsn").cast(pl.Int64) // 10 % delen == deel
        aanmeldingen = self.nederland.tabellen["aanmeldingen"].filter(mine, pl.col("aanmelddatum") < voor)
        told = pl.when(pl.col("afmelddatum") < voor).then("afmelddatum")
        tabellen = {
            "aanmeldingen": aanmeldingen.with_columns(afmelddatum=told),
            **{
                naam: tabel.filter(mine, pl.col("ontvangen_op") < begin)
                for naam, tabel in self.nederland.tabellen.items()
                if met_feiten and "ontvangen_op" in tabel.columns
            },
        }
        folder = self.folder / f"levering-{voor}-{deel}-{delen}"
        if not folder.exists():
            write(tabellen, folder)
        return folder

    def plan(self, dag: date, nu: datetime) -> None:
        """Plan the questions of a day, and leave them open."""
        with als_dienst(operator("test")) as sessie:
            for bron in Bron:
                plan_vragen(sessie.cur, bron, dag=dag, nu=nu, dagelijks=[])

    def work_off(self, klok: datetime) -> None:
        """Do all there is to do at a moment, in this process; the oefen-UWV knows what was known at that moment."""
        self.uwv.set_moment(klok)
        self.work_off_as_is(klok)

    def work_off_as_is(self, klok: datetime) -> None:
        """The same, with an oefen-UWV that knows what it knew before, or is not there at all."""
        work_off(self.werkplek(klok))

    def werkplek(self, klok: datetime) -> Werkplek:
        return Werkplek(
            instellingen=self.instellingen,
            klok=lambda: klok,
            meld=lambda taak, uitkomst: self.gezegd.append((taak, uitkomst)),
        )

    def start(self, *arguments: str) -> Opdracht:
        """Start a `vsv` command as a process."""
        return Opdracht.start(self.folder, *arguments, env=os.environ)

    def start_werker(self, klok: datetime) -> Opdracht:
        return self.start("werker", "--eenmalig", "--klok", klok.isoformat())
