"""Where a BSN must never be: after all that was done in these tests (this file is the last), and some more.

Every BSN of the tests begins with a 9. What looks like one is a trace: in what the portal or PostgreSQL logged, in a
session, in the database, in an address, a title or the name of a file.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
import pytest
import requests
from psycopg import sql
from tests.portaal.bezoeker import Bezoeker
from tests.portaal.conftest import Portaal
from tests.portaal.sessies import read_sessies

from vsv.domein.nummers import Bsn, NummerFout

Als = Callable[..., Bezoeker]

_NEGEN: Final = re.compile(r"(?<![0-9A-Za-z])9[0-9]{8}(?![0-9A-Za-z])")


def find_bsns(text: str) -> list[str]:
    """Return what can be a BSN."""
    return [digits for digits in _NEGEN.findall(text) if is_bsn(digits)]


def is_bsn(digits: str) -> bool:
    try:
        Bsn.parse(digits)
    except NummerFout:
        return False
    return True


def outside_of(answer: requests.Response) -> Iterator[str]:
    """What of an answer ends up in a history, a log of a proxy or a folder."""
    for one in (*answer.history, answer):
        yield one.url
        yield str(dict(one.headers))
        yield from re.findall(
            r"<title>(.*?)</title>", one.text if "html" in one.headers.get("Content-Type", "") else ""
        )


def work_with(portaal: Portaal, als: Als, bsn: str, wrong: str) -> Iterator[requests.Response]:
    """Do all that somebody does with a BSN, rightly and wrongly."""
    noor, pim = als("Noor", bij=portaal.eerste), als("Pim")
    for typed in (bsn, wrong, f" {bsn[:4]}.{bsn[4:6]}.{bsn[6:]}"):
        yield (found := noor.submit(noor.get("/werklijst"), {"zoek": typed}, action="/werklijst/zoeken"))
        if "/jongeren/" in found.url:
            yield noor.submit(found, {}, action=found.url.removeprefix(portaal.adres) + "/bsn")
        yield noor.submit(noor.get("/afmelden"), {"bsn": typed})
        yield noor.submit(noor.get("/overdragen"), {"bsn": typed})
        yield noor.submit(noor.get("/aanmelden"), {"bsn": typed, "geboortedatum": "31-2-2005", "kenmerk": "x" * 101})
        yield pim.submit(pim.get("/logboek"), {"bsn": typed}, action="/logboek/zoek")
        yield (found := pim.submit(pim.get("/inzage"), {"bsn": typed}))
        if found.url != f"{portaal.adres}/inzage":
            yield pim.submit(found, {"formaat": "json"}, action=found.url.removeprefix(portaal.adres) + "/bestand")
    yield noor.submit(
        noor.get("/werklijst"), {"formaat": "csv"}, action="/werklijst/opvolging", to="/werklijst/bestand"
    )


@pytest.fixture
def done(portaal: Portaal, als: Als) -> list[requests.Response]:
    with psycopg.connect(portaal.database) as admin:
        ((uuid,),) = admin.execute(
            "SELECT w.uuid FROM werkregel w JOIN organisatie o ON o.id = w.organisatie"
            " WHERE o.oin = %s AND w.aanmelddatum <= current_date AND w.kenmerk IS NULL ORDER BY w.aanmelding LIMIT 1",
            (portaal.eerste.oin,),
        )
    dana = als("Dana")
    page = dana.get(f"/jongeren/{uuid}")
    shown = dana.submit(page, {}, action=f"/jongeren/{uuid}/bsn")
    (bsn,) = set(find_bsns(shown.text))
    digits = [str((int(bsn) + step) % 10**9) for step in (1, 2)]
    wrong = next(text for text in digits if not is_bsn(text))
    return [page, shown, *work_with(portaal, als, bsn, wrong)]


def test_a_bsn_leaves_no_trace(portaal: Portaal, done: list[requests.Response]) -> None:
    assert any(find_bsns(answer.text) for answer in done), "nobody saw a BSN, so this test says nothing"
    traces = {
        "answers": [bsn for answer in done for text in outside_of(answer) for bsn in find_bsns(text)],
        "portal": find_bsns(portaal.log.read_text("utf-8", "replace")),
        "sessions": find_bsns(str(read_sessies(portaal))),
        **{naam: find_bsns(text) for naam, text in read_postgres_log(portaal)},
        **{naam: find_bsns(text) for naam, text in read_tables(portaal)},
    }
    assert {naam: found[:3] for naam, found in traces.items() if found} == {}


def read_postgres_log(portaal: Portaal) -> Iterator[tuple[str, str]]:
    with psycopg.connect(portaal.database) as admin:
        ((folder,),) = admin.execute("SHOW data_directory")
    written = [path for path in Path(folder).glob("log*") if path.is_file()]
    assert written
    for path in written:
        yield path.name, path.read_text("utf-8", "replace")


def read_tables(portaal: Portaal) -> Iterator[tuple[str, str]]:
    """Every table as text; what is encrypted is bytes there."""
    with psycopg.connect(portaal.database) as admin:
        names: list[Any] = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        for (name,) in names:
            rows = admin.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(name)))
            yield name, "\n".join(text for (text,) in rows)
