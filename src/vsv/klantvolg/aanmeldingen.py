"""Reading aanmeldingen: those of certain persons, and those that were active on a day."""

from datetime import date, datetime

import polars as pl

from vsv.klantvolg.kolommen import fetch
from vsv.opslag.service import Cursor, copy_out


def read_bestaand(cur: Cursor, jongeren: pl.Series) -> pl.DataFrame:
    """Read every aanmelding of these persons, ended ones too; behind the tenant wall only one's own.

    Returns:
        aanmelding, organisatie, jongere (keys), aanmelddatum, afmelddatum (null = open), kenmerk, gemeentecode.
    """
    return fetch(
        cur,
        """
        SELECT a.id, a.organisatie, a.jongere, a.aanmelddatum, a.afmelddatum, a.kenmerk, a.gemeentecode
        FROM aanmelding a
        JOIN (SELECT DISTINCT unnest(%(jongeren)b::bigint[]) AS jongere) AS v USING (jongere)
        """,
        {"jongeren": jongeren},
        {
            "aanmelding": pl.Int64,
            "organisatie": pl.Int64,
            "jongere": pl.Int64,
            "aanmelddatum": pl.Date,
            "afmelddatum": pl.Date,
            "kenmerk": pl.String,
            "gemeentecode": pl.String,
        },
    )


def read_aanmeldingen(cur: Cursor, *, peildatum: date, bekend_tot: datetime | None) -> pl.DataFrame:
    """Read which aanmeldingen are active on a day, over all organisations.

    Args:
        cur: A cursor as vsv_werker.
        peildatum: aanmelddatum is on or before it, afmelddatum and the 27th birthday are after it.
        bekend_tot: As far as it was known at this moment: an aanmelding, afmelding or birth date that was
            registered later does not count. None: as it is known now.

    Returns:
        aanmelding, organisatie, jongere (keys), geboortedatum, aanmelddatum, afmelddatum; by aanmelding.
    """
    return copy_out(
        cur,
        """
        WITH bekend AS (
            SELECT a.id, a.organisatie, a.jongere, a.aanmelddatum,
                   CASE WHEN j.geboortedatum_op <= m.tot THEN j.geboortedatum END AS geboortedatum,
                   CASE WHEN j.geboortedatum_op <= m.tot THEN a.uiterlijk END AS uiterlijk,
                   CASE WHEN a.afgemeld_op <= m.tot THEN a.afmelddatum END AS afmelddatum
            FROM (SELECT coalesce(%(bekend_tot)s::timestamptz, 'infinity') AS tot) AS m
            JOIN aanmelding a ON a.geregistreerd_op <= m.tot
            JOIN jongere j ON j.id = a.jongere)
        SELECT id, organisatie, jongere, geboortedatum, aanmelddatum, afmelddatum
        FROM bekend
        WHERE aanmelddatum <= %(peildatum)s
          AND (afmelddatum IS NULL OR afmelddatum > %(peildatum)s)
          AND (uiterlijk IS NULL OR uiterlijk > %(peildatum)s)
        ORDER BY id
        """,
        {
            "aanmelding": pl.Int64,
            "organisatie": pl.Int64,
            "jongere": pl.Int64,
            "geboortedatum": pl.Date,
            "aanmelddatum": pl.Date,
            "afmelddatum": pl.Date,
        },
        {"peildatum": peildatum, "bekend_tot": bekend_tot},
    )
