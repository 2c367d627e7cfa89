"""The priorities of one person over time: what the reports said, why it changed, and what they would say now."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

import polars as pl

from vsv.opslag.service import copy_out
from vsv.prioriteit.service import Regelset, Uitkomst, verklaar_wijziging
from vsv.rapport.beoordeelden import REGELS
from vsv.rapport.herziening import read_herzieningen
from vsv.rapport.historie import DAGELIJKS
from vsv.rapport.runs import list_runs
from vsv.rapport.wat_als.geldend import laad_regelsets
from vsv.toegang.service import Sessie

_HISTORIE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    **REGELS,
    "vlaggen": pl.String,
    "van": pl.Date,
    "tot": pl.Date,
    "regelset": pl.String,
    "run": pl.Int64,
}
_BEELD: Final = (
    *("van", "tot", "prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen", "wijziging", "herziening"),
)
_HERZIEN: Final = 13
"""How many of the latest rows of the history are looked at again: for most people that is all."""


def read_verloop(sessie: Sessie, jongere: int, *, herziening: bool) -> pl.DataFrame:
    """Return what the reports of the acting organisation said about a person; see `Jongerebeeld.historie`."""
    rows = _read_rows(sessie, jongere)
    regelsets = laad_regelsets(sessie.cur, rows["regelset"].unique().to_list())
    return rows.with_columns(
        pl.Series("wijziging", list(_explain(rows.to_dicts(), regelsets)), dtype=pl.String),
        herziening=_read_herziening(sessie, rows) if herziening else pl.lit(None, dtype=pl.String),
    ).select(*_BEELD)


def _read_rows(sessie: Sessie, jongere: int) -> pl.DataFrame:
    """Read the rows, each with the last run that found it.

    A line of 2 to 5 is found at the run it began with and at week runs; day runs take it over.
    """
    return copy_out(
        sessie.cur,
        """
        SELECT p.organisatie, p.aanmelding, p.jongere, a.kenmerk, a.aanmelddatum, p.prioriteit, p.loonperiode, p.loon,
               p.uren, p.redenen, p.vlaggen, van.peildatum, tot.peildatum, van.regelset,
               (SELECT max(r.id) FROM run r
                WHERE r.id >= p.van AND (p.tot IS NULL OR r.id < p.tot)
                  AND (r.soort = 'week' OR r.id = p.van OR p.prioriteit = ANY (%(dagelijks)s)))
        FROM prioriteit p
        JOIN aanmelding a ON a.id = p.aanmelding
        JOIN run van ON van.id = p.van LEFT JOIN run tot ON tot.id = p.tot
        WHERE p.organisatie = vsv_organisatie() AND p.jongere = %(jongere)s
        ORDER BY p.van DESC
        """,
        _HISTORIE,
        {"jongere": jongere, "dagelijks": list(DAGELIJKS)},
    )


def _explain(rows: list[dict[str, Any]], regelsets: Mapping[str, Regelset]) -> Iterator[str]:
    """Yield for each row, the latest first, why the priority became this one; after a gap it begins anew."""
    for row, before in zip(rows, [*rows[1:], None], strict=True):
        follows = before is not None and before["tot"] == row["van"] and before["aanmelding"] == row["aanmelding"]
        earlier = _outcome(before) if before and follows else None
        yield verklaar_wijziging(earlier, _outcome(row), regelsets[row["regelset"]])


def _outcome(row: Mapping[str, Any]) -> Uitkomst:
    return Uitkomst.van_rij(row, row["van"])


def _read_herziening(sessie: Sessie, rows: pl.DataFrame) -> pl.Expr:
    latest = rows.head(_HERZIEN)
    runs = list_runs(sessie.cur, nummers=latest["run"].unique().to_list())
    found = read_herzieningen(sessie.cur, runs, latest)
    return pl.col("run").replace_strict(found, default=None, return_dtype=pl.String)
