"""What a linter can't see: the headers and the form of every kind of answer, also of those that a framework makes."""

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import requests
from tests.api.conftest import Api
from tests.api.mensen import een
from tests.api.vrager import Vrager
from tests.portaal.bezoeker import free_port

from vsv.api.kader.versie import VERSIE
from vsv.beheer.oefenapi import run_api

Vraag = Callable[..., Vrager]
KOPPEN = {
    "API-Version": VERSIE,
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
SPOOR = "0af7651916cd43dd8448eb211c80319c"


def answers(vrager: Vrager) -> dict[int, requests.Response]:
    """One answer of every status that can be brought about from outside."""
    adres = vrager.adres
    json = {"Content-Type": "application/json"}
    return {
        200: vrager.get("/rapporten"),
        304: vrager.get("/rapporten", koppen={"If-None-Match": vrager.get("/rapporten").headers["ETag"]}),
        400: vrager.post("/jongeren/_zoek", {"bsn": "900000012", "kenmerk": "x"}),
        401: requests.get(f"{adres}/v1/rapporten", timeout=30),
        403: vrager.get("/rapporten", koppen={"Organisatie-Oin": "00000099000000999999"}),
        404: vrager.get("/rapporten/1999-01-04"),
        405: vrager.call("DELETE", "/rapporten"),
        406: vrager.get("/rapporten", koppen={"Accept": "application/xml"}),
        413: vrager.call("POST", "/jongeren/_zoek", data=b" " * 5_100_000, koppen=json),
        415: vrager.call("POST", "/jongeren/_zoek", data=b"<bsn/>", koppen={"Content-Type": "application/xml"}),
    }


def check(answer: requests.Response, status: int) -> None:
    """Hold an answer to what every answer has."""
    assert answer.status_code == status, answer.text[:300]
    assert {name: answer.headers.get(name) for name in KOPPEN} == KOPPEN, status
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; frame-ancestors 'none'"
    assert "Access-Control-Allow-Origin" not in answer.headers
    assert re.fullmatch(r"00-[0-9a-f]{32}-[0-9a-f]{16}-01", answer.headers["traceparent"])
    if status >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        problem = answer.json()
        assert problem["status"] == status
        assert problem.keys() >= {"type", "title", "detail", "code", "instance"}
        assert not re.search(r"\b9\d{8}\b", answer.text)


def test_every_kind_of_answer_has_the_headers_and_the_form(vraag: Vraag) -> None:
    for status, answer in answers(vraag()).items():
        check(answer, status)


def test_a_conflict_says_what_stands_there(nieuw: Vrager) -> None:
    person = een()
    assert nieuw.post("/aanmeldingen", person).status_code == 201
    answer = nieuw.post("/aanmeldingen", {**person, "kenmerk": "een ander kenmerk"})
    check(answer, 409)
    assert "staat" in answer.json()


def test_a_mistake_of_ours_tells_nothing_of_it(vraag: Vraag, api: Api) -> None:
    """A table that is gone is a mistake that a real service can make."""
    with psycopg.connect(api.database, autocommit=True) as admin:
        admin.execute("ALTER TABLE abonnement RENAME TO abonnement_weg")
        try:
            answer = vraag().get("/abonnementen")
        finally:
            admin.execute("ALTER TABLE abonnement_weg RENAME TO abonnement")
    check(answer, 500)
    assert answer.json()["code"] == "VERGISSING"
    assert "abonnement" not in answer.text.replace("/abonnementen", "")
    assert answer.json()["instance"].removeprefix("urn:trace:") in api.log.read_text("utf-8")


def test_who_asks_too_fast_waits(vraag: Vraag, api: Api, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    vraag().get("/rapporten")  # so that something was used in this minute
    adres = f"http://127.0.0.1:{free_port()}"
    monkeypatch.setenv("VSV_API_ADRES", adres)
    monkeypatch.setenv("VSV_API_TEMPO", "1")
    with run_api(adres, tmp_path / "api.log"):
        caller = Vrager(adres, vraag().oin, api.map / f"{vraag().oin}.jwk", api.eerste.oin)
        said = [caller.get("/rapporten") for _ in range(3)]  # three, as a new minute may begin in between
        caller.close()
    answer = next(answer for answer in said if answer.status_code != 200)
    check(answer, 429)
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["RateLimit"].startswith('"minuut";r=0;')


@pytest.mark.parametrize("address", ["/v1/rapporten", "/v1/rapporten/1999-01-04", "/openapi.json", "/documentatie"])
def test_head_says_what_get_says_without_the_content(vraag: Vraag, api: Api, address: str) -> None:
    get, head = (vraag().call(method, api.adres + address) for method in ("GET", "HEAD"))
    assert (head.status_code, head.content) == (get.status_code, b"")
    per_request = {"traceparent", "ratelimit", "date", "content-length"}
    assert {k: v for k, v in head.headers.items() if k.lower() not in per_request} == {
        k: v for k, v in get.headers.items() if k.lower() not in per_request
    }


def test_how_many_requests_are_left_is_told(vraag: Vraag) -> None:
    answer = vraag().get("/rapporten")
    assert re.fullmatch(r'"minuut";q=\d+;w=60', answer.headers["RateLimit-Policy"])
    assert re.fullmatch(r'"minuut";r=\d+;t=\d+', answer.headers["RateLimit"])


@pytest.mark.parametrize("address", ["/v1/rapporten/", "/v1/", "/v1", "/v1/niets", "/openapi.json/", "/v1/rapporten//"])
def test_a_slash_at_the_end_is_nowhere(api: Api, address: str) -> None:
    answer = requests.get(api.adres + address, timeout=30, allow_redirects=False)
    assert (answer.status_code, answer.headers.get("Content-Type")) == (404, "application/problem+json")


def test_all_faults_are_told_at_once(vraag: Vraag, api: Api) -> None:
    answer = vraag(voor=api.nieuw).post("/aanmeldingen", {"bsn": "12", "geboortedatum": "gisteren", "naam": "Jan"})
    assert answer.status_code == 400
    assert {fout["veld"] for fout in answer.json()["fouten"]} == {"/bsn", "/geboortedatum", "/naam"}


def test_the_document_may_be_read_from_everywhere(api: Api) -> None:
    answer = requests.get(f"{api.adres}/openapi.json", timeout=30)
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["API-Version"] == answer.json()["info"]["version"] == VERSIE
    assert not any("bsn" in path.lower() for path in answer.json()["paths"])


def test_a_trace_goes_on(vraag: Vraag) -> None:
    answer = vraag().get("/rapporten", koppen={"traceparent": f"00-{SPOOR}-b7ad6b7169203331-01"})
    assert answer.headers["traceparent"].split("-")[1] == SPOOR


def test_no_bsn_is_in_what_the_process_wrote(api: Api, vraag: Vraag) -> None:
    bsn = sorted(api.bsns)[0]
    assert vraag().post("/jongeren/_zoek", {"bsn": bsn}).status_code == 200
    said = api.log.read_text("utf-8")
    assert not [number for number in re.findall(r"\b9\d{8}\b", said) if number in api.bsns]
