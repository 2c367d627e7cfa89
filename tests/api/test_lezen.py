"""Reading by the API: every address answers as the document says, and nothing of people leaves that should not."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import requests
from tests.api.conftest import Api
from tests.api.vormen import Document
from tests.api.vrager import Vrager

import vsv.api
from vsv.beheer.oefenapi import OIN_ANDER

Vraag = Callable[..., Vrager]
JONGERE_PADEN = ("", "/toelichting", "/prioriteiten", "/inkomstenverhoudingen", "/uitkeringen", "/doelgroepregister")


@pytest.fixture(scope="module")
def document(api: Api) -> Document:
    return Document(api.adres).closed()


def peildatum(caller: Vrager) -> str:
    """The day of the last report."""
    return str(caller.get("/rapporten").json()["rapporten"][0]["peildatum"])


def all_lines(caller: Vrager, day: str) -> list[Mapping[str, Any]]:
    """Every line of a report, by NDJSON."""
    answer = caller.get(f"/rapporten/{day}/regels", koppen={"Accept": "application/x-ndjson"})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


@pytest.fixture
def namen(vraag: Vraag) -> Mapping[str, list[str]]:
    """Per parameter of an address what to put there: somebody of each priority, and what else there is."""
    caller = vraag()
    day = peildatum(caller)
    per_prioriteit = {line["prioriteit"]: line["jongere"] for line in all_lines(caller, day)}
    proposals = caller.get("/voorstellen?pageSize=2").json()["voorstellen"]
    made = caller.get("/abonnementen").json()["abonnementen"]
    abonnement = made[0] if made else caller.post("/abonnementen", {"doel": "https://example.com/m"}).json()
    return {
        "jongere": list(per_prioriteit.values()),
        "peildatum": [day],
        "naam": ["vsv-2.0"],
        "voorstel": [one["voorstel"] for one in proposals],
        "abonnement": [abonnement["abonnement"]],
    }


def addresses(path: str, namen: Mapping[str, list[str]]) -> list[str]:
    """An address for each thing to ask about."""
    name = re.search(r"\{(\w+)\}", path)
    if name is None:
        return [path]
    return [path.replace(name[0], value) for value in namen[name[1]]]


def test_every_address_that_is_read_answers_as_the_document_says(
    api: Api, vraag: Vraag, document: Document, namen: Mapping[str, list[str]]
) -> None:
    caller, asked = vraag(), 0
    day_run = caller.get("/dagleveringen").json()["dagleveringen"][-1]["peildatum"]
    for path, _ in document.operations("get"):
        for address in addresses(path, namen | ({"peildatum": [day_run]} if "dagleveringen/" in path else {})):
            answer = caller.get(address)
            assert (answer.status_code, document.faults_in("get", path, answer)) == (200, []), (
                f"{path} {answer.text[:500]}"
            )
            assert api.bsns.isdisjoint(re.findall(r"\d{9}", answer.text)), path
            asked += 1
    assert asked > 30


def test_there_is_something_to_see_about_income(vraag: Vraag, namen: Mapping[str, list[str]]) -> None:
    """The walk above would not notice lists that are always empty."""
    caller = vraag()
    jobs = [
        job
        for jongere in namen["jongere"]
        for job in caller.get(f"/jongeren/{jongere}/inkomstenverhoudingen").json()["inkomstenverhoudingen"]
    ]
    assert any(job["periodes"] for job in jobs)
    assert any(statement["loon"] for job in jobs for statement in job["opgaven"])
    assert any(caller.get(f"/jongeren/{jongere}/uitkeringen").json()["uitkeringen"] for jongere in namen["jongere"])


def test_examples_are_as_their_schemas_say(document: Document) -> None:
    for name, schema in document.inhoud["components"]["schemas"].items():
        for example in schema.get("examples", []):
            assert document.faults({"$ref": f"#/components/schemas/{name}"}, example) == [], name


def test_no_two_shapes_have_one_name() -> None:
    """In the document one of them would take the place of the other."""
    folder = Path(vsv.api.__file__).parent / "v1"
    found = [name for file in folder.glob("*.py") for name in re.findall(r"^class (\w+)\(", file.read_text(), re.M)]
    assert sorted(found) == sorted(set(found))


def test_who_is_not_followed_is_answered_as_who_does_not_exist(api: Api, vraag: Vraag) -> None:
    own, other = vraag(), vraag(voor=api.tweede)
    day = peildatum(own)
    here = {line["jongere"] for line in all_lines(own, day)}
    there = {line["jongere"] for line in all_lines(other, day)}
    stranger = sorted(there - here)[0]
    for path in JONGERE_PADEN:
        found, nobody = own.get(f"/jongeren/{stranger}{path}"), own.get(f"/jongeren/{uuid4()}{path}")
        assert found.status_code == nobody.status_code == 404
        assert without_trace(found.json()) == without_trace(nobody.json())
        assert other.get(f"/jongeren/{stranger}{path}").status_code == 200


def test_a_vendor_of_two_organisations_never_sees_one_through_the_other(api: Api, vraag: Vraag) -> None:
    own, other = vraag(), vraag(voor=api.tweede)
    day = peildatum(own)
    here = {line["jongere"] for line in all_lines(own, day)}
    there = {line["jongere"] for line in all_lines(other, day)}
    page = own.get(f"/rapporten/{day}/regels?pageSize=5").json()
    more = other.get(f"/rapporten/{day}/regels?pageSize=1000&cursor={page['volgende']}").json()["regels"]
    assert {line["jongere"] for line in more} <= there
    changes = own.get("/wijzigingen?pageSize=1000").json()
    assert {change["jongere"] for change in changes["wijzigingen"] if change["soort"] == "stand"} >= here
    refused = other.get(f"/wijzigingen?cursor={changes['volgende']}")
    assert (refused.status_code, refused.json()["fouten"][0]["code"]) == (400, "CURSOR_ONGELDIG")
    made = own.post("/abonnementen", {"doel": "https://example.com/een"}).json()["abonnement"]
    assert own.get(f"/abonnementen/{made}").status_code == 200
    assert other.get(f"/abonnementen/{made}").status_code == 404
    assert other.call("DELETE", f"/abonnementen/{made}").status_code == 404
    assert own.call("DELETE", f"/abonnementen/{made}").status_code == 204


def test_each_scope_opens_its_own(api: Api, vraag: Vraag, namen: Mapping[str, list[str]]) -> None:
    reader = vraag(OIN_ANDER, voor=api.tweede)
    jongere = all_lines(reader, peildatum(reader))[0]["jongere"]
    assert reader.get(f"/jongeren/{jongere}").status_code == 200
    for path in (f"/jongeren/{jongere}/doelgroepregister", "/abonnementen"):
        answer = reader.get(path)
        assert (answer.status_code, answer.json()["code"]) == (403, "SCOPE_ONTBREEKT"), path
    assert not any(change["soort"] == "voorstel" for change in reader.get("/wijzigingen").json()["wijzigingen"])


def test_what_did_not_change_is_not_sent_again(vraag: Vraag, namen: Mapping[str, list[str]]) -> None:
    caller, path = vraag(), f"/jongeren/{namen['jongere'][0]}"
    first = caller.get(path)
    again = caller.get(path, koppen={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert "API-Version" in again.headers
    assert caller.get(path, koppen={"If-None-Match": '"anders"'}).status_code == 200


def test_head_says_what_get_would_say(vraag: Vraag, namen: Mapping[str, list[str]]) -> None:
    caller = vraag()
    day = namen["peildatum"][0]
    for path, form in ((f"/rapporten/{day}", "*/*"), (f"/rapporten/{day}/regels", "text/csv")):
        head, get = (caller.call(method, path, koppen={"Accept": form}) for method in ("HEAD", "GET"))
        assert (head.status_code, head.content) == (200, b"")
        for name in ("Content-Type", "Content-Length", "ETag", "API-Version"):
            assert head.headers.get(name) == get.headers.get(name), name
        assert int(head.headers["Content-Length"]) == len(get.content)


@pytest.mark.parametrize(
    ("method", "path", "koppen", "status", "code"),
    [
        ("POST", "/rapporten", {}, 405, "METHODE_ONBEKEND"),
        ("DELETE", "/wijzigingen", {}, 405, "METHODE_ONBEKEND"),
        ("GET", "/rapporten/", {}, 404, "ADRES_ONBEKEND"),
        ("GET", "/jongeren/geen-uuid", {}, 404, "ADRES_ONBEKEND"),
        ("GET", "/rapporten/2020-01-06", {}, 404, "GEEN_RAPPORT"),
        ("GET", "/rapporten/2020-01-06/regels", {"Accept": "text/csv"}, 404, "GEEN_RAPPORT"),
        ("GET", "/dagleveringen/2020-01-06", {}, 404, "GEEN_RAPPORT"),
        ("GET", "/regelsets/vsv-0", {}, 404, "REGELSET_ONBEKEND"),
        ("GET", "/rapporten/gisteren", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten", {"Accept": "application/pdf"}, 406, "VORM_ONBEKEND"),
        ("GET", "/rapporten?pageSize=0", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten?pageSize=1001", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten?pageSize=veel", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten?bsn=1", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten?cursor=%00", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/rapporten?cursor=W10", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/dagleveringen?cursor=bnVsbA", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/wijzigingen?cursor=W10", {}, 400, "INVOER_ONGELDIG"),
        ("GET", "/wijzigingen?cursor=", {}, 400, "INVOER_ONGELDIG"),
        (
            "PATCH",
            "/abonnementen/00000000-0000-4000-8000-000000000000",
            {"Content-Type": "text/plain"},
            415,
            "VORM_ONGELDIG",
        ),
    ],
)
def test_what_is_refused(
    vraag: Vraag, document: Document, method: str, path: str, koppen: dict[str, str], status: int, code: str
) -> None:
    answer = vraag().call(method, path, koppen=koppen)
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "API-Version" in answer.headers
    assert document.faults({"$ref": "#/components/schemas/Probleem"}, answer.json()) == []


def test_a_file_holds_everything_and_says_so(vraag: Vraag, namen: Mapping[str, list[str]]) -> None:
    path = f"/rapporten/{namen['peildatum'][0]}/regels?prioriteit=1&pageSize=5"
    answer = vraag().get(path, koppen={"Accept": "application/x-ndjson"})
    assert answer.status_code == 400
    assert [fault["veld"] for fault in answer.json()["fouten"]] == ["prioriteit", "pageSize"]


def test_the_status_needs_no_token(api: Api) -> None:
    answer = requests.get(f"{api.adres}/v1/status", timeout=30)
    assert (answer.status_code, answer.json()["status"]) == (200, "beschikbaar")


def without_trace(problem: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in problem.items() if name != "instance"}
