"""What the facts give reason to ask an organisation about: sources that stay silent, and deaths that employers report.

Klantvolg makes proposals of it (`vsv.klantvolg.service.propose_automatisch`).
"""

from datetime import date, timedelta
from typing import Final

import polars as pl

from vsv.bronnen.feiten_lezen import latest_levering, read_bronnen_tot, read_feiten
from vsv.domein.codes import Bron, RedenEinde
from vsv.domein.perioden import begin_van_dag
from vsv.domein.suwiml import DIENSTEN
from vsv.klantvolg.service import read_aanmeldingen
from vsv.opslag.service import Cursor, copy_out

BRONNEN: Final = (Bron.POLIS, Bron.PW)
"""The sources that have to answer about everyone; the doelgroepregister is asked less often."""


def find_zwijgend(cur: Cursor, dag: date, weken: int) -> pl.DataFrame:
    """Find about whom a source has said nothing for too long.

    It is counted from the last it said about this person or, when that is later or there is none, from the first
    aanmelddatum of those that are active. An answer that could only be read in part, or not at all, is no silence; nor
    is a question that went wrong and is still open: that is a fault on the way. A source that is silent about everyone
    says nothing about one person: its silence counts up to the last day on which it did answer about anyone (our
    decision).

    Args:
        cur: A cursor as vsv_werker.
        dag: The day to look at.
        weken: How many weeks without a word are too long.

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
    te_lang = pl.max_horizontal("aanmelddatum", "beantwoord_op", "^gezegd_op$") + timedelta(weeks=weken)
    is_te_lang = pl.col("datum") <= pl.col("sprak_tot")
    onbeantwoord = (
        gevolgd.join(bronnen, how="cross")
        .join(feiten["bevragingen"], on=["jongere", "bron"], how="left")
        .with_columns(datum=te_lang)
        .filter(is_te_lang)
    )
    # Of few people there is no answer, so only of them is asked what else was said.
    return (
        onbeantwoord.join(_read_mislukt(cur), on=["jongere", "bron"], how="anti")
        .join(_read_gezegd(cur, onbeantwoord["jongere"], dag), on=["jongere", "bron"], how="left")
        .with_columns(datum=te_lang)
        .filter(is_te_lang)
        .group_by("jongere")
        .agg(pl.col("datum").min().dt.truncate("1w"))
        .sort("jongere")
    )


def _read_mislukt(cur: Cursor) -> pl.DataFrame:
    """Read which questions went wrong and are still open: jongere, bron."""
    query = "SELECT jongere, bron FROM vraag WHERE pogingen > 0"
    return copy_out(cur, query, {"jongere": pl.Int64, "bron": pl.String})


def _read_gezegd(cur: Cursor, jongeren: pl.Series, dag: date) -> pl.DataFrame:
    """Read on which day (in Amsterdam) up to `dag` a source last said something about these people, readable or not.

    Returns:
        jongere, bron, gezegd_op.
    """
    return copy_out(
        cur,
        """
        WITH gezegd AS (
            SELECT jongere, 'POLIS' AS bron, ontvangen_op AS op FROM ikv WHERE jongere = ANY (%(jongeren)s)
            UNION ALL SELECT jongere, 'POLIS', ontvangen_op FROM ikp WHERE jongere = ANY (%(jongeren)s)
            UNION ALL SELECT jongere, 'POLIS', ontvangen_op FROM iko WHERE jongere = ANY (%(jongeren)s)
            UNION ALL SELECT jongere, bron, ontvangen_op FROM uitkering
                      WHERE jongere = ANY (%(jongeren)s) AND bron = 'PW'
            UNION ALL SELECT u.jongere, d.bron, l.ingelezen_op FROM uitval u JOIN levering l ON l.id = u.levering
                      JOIN unnest(%(bronnen)s::text[], %(diensten)s::text[]) AS d (bron, dienst)
                           ON d.dienst = l.herkomst
                      WHERE u.jongere = ANY (%(jongeren)s))
        SELECT jongere, bron, max(op)::date FROM gezegd WHERE op < %(voor)s GROUP BY jongere, bron
        """,
        {"jongere": pl.Int64, "bron": pl.String, "gezegd_op": pl.Date},
        {
            "jongeren": jongeren.unique().to_list(),
            "bronnen": [str(bron) for bron in BRONNEN],
            "diensten": [DIENSTEN[bron].naam for bron in BRONNEN],
            "voor": begin_van_dag(dag + timedelta(days=1)),
        },
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
