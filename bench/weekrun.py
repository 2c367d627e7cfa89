"""The week run over 500,000 jongeren in PostgreSQL, against merely moving the same rows.

The floor is what no week run can do without: COPY out of the rows it reads, COPY in of the rows it writes, into
tables with the same constraints and indexes. What comes on top is ours: parsing, the rules, the comparison with
what held, what happened to jobs in between, counts and checksums.

A herziening reads and ranks the same lines by what is known later, so it is put beside the week run of those lines.
"""

import json
import os
import resource
import subprocess
import sys
import time
from dataclasses import fields
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import numpy as np
import polars as pl
import psycopg

from bench.gegevens import PEILDATUM, maak
from bench.server import server
from vsv.opslag.service import copy_in
from vsv.rapport.service import herzie, run_week
from vsv.toegang.service import operator

JONGEREN: Final = 500_000
ORGANISATIES: Final = 40
VORIGE_WEEK: Final = PEILDATUM - timedelta(weeks=1)

# What a week run reads, table by table, and what it writes.
_VERSIE: Final = "ontvangen_op, ingetrokken, levering, volgnummer"
_READ: Final = (
    "SELECT id, organisatie, jongere, aanmelddatum, afmelddatum FROM aanmelding",
    "SELECT id, geboortedatum FROM jongere",
    "SELECT jongere, bron, max(beantwoord_op) FROM bevraging GROUP BY jongere, bron",
    f"SELECT jongere, ikv, datum_begin, datum_einde, {_VERSIE} FROM ikv",
    f"SELECT jongere, ikv, datum_begin, srtiv, {_VERSIE} FROM ikp",
    f"""
    SELECT jongere, ikv, datum_begin, datum_einde, loon_lbph, verloonde_uren, {_VERSIE} FROM iko
    WHERE datum_einde >= '2026-09-01' AND datum_begin < '2026-12-01'
    """,
    f"SELECT jongere, bron, wet, datum_begin, datum_einde, {_VERSIE} FROM uitkering",
    f"SELECT jongere, grondslag, datum_begin, datum_einde, {_VERSIE} FROM doelgroep",
    """
    SELECT aanmelding, organisatie, jongere, prioriteit, loonperiode, loon, uren, redenen, vlaggen, doelgroepregister,
           sinds
    FROM prioriteit WHERE van < {run} AND (tot IS NULL OR tot = {run})
    """,
)
_WRITTEN: Final = {
    "prioriteit": "SELECT * FROM prioriteit WHERE van = {run}",
    "logregel": "SELECT * FROM logregel WHERE actie = 'rapport.prioriteren' AND (bijzonderheden->>'run')::int = {run}",
}


def meet(jongeren: int = JONGEREN) -> list[dict[str, Any]]:
    """Measure the first week run, in which everyone is new, and the one of the next week."""
    with server():
        size = _in_child(f"load({jongeren})")
        first = {"naam": "weekrun", "variant": "eerste week", "omvang": size, **_measure(VORIGE_WEEK)}
        said = _in_child("say_more()")
        second = {"naam": "weekrun", "variant": "week erna", "omvang": f"{size}, {said}", **_measure(PEILDATUM)}
        again = {
            "naam": "herziening",
            "variant": "een week terug",
            "omvang": second["omvang"],
            **_in_child(f"revise_once('{VORIGE_WEEK}')"),
            "grondslag": "de weekrun over dezelfde regels",
            "grondslag_seconden": first["seconden"],
        }
        return [first, second, again | {"verhouding": again["seconden"] / first["seconden"]}]


def run_once(peildatum: str) -> dict[str, Any]:
    """Carry out a week run in this process; say how long it took and how much memory was used at most."""
    start = time.perf_counter()
    run = run_week(operator("meting"), date.fromisoformat(peildatum)).run
    seconds = time.perf_counter() - start
    return {"run": run.id, "seconden": seconds, "piek_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def revise_once(peildatum: str) -> dict[str, Any]:
    """Put what is known by now beside the report of a week, over all organisations; say what that took."""
    start = time.perf_counter()
    herzie(operator("meting"), date.fromisoformat(peildatum), vandaag=PEILDATUM)
    seconds = time.perf_counter() - start
    return {"seconden": seconds, "piek_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


def _in_child(call: str) -> Any:
    """Do it in a process of its own: what one uses of memory says nothing about another."""
    code = f"import json; from bench import weekrun; print(json.dumps(weekrun.{call}))"
    done = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def _measure(peildatum: date) -> dict[str, Any]:
    measured = _in_child(f"run_once('{peildatum}')")
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cur:
        floor = _floor(cur, measured.pop("run"))
    return {
        **measured,
        "grondslag": "COPY uit en in van dezelfde rijen",
        "grondslag_seconden": floor,
        "verhouding": measured["seconden"] / floor,
    }


def _floor(cur: psycopg.Cursor[Any], run: int) -> float:
    written = {table: _copy_out(cur, query.format(run=run)) for table, query in _WRITTEN.items()}
    for table in written:
        cur.execute(f"CREATE TABLE kopie_{table} (LIKE {table} INCLUDING ALL)")
    cur.connection.commit()
    start = time.perf_counter()
    for query in _READ:
        _copy_out(cur, query.format(run=run))
    for table, rows in written.items():
        with cur.copy(f"COPY kopie_{table} FROM STDIN (FORMAT csv)") as copy:
            copy.write(rows)
    cur.connection.commit()
    seconds = time.perf_counter() - start
    for table in written:
        cur.execute(f"DROP TABLE kopie_{table}")
    cur.connection.commit()
    return seconds


def _copy_out(cur: psycopg.Cursor[Any], query: str) -> bytes:
    with cur.copy(f"COPY ({query}) TO STDOUT (FORMAT csv)") as copy:
        return b"".join(bytes(part) for part in copy)


def make_frames(jongeren: int) -> dict[str, pl.DataFrame]:
    """Facts of which all aanmeldingen are active in both weeks and most sources had answered by the first.

    A few people turn 27 between them. Keys count up together, as they do when people are signed up.
    """
    feiten = maak(jongeren)
    rng = np.random.default_rng(2)
    keys = {"aanmelding": np.arange(jongeren), "jongere": np.arange(jongeren)}
    days = {
        "geboortedatum": np.datetime64(VORIGE_WEEK) - rng.integers(17 * 366, 27 * 365, jongeren),
        "aanmelddatum": np.datetime64(VORIGE_WEEK) - rng.integers(30, 700, jongeren),
    }
    frames = {field.name: getattr(feiten, field.name) for field in fields(feiten)}
    return frames | {
        "aanmeldingen": pl.DataFrame({**keys, **days}).with_columns(pl.col(*days).cast(pl.Date)),
        "bevragingen": frames["bevragingen"].with_columns(pl.col("beantwoord_op") - pl.duration(days=18)),
    }


def load(jongeren: int) -> str:
    """Put facts about so many people into the tables as one levering; return how much it is."""
    frames = make_frames(jongeren)
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cur:
        _fill(cur, frames)
    return f"{jongeren} aanmeldingen, {frames['iko'].height} inkomstenopgaven"


def say_more() -> str:
    """Add a levering of the week in between: a twentieth of the jobs ends, a tenth of October's pay is corrected."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection, connection.cursor() as cur:
        cur.execute("INSERT INTO levering (controlegetal, herkomst) VALUES ('meting erna', 'meting')")
        ended = _say_again(cur, "ikv", "(jongere + ikv) % 20 = 0", datum_einde="'2026-11-18'")
        paid_lately = "datum_begin >= '2026-10-01' AND (jongere + ikv) % 10 = 0"
        corrected = _say_again(cur, "iko", paid_lately, loon_lbph="loon_lbph + 10000")
        cur.execute("ANALYZE")
    return f"{ended} banen afgelopen, {corrected} opgaven gecorrigeerd"


def _say_again(cur: psycopg.Cursor[Any], table: str, which: str, **what: str) -> int:
    """Append records that say the same as these, but for `what`; return how many."""
    changed = {"ontvangen_op": "'2026-11-20 12:00'", "levering": "2"} | what
    cur.execute("SELECT column_name::text FROM information_schema.columns WHERE table_name = %s", (table,))
    columns = [name for (name,) in cur]
    values = ", ".join(changed.get(name, name) for name in columns)
    cur.execute(f"INSERT INTO {table}_rij ({', '.join(columns)}) SELECT {values} FROM {table} WHERE {which}")
    return cur.rowcount


def _fill(cur: psycopg.Cursor[Any], frames: dict[str, pl.DataFrame]) -> None:
    people = frames["aanmeldingen"]
    cur.executemany(
        "INSERT INTO organisatie (oin, naam, soort, regio) VALUES (%s, %s, 'doorstroompunt', %s)",
        [(f"00000099{number:012}", f"Doorstroompunt {number}", number) for number in range(1, ORGANISATIES + 1)],
    )
    bsns = pl.Series([f"\\x{key:050x}" for key in range(people.height)])  # never read, so it need not be a real one
    fill(cur, frames, bsns, 1 + pl.col("aanmelding") % ORGANISATIES)


def fill(cur: psycopg.Cursor[Any], frames: dict[str, pl.DataFrame], bsns: pl.Series, organisatie: pl.Expr) -> None:
    """Put facts into the tables as one levering.

    Args:
        cur: Of the administrator.
        frames: From `make_frames`.
        bsns: Encrypted, in hexadecimal, in the order of the keys of the people.
        organisatie: Number of the organisation that follows, from the columns of `aanmeldingen`.
    """
    people = frames["aanmeldingen"]
    cur.execute("INSERT INTO levering (controlegetal, herkomst) VALUES ('meting', 'meting')")
    known = pl.lit(datetime(2026, 1, 1, tzinfo=UTC))
    copy_in(
        cur,
        "jongere",
        people.sort("jongere").select("geboortedatum", id="jongere", bsn=bsns, geboortedatum_op=known),
    )
    copy_in(
        cur,
        "aanmelding",
        people.select(
            "jongere",
            "aanmelddatum",
            id="aanmelding",
            organisatie=organisatie,
            uiterlijk=pl.col("geboortedatum").dt.offset_by("27y"),
            geregistreerd_op=known,
        ),
    )
    moment = {"ontvangen_op": pl.from_epoch("ontvangen_op", "us").dt.replace_time_zone("UTC"), "levering": pl.lit(1)}
    for table in ("ikv", "ikp", "iko"):
        copy_in(cur, table, frames[table].with_columns(**moment))
    copy_in(cur, "uitkering", frames["uitkeringen"].with_columns(**moment))
    copy_in(cur, "doelgroep", frames["doelgroep"].with_columns(**moment))
    answers = frames["bevragingen"].with_row_index("volgnummer")
    noon = pl.col("beantwoord_op").cast(pl.Datetime("us")).dt.offset_by("12h").dt.replace_time_zone("UTC")
    copy_in(cur, "bevraging", answers.with_columns(beantwoord_op=noon, levering=pl.lit(1)))
    cur.execute("ANALYZE")
