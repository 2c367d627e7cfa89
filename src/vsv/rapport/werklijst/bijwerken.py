"""Putting on the werkregels what runs found: priorities, flags and signals.

It follows a run in a transaction of its own. Whoever is interrupted in between is caught up with by the next one: the
table `werkstand` says up to which run the rows are true.
"""

from collections.abc import Mapping
from typing import Final

import polars as pl

from vsv.opslag.service import Cursor
from vsv.rapport.mutaties import read_banen
from vsv.rapport.runs import Run, list_runs
from vsv.rapport.signalen import find_signalen
from vsv.toegang.service import Wie, als_dienst


def update_werklijst(wie: Wie, known: Mapping[int, pl.DataFrame] | None = None) -> None:
    """Put on the werkregels what the runs found that do not stand in it yet.

    Args:
        wie: The service itself.
        known: By run, the signals that were found already, see `find_signalen`; those of others are looked for again.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with als_dienst(wie) as sessie:
        cur = sessie.cur
        ((done,),) = cur.execute("SELECT run FROM werkstand FOR UPDATE")
        runs = sorted((run for run in list_runs(cur, aantal=_HOOGSTENS) if run.id > done), key=lambda run: run.id)
        if not runs:
            return
        cur.execute(
            """
            UPDATE werkregel w SET prioriteit = p.prioriteit, sinds = p.sinds, vlaggen = p.vlaggen
            FROM prioriteit p
            WHERE p.tot IS NULL AND p.van > %s AND w.aanmelding = p.aanmelding
              AND (w.prioriteit, w.sinds, w.vlaggen) IS DISTINCT FROM (p.prioriteit, p.sinds, p.vlaggen)
            """,
            (done,),
        )
        for run in runs:
            found = (known or {}).get(run.id)
            _write_signalen(cur, run, find_signalen(read_banen(cur, run), run.peildatum) if found is None else found)
        cur.execute("DELETE FROM werkregel WHERE afmelddatum <= current_date")  # known before, and now it came
        cur.execute("UPDATE werkstand SET run = %s", (runs[-1].id,))


_HOOGSTENS: Final = 14
"""How many runs back signals still matter: those of the last week run and after."""


def _write_signalen(cur: Cursor, run: Run, signalen: pl.DataFrame) -> None:
    """Put the signals of a run on the rows, and note whom it changed for who keeps a copy.

    A week run is about everyone, a day run adds to the week. A signal that was there already keeps its day.
    """
    cur.execute("SELECT wijziging_beurt()")
    cur.execute(
        """
        WITH gevonden AS (
            SELECT * FROM unnest(%(aanmeldingen)s::bigint[], %(signalen)s::text[]) AS g (aanmelding, signaal)),
        gewijzigd AS (
            UPDATE werkregel w
            SET signaal = v.signaal, signaal_op = CASE WHEN v.signaal IS NOT NULL THEN %(peildatum)s::date END
            FROM (SELECT w.aanmelding, g.signaal FROM werkregel w LEFT JOIN gevonden g USING (aanmelding)
                  WHERE w.signaal IS DISTINCT FROM g.signaal AND (%(week)s OR g.signaal IS NOT NULL)) AS v
            WHERE w.aanmelding = v.aanmelding
            RETURNING w.organisatie, w.aanmelding, w.signaal)
        INSERT INTO wijziging (organisatie, soort, run, nummers, waarden)
        SELECT organisatie, 'signaal', %(run)s, array_agg(aanmelding ORDER BY aanmelding),
               array_agg(coalesce(signaal, '') ORDER BY aanmelding)
        FROM gewijzigd GROUP BY organisatie ORDER BY organisatie
        """,
        {
            "run": run.id,
            "aanmeldingen": signalen["aanmelding"].to_list(),
            "signalen": signalen["signaal"].to_list(),
            "peildatum": run.peildatum,
            "week": run.soort == "week",
        },
    )
