"""The baseline of `bench.api`: a WSGI function that sends the same SQL with psycopg alone and writes JSON by hand.

It has no framework, no token, no headers and no checks of what comes in, and it knows two addresses. It asks the
database what the API asks: the machtiging, the organisation of the transaction, the question itself, and the log lines
of whoever is in the answer. Trips to the server are spared as the API does (pipeline mode); a connection is of its
thread, so there is no pool. `python -m bench.apikaal <port> <processes>` serves it with the web server of the API.
"""

import json
import re
import sys
import threading
from collections.abc import Callable, Iterable
from datetime import date, datetime
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.types.json import Jsonb

from vsv.beheer import webserver
from vsv.beheer.oefenapi import OIN_CLIENT
from vsv.opslag.service import conninfo
from vsv.rapport.machine.regels import _REGELS
from vsv.rapport.stand import _STAND

_MACHTIGING: Final = "SELECT * FROM toegang_machtiging(%s, %s)"
_ORGANISATIE: Final = "SELECT set_config('vsv.organisatie', %s, true)"
_LOG: Final = """
    INSERT INTO logregel (actor, oorsprong, organisatie, actie, jongere, resultaat, trace, bijzonderheden)
    SELECT %s, 'api', %s, %s, jongere, 'gelukt', %s, %s FROM unnest(%s::bigint[]) AS jongere
"""
_RUN: Final = "SELECT max(id) FROM run WHERE soort = 'week' AND peildatum = %s"
_VORIGE: Final = "SELECT max(id) FROM run WHERE soort = 'week' AND id < %s"
_TRACE: Final = "0123456789abcdef0123456789abcdef"
_JONGERE: Final = re.compile(r"/v1/jongeren/([0-9a-f-]{36})")
_RAPPORT: Final = re.compile(r"/v1/rapporten/([0-9]{4}-[0-9]{2}-[0-9]{2})/regels")

STANDVELDEN: Final = (
    *("sleutel", "jongere", "kenmerk", "aanmelddatum", "gemeentecode", "prioriteit", "sinds", "loonperiode", "loon"),
    *("uren", "redenen", "vlaggen", "signaal", "signaalPeildatum", "merk", "merkreden", "tijdstipMerk", "run"),
    *("peildatum", "regelset", "bronnen"),
)
REGELVELDEN: Final = (
    *("jongere", "kenmerk", "aanmelddatum", "gemeentecode", "prioriteit", "sinds", "vorigePrioriteit", "loonperiode"),
    *("loon", "uren", "redenen", "vlaggen"),
)

_here: Final = threading.local()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer how a person stands, or with the lines of a report as NDJSON."""
    path, oin = environ["PATH_INFO"], environ["HTTP_ORGANISATIE_OIN"]
    if found := _JONGERE.fullmatch(path):
        kind, body = "application/json", _read_jongere(oin, found[1])
    elif found := _RAPPORT.fullmatch(path):
        kind, body = "application/x-ndjson", _read_regels(oin, found[1])
    else:
        raise ValueError(path)
    start_response(f"{HTTPStatus.OK} OK", [("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]


def _read_jongere(oin: str, uuid: str) -> bytes:
    connection = _connect()
    organisatie = _begin(connection, oin)
    with connection.pipeline():
        connection.execute(_ORGANISATIE, (organisatie,))
        row = connection.execute(_STAND, (uuid,)).fetchone()
        assert row  # noqa: S101  # it only asks for who is there
        _log(connection, organisatie, "rapport.jongere_inzien", [row[0]])
        connection.commit()
    fields = dict(zip(STANDVELDEN, row, strict=True))
    fields["redenen"], fields["vlaggen"] = _split(fields["redenen"]), _split(fields["vlaggen"])
    return json.dumps(fields, default=_as_text).encode()


def _read_regels(oin: str, peildatum: str) -> bytes:
    connection = _connect()
    organisatie = _begin(connection, oin)
    connection.execute(_ORGANISATIE, (organisatie,))
    ((run,),) = connection.execute(_RUN, (peildatum,))
    ((vorige,),) = connection.execute(_VORIGE, (run,))
    values = {"run": run, "vorige": vorige or 0}
    nothing = dict.fromkeys(("prioriteit", "na_prioriteit", "na_aanmelding", "aantal"))
    people, lines = [], []
    for _, sleutel, *rest, redenen, vlaggen in connection.execute(_REGELS, values | nothing):
        people.append(sleutel)
        line = dict(zip(REGELVELDEN, (*rest, _split(redenen), _split(vlaggen)), strict=True))
        lines.append(json.dumps(line, default=_as_text))
    _log(connection, organisatie, "rapport.exporteren", people)
    connection.commit()
    return "\n".join([*lines, ""]).encode()


def _connect() -> psycopg.Connection:
    """Return the connection of this thread."""
    found: psycopg.Connection | None = getattr(_here, "connection", None)
    if found is None:
        found = _here.connection = psycopg.connect(conninfo("web"))
    return found


def _begin(connection: psycopg.Connection, oin: str) -> str:
    """Ask for the machtiging, in a transaction of its own of one trip; return the key of the organisation."""
    connection.autocommit = True
    row = connection.execute(_MACHTIGING, (OIN_CLIENT, oin)).fetchone()
    connection.autocommit = False
    assert row  # noqa: S101  # it was given
    return str(row[0])


def _log(connection: psycopg.Connection, organisatie: str, actie: str, people: list[int]) -> None:
    connection.execute(_LOG, (f"client:{OIN_CLIENT}", organisatie, actie, _TRACE, Jsonb({}), people))


def _split(codes: str | None) -> list[str]:
    return codes.split("|") if codes else []


def _as_text(value: UUID | date | datetime) -> str:
    return str(value) if isinstance(value, UUID) else value.isoformat()


def main() -> None:
    """Serve it."""
    port, processes = map(int, sys.argv[1:3])
    webserver.serve(
        "bench.apikaal:application",
        instellingen="vsv.beheer.settings_api",
        adres="127.0.0.1",
        poort=port,
        processen=processes,
    )


if __name__ == "__main__":
    main()
