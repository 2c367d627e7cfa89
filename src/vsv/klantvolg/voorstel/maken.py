"""Writing proposals, and letting them lapse: as a set, by the worker or by who looks at them."""

from typing import Any, LiteralString

import polars as pl

from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.voorstel.afleiden import KANDIDAAT, SLEUTEL
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie


def insert_voorstellen(sessie: Sessie, kandidaten: pl.DataFrame) -> pl.DataFrame:
    """Make the proposals that are not there yet and about which there is something to decide, and log them.

    One that had lapsed, without a decision, is opened again; one that is being decided at this moment is left alone.

    Args:
        sessie: A transaction as vsv_werker.
        kandidaten: The columns of `KANDIDAAT`; of those with the same `SLEUTEL` the first counts.

    Returns:
        The columns of `SLEUTEL` of those that were made or opened again.
    """
    uniek = kandidaten.unique(SLEUTEL, keep="first", maintain_order=True)
    gemaakt = fetch(
        sessie.cur,
        """
        WITH kandidaat AS MATERIALIZED (
            SELECT v.*
            FROM unnest(%(organisatie)b::bigint[], %(jongere)b::bigint[], %(soort)b::text[], %(aanleiding)b::text[],
                        %(datum)b::date[], %(naar)b::bigint[]) WITH ORDINALITY
                 AS v (organisatie, jongere, soort, aanleiding, datum, naar, volgorde)
            WHERE EXISTS (SELECT FROM voorstel_heeft_zin(v.organisatie, v.jongere, v.soort, v.aanleiding, v.datum))),
        vervallen AS (
            SELECT v.id, k.soort, k.naar FROM voorstel v
            JOIN kandidaat k USING (organisatie, jongere, aanleiding, datum)
            WHERE v.stand = 'VERVALLEN' FOR UPDATE OF v SKIP LOCKED),
        heropend AS (
            UPDATE voorstel v SET stand = 'OPEN', besloten_op = NULL, soort = o.soort, naar = o.naar
            FROM vervallen o WHERE o.id = v.id
            RETURNING v.organisatie, v.jongere, v.aanleiding, v.datum),
        gemaakt AS (
            INSERT INTO voorstel (organisatie, jongere, soort, aanleiding, datum, naar)
            SELECT organisatie, jongere, soort, aanleiding, datum, naar FROM kandidaat ORDER BY volgorde
            ON CONFLICT (organisatie, jongere, aanleiding, datum) DO NOTHING
            RETURNING organisatie, jongere, aanleiding, datum)
        SELECT * FROM heropend UNION ALL SELECT * FROM gemaakt
        """,
        {kolom: uniek[kolom] for kolom in KANDIDAAT},
        {kolom: KANDIDAAT[kolom] for kolom in SLEUTEL},
    )
    sessie.log_many("klantvolg.voorstellen", gemaakt["jongere"].unique().to_list())
    return gemaakt


def read_volgers(cur: Cursor, jongeren: pl.Series) -> pl.DataFrame:
    """Read who follow these persons, or will: jongere, organisatie (keys), volger_regio, volger_gemeente."""
    return fetch(
        cur,
        """
        SELECT a.jongere, a.organisatie, o.regio, o.gemeentecode
        FROM aanmelding a JOIN organisatie o ON o.id = a.organisatie
        WHERE a.jongere = ANY (%(jongeren)b::bigint[]) AND a.afmelddatum IS NULL
        ORDER BY a.id
        """,
        {"jongeren": jongeren.unique()},
        {"jongere": pl.Int64, "organisatie": pl.Int64, "volger_regio": pl.Int64, "volger_gemeente": pl.String},
    )


def lapse(sessie: Sessie) -> None:
    """Let every proposal lapse about which there is nothing to decide any more; as vsv_werker."""
    _lapse(sessie, "SELECT klantvolg_laat_vervallen(NULL)", {})


def lapse_own(sessie: Sessie) -> None:
    """Do the same for the acting organisation."""
    _lapse(sessie, "SELECT klantvolg_laat_eigen_vervallen()", {})


def lapse_unless(sessie: Sessie, aanleiding: str, waar: pl.DataFrame) -> None:
    """Let the open proposals for a reason lapse, but those about which it still holds.

    Args:
        sessie: A transaction as vsv_werker.
        aanleiding: The reason.
        waar: jongere, datum: of whom it still holds.
    """
    _lapse(
        sessie,
        """
        UPDATE voorstel v SET stand = 'VERVALLEN', besloten_op = clock_timestamp()
        FROM (SELECT id FROM voorstel o WHERE stand = 'OPEN' AND aanleiding = %(aanleiding)s
              AND NOT EXISTS (SELECT FROM unnest(%(jongeren)b::bigint[], %(data)b::date[]) AS w (jongere, datum)
                              WHERE w.jongere = o.jongere AND w.datum = o.datum)
              FOR UPDATE SKIP LOCKED) AS onwaar
        WHERE v.id = onwaar.id
        RETURNING v.jongere
        """,
        {"aanleiding": aanleiding, "jongeren": waar["jongere"], "data": waar["datum"]},
    )


def _lapse(sessie: Sessie, query: LiteralString, params: dict[str, Any]) -> None:
    sessie.cur.execute(query, as_arrays(params))
    sessie.log_many("klantvolg.voorstel_vervallen", list({jongere for (jongere,) in sessie.cur}))
