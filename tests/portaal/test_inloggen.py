"""Logging in with eHerkenning: who gets in, who is refused, each with a page and a line in the log."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.simulatie.service import Gebrek, MakelaarGedrag

Als = Callable[..., Bezoeker]


@pytest.fixture
def misbehave(portaal: Portaal) -> Iterator[Callable[[Gebrek], None]]:
    yield lambda gebrek: portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=gebrek))
    portaal.makelaar.set_gedrag(MakelaarGedrag())


def refusals(portaal: Portaal) -> list[str]:
    with psycopg.connect(portaal.database) as admin:
        rows = admin.execute(
            """
            SELECT bijzonderheden ->> 'reden' FROM logregel
            WHERE actie = 'toegang.inloggen' AND resultaat = 'geweigerd' ORDER BY nummer
            """
        )
        return [reden for (reden,) in rows]


def test_a_user_gets_in_and_out(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs")
    page = gijs.get("/")
    assert page.ok
    assert portaal.eerste.naam in page.text
    assert "Gebruikersbeheerder" in page.text
    out = gijs.submit(page, {}, action="/uitloggen")
    assert urlsplit(out.url).path == "/uitgelogd"
    assert gijs.get("/gebruikers").url.startswith(f"{portaal.adres}/inloggen")


def test_who_works_for_two_chooses_and_changes(portaal: Portaal, als: Als) -> None:
    noor = als()
    choice = noor.log_in("Noor")
    assert choice.url.endswith("/werkplek")
    assert portaal.tweede.naam in choice.text
    page = noor.submit(choice, {"werkplek": portaal.tweede.oin})
    assert f"{portaal.tweede.naam} ·" in text_of(page)
    back = noor.submit(noor.get("/werkplek"), {"werkplek": portaal.eerste.oin})
    assert f"{portaal.eerste.naam} ·" in text_of(back)


def test_nobody_chooses_an_organisation_of_others(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs")
    page = gijs.submit(gijs.get("/werkplek"), {"werkplek": portaal.tweede.oin})
    assert page.url.endswith("/werkplek")
    assert f"{portaal.tweede.naam} ·" not in text_of(page)


@pytest.mark.parametrize(
    ("gebrek", "code", "woorden"),
    [
        (Gebrek.NIVEAU_LOA2, "NIVEAU_TE_LAAG", "lager niveau dan EH3"),
        (Gebrek.NIVEAU_LOA2PLUS, "NIVEAU_TE_LAAG", "lager niveau dan EH3"),
        (Gebrek.ZONDER_NIVEAU, "NIVEAU_ONBEKEND", "zegt niet met welk niveau"),
        (Gebrek.ANDER_PUBLIEK, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ANDERE_UITGEVER, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.VERLOPEN, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ANDERE_NONCE, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ZONDER_NONCE, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ANDERE_SLEUTEL, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ZONDER_HANDTEKENING, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.GEDEELD_GEHEIM, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.ZONDER_PERSOON, "IDENTITEIT_ONTBREEKT", "zegt niet wie u bent"),
        (Gebrek.ZONDER_ORGANISATIE, "IDENTITEIT_ONTBREEKT", "zegt niet wie u bent"),
        (Gebrek.ANDERE_DIENST, "DIENST_ANDERS", "andere dienst"),
        (Gebrek.ZONDER_IDENTITEIT, "LOGIN_ONBETROUWBAAR", "niet nagaan"),
        (Gebrek.GEANNULEERD, "LOGIN_AFGEBROKEN", "gestopt met inloggen"),
        (Gebrek.ANDERE_STATE, "LOGIN_VERLOPEN", "al eens gebruikt"),
    ],
)
def test_a_login_that_is_not_good_is_refused(
    portaal: Portaal, als: Als, misbehave: Callable[[Gebrek], None], gebrek: Gebrek, code: str, woorden: str
) -> None:
    misbehave(gebrek)
    visitor = als()
    page = visitor.log_in("Gijs")
    assert page.status_code == 403
    assert woorden in text_of(page)
    assert refusals(portaal)[-1] == code
    assert visitor.get("/gebruikers").url.startswith(f"{portaal.adres}/inloggen")


def test_a_makelaar_that_fails_is_no_door(portaal: Portaal, als: Als, misbehave: Callable[[Gebrek], None]) -> None:
    misbehave(Gebrek.INWISSELEN_500)
    page = als().log_in("Gijs")
    assert page.status_code in (403, 503)
    assert refusals(portaal)[-1] in ("EHERKENNING_WEG", "LOGIN_ONBETROUWBAAR")


def test_a_level_that_is_too_low(als: Als, portaal: Portaal) -> None:
    page = als().log_in("Lars")
    assert page.status_code == 403
    assert "EH3" in text_of(page)
    assert refusals(portaal)[-1] == "NIVEAU_TE_LAAG"


def test_the_same_way_back_works_once(als: Als) -> None:
    visitor = als("Gijs")
    back = next(url for url in visitor.seen if "/inloggen/terug" in url)
    again = visitor.get(back)
    assert again.status_code == 403
    assert "al eens gebruikt" in text_of(again)


def test_a_stolen_way_back_is_of_no_use(portaal: Portaal, als: Als) -> None:
    visitor, thief = als(), als()
    choice = visitor.get("/inloggen/start")
    back = visitor.submit(choice, {"persoon": "4"}, action="/authorize/kies")
    stolen = next(r.headers["Location"] for r in back.history if "/inloggen/terug" in r.headers.get("Location", ""))
    assert thief.get(stolen).status_code == 403


def test_without_rights_one_can_use_an_invitation(portaal: Portaal, als: Als) -> None:
    gijs, vera = als("Gijs"), als()
    page = vera.log_in("Vera")
    assert page.status_code == 403
    assert "nog geen rechten" in text_of(page)
    wrong = vera.submit(page, {"code": "VERZONNEN"}, action="/inloggen/uitnodiging")
    assert "klopt niet" in text_of(wrong)
    invited = gijs.submit(gijs.get("/gebruikers/uitnodigen"), {"naam": "Vera", "rollen": ["TEAMLEIDER"]})
    code = text_of(invited).split("maar één keer.")[1].split()[0]
    inside = vera.submit(wrong, {"code": code}, action="/inloggen/uitnodiging")
    assert f"{portaal.eerste.naam} · Teamleider" in text_of(inside)
    row = next(r for r in gijs.get("/gebruikers").text.split("<tr>") if ">Vera" in r)
    uuid = row.split('href="/gebruikers/')[1].split('"')[0]
    gijs.submit(gijs.get(f"/gebruikers/{uuid}/intrekken"), {})
    assert vera.get("/").url.startswith(f"{portaal.adres}/inloggen")


def test_an_unknown_organisation_can_ask_for_access(als: Als) -> None:
    onno = als()
    page = onno.log_in("Onno")
    assert "gebruikt VSV-monitor nog niet" in text_of(page)
    form = onno.get("/aanvragen")
    assert onno.submit(form, {}).status_code == 400
    done = onno.submit(
        form,
        {
            "soort": "gemeente",
            "organisatienaam": "Gemeente Nieuw",
            "regio": "18",
            "gemeentecode": "0034",
            "naam": "Onno",
            "emailadres": "onno@voorbeeld.nl",
            "telefoon": "036 123 45 67",
        },
    )
    assert done.ok
    assert "ontvangen" in text_of(done)


@pytest.mark.parametrize("volgende", ["https://elders.nl/", "//elders.nl", "javascript:alert(1)", "/\\elders.nl"])
def test_nobody_is_sent_elsewhere(portaal: Portaal, als: Als, volgende: str) -> None:
    visitor = als()
    visitor.get("/inloggen/start", params={"volgende": volgende}, allow_redirects=False)
    page = visitor.log_in("Gijs")
    assert page.url.startswith(portaal.adres)


def test_one_comes_back_where_one_wanted_to_be(portaal: Portaal, als: Als) -> None:
    visitor = als()
    first = visitor.get("/gebruikers/uitnodigen")
    assert "volgende=" in first.url
    link = first.text.split('href="/inloggen/start')[1].split('"')[0]
    choice = visitor.get("/inloggen/start" + link)
    assert visitor.submit(choice, {"persoon": "4"}, action="/authorize/kies").url.endswith("/gebruikers/uitnodigen")


def test_the_session_gets_a_new_name_at_login(als: Als) -> None:
    visitor = als()
    visitor.get("/inloggen/start")
    before = visitor.cookies.get("sessie")
    visitor.log_in("Gijs")
    assert before
    assert visitor.cookies.get("sessie") != before


def test_a_session_that_ran_out_is_of_no_use(portaal: Portaal, als: Als) -> None:
    visitor = als("Gijs")
    assert visitor.get("/gebruikers").url.endswith("/gebruikers")
    with psycopg.connect(portaal.database) as admin:
        admin.execute(
            "UPDATE django_session SET expire_date = now() WHERE session_key = %s", (visitor.cookies["sessie"],)
        )
    assert visitor.get("/gebruikers").url.startswith(f"{portaal.adres}/inloggen")


def test_headers_keep_pages_to_themselves(als: Als) -> None:
    for page in (als().get("/inloggen"), als("Gijs").get("/gebruikers"), als().get("/bestaat-niet")):
        policy = page.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Frame-Options"] == "DENY"
        assert page.headers["X-Content-Type-Options"] == "nosniff"
