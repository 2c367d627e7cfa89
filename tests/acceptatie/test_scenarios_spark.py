"""The same rules on Spark: the reference cases to the byte, and the oracle on awkward people.

All in one file and one session: starting Java is what takes the time.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.unit.prioriteit import orakel
from tests.unit.prioriteit.mensen import PEILDATUMS, als_feiten, mensen, toeval

from vsv.beheer.prioriteer import prioriteer_map
from vsv.domein.fouten import OmgevingFout
from vsv.prioriteit.feiten import SCHEMA
from vsv.prioriteit.motor import spark_sessie
from vsv.prioriteit.service import Feiten, laad, maandbeeld, prioriteer, verhoudingen

pytestmark = pytest.mark.spark

GEVALLEN = sorted(map_ for map_ in Path(__file__).with_name("scenarios").iterdir() if map_.is_dir())
REGELSET = laad("vsv-2.0")
D = PEILDATUMS[0]


# Little data: what takes time is Java compiling and Spark planning, not computing.
WEINIG_GEGEVENS = {
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.shuffle.partitions": "1",
}


@pytest.fixture(scope="module", autouse=True)
def sessie() -> Iterator[Any]:
    """The session the motor makes, set up for little data; skips where Java or PySpark is missing."""
    with pytest.MonkeyPatch.context() as omgeving:
        omgeving.setenv("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        try:
            spark = spark_sessie()
        except OmgevingFout as fout:
            pytest.skip(str(fout))
    for naam, waarde in WEINIG_GEGEVENS.items():
        spark.conf.set(naam, waarde)
    yield spark
    spark.stop()


@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda geval: geval.name)
def test_elk_geval_tot_op_de_byte(geval: Path, tmp_path: Path) -> None:
    uitvoer = tmp_path / "prioriteiten.csv"

    prioriteer_map(geval / "invoer", date.fromisoformat(geval.name), uitvoer, motor="spark")

    assert uitvoer.read_bytes() == (geval / "prioriteiten.csv").read_bytes()


def test_tabellen_die_al_van_spark_zijn_blijven_daar(sessie: Any, tmp_path: Path) -> None:
    feiten = mensen(toeval("spark"), D, 200)
    van_spark = {}
    for naam in SCHEMA:
        getattr(als_feiten(feiten), naam).to_native().write_parquet(tmp_path / naam)
        van_spark[naam] = sessie.read.parquet(str(tmp_path / naam))

    uitkomst = prioriteer(Feiten(**van_spark), D, REGELSET, "spark")
    beeld = maandbeeld(Feiten(**van_spark), D, REGELSET, maanden=2, motor="spark")

    assert uitkomst.to_dicts() == orakel.prioriteer(feiten, D, REGELSET)
    assert beeld.to_dicts() == orakel.maandbeeld(feiten, D, REGELSET, 2)


def test_met_wat_later_bekend_werd_zegt_spark_hetzelfde() -> None:
    feiten, later = mensen(toeval("spark later"), D, 200), D + timedelta(days=2)

    uitkomst = prioriteer(als_feiten(feiten), D, REGELSET, "spark", bekend_op=later)
    gevonden = verhoudingen(als_feiten(feiten), D, REGELSET, "spark", bekend_op=later)

    assert uitkomst.to_dicts() == orakel.prioriteer(feiten, D, REGELSET, later)
    assert gevonden.to_dicts() == orakel.verhoudingen(feiten, D, REGELSET, later)
