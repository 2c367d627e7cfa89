"""The language of the pages: Dutch, until somebody chooses English."""

import re
from collections.abc import Callable

import pytest
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]


def choose(visitor: Bezoeker, path: str, language: str) -> str:
    """Press the button in the footer, and return the page one is brought back to."""
    page = visitor.submit(visitor.get(path), {"language": language}, action="/taal")
    assert page.ok
    assert page.url.endswith(path)
    return page.text


def test_who_chooses_english_gets_english_until_choosing_dutch(als: Als) -> None:
    visitor = als()
    assert '<html lang="nl">' in visitor.get("/inloggen").text
    english = choose(visitor, "/inloggen", "en")
    assert '<html lang="en">' in english
    assert "Log in with eHerkenning" in english
    assert "Log in met eHerkenning" not in english
    privacy = visitor.get("/privacy")
    assert privacy.headers["Content-Language"] == "en"
    assert "Who sees my data?" in privacy.text
    dutch = choose(visitor, "/privacy", "nl")
    assert '<html lang="nl">' in dutch
    assert "Wie ziet mijn gegevens?" in dutch


@pytest.mark.parametrize("cookie", [None, "fr", "en-US", "<script>"])
def test_what_a_browser_prefers_makes_no_difference(als: Als, cookie: str | None) -> None:
    visitor = als()
    if cookie:
        visitor.cookies.set("taal", cookie)
    page = visitor.get("/inloggen", headers={"Accept-Language": "en"})
    assert '<html lang="nl">' in page.text
    assert page.headers["Content-Language"] == "nl"
    assert "Accept-Language" not in page.headers.get("Vary", "")


def test_one_visitor_does_not_choose_for_another(als: Als) -> None:
    choose(als(), "/inloggen", "en")
    for _ in range(8):  # threads of the server are used again
        assert '<html lang="nl">' in als().get("/inloggen").text


@pytest.mark.parametrize("path", ["/hulp", "/begrippen", "/privacy", "/toegankelijkheid", "/contact", "/status"])
def test_pages_for_everyone_are_whole_in_english(als: Als, path: str) -> None:
    visitor = als()
    dutch = set(sentences(visitor.get(path).text))
    english = set(sentences(choose(visitor, path, "en")))
    assert dutch & english == set()


def sentences(html: str) -> list[str]:
    """Return what stands between tags and has at least three words."""
    main = html.split("<main", 1)[1].split("</main", 1)[0]
    texts = (re.sub(r"\s+", " ", text).strip() for text in re.findall(r">([^<]+)<", main))
    return [text for text in texts if len(text.split()) >= 3]


def test_sentences_about_a_person_stay_dutch_and_say_so(als: Als, portaal: Portaal) -> None:
    noor = als("Noor", bij=portaal.eerste)
    address = re.search(r'href="(/jongeren/[0-9a-f-]{36})"', noor.get("/werklijst").text)
    assert address
    dutch = noor.get(address[1])
    reason = re.search(r'<p class="waarom">([^<]+)</p>', dutch.text)
    assert reason
    english = choose(noor, address[1], "en")
    assert f'<p class="waarom" lang="nl">{reason[1]}</p>' in english
    assert "How the priority changed" in english
    assert ' lang="nl"' not in dutch.text.split("<main", 1)[1].split("</main", 1)[0]


def test_numbers_and_dates_on_an_english_page(als: Als, portaal: Portaal) -> None:
    tess = als("Tess", bij=portaal.eerste)
    dutch = text_of(tess.get("/rapporten"))
    day = re.search(r"Rapport van maandag (\d+) (\w+) (\d{4})", dutch)
    assert day
    choose(tess, "/rapporten", "en")
    english = text_of(tess.get("/rapporten"))
    assert re.search(rf"Report of Monday {day[1]} [A-Z]\w+ {day[3]}", english)


def test_english_numbers_are_written_the_dutch_way() -> None:
    import django

    django.setup()
    from django.template import Context, Template
    from django.utils.translation import override

    for language in ("nl", "en"):
        with override(language):
            assert Template("{{ n }} {{ x }}").render(Context({"n": 1234567, "x": 1.5})) == "1.234.567 1,5"


def test_fixed_words_of_other_rooms_can_be_translated() -> None:
    import django

    django.setup()
    from vsv.klantvolg.service import Merk, Merkreden
    from vsv.logboek.service import RESULTATEN, Actiesoort
    from vsv.portaal.kader.taal import TERMEN
    from vsv.rapport.service import PRIORITEITEN, SIGNAALWOORDEN
    from vsv.toegang.service import DIENSTROLLEN, ROLLEN

    shown = {
        *(prioriteit.kort.format(drempel="de drempel") for prioriteit in PRIORITEITEN),
        *SIGNAALWOORDEN.values(),
        *(merk.label for merk in (*Merk, *Merkreden)),
        *(rol.uitleg for rol in (*ROLLEN.values(), *DIENSTROLLEN.values())),
        *RESULTATEN.values(),
        *(soort.value for soort in Actiesoort),
    }
    assert shown - set(TERMEN) == set()
