"""How fast a client may ask: so many requests a minute, counted over all processes together.

A process takes a block of requests from the database and hands them out; so the limit holds for all of them, and there
is a write for a block instead of for a request. The headers are those of draft-ietf-httpapi-ratelimit-headers.
"""

import time
from dataclasses import dataclass
from threading import Lock
from typing import Final

from django.conf import settings

from vsv.api.kader.probleem import Probleem
from vsv.api.kader.verzoek import Verzoek
from vsv.opslag.service import transactie

VENSTER: Final = 60
"""Seconds of a window."""
_BLOKKEN: Final = 40  # in so many blocks a window is handed out


@dataclass(slots=True)
class _Voorraad:
    """What this process may still hand out to a client in a window, and what was left in the database then."""

    venster: int
    hier: int
    daar: int


_voorraad: dict[str, _Voorraad] = {}
_slot: Final = Lock()


def count_request(request: Verzoek, client: str) -> None:
    """Count a request of a client, and say in the answer how many are left.

    Raises:
        Probleem: 429 when there are none left in this window.
    """
    limit, now = settings.VSV_API_TEMPO, time.time()
    window, reset = int(now // VENSTER), VENSTER - int(now % VENSTER)
    with _slot:
        stock = _voorraad.get(client)
        if stock is None or stock.venster != window or stock.hier == 0:
            stock = _voorraad[client] = _take(client, window, limit)
        admitted = stock.hier > 0
        stock.hier -= admitted
        left = stock.hier + stock.daar
    request.bijlage.koppen["RateLimit-Policy"] = f'"minuut";q={limit};w={VENSTER}'
    request.bijlage.koppen["RateLimit"] = f'"minuut";r={left};t={reset}'
    if not admitted:
        raise Probleem(
            429,
            "TE_VEEL_VERZOEKEN",
            f"U deed meer dan {limit} verzoeken in een minuut. Probeer het over {reset} seconden opnieuw.",
            koppen={"Retry-After": str(reset)},
        )


def _take(client: str, window: int, limit: int) -> _Voorraad:
    block = max(1, limit // _BLOKKEN)
    with transactie("web") as cur:
        cur.execute(
            """
            INSERT INTO tempo AS t (client, venster, genomen)
            VALUES (%(client)s, %(window)s, least(%(block)s, %(limit)s))
            ON CONFLICT (client) DO UPDATE
            SET venster = excluded.venster,
                genomen = CASE WHEN t.venster = excluded.venster THEN t.genomen + %(block)s ELSE %(block)s END
            WHERE t.venster <> excluded.venster OR t.genomen < %(limit)s
            RETURNING genomen
            """,
            {"client": client, "window": window, "block": block, "limit": limit},
        )
        row = cur.fetchone()
    if row is None:
        return _Voorraad(window, 0, 0)
    over = max(0, row[0] - limit)
    return _Voorraad(window, block - over, max(0, limit - row[0]))
