"""What `bench.portaal` looks at: an organisation that follows 50,000 people, another one, a year of weeks, a long log.

Reports come from real week runs; the weeks before those are copies of the first, so that the trend has a year to show.
"""

import os
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import polars as pl
import psycopg

from bench.gegevens import PEILDATUM
from bench.weekrun import VORIGE_WEEK, fill, make_frames, say_more
from vsv.beheer.oefenportaal import let_in
from vsv.logboek.service import ensure_months
from vsv.opslag.service import load_sleutels
from vsv.prioriteit.service import laad
from vsv.rapport.service import run_week, update_effect
from vsv.simulatie.service import Persoon
from vsv.toegang.service import Organisatie, add_organisatie, als_dienst, invite, operator

VOORSTELLEN: Final = 2_000
COLLEGAS: Final = 60
WEKEN: Final = 50


def make_world(jongeren: int, anderen: int, logregels: int) -> tuple[Organisatie, Organisatie, list[Persoon]]:
    """Fill an empty database; return the organisation with `jongeren`, the one with `anderen`, and who works there."""
    wie = operator("meting")
    with als_dienst(wie) as sessie:
        ensure_months(sessie.cur, datetime.now(UTC).date().replace(day=1) - timedelta(days=360))
        ensure_months(sessie.cur, datetime.now(UTC).date().replace(day=1))
    eerste, tweede, nieuw = (
        add_organisatie(wie, oin=f"00000099{n:09}000", naam=f"Doorstroompunt {n}", soort="doorstroompunt", regio=n)
        for n in (1, 2, 3)
    )
    people = list(let_in(eerste, tweede, nieuw))
    for number in range(COLLEGAS):
        invite(operator("meting", eerste), naam=f"Collega {number}", rollen=["CONSULENT"])
    everyone = jongeren + anderen
    with _admin() as admin, admin.cursor() as cur:
        key = pl.col("aanmelding").cast(pl.Int64)
        own = key * jongeren // everyone != (key + 1) * jongeren // everyone  # spread among the others
        bsns = load_sleutels().encrypt(f"{900_000_000 + number}" for number in range(everyone))
        organisatie = pl.when(own).then(pl.lit(1)).otherwise(pl.lit(2))
        fill(cur, make_frames(everyone), pl.Series(["\\x" + bsn.hex() for bsn in bsns]), organisatie)
        cur.execute("UPDATE aanmelding SET kenmerk = 'k-' || id, gemeentecode = (ARRAY['0363', '0344'])[1 + id % 2]")
        _look_back(cur)
    run_week(wie, VORIGE_WEEK)
    say_more()
    run_week(wie, PEILDATUM)
    update_effect(wie, PEILDATUM)
    with _admin() as admin, admin.cursor() as cur:
        _copy_reports(cur)
        _mark_and_propose(cur)
        _write_log(cur, logregels)
    with _admin() as admin:
        admin.autocommit = True
        admin.execute("VACUUM ANALYZE")
    return eerste, tweede, people


def _admin() -> psycopg.Connection:
    return psycopg.connect(os.environ["DATABASE_URL"])


def _look_back(cur: psycopg.Cursor[Any]) -> None:
    """Make the runs of the weeks before."""
    rules = laad("vsv-2.0")
    cur.execute(
        """
        INSERT INTO run (soort, peildatum, regelset, regelset_controlegetal, laatste_levering, bekend_tot, bronnen)
        SELECT 'week', %s::date - 7 * weken, %s, %s, 1, now(), '{}' FROM generate_series(%s, 1, -1) AS weken
        """,
        (VORIGE_WEEK, rules.naam, rules.controlegetal, WEKEN),
    )


def _copy_reports(cur: psycopg.Cursor[Any]) -> None:
    cur.execute(
        """
        INSERT INTO rapport (run, organisatie, np, p1, p2, p3, p4, p5, verplaatsingen, controlegetal)
        SELECT r.id, v.organisatie, v.np, v.p1 + r.id, v.p2, v.p3 - r.id, v.p4, v.p5, '[]', v.controlegetal
        FROM run r CROSS JOIN (SELECT * FROM rapport WHERE run = (SELECT min(run) FROM rapport)) v
        WHERE r.peildatum < %s
        """,
        (VORIGE_WEEK,),
    )


def _mark_and_propose(cur: psycopg.Cursor[Any]) -> None:
    cur.execute(
        """
        INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, gezet_door)
        SELECT organisatie, id, jongere, (ARRAY['IN_CONTACT', 'NIET_BEREIKT'])[1 + id % 2], 'gebruiker:meting'
        FROM aanmelding WHERE id % 4 = 0
        """
    )
    for soort, aanleiding, follower in (("AFMELDEN", "STARTKWALIFICATIE", 1), ("AANMELDEN", "UITSCHRIJVING", 2)):
        cur.execute(
            """
            INSERT INTO voorstel (organisatie, jongere, soort, aanleiding, datum)
            SELECT 1, jongere, %s, %s, current_date - 5 FROM aanmelding WHERE organisatie = %s ORDER BY id LIMIT %s
            """,
            (soort, aanleiding, follower, VOORSTELLEN // 2),
        )


def _write_log(cur: psycopg.Cursor[Any], lines: int) -> None:
    """Let the colleagues have looked at people, all year."""
    cur.execute(
        """
        INSERT INTO logregel (tijdstip, actor, oorsprong, organisatie, actie, jongere, resultaat, trace)
        SELECT now() - interval '350 days' * (1 - n::float / %(lines)s),
               wie.actoren[1 + n %% cardinality(wie.actoren)],
               'portaal', 1, (ARRAY['rapport.inzien', 'klantvolg.inzien', 'klantvolg.opvolgen'])[1 + n %% 3],
               j.jongere, 'gelukt', md5((n / 50)::text)
        FROM generate_series(1, %(lines)s) AS n
        JOIN (SELECT jongere, row_number() OVER () - 1 AS nr FROM aanmelding WHERE organisatie = 1) j
            ON j.nr = (n::bigint * 7919) %% (SELECT count(*) FROM aanmelding WHERE organisatie = 1)
        CROSS JOIN (SELECT array_agg(actor ORDER BY id) AS actoren FROM toekenning
                    WHERE organisatie = 1 AND actor IS NOT NULL) AS wie
        """,
        {"lines": lines},
    )
