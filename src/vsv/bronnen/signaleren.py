"""What the facts give reason to ask an organisation about: sources that stay silent, and deaths that employers report.

Klantvolg makes proposals of it (`vsv.klantvolg.service.propose_automatisch`).
"""

from datetime import date, timedelta
from typing import Final

import polars as pl

from vsv.bronnen.feiten_lezen import latest_levering, read_bronnen_tot, read_feiten
from vsv.domein.codes import Bron, RedenEinde
from vsv.klantvolg.service import read_aanmeldingen
from vsv.opslag.service import Cursor, copy_out

BRONNEN: Final = (Bron.POLIS, Bron.PW)
"""The sources that have to answer about everyone; the doelgroepregister is asked less often."""


def find_zwijgend(cur: Cursor, dag: date, weken: int) -> pl.DataFrame:
    """Find about whom a source has not answered for too long.

    It is counted from its last answer about this person or, when that is later or there is none, from the first
    aanmelddatum of those that are active. A source that is silent about everyone says nothing about one person: its
    silence counts up to the last day on which it did answer about anyone (our decision).

    Args:
        cur: A cursor as vsv_werker.
        dag: The day to look at.
        weken: How many weeks without an answer are too long.

    Returns:
        jongere (key) and datum, by jongere: the Monday of the week in which the silence became too long. As long as
        the silence lasts, datum stays the same.
    """
    levering = latest_levering(cur)
    gevolgd = read_aanmeldingen(cur, peildatum=dag, bekend_tot=None)
    gevolgd = gevolgd.group_by("jongere").agg(pl.col("aanmelddatum").min())
    feiten = read_feiten(cur, peildatum=dag, laatste_levering=levering, tabellen=["bevragingen"])
    sprak_tot = read_bronnen_tot(cur, dag, levering)
    bronnen = pl.DataFrame(
        [(str(bron), sprak_tot[bron]) for bron in BRONNEN if bron in sprak_tot],
        schema={"bron": pl.String, "sprak_tot": pl.Date},
        orient="row",
    )
    te_lang = pl.max_horizontal("aanmelddatum", "beantwoord_op") + timedelta(weeks=weken)
    return (
        gevolgd.join(bronnen, how="cross")
        .join(feiten["bevragingen"], on=["jongere", "bron"], how="left")
        .with_columns(datum=te_lang)
        .filter(pl.col("datum") <= pl.col("sprak_tot"))
        .group_by("jongere")
        .agg(pl.col("datum").min().dt.truncate("1w"))
        .sort("jongere")
    )


def find_overleden(cur: Cursor) -> pl.DataFrame:
    """Find of whom an employer says, as far as is known now, that an inkomstenverhouding ended by death.

    Args:
        cur: A cursor as vsv_werker.

    Returns:
        jongere (key) and datum, by jongere: the last day of that inkomstenverhouding, or when it was received if
        that day is unknown; of more of them the first.
    """
    return copy_out(
        cur,
        """
        WITH laatste AS (
            SELECT DISTINCT ON (jongere, ikv) jongere, reden_einde, ingetrokken,
                   coalesce(datum_einde, ontvangen_op::date) AS datum
            FROM ikv WHERE (jongere, ikv) IN (SELECT jongere, ikv FROM ikv WHERE reden_einde = %(reden)s)
            ORDER BY jongere, ikv, ontvangen_op DESC, levering DESC, volgnummer DESC)
        SELECT jongere, min(datum) FROM laatste WHERE reden_einde = %(reden)s AND NOT ingetrokken
        GROUP BY jongere ORDER BY jongere
        """,
        {"jongere": pl.Int64, "datum": pl.Date},
        {"reden": str(RedenEinde.OVERLIJDEN)},
    )
