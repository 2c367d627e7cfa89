"""Which machine does the work: Polars (default), DuckDB or Spark.

A motor does three things, and all that differs between machines is here: it takes tables in, it
computes a table once that will be read more often, and it hands over the outcome. What comes in may be
any table narwhals can read; every date in it becomes a day number (see `peilmoment`).
"""

import os
import shutil
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

import duckdb
import narwhals as nw
import polars as pl
from narwhals.typing import IntoFrame

from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

Tabel = nw.LazyFrame[Any]
"""A table inside the engine: nothing is computed until a motor is asked to."""


class Motor(Protocol):
    """What the engine asks of a machine."""

    def neem(self, tabel: IntoFrame, kolommen: Sequence[str]) -> Tabel:
        """Take these columns of a table in, with dates as day numbers."""

    def leg_vast(self, tabel: Tabel) -> Tabel:
        """Compute a table now, because it will be read more than once."""

    def haal(self, tabel: Tabel) -> pl.DataFrame:
        """Compute a table and hand it over."""


def kies_motor(naam: str) -> Motor:
    """Return a motor by its name.

    Raises:
        InvoerFout: There is no motor of that name.
        OmgevingFout: The motor is not installed here.
    """
    if naam in MOTOREN:
        return MOTOREN[naam]()
    keuze = ", ".join(MOTOREN)
    raise InvoerFout(Fout("MOTOR_ONBEKEND", f"De motor '{naam}' bestaat niet.", advies=f"Kies uit: {keuze}."))


WEINIG: Final = 5_000
"""Rows up to which setting many cores to work costs more than the work: those of one person, or of a page of a list."""


class PolarsMotor:
    """In this process, on all cores when there is much to do: for everything that fits in memory."""

    def __init__(self) -> None:
        self._weinig = True

    def neem(self, tabel: IntoFrame, kolommen: Sequence[str]) -> Tabel:
        """See `Motor`."""
        self._weinig = self._weinig and isinstance(tabel, pl.DataFrame) and tabel.height <= WEINIG
        return nw.from_native(_polars(tabel, kolommen))

    def leg_vast(self, tabel: Tabel) -> Tabel:
        """See `Motor`."""
        return nw.from_native(self.haal(tabel).lazy())

    def haal(self, tabel: Tabel) -> pl.DataFrame:
        """See `Motor`."""
        native: pl.LazyFrame = tabel.to_native()
        return native.collect(engine="in-memory" if self._weinig else "streaming")


class DuckdbMotor:
    """In this process, another hand: the second opinion in the tests."""

    def __init__(self) -> None:
        self._verbinding = duckdb.connect()
        self._verbinding.execute("SET enable_progress_bar = false")

    def neem(self, tabel: IntoFrame, kolommen: Sequence[str]) -> Tabel:
        """See `Motor`."""
        return self._uit_arrow(_polars(tabel, kolommen).collect().to_arrow())

    def leg_vast(self, tabel: Tabel) -> Tabel:
        """See `Motor`."""
        return self._uit_arrow(tabel.collect("pyarrow").to_native())

    def haal(self, tabel: Tabel) -> pl.DataFrame:
        """See `Motor`."""
        return _haal_op(tabel)

    def _uit_arrow(self, tabel: Any) -> Tabel:
        return nw.from_native(self._verbinding.from_arrow(tabel)).lazy()


class SparkMotor:
    """On a cluster, or on this machine for the tests: for what no longer fits on one machine.

    Tables that are Spark's already stay where they are. The active session is used; without one, a
    local session is made.
    """

    def __init__(self) -> None:
        self._sessie = spark_sessie()

    def neem(self, tabel: IntoFrame, kolommen: Sequence[str]) -> Tabel:
        """See `Motor`."""
        from pyspark.sql import DataFrame

        if not isinstance(tabel, DataFrame):
            tabel = self._sessie.createDataFrame(_polars(tabel, kolommen).collect().to_arrow())
        datums = [naam for naam, soort in tabel.dtypes if soort == "date"]
        return nw.from_native(tabel.selectExpr(*(f"unix_date({k}) AS {k}" if k in datums else k for k in kolommen)))

    def leg_vast(self, tabel: Tabel) -> Tabel:
        """See `Motor`."""
        vast: Tabel = nw.from_native(tabel.to_native().localCheckpoint())
        return vast

    def haal(self, tabel: Tabel) -> pl.DataFrame:
        """See `Motor`."""
        return _haal_op(tabel)


MOTOREN: Final[Mapping[str, Callable[[], Motor]]] = {
    "polars": PolarsMotor,
    "duckdb": DuckdbMotor,
    "spark": SparkMotor,
}


def _polars(tabel: IntoFrame, kolommen: Sequence[str]) -> pl.LazyFrame:
    """Turn any table into a Polars one with these columns, dates as day numbers."""
    gekozen = nw.from_native(tabel).lazy().select(*kolommen)
    frame = gekozen.to_native()
    if not isinstance(frame, pl.LazyFrame):
        frame = _haal_op(gekozen).lazy()
    return frame.with_columns(pl.col(pl.Date).cast(pl.Int32))


def _haal_op(tabel: Tabel) -> pl.DataFrame:
    native: pl.DataFrame = tabel.collect("polars").to_native()
    return native


def spark_sessie() -> "SparkSession":
    """Return the active Spark session, or a quiet local one.

    Raises:
        OmgevingFout: PySpark or Java is missing.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as fout:
        raise _spark_ontbreekt("PySpark is niet geïnstalleerd", "Installeer de extra 'spark'.") from fout
    sessie = SparkSession.getActiveSession()
    if sessie is not None:
        return sessie
    if "JAVA_HOME" not in os.environ and shutil.which("java") is None:
        raise _spark_ontbreekt("Java is niet gevonden", "Installeer Java 17 of nieuwer, of zet JAVA_HOME.")
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    bouwer = SparkSession.builder.master("local[*]").appName("vsv")
    for naam, waarde in _SPARK_LOKAAL.items():
        bouwer = bouwer.config(naam, waarde)
    return bouwer.getOrCreate()


def _spark_ontbreekt(reden: str, advies: str) -> OmgevingFout:
    return OmgevingFout(Fout("SPARK_ONTBREEKT", f"De motor Spark kan niet starten: {reden}.", advies=advies))


_SPARK_LOKAAL: Final = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.memory": "2g",
    "spark.log.level": "ERROR",
    "spark.sql.execution.arrow.pyspark.enabled": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.shuffle.partitions": "4",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}
