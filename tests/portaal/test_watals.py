"""The what-if pages: asked in a form, counted by the worker, looked at as figures, a drawing and examples."""

from collections.abc import Callable
from urllib.parse import urlsplit

import psycopg
import requests
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.rapport.service import carry_out_wat_als, list_voorstellen, read_trend
from vsv.toegang.service import operator

Als = Callable[..., Bezoeker]


def ask(visitor: Bezoeker, **values: str) -> requests.Response:
    page = visitor.get("/wat-als")
    assert "Er verandert niets." in text_of(page)
    return visitor.submit(page, values)


def test_from_a_question_to_examples(portaal: Portaal, als: Als) -> None:
    noor = als("Noor", bij=portaal.eerste)
    waiting = ask(noor, drempel="2.000", lage_uren="100")
    assert "Wij rekenen dit door." in text_of(waiting)
    assert 'hx-trigger="every 4s"' in waiting.text
    assert carry_out_wat_als(operator("test")) >= 1
    done = noor.get(waiting.url)
    text = text_of(done)
    assert "jongeren zouden in een andere prioriteit staan." in text
    assert "€ 2.000" in text
    assert 'hx-trigger="every 4s"' not in done.text
    assert done.text.count("<svg") >= 2
    total = read_trend(operator("test", portaal.eerste), weken=1)["totaal"][0]
    assert text.count(f"{total:,}".replace(",", ".")) >= 2  # nobody is lost
    examples = noor.get(waiting.url + "/voorbeelden?uit=3&in=2")
    assert "Van prioriteit 3 naar 2" in text_of(examples)
    assert "(minder dan € 2.000,00)" in text_of(examples)
    assert 'href="/jongeren/' in examples.text
    with psycopg.connect(portaal.database) as admin:
        ((seen,),) = admin.execute("SELECT count(*) FROM logregel WHERE actie = 'rapport.wat_als_voorbeelden'")
    assert seen >= 1
    assert noor.get(waiting.url + "/voorbeelden?uit=9").status_code == 404


def test_who_sees_figures_only_gets_no_examples(portaal: Portaal, als: Als) -> None:
    tess = als("Tess", bij=portaal.eerste)
    asked = ask(tess, drempel="1500")
    carry_out_wat_als(operator("test"))
    assert "/voorbeelden" not in tess.get(asked.url).text
    assert tess.get(asked.url + "/voorbeelden").status_code == 403


def test_what_is_wrong_is_said_at_its_field(portaal: Portaal, als: Als) -> None:
    tess = als("Tess", bij=portaal.eerste)
    for values, words in (
        ({}, "Er is niets anders dan nu."),
        ({"drempel": "veel"}, "Hier hoort een bedrag in euro's tot en met 100.000"),
        ({"lage_uren": "-1"}, "Hier hoort een aantal uren per maand van 0 tot en met 1000"),
        ({"srtiv_code": "31"}, "Kies een code en hoe die telt."),
        ({"peildatum": "31-12-2999", "drempel": "473"}, "Deze dag moet nog komen."),
        ({"peildatum": "gisteren", "drempel": "473"}, "Dit is geen bestaande datum."),
    ):
        page = ask(tess, **values)
        assert page.status_code == 400, words
        assert words in text_of(page)


def test_a_proposal_is_saved_compared_and_removed(portaal: Portaal, als: Als) -> None:
    tess = als("Tess", bij=portaal.eerste)
    asked = ask(tess, srtiv_code="31", srtiv_klasse="NEGEREN")
    carry_out_wat_als(operator("test"))
    result = tess.get(asked.url)
    to = urlsplit(asked.url).path + "/bewaar"
    assert "Geef het voorstel een naam." in text_of(tess.submit(result, {"naam": " "}, action=to))
    saved = tess.submit(
        result, {"naam": "Ziektewet telt niet", "toelichting": "Om te zien wat het uitmaakt."}, action=to
    )
    assert "Het voorstel is bewaard." in text_of(saved)
    assert "Ziektewet telt niet" in text_of(saved)
    assert "al een voorstel met de naam" in text_of(tess.submit(result, {"naam": "Ziektewet telt niet"}, action=to))
    again = tess.submit(saved, {"nu": "Ziektewet telt niet", "drempel": "473"})
    carry_out_wat_als(operator("test"))
    assert "Wat er anders is dan in Ziektewet telt niet" in text_of(tess.get(again.url))
    bas = als("Bas", bij=portaal.tweede)
    assert "Ziektewet telt niet" not in bas.get("/wat-als").text
    assert bas.get(again.url).status_code == 404
    page = tess.get("/wat-als")
    gone = tess.post(
        "/wat-als/voorstel-weg",
        data={"csrfmiddlewaretoken": page.text.split('csrfmiddlewaretoken" value="')[1].split('"')[0],
              "naam": "Ziektewet telt niet"},
        headers={"Referer": page.url},
    )  # fmt: skip
    assert "Het voorstel is verwijderd." in text_of(gone)
    assert list_voorstellen(operator("test", portaal.eerste)) == []
