"""A real PostgreSQL for the tests: one embedded server a test process, one fresh database a test."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
import psycopg
import pytest
from hypothesis import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from vsv.beheer.database import create_database, migrate, start_embedded, stop_embedded
from vsv.opslag.sleutels import new_key_line

TEMPLATE = "vsv_sjabloon"
ROOM = 4 * 2**30
"""Bytes that must be free before a server keeps its data in memory: it uses a quarter of that, beside others."""

# Properties are tested without a clock: a busy machine is no fault.
settings.register_profile("ongehaast", deadline=None)
settings.load_profile("ongehaast")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of an embedded server with a migrated template database; gone after the session."""
    with run_server() as url:
        yield url


@contextmanager
def run_server() -> Iterator[str]:
    """Run an embedded server with a migrated template database; yields its address."""
    folder = server_folder("vsv-test-")
    url = start_embedded(folder / "postgres")
    with psycopg.connect(url, autocommit=True) as admin:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            admin.execute(sql.SQL("ALTER SYSTEM SET {} = off").format(sql.Identifier(setting)))
        admin.execute("ALTER SYSTEM SET max_wal_size = '256MB'")  # nothing needs more of it, and it may be in memory
        admin.execute("SELECT pg_reload_conf()")
    create_database(url, TEMPLATE)
    os.environ["DATABASE_URL"] = make_conninfo(url, dbname=TEMPLATE)
    migrate()
    yield url
    stop_embedded(folder / "postgres")
    shutil.rmtree(folder, ignore_errors=True)


def server_folder(prefix: str) -> Path:
    """Make a folder for the data of a server: in memory when there is plenty, and else on the disk.

    A database is six hundred small files, made and thrown away again for each test; on a disk that takes longer than
    most tests. What a killed process had written is kept in both.
    """
    memory = Path("/dev/shm")  # noqa: S108  # mkdtemp makes a folder of our own in it
    plenty = (
        os.access(memory, os.W_OK) and min(shutil.disk_usage(memory).free, psutil.virtual_memory().available) > ROOM
    )
    return Path(tempfile.mkdtemp(prefix=prefix, dir=memory if plenty else None))


@pytest.fixture
def database(server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A fresh, migrated, empty database with a fresh key; yields the administrator's address of it."""
    with fresh_database(server) as url:
        monkeypatch.setenv("DATABASE_URL", url)
        monkeypatch.setenv("VSV_SLEUTELS", new_key_line(1))
        monkeypatch.delenv("VSV_SLEUTELBESTAND", raising=False)
        yield url


@contextmanager
def fresh_database(server: str) -> Iterator[str]:
    """A fresh, migrated, empty database; yields the administrator's address of it."""
    naam = f"vsv_{uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER vsv_eigenaar TEMPLATE {} STRATEGY file_copy").format(
                sql.Identifier(naam), sql.Identifier(TEMPLATE)
            )
        )
        yield make_conninfo(server, dbname=naam)
        admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(naam)))
