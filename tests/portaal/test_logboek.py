"""The log in the portal: who looked at this jongere, what did this user do, and is the log itself whole."""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest
from tests.portaal.adressen import een_jongere
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.klantvolg.service import toon_bsn
from vsv.toegang.service import Organisatie, Recht, namens, operator

Als = Callable[..., Bezoeker]


def query(portaal: Portaal, text: str, *params: Any) -> list[tuple[Any, ...]]:
    with psycopg.connect(portaal.database) as admin:
        return admin.execute(text.encode(), params).fetchall()


@contextmanager
def last_check(portaal: Portaal, breuk: str | None) -> Iterator[None]:
    """Let the last check of the chain have found this."""
    with psycopg.connect(portaal.database, autocommit=True) as admin:
        ((nummer,),) = admin.execute(
            "INSERT INTO ketencontrole (volledig, zegels, regels, open, kop, breuk)"
            " VALUES (true, 1, 1, 0, '', %s) RETURNING nummer",
            (breuk,),
        )
        yield
        admin.execute("DELETE FROM ketencontrole WHERE nummer = %s", (nummer,))


def bsn_of(organisatie: Organisatie, portaal: Portaal) -> tuple[str, str]:
    """The uuid and the BSN of somebody whom this organisation follows, and the other one does not."""
    uuid = een_jongere(portaal, organisatie.oin)["uuid"]
    return str(uuid), toon_bsn(operator("test", organisatie), uuid)


def rows_of(page: str) -> list[str]:
    return page.split("<tbody>")[1].split("</tbody>")[0].split("<tr>")[1:]


def test_who_looked_at_this_jongere(portaal: Portaal, als: Als) -> None:
    uuid, bsn = bsn_of(portaal.eerste, portaal)
    assert als("Dana").get(f"/jongeren/{uuid}").ok
    pim = als("Pim")
    found = pim.submit(pim.get("/logboek"), {"bsn": bsn}, action="/logboek/zoek")
    assert parse_qs(urlsplit(found.url).query) == {"jongere": [uuid]}
    text = text_of(found)
    assert "Wie keek naar deze jongere" in text
    assert "Dana zag de gegevens van de jongere in" in text
    assert bsn not in found.text
    assert not any(bsn in address for address in pim.seen)
    assert not any(bsn in title for title in found.text.split("<title>")[1:])


def test_by_kenmerk_and_on_from_a_line(portaal: Portaal, als: Als) -> None:
    uuid, _ = bsn_of(portaal.eerste, portaal)
    with psycopg.connect(portaal.database) as admin:  # the small Netherlands gives nobody a kenmerk of its own
        admin.execute(
            "UPDATE aanmelding SET kenmerk = 'LOG-77' WHERE jongere = (SELECT id FROM jongere WHERE uuid = %s)", (uuid,)
        )
    pim = als("Pim")
    found = pim.submit(pim.get("/logboek"), {"kenmerk": "LOG-77"}, action="/logboek/zoek")
    assert "uw kenmerk LOG-77" in text_of(found)
    everything = pim.get("/logboek")
    assert f'href="/logboek?jongere={uuid}">LOG-77</a>' in everything.text


def test_what_this_user_did(portaal: Portaal, als: Als) -> None:
    uuid, _ = bsn_of(portaal.eerste, portaal)
    als("Dana").get(f"/jongeren/{uuid}")
    ((dana,),) = query(portaal, "SELECT actor FROM toekenning WHERE naam = 'Dana'")
    pim = als("Pim")
    page = pim.get("/logboek", params={"gebruiker": dana, "soort": "inzien"})
    assert "Wat Dana deed" in text_of(page)
    rows = rows_of(page.text)
    assert rows
    assert all('<th scope="row">Dana</th>' in row for row in rows)
    assert "logde in" not in page.text.split("<tbody>")[1]
    assert "Er zijn geen regels die hierbij passen" in text_of(
        pim.get("/logboek?gebruiker=" + dana + "&tot=2001-01-01")
    )


def test_reading_is_a_line(portaal: Portaal, als: Als) -> None:
    uuid, bsn = bsn_of(portaal.eerste, portaal)
    pim = als("Pim")
    pim.submit(pim.get("/logboek"), {"bsn": bsn}, action="/logboek/zoek")
    lines = query(
        portaal,
        "SELECT l.actie FROM logregel l JOIN jongere j ON j.id = l.jongere JOIN toekenning t ON t.actor = l.actor"
        " WHERE t.naam = 'Pim' AND j.uuid = %s"
        " AND l.trace IN (SELECT trace FROM logregel ORDER BY nummer DESC LIMIT 2)",
        uuid,
    )
    assert sorted(lines) == [("logboek.inzien",), ("logboek.opzoeken",)]


def test_lines_of_another_organisation_are_never_there(portaal: Portaal, als: Als) -> None:
    uuid, bsn = bsn_of(portaal.tweede, portaal)
    assert als("Bas").get(f"/jongeren/{uuid}").ok
    ((bas,),) = query(portaal, "SELECT actor FROM toekenning WHERE naam = 'Bas'")
    pim = als("Pim")
    start = pim.get("/logboek")
    assert ">Bas</option>" not in start.text
    assert uuid not in start.text
    refused = pim.submit(start, {"bsn": bsn}, action="/logboek/zoek")
    assert refused.status_code == 400
    assert "geen aanmelding, geen voorstel en geen logregels" in text_of(refused)
    assert pim.get("/logboek", params={"gebruiker": bas}).status_code == 400
    assert pim.get("/logboek", params={"jongere": uuid}).status_code == 400
    assert pim.get("/logboek/bestand", params={"jongere": uuid}).status_code == 400


def test_pages_go_on_where_the_one_before_ended(portaal: Portaal, als: Als) -> None:
    with namens(operator("test", portaal.eerste), Recht.LOGBOEK_LEZEN) as sessie:
        for _ in range(120):
            sessie.log("meldingen.lezen")
    pim = als("Pim")
    page = pim.get("/logboek?vanaf=2001-01-01")
    first = rows_of(page.text)
    assert len(first) == 100
    older = page.text.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "vanaf=2001-01-01" in older
    second = pim.get("/logboek" + older)
    assert rows_of(second.text)
    assert "Terug naar de nieuwste regels" in second.text
    assert 'href="?vanaf=2001-01-01"' in second.text
    newest = [row.split('class="tijd">')[1][:8] for row in (first[0], first[-1], rows_of(second.text)[0])]
    assert newest == sorted(newest, reverse=True) or len(set(newest)) == 1
    assert pim.get("/logboek?na=elders").status_code == 400


def test_the_same_lines_as_a_file(portaal: Portaal, als: Als) -> None:
    ((pim_actor,),) = query(portaal, "SELECT actor FROM toekenning WHERE naam = 'Pim'")
    pim = als("Pim")
    page = pim.get("/logboek", params={"gebruiker": pim_actor, "soort": "inloggen"})
    links = [part.split('"')[0].replace("&amp;", "&") for part in page.text.split('href="/logboek/bestand')[1:]]
    by_format = {link.split("formaat=")[1]: pim.get("/logboek/bestand" + link) for link in links}
    assert list(by_format) == ["ods", "csv"]
    rows = list(csv.DictReader(io.StringIO(by_format["csv"].content.decode("utf-8-sig"))))
    assert {row["naam"] for row in rows} == {"Pim"}
    assert {row["woorden"] for row in rows} <= {"logde in", "logde uit"}
    assert by_format["csv"].headers["Content-Disposition"].startswith('attachment; filename="logboek-2')
    assert zipfile.ZipFile(io.BytesIO(by_format["ods"].content)).namelist()[0] == "mimetype"
    assert pim.get("/logboek/bestand?formaat=exe").status_code == 400
    ((exports,),) = query(portaal, "SELECT count(*) FROM logregel WHERE actie = 'logboek.exporteren' AND actor = %s",
                          pim_actor)  # fmt: skip
    assert exports >= 2


def test_a_broken_chain_stands_on_top(portaal: Portaal, als: Als) -> None:
    pim, olaf = als("Pim"), als("Olaf")
    with last_check(portaal, "Zegel 3 klopt niet."):
        page = pim.get("/logboek")
        assert page.text.index("Let op: het logboek klopt niet") < page.text.index("<h1>")
        assert "Zegel 3 klopt niet." in text_of(page)
        assert "Het logboek is heel" not in text_of(page)
        assert "Zegel 3 klopt niet." in text_of(olaf.get("/beheer"))
    with last_check(portaal, None):
        assert "Het logboek is heel, gecontroleerd op" in text_of(pim.get("/logboek"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({}, "Vul een BSN of een kenmerk in."),
        ({"bsn": "123456789"}, "BSN"),
        ({"bsn": "12"}, "BSN"),
        ({"kenmerk": "bestaat niet"}, "geen aanmelding"),
        ({"bsn": "900000000", "kenmerk": "x"}, "niet op meer tegelijk"),
    ],
)
def test_what_can_not_be_searched_is_said_once(als: Als, given: dict[str, str], said: str) -> None:
    pim = als("Pim")
    page = pim.submit(pim.get("/logboek"), given, action="/logboek/zoek")
    assert page.status_code == 400
    assert said in text_of(page).split("Er ging iets niet goed")[1]
    assert page.text.count('role="alert"') == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("vanaf=2026-03-02&tot=2026-03-01", "vóór de eerste dag"),
        ("vanaf=morgen", "Vanaf"),
        ("soort=kijken", "Wat"),
        ("jongere=1234", "jongere"),
    ],
)
def test_what_can_not_be_filtered_is_said(als: Als, asked: str, said: str) -> None:
    pim = als("Pim")
    for address in ("/logboek", "/logboek/bestand"):
        page = pim.get(f"{address}?{asked}")
        assert page.status_code == 400
        assert said in text_of(page).split("Er ging iets niet goed")[1]
