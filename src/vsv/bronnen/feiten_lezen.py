"""Reading the facts: for the engine, as they were known on a day, after a levering.

What narrows down is done in the database; what comes out are the columns the engine asks for
(`vsv.prioriteit`), and no more.
"""

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Any, Final, LiteralString, TypeAlias

import polars as pl
from psycopg import sql

from vsv.domein.codes import Bron
from vsv.domein.perioden import Maand, begin_van_dag
from vsv.opslag.service import Cursor, copy_out

_Type: TypeAlias = pl.DataType | type[pl.DataType]

_TYPEN: Final[dict[str, _Type]] = {
    "jongere": pl.Int64,
    "ikv": pl.Int64,
    "bron": pl.String,
    "wet": pl.String,
    "grondslag": pl.String,
    "srtiv": pl.String,
    "werkgever": pl.String,
    "reden_einde": pl.String,
    "datum_begin": pl.Date,
    "datum_einde": pl.Date,
    "loon_lbph": pl.Int64,
    "verloonde_uren": pl.Int64,
    "ontvangen_op": pl.Int64,
    "ingetrokken": pl.Boolean,
    "volgnummer": pl.Int64,
}

_UITDRUKKINGEN: Final[dict[str, LiteralString]] = {
    # A double holds microseconds exactly up to the year 2041 (and in practice long after), and is four times as
    # fast as the decimal arithmetic of `extract`.
    "ontvangen_op": "(date_part('epoch', ontvangen_op) * 1000000)::bigint",
    # Of records with an equal ontvangen_op the one that came in last holds: by levering, then by place in it.
    "volgnummer": "levering * 4294967296 + volgnummer",
}

_VERSIE: Final = ("ontvangen_op", "ingetrokken", "volgnummer")

_BEVRAGINGEN: Final = "bevragingen"
# For each other table of the engine: the table here, and its columns.
_TABELLEN: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "ikv": ("ikv", ("jongere", "ikv", "datum_begin", "datum_einde", *_VERSIE)),
    "ikp": ("ikp", ("jongere", "ikv", "datum_begin", "srtiv", *_VERSIE)),
    "iko": ("iko", ("jongere", "ikv", "datum_begin", "datum_einde", "loon_lbph", "verloonde_uren", *_VERSIE)),
    "uitkeringen": ("uitkering", ("jongere", "bron", "wet", "datum_begin", "datum_einde", *_VERSIE)),
    "doelgroep": ("doelgroep", ("jongere", "grondslag", "datum_begin", "datum_einde", *_VERSIE)),
}


def read_feiten(
    cur: Cursor,
    *,
    peildatum: date,
    laatste_levering: int,
    maanden: int = 3,
    jongeren: Sequence[int] | None = None,
    tabellen: Collection[str] = (_BEVRAGINGEN, *_TABELLEN),
) -> dict[str, pl.DataFrame]:
    """Read the facts as they were known on the peildatum, from the leveringen up to one of them.

    Args:
        cur: Cursor in one snapshot, so that the tables agree; an organisation sees whom it follows.
        peildatum: Records received after this day (in Amsterdam) are left out.
        laatste_levering: Facts of later leveringen are left out; 0 = there are none.
        maanden: Number of months, up to and including that of the peildatum, of which an inkomstenopgave must
            touch at least one day to be read.
        jongeren: Internal keys of the people to read; None = everyone.
        tabellen: The tables to read; an organisation may not read doelgroep.

    Returns:
        The engine's tables without `aanmeldingen`: bevragingen, ikv, ikp, iko, uitkeringen, doelgroep.
        `ontvangen_op` is microseconds since 1970 in UTC, `beantwoord_op` the date in Amsterdam, `loon_lbph`
        cents, `verloonde_uren` hours. Of the answers of a source about a person only the last one is there:
        those before can't change the outcome.
    """
    maand = Maand.van(peildatum)
    params = {  # worked out here: in the database they would be worked out again for each of millions of rows
        "levering": laatste_levering,
        "bekend_voor": begin_van_dag(peildatum + timedelta(days=1)),
        "eerste": (maand - (maanden - 1)).eerste,
        "laatste": maand.laatste,
        "jongeren": list(jongeren or []),
    }
    feiten = {}
    if _BEVRAGINGEN in tabellen:
        feiten[_BEVRAGINGEN] = _read_bevragingen(cur, _conditions("bevraging", jongeren), params)
    for naam, (tabel, kolommen) in _TABELLEN.items():
        if naam in tabellen:
            query = sql.SQL("SELECT {} FROM {} WHERE {}").format(
                _select(kolommen), sql.Identifier(tabel), _conditions(tabel, jongeren)
            )
            feiten[naam] = copy_out(cur, query, {kolom: _TYPEN[kolom] for kolom in kolommen}, params)
    return feiten


def latest_levering(cur: Cursor) -> int:
    """Return the number of the last levering; 0 when there is none yet."""
    row = cur.execute("SELECT coalesce(max(id), 0) FROM levering").fetchone()
    return row[0] if row else 0


def read_bronnen_tot(cur: Cursor, peildatum: date, laatste_levering: int) -> dict[str, date]:
    """Return per source the last day on which it answered about anyone, as known on the peildatum.

    A source that has never answered is not in the result.
    """
    cur.execute(
        """
        SELECT bron, max(beantwoord_op)::date FROM bevraging
        WHERE beantwoord_op < (%s::date + 1)::timestamptz AND levering <= %s
        GROUP BY bron ORDER BY bron
        """,
        (peildatum, laatste_levering),
    )
    return dict(cur.fetchall())


def read_ikv_mutaties(cur: Cursor, *, na_levering: int, tot_levering: int) -> pl.DataFrame:
    """Read what was said about inkomstenverhoudingen in the leveringen after one, up to and including another.

    Returns:
        jongere, ikv, datum_begin, datum_einde, werkgever, reden_einde, ontvangen_op (microseconds since 1970 in
        UTC), ingetrokken, volgnummer; in the order in which they came in.
    """
    kolommen = ("jongere", "ikv", "datum_begin", "datum_einde", "werkgever", "reden_einde", *_VERSIE)
    return copy_out(
        cur,
        sql.SQL(
            "SELECT {} FROM ikv WHERE levering > %(na)s AND levering <= %(tot)s ORDER BY ikv.levering, ikv.volgnummer"
        ).format(_select(kolommen)),
        {kolom: _TYPEN[kolom] for kolom in kolommen},
        {"na": na_levering, "tot": tot_levering},
    )


def _read_bevragingen(cur: Cursor, conditions: sql.Composable, params: dict[str, Any]) -> pl.DataFrame:
    """Read the day (in Amsterdam, the zone of every connection) of the last answer of each source about each person.

    There are many answers a person, so they are reduced where they are, to a row a person.
    """
    last = [
        sql.SQL("max(beantwoord_op) FILTER (WHERE bron = {})::date").format(sql.Literal(str(bron))) for bron in Bron
    ]
    query = sql.SQL("SELECT jongere, {} FROM bevraging WHERE {} GROUP BY jongere").format(
        sql.SQL(", ").join(last), conditions
    )
    per_jongere = copy_out(cur, query, {"jongere": pl.Int64, **{str(bron): pl.Date for bron in Bron}}, params)
    antwoorden = per_jongere.unpivot(index="jongere", variable_name="bron", value_name="beantwoord_op")
    return antwoorden.drop_nulls("beantwoord_op")


def _select(kolommen: Sequence[str]) -> sql.Composable:
    return sql.SQL(", ").join(
        sql.SQL(_UITDRUKKINGEN[kolom]) if kolom in _UITDRUKKINGEN else sql.Identifier(kolom) for kolom in kolommen
    )


def _conditions(tabel: str, jongeren: Sequence[int] | None) -> sql.Composable:
    """What must hold for a row of `tabel` to be read."""
    moment = sql.Identifier("beantwoord_op" if tabel == "bevraging" else "ontvangen_op")
    conditions: list[sql.Composable] = [
        sql.SQL("levering <= %(levering)s"),
        sql.SQL("{} < %(bekend_voor)s::timestamptz").format(moment),
    ]
    if tabel == "iko":
        conditions += [
            sql.SQL("datum_einde >= %(eerste)s::date"),
            sql.SQL("datum_begin <= %(laatste)s::date"),
        ]
    if jongeren is not None:
        conditions.append(sql.SQL("jongere = ANY (%(jongeren)s::bigint[])"))
    return sql.SQL(" AND ").join(conditions)
