"""Abonnementen by the API: made, changed, tested, looked at, ended."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.api.conftest import Api
from tests.api.vormen import Document
from tests.api.vrager import Vrager

DOEL = "https://volgsysteem.example/meldingen"


@pytest.fixture
def nieuw(api: Api, vraag: Callable[..., Vrager]) -> Vrager:
    """The vendor, for the organisation that follows nobody."""
    return vraag(voor=api.nieuw)


@pytest.fixture
def made(nieuw: Vrager) -> dict[str, Any]:
    answer = nieuw.post("/abonnementen", {"doel": DOEL, "soorten": ["rapport-beschikbaar"]})
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def test_the_secret_is_shown_once(nieuw: Vrager, api: Api) -> None:
    key = {"Idempotency-Key": "abonnement-een"}
    first, again = (nieuw.post("/abonnementen", {"doel": DOEL}, koppen=key) for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json()["geheim"].startswith("whsec_")
    assert again.json() == first.json() | {"geheim": None}
    assert first.headers["Location"] == again.headers["Location"] == f"/v1/abonnementen/{first.json()['abonnement']}"
    read = nieuw.get(f"/abonnementen/{first.json()['abonnement']}").json()
    assert "geheim" not in read
    assert Document(api.adres).closed().faults({"$ref": "#/components/schemas/NieuwAbonnementUit"}, first.json()) == []
    nieuw.call("DELETE", f"/abonnementen/{read['abonnement']}")


def test_from_beginning_to_end(nieuw: Vrager, made: dict[str, Any]) -> None:
    path = f"/abonnementen/{made['abonnement']}"
    assert (made["stand"], made["soorten"], made["wachtend"]) == ("ACTIEF", ["rapport-beschikbaar"], 0)
    paused = nieuw.call("PATCH", path, json={"actief": False})
    assert (paused.status_code, paused.json()["stand"]) == (200, "GEPAUZEERD")
    stopped = nieuw.post(f"{path}/_test", None)
    assert (stopped.status_code, stopped.json()["code"]) == (409, "ABONNEMENT_GESTOPT")
    changed = nieuw.call("PATCH", path, json={"actief": True, "soorten": ["ikv-signaal"]}).json()
    assert (changed["stand"], changed["soorten"], changed["doel"]) == ("ACTIEF", ["ikv-signaal"], DOEL)
    sent = [nieuw.post(f"{path}/_test", None) for _ in range(3)]
    assert [one.status_code for one in sent] == [202] * 3
    first = nieuw.get(f"{path}/bezorgingen?pageSize=2").json()
    rest = nieuw.get(f"{path}/bezorgingen?pageSize=2&cursor={first['volgende']}").json()
    assert [one["nummer"] for one in first["bezorgingen"] + rest["bezorgingen"]] == [3, 2, 1]
    assert rest["volgende"] is None
    assert nieuw.get(f"{path}/bezorgingen?stand=BEZORGD").json()["bezorgingen"] == []
    assert nieuw.get(f"{path}/bezorgingen?stand=ZOEK").status_code == 400
    one = sent[0].json()["bezorging"]
    assert nieuw.post(f"{path}/bezorgingen/{one}/_opnieuw", None).json() == {"aantal": 1}
    assert nieuw.post(f"{path}/bezorgingen/_opnieuw", None).json() == {"aantal": 0}
    assert nieuw.call("DELETE", path).status_code == 204
    assert nieuw.call("DELETE", path).status_code == 204
    ended = nieuw.call("PATCH", path, json={"actief": True})
    assert (ended.status_code, ended.json()["code"]) == (409, "ABONNEMENT_BEEINDIGD")
    assert made["abonnement"] not in [one["abonnement"] for one in nieuw.get("/abonnementen").json()["abonnementen"]]


def test_all_faults_at_once(nieuw: Vrager, made: dict[str, Any]) -> None:
    wrong = {"doel": "ftp://volgsysteem.example", "soorten": []}
    for answer in (
        nieuw.post("/abonnementen", wrong),
        nieuw.call("PATCH", f"/abonnementen/{made['abonnement']}", json=wrong),
    ):
        assert answer.status_code == 400
        assert {fault["veld"] for fault in answer.json()["fouten"]} == {"/doel", "/soorten"}
    unknown = nieuw.post("/abonnementen", {"doel": DOEL, "soort": "x"})
    assert unknown.json()["fouten"][0]["code"] == "VELD_ONBEKEND"
    nieuw.call("DELETE", f"/abonnementen/{made['abonnement']}")
