"""What comes in, whatever library it is of, and what is said when a motor is missing."""

import sys
from collections.abc import Callable
from typing import Any

import duckdb
import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.unit.prioriteit.mensen import PEILDATUMS, als_feiten, mensen, toeval

from vsv.domein.fouten import InvoerFout, OmgevingFout
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.motor import MOTOREN, kies_motor
from vsv.prioriteit.service import Feiten, laad, prioriteer

D = PEILDATUMS[0]
REGELSET = laad("vsv-2.0")
FEITEN = als_feiten(mensen(toeval("motor"), D, 60))


def polars_van(tabel: Any) -> pl.DataFrame:
    frame: pl.DataFrame = tabel.to_native()
    return frame


VORMEN: dict[str, Callable[[Any], Any]] = {
    "polars": polars_van,
    "polars-lazy": lambda tabel: polars_van(tabel).lazy(),
    "met-meer-kolommen": lambda tabel: polars_van(tabel).with_columns(werkgever=pl.lit("Voorbeeld BV")),
    "arrow": lambda tabel: polars_van(tabel).to_arrow(),
    "duckdb": lambda tabel: duckdb.from_arrow(polars_van(tabel).to_arrow()),
}


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
@pytest.mark.parametrize("vorm", VORMEN)
def test_tabellen_in_elke_vorm_geven_hetzelfde(vorm: str, motor: str) -> None:
    tabellen = {naam: VORMEN[vorm](getattr(FEITEN, naam)) for naam in SCHEMA}

    assert_frame_equal(prioriteer(Feiten(**tabellen), D, REGELSET, motor), prioriteer(FEITEN, D, REGELSET))


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
def test_zonder_feiten_is_er_een_lege_uitkomst_met_dezelfde_kolommen(motor: str) -> None:
    leeg = als_feiten({naam: [] for naam in SCHEMA})

    uitkomst = prioriteer(leeg, D, REGELSET, motor)

    assert uitkomst.is_empty()
    assert uitkomst.schema == prioriteer(FEITEN, D, REGELSET).schema


def test_een_motor_die_niet_bestaat() -> None:
    with pytest.raises(InvoerFout, match="Kies uit: polars, duckdb, spark"):
        kies_motor("stoom")
    assert list(MOTOREN) == ["polars", "duckdb", "spark"]


def test_zonder_pyspark_een_duidelijke_melding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)

    with pytest.raises(OmgevingFout, match=r"PySpark is niet geïnstalleerd. Installeer de extra 'spark'."):
        kies_motor("spark")


def test_zonder_java_een_duidelijke_melding(monkeypatch: pytest.MonkeyPatch) -> None:
    sql = pytest.importorskip("pyspark.sql")
    monkeypatch.setattr(sql.SparkSession, "getActiveSession", lambda: None)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", "/geen/java/hier")

    with pytest.raises(OmgevingFout, match="Java is niet gevonden"):
        kies_motor("spark")
