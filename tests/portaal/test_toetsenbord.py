"""The portal with a keyboard and nothing else: from logging in to a mark and back, the focus visible all the way."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.portaal.browser import Kijker
from tests.portaal.conftest import Portaal

FOCUS = "document.activeElement"


@pytest.fixture
def kijker(browser: Browser, portaal: Portaal) -> Iterator[Kijker]:
    opened = Kijker.open(browser, portaal, viewport={"width": 1280, "height": 900})
    yield opened
    opened.page.context.close()


def tab_to(page: Page, selector: str, *, hoogstens: int = 150) -> None:
    """Press Tab until the focus is on something; each place on the way shows that it has the focus."""
    for _press in range(hoogstens):
        page.keyboard.press("Tab")
        assert is_visible(page), page.evaluate(f"{FOCUS}.outerHTML.slice(0, 200)")
        if page.evaluate(f"selector => {FOCUS}.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never comes to {selector}")


def is_visible(page: Page) -> bool:
    """Whether the focus is on something one can see, with a line around it; on nothing at all is fine too."""
    return bool(
        page.evaluate(
            f"""() => {{
                const here = {FOCUS};
                if (!here || here === document.body || here === document.documentElement) return true;
                const style = getComputedStyle(here), box = here.getBoundingClientRect();
                return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                    && box.width > 0 && box.height > 0;
            }}"""
        )
    )


def log_in(kijker: Kijker, portaal: Portaal) -> Page:
    page = kijker.page
    kijker.goto("/inloggen")
    tab_to(page, "a.knop")
    page.keyboard.press("Enter")
    page.wait_for_url("**/authorize*")
    button = page.locator("button", has=page.locator(".naam", has_text="Noor"))
    for _press in range(60):
        page.keyboard.press("Tab")
        if button.evaluate(f"button => button === {FOCUS}"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/werkplek")
    tab_to(page, f"button[value='{portaal.eerste.oin}']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/overzicht")
    return page


def test_the_work_of_a_day_by_keyboard(kijker: Kijker, portaal: Portaal) -> None:
    page = log_in(kijker, portaal)
    page.keyboard.press("Tab")
    assert page.evaluate(f"{FOCUS}.matches('.nl-skip-link')")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUS}.id") == "inhoud"
    kijker.goto("/werklijst")
    tab_to(page, "input[name=prioriteit]")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile(r"prioriteit=\d"))
    expect(page.get_by_role("link", name="Haal alle filters weg")).to_be_visible()
    kijker.goto("/werklijst")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    row = page.locator("tr.hier")
    assert row.evaluate("row => row.rowIndex") == 1
    uuid = row.get_attribute("data-jongere")
    page.keyboard.press("o")
    menu = page.locator("#merkmenu")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert page.evaluate(f"{FOCUS}.closest('tr')?.dataset.jongere") == uuid
    page.keyboard.press("o")
    tab_to(page, "[data-merk=IN_CONTACT]", hoogstens=10)
    page.keyboard.press("Enter")
    mark = page.locator(f"tr[data-jongere='{uuid}'] .opvolgmerk")
    expect(mark).to_have_text("in contact")
    expect(mark).to_be_focused()
    page.locator(f"tr[data-jongere='{uuid}'] th a").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/jongeren/{uuid}")
    page.go_back()
    page.wait_for_url("**/werklijst")
    expect(page.locator("h1")).to_have_text("Werklijst")
    assert not kijker.console


def test_no_page_holds_the_focus(kijker: Kijker, portaal: Portaal) -> None:
    page = log_in(kijker, portaal)
    for path in ("/werklijst", "/aanmelden", "/voorstellen", "/rapporten"):
        kijker.goto(path)
        tab_to(page, "footer button", hoogstens=400)


def test_the_menu_of_marks_can_be_left(kijker: Kijker, portaal: Portaal) -> None:
    page = log_in(kijker, portaal)
    kijker.goto("/werklijst")
    page.keyboard.press("j")
    page.keyboard.press("o")
    expect(page.locator("#merkmenu")).to_be_visible()
    for _press in range(30):
        page.keyboard.press("Tab")
    assert not page.evaluate(f"{FOCUS}.closest('#merkmenu')")


def test_keys_of_one_character_can_be_switched_off(kijker: Kijker, portaal: Portaal) -> None:
    page = log_in(kijker, portaal)
    kijker.goto("/werklijst")
    page.get_by_role("button", name="Zet de toetsen uit").focus()
    page.keyboard.press("Enter")
    kijker.goto("/werklijst")
    page.keyboard.press("j")
    assert page.locator("tr.hier").count() == 0
    page.get_by_role("button", name="Zet de toetsen aan").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    assert page.locator("tr.hier").count() == 1
