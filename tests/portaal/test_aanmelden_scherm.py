"""The pages to sign up, sign off and decide in a real browser: usable by everyone, wide and narrow, and by keyboard."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.portaal.browser import Kijker
from tests.portaal.conftest import Portaal
from tests.portaal.test_aanmelden import KOP, new_bsn, sign_up
from tests.portaal.test_voorstellen import propose_aanmelden, propose_afmelden

BEELDEN = os.environ.get("VSV_SCHERMEN")
"""A folder for pictures of what is looked at, when somebody wants to look along."""


@pytest.fixture(params=[1280, 375, 320])
def kijker(request: pytest.FixtureRequest, browser: Browser, portaal: Portaal) -> Iterator[Kijker]:
    opened = Kijker.open(browser, portaal, viewport={"width": request.param, "height": 900})
    opened.log_in("Aya", portaal.eerste)
    yield opened
    opened.page.context.close()


def look(kijker: Kijker, naam: str) -> None:
    """Nobody meets a barrier, and the page does not have to be scrolled sideways."""
    width = kijker.page.viewport_size["width"] if kijker.page.viewport_size else 0
    if BEELDEN:
        kijker.page.screenshot(path=str(Path(BEELDEN) / f"{naam}-{width}.png"), full_page=True)
    assert (naam, width, kijker.find_barriers(), kijker.is_too_wide()) == (naam, width, [], False)


def from_duo(bsns: list[str], known: str) -> bytes:
    """Three hundred rows as the administratie gets them: most are new, some are known, some are wrong."""
    rows = [f"{bsn};01-03-2005;;DUO-{n}" for n, bsn in enumerate(bsns)]
    rows += [f"{known};2005-03-01;2020-01-01;anders"]
    rows += [f"98000{n:04};2005-03-01;;fout-{n}" for n in range(1, 20, 2)]
    rows += ["", f"{bsns[0]};2005-03-01;;dubbel", f"{new_bsn()};1990-13-01;;datum", f"{new_bsn()};1990-01-01;;oud"]
    return "\n".join([KOP, *rows]).encode()


def test_a_file_from_duo(kijker: Kijker, portaal: Portaal) -> None:
    page = kijker.page
    known, _ = sign_up(portaal.eerste)
    kijker.goto("/aanmelden")
    look(kijker, "aanmelden")
    inhoud = from_duo([new_bsn() for _ in range(285)], known)
    page.locator("#bestand_bestand").set_input_files(
        {"name": "duo week 47.csv", "mimeType": "text/csv", "buffer": inhoud}
    )
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    look(kijker, "voorvertoning")
    page.get_by_role("button", name="Meld 285 jongeren aan").click()
    look(kijker, "overgenomen")
    page.get_by_role("link", name="Meld deze jongeren weer af").click()
    look(kijker, "terugdraaien")
    page.get_by_role("button", name="Meld 285 jongeren weer af").click()
    assert "U volgt 285 jongeren niet meer" in page.inner_text("main")
    kijker.goto("/beginnen")
    look(kijker, "beginnen")
    assert kijker.console == []


def test_faults_have_the_focus(kijker: Kijker) -> None:
    page = kijker.page
    kijker.goto("/aanmelden")
    page.get_by_label("BSN", exact=True).fill("1234")
    page.keyboard.press("Enter")
    page.locator(".foutlijst").wait_for()
    look(kijker, "aanmelden-fout")
    page.locator(".foutlijst a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_bsn"
    page.get_by_role("button", name="Bekijk wat er gebeurt").click()
    look(kijker, "aanmelden-bestand-fout")


def test_signing_off(kijker: Kijker, portaal: Portaal) -> None:
    page = kijker.page
    bsn, _ = sign_up(portaal.eerste, "S-1")
    kijker.goto("/afmelden")
    look(kijker, "afmelden-wie")
    page.get_by_label("BSN").fill(bsn)
    page.keyboard.press("Enter")
    page.get_by_label("De jongere heeft werk").wait_for()
    look(kijker, "afmelden")
    page.get_by_role("button", name="Meld deze jongere af").click()
    look(kijker, "afmelden-fout")
    page.get_by_label("De jongere heeft werk").check()
    page.get_by_role("button", name="Meld deze jongere af").click()
    look(kijker, "afgemeld")
    other, _ = sign_up(portaal.eerste, "S-2")
    kijker.goto("/overdragen")
    look(kijker, "overdragen-wie")
    page.get_by_label("BSN").fill(other)
    page.keyboard.press("Enter")
    page.get_by_label("Aan welke organisatie?").wait_for()
    look(kijker, "overdragen")


def test_deciding_in_its_place(kijker: Kijker, portaal: Portaal) -> None:
    page = kijker.page
    afmelden = propose_afmelden(portaal, "S-3")
    _, aanmelden = propose_aanmelden(portaal)
    kijker.goto("/voorstellen")
    look(kijker, "voorstellen")
    item = page.locator(f"#v-{afmelden}")
    item.get_by_role("button", name="Meld af").click()
    item.get_by_text("vanaf nu niet meer ziet").wait_for()
    assert page.evaluate("document.activeElement.id") == f"v-{afmelden}"
    look(kijker, "voorstel-vraag")
    item.get_by_role("button", name="Toch niet").click()
    item.get_by_role("button", name="Meld af").wait_for()
    item = page.locator(f"#v-{aanmelden}")
    item.get_by_role("button", name="Meld aan").click()
    item.get_by_text("Vul de geboortedatum in.").wait_for()
    look(kijker, "voorstel-fout")
    item.get_by_label("Geboortedatum").fill("2005-03-01")
    item.get_by_role("button", name="Meld aan").click()
    page.get_by_text("U volgt deze jongere vanaf nu.").wait_for()
    look(kijker, "voorstel-besloten")
    kijker.goto("/voorstellen?soort=AFMELDEN")
    page.locator(f"#v-{afmelden} input").check()
    page.get_by_role("button", name="Aanvaard de gekozen voorstellen").click()
    look(kijker, "voorstellen-bevestigen")
    page.get_by_role("button", name="Ja, aanvaard dit voorstel").click()
    look(kijker, "voorstellen-resultaat")
    assert kijker.console == []
