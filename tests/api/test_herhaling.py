"""A write that comes twice because the first time nobody heard what became of it."""

import os
import re
import secrets
import signal
import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import psycopg
import requests
from tests.api.conftest import Api
from tests.api.mensen import een
from tests.api.vrager import Vrager


def until(met: Callable[[], Any]) -> Any:
    """Return what `met` gives once it is something."""
    deadline = time.monotonic() + 60
    while not (found := met()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return found


def test_a_process_that_dies_after_the_write(nieuw: Vrager, api: Api) -> None:
    """It is killed when the person is signed up and the answer is not yet kept: the same request is then safe again."""
    body, key = een(), {"Idempotency-Key": secrets.token_hex(8)}
    lost: list[Exception] = []

    def ask() -> None:
        try:
            nieuw.post("/aanmeldingen", body, koppen=key)
        except requests.ConnectionError as e:
            lost.append(e)

    nieuw.token  # noqa: B018  # asked for before the locks
    kept = "SELECT sleutel FROM verzoek WHERE sleutel = %s"
    signed = "SELECT count(*) FROM aanmelding WHERE organisatie = %s"
    with psycopg.connect(api.database) as turn, psycopg.connect(api.database) as row:
        turn.execute("SELECT pg_advisory_xact_lock(hashtext('klantvolg.aanmelden'), %s)", (api.nieuw.id,))
        (before,) = turn.execute(signed, (api.nieuw.id,)).fetchone() or (0,)
        asking = Thread(target=ask)
        asking.start()
        until(lambda: row.execute(kept + " FOR UPDATE", (key["Idempotency-Key"],)).fetchone())
        turn.rollback()
        until(lambda: (row.execute(signed, (api.nieuw.id,)).fetchone() or (0,))[0] == before + 1)
        os.kill(int(re.findall(r"worker-1 with PID: (\d+)", api.log.read_text())[-1]), signal.SIGKILL)
        asking.join()
    assert lost

    def again() -> list[requests.Response]:
        try:
            return [nieuw.post("/aanmeldingen", body, koppen=key)]
        except requests.ConnectionError:
            return []  # its successor is not up yet

    (busy,) = until(again)
    assert (busy.status_code, busy.json()["code"], busy.headers["Retry-After"]) == (409, "VERZOEK_BEZIG", "1")
    with psycopg.connect(api.database) as admin:
        admin.execute("UPDATE verzoek SET begonnen_op = begonnen_op - interval '1 minute' WHERE status IS NULL")
    done = nieuw.post("/aanmeldingen", body, koppen=key)
    assert done.status_code == 200  # it was signed up already
    replay = nieuw.post("/aanmeldingen", body, koppen=key)
    assert (replay.text, replay.headers["Idempotency-Replayed"]) == (done.text, "true")
    with psycopg.connect(api.database) as admin:
        assert admin.execute(signed, (api.nieuw.id,)).fetchone() == (before + 1,)


def test_a_key_belongs_to_one_organisation_and_is_needed(nieuw: Vrager, api: Api) -> None:
    body, key = een(), {"Idempotency-Key": secrets.token_hex(8)}
    first = nieuw.post("/aanmeldingen", body, koppen=key)
    nieuw.organisatie = api.tweede.oin
    second = nieuw.post("/jongeren/_zoek", {"bsn": body["bsn"]}, koppen=key)
    assert (first.status_code, second.json()) == (201, {"jongeren": []})
    none = nieuw.post("/aanmeldingen", body, koppen={"Idempotency-Key": ""})
    assert (none.status_code, none.json()["fouten"][0]["veld"]) == (400, "Idempotency-Key")


def test_a_refusal_is_not_kept(nieuw: Vrager) -> None:
    body, key = een(geboortedatum="1990-01-01"), {"Idempotency-Key": secrets.token_hex(8)}
    refused = nieuw.post("/aanmeldingen", body, koppen=key)
    assert refused.status_code == 400
    mended = nieuw.post("/aanmeldingen", body | {"geboortedatum": "2006-01-01"}, koppen=key)
    assert mended.status_code == 201
