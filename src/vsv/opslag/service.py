"""Connections per role, transactions, and bulk in and out.

Every process reaches the database through `transactie`: it names the role it acts as, gets a cursor,
and everything in it is committed together or not at all. Bulk goes by COPY in CSV, which PostgreSQL and
Polars both read and write at full speed, on the same connection and so in the same transaction.

The address is the setting `DATABASE_URL`; the user in it is replaced by the role. A real server may ask
for a password per role: `VSV_WACHTWOORD_WEB`, `VSV_WACHTWOORD_BEHEER`, `VSV_WACHTWOORD_WERKER`,
`VSV_WACHTWOORD_EIGENAAR`. A process gets only its own.

A process that answers many requests calls `keep_connections` once; then its transactions share connections.
"""

import os
import select
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from itertools import islice
from typing import Any, Literal, LiteralString

import polars as pl
import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.opslag.sleutels import Sleutels, load_sleutels, new_key_line

__all__ = [
    "Cursor",
    "Query",
    "Rol",
    "Sleutels",
    "ask",
    "conninfo",
    "copy_in",
    "copy_out",
    "exclusive",
    "iter_copy",
    "keep_connections",
    "load_sleutels",
    "micros",
    "new_key_line",
    "temporary_table",
    "transactie",
    "translated_faults",
]

Cursor = psycopg.Cursor[TupleRow]
Rol = Literal["web", "beheer", "werker", "eigenaar"]
Query = LiteralString | sql.Composable

# Dates are calendar dates in the Netherlands, also what `current_date` says in the tenant wall.
_SESSION = "-c TimeZone=Europe/Amsterdam -c client_encoding=UTF8"


def conninfo(rol: Rol) -> str:
    """Return the connection string of a role.

    Raises:
        OmgevingFout: `DATABASE_URL` is not set.
    """
    address = os.environ.get("DATABASE_URL")
    if not address:
        raise OmgevingFout(
            Fout(
                "DATABASE_ONBEKEND",
                "Er is geen database ingesteld.",
                "DATABASE_URL",
                "Zet hierin het adres, bijvoorbeeld postgresql://server/vsv.",
            )
        )
    password = os.environ.get(f"VSV_WACHTWOORD_{rol.upper()}")
    return make_conninfo(address, user=f"vsv_{rol}", password=password, options=_SESSION, connect_timeout=10)


@contextmanager
def translated_faults() -> Iterator[None]:
    """Turn what the surroundings do to a database into an `OmgevingFout` in plain Dutch."""
    try:
        yield
    except (
        psycopg.errors.DiskFull,
        psycopg.errors.OutOfMemory,
        psycopg.errors.ConfigurationLimitExceeded,
    ) as e:
        raise OmgevingFout(
            Fout(
                "DATABASE_VOL",
                "De database heeft geen ruimte meer. Er is niets gewijzigd.",
                "database",
                "Maak ruimte vrij op de schijf van de database en probeer het opnieuw.",
            )
        ) from e
    except psycopg.errors.QueryCanceled:
        raise
    except (psycopg.OperationalError, psycopg.InterfaceError) as e:  # a pool that has none left, too
        raise OmgevingFout(
            Fout(
                "DATABASE_WEG",
                "De database is niet bereikbaar. Er is niets gewijzigd.",
                "database",
                "Kijk of de server draait en of DATABASE_URL klopt, en probeer het opnieuw.",
            )
        ) from e


@contextmanager
def transactie(rol: Rol, *, snapshot: bool = False, haast: bool = False) -> Iterator[Cursor]:
    """Open one transaction as `rol`; commit at the end, roll back on any exception.

    Args:
        rol: The database role to act as.
        snapshot: Every query sees the database as it was at the first (repeatable read).
        haast: Wait for the server only where something is fetched: what goes wrong in a statement shows later.

    Raises:
        OmgevingFout: The database can't be reached, went away, or is full; nothing has changed.
    """
    with translated_faults(), _connection(rol) as connection:
        level = psycopg.IsolationLevel.REPEATABLE_READ if snapshot else None
        if connection.isolation_level != level:
            connection.isolation_level = level
        with connection.pipeline() if haast else nullcontext():
            with connection.cursor() as cur:
                yield cur
            _commit(connection)


def ask(rol: Rol, query: LiteralString, params: Sequence[Any]) -> list[TupleRow]:
    """Ask one thing as `rol`, in a transaction of its own, with one trip to the server instead of three.

    Raises:
        OmgevingFout: The database can't be reached, or went away.
    """
    with translated_faults(), _connection(rol) as connection:
        connection.autocommit = True
        try:
            return connection.execute(query, params).fetchall()
        finally:
            if not connection.closed:
                connection.autocommit = False


_pools: dict[Rol, ConnectionPool] = {}


def keep_connections(rol: Rol, *, hoogstens: int) -> None:
    """Let the transactions of this process as `rol` share at most so many connections from now on.

    A connection that broke is replaced before it is handed out.
    """
    if rol not in _pools:
        _pools[rol] = ConnectionPool(conninfo(rol), min_size=1, max_size=hoogstens, check=_check, timeout=10, open=True)


def _check(connection: psycopg.Connection) -> None:
    """Ask the server whether a connection works when something came in that nobody asked for: that is how it ends."""
    poll = select.poll()
    poll.register(connection.fileno(), select.POLLIN)
    if poll.poll(0):
        ConnectionPool.check_connection(connection)


def _connection(rol: Rol) -> AbstractContextManager[psycopg.Connection]:
    return _borrow(_pools[rol]) if rol in _pools else psycopg.connect(conninfo(rol))


@contextmanager
def _borrow(pool: ConnectionPool) -> Iterator[psycopg.Connection]:
    """Lend a connection of a pool. Who gets it commits; the pool itself would commit once more, every time."""
    connection = pool.getconn()
    try:
        yield connection
    except BaseException:
        if not connection.closed:
            with suppress(psycopg.Error):  # what went wrong first is what is told
                connection.rollback()
        raise
    finally:
        pool.putconn(connection)


def _commit(connection: psycopg.Connection) -> None:
    """Commit; when the server goes away before it has said that it did, only the server knows whether it did."""
    try:
        connection.commit()
    except psycopg.OperationalError as e:
        if not connection.broken:
            raise
        raise OmgevingFout(
            Fout(
                "DATABASE_WEG_BIJ_VASTLEGGEN",
                "De database viel weg tijdens het vastleggen. Alles is gewijzigd, of niets.",
                "database",
                "Doe het nog een keer: wat al gewijzigd is, wordt niet nog eens gedaan.",
            )
        ) from e


@contextmanager
def exclusive(rol: Rol, naam: str) -> Iterator[bool]:
    """Be the only one, over all processes, who does what `naam` says; yields False when somebody else does it now.

    It is a lock of a connection of its own: when this process dies, the server sets it free.
    """
    with translated_faults(), psycopg.connect(conninfo(rol), autocommit=True) as connection:
        ((mine,),) = connection.execute("SELECT pg_try_advisory_lock(hashtext(%s))", (naam,))
        yield mine


def copy_out(
    cur: Cursor,
    query: Query,
    schema: dict[str, pl.DataType | type[pl.DataType]],
    params: dict[str, Any] | None = None,
) -> pl.DataFrame:
    """Run a query and return its rows as a frame, by COPY.

    Args:
        cur: A cursor in a transaction.
        query: A SELECT with the columns of `schema`, in that order.
        schema: Name and Polars type of each column. Moments are best asked for as `bigint`
            microseconds, see `micros`.
        params: Values for `%(name)s` in the query; written into it as literals, because COPY takes no parameters.
    """
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(_with_literals(cur, query, params))
    with cur.copy(statement) as copy:
        return _parse(b"".join(copy), schema)


def iter_copy(
    cur: Cursor,
    query: Query,
    schema: dict[str, pl.DataType | type[pl.DataType]],
    params: dict[str, Any] | None = None,
    *,
    per_deel: int,
) -> Iterator[pl.DataFrame]:
    """Run a query and yield its rows in frames of at most `per_deel`; see `copy_out`.

    Only one frame is held at a time. Until the last one the connection can do nothing else.
    """
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv)").format(_with_literals(cur, query, params))
    with cur.copy(statement) as copy:
        rows = iter(copy)  # the server sends a message a row
        while piece := b"".join(islice(rows, per_deel)):
            yield _parse(piece, schema)


def _parse(text: bytes, schema: dict[str, pl.DataType | type[pl.DataType]]) -> pl.DataFrame:
    if not text:
        return pl.DataFrame(schema=schema)
    booleans = [name for name, kind in schema.items() if kind == pl.Boolean]
    as_read = {name: pl.String if kind == pl.Boolean else kind for name, kind in schema.items()}
    frame = pl.read_csv(text, has_header=False, new_columns=list(schema), schema=as_read)
    return frame.with_columns(pl.col(name) == "t" for name in booleans)


def copy_in(cur: Cursor, tabel: str, frame: pl.DataFrame) -> int:
    """Append a frame to a table by COPY and return the number of rows.

    The columns of the frame are the columns of the table that get a value. Text in the frame is never
    empty (`""` would become null): unknown is null everywhere.
    """
    statement = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(tabel), sql.SQL(", ").join(map(sql.Identifier, frame.columns))
    )
    with cur.copy(statement) as copy:
        for part in frame.iter_slices(200_000):
            copy.write(part.write_csv(include_header=False, datetime_format="%Y-%m-%dT%H:%M:%S%.6fZ").encode())
    return frame.height


def temporary_table(cur: Cursor, naam: str, definition: LiteralString) -> None:
    """Make a table that lives until the end of this transaction, to COPY into before a set-based statement."""
    cur.execute(
        sql.SQL("CREATE TEMPORARY TABLE {} ({}) ON COMMIT DROP").format(sql.Identifier(naam), sql.SQL(definition))
    )


def micros(column: LiteralString) -> sql.SQL:
    """Return SQL for a `timestamptz` column as whole microseconds since 1970 in UTC (`bigint`)."""
    return sql.SQL("(extract(epoch FROM " + column + ") * 1000000)::bigint")


def _with_literals(cur: Cursor, query: Query, params: dict[str, Any] | None) -> sql.Composable:
    composed = query if isinstance(query, sql.Composable) else sql.SQL(query)
    if not params:
        return composed
    return sql.SQL(psycopg.ClientCursor(cur.connection).mogrify(composed, params))  # type: ignore[arg-type]  # values are quoted by psycopg
