"""A week run that is killed halfway leaves nothing behind, and the next one does it all."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from vsv.beheer.opdracht import run

SCENARIO = Path(__file__).with_name("scenarios") / "2026-11-23"
WRITTEN = (
    "SELECT (SELECT count(*) FROM run), (SELECT count(*) FROM prioriteit), (SELECT count(*) FROM rapport),"
    " (SELECT count(*) FROM logregel WHERE actie LIKE 'rapport.%')"
)
WEEKRUN = [sys.executable, "-m", "vsv.beheer.opdracht", "weekrun", "--peildatum", SCENARIO.name]


@pytest.fixture
def admin(database: str) -> Iterator[psycopg.Connection]:
    """A database in which a levering of five organisations has come in, seen by its administrator."""
    for number in range(1, 6):
        oin = f"00000099{number:09}000"
        assert run(["organisatie", "voeg-toe", "--oin", oin, "--naam", f"Proef {number}", "--regio", str(number)]) == 0
    assert run(["lever-in", str(SCENARIO / "invoer")]) == 0
    with psycopg.connect(database, autocommit=True) as connection:
        yield connection


def wait_until(condition: Callable[[], bool]) -> None:
    """Ask the database again and again; each question is a round trip, so this does not spin."""
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, "it did not happen within a minute"


def count_workers(admin: psycopg.Connection, state: str) -> int:
    query = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND usename = 'vsv_werker' AND "
    row = admin.execute((query + state).encode()).fetchone()
    return int(row[0]) if row else 0


def start_and_stop_halfway(admin: psycopg.Connection, kill: signal.Signals) -> None:
    """Let a real process write its history, hold it before it writes the reports, and kill it there."""
    with psycopg.connect(admin.info.dsn) as holder:
        holder.execute("LOCK TABLE rapport IN ACCESS EXCLUSIVE MODE")
        process = subprocess.Popen(WEEKRUN, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_until(lambda: count_workers(admin, "wait_event_type = 'Lock'") == 1)
        process.send_signal(kill)
        assert process.wait() != 0
    wait_until(lambda: count_workers(admin, "true") == 0)


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGINT])
def test_a_week_run_that_is_stopped_leaves_nothing(admin: psycopg.Connection, kill: signal.Signals) -> None:
    start_and_stop_halfway(admin, kill)
    assert admin.execute(WRITTEN).fetchone() == (0, 0, 0, 0)

    subprocess.run(WEEKRUN, env=os.environ, check=True, stdout=subprocess.DEVNULL)
    assert admin.execute(WRITTEN.split(", (SELECT count(*) FROM logregel")[0]).fetchone() == (1, 341, 5)


def test_two_commands_at_once_give_one_run(admin: psycopg.Connection) -> None:
    processes = [subprocess.Popen(WEEKRUN, env=os.environ, stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = sorted("is er al" in process.communicate()[0] for process in processes)
    assert [process.returncode for process in processes] == [0, 0]
    assert said == [False, True]
    assert admin.execute("SELECT count(*) FROM run").fetchone() == (1,)
