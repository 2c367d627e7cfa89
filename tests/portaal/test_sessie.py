"""What a session is worth: how long, for whom, and for which organisation."""

import re
import time
from collections.abc import Callable

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal
from tests.portaal.sessies import change_sessie, read_sessie

from vsv.simulatie.service import Gebrek, MakelaarGedrag

Als = Callable[..., Bezoeker]

ACHT_UUR = 8 * 3600


def is_out(visitor: Bezoeker) -> bool:
    answer = visitor.get("/gebruikers", allow_redirects=False)
    return answer.status_code == 302 and answer.headers["Location"].startswith("/inloggen")


def test_nobody_works_longer_than_eight_hours(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs")
    change_sessie(portaal, gijs, ingelogd_op=time.time() - ACHT_UUR + 60)
    assert not is_out(gijs)
    change_sessie(portaal, gijs, ingelogd_op=time.time() - ACHT_UUR - 1)
    assert is_out(gijs)


def test_a_session_holds_a_quarter_of_an_hour_from_each_request(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs")
    left = "SELECT extract(epoch FROM expire_date - now()) FROM django_session WHERE session_key = %s"
    with psycopg.connect(portaal.database, autocommit=True) as admin:
        admin.execute(
            "UPDATE django_session SET expire_date = now() + interval '1 minute' WHERE session_key = %s",
            (gijs.cookies["sessie"],),
        )
        gijs.get("/gebruikers")
        ((seconds,),) = admin.execute(left, (gijs.cookies["sessie"],))
    assert 800 < seconds <= 900


def test_who_was_vouched_for_too_long_ago_logs_in_again(portaal: Portaal, als: Als) -> None:
    onno = als()
    onno.log_in("Onno")
    assert onno.get("/aanvragen").url.endswith("/aanvragen")
    seen = read_sessie(portaal, onno)["gezien"]
    change_sessie(portaal, onno, gezien=[*seen[:3], time.time() - ACHT_UUR - 1])
    assert onno.get("/aanvragen").url.endswith("/inloggen")


def test_eight_hours_count_from_eherkenning_not_from_the_invitation(portaal: Portaal, als: Als) -> None:
    gijs, vera = als("Gijs"), als()
    page = vera.log_in("Vera")
    invited = gijs.submit(gijs.get("/gebruikers/uitnodigen"), {"naam": "Vera", "rollen": ["TEAMLEIDER"]})
    code = text_of(invited).split("maar één keer.")[1].split()[0]
    early = time.time() - ACHT_UUR + 30
    change_sessie(portaal, vera, gezien=["oefen-vera", "KVK", "00000011", early])
    inside = vera.submit(page, {"code": code}, action="/inloggen/uitnodiging")
    assert "Teamleider" in text_of(inside)
    assert read_sessie(portaal, vera)["ingelogd_op"] == early
    row = next(r for r in gijs.get("/gebruikers").text.split("<tr>") if ">Vera" in r)
    uuid = row.split('href="/gebruikers/')[1].split('"')[0]
    gijs.submit(gijs.get(f"/gebruikers/{uuid}/intrekken"), {})


def test_logging_out_ends_it_at_the_server_too(als: Als) -> None:
    gijs, thief = als("Gijs"), als()
    thief.cookies.set("sessie", gijs.cookies["sessie"])
    assert not is_out(thief)
    gijs.submit(gijs.get("/gebruikers"), {}, action="/uitloggen")
    assert is_out(thief)


def test_a_name_of_a_session_that_somebody_else_made_up_is_not_taken(als: Als) -> None:
    visitor = als()
    visitor.cookies.set("sessie", "a" * 32)
    visitor.log_in("Gijs")
    stranger = als()
    stranger.cookies.set("sessie", "a" * 32)
    assert is_out(stranger)


def test_sessions_that_ran_out_are_gone_after_a_login(portaal: Portaal, als: Als) -> None:
    tess = als("Tess")
    with psycopg.connect(portaal.database) as admin:
        admin.execute("UPDATE django_session SET expire_date = now() WHERE session_key = %s", (tess.cookies["sessie"],))
    als("Gijs")
    with psycopg.connect(portaal.database) as admin:
        assert not admin.execute("SELECT FROM django_session WHERE expire_date < now()").fetchall()


def test_a_form_of_one_organisation_does_nothing_at_the_other(portaal: Portaal, als: Als) -> None:
    noor = als("Noor", bij=portaal.eerste)
    form = noor.get("/werklijst")
    noor.submit(noor.get("/werkplek"), {"werkplek": portaal.tweede.oin})
    refused = noor.submit(form, {"zoek": "x"}, action="/werklijst/zoeken")
    assert refused.status_code == 403
    assert "Er is niets gedaan" in text_of(refused)
    assert portaal.tweede.naam in text_of(refused)
    assert noor.submit(noor.get("/werklijst"), {"zoek": "geen"}, action="/werklijst/zoeken").ok


def test_a_part_of_a_page_of_one_organisation_is_not_filled_from_the_other(portaal: Portaal, als: Als) -> None:
    noor = als("Noor", bij=portaal.eerste)
    page = noor.get("/werklijst")
    here = re.search(r'<body data-werkplek="(\d+)"', page.text)
    assert here
    headers = {"HX-Request": "true", "X-Werkplek": here[1]}
    assert "<table" in noor.get("/werklijst", headers=headers).text
    noor.submit(noor.get("/werkplek"), {"werkplek": portaal.tweede.oin})
    answer = noor.get("/werklijst", headers=headers)
    assert answer.headers.get("HX-Refresh") == "true"
    assert not answer.text


@pytest.mark.parametrize("afzender", ["https://andere-makelaar.nl", ""])
def test_an_answer_of_another_makelaar_is_refused(portaal: Portaal, als: Als, afzender: str) -> None:
    visitor = als()
    choice = visitor.get("/inloggen/start")
    button = re.search(r'name="persoon" value="(\d+)"><span class="naam">Gijs<', choice.text)
    assert button
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', choice.text))
    sent = visitor.post(
        choice.url.split("?")[0] + "/kies", data={**hidden, "persoon": button[1]}, allow_redirects=False
    )
    back = sent.headers["Location"]
    assert "iss=" in back
    changed = re.sub(r"&?iss=[^&]*", f"&iss={afzender}" if afzender else "", back)
    assert visitor.get(changed).status_code == 403
    assert is_out(visitor)


def test_a_makelaar_that_hangs_holds_nobody_up_for_long(portaal: Portaal, als: Als) -> None:
    portaal.makelaar.set_gedrag(MakelaarGedrag(gebrek=Gebrek.INWISSELEN_HANGT, seconden=30))
    try:
        begin = time.monotonic()
        page = als().log_in("Gijs")
        assert page.status_code == 503
        assert time.monotonic() - begin < 20
    finally:
        portaal.makelaar.set_gedrag(MakelaarGedrag())


def test_what_is_known_of_the_makelaar_is_asked_again(portaal: Portaal, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    from vsv.portaal.inloggen import makelaar
    from vsv.portaal.inloggen.instellingen import load_makelaar

    monkeypatch.setattr(settings, "VSV_MAKELAAR", load_makelaar(), raising=False)
    now = 1_000_000.0
    monkeypatch.setattr(time, "monotonic", lambda: now)
    first = makelaar._client()
    assert makelaar._client() is first
    now += makelaar.HOUDBAAR
    assert makelaar._client() is not first
