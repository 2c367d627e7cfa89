"""Reading log lines, the newest first, a page at a time. Who may is for the rooms above; the wall is the database's."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import polars as pl
from psycopg import sql

from vsv.logboek.schrijven import Resultaat
from vsv.opslag.service import Cursor

Plek = tuple[datetime, int]
"""The place of a line in the order of reading: its moment and number."""

_REGEL: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "nummer": pl.Int64,
    "tijdstip": pl.Datetime("us", "UTC"),
    "actor": pl.String,
    "oorsprong": pl.String,
    "organisatie": pl.Int64,
    "actie": pl.String,
    "jongere": pl.Int64,
    "resultaat": pl.String,
    "bijzonderheden": pl.String,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Logfilter:
    """Which lines: those for which all of this holds; None = whatever it is.

    Attributes:
        jongere: Key of whom it is about.
        actor: Who did it.
        vanaf: From this moment on.
        voor: Before this moment.
        acties: One of these was done.
        resultaat: What came of it.
    """

    jongere: int | None = None
    actor: str | None = None
    vanaf: datetime | None = None
    voor: datetime | None = None
    acties: Collection[str] | None = None
    resultaat: Resultaat | None = None


_VOORWAARDEN: Final[dict[str, sql.SQL]] = {
    "jongere": sql.SQL("jongere = %(jongere)s"),
    "actor": sql.SQL("actor = %(actor)s"),
    "vanaf": sql.SQL("tijdstip >= %(vanaf)s"),
    "voor": sql.SQL("tijdstip < %(voor)s"),
    "acties": sql.SQL("actie = ANY (%(acties)s)"),
    "resultaat": sql.SQL("resultaat = %(resultaat)s"),
    "tijdstip": sql.SQL("(tijdstip, nummer) < (%(tijdstip)s, %(nummer)s)"),
}


def read_logregels(cur: Cursor, filter_: Logfilter, *, na: Plek | None = None, aantal: int) -> pl.DataFrame:
    """Return a page of log lines, the newest first; behind the tenant wall only those of the acting organisation.

    Args:
        cur: A cursor.
        filter_: Which lines.
        na: Place of the last line of the page before; None for the first page.
        aantal: How many at most.

    Returns:
        nummer, tijdstip (UTC), actor, oorsprong, organisatie (key or null), actie, jongere (key or null), resultaat,
        bijzonderheden (JSON).
    """
    params: dict[str, Any] = {name: getattr(filter_, name) for name in Logfilter.__dataclass_fields__}
    if filter_.acties is not None:
        params["acties"] = list(filter_.acties)
    if na is not None:
        params["tijdstip"], params["nummer"] = na
    # Only the conditions that are asked stand in the query: so each has its own plan, by the index that fits.
    conditions = [text for name, text in _VOORWAARDEN.items() if params.get(name) is not None]
    query = sql.SQL(
        "SELECT {}, bijzonderheden::text FROM logregel {} ORDER BY tijdstip DESC, nummer DESC LIMIT %(aantal)s"
    ).format(sql.SQL(", ").join(map(sql.Identifier, list(_REGEL)[:-1])), _where(conditions))
    return pl.DataFrame(cur.execute(query, {**params, "aantal": aantal}).fetchall(), schema=_REGEL, orient="row")


def _where(conditions: Sequence[sql.Composable]) -> sql.Composable:
    return sql.SQL("WHERE ") + sql.SQL(" AND ").join(conditions) if conditions else sql.SQL("")
