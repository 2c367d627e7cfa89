"""A worker that runs on: stopped in order, killed and taken over, and left without its database for a while."""

from datetime import date
from pathlib import Path

import psycopg
import pytest
from tests.acceptatie.storingen.processen import Opdracht, kill_database
from tests.acceptatie.storingen.toestand import assert_sound, assert_whole, read_rows
from tests.acceptatie.storingen.wereld import Server, Wereld, at, wait_until

from vsv.beheer.database import start_embedded
from vsv.bronnen.service import take_levering
from vsv.simulatie.service import Gedrag, Nederland, Oefenuwv
from vsv.toegang.service import operator

MAANDAG = date(2026, 11, 16)
KLOK = at(MAANDAG, 5, 10)
ENDS_WITHIN = 20
"""Seconds in which a worker has to end that was told to, on a busy machine."""


def start_working(wereld: Wereld) -> Opdracht:
    """Let a worker work on, and wait until it is asking."""
    take_levering(operator("test"), wereld.write_levering(MAANDAG))
    wereld.uwv.set_moment(KLOK)
    wereld.uwv.set_gedrag(Gedrag(vertraging=0.1))  # so that it is not done before something happens to it
    worker = start_worker(wereld)
    wait_until(lambda: asked(wereld) >= 30)
    return worker


def start_worker(wereld: Wereld) -> Opdracht:
    return wereld.start("werker", "--hartslag", "0.2", "--klok", KLOK.isoformat())


def asked(wereld: Wereld) -> int:
    return sum(telling["gevraagd"] for telling in wereld.uwv.tellingen().values())


def answered(database: str) -> int:
    rows = read_rows(database, "SELECT sum(beantwoord + niets_gevonden) FROM vraagronde")
    return max(int(str(aantal)) for (aantal,) in rows)


def planned(database: str) -> int:
    return max(int(str(aantal)) for (aantal,) in read_rows(database, "SELECT sum(gepland) FROM vraagronde"))


def is_done(database: str) -> bool:
    """Whether all was asked and all steps are done; a database that is away has not done it."""
    try:
        return not read_rows(database, "SELECT FROM vraag") and not read_rows(
            database, "SELECT FROM cyclus WHERE klaar_op IS NULL"
        )
    except psycopg.OperationalError:
        return False


def test_a_worker_that_is_told_to_stop_ends_in_order(wereld: Wereld, database: str) -> None:
    worker = start_working(wereld)
    worker.terminate()
    assert worker.ends_within(ENDS_WITHIN)
    assert worker.finish() == 0, worker.errors
    assert worker.output.endswith("De werker is gestopt.\n")
    assert worker.errors == ""

    assert 30 <= asked(wereld) == answered(database) < planned(database), "what was asked was also taken in"
    assert not read_rows(database, "SELECT FROM vraag WHERE bezet_door IS NOT NULL OR pogingen > 0")
    assert not read_rows(database, "SELECT FROM procrastinate_jobs WHERE status = 'doing'")
    assert not read_rows(database, "SELECT FROM procrastinate_workers")
    wereld.work_off(KLOK)
    assert asked(wereld) == answered(database) == planned(database)
    assert_sound(database)


def test_what_a_killed_worker_did_is_done_by_the_next(wereld: Wereld, database: str) -> None:
    worker = start_working(wereld)
    assert worker.kill()
    assert read_rows(database, "SELECT FROM procrastinate_jobs WHERE status = 'doing'")
    silent = "SELECT FROM procrastinate_workers WHERE last_heartbeat < now() - interval '0.7 seconds'"
    wait_until(lambda: bool(read_rows(database, silent)))

    other = start_worker(wereld)
    wait_until(lambda: is_done(database))
    wait_until(lambda: not read_rows(database, "SELECT FROM procrastinate_jobs WHERE status = 'doing'"))
    other.terminate()
    assert other.finish() == 0, other.errors
    assert answered(database) == planned(database)
    assert not read_rows(database, "SELECT jongere, bron FROM bevraging GROUP BY 1, 2 HAVING count(*) > 1")
    assert read_rows(database, "SELECT FROM procrastinate_jobs WHERE status = 'failed' AND task_name = 'bevraag'")
    assert_sound(database)


def test_a_worker_waits_for_its_database_and_goes_on_by_itself(
    eigen_server: Server, nederland: Nederland, oefenen: Oefenuwv, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wereld = Wereld(nederland, oefenen, tmp_path)
    wereld.add_organisaties()
    worker = start_working(wereld)
    for _ in range(2):
        kill_database(eigen_server.pgdata)
        start_embedded(eigen_server.pgdata)
        assert not worker.ends_within(0)
    wait_until(lambda: is_done(eigen_server.heel))
    worker.terminate()
    assert worker.ends_within(ENDS_WITHIN)
    assert worker.finish() == 0, worker.errors
    assert "De database is niet bereikbaar." in worker.errors
    assert "Traceback" not in worker.errors
    assert answered(eigen_server.heel) == planned(eigen_server.heel)
    assert_sound(eigen_server.heel)
    assert_whole()
