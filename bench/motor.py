"""The engine against the same rules by hand: Polars, SQL and pandas, on equal data with equal answers.

Each pair is measured in turns, so that what else the machine is doing hits both. The fastest of the turns
counts. Nothing is measured of which the answers differ.
"""

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import polars as pl
from polars.testing import assert_frame_equal

from bench import gegevens, handgeschreven_pandas, handgeschreven_polars, handgeschreven_sql
from vsv.domein.fouten import OmgevingFout
from vsv.prioriteit.motor import kies_motor
from vsv.prioriteit.service import Feiten, laad, prioriteer

REGELSET: Final = laad("vsv-2.0")

Meting = dict[str, Any]
Werk = Callable[[Feiten], pl.DataFrame]


def meet() -> list[Meting]:
    """Measure the engine on one, half and a tenth of a million people.

    Returns:
        Per pair a dict as `bench.__main__` describes; `piek_mb` is the peak memory of a process that reads
        the facts and runs the engine once.
    """
    miljoen, half, tiende = (gegevens.maak(personen) for personen in (1_000_000, 500_000, 100_000))
    return [
        _vergelijk("polars", miljoen, "Polars met de hand", handgeschreven_polars.prioriteer),
        _vergelijk("polars", miljoen, "SQL met de hand, op DuckDB", handgeschreven_sql.prioriteer),
        _vergelijk("polars", half, "Polars met de hand", handgeschreven_polars.prioriteer)
        | {"piek_mb": _piek_mb(half)},
        _vergelijk("polars", tiende, "pandas met de hand", handgeschreven_pandas.prioriteer),
        *(
            _vergelijk(motor, tiende, "de motor op Polars", _motor("polars"), beurten=1)
            for motor in ("duckdb", "spark")
            if _werkt_hier(motor)
        ),
    ]


def _motor(naam: str) -> Werk:
    return lambda feiten: prioriteer(feiten, gegevens.PEILDATUM, REGELSET, naam)


def _werkt_hier(motor: str) -> bool:
    """Say whether a motor can start here; Spark needs Java."""
    try:
        kies_motor(motor)
    except OmgevingFout:
        return False
    return True


def _vergelijk(motor: str, feiten: Feiten, naam: str, grondslag: Werk, beurten: int = 3) -> Meting:
    ons = _motor(motor)
    assert_frame_equal(ons(feiten), grondslag(feiten))
    tijden = [(_seconden(ons, feiten), _seconden(grondslag, feiten)) for _ in range(beurten)]
    seconden, grondslag_seconden = (min(kolom) for kolom in zip(*tijden, strict=True))
    return {
        "naam": "prioriteiten berekenen",
        "variant": f"motor op {motor.capitalize()}",
        "omvang": _omvang(feiten),
        "seconden": seconden,
        "grondslag": naam,
        "grondslag_seconden": grondslag_seconden,
        "verhouding": seconden / grondslag_seconden,
    }


def _seconden(werk: Werk, feiten: Feiten) -> float:
    begin = perf_counter()
    werk(feiten)
    return perf_counter() - begin


def _omvang(feiten: Feiten) -> str:
    return ", ".join(f"{getattr(feiten, tabel).height:,} {tabel}" for tabel in ("aanmeldingen", "iko"))


def _piek_mb(feiten: Feiten) -> float:
    """Run the engine once in a process of its own, on tables read from Parquet."""
    with tempfile.TemporaryDirectory() as folder:
        for naam in Feiten.__slots__:
            getattr(feiten, naam).write_parquet(Path(folder, naam))
        code = f"from bench import motor; motor.draai_een_keer({folder!r})"
        klaar = subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, check=True)
    return float(klaar.stdout)


def draai_een_keer(folder: str) -> None:
    """Run the engine once on the tables in a folder, and print the peak memory of this process in MB."""
    prioriteer(
        Feiten(**{naam: pl.read_parquet(Path(folder, naam)) for naam in Feiten.__slots__}),
        gegevens.PEILDATUM,
        REGELSET,
    )
    # Of this process only: what getrusage says includes the process that started it.
    piek = re.findall(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    print(int(piek[0]) / 1024)
