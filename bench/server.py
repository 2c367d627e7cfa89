"""An embedded server for a measurement, with the tables of the service."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from psycopg.conninfo import make_conninfo

from vsv.beheer.database import create_database, migrate, start_embedded, stop_embedded, tune_embedded


@contextmanager
def server() -> Iterator[None]:
    """An embedded server of our own with the tables of the service; gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="vsv-bench-"))
    try:
        admin = start_embedded(folder / "postgres")
        tune_embedded(admin)
        create_database(admin, "vsv")
        os.environ["DATABASE_URL"] = make_conninfo(admin, dbname="vsv")
        migrate()
        yield
    finally:
        stop_embedded(folder / "postgres")
        shutil.rmtree(folder, ignore_errors=True)
