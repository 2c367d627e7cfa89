"""Inzage in the portal: one person, one file; nothing of it on the page."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal
from tests.portaal.test_logboek import bsn_of

Als = Callable[..., Bezoeker]


def test_from_a_bsn_to_a_file(portaal: Portaal, als: Als) -> None:
    begun = datetime.now(UTC)
    uuid, bsn = bsn_of(portaal.eerste, portaal)
    pim = als("Pim")
    page = pim.submit(pim.get("/inzage"), {"bsn": bsn})
    assert page.url.endswith(f"/inzage/{uuid}")
    assert "Is dit de jongere?" in text_of(page)
    assert bsn not in page.text
    assert "Het doelgroepregister ook niet" in text_of(page)
    pdf = pim.submit(page, {"formaat": "pdf"}, action=f"/inzage/{uuid}/bestand")
    assert pdf.headers["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF-")
    made = pim.submit(page, {"formaat": "json"}, action=f"/inzage/{uuid}/bestand")
    data = json.loads(made.content)
    assert data["organisatie"] == portaal.eerste.naam
    assert data["persoon"][0]["bsn"] == bsn
    assert {row["organisatie"] for row in data["aanmeldingen"]} == {portaal.eerste.naam}
    assert any(row["actie"] == "rapport.inzage" for row in data["logboek"])
    for response in (pdf, made):
        assert bsn not in response.headers["Content-Disposition"]
        assert uuid not in response.headers["Content-Disposition"]
        assert response.headers["Cache-Control"] == "no-store"
    assert not any(bsn in address for address in pim.seen)
    with psycopg.connect(portaal.database) as admin:
        ((logged,),) = admin.execute(
            "SELECT count(*) FROM logregel l JOIN jongere j ON j.id = l.jongere JOIN toekenning t ON t.actor = l.actor"
            " WHERE l.actie = 'rapport.inzage' AND t.naam = 'Pim' AND j.uuid = %s AND l.tijdstip >= %s",
            (uuid, begun),
        )
    assert logged == 2


def test_of_somebody_else_s_jongere_there_is_nothing(portaal: Portaal, als: Als) -> None:
    uuid, bsn = bsn_of(portaal.tweede, portaal)
    pim = als("Pim")
    start = pim.get("/inzage")
    refused = pim.submit(start, {"bsn": bsn})
    assert refused.status_code == 400
    assert "geen aanmelding, geen voorstel en geen logregels" in text_of(refused)
    assert pim.get(f"/inzage/{uuid}").status_code == 400


@pytest.mark.parametrize("given", [{}, {"bsn": "12"}, {"bsn": "900000000", "kenmerk": "x"}])
def test_wrong_input_is_said_once(als: Als, given: dict[str, str]) -> None:
    pim = als("Pim")
    page = pim.submit(pim.get("/inzage"), given)
    assert page.status_code == 400
    assert page.text.count('role="alert"') == 1


def test_a_format_that_does_not_exist_gives_nothing_and_is_no_inzage(portaal: Portaal, als: Als) -> None:
    uuid, _ = bsn_of(portaal.eerste, portaal)
    pim = als("Pim")
    page = pim.get(f"/inzage/{uuid}")
    count = "SELECT count(*) FROM logregel WHERE actie = 'rapport.inzage'"
    with psycopg.connect(portaal.database) as admin:
        before = admin.execute(count).fetchone()
        admin.commit()
        assert pim.submit(page, {"formaat": "exe"}, action=f"/inzage/{uuid}/bestand").status_code == 400
        assert admin.execute(count).fetchone() == before


@pytest.mark.parametrize("naam", ["Noor", "Gijs", "Olaf"])
def test_only_for_who_reads_the_log(portaal: Portaal, als: Als, naam: str) -> None:
    visitor = als(naam, bij=portaal.eerste)
    for address in ("/inzage", "/logboek", "/logboek/bestand"):
        assert visitor.get(address).status_code == 403
