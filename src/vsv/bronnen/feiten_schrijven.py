"""Adding to the facts: what is there already, and appending what is new."""

import polars as pl
from psycopg import sql

from vsv.bronnen.feittabellen import VAN_EEN_IKV, Feittabel
from vsv.bronnen.schifting import as_feiten, drop_aanwezig
from vsv.bronnen.uitval import take_wachtend
from vsv.bronnen.uitwisselformaat import TABELLEN
from vsv.domein.kolommen import MOMENT
from vsv.opslag.service import Cursor, copy_in, copy_out, temporary_table


def insert_levering(cur: Cursor, controlegetal: str, herkomst: str) -> int:
    """Add a levering and return its number; until the end of the transaction no other one can be added.

    Args:
        cur: A cursor as vsv_werker.
        controlegetal: SHA-256 of what it holds, in hex.
        herkomst: Where it came from: the name of a folder, or of a service that answered.
    """
    cur.execute("SELECT pg_advisory_xact_lock(hashtext('bronnen.levering'))")
    cur.execute(
        "INSERT INTO levering (controlegetal, herkomst) VALUES (%s, %s) RETURNING id", (controlegetal, herkomst)
    )
    ((levering,),) = cur
    return int(levering)


def note_betrokkenen(cur: Cursor, jongeren: pl.Series) -> None:
    """Write down for this transaction whom it is about, so that only their facts are looked at."""
    temporary_table(cur, "betrokkene", "jongere bigint")
    copy_in(cur, "betrokkene", jongeren.alias("jongere").to_frame())
    cur.execute("ANALYZE betrokkene")


def read_ikvs(cur: Cursor) -> pl.DataFrame:
    """Read which inkomstenverhoudingen (jongere, ikv) are known of the betrokkenen, withdrawn ones included."""
    query = "SELECT DISTINCT jongere, ikv FROM ikv JOIN betrokkene USING (jongere)"
    return copy_out(cur, query, {"jongere": pl.Int64, "ikv": pl.Int64})


def read_aanwezig(cur: Cursor, feit: Feittabel, feiten: pl.DataFrame) -> pl.DataFrame:
    """Read what is here of the betrokkenen that may be the same as `feiten`: received in the same stretch of time.

    Returns:
        The columns of `feit.inhoud`, of the same types as in `feiten`.
    """
    moment = sql.Identifier(feit.moment)
    query = sql.SQL(
        "SELECT {} FROM {} JOIN betrokkene USING (jongere) WHERE {} BETWEEN %(eerste)s AND %(laatste)s"
    ).format(
        sql.SQL(", ").join(
            sql.SQL("(date_part('epoch', {}) * 1000000)::bigint").format(moment)
            if kolom == feit.moment
            else sql.Identifier(kolom)
            for kolom in feit.inhoud
        ),
        sql.Identifier(feit.naam),
        moment,
    )
    schema = {kolom: feiten.schema[kolom] for kolom in feit.inhoud} | {feit.moment: pl.Int64()}
    stretch = {"eerste": feiten[feit.moment].min(), "laatste": feiten[feit.moment].max()}
    return copy_out(cur, query, dict(schema), stretch).with_columns(pl.col(feit.moment).cast(MOMENT))


def append(cur: Cursor, feit: Feittabel, feiten: pl.DataFrame, levering: int) -> None:
    """Append facts (the columns of `feit.inhoud`, and `volgnummer`) to their table.

    They are put in order of person: that keeps the facts of a person together, and the index cheap.
    """
    copy_in(cur, f"{feit.naam}_rij", feiten.sort("jongere").with_columns(levering=levering))


def append_new(cur: Cursor, feit: Feittabel, feiten: pl.DataFrame, levering: int) -> pl.DataFrame:
    """Append the facts that are not here to the letter, and return them."""
    if feiten.is_empty():
        return feiten
    nieuw = drop_aanwezig(feiten, feit, read_aanwezig(cur, feit, feiten))
    append(cur, feit, nieuw, levering)
    return nieuw


def append_wachtend(cur: Cursor, levering: int) -> None:
    """Append the facts that waited in uitval for an inkomstenverhouding that is here now."""
    for feit in VAN_EEN_IKV:
        rijen = take_wachtend(cur, TABELLEN[feit.tabel], levering)
        append_new(cur, feit, as_feiten(rijen, feit), levering)
