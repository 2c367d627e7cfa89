"""The pages for everyone, what machines ask for, and the parts that all pages are made of."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser
from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.browser import Kijker
from tests.portaal.conftest import Portaal

Als = Callable[..., Bezoeker]


def test_the_footer_leads_to_pages_for_everyone(als: Als) -> None:
    visitor = als()
    footer = visitor.get("/inloggen").text.split("<footer", 1)[1]
    addresses = re.findall(r'href="(/[^"]*)"', footer)
    assert len(addresses) >= 6
    for address in addresses:
        answer = visitor.get(address, allow_redirects=False)
        assert answer.status_code == 200
        assert answer.text.count("<h1") == 1


def test_everything_a_page_is_made_of_is_served_here(als: Als, portaal: Portaal) -> None:
    visitor = als()
    for address in re.findall(r'<(?:link|script)[^>]+(?:href|src)="([^"]+)"', visitor.get("/inloggen").text):
        assert address.startswith("/statisch/")
        answer = visitor.get(address)
        assert answer.status_code == 200, address
        for inner in re.findall(r'url\("?\.\./([^")]+)', answer.text if address.endswith(".css") else ""):
            assert visitor.get(f"/statisch/{inner}").status_code == 200, inner


def test_anchors_in_the_help_are_there(als: Als) -> None:
    visitor = als()
    for address in ("/hulp", "/privacy", "/begrippen"):
        page = visitor.get(address).text
        for target, anchor in re.findall(r'href="(/\w+)?#([\w-]+)"', page):
            assert f'id="{anchor}"' in (visitor.get(target).text if target else page), (address, target, anchor)


def test_security_txt_is_valid_for_less_than_a_year(als: Als, portaal: Portaal) -> None:
    answer = als().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=90) < left < timedelta(days=365)
    assert fields["Contact"] == f"{portaal.adres}/contact"
    assert fields["Canonical"] == f"{portaal.adres}/.well-known/security.txt"


def test_search_engines_stay_away(als: Als) -> None:
    assert als().get("/robots.txt").text == "User-agent: *\nDisallow: /\n"


def test_an_icon_for_who_looks_in_the_old_place(als: Als) -> None:
    answer = als().get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("image/svg+xml")


def test_status_says_how_fresh_the_sources_are(als: Als) -> None:
    text = text_of(als().get("/status"))
    assert "VSV-monitor werkt." in text
    assert re.search(r"Polisadministratie van UWV \(banen en uitkeringen\) \d\d-\d\d-\d{4}", text)


def test_the_page_with_all_parts_is_there_to_practise_only(portaal: Portaal) -> None:
    import django

    django.setup()
    from django.http import Http404
    from django.test import RequestFactory, override_settings

    from vsv.portaal.hulp.views import stijl

    with override_settings(VSV_OEFENEN=False), pytest.raises(Http404):
        stijl(RequestFactory().get("/stijl"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_no_part_is_a_barrier(browser: Browser, portaal: Portaal, scheme: str, width: int) -> None:
    viewer = Kijker.open(browser, portaal, color_scheme=scheme, viewport={"width": width, "height": 800})
    viewer.goto("/stijl")
    assert viewer.find_barriers() == []
    assert not viewer.is_too_wide()
    assert viewer.console == []
    viewer.page.context.close()
