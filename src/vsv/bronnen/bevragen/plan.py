"""The plan: about whom is still to be asked at which source. It stands in the database, so that nothing is forgotten.

Every function works in the transaction it is given, as vsv_werker.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

import polars as pl

from vsv.bronnen.bevragen.mislukking import Mislukking
from vsv.domein.codes import Bron
from vsv.domein.suwiml import DIENSTEN
from vsv.opslag.service import Cursor

VRAAGDAGEN: Final = 3
"""Who is asked about weekly is asked in the days before the week run on Monday: Friday, Saturday and Sunday."""

RECENT: Final = timedelta(weeks=5)
"""An answer of longer ago counts as none: who is followed is asked about weekly, so then it is high time."""

MAX_FOUTEN: Final = 10
"""After so many failures in a row a source is left alone for a while."""

_FRIDAY: Final = 4


def plan_vragen(cur: Cursor, bron: Bron, *, dag: date, nu: datetime, dagelijks: Collection[int]) -> int:
    """Plan the questions of a day; who has an open question keeps that one.

    Daily: who was not answered about since being followed, or for weeks, and who is in `dagelijks`. In the days before
    the week run also everyone else who was not answered about in those days, a part each day, and on Sunday all that
    are left; who was missed then is asked about in the days after. The doelgroepregister says little that changes: it
    is asked weekly, and about who is new.

    Args:
        cur: A cursor as vsv_werker.
        bron: The source.
        dag: The day, in Amsterdam.
        nu: The moment from which on may be asked.
        dagelijks: Keys of who is to be asked about every day: in NP or in 1.

    Returns:
        How many questions were added.
    """
    _take_turn(cur, bron)
    since_friday = (dag.weekday() - _FRIDAY) % 7
    cur.execute("INSERT INTO vraagronde (dag, bron) VALUES (%s, %s) ON CONFLICT DO NOTHING", (dag, bron))
    cur.execute(
        """
        WITH gevolgd AS (
            SELECT a.jongere, max(a.aanmelddatum) AS sinds
            FROM aanmelding a
            WHERE a.aanmelddatum <= %(dag)s AND (a.afmelddatum IS NULL OR a.afmelddatum > %(dag)s)
              AND (a.uiterlijk IS NULL OR a.uiterlijk > %(dag)s)
            GROUP BY a.jongere),
        beantwoord AS (
            SELECT jongere, max(beantwoord_op)::date AS op FROM bevraging
            WHERE bron = %(bron)s AND beantwoord_op >= %(recent)s::date GROUP BY jongere),
        dagelijks AS (SELECT DISTINCT jongere FROM unnest(%(dagelijks)s::bigint[]) AS d (jongere)),
        toegevoegd AS (
            INSERT INTO vraag (bron, jongere, dag, niet_voor)
            SELECT %(bron)s, g.jongere, %(dag)s, %(nu)s
            FROM gevolgd g LEFT JOIN beantwoord b USING (jongere) LEFT JOIN dagelijks d USING (jongere)
            WHERE b.op IS NULL OR b.op < g.sinds
               OR (b.op < %(dag)s AND %(bron)s <> 'DGR' AND d.jongere IS NOT NULL)
               OR (b.op < %(dag)s - %(sinds_vrijdag)s
                   AND (%(sinds_vrijdag)s >= %(dagen)s - 1 OR g.jongere %% %(dagen)s = %(sinds_vrijdag)s))
            ON CONFLICT DO NOTHING
            RETURNING 1)
        UPDATE vraagronde SET gepland = gepland + (SELECT count(*) FROM toegevoegd)
        WHERE dag = %(dag)s AND bron = %(bron)s
        RETURNING (SELECT count(*) FROM toegevoegd)
        """,
        {
            "bron": bron,
            "dag": dag,
            "nu": nu,
            "dagelijks": list(dagelijks),
            "recent": dag - RECENT,
            "sinds_vrijdag": since_friday,
            "dagen": VRAAGDAGEN,
        },
    )
    ((added,),) = cur
    cur.execute("ANALYZE vraag")  # claim is only quick when the planner knows that there are many
    return int(added)


def find_askable(cur: Cursor, nu: datetime) -> list[Bron]:
    """Return the sources that have an open question which may be asked now, and that are not left alone."""
    return _find_bronnen(cur, nu, most_tries=None)


def find_unasked(cur: Cursor, nu: datetime) -> list[Bron]:
    """Return those of `find_askable` that have a question which was never asked yet."""
    return _find_bronnen(cur, nu, most_tries=0)


def _find_bronnen(cur: Cursor, nu: datetime, *, most_tries: int | None) -> list[Bron]:
    cur.execute(
        """
        SELECT s.bron FROM bronstand s
        WHERE (s.rust_tot IS NULL OR s.rust_tot <= %(nu)s)
          AND EXISTS (SELECT FROM vraag v WHERE v.bron = s.bron AND v.niet_voor <= %(nu)s
                      AND (%(most)s::int IS NULL OR v.pogingen <= %(most)s))
        """,
        {"nu": nu, "most": most_tries},
    )
    found = {bron for (bron,) in cur}
    return [bron for bron in Bron if bron in found]


def drop_vervallen(cur: Cursor, bron: Bron, dag: date) -> int:
    """Drop the open questions about people whom nobody follows any more, and return how many those were."""
    cur.execute(
        """
        WITH weg AS (DELETE FROM vraag v WHERE v.bron = %(bron)s AND NOT wordt_gevolgd(v.jongere, %(dag)s)
                     RETURNING v.dag),
        geteld AS (SELECT dag, count(*) AS aantal FROM weg GROUP BY dag),
        bijgewerkt AS (
            UPDATE vraagronde r SET vervallen = r.vervallen + g.aantal
            FROM geteld g WHERE r.bron = %(bron)s AND r.dag = g.dag)
        SELECT coalesce(sum(aantal), 0) FROM geteld
        """,
        {"bron": bron, "dag": dag},
    )
    ((dropped,),) = cur
    return int(dropped)


def claim(cur: Cursor, bron: Bron, *, nu: datetime, dag: date, wie: UUID, aantal: int) -> list[int]:
    """Take at most so many open questions to ask now, and return the persons.

    A source that rests gives none, and when its rest is over a single one, to try whether it answers again.
    """
    cur.execute("SELECT rust_tot FROM bronstand WHERE bron = %s", (bron,))
    ((rust_tot,),) = cur
    if rust_tot:
        aantal = 0 if rust_tot > nu else 1
    cur.execute(
        """
        WITH gekozen AS (
            SELECT v.jongere FROM vraag v
            WHERE v.bron = %(bron)s AND v.niet_voor <= %(nu)s
              AND v.bezet_door IS NULL AND wordt_gevolgd(v.jongere, %(dag)s)
            ORDER BY v.niet_voor, v.jongere LIMIT %(aantal)s FOR UPDATE SKIP LOCKED)
        UPDATE vraag v SET bezet_door = %(wie)s
        FROM gekozen g WHERE v.bron = %(bron)s AND v.jongere = g.jongere
        RETURNING v.jongere
        """,
        {"bron": bron, "nu": nu, "dag": dag, "wie": wie, "aantal": aantal},
    )
    return [jongere for (jongere,) in cur]


def hold(cur: Cursor, bron: Bron, jongeren: Sequence[int], *, wie: UUID) -> dict[int, date]:
    """Return of whom the question is still ours, with the day of its round; it stays ours in this transaction.

    An answer only counts when it is: what somebody else has taken over since is asked again.
    """
    _take_turn(cur, bron)
    cur.execute(
        "SELECT jongere, dag FROM vraag WHERE bron = %s AND jongere = ANY (%s) AND bezet_door = %s FOR UPDATE",
        (bron, list(jongeren), wie),
    )
    return dict(cur.fetchall())


def close(cur: Cursor, bron: Bron, jongeren: Collection[int]) -> None:
    """Close questions that are ours: they have been answered."""
    cur.execute("DELETE FROM vraag WHERE bron = %s AND jongere = ANY (%s)", (bron, list(jongeren)))


def plan_again(cur: Cursor, gehoord: pl.DataFrame) -> None:
    """Plan to ask once more about whom a levering told something of before a source last answered.

    What the source said then already holds against it, but it was only written down where it differed from what was
    known; so what comes in late would stand where the answer was silent. Asking again puts that right.

    Args:
        cur: A cursor as vsv_werker.
        gehoord: bron, jongere, ontvangen_op (the earliest moment of what was told).
    """
    diensten = [dienst.naam for dienst in DIENSTEN.values()]
    cur.execute("SELECT EXISTS (SELECT FROM levering WHERE herkomst = ANY (%s))", (diensten,))
    if gehoord.is_empty() or cur.fetchone() == (False,):  # nobody is ever asked here
        return
    cur.execute(
        """
        WITH gehoord AS (
            SELECT * FROM unnest(%(bronnen)b::text[], %(jongeren)b::bigint[], %(momenten)b::timestamptz[])
                          AS g (bron, jongere, ontvangen_op)),
        laat AS (
            SELECT g.bron, g.jongere FROM gehoord g
            WHERE EXISTS (SELECT FROM bevraging b
                          JOIN levering l ON l.id = b.levering AND l.herkomst = ANY (%(diensten)s)
                          WHERE b.jongere = g.jongere AND b.bron = g.bron AND b.beantwoord_op > g.ontvangen_op)
              AND wordt_gevolgd(g.jongere, current_date)),
        dagen AS (
            INSERT INTO vraagronde (dag, bron) SELECT DISTINCT current_date, bron FROM laat ON CONFLICT DO NOTHING),
        toegevoegd AS (
            INSERT INTO vraag (bron, jongere, dag, niet_voor) SELECT bron, jongere, current_date, now() FROM laat
            ON CONFLICT DO NOTHING RETURNING bron)
        SELECT bron, count(*) FROM toegevoegd GROUP BY bron
        """,
        {
            "bronnen": gehoord["bron"].to_list(),
            "jongeren": gehoord["jongere"].to_list(),
            "momenten": gehoord["ontvangen_op"].to_list(),
            "diensten": diensten,
        },
    )
    for bron, added in cur.fetchall():
        cur.execute(
            "UPDATE vraagronde SET gepland = gepland + %s WHERE dag = current_date AND bron = %s", (added, bron)
        )


def _take_turn(cur: Cursor, bron: Bron) -> None:
    """Wait until nobody else plans or closes questions of this source, up to the end of the transaction.

    Or who plans would not see an answer that is just being taken in, and ask again.
    """
    cur.execute("SELECT FROM bronstand WHERE bron = %s FOR UPDATE", (bron,))


def find_followed(cur: Cursor, jongeren: Collection[int], dag: date) -> set[int]:
    """Return which of these people somebody follows on a day; until the transaction ends nobody signs them off."""
    cur.execute(
        """
        SELECT jongere FROM aanmelding
        WHERE jongere = ANY (%(jongeren)s) AND aanmelddatum <= %(dag)s
          AND (afmelddatum IS NULL OR afmelddatum > %(dag)s) AND (uiterlijk IS NULL OR uiterlijk > %(dag)s)
        ORDER BY id FOR SHARE
        """,
        {"jongeren": list(jongeren), "dag": dag},
    )
    return {jongere for (jongere,) in cur}


def count_uitkomsten(cur: Cursor, bron: Bron, uitkomsten: Mapping[tuple[date, str], int]) -> None:
    """Add what came of closed questions to their rounds, by day and outcome (a column of vraagronde)."""
    closed = list(uitkomsten.items())
    cur.execute(
        """
        UPDATE vraagronde r
        SET beantwoord = r.beantwoord + u.beantwoord, niets_gevonden = r.niets_gevonden + u.niets_gevonden,
            vervallen = r.vervallen + u.vervallen
        FROM (SELECT dag, coalesce(sum(aantal) FILTER (WHERE soort = 'beantwoord'), 0) AS beantwoord,
                     coalesce(sum(aantal) FILTER (WHERE soort = 'niets_gevonden'), 0) AS niets_gevonden,
                     coalesce(sum(aantal) FILTER (WHERE soort = 'vervallen'), 0) AS vervallen
              FROM unnest(%(dagen)s::date[], %(soorten)s::text[], %(aantallen)s::int[]) AS v (dag, soort, aantal)
              GROUP BY dag) AS u
        WHERE r.dag = u.dag AND r.bron = %(bron)s
        """,
        {
            "bron": bron,
            "dagen": [dag for (dag, _), _ in closed],
            "soorten": [soort for (_, soort), _ in closed],
            "aantallen": [aantal for _, aantal in closed],
        },
    )


def postpone(cur: Cursor, bron: Bron, mislukt: Mapping[int, Mislukking], *, wie: UUID, nu: datetime) -> None:
    """Keep questions that went wrong open: each a while later than the time before, spread by chance.

    What a source says today in a way that can't be read, it will not say otherwise in an hour: that waits a day.
    """
    cur.execute(
        """
        UPDATE vraag v
        SET pogingen = least(v.pogingen + 1, 30000), reden = m.reden, mislukt_op = %(nu)s,
            bezet_door = NULL,
            niet_voor = %(nu)s + CASE WHEN m.reden = 'ANTWOORD_ONVOLLEDIG' THEN interval '23 hours' ELSE
                least(interval '1 hour', interval '30 seconds' * 2 ^ least(v.pogingen, 12)) * (1 + random()) / 2 END
        FROM unnest(%(jongeren)s::bigint[], %(redenen)s::text[]) AS m (jongere, reden)
        WHERE v.bron = %(bron)s AND v.jongere = m.jongere AND v.bezet_door = %(wie)s
        """,
        {"bron": bron, "nu": nu, "wie": wie, "jongeren": list(mislukt), "redenen": list(map(str, mislukt.values()))},
    )


def release(cur: Cursor, bron: Bron) -> None:
    """Give back all questions that were taken and not closed: by who stopped, or died."""
    cur.execute("UPDATE vraag SET bezet_door = NULL WHERE bron = %s AND bezet_door IS NOT NULL", (bron,))


def note_stand(
    cur: Cursor, bron: Bron, *, nu: datetime, fouten_op_rij: int, antwoord: bool, fout: Mislukking | None
) -> bool:
    """Write down how a source is doing, and return whether it is left alone now (the circuit breaker).

    Args:
        cur: A cursor as vsv_werker.
        bron: The source.
        nu: The moment.
        fouten_op_rij: Failures after the last answer in this stretch.
        antwoord: There was an answer in it.
        fout: The last failure in it.
    """
    cur.execute(
        """
        UPDATE bronstand
        SET antwoord_op = CASE WHEN %(antwoord)s THEN %(nu)s ELSE antwoord_op END,
            fouten_op_rij = %(fouten)s + CASE WHEN %(antwoord)s THEN 0 ELSE fouten_op_rij END,
            fout = coalesce(%(fout)s, fout), fout_op = CASE WHEN %(fout)s::text IS NULL THEN fout_op ELSE %(nu)s END,
            rust_tot = CASE WHEN %(fouten)s + CASE WHEN %(antwoord)s THEN 0 ELSE fouten_op_rij END >= %(max)s
                            -- twice as long with each failure more, at most a quarter of an hour
                            THEN %(nu)s + least(interval '15 minutes', interval '30 seconds' * 2 ^ least(
                                 %(fouten)s + CASE WHEN %(antwoord)s THEN 0 ELSE fouten_op_rij END - %(max)s, 6))
                            WHEN %(antwoord)s THEN NULL ELSE rust_tot END
        WHERE bron = %(bron)s
        RETURNING rust_tot IS NOT NULL
        """,
        {
            "bron": bron,
            "nu": nu,
            "fouten": fouten_op_rij,
            "antwoord": antwoord,
            "fout": fout,
            "max": MAX_FOUTEN,
        },
    )
    ((rests,),) = cur
    return bool(rests)
