"""What stands in the events about one person: for who asks for inzage."""

from typing import Final

import polars as pl

from vsv.domein.kolommen import MOMENT
from vsv.opslag.service import Cursor


def read_wijzigingen_over(cur: Cursor, jongere: int) -> pl.DataFrame:
    """Return the events that point at a person, of the acting organisation or of all for the service itself.

    Returns:
        organisatie (name), tijdstip, soort, signaal (code, by a signaal); the earliest first.
    """
    cur.execute(
        """
        WITH eigen AS (
            SELECT ARRAY(SELECT id FROM aanmelding WHERE jongere = %(jongere)s) AS aanmeldingen,
                   ARRAY(SELECT id FROM opvolging WHERE jongere = %(jongere)s) AS opvolgingen,
                   ARRAY(SELECT id FROM voorstel WHERE jongere = %(jongere)s) AS voorstellen)
        SELECT o.naam, w.tijdstip, w.soort, CASE WHEN w.soort = 'signaal' THEN nullif(n.waarde, '') END
        FROM eigen e
        JOIN wijziging w ON w.nummers && CASE w.soort WHEN 'opvolging' THEN e.opvolgingen
                                                      WHEN 'voorstel' THEN e.voorstellen ELSE e.aanmeldingen END
        JOIN organisatie o ON o.id = w.organisatie
        CROSS JOIN LATERAL unnest(w.nummers, w.waarden) AS n (nummer, waarde)
        WHERE n.nummer = ANY (CASE w.soort WHEN 'opvolging' THEN e.opvolgingen
                                           WHEN 'voorstel' THEN e.voorstellen ELSE e.aanmeldingen END)
        ORDER BY w.id, n.nummer
        """,
        {"jongere": jongere},
    )
    return pl.DataFrame(cur.fetchall(), schema=_GEBEURTENIS, orient="row")


_GEBEURTENIS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "organisatie": pl.String,
    "tijdstip": MOMENT,
    "soort": pl.String,
    "signaal": pl.String,
}
