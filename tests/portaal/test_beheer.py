"""What the operator sees and decides: how the service is doing, who asks to come in, and of people nothing."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.toegang.service import Gegevens, Identiteit, submit_aanvraag

Als = Callable[..., Bezoeker]

PAGINAS = (
    "/beheer",
    "/beheer/aanvragen",
    "/beheer/organisaties",
    "/beheer/leveringen",
    "/beheer/leveringen/1",
    "/beheer/bronnen",
    "/beheer/taken",
    "/beheer/taken?status=open",
    "/beheer/taken?status=klaar",
    "/beheer/regels",
)


def ask(nummer: str, **anders: str | int | None) -> None:
    """Let somebody of a rechtspersoon ask for access."""
    gegevens = {
        "naam": "Otto Vraag",
        "emailadres": "otto@voorbeeld.nl",
        "telefoon": "010 123 45 67",
        "organisatienaam": f"Gemeente {nummer}",
        "soort": "gemeente",
        "regio": 18,
        "gemeentecode": "0034",
    }
    submit_aanvraag(Identiteit(f"vraag-{nummer}", "KVK", nummer), Gegevens(**gegevens | anders))  # type: ignore[arg-type]


def link_to(page: str, naam: str, wat: str) -> str:
    """Where the button at the request of this organisation leads to."""
    (card,) = [card for card in page.split("<article")[1:] if f">{naam}</h2>" in card]
    return str(re.search(rf'href="(/beheer/aanvragen/[^"]+/{wat})"', card)[1])  # type: ignore[index]


@contextmanager
def with_job(portaal: Portaal, status: str) -> Iterator[None]:
    """Let there be a job in the queue."""
    with psycopg.connect(portaal.database, autocommit=True) as admin:
        ((nummer,),) = admin.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, status, args)"
            " VALUES ('inbak', 'default', %s, '{\"geheim\": \"niet tonen\"}') RETURNING id",
            (status,),
        )
        yield
        admin.execute("DELETE FROM procrastinate_events WHERE job_id = %s", (nummer,))
        admin.execute("DELETE FROM procrastinate_jobs WHERE id = %s", (nummer,))


def test_of_people_nothing(portaal: Portaal, als: Als) -> None:
    olaf = als("Olaf")
    with psycopg.connect(portaal.database) as admin:
        names = {str(uuid) for (uuid,) in admin.execute("SELECT uuid FROM jongere")}
        names |= {kenmerk for (kenmerk,) in admin.execute("SELECT DISTINCT kenmerk FROM aanmelding") if kenmerk}
    assert names
    pages = [*PAGINAS, *(f"/beheer/organisaties/{o.oin}" for o in (portaal.eerste, portaal.tweede))]
    for address in pages:
        page = olaf.get(address)
        assert page.ok, address
        words = set(re.findall(r"[\w-]+", page.text))
        assert not words & portaal.bsns, address
        assert not words & names, address


@pytest.mark.parametrize("naam", ["Noor", "Gijs", "Pim"])
def test_only_for_the_operator(portaal: Portaal, als: Als, naam: str) -> None:
    visitor = als(naam, bij=portaal.eerste)
    assert {visitor.get(address).status_code for address in PAGINAS} == {403}


def test_the_operator_lets_an_organisation_in(portaal: Portaal, als: Als) -> None:
    ask("00000021", gemeentecode="0171", organisatienaam="Gemeente Noordoostpolder")
    olaf = als("Olaf")
    assert "wacht" in text_of(olaf.get("/beheer"))
    page = olaf.get("/beheer/aanvragen")
    text = text_of(page)
    for shown in ("KvK-nummer in eHerkenning 00000021", "010 123 45 67", "otto@voorbeeld.nl", "Otto Vraag"):
        assert shown in text
    asked = olaf.get(link_to(page.text, "Gemeente Noordoostpolder", "toelaten"))
    assert "Otto Vraag gebruikersbeheerder wordt" in text_of(asked)
    done = olaf.submit(asked, {})
    assert done.url.endswith("/beheer/aanvragen")
    assert "Gemeente Noordoostpolder kan VSV-monitor nu gebruiken." in text_of(done)
    assert "Gemeente Noordoostpolder" in text_of(olaf.get("/beheer/organisaties"))
    again = olaf.submit(asked, {})
    assert "er is al over besloten" in text_of(again)
    with psycopg.connect(portaal.database) as admin:
        rows = admin.execute(
            "SELECT t.naam, t.rollen FROM toekenning t JOIN organisatie o ON o.id = t.organisatie"
            " WHERE o.naam = 'Gemeente Noordoostpolder'"
        ).fetchall()
    assert rows == [("Otto Vraag", ["GEBRUIKERSBEHEERDER"])]


def test_the_operator_rejects_a_request(portaal: Portaal, als: Als) -> None:
    ask("00000022")
    olaf = als("Olaf")
    asked = olaf.get(link_to(olaf.get("/beheer/aanvragen").text, "Gemeente 00000022", "afwijzen"))
    done = olaf.submit(asked, {})
    assert "De aanvraag is afgewezen." in text_of(done)
    assert "Gemeente 00000022" not in text_of(done)
    assert "er is al over besloten" in text_of(olaf.get(asked.url))


def test_an_organisation_that_is_there_already_is_said(portaal: Portaal, als: Als) -> None:
    eerste = portaal.eerste
    ask("00000023", soort=eerste.soort, regio=eerste.regio, gemeentecode=eerste.gemeentecode)
    olaf = als("Olaf")
    page = olaf.get("/beheer/aanvragen")
    assert f"{eerste.naam} gebruikt VSV-monitor al." in text_of(page)
    olaf.submit(olaf.get(link_to(page.text, "Gemeente 00000023", "afwijzen")), {})


def test_organisations_in_numbers_and_who_may_work_there(portaal: Portaal, als: Als) -> None:
    olaf = als("Olaf")
    assert portaal.eerste.naam in text_of(olaf.get("/beheer/organisaties"))
    page = olaf.get(f"/beheer/organisaties/{portaal.tweede.oin}")
    assert "KvK-nummer 00000012" in text_of(page)
    wrong = olaf.submit(page, {"soort": "KVK", "nummer": "123"})
    assert wrong.status_code == 400
    assert "geen KvK-nummer van 8 cijfers" in text_of(wrong)
    assert wrong.text.count('role="alert"') == 1
    done = olaf.submit(page, {"soort": "RSIN", "nummer": "000000024"})
    assert "RSIN 000000024" in text_of(done)
    with psycopg.connect(portaal.database) as admin:
        lines = admin.execute(
            "SELECT o.oin FROM logregel l JOIN organisatie o ON o.id = l.organisatie"
            " WHERE l.actie = 'toegang.rechtspersoon_koppelen' AND l.bijzonderheden ->> 'nummer' = '000000024'"
        ).fetchall()
    assert lines == [(portaal.tweede.oin,)]
    assert olaf.get("/beheer/organisaties/00000000000000000000").status_code == 404


def test_what_came_in(portaal: Portaal, als: Als) -> None:
    olaf = als("Olaf")
    page = olaf.get("/beheer/leveringen")
    assert "Levering 1" in text_of(page)
    older = olaf.get("/beheer/leveringen?voor=2")
    assert "Levering 2" not in text_of(older)
    detail = text_of(olaf.get("/beheer/leveringen/1"))
    assert "aanmeldingen" in detail
    assert "Samen" in detail
    assert olaf.get("/beheer/leveringen/999999").status_code == 400
    assert olaf.get("/beheer/leveringen?voor=elders").status_code == 400


def test_jobs_that_failed_and_what_is_stuck(portaal: Portaal, als: Als) -> None:
    olaf = als("Olaf")
    with with_job(portaal, "failed"):
        page = olaf.get("/beheer/taken")
        assert "Leveringen innemen" in text_of(page)
        assert "niet tonen" not in page.text
        assert "Elke" not in text_of(page)
        assert "elke dag om 04.30 uur" in text_of(page)
        assert "maandag om 05.00 uur" in text_of(page)
        assert "geen taken met deze stand" in text_of(olaf.get("/beheer/taken?status=open"))
    with with_job(portaal, "todo"):
        page = olaf.get("/beheer")
        assert page.text.index("Er wacht 1 taak en er draait geen werker.") < page.text.index("Hoe het verder gaat")
        assert "Wat u doet: Start &#x27;vsv werker&#x27;." in re.sub("<[^>]+>", "", page.text)


def test_the_rules_with_their_reasons(als: Als) -> None:
    text = text_of(als("Olaf").get("/beheer/regels"))
    for shown in ("vsv-2.0 geldt nu", "€ 300", "Leeftijd waarop het volgen stopt", "onze eigen keuze"):
        assert shown in text
    assert "Voor het eerst gebruikt voor" in text
    assert "controlegetal" in text.lower()


def test_sources_in_words(als: Als) -> None:
    text = text_of(als("Olaf").get("/beheer/bronnen"))
    for shown in ("Polisadministratie", "Register Participatiewet", "Doelgroepregister", "geen bron ingesteld"):
        assert shown in text
