"""Quarantine: rows of a levering that could not be taken, readable for who sent them and for nobody else.

A row stands here with each of its faults. What it says is encrypted, because it may hold a BSN. A row whose only
fault is that its inkomstenverhouding was not there yet waits: the levering that brings that one takes the row
along, so that the order of leveringen does not matter.
"""

from collections.abc import Sequence
from typing import Final

import polars as pl

from vsv.bronnen.uitwisselformaat.inhoud import as_json, as_tekst
from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.opslag.service import Cursor, load_sleutels

UITVAL_SCHEMA: Final = {
    "tabel": pl.String,
    "regel": pl.Int64,
    "kolom": pl.String,
    "code": pl.String,
    "reden": pl.String,
    "jongere": pl.Int64,
    "wacht_op": pl.Int64,
    "inhoud": pl.String,
}
"""Refused rows, a row per fault. `inhoud` is the row as JSON; `jongere` and `wacht_op` are null when not known."""

_TYPEN: Final = {**UITVAL_SCHEMA, "id": pl.Int64, "alsnog_genomen": pl.Int64, "levering": pl.Int64, "sleutel": pl.Int64}


WACHT: Final = "IKV_ONTBREEKT"
"""The code of a row that waits for its inkomstenverhouding (wacht_op), and of no other."""


def refuse(tabel: Tabel, rijen: pl.DataFrame) -> pl.DataFrame:
    """Return typed rows (columns of `tabel`, regel, kolom, code, reden) as uitval."""
    return concat_uitval(rijen.with_columns(tabel=pl.lit(tabel.naam), inhoud=as_json(as_tekst(tabel))))


def refuse_wachtend(tabel: Tabel, rijen: pl.DataFrame, wachtend: pl.DataFrame) -> pl.DataFrame:
    """Return the typed rows that have to wait (jongere, ikv and volgnummer of them in `wachtend`) as uitval."""
    fault = pl.select(
        kolom=pl.lit("loonheffingennummer"),
        code=pl.lit(WACHT),
        reden=pl.lit("Deze inkomstenverhouding is niet bekend. Komt zij later, dan wordt deze regel alsnog genomen."),
    )
    wie = wachtend.select("jongere", regel="volgnummer", wacht_op="ikv")
    return refuse(tabel, rijen.drop("jongere").join(wie, on="regel", maintain_order="left").join(fault, how="cross"))


def concat_uitval(*delen: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of all parts in the columns of `UITVAL_SCHEMA`; what a part does not have is null."""
    return pl.concat([pl.DataFrame(schema=UITVAL_SCHEMA), *delen], how="diagonal").select(list(UITVAL_SCHEMA))


def append_uitval(cur: Cursor, delen: Sequence[pl.DataFrame], levering: int) -> None:
    """Put refused rows (columns of `UITVAL_SCHEMA`) in quarantine."""
    uitval = pl.concat(delen)
    sleutels = load_sleutels()
    cur.execute(
        """
        INSERT INTO uitval (tabel, regel, kolom, code, reden, jongere, wacht_op, inhoud, levering, sleutel)
        SELECT rij.*, %(levering)s, %(sleutel)s
        FROM unnest(%(tabel)b::text[], %(regel)b::integer[], %(kolom)b::text[], %(code)b::text[], %(reden)b::text[],
                    %(jongere)b::bigint[], %(wacht_op)b::bigint[], %(inhoud)b::bytea[]) AS rij
        """,
        {
            **uitval.to_dict(as_series=False),
            "inhoud": sleutels.encrypt(uitval["inhoud"]),
            "levering": levering,
            "sleutel": sleutels.actief,
        },
    )


def take_wachtend(cur: Cursor, tabel: Tabel, levering: int) -> pl.DataFrame:
    """Mark the rows that waited for an inkomstenverhouding that is there now as taken with this levering; return them.

    Returns:
        Typed rows: the columns of `tabel`, `jongere` and `regel`, which is negative: these rows came in before those
        of this levering, and stay in the order in which they did.
    """
    cur.execute(
        """
        UPDATE uitval u SET alsnog_genomen = %(levering)s
        WHERE tabel = %(tabel)s AND wacht_op IS NOT NULL AND alsnog_genomen IS NULL
          AND EXISTS (SELECT FROM ikv WHERE ikv.jongere = u.jongere AND ikv.ikv = u.wacht_op)
        RETURNING id, jongere, inhoud, sleutel
        """,
        {"tabel": tabel.naam, "levering": levering},
    )
    rijen = _fetch_decrypted(cur, ("id", "jongere")).sort("id")
    tekst = pl.Struct(dict.fromkeys(tabel.namen, pl.String))
    return (
        rijen.select("jongere", pl.col("inhoud").str.json_decode(tekst))
        .unnest("inhoud")
        .select(
            "jongere",
            (pl.int_range(pl.len()) - pl.len()).alias("regel"),
            *(kolom.soort.waarde(kolom.naam, pl.String()) for kolom in tabel.kolommen),
        )
    )


def read_uitval_rows(cur: Cursor, levering: int) -> pl.DataFrame:
    """Read the refused rows of a levering: tabel, regel, kolom, code, reden, jongere, alsnog_genomen, inhoud."""
    kolommen = ("tabel", "regel", "kolom", "code", "reden", "jongere", "alsnog_genomen")
    cur.execute(
        """
        SELECT tabel, regel, kolom, code, reden, jongere, alsnog_genomen, inhoud, sleutel
        FROM uitval WHERE levering = %s ORDER BY id
        """,
        (levering,),
    )
    return _fetch_decrypted(cur, kolommen)


def read_uitval_over(cur: Cursor, jongere: int) -> pl.DataFrame:
    """Read the refused rows about a person: levering, tabel, regel, kolom, code, reden, alsnog_genomen, inhoud."""
    kolommen = ("levering", "tabel", "regel", "kolom", "code", "reden", "alsnog_genomen")
    cur.execute(
        """
        SELECT levering, tabel, regel, kolom, code, reden, alsnog_genomen, inhoud, sleutel
        FROM uitval WHERE jongere = %s ORDER BY id
        """,
        (jongere,),
    )
    return _fetch_decrypted(cur, kolommen)


def rotate_uitval(cur: Cursor) -> int:
    """Encrypt what stands here under an older key with the active one, and return how many rows that were."""
    sleutels = load_sleutels()
    cur.execute("SELECT id, inhoud, sleutel FROM uitval WHERE sleutel <> %s", (sleutels.actief,))
    rijen = _fetch_decrypted(cur, ("id",))
    cur.execute(
        """
        UPDATE uitval SET inhoud = nieuw.inhoud, sleutel = %s
        FROM unnest(%b::bigint[], %b::bytea[]) AS nieuw (id, inhoud) WHERE nieuw.id = uitval.id
        """,
        (sleutels.actief, rijen["id"].to_list(), sleutels.encrypt(rijen["inhoud"])),
    )
    return rijen.height


def _fetch_decrypted(cur: Cursor, kolommen: Sequence[str]) -> pl.DataFrame:
    """Fetch `kolommen`, inhoud and sleutel; return the first with inhoud as text."""
    schema = {kolom: _TYPEN[kolom] for kolom in (*kolommen, "inhoud", "sleutel")}
    rijen = pl.DataFrame(cur.fetchall(), schema=schema | {"inhoud": pl.Binary}, orient="row")
    sleutels = load_sleutels()
    delen = [
        deel.with_columns(inhoud=pl.Series(sleutels.decrypt(deel["inhoud"], deel["sleutel"][0]), dtype=pl.String))
        for deel in rijen.partition_by("sleutel", maintain_order=True)
    ]
    return pl.concat([pl.DataFrame(schema=schema), *delen]).drop("sleutel")
