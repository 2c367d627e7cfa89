"""An embedded server for a measurement, with the tables of the service."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import psycopg
from psycopg.conninfo import make_conninfo

from vsv.beheer.database import create_database, ensure_key, migrate, start_embedded, stop_embedded, tune_embedded


@contextmanager
def server() -> Iterator[Path]:
    """A folder with an embedded server of our own, the tables of the service and a key; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vsv-bench-"))
    try:
        admin = start_embedded(folder / "postgres")
        tune_embedded(admin)
        create_database(admin, "vsv")
        os.environ["DATABASE_URL"] = make_conninfo(admin, dbname="vsv")
        ensure_key(folder / "sleutels")
        migrate()
        yield folder
    finally:
        stop_embedded(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)


def computed(worker: psutil.Process) -> float:
    """Seconds of CPU of a web process and of all that the database does."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin:
        ((pid,),) = admin.execute("SELECT pg_backend_pid()")
        postmaster = psutil.Process(pid).parent()
    total = 0.0
    for process in (worker, *(postmaster.children() if postmaster else ())):
        try:
            used = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += used.user + used.system
    return total
