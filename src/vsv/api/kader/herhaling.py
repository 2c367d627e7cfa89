"""Requests that may come twice: with the same Idempotency-Key a write is done once, and answered twice.

A key is kept for 24 hours, for one client and one organisation. A request that is being done keeps others with its key
out; when its process dies, the key is free after a minute, and what the request did is then found done already by the
service itself.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Final

from django.http import HttpResponse

from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.verzoek import Verzoek
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.service import act_for

KOP: Final = "Idempotency-Key"
BEWAARUREN: Final = 24
BEZIG_SECONDEN: Final = 60
"""After so long, a request that was never answered is taken to be lost."""
_HOOGSTENS: Final = 255


class MetGeheim(HttpResponse):
    """An answer that holds a secret, which is not kept here: repeated, it comes without."""

    def __init__(self, inhoud: str, *, te_bewaren: str, status: int, headers: dict[str, str]) -> None:
        super().__init__(inhoud, status=status, headers=headers, content_type="application/json")
        self.te_bewaren = te_bewaren.encode()


def once(request: Verzoek, do: Callable[[], HttpResponse]) -> HttpResponse:
    """Do a write, or give the answer that it got before.

    Raises:
        Probleem: 400 without a key; 409 when the key was used for something else, or is in use now.
    """
    key = request.headers.get(KOP, "").strip()
    if not 0 < len(key) <= _HOOGSTENS:
        fout = Veldfout("SLEUTEL_ONTBREEKT", KOP, f"Geef dit verzoek een eigen naam van 1 tot {_HOOGSTENS} tekens.")
        raise Probleem(400, "INVOER_ONGELDIG", "Er klopt iets niet in het verzoek. Er is niets gewijzigd.", [fout])
    content = sha256(f"{request.method} {request.get_full_path()}\n".encode() + request.body).digest()
    if (earlier := _reserve(request, key, content)) is not None:
        return earlier
    try:
        response = do()
    except Exception:
        _forget(request, key)
        raise
    _keep(request, key, response)
    return response


def _reserve(request: Verzoek, key: str, content: bytes) -> HttpResponse | None:
    client = request.wie.actor
    with transactie("web") as cur:
        act_for(cur, request.wie)
        _clean(cur, client)
        cur.execute(
            """
            INSERT INTO verzoek AS v (client, organisatie, sleutel, inhoud)
            VALUES (%(client)s, vsv_organisatie(), %(key)s, %(content)s)
            ON CONFLICT (organisatie, client, sleutel) DO UPDATE SET begonnen_op = clock_timestamp()
            WHERE v.status IS NULL AND v.inhoud = excluded.inhoud
              AND v.begonnen_op < clock_timestamp() - make_interval(secs => %(busy)s)
            RETURNING 1
            """,
            {"client": client, "key": key, "content": content, "busy": BEZIG_SECONDEN},
        )
        if cur.fetchone():
            return None
        cur.execute(
            "SELECT inhoud, status, antwoord FROM verzoek"
            " WHERE organisatie = vsv_organisatie() AND client = %s AND sleutel = %s",
            (client, key),
        )
        found = cur.fetchone()
    if found is None:  # it was forgotten just now: a fault, and so the request may be done again
        raise Probleem(409, "VERZOEK_BEZIG", "Ditzelfde verzoek wordt nu gedaan.", koppen={"Retry-After": "1"})
    return _earlier(*found, content=content)


def _earlier(inhoud: bytes, status: int | None, antwoord: bytes | None, *, content: bytes) -> HttpResponse:
    if inhoud != content:
        raise Probleem(
            409, "SLEUTEL_HERGEBRUIKT", "Deze Idempotency-Key hoort bij een ander verzoek. Er is niets gewijzigd."
        )
    if status is None or antwoord is None:
        raise Probleem(409, "VERZOEK_BEZIG", "Ditzelfde verzoek wordt nu gedaan.", koppen={"Retry-After": "1"})
    koppen, _, body = antwoord.partition(b"\n")
    return HttpResponse(body, status=status, headers={**json.loads(koppen), "Idempotency-Replayed": "true"})


def _keep(request: Verzoek, key: str, response: HttpResponse) -> None:
    koppen = {name: response.headers[name] for name in ("Content-Type", "Location") if name in response.headers}
    content = response.te_bewaren if isinstance(response, MetGeheim) else response.content
    with transactie("web") as cur:
        act_for(cur, request.wie)
        cur.execute(
            "UPDATE verzoek SET status = %s, antwoord = %s"
            " WHERE organisatie = vsv_organisatie() AND client = %s AND sleutel = %s",
            (response.status_code, json.dumps(koppen).encode() + b"\n" + content, request.wie.actor, key),
        )


def _forget(request: Verzoek, key: str) -> None:
    with transactie("web") as cur:
        act_for(cur, request.wie)
        cur.execute(
            "DELETE FROM verzoek WHERE organisatie = vsv_organisatie() AND client = %s AND sleutel = %s"
            " AND status IS NULL",
            (request.wie.actor, key),
        )


def _clean(cur: Cursor, client: str) -> None:
    cur.execute(
        "DELETE FROM verzoek WHERE organisatie = vsv_organisatie() AND client = %s"
        " AND begonnen_op < clock_timestamp() - make_interval(hours => %s)",
        (client, BEWAARUREN),
    )
