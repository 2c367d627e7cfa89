"""Signing up by the API: one, many, twice, at the same moment, and what is refused."""

import json
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import islice
from typing import Any

from tests.api.conftest import Api
from tests.api.mensen import NUMMERS, VANDAAG, een, sign_up
from tests.api.vrager import Vrager

Vraag = Callable[..., Vrager]


def test_one_is_signed_up_and_can_be_found(nieuw: Vrager) -> None:
    asked = een(gemeentecode="0448")
    answer = nieuw.post("/aanmeldingen", asked)
    assert answer.status_code == 201
    stands = answer.json()
    assert stands == {
        "jongere": stands["jongere"],
        "kenmerk": "D-1",
        "aanmelddatum": str(VANDAAG),
        "gemeentecode": "0448",
    }
    assert nieuw.get(answer.headers["Location"]).json() == stands
    assert nieuw.post("/jongeren/_zoek", {"bsn": asked["bsn"]}).json() == {"jongeren": [stands]}
    again = nieuw.post("/aanmeldingen", asked)
    assert (again.status_code, again.json()) == (200, stands)
    other = nieuw.post("/aanmeldingen", asked | {"kenmerk": "D-2", "aanmelddatum": "2026-01-01"})
    assert (other.status_code, other.json()["code"], other.json()["staat"]) == (409, "AL_AANGEMELD", stands)
    assert [fout["veld"] for fout in other.json()["fouten"]] == ["/aanmelddatum", "/kenmerk"]


def test_every_fault_at_once_and_no_bsn(nieuw: Vrager) -> None:
    bad = {"bsn": "900000001", "geboortedatum": "1990-01-01", "aanmelddatum": str(VANDAAG + timedelta(1))}
    answer = nieuw.post("/aanmeldingen", bad)
    assert answer.status_code == 400
    assert "900000001" not in answer.text
    assert {(fout["veld"], fout["code"]) for fout in answer.json()["fouten"]} == {
        ("/bsn", "BSN_ONGELDIG"),
        ("/geboortedatum", "LEEFTIJD"),
        ("/aanmelddatum", "DATUM_IN_TOEKOMST"),
    }
    shape = nieuw.post("/aanmeldingen", {"bsn": 1, "geboortedatum": "x", "kenmerk": "a\u0000", "naam": "b"})
    assert shape.status_code == 400
    assert {fout["veld"] for fout in shape.json()["fouten"]} == {"/bsn", "/geboortedatum", "/kenmerk", "/naam"}


def test_of_many_each_has_its_outcome(nieuw: Vrager) -> None:
    known = een()
    uuid = nieuw.post("/aanmeldingen", known).json()["jongere"]
    twice = een()
    rows = [
        known,
        known | {"bsn": een()["bsn"], "aanmelddatum": ""},
        {"bsn": "12", "geboortedatum": "2006-02-30", "kenmerk": "x" * 101, "gemeentecode": "9999"},
        {},
        twice,
        twice,
        {"bsn": een()["bsn"], "geboortedatum": "0000-01-01"},
    ]
    answer = nieuw.post("/aanmeldingen/_bulk", {"aanmeldingen": rows})
    assert answer.status_code == 200, answer.text
    said = answer.json()
    assert (said["ontvangen"], said["aangemeld"], said["alBekend"], said["geweigerd"]) == (7, 2, 1, 4)
    assert [row["rij"] for row in said["rijen"]] == list(range(7))
    assert said["rijen"][0] == {"rij": 0, "uitkomst": "alBekend", "jongere": uuid, "wijktAf": [], "fouten": []}
    assert [[(f["veld"], f["code"]) for f in row["fouten"]] for row in said["rijen"]] == [
        [],
        [],
        [
            ("/aanmeldingen/2/bsn", "BSN_ONGELDIG"),
            ("/aanmeldingen/2/geboortedatum", "DATUM_ONGELDIG"),
            ("/aanmeldingen/2/kenmerk", "KENMERK_TE_LANG"),
            ("/aanmeldingen/2/gemeentecode", "GEMEENTE_ONBEKEND"),
        ],
        [
            ("/aanmeldingen/3/bsn", "BSN_ONTBREEKT"),
            ("/aanmeldingen/3/geboortedatum", "GEBOORTEDATUM_ONTBREEKT"),
        ],
        [],
        [("/aanmeldingen/5/bsn", "DUBBEL_IN_BESTAND")],
        [("/aanmeldingen/6/geboortedatum", "DATUM_ONGELDIG")],
    ]
    differs = nieuw.post("/aanmeldingen/_bulk", {"aanmeldingen": [known | {"kenmerk": "D-2", "gemeentecode": "0448"}]})
    assert differs.json()["rijen"][0]["wijktAf"] == ["kenmerk", "gemeentecode"]
    assert not any(row["bsn"] in answer.text + differs.text for row in rows[:2])


def test_a_request_of_another_form_changes_nothing(nieuw: Vrager) -> None:
    for rows in ([], [een(), een(naam="x")], [een(), een() | {"bsn": 1}], [een()] * 10_001):
        answer = nieuw.post("/aanmeldingen/_bulk", {"aanmeldingen": rows})
        assert (answer.status_code, answer.json()["code"]) == (400, "INVOER_ONGELDIG")
        for row in rows[:1]:
            assert nieuw.post("/jongeren/_zoek", {"bsn": row["bsn"]}).json() == {"jongeren": []}


def test_ten_thousand_in_one_request(nieuw: Vrager) -> None:
    numbers = list(islice(NUMMERS, 10_000))
    rows = [een(bsn=bsn, kenmerk=f"K-{i}") for i, bsn in enumerate(numbers)]
    body = json.dumps({"aanmeldingen": rows}).encode()
    answer = nieuw.call("POST", "/aanmeldingen/_bulk", data=body, koppen={"Content-Type": "application/json"})
    assert answer.status_code == 200, answer.text[:500]
    assert answer.json()["aangemeld"] == len({row["jongere"] for row in answer.json()["rijen"]}) == 10_000
    # Two seconds is promised of an idle machine (see `make bench`); this shows a way that is not set by set.
    assert answer.elapsed.total_seconds() < 10
    uuids = [row["jongere"] for row in answer.json()["rijen"]]
    off = [{"jongere": uuid, "afmelddatum": str(VANDAAG), "reden": "ONTERECHT"} for uuid in uuids]
    done = nieuw.post("/afmeldingen/_bulk", {"afmeldingen": off})
    assert done.json()["gedaan"] == 10_000
    assert done.elapsed.total_seconds() < 10


def test_the_same_request_at_the_same_moment_is_done_once(nieuw: Vrager) -> None:
    body, key = een(), secrets.token_hex(8)
    nieuw.token  # noqa: B018  # asked for once, before the others need it

    def ask(_number: int) -> tuple[int, str]:
        answer = nieuw.post("/aanmeldingen", body, koppen={"Idempotency-Key": key})
        return answer.status_code, answer.text

    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(ask, range(8)))
    done = {answer for answer in answers if answer[0] == 201}
    assert len(done) == 1
    assert {json.loads(text)["code"] for status, text in answers - done} <= {"VERZOEK_BEZIG"}
    assert done == {ask(0)}
    other = nieuw.post("/aanmeldingen", een(), koppen={"Idempotency-Key": key})
    assert (other.status_code, other.json()["code"]) == (409, "SLEUTEL_HERGEBRUIKT")


def test_pages_follow_one_another(nieuw: Vrager) -> None:
    uuids = [sign_up(nieuw, kenmerk="pagina") for _ in range(3)]
    seen: list[str] = []
    address: str | None = "/aanmeldingen?pageSize=2"
    while address:
        answer = nieuw.get(address)
        assert answer.status_code == 200
        assert len(answer.json()["aanmeldingen"]) <= 2
        seen += [row["jongere"] for row in answer.json()["aanmeldingen"]]
        address = answer.links.get("next", {}).get("url")
    assert len(seen) == len(set(seen))
    assert [uuid for uuid in seen if uuid in uuids] == uuids
    for wrong in ("x", "InggiXQ", "LTE", "dHJ1ZQ"):
        assert nieuw.get(f"/aanmeldingen?cursor={wrong}").status_code == 400


def test_kenmerk_and_gemeente_change(nieuw: Vrager) -> None:
    address = f"/aanmeldingen/{sign_up(nieuw)}"
    changed = nieuw.call("PATCH", address, json={"kenmerk": None, "gemeentecode": "0448"})
    assert changed.status_code == 200, changed.text
    assert (changed.json()["kenmerk"], changed.json()["gemeentecode"]) == (None, "0448")
    assert nieuw.call("PATCH", address, json={"kenmerk": "E-9"}).json()["gemeentecode"] == "0448"
    assert nieuw.get(address).json()["kenmerk"] == "E-9"
    found = nieuw.post("/jongeren/_zoek", {"kenmerk": "E-9"}).json()["jongeren"]
    assert [row["jongere"] for row in found] == [address.rpartition("/")[2]]
    for wrong in ({}, {"gemeentecode": "9999"}, {"kenmerk": "x" * 101}, {"aanmelddatum": "2026-01-01"}):
        assert nieuw.call("PATCH", address, json=wrong).status_code == 400


def test_another_organisations_jongere_is_not_there(nieuw: Vrager, vraag: Vraag, api: Api) -> None:
    body = een()
    uuid = nieuw.post("/aanmeldingen", body).json()["jongere"]
    other, nobody = vraag(voor=api.tweede), "00000000-0000-4000-8000-000000000000"
    today = str(VANDAAG)
    for method, path, content in [
        ("GET", "/aanmeldingen/{}", None),
        ("PATCH", "/aanmeldingen/{}", {"kenmerk": "x"}),
        ("GET", "/jongeren/{}/opvolging", None),
        ("PUT", "/jongeren/{}/opvolging", {"merk": "IN_CONTACT"}),
        ("POST", "/afmeldingen", {"jongere": "{}", "afmelddatum": today, "reden": "WERK"}),
        ("POST", "/overdrachten", {"jongere": "{}", "naar": api.eerste.oin, "datum": today}),
    ]:

        def ask(who: str, method: str = method, path: str = path, content: Any = content) -> tuple[int, Any]:
            body = json.loads(json.dumps(content).replace("{}", who)) if content else None
            answer = other.call(method, path.format(who), json=body)
            return answer.status_code, {k: v for k, v in answer.json().items() if k != "instance"}

        assert ask(uuid) == ask(nobody)
        assert ask(uuid)[0] == 404
    assert other.post("/jongeren/_zoek", {"bsn": body["bsn"]}).json() == {"jongeren": []}


def test_search_by_one_of_two(nieuw: Vrager) -> None:
    for wrong in ({}, {"bsn": "900000041", "kenmerk": "x"}, {"bsn": None}, {"bsn": "900000001"}, {"kenmerk": ""}):
        answer = nieuw.post("/jongeren/_zoek", wrong)
        assert answer.status_code == 400, answer.text
        assert "9000000" not in answer.text
