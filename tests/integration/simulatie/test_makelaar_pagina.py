"""The page of the oefenmakelaar: plain HTML that everybody can use, and in which nothing from outside runs."""

import re
from urllib.parse import urlsplit

import pytest
from lxml import html
from tests.integration.simulatie.portaaltje import PERSONEN, SCRIPT, TERUG, Portaaltje

STRANGE = "\"><script>alert(1)</script>'"


@pytest.fixture
def page(portaal: Portaaltje) -> html.HtmlElement:
    return html.fromstring(portaal.authorize(state=STRANGE).text)


def _policy(portaal: Portaaltje) -> dict[str, str]:
    policy = portaal.authorize().headers["Content-Security-Policy"]
    return dict(part.strip().split(" ", 1) for part in policy.split(";"))


def test_there_is_a_button_for_everybody(page: html.HtmlElement) -> None:
    buttons = page.xpath("//button[@type='submit'][@name='persoon']")
    assert [button.get("value") for button in buttons] == [*map(str, range(len(PERSONEN))), "annuleren"]
    for button, persoon in zip(buttons, PERSONEN, strict=False):
        name = " ".join(button.text_content().split())
        assert name.startswith(f"{persoon.naam} {persoon.omschrijving} Niveau EH")
    assert buttons[-1].text_content() == "Annuleren"


def test_nothing_from_outside_is_html(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //img | //*[@onerror] | //style | //*[@style]") == []
    assert page.xpath("//input[@name='state']/@value") == [STRANGE]
    (naam,) = page.xpath(f"//button[@value='{SCRIPT}']/span[@class='naam']")
    assert naam.text == PERSONEN[int(SCRIPT)].naam


def test_the_page_says_what_it_is(page: html.HtmlElement) -> None:
    assert page.get("lang") == "nl"
    assert page.findtext(".//title") == "Kies wie u bent - Oefenmakelaar"
    assert [title.text for title in page.iter("h1")] == ["Kies wie u bent"]
    (main,) = page.iter("main")
    assert "Let op: dit is niet de echte eHerkenning." in main.text_content()
    assert "vsv-monitor" in main.text_content()
    assert main.xpath("count(.//h1)") == 1
    outside = page.xpath("//body/*[not(self::main or self::header)]")
    assert outside == [], "all stands in a landmark"
    assert page.xpath("//meta[@name='viewport']/@content") == ["width=device-width, initial-scale=1"]


def test_what_has_to_be_filled_in_has_a_label(page: html.HtmlElement) -> None:
    assert page.xpath("//input[not(@type='hidden')] | //select | //textarea") == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_the_browser_runs_nothing_and_goes_only_back(portaal: Portaaltje) -> None:
    terug = urlsplit(TERUG)
    assert _policy(portaal) == {
        "default-src": "'none'",
        "style-src": "'self'",
        "img-src": "'self'",
        "form-action": f"'self' {terug.scheme}://{terug.netloc}",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    headers = portaal.authorize().headers
    assert headers["Referrer-Policy"] == "no-referrer", "the address holds the state"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


def test_a_page_without_a_way_back_leads_nowhere(portaal: Portaaltje) -> None:
    answer = portaal.authorize(client_id="niemand")
    assert "form-action 'self';" in answer.headers["Content-Security-Policy"]
    page = html.fromstring(answer.text)
    assert page.get("lang") == "nl"
    assert page.xpath("//a | //form") == []


def test_the_style_comes_along(portaal: Portaaltje, page: html.HtmlElement) -> None:
    (pad,) = page.xpath("//link[@rel='stylesheet']/@href")
    style = portaal.session.get(f"{portaal.makelaar.issuer}{pad}")
    assert style.status_code == 200
    assert style.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "url(" not in style.text
    assert "@import" not in style.text
    (icoon,) = page.xpath("//link[@rel='icon']/@href")
    icon = portaal.session.get(f"{portaal.makelaar.issuer}{icoon}")
    assert (icon.status_code, icon.headers["Content-Type"]) == (200, "image/svg+xml")


def test_every_text_stands_out(portaal: Portaaltje) -> None:
    """Contrast of at least 4.5 (WCAG 2.2, 1.4.3) of each colour on each ground it can stand on."""
    style = portaal.session.get(f"{portaal.makelaar.issuer}/stijl.css").text
    inks = set(re.findall(r"(?<![-\w])color: (#[0-9a-f]{6});", style))
    grounds = {"#ffffff", "#eef3fb"}
    assert inks
    for ink in inks:
        for ground in grounds:
            assert _contrast(ink, ground) >= 4.5
    for ground in ("#ffd54a", "#ffe07a", "#fff7da"):
        assert ground in style
        assert _contrast("#1d2430", ground) >= 4.5


def _contrast(one: str, other: str) -> float:
    dark, light = sorted(map(_luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
