"""What several acceptance tests need: a disk that can be filled."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql


@pytest.fixture
def small_disk(server: str, database: str) -> Iterator[Path]:
    """Puts the tables on a disk with little room left; skips, saying so, where no disk may be mounted."""
    folder = Path(tempfile.mkdtemp(prefix="vsv-schijf-"))
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mount.returncode:
        folder.rmdir()
        pytest.skip(f"no small disk can be mounted here, so a full one is not tested: {mount.stderr.strip()}")
    naam = psycopg.conninfo.conninfo_to_dict(database)["dbname"]
    move = sql.SQL("ALTER DATABASE {} SET TABLESPACE {}")
    with psycopg.connect(server, autocommit=True) as admin:
        ((data,),) = admin.execute("SHOW data_directory")
        shutil.chown(folder, Path(data).owner(), Path(data).group())
        folder.chmod(0o700)
        admin.execute(sql.SQL("CREATE TABLESPACE klein LOCATION {}").format(str(folder)))
        admin.execute(move.format(sql.Identifier(str(naam)), sql.Identifier("klein")))
        yield folder
        admin.execute(move.format(sql.Identifier(str(naam)), sql.Identifier("pg_default")))
        admin.execute("DROP TABLESPACE klein")
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()
