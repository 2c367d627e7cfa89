"""What a run gives reason to tell: about whom, without saying what. The rest is asked for with the rights for it."""

import polars as pl

from vsv.opslag.service import Cursor, copy_out
from vsv.rapport.mutaties import read_banen
from vsv.rapport.runs import Run
from vsv.rapport.signalen import find_signalen


def find_gewijzigd(cur: Cursor, run: Run) -> pl.DataFrame:
    """Find whose priority is another one since a run, also who is new: organisatie (key), jongere (uuid as text)."""
    return copy_out(
        cur,
        """
        SELECT p.organisatie, j.uuid
        FROM prioriteit p JOIN jongere j ON j.id = p.jongere
        LEFT JOIN prioriteit v ON v.organisatie = p.organisatie AND v.aanmelding = p.aanmelding AND v.tot = p.van
        WHERE p.van = %(run)s AND v.prioriteit IS DISTINCT FROM p.prioriteit
        ORDER BY p.organisatie, p.aanmelding
        """,
        {"organisatie": pl.Int64, "jongere": pl.String},
        {"run": run.id},
    )


def find_met_signaal(cur: Cursor, run: Run) -> pl.DataFrame:
    """Find who has an IKV-signaal at a run: organisatie (key), jongere (uuid as text)."""
    found = find_signalen(read_banen(cur, run), run.peildatum).select("organisatie", "jongere")
    cur.execute("SELECT id, uuid::text FROM jongere WHERE id = ANY (%s)", (found["jongere"].unique().to_list(),))
    names = pl.DataFrame(cur.fetchall(), schema={"jongere": pl.Int64, "uuid": pl.String}, orient="row")
    return found.join(names, on="jongere", maintain_order="left").select("organisatie", jongere="uuid")
