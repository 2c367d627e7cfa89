"""A levering that is broken off, by a kill or by a full disk, is in whole or not at all."""

import os
import random
import shutil
import subprocess
import sys
import time
from datetime import UTC, date, datetime
from pathlib import Path

import polars as pl
import psycopg
import pytest

from vsv.bronnen.service import write_levering
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import add_organisatie, operator

OIN = "00000099000000001000"
PERSONEN, MAANDEN, MOMENTEN = 3_000, 6, 10
FEITEN = ("ikv", "ikp", "iko")


@pytest.fixture
def levering(database: str, tmp_path: Path) -> Path:
    """A levering that signs people up and says something about each; big enough to be caught halfway."""
    add_organisatie(operator("test"), oin=OIN, naam="Punt", soort="doorstroompunt", regio=1)
    leeg, begin = pl.lit(None, pl.String), pl.lit(date(2026, 5, 1))
    ikv = pl.DataFrame({"bsn": map(str, geldige_nummers(EERSTE_BSN, PERSONEN))}).with_columns(
        loonheffingennummer=pl.lit("800000195L03"),
        nummer_ikv=1,
        datum_begin=begin,
        datum_einde=leeg.cast(pl.Date),
        ontvangen_op=pl.lit(datetime(2026, 11, 20, 8, tzinfo=UTC)),
        ingetrokken=pl.lit(value=False),
    )
    folder = tmp_path / "levering"
    write_levering(
        folder,
        {
            "aanmeldingen": ikv.select(
                "bsn",
                organisatie_oin=pl.lit(OIN),
                geboortedatum=pl.lit(date(2005, 3, 1)),
                aanmelddatum=pl.lit(date(2024, 1, 5)),
                afmelddatum=leeg.cast(pl.Date),
                kenmerk=leeg,
            ),
            "inkomstenverhoudingen": ikv.with_columns(werkgever=leeg, reden_einde=leeg),
            "inkomstenperiodes": ikv.with_columns(
                srtiv=pl.lit("15"),
                aard=leeg,
                oproep=leeg.cast(pl.Boolean),
                onbepaalde_tijd=pl.lit(value=True),
                contracturen_per_week=leeg,
            ),
            "inkomstenopgaven": pl.concat(
                ikv.with_columns(
                    datum_begin=begin.dt.offset_by(f"{maand}mo"), loon_lbph=maand, loon_sv=1, verloonde_uren=8
                )
                for maand in range(MAANDEN)
            ),
        },
    )
    return folder


def start(folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "vsv.beheer.opdracht", "lever-in", str(folder), "--streng"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ)


def lever_in(folder: Path) -> None:
    process = start(folder)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 0, said


def lever_in_until(folder: Path, moment: float) -> None:
    """Kill it after so many seconds, unless it is done before."""
    process = start(folder)
    try:
        process.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()


def state(database: str) -> tuple[object, ...]:
    """What is here, apart from keys that are handed out; waits for a transaction whose process is gone."""
    with psycopg.connect(database) as admin:
        admin.execute("SELECT pg_advisory_xact_lock(hashtext('bronnen.levering'))")
        counts = admin.execute(
            "SELECT (SELECT count(*) FROM levering), (SELECT count(*) FROM levering_tabel),"
            " (SELECT count(*) FROM jongere), (SELECT count(*) FROM aanmelding),"
            " (SELECT count(*) FROM logregel WHERE actie IN ('bronnen.inlezen', 'klantvolg.aanmelden'))"
        ).fetchone()
        assert counts is not None
        facts = [
            admin.execute(
                f"""
                SELECT count(*), md5(string_agg(encode(j.bsn, 'hex')
                       || (to_jsonb(f) - 'jongere' - 'levering')::text, '' ORDER BY f.volgnummer))
                FROM {feit} f JOIN jongere j ON j.id = f.jongere
                """.encode()
            ).fetchone()
            for feit in FEITEN
        ]
    return (*counts, *facts)


def empty(database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.execute(
            "TRUNCATE bevraging, ikv, ikp, iko, uitkering, doelgroep, uitval, levering_tabel, levering, aanmelding,"
            " jongere, logregel CASCADE"
        )


def test_a_kill_at_any_moment_leaves_all_or_nothing(database: str, levering: Path) -> None:
    nothing = state(database)
    begin = time.monotonic()
    lever_in(levering)
    duration = time.monotonic() - begin
    everything = state(database)
    rng = random.Random(20261123)  # noqa: S311  # moments, not secrets
    seen = []
    for number in range(MOMENTEN):
        empty(database)
        lever_in_until(levering, duration * (0.3 + 0.7 * (number + rng.random()) / MOMENTEN))
        seen.append(state(database))
    assert nothing in seen
    assert set(seen) <= {nothing, everything}
    empty(database)
    lever_in_until(levering, duration * 0.8)
    lever_in(levering)
    assert state(database) == everything


def test_two_at_once_are_one_levering(database: str, levering: Path) -> None:
    processes = [start(levering), start(levering)]
    shown = [process.communicate(timeout=120)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0]
    assert sorted("Er is niets gewijzigd." in text for text in shown) == [False, True]
    assert state(database)[0] == 1


def test_a_full_disk_is_said_and_changes_nothing(database: str, levering: Path, small_disk: Path) -> None:
    before = state(database)
    (small_disk / "vulling").write_bytes(bytes(shutil.disk_usage(small_disk).free - 2_000_000))
    process = start(levering)
    _, said = process.communicate(timeout=120)
    assert process.returncode == 3
    assert said.startswith("database: De database heeft geen ruimte meer. Er is niets gewijzigd.")
    assert state(database) == before

    (small_disk / "vulling").unlink()
    lever_in(levering)
    assert state(database)[2] == PERSONEN
