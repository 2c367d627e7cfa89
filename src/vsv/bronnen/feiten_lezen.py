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
    "aard": pl.String,
    "oproep": pl.Boolean,
    "onbepaalde_tijd": pl.Boolean,
    "contracturen_per_week": pl.String,
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
_PER_LEVERING: Final = 4_294_967_296
_ALLE_LEVERINGEN: Final = 2_147_483_647

_VERSIE: Final = ("ontvangen_op", "ingetrokken", "volgnummer")

_WOORDEN: Final[dict[str, tuple[str, ...]]] = {
    "ikv": ("werkgever", "reden_einde"),
    "ikp": ("aard", "oproep", "onbepaalde_tijd", "contracturen_per_week"),
}
"""What is said of an inkomstenverhouding for people to read; the engine does not ask for it."""

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
    laatste_levering: int | None,
    bekend_op: date | None = None,
    maanden: int = 3,
    jongeren: Sequence[int] | None = None,
    tabellen: Collection[str] = (_BEVRAGINGEN, *_TABELLEN),
    met_woorden: bool = False,
) -> dict[str, pl.DataFrame]:
    """Read the facts about a peildatum as they were known on a day, from the leveringen up to one of them.

    Args:
        cur: Cursor in one snapshot, so that the tables agree; an organisation sees whom it follows.
        peildatum: Says which months are read.
        laatste_levering: Facts of later leveringen are left out; 0 = there are none, None = all are known.
        bekend_op: Records received after this day (in Amsterdam) are left out; the peildatum when None.
        maanden: Number of months, up to and including that of the peildatum, of which an inkomstenopgave must
            touch at least one day to be read.
        jongeren: Internal keys of the people to read; None = everyone.
        tabellen: The tables to read; an organisation may not read doelgroep.
        met_woorden: Read with ikv werkgever and reden_einde, and with ikp aard, oproep, onbepaalde_tijd and
            contracturen_per_week.

    Returns:
        The engine's tables without `aanmeldingen`: bevragingen, ikv, ikp, iko, uitkeringen, doelgroep.
        `ontvangen_op` is microseconds since 1970 in UTC, `beantwoord_op` the date in Amsterdam, `loon_lbph`
        cents, `verloonde_uren` hours. Of the answers of a source about a person only the last one is there:
        those before can't change the outcome.
    """
    maand = Maand.van(peildatum)
    params = {  # worked out here: in the database they would be worked out again for each of millions of rows
        "levering": _ALLE_LEVERINGEN if laatste_levering is None else laatste_levering,
        "bekend_voor": begin_van_dag((bekend_op or peildatum) + timedelta(days=1)),
        "eerste": (maand - (maanden - 1)).eerste,
        "laatste": maand.laatste,
        "jongeren": list(jongeren or []),
    }
    feiten = {}
    if _BEVRAGINGEN in tabellen:
        feiten[_BEVRAGINGEN] = _read_bevragingen(cur, _conditions("bevraging", jongeren), params)
    for naam, (tabel, kolommen) in _TABELLEN.items():
        if naam in tabellen:
            if met_woorden:
                kolommen = (*kolommen, *_WOORDEN.get(naam, ()))
            query = sql.SQL("SELECT {} FROM {} WHERE {}").format(
                _select(kolommen), sql.Identifier(tabel), _conditions(tabel, jongeren)
            )
            feiten[naam] = copy_out(cur, query, {kolom: _TYPEN[kolom] for kolom in kolommen}, params)
    return feiten


def known_at(feiten: pl.DataFrame, *, bekend_op: date, laatste_levering: int) -> pl.DataFrame:
    """Return of a table that `read_feiten` read the records that were known earlier.

    Args:
        feiten: Any of its tables but bevragingen.
        bekend_op: Records received after this day are left out.
        laatste_levering: Facts of later leveringen are left out.
    """
    received_before = int(begin_van_dag(bekend_op + timedelta(days=1)).timestamp()) * 1_000_000
    first_of_next = laatste_levering * _PER_LEVERING + _PER_LEVERING // 2  # what had waited has a negative volgnummer
    return feiten.filter(pl.col("ontvangen_op") < received_before, pl.col("volgnummer") < first_of_next)


def levering_van(volgnummer: pl.Expr) -> pl.Expr:
    """Return which levering brought each fact, from the `volgnummer` that `read_feiten` gives."""
    return (volgnummer + _PER_LEVERING // 2) // _PER_LEVERING


def latest_levering(cur: Cursor) -> int:
    """Return the number of the last levering; 0 when there is none yet."""
    row = cur.execute("SELECT coalesce(max(id), 0) FROM levering").fetchone()
    return row[0] if row else 0


def read_bronnen_tot(cur: Cursor, bekend_op: date, laatste_levering: int) -> dict[str, date]:
    """Return per source the last day on which it answered about anyone, as known on a day.

    A source that has never answered is not in the result.
    """
    cur.execute(
        """
        SELECT bron, max(beantwoord_op)::date FROM bevraging
        WHERE beantwoord_op < (%s::date + 1)::timestamptz AND levering <= %s
        GROUP BY bron ORDER BY bron
        """,
        (bekend_op, laatste_levering),
    )
    return dict(cur.fetchall())


def read_geraakte_ikvs(
    cur: Cursor,
    *,
    na: tuple[date, int],
    tot: tuple[date, int],
    jongeren: Sequence[int] | None = None,
) -> pl.DataFrame:
    """Read which inkomstenverhoudingen may differ between two moments: the others are the same, whatever was said.

    Something was said of them in between, or a datum_einde that was known has passed. A moment is a day, up to and
    including which records had been received, and the last levering.

    Args:
        cur: A cursor; an organisation sees whom it follows.
        na: The moment before.
        tot: The moment after.
        jongeren: Internal keys of the people to look at; None = everyone.

    Returns:
        jongere, ikv.
    """
    return copy_out(
        cur,
        sql.SQL(
            """
            SELECT DISTINCT jongere, ikv FROM ikv
            WHERE levering <= %(tot_levering)s AND ontvangen_op < %(tot_moment)s
              AND (levering > %(na_levering)s OR ontvangen_op >= %(na_moment)s
                   OR (datum_einde > %(na_dag)s AND datum_einde <= %(tot_dag)s)) {}
            """
        ).format(sql.SQL("" if jongeren is None else "AND jongere = ANY (%(jongeren)s::bigint[])")),
        {"jongere": pl.Int64, "ikv": pl.Int64},
        {
            "na_levering": na[1],
            "na_moment": begin_van_dag(na[0] + timedelta(days=1)),
            "na_dag": na[0],
            "tot_levering": tot[1],
            "tot_moment": begin_van_dag(tot[0] + timedelta(days=1)),
            "tot_dag": tot[0],
            "jongeren": list(jongeren or []),
        },
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
