"""The pages about meldingen: what did not arrive is seen and sent again, by who manages vendors, without people."""

import re
from collections.abc import Callable, Iterator

import psycopg
import pytest
from tests.portaal.adressen import een_abonnement
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]


@pytest.fixture
def abonnement(portaal: Portaal) -> Iterator[str]:
    """An abonnement as no other test has touched it: 60 parked, one waits, two delivered."""
    with psycopg.connect(portaal.database) as admin:
        admin.execute("DELETE FROM abonnement")
    uuid = str(een_abonnement(portaal, portaal.eerste.oin)["uuid"])
    with psycopg.connect(portaal.database) as admin:
        admin.execute(
            """
            UPDATE bezorging SET stand = CASE stand WHEN 'BEZORGD' THEN 'GEPARKEERD' ELSE 'BEZORGD' END,
                                 bezorgd_op = geparkeerd_op, geparkeerd_op = bezorgd_op
            WHERE stand <> 'WACHT'
            """
        )
    yield uuid
    with psycopg.connect(portaal.database) as admin:
        admin.execute("DELETE FROM abonnement")


def test_what_did_not_arrive_is_seen_and_sent_again(portaal: Portaal, als: Als, abonnement: str) -> None:
    visitor = als("Gijs", bij=portaal.eerste)
    page = visitor.get("/meldingen")
    text = text_of(page)
    assert "60 meldingen zijn niet aangekomen." in text
    assert "hook.voorbeeld.nl" in text
    assert "geheim=1" not in page.text  # what stands behind the name of the machine may be a secret of the vendor
    page = visitor.get(f"/meldingen/{abonnement}")
    assert "De ontvanger nam het bericht niet aan (503)" in text_of(page)
    assert len(re.findall("<tr>", page.text)) == 1 + 50
    older = visitor.get(f"/meldingen/{abonnement}?stand=geparkeerd&voor=11")
    assert len(re.findall("<tr>", older.text)) == 1 + 10

    one = re.search(rf'action="(/meldingen/{abonnement}/[0-9a-f-]+/opnieuw)"', older.text)
    assert one
    page = visitor.submit(older, {}, action=one[1])
    assert "De melding gaat opnieuw, binnen enkele minuten." in text_of(page)
    page = visitor.submit(page, {}, action=f"/meldingen/{abonnement}/opnieuw")
    assert "59 meldingen gaan opnieuw." in text_of(page)
    assert "Alles is aangekomen of nog onderweg." in text_of(page)
    with psycopg.connect(portaal.database) as admin:
        counts = admin.execute("SELECT stand, count(*), max(pogingen) FROM bezorging GROUP BY 1 ORDER BY 1").fetchall()
    assert counts == [("BEZORGD", 2, 2), ("WACHT", 61, 2)]
    assert "Alle meldingen zijn aangekomen of zijn nog onderweg." in text_of(visitor.get("/meldingen"))


def test_a_stopped_abonnement_can_not_be_sent_to(portaal: Portaal, als: Als, abonnement: str) -> None:
    with psycopg.connect(portaal.database) as admin:
        admin.execute("UPDATE abonnement SET actief = false, gestopt_op = now(), gestopt_door = 'ONTVANGER'")
    visitor = als("Gijs", bij=portaal.eerste)
    page = visitor.get(f"/meldingen/{abonnement}")
    assert "De leverancier moet het abonnement eerst weer actief maken." in text_of(page)
    assert "/opnieuw" not in page.text
    refused = visitor.post(
        f"/meldingen/{abonnement}/opnieuw",
        data={"csrfmiddlewaretoken": page.text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]},
        headers={"Referer": visitor.adres + "/"},
    )
    assert refused.status_code == 400
    assert "Dit abonnement is gestopt." in text_of(refused)


def test_another_organisation_does_not_see_it(portaal: Portaal, als: Als, abonnement: str) -> None:
    visitor = als("Bas", bij=portaal.tweede)
    assert "Nog geen leverancier heeft een abonnement." in text_of(visitor.get("/meldingen"))
    assert visitor.get(f"/meldingen/{abonnement}").status_code == 400


def test_the_name_of_the_vendor_is_shown(portaal: Portaal, als: Als, abonnement: str) -> None:
    with psycopg.connect(portaal.database) as admin:
        admin.execute(
            """
            WITH c AS (INSERT INTO client (oin, naam, jwks)
                       VALUES ('00000099000000900007', 'Volgsysteem Zeven', '{"keys": [{}]}') RETURNING id)
            INSERT INTO machtiging (client, organisatie, scopes, verleend_door, ingetrokken_op, ingetrokken_door)
            SELECT c.id, %s, '{meldingen}', 'x', now(), 'x' FROM c
            """,
            (portaal.eerste.id,),
        )
    visitor = als("Gijs", bij=portaal.eerste)
    assert "Volgsysteem Zeven" in text_of(visitor.get("/meldingen"))
    assert "Meldingen aan Volgsysteem Zeven" in text_of(visitor.get(f"/meldingen/{abonnement}"))
    with psycopg.connect(portaal.database) as admin:
        admin.execute("DELETE FROM machtiging WHERE client = (SELECT id FROM client WHERE oin LIKE '%00007')")
        admin.execute("DELETE FROM client WHERE oin LIKE '%00007'")
