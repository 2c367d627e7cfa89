"""Killed at fifty moments, now the worker and then the database: nothing is lost, double or half."""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from tests.acceptatie.storingen.processen import Opdracht, kill_database
from tests.acceptatie.storingen.toestand import (
    assert_sound,
    assert_whole,
    read_feiten,
    read_historie,
    read_rondes,
    read_runs,
    read_voortgang,
)
from tests.acceptatie.storingen.wereld import Server, Wereld, at

from vsv.beheer.database import start_embedded
from vsv.simulatie.service import Nederland, Oefenuwv

SEED = int(os.environ.get("VSV_STORING_ZAAD", "20261123"))
MAANDAGEN = [date(2026, 9, 21) + timedelta(weeks=week) for week in range(10)]
MOMENTEN = 5 * len(MAANDAGEN)


@dataclass
class Plaag:
    """Kills what works in the one world while the other lives undisturbed, and compares the two."""

    server: Server
    wereld: Wereld
    monkeypatch: pytest.MonkeyPatch
    toeval: random.Random
    geteld: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    halverwege: int = 0

    def deliver(self, maandag: date, deel: int) -> None:
        """A levering, killed halfway."""
        folder = self.wereld.write_levering(maandag - timedelta(days=4), deel=deel, delen=len(MAANDAGEN))
        self._step("levering", lambda _: self.wereld.start("lever-in", str(folder)), at(maandag, 0))

    def work(self, wat: str, klok: datetime) -> None:
        """What a worker has to do at a moment, killed halfway."""
        self.wereld.uwv.set_moment(klok)
        self._step(wat, self.wereld.start_werker, klok)

    def _step(self, wat: str, start: Callable[[datetime], Opdracht], klok: datetime) -> None:
        self.monkeypatch.setenv("DATABASE_URL", self.server.heel)
        begin = time.monotonic()
        undisturbed = start(klok)
        assert undisturbed.finish() == 0, undisturbed.errors
        duration = time.monotonic() - begin
        self.monkeypatch.setenv("DATABASE_URL", self.server.geplaagd)
        before = read_voortgang(self.server.geplaagd)
        wie, midway = self._kill_midway(start(klok), duration * self.toeval.uniform(0.2, 1.1))
        reached = read_voortgang(self.server.geplaagd)
        again = start(klok + timedelta(minutes=5))  # a step that failed is not tried again at once
        assert again.finish() == 0, again.errors
        self._compare()
        nothing, everything = reached == before, reached == read_voortgang(self.server.geplaagd)
        self.geteld[wat, wie, "niets" if nothing else "alles" if everything else "een deel"] += 1
        self.halverwege += midway

    def _kill_midway(self, opdracht: Opdracht, moment: float) -> tuple[str, bool]:
        """Kill the process and the database in turns; return which, and whether the work was still going on."""
        ended = opdracht.ends_within(moment)
        if self.geteld.total() % 2 == 0:
            return "het proces", opdracht.kill() and not ended
        kill_database(self.server.pgdata)
        start_embedded(self.server.pgdata)
        code = opdracht.finish()
        assert code in (0, 3), opdracht.errors
        assert code == 0 or opdracht.errors.startswith("database: De database"), opdracht.errors
        return "de database", not ended

    def _compare(self) -> None:
        heel, geplaagd = self.server.heel, self.server.geplaagd
        assert read_feiten(geplaagd) == read_feiten(heel)
        assert read_rondes(geplaagd) == read_rondes(heel)
        assert read_runs(geplaagd) == read_runs(heel)
        assert read_historie(geplaagd) == read_historie(heel)
        assert_sound(geplaagd)


def test_fifty_kills_change_nothing(
    eigen_server: Server, nederland: Nederland, oefenen: Oefenuwv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    print(f"VSV_STORING_ZAAD={SEED}")  # noqa: T201  # shown when it fails, to do the same again
    wereld = Wereld(nederland, oefenen, tmp_path)
    for database in (eigen_server.heel, eigen_server.geplaagd):
        monkeypatch.setenv("DATABASE_URL", database)
        wereld.add_organisaties()
    plaag = Plaag(eigen_server, wereld, monkeypatch, random.Random(SEED))  # noqa: S311  # moments
    for deel, maandag in enumerate(MAANDAGEN):
        plaag.deliver(maandag, deel)
        # On Sunday, because whose turn it is on Friday goes by the internal number, and a levering that was killed
        # has used up some of those.
        plaag.work("vragen", at(maandag - timedelta(days=1), 0, 20))
        plaag.work("vragen", at(maandag, 0, 20))
        plaag.work("dagrun", at(maandag, 4, 40))
        plaag.work("weekrun", at(maandag, 5, 10))
    assert_whole()
    for what, times in sorted(plaag.geteld.items()):
        print(*what, times, sep=", ")  # noqa: T201
    assert plaag.geteld.total() == MOMENTEN
    assert plaag.halverwege >= MOMENTEN // 2, "most kills came when the work was done"
