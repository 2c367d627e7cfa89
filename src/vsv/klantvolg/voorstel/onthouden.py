"""What DUO told before: it is remembered, so that the order in which signals come makes no difference."""

from typing import Final

import polars as pl

from vsv.domein.codes import Signaal
from vsv.klantvolg.kolommen import fetch
from vsv.opslag.service import Cursor

SIGNAAL: Final = ("versleuteld", "soort", "datum")
"""What makes two signals the same."""


def remember(cur: Cursor, signalen: pl.DataFrame) -> pl.DataFrame:
    """Keep signals that were not told before, and forget those of long ago of which nothing came.

    Args:
        cur: A cursor as vsv_werker.
        signalen: versleuteld (the BSN, encrypted), soort, datum, regio; of those with the same `SIGNAAL` the first
            counts.

    Returns:
        The columns of `SIGNAAL` of those that are new.
    """
    cur.execute("SELECT klantvolg_vergeet()")
    return fetch(
        cur,
        """
        INSERT INTO signaal (bsn, soort, datum, regio)
        SELECT * FROM unnest(%(versleuteld)b::bytea[], %(soort)b::text[], %(datum)b::date[], %(regio)b::smallint[])
        ON CONFLICT DO NOTHING
        RETURNING bsn, soort, datum
        """,
        {kolom: signalen[kolom] for kolom in (*SIGNAAL, "regio")},
        {"versleuteld": pl.Binary, "soort": pl.String, "datum": pl.Date},
    )


def read_uitschrijvingen(cur: Cursor, jongeren: pl.Series) -> pl.DataFrame:
    """Read the uitschrijvingen of these persons, and in which region each is to be decided about now.

    Returns:
        jongere (key), soort, datum, regio.
    """
    found = fetch(
        cur,
        "SELECT jongere, datum, regio FROM klantvolg_uitschrijvingen(%(jongeren)b::bigint[]) ORDER BY jongere, datum",
        {"jongeren": jongeren.unique()},
        {"jongere": pl.Int64, "datum": pl.Date, "regio": pl.Int64},
    )
    return found.with_columns(soort=pl.lit(Signaal.UITSCHRIJVING.value))
