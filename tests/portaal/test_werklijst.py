"""The werklijst and the overzicht: exactly the right list, a mark in one go, a file of whom one chose."""

import csv
import io
import re
from collections.abc import Callable

import psycopg
import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]


@pytest.fixture
def noor(portaal: Portaal, als: Als) -> Bezoeker:
    return als("Noor", bij=portaal.eerste)


def uuids(page: str) -> list[str]:
    return re.findall(r'<tr data-jongere="([0-9a-f-]{36})"', page)


def followed(portaal: Portaal, where: str = "true") -> set[str]:
    with psycopg.connect(portaal.database) as admin:
        return {
            str(uuid)
            for (uuid,) in admin.execute(
                f"""
                SELECT w.uuid FROM werkregel w JOIN organisatie o ON o.id = w.organisatie
                WHERE o.oin = %s AND w.aanmelddatum <= current_date
                  AND (w.uiterlijk IS NULL OR w.uiterlijk > current_date) AND {where}
                """.encode(),
                (portaal.eerste.oin,),
            )
        }


def all_pages(visitor: Bezoeker, address: str) -> list[str]:
    found: list[str] = []
    while address:
        page = visitor.get(address)
        assert page.ok
        found += uuids(page.text)
        following = re.search(r'rel="next" href="([^"]+)"', page.text)
        address = following[1].replace("&amp;", "&") if following else ""
    return found


def test_everybody_who_is_followed_is_in_it_once(portaal: Portaal, noor: Bezoeker) -> None:
    found = all_pages(noor, "/werklijst")
    assert len(found) == len(set(found))
    assert set(found) == followed(portaal)


def test_a_filter_in_the_address_gives_exactly_that_list(portaal: Portaal, noor: Bezoeker) -> None:
    found = all_pages(noor, "/werklijst?prioriteit=1&prioriteit=2&sortering=oudst")
    assert set(found) == followed(portaal, "w.prioriteit IN (1, 2)")


def test_what_does_not_exist_in_an_address_does_nothing(portaal: Portaal, noor: Bezoeker) -> None:
    page = noor.get("/werklijst?prioriteit=9&merk=X&sortering=zomaar&na=geen&sinds=gisteren&gemeente=%27")
    assert page.ok
    assert "Haal alle filters weg" not in text_of(page)


def test_the_news_leads_to_exactly_that_list(portaal: Portaal, noor: Bezoeker) -> None:
    page = noor.get("/overzicht")
    lines = re.findall(r'<li><a href="([^"]+)"><span class="cijfer">([\d.]+)</span>', page.text)
    assert lines
    for address, count in lines:
        assert len(all_pages(noor, address.replace("&amp;", "&"))) == int(count.replace(".", ""))


def test_a_teamleider_sees_numbers_and_nobody(portaal: Portaal, als: Als) -> None:
    tess = als("Tess")
    page = tess.get("/overzicht")
    assert "U volgt" in text_of(page)
    assert not re.search(r"/jongeren/|/werklijst", page.text)
    assert tess.get("/werklijst").status_code == 403


def test_one_searches_by_bsn_without_leaving_it_behind(portaal: Portaal, noor: Bezoeker) -> None:
    with psycopg.connect(portaal.database) as admin:
        ((kenmerk, uuid),) = admin.execute(
            """
            SELECT w.kenmerk, w.uuid FROM werkregel w JOIN organisatie o ON o.id = w.organisatie
            WHERE o.oin = %s AND w.kenmerk IS NOT NULL AND w.uiterlijk > current_date ORDER BY w.aanmelding LIMIT 1
            """,
            (portaal.eerste.oin,),
        )
    by_kenmerk = noor.submit(noor.get("/werklijst"), {"zoek": kenmerk}, action="/werklijst/zoeken")
    assert str(uuid) in by_kenmerk.url + by_kenmerk.text
    person = noor.get(f"/jongeren/{uuid}")
    shown = noor.submit(person, {}, action=f"/jongeren/{uuid}/bsn")
    (bsn,) = [bsn for bsn in portaal.bsns if bsn in shown.text]
    found = noor.submit(noor.get("/werklijst"), {"zoek": bsn}, action="/werklijst/zoeken")
    assert found.url.endswith(f"/jongeren/{uuid}")
    assert not [url for url in noor.seen if bsn in url]
    nobody = noor.submit(noor.get("/werklijst"), {"zoek": "999999990"}, action="/werklijst/zoeken")
    assert "Niemand gevonden" in text_of(nobody)


def test_a_mark_is_set_in_one_go_and_shows(portaal: Portaal, als: Als) -> None:
    bas = als("Bas")
    page = bas.get("/werklijst")
    first, second, third = uuids(page.text)[:3]
    done = bas.submit(
        page, {"jongere": [first, second], "merk": "NIET_BESCHIKBAAR:ZORG"}, action="/werklijst/opvolging"
    )
    assert "2 jongeren: niet beschikbaar: zorgt voor een ander" in text_of(done)
    marked = all_pages(bas, "/werklijst?merk=NIET_BESCHIKBAAR")
    assert {first, second} <= set(marked)
    assert third not in marked
    person = bas.get(f"/jongeren/{first}")
    assert "niet beschikbaar: zorgt voor een ander (Bas)" in text_of(person)
    back = bas.submit(person, {"merk": "TE_DOEN"}, action="/werklijst/opvolging")
    assert back.url.endswith(f"/jongeren/{first}")
    assert first not in all_pages(bas, "/werklijst?merk=NIET_BESCHIKBAAR")
    undone = bas.submit(done, {"ongedaan": "ja"}, action="/werklijst/opvolging")
    assert "het merk terug" in text_of(undone)
    assert second not in all_pages(bas, "/werklijst?merk=NIET_BESCHIKBAAR")


@pytest.mark.parametrize("merk", ["", "ZOMAAR", "NIET_BESCHIKBAAR", "IN_CONTACT:ZIEK"])
def test_a_mark_that_does_not_exist_is_refused(noor: Bezoeker, merk: str) -> None:
    page = noor.get("/werklijst")
    chosen = {"jongere": uuids(page.text)[:1], "merk": merk}
    assert noor.submit(page, chosen, action="/werklijst/opvolging").status_code == 400


def test_nobody_chosen_is_said(noor: Bezoeker) -> None:
    page = noor.submit(noor.get("/werklijst"), {"merk": "IN_CONTACT"}, action="/werklijst/opvolging")
    assert page.status_code == 400
    assert "niemand gekozen" in text_of(page)


def test_a_selection_is_taken_along(portaal: Portaal, noor: Bezoeker) -> None:
    page = noor.get("/werklijst")
    chosen = uuids(page.text)[:3]
    data = {"jongere": chosen, "formaat": "csv"}
    file = noor.submit(page, data, action="/werklijst/opvolging", to="/werklijst/bestand")
    assert "attachment" in file.headers["Content-Disposition"]
    assert not re.search(r"\d{9}", file.headers["Content-Disposition"])
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {row["uuid"] for row in rows} == set(chosen)
    assert all(row["bsn"] in portaal.bsns for row in rows)


def test_the_whole_list_is_taken_along_as_it_is_filtered(portaal: Portaal, noor: Bezoeker) -> None:
    page = noor.get("/werklijst?prioriteit=1")
    file = noor.submit(page, {"formaat": "csv"}, action="/werklijst/opvolging", to="/werklijst/bestand")
    rows = list(csv.DictReader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert {row["uuid"] for row in rows} == followed(portaal, "w.prioriteit = 1")


def test_a_filter_is_kept_and_thrown_away(noor: Bezoeker) -> None:
    page = noor.get("/werklijst?prioriteit=1&merk=TE_DOEN")
    kept = noor.submit(page, {"naam": "Maandag <b>"}, action="/werklijst/filter")
    assert "Maandag &lt;b&gt;" in kept.text
    assert "prioriteit=1&amp;merk=TE_DOEN" in noor.get("/werklijst").text
    gone = noor.submit(noor.get("/werklijst"), {}, action="/werklijst/filter/weg")
    assert "prioriteit=1&amp;merk=TE_DOEN" not in noor.get("/werklijst").text
    assert "is weg" in text_of(gone)
