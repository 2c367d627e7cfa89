"""An inbak that is broken off, by a kill or by a full disk: after the next pass all is in, once, and put away."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from vsv.toegang.service import add_organisatie, operator

OIN = "00000099000000001000"
AN, BO = "900000004", "900000016"
AANMELDINGEN = f"""\
organisatie_oin,bsn,geboortedatum,aanmelddatum,afmelddatum,kenmerk
{OIN},{AN},2005-03-01,2024-01-05,,
{OIN},{BO},2005-03-01,morgen,,
"""
IN_HET_SLOT = 20261123


@pytest.fixture
def inbak(database: str, tmp_path: Path) -> Path:
    """An inbak with one levering, of which a row will be refused."""
    add_organisatie(operator("test"), oin=OIN, naam="Punt", soort="doorstroompunt", regio=1)
    deliver(tmp_path / "inbak")
    return tmp_path / "inbak"


def deliver(inbak: Path) -> None:
    folder = inbak / "nieuw" / "dag"
    folder.mkdir(parents=True)
    (folder / "aanmeldingen.csv").write_text(AANMELDINGEN, "utf-8")
    (folder / "KLAAR").touch()


def start(inbak: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "vsv.beheer.opdracht", "inbak", str(inbak)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    out, err = process.communicate(timeout=60)
    return process.returncode, out + err


def is_waited_for(admin: psycopg.Connection[tuple[object, ...]], process: subprocess.Popen[str]) -> None:
    """Return once another session waits for an advisory lock that this one holds."""
    query = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    until = time.monotonic() + 60
    while admin.execute(query).fetchone() == (0,):
        assert time.monotonic() < until
        with suppress(subprocess.TimeoutExpired):
            pytest.fail(f"{process.wait(0.05)}: it has ended, and never waited")


def levering_count(admin: psycopg.Connection[tuple[object, ...]]) -> tuple[object, ...] | None:
    admin.execute("SELECT pg_advisory_lock(hashtext('bronnen.levering'))")  # waits for a session that was killed
    admin.execute("SELECT pg_advisory_unlock(hashtext('bronnen.levering'))")
    return admin.execute(
        "SELECT (SELECT count(*) FROM levering), (SELECT count(*) FROM jongere), (SELECT count(*) FROM aanmelding)"
    ).fetchone()


def files(inbak: Path) -> list[str]:
    return sorted(str(pad.relative_to(inbak)) for pad in inbak.rglob("*") if pad.is_file())


def put_away(nummer: int) -> list[str]:
    names = ("KLAAR", "aanmeldingen.csv", "uitval.csv", "verslag.json", "verslag.txt")
    return [f"gedaan/{nummer}-dag/{naam}" for naam in names]


def test_a_kill_before_the_commit_takes_nothing(inbak: Path, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("SELECT pg_advisory_lock(hashtext('bronnen.levering'))")
        process = start(inbak)
        is_waited_for(admin, process)
        process.kill()
        process.communicate()
        admin.execute("SELECT pg_advisory_unlock_all()")
        assert levering_count(admin) == (0, 0, 0)
        assert files(inbak) == ["nieuw/dag/KLAAR", "nieuw/dag/aanmeldingen.csv"]
        assert finish(start(inbak))[0] == 0
        assert levering_count(admin) == (1, 1, 1)
    assert files(inbak) == put_away(1)


@pytest.fixture
def held_after_commit(database: str) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    """Holds every process that reads refused rows, which the inbak does between the commit and the move."""
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(
            f"CREATE FUNCTION wacht() RETURNS trigger LANGUAGE plpgsql AS"
            f" 'BEGIN PERFORM pg_advisory_xact_lock({IN_HET_SLOT}); RETURN NEW; END'"
        )
        admin.execute(
            "CREATE TRIGGER wacht BEFORE INSERT ON logregel FOR EACH ROW"
            " WHEN (NEW.actie = 'bronnen.uitval_inzien') EXECUTE FUNCTION wacht()"
        )
        admin.execute("SELECT pg_advisory_lock(%s)", (IN_HET_SLOT,))
        yield admin


def test_a_kill_between_the_commit_and_the_move_loses_nothing(
    inbak: Path, held_after_commit: psycopg.Connection[tuple[object, ...]]
) -> None:
    admin = held_after_commit
    process = start(inbak)
    is_waited_for(admin, process)
    assert levering_count(admin) == (1, 1, 1)
    assert "nieuw/dag/aanmeldingen.csv" in files(inbak)

    process.kill()
    process.communicate()
    admin.execute("SELECT pg_advisory_unlock_all()")
    code, said = finish(start(inbak))
    assert code == 0, said
    assert levering_count(admin) == (1, 1, 1)
    assert files(inbak) == put_away(1)
    assert BO in (inbak / "gedaan/1-dag/uitval.csv").read_text("utf-8")


def test_only_one_process_at_a_time(inbak: Path, held_after_commit: psycopg.Connection[tuple[object, ...]]) -> None:
    admin = held_after_commit
    first = start(inbak)
    is_waited_for(admin, first)
    code, said = finish(start(inbak))
    assert code == 3
    assert "Een ander proces is deze inbak al aan het legen." in said
    admin.execute("SELECT pg_advisory_unlock_all()")
    assert finish(first)[0] == 0
    assert levering_count(admin) == (1, 1, 1)
    assert files(inbak) == put_away(1)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a megabyte; skips, saying so, where no disk may be mounted."""
    folder = tmp_path / "schijf"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    mount = subprocess.run(command, capture_output=True, text=True, check=False)
    if mount.returncode:
        pytest.skip(f"no small disk can be mounted here, so a full one is not tested: {mount.stderr.strip()}")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.usefixtures("inbak")
def test_a_full_disk_leaves_the_levering_to_be_taken_again(database: str, small_disk: Path) -> None:
    inbak = small_disk / "inbak"
    deliver(inbak)
    for naam in ("gedaan", "geweigerd"):
        (inbak / naam).mkdir()
    before = files(inbak)
    (small_disk / "vulling").write_bytes(bytes(shutil.disk_usage(small_disk).free))
    for _ in range(2):
        code, said = finish(start(inbak))
        assert code == 3, said
        assert "nieuw/dag" in said
        assert "De schijf is vol. Maak ruimte vrij en probeer het opnieuw." in said
        assert files(inbak) == before

    (small_disk / "vulling").unlink()
    code, said = finish(start(inbak))
    assert code == 0, said
    assert files(inbak) == put_away(1)
    with psycopg.connect(database, autocommit=True) as admin:
        assert levering_count(admin) == (1, 1, 1)
