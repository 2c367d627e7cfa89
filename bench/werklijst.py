"""The werklijst and the overzicht of an organisation that follows 50,000 people, against reading the same rows bare.

The floor is one scan of the rows of that organisation as the administrator, without wall, log or BSN. The wish is that
a list with its counts takes less than 50 ms.
"""

import os
import statistics
import time
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

import psycopg

from bench.server import server
from vsv.opslag.service import keep_connections, load_sleutels
from vsv.rapport.service import (
    SORTERINGEN,
    Werkkeuze,
    count_werklijst,
    open_werklijst,
    read_overzicht,
    read_werklijst,
    search_werklijst,
)
from vsv.toegang.service import Wie, add_organisatie, operator

JONGEREN: Final = 50_000
ANDEREN: Final = 100_000
"""How many people others follow, in the same table."""
KEREN: Final = 20


def meet(jongeren: int = JONGEREN, anderen: int = ANDEREN) -> list[dict[str, Any]]:
    """Measure pages, counts, searching and handing out, each as the median of a number of times."""
    with server():
        wie = _fill(jongeren, anderen)
        keep_connections("web", hoogstens=2)
        floor = _median(_scan)
        return [
            {
                "naam": "werklijst",
                "variant": variant,
                "omvang": f"{jongeren} van {jongeren + anderen} aanmeldingen",
                "seconden": seconden,
                "grondslag": "de rijen een keer langs",
                "grondslag_seconden": floor,
                "verhouding": seconden / floor,
            }
            for variant, seconden in _measure(wie)
        ]


def _measure(wie: Wie) -> list[tuple[str, float]]:
    today = date.today()  # noqa: DTZ011  # the wall shows who is followed today, by the clock of the database
    page = partial(read_werklijst, wie, vandaag=today)
    far = page(Werkkeuze(), per_pagina=25_000).regels["uuid"][-1]
    some = Werkkeuze(prioriteit=(1, 2), merk=("TE_DOEN",), leeftijd=("18-22",))
    work: dict[str, Callable[[], object]] = {
        "eerste pagina": partial(page, Werkkeuze()),
        "pagina halverwege": partial(page, Werkkeuze(na=far)),
        "met drie filters": partial(page, some),
        "zeldzaam signaal": partial(page, Werkkeuze(signaal=("ENIGE_BAAN_GEEINDIGD",))),
        **{f"op {name}": partial(page, Werkkeuze(sortering=name)) for name in SORTERINGEN[1:]},
        "aantallen per filter": partial(count_werklijst, wie, vandaag=today),
        "zoeken op kenmerk": partial(search_werklijst, wie, "k-4711", vandaag=today),
        "overzicht": partial(read_overzicht, wie, sinds=today - timedelta(days=7)),
    }
    measured = [(name, _median(act)) for name, act in work.items()]
    start = time.perf_counter()
    open_werklijst(wie, Werkkeuze(), "csv", vandaag=today).bestand.close()
    return [*measured, ("alles naar CSV", time.perf_counter() - start)]


def _median(act: Callable[[], object]) -> float:
    times = []
    for _ in range(KEREN + 1):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def _scan() -> None:
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin:
        admin.execute("SELECT count(*), max(sinds), max(merk) FROM werkregel WHERE organisatie = 1").fetchall()


def _fill(jongeren: int, anderen: int) -> Wie:
    """Make people of all kinds; those of the organisation stand among those of others."""
    organisaties = [
        add_organisatie(
            operator("meting"), oin=f"00000099{number:09}000", naam=f"D{number}", soort="doorstroompunt", regio=number
        )
        for number in (1, 2)
    ]
    everyone = jongeren + anderen
    sleutels = load_sleutels()
    bsns = sleutels.encrypt(f"{900_000_000 + number}" for number in range(everyone))
    with psycopg.connect(os.environ["DATABASE_URL"]) as admin:
        admin.cursor().executemany("INSERT INTO jongere (bsn) VALUES (%s)", [(bsn,) for bsn in bsns])
        admin.execute(
            """
            INSERT INTO aanmelding (organisatie, jongere, kenmerk, aanmelddatum, uiterlijk, gemeentecode)
            SELECT CASE WHEN id %% (%(everyone)s / %(own)s) = 0 THEN 1 ELSE 2 END, id, 'k-' || id,
                   current_date - (id %% 700)::int, current_date + 1 + (id * 7 %% 4000)::int,
                   (ARRAY['0363', '0344', '0518', '0599', NULL])[1 + id %% 5]
            FROM jongere
            """,
            {"everyone": everyone, "own": jongeren},
        )
        admin.execute(
            """
            UPDATE werkregel SET
                prioriteit = (ARRAY[1, 1, 2, 3, 3, 3, 4, 5, 0])[1 + jongere %% 9],
                sinds = current_date - (jongere %% 200)::int,
                vlaggen = (ARRAY['', '', '', 'BIJNA_27', 'LAGE_UREN|OPEN_DIENSTVERBAND'])[1 + jongere %% 5],
                signaal = CASE jongere %% 100 WHEN 1 THEN 'BAAN_GESTART' WHEN 2 THEN 'ENIGE_BAAN_GEEINDIGD' END,
                signaal_op = %s,
                merk = (ARRAY['TE_DOEN', 'TE_DOEN', 'IN_CONTACT', 'NIET_BEREIKT'])[1 + jongere %% 4]
            """,
            (date.today() - timedelta(days=1),),  # noqa: DTZ011
        )
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as admin:
        admin.execute("VACUUM ANALYZE")
    return operator("meting", organisaties[0])
