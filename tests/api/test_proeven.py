"""What a linter can't see: the headers and the form of every kind of answer, also of those that a framework makes."""

import re
from collections.abc import Callable

import pytest
import requests
from tests.api.conftest import Api
from tests.api.vrager import Vrager

from vsv.api.kader.versie import VERSIE

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


def test_every_kind_of_answer_has_the_headers_and_the_form(vraag: Vraag) -> None:
    for status, answer in answers(vraag()).items():
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
            assert "900000012" not in answer.text


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
