"""The page of one jongere: what a consulent needs before calling, and nothing that was not asked for."""

from collections.abc import Callable

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]


def find_uuid(portaal: Portaal, oin: str, where: str = "true") -> str:
    """The uuid of somebody whom an organisation follows now."""
    with psycopg.connect(portaal.database) as admin:
        row = admin.execute(
            f"""
            SELECT j.uuid FROM jongere j JOIN actieve_aanmelding a ON a.jongere = j.id
            JOIN organisatie o ON o.id = a.organisatie JOIN prioriteit p ON p.aanmelding = a.id AND p.tot IS NULL
            WHERE o.oin = %s AND {where} ORDER BY j.id LIMIT 1
            """.encode(),
            (oin,),
        ).fetchone()
    assert row, "nobody like that in the world of the tests"
    return str(row[0])


def logged(portaal: Portaal, uuid: str) -> list[tuple[str, str]]:
    with psycopg.connect(portaal.database) as admin:
        return admin.execute(
            """
            SELECT r.actie, r.actor FROM logregel r JOIN jongere j ON j.id = r.jongere
            WHERE j.uuid = %s AND r.oorsprong = 'portaal' ORDER BY r.nummer
            """,
            (uuid,),
        ).fetchall()


@pytest.mark.parametrize("prioriteit", [0, 1, 2, 3, 4, 5])
def test_it_says_the_priority_and_why(portaal: Portaal, als: Als, prioriteit: int) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, f"p.prioriteit = {prioriteit}")
    page = als("Dana").get(f"/jongeren/{uuid}")
    assert page.ok
    text = text_of(page)
    assert f"Prioriteit {prioriteit or 'NP'} " in text
    assert "Hoe de prioriteit veranderde" in text
    assert "Polisadministratie van UWV: bijgewerkt tot" in text
    assert "Doorstroompunt" in text


def test_work_is_drawn_and_told(portaal: Portaal, als: Als) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, "p.prioriteit = 3")
    page = als("Dana").get(f"/jongeren/{uuid}")
    assert "<rect" in page.text
    assert "Loon en uren per maand" in text_of(page)
    assert "levering" in text_of(page)


def test_the_bsn_is_shown_when_asked_for_and_logged(portaal: Portaal, als: Als) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, "p.prioriteit = 2")
    dana = als("Dana")
    page = dana.get(f"/jongeren/{uuid}")
    assert not [bsn for bsn in portaal.bsns if bsn in page.text]
    shown = dana.submit(page, {}, action=f"/jongeren/{uuid}/bsn")
    assert len([bsn for bsn in portaal.bsns if bsn in shown.text]) == 1
    assert "klantvolg.bsn_tonen" in [actie for actie, _ in logged(portaal, uuid)]
    assert not [url for url in dana.seen for bsn in portaal.bsns if bsn in url]


def test_the_doelgroepregister_is_hidden_and_needs_its_right(portaal: Portaal, als: Als) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, "p.doelgroepregister")
    dana, noor = als("Dana"), als("Noor", bij=portaal.eerste)
    page = dana.get(f"/jongeren/{uuid}")
    assert "Staat in het doelgroepregister" not in text_of(page)
    assert "doelgroepregister" not in text_of(noor.get(f"/jongeren/{uuid}")).lower()
    shown = dana.submit(page, {}, action=f"/jongeren/{uuid}/doelgroepregister")
    assert "Staat in het doelgroepregister" in text_of(shown)
    assert "rapport.doelgroepregister_inzien" in [actie for actie, _ in logged(portaal, uuid)]
    headers = {"Referer": page.url}
    token = {"csrfmiddlewaretoken": noor.get("/werkplek").text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]}
    assert noor.post(f"/jongeren/{uuid}/doelgroepregister", data=token, headers=headers).status_code == 403


def test_who_is_followed_by_others_is_not_there(portaal: Portaal, als: Als) -> None:
    elsewhere = f"""NOT EXISTS (SELECT FROM aanmelding x JOIN organisatie y ON y.id = x.organisatie
                                WHERE x.jongere = j.id AND y.oin = '{portaal.eerste.oin}')"""
    uuid = find_uuid(portaal, portaal.tweede.oin, elsewhere)
    before = logged(portaal, uuid)
    page = als("Dana").get(f"/jongeren/{uuid}")
    assert page.status_code == 404
    assert "staat niet op uw lijst" in text_of(page)
    assert logged(portaal, uuid) == before
    assert als("Bas").get(f"/jongeren/{uuid}").ok


def test_each_look_is_logged_with_who(portaal: Portaal, als: Als) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, "p.prioriteit = 5")
    before = len(logged(portaal, uuid))
    als("Dana").get(f"/jongeren/{uuid}")
    new = logged(portaal, uuid)[before:]
    assert [actie for actie, _ in new] == ["rapport.jongere_inzien"]
    assert new[0][1].startswith("gebruiker:")


def test_with_hindsight(portaal: Portaal, als: Als) -> None:
    uuid = find_uuid(portaal, portaal.eerste.oin, "p.prioriteit = 1")
    page = als("Dana").get(f"/jongeren/{uuid}?herziening")
    assert "zou het rapport nu hetzelfde zeggen" in text_of(page)
