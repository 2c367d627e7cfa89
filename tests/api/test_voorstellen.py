"""Proposals by the API: seen, decided once, and who decided what stands there for who comes later."""

from datetime import UTC, datetime

import polars as pl
import pytest
from tests.api.conftest import Api
from tests.api.mensen import NUMMERS, VANDAAG, een, sign_up
from tests.api.vrager import Vrager
from tests.integration.klantvolg.conftest import SIGNAAL

from vsv.domein.gemeenten import regios
from vsv.klantvolg.service import take_signalen
from vsv.toegang.service import als_dienst, operator

NOBODY = "00000000-0000-4000-8000-000000000000"


def signal(*rows: tuple[str, str, str | None]) -> None:
    """Let DUO tell something today: BSN, what, and the gemeente."""
    now = datetime.now(UTC)
    filled = [(i, bsn, soort, VANDAAG, gemeente, now) for i, (bsn, soort, gemeente) in enumerate(rows, 2)]
    with als_dienst(operator("test")) as sessie:
        take_signalen(sessie, pl.DataFrame(filled, schema=SIGNAAL, orient="row"))


@pytest.fixture
def voorstellen(nieuw: Vrager) -> list[str]:
    """Three open proposals to sign off; the fourth person has none."""
    people = [een() for _ in range(3)]
    uuids = [sign_up(nieuw, **person) for person in people]
    signal(*((person["bsn"], "STARTKWALIFICATIE", None) for person in people))
    open_ = nieuw.get("/voorstellen?stand=OPEN&soort=AFMELDEN&pageSize=1000").json()["voorstellen"]
    return [row["voorstel"] for uuid in uuids for row in open_ if row["jongere"] == uuid]


def test_a_proposal_is_decided_once(nieuw: Vrager, voorstellen: list[str]) -> None:
    one, two, _three = voorstellen
    seen = nieuw.get(f"/voorstellen/{one}").json()
    assert (seen["stand"], seen["tijdstipBesloten"], seen["beslotenDoor"]) == ("OPEN", None, None)
    accepted = nieuw.post(f"/voorstellen/{one}/_aanvaard", {})
    assert accepted.status_code == 200, accepted.text
    assert accepted.json()["stand"] == "AANVAARD"
    rejected = nieuw.call("POST", f"/voorstellen/{two}/_wijsaf")
    assert rejected.json()["stand"] == "AFGEWEZEN"
    assert rejected.json()["jongere"] is not None  # still followed
    for answer in (nieuw.call("POST", f"/voorstellen/{one}/_wijsaf"), nieuw.post(f"/voorstellen/{one}/_aanvaard", {})):
        assert (answer.status_code, answer.json()["code"]) == (409, "VOORSTEL_BESLOTEN")
        assert answer.json()["staat"] == accepted.json()
        assert answer.json()["staat"]["beslotenDoor"]
    assert nieuw.get(f"/voorstellen/{one}").json() == accepted.json()


def test_many_at_once(nieuw: Vrager, voorstellen: list[str]) -> None:
    one, two, three = voorstellen
    asked = [{"voorstel": one}, {"voorstel": NOBODY}, {"voorstel": two, "geboortedatum": "2006-03-01"}]
    said = nieuw.post("/voorstellen/_aanvaard", {"voorstellen": asked}).json()
    assert (said["ontvangen"], said["gedaan"], said["alBekend"], said["geweigerd"]) == (3, 1, 0, 2)
    assert [[(f["veld"], f["code"]) for f in rij["fouten"]] for rij in said["rijen"]] == [
        [],
        [("/voorstellen/1", "VOORSTEL_ONBEKEND")],
        [("/voorstellen/2/geboortedatum", "GEEN_AANMELDING")],
    ]
    said = nieuw.post("/voorstellen/_wijsaf", {"voorstellen": [one, two, three]}).json()
    assert [rij["uitkomst"] for rij in said["rijen"]] == ["alBekend", "gedaan", "gedaan"]


def test_of_who_is_not_followed_no_more_is_told_than_a_uuid(nieuw: Vrager, api: Api) -> None:
    nieuw.organisatie = api.eerste.oin
    bsn = next(NUMMERS)
    signal((bsn, "UITSCHRIJVING", regios()[api.eerste.regio].gemeenten[0].code))
    page = nieuw.get("/voorstellen?stand=OPEN&soort=AANMELDEN&pageSize=1000")
    assert bsn not in page.text
    found = page.json()["voorstellen"][-1]
    assert found["jongere"] is not None
    assert found["geboortedatumBekend"] is False
    address = f"/voorstellen/{found['voorstel']}"
    refused = nieuw.post(f"{address}/_aanvaard", {})
    assert refused.status_code == 400
    assert [fout["veld"] for fout in refused.json()["fouten"]] == ["/geboortedatum"]
    assert nieuw.get(address).json() == found
    assert nieuw.call("POST", f"{address}/_wijsaf").json()["jongere"] is None


def test_a_proposal_of_another_organisation_is_not_there(nieuw: Vrager, voorstellen: list[str], api: Api) -> None:
    nieuw.organisatie = api.tweede.oin
    for voorstel in (voorstellen[0], NOBODY):
        for answer in (
            nieuw.get(f"/voorstellen/{voorstel}"),
            nieuw.post(f"/voorstellen/{voorstel}/_aanvaard", {}),
            nieuw.call("POST", f"/voorstellen/{voorstel}/_wijsaf"),
        ):
            assert (answer.status_code, answer.json()["code"]) == (404, "VOORSTEL_ONBEKEND")
    assert nieuw.post("/voorstellen/_wijsaf", {"voorstellen": voorstellen}).json()["geweigerd"] == 3


def test_proposals_come_in_pages(nieuw: Vrager, voorstellen: list[str]) -> None:
    seen: list[str] = []
    address: str | None = "/voorstellen?pageSize=2&soort=AFMELDEN"
    while address:
        answer = nieuw.get(address)
        seen += [row["voorstel"] for row in answer.json()["voorstellen"]]
        address = answer.links.get("next", {}).get("url")
    assert [voorstel for voorstel in seen if voorstel in voorstellen] == voorstellen
    assert len(seen) == len(set(seen))
