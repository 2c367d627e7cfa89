"""Signing off and handing over by the API, and the mark of how far the work is."""

from datetime import timedelta

from tests.api.conftest import Api
from tests.api.mensen import VANDAAG, sign_up
from tests.api.vrager import Vrager

TODAY, TOMORROW = str(VANDAAG), str(VANDAAG + timedelta(1))
NOBODY = "00000000-0000-4000-8000-000000000000"


def test_an_afmelding_stands(nieuw: Vrager) -> None:
    uuid = sign_up(nieuw)
    asked = {"jongere": uuid, "afmelddatum": TODAY, "reden": "WERK"}
    assert [
        fout["veld"] for fout in nieuw.post("/afmeldingen", asked | {"afmelddatum": TOMORROW}).json()["fouten"]
    ] == ["/afmelddatum"]
    done, again = nieuw.post("/afmeldingen", asked), nieuw.post("/afmeldingen", asked)
    assert (done.status_code, again.status_code) == (201, 200)
    assert done.json() == again.json() == asked
    other = nieuw.post("/afmeldingen", asked | {"reden": "ANDERS"})
    assert (other.status_code, other.json()["code"]) == (409, "AL_AFGEMELD")
    assert other.json()["staat"] == {"afmelddatum": TODAY, "reden": "WERK", "overgedragenAan": None}
    assert nieuw.get(f"/aanmeldingen/{uuid}").status_code == 404


def test_of_many_ends_each_has_its_outcome(nieuw: Vrager) -> None:
    one, two, done = (sign_up(nieuw) for _ in range(3))
    row = {"afmelddatum": TODAY, "reden": "VERHUISD"}
    nieuw.post("/afmeldingen", {"jongere": done, **row})
    rows = [
        {"jongere": one, **row},
        {"jongere": NOBODY, **row},
        {"jongere": done, **row},
        {"jongere": one.upper(), **row},
        {"jongere": two, **row, "afmelddatum": TOMORROW},
        {"jongere": done, **row, "reden": "WERK"},
    ]
    said = nieuw.post("/afmeldingen/_bulk", {"afmeldingen": rows}).json()
    assert (said["ontvangen"], said["gedaan"], said["alBekend"], said["geweigerd"]) == (6, 1, 1, 4)
    assert [[(f["veld"], f["code"]) for f in rij["fouten"]] for rij in said["rijen"]] == [
        [],
        [("/afmeldingen/1/jongere", "JONGERE_ONBEKEND")],
        [],
        [("/afmeldingen/3/jongere", "DUBBEL_IN_BESTAND")],
        [("/afmeldingen/4/afmelddatum", "DATUM_IN_TOEKOMST")],
        [("/afmeldingen/5/jongere", "DUBBEL_IN_BESTAND")],
    ]
    assert nieuw.get(f"/aanmeldingen/{two}").status_code == 200


def test_handing_over(nieuw: Vrager, api: Api) -> None:
    uuid = sign_up(nieuw)
    asked = {"jongere": uuid, "naar": api.nieuw.oin, "datum": TODAY}
    assert nieuw.post("/overdrachten", asked).json()["fouten"][0]["code"] == "NAAR_UZELF"
    unknown = nieuw.post("/overdrachten", asked | {"naar": "0" * 20})
    assert (unknown.status_code, unknown.json()["fouten"][0]["code"]) == (400, "ORGANISATIE_ONBEKEND")
    asked["naar"] = api.tweede.oin
    done, again = nieuw.post("/overdrachten", asked), nieuw.post("/overdrachten", asked)
    assert (done.status_code, again.status_code, done.json()) == (201, 200, asked)
    other = nieuw.post("/afmeldingen", {"jongere": uuid, "afmelddatum": TODAY, "reden": "WERK"})
    assert other.json()["staat"]["overgedragenAan"] == api.tweede.oin
    nieuw.organisatie = api.tweede.oin
    assert nieuw.get(f"/aanmeldingen/{uuid}").status_code == 200
    back = nieuw.post(
        "/overdrachten/_bulk", {"overdrachten": [{"jongere": uuid, "naar": api.nieuw.oin, "datum": TODAY}]}
    )
    assert back.json()["gedaan"] == 1


def test_a_mark_is_not_written_over(nieuw: Vrager) -> None:
    address = f"/jongeren/{sign_up(nieuw)}/opvolging"
    first = nieuw.get(address)
    assert first.json() == {"merk": "TE_DOEN", "reden": None, "tijdstipGezet": None, "gezetDoor": None}
    seen = {"If-Match": first.headers["ETag"]}
    set_ = nieuw.call("PUT", address, json={"merk": "NIET_BESCHIKBAAR", "reden": "BUITENLAND"}, koppen=seen)
    assert set_.status_code == 200, set_.text
    now = nieuw.get(address)
    assert (now.json(), now.headers["ETag"]) == (set_.json(), set_.headers["ETag"])
    late = nieuw.call("PUT", address, json={"merk": "IN_CONTACT"}, koppen=seen)
    assert (late.status_code, late.json()["staat"]) == (412, now.json())
    assert nieuw.call("PUT", address, json={"merk": "IN_CONTACT"}).status_code == 200
    for wrong in ({"merk": "IN_CONTACT", "reden": "ZIEK"}, {"merk": "NIET_BESCHIKBAAR"}, {"merk": "x"}, {}):
        answer = nieuw.call("PUT", address, json=wrong)
        assert answer.status_code == 400
        assert answer.json()["fouten"][0]["veld"] in ("/merk", "/reden")
