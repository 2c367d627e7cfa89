"""What `bench.api` looks at: 500,000 people, of whom one organisation follows a tenth and another one a fifth."""

import os
from datetime import UTC, datetime, timedelta
from typing import Final

import polars as pl
import psycopg

from bench.gegevens import PEILDATUM
from bench.weekrun import VORIGE_WEEK, fill, make_frames, say_more
from vsv.logboek.service import ensure_months
from vsv.rapport.service import run_week
from vsv.toegang.service import Organisatie, add_organisatie, als_dienst, operator

_NAMEN: Final = ("een tiende", "een vijfde", "de rest", "niemand")


def make_world(jongeren: int) -> tuple[Organisatie, Organisatie, Organisatie]:
    """Fill an empty database with facts about so many people and the reports of two weeks.

    Returns:
        The organisation that follows a tenth of them, the one that follows a fifth, and one that follows nobody.
    """
    wie = operator("meting")
    with als_dienst(wie) as sessie:
        ensure_months(sessie.cur, datetime.now(UTC).date().replace(day=1) - timedelta(days=60))
    tiende, vijfde, _, niemand = (
        add_organisatie(wie, oin=f"00000099{n:09}000", naam=f"Doorstroompunt {naam}", soort="doorstroompunt", regio=n)
        for n, naam in enumerate(_NAMEN, 1)
    )
    place = pl.col("aanmelding") % 10
    follower = pl.when(place == 0).then(pl.lit(1)).when(place < 3).then(pl.lit(2)).otherwise(pl.lit(3))
    bsns = pl.Series([f"\\x{key:050x}" for key in range(jongeren)])  # never read, so it need not be a real one
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin, admin.cursor() as cur:
        fill(cur, make_frames(jongeren), bsns, follower)
        cur.execute("UPDATE aanmelding SET kenmerk = 'k-' || id, gemeentecode = (ARRAY['0363', '0344'])[1 + id % 2]")
        for table in ("jongere", "aanmelding"):  # they were filled with keys
            cur.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
    run_week(wie, VORIGE_WEEK)
    say_more()
    run_week(wie, PEILDATUM)
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
    return tiende, vijfde, niemand
