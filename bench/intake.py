"""`vsv lever-in` of a million inkomstenopgaven, against a plain COPY of the rows it keeps.

The floor is COPY of the same rows, ready to write, into tables of the same columns without index, constraint or
row level security. What comes on top is ours: starting the command, reading and proving every value, finding out
whom a row is about and whether it is here already, the index, and the wall.
"""

import os
import subprocess
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import polars as pl
import psycopg
from psycopg.conninfo import make_conninfo

from bench.server import server
from vsv.bronnen.service import take_levering, write_levering
from vsv.simulatie.nummers import EERSTE_BSN, EERSTE_FISCAAL_NUMMER, geldige_nummers
from vsv.toegang.service import add_organisatie, operator

OPGAVEN: Final = 1_000_000
PERSONEN: Final = 170_000
WERKGEVERS: Final = 5_000
OIN: Final = "00000099000000001000"

_FEITEN: Final = ("bevraging", "ikv", "ikp", "iko")
_EERSTE_MAAND: Final = date(2026, 5, 1)


def meet(opgaven: int = OPGAVEN, personen: int = PERSONEN) -> list[dict[str, Any]]:
    """Measure a levering of which all is new, as CSV and as Parquet, and one in which nothing is."""
    rijen = make_feiten(opgaven, personen)
    omvang = f"{opgaven} inkomstenopgaven, {sum(map(len, rijen.values()))} rijen, {personen} jongeren"
    with server() as folder:
        _sign_up(folder, personen)
        _copy_database("csv")
        _copy_database("parquet")
        write_levering(folder / "nieuw-csv", rijen)
        write_levering(folder / "nieuw-parquet", rijen, formaat="parquet")
        write_levering(folder / "bekend-csv", {naam: frame.reverse() for naam, frame in rijen.items()})
        return [
            {"naam": "intake", "variant": variant, "omvang": omvang, **_measure(database, folder / levering)}
            for variant, database, levering in (
                ("alles nieuw, CSV", "csv", "nieuw-csv"),
                ("alles al bekend, CSV", "csv", "bekend-csv"),
                ("alles nieuw, Parquet", "parquet", "nieuw-parquet"),
            )
        ]


def make_feiten(opgaven: int, personen: int) -> dict[str, pl.DataFrame]:
    """Make what the sources say: per person two answers, an IKV, an IKP and a share of the IKO's."""
    rng = np.random.default_rng(27)
    rsin = pl.Series(geldige_nummers(EERSTE_FISCAAL_NUMMER, WERKGEVERS)).cast(pl.String)
    ikv = pl.DataFrame({"bsn": _bsns(personen)}).with_columns(
        loonheffingennummer=rsin.gather(rng.integers(0, WERKGEVERS, personen)) + "L01",
        nummer_ikv=pl.Series(rng.integers(1, 3, personen)),
        datum_begin=pl.lit(_EERSTE_MAAND),
        ingetrokken=pl.lit(value=False),
    )
    leeg, dag = pl.lit(None, pl.String), pl.lit(None, pl.Date)
    maand = pl.int_range(pl.len()) // personen
    opgave = pl.concat([ikv] * (opgaven // personen + 1)).head(opgaven)
    return {
        "bevragingen": pl.concat([ikv.select("bsn")] * 2).with_columns(
            bron=pl.when(pl.int_range(pl.len()) < personen).then(pl.lit("POLIS")).otherwise(pl.lit("PW")),
            beantwoord_op=_moments(rng, 2 * personen),
        ),
        "inkomstenverhoudingen": ikv.with_columns(
            datum_einde=dag, werkgever=pl.lit("Bakker"), reden_einde=leeg, ontvangen_op=_moments(rng, personen)
        ),
        "inkomstenperiodes": ikv.with_columns(
            srtiv=pl.lit("15"),
            aard=pl.lit("1"),
            oproep=pl.lit(value=False),
            onbepaalde_tijd=pl.lit(value=True),
            contracturen_per_week=leeg,
            ontvangen_op=_moments(rng, personen),
        ),
        "inkomstenopgaven": opgave.with_columns(
            datum_begin=pl.lit(_EERSTE_MAAND).dt.offset_by(pl.format("{}mo", maand)),
            loon_lbph=pl.Series(rng.integers(0, 300_000, opgaven)),
            loon_sv=pl.Series(rng.integers(0, 300_000, opgaven)),
            verloonde_uren=pl.Series(rng.integers(0, 170, opgaven)),
            ontvangen_op=_moments(rng, opgaven),
        ).with_columns(datum_einde=pl.col("datum_begin").dt.month_end()),
    }


def _bsns(personen: int) -> pl.Series:
    return pl.Series(geldige_nummers(EERSTE_BSN, personen)).cast(pl.String)


def _moments(rng: np.random.Generator, aantal: int) -> pl.Series:
    """Moments in October 2026, to the second."""
    seconds = rng.integers(1_790_812_800, 1_793_404_800, aantal)
    return pl.Series(seconds * 1_000_000).cast(pl.Datetime("us", "UTC"))


def _sign_up(folder: Path, personen: int) -> None:
    """Make an organisation and let it follow everyone; that is not measured here."""
    add_organisatie(operator("meting"), oin=OIN, naam="Meting", soort="doorstroompunt", regio=1)
    aanmeldingen = pl.DataFrame({"bsn": _bsns(personen)}).with_columns(
        organisatie_oin=pl.lit(OIN),
        geboortedatum=pl.lit(date(2005, 3, 1)),
        aanmelddatum=pl.lit(date(2026, 1, 5)),
        afmelddatum=pl.lit(None, pl.Date),
        kenmerk=pl.lit(None, pl.String),
    )
    write_levering(folder / "aanmeldingen", {"aanmeldingen": aanmeldingen})
    take_levering(operator("meting"), folder / "aanmeldingen", streng=True)


def _measure(database: str, levering: Path) -> dict[str, Any]:
    url = make_conninfo(os.environ["DATABASE_URL"], dbname=database)
    command = [sys.executable, "-m", "vsv.beheer.opdracht", "lever-in", str(levering), "--streng", "--json"]
    _settle(url)
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=os.environ | {"DATABASE_URL": url})
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise RuntimeError(f"lever-in ended with {status}")
    floor = _floor(url)
    return {
        "seconden": seconds,
        "grondslag": "COPY van dezelfde rijen",
        "grondslag_seconden": floor,
        "verhouding": seconds / floor,
        "piek_mb": usage.ru_maxrss / 1024,
    }


def _floor(url: str) -> float:
    with psycopg.connect(url) as connection, connection.cursor() as cur:
        rows = {}
        for table in _FEITEN:
            with cur.copy(f"COPY (SELECT * FROM {table}) TO STDOUT (FORMAT csv)") as copy:
                rows[table] = b"".join(bytes(part) for part in copy)
            cur.execute(f"CREATE TABLE kaal_{table} AS SELECT * FROM {table} WITH NO DATA")
        connection.commit()
        _settle(url)
        start = time.perf_counter()
        for table, content in rows.items():
            with cur.copy(f"COPY kaal_{table} FROM STDIN (FORMAT csv)") as copy:
                copy.write(content)
        connection.commit()
        seconds = time.perf_counter() - start
        for table in _FEITEN:
            cur.execute(f"DROP TABLE kaal_{table}")
    return seconds


def _settle(url: str) -> None:
    """Let the disk finish what came before, so that it is not counted here."""
    with psycopg.connect(url, autocommit=True) as admin:
        admin.execute("CHECKPOINT")
    os.sync()


def _copy_database(naam: str) -> None:
    with psycopg.connect(os.environ["DATABASE_URL"], dbname="postgres", autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {naam} TEMPLATE vsv")
