"""Every page, in every state, for everyone: axe-core finds nothing, nothing falls off a small screen, no complaint.

It walks the list of all addresses, which another test holds against the URL conf: so no page is left out.
"""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Browser
from tests.portaal.adressen import INGELOGD, PUBLIEK, VERWACHT, Adres
from tests.portaal.browser import Kijker, Scherm
from tests.portaal.conftest import Portaal
from tests.portaal.test_matrix import path_of, rechten_als

SCHERMEN: Final[dict[str, dict[str, Scherm]]] = {
    "nl": {
        "breed": Scherm(1280, 900),
        "smal": Scherm(320, 640),
        "vergroot": Scherm(640, 450, dicht=2),
        "donker": Scherm(1280, 900, kleuren="dark"),
    },
    "en": {"engels": Scherm(320, 640)},
}
"""By language the screens: 320 px wide, in both languages, and one of 1280 at 200% zoom, which leaves a page 640 px.

A page is opened once a language and then put on each screen, as when somebody turns a telephone or zooms in: none of
our scripts looks at the screen while a page opens.
"""

WIE: Final = ("Dana", "Gijs", "Pim", "Aya", "Olaf")
"""Who look: together they may see every page."""


def pages_for(naam: str | None) -> list[tuple[str, Adres]]:
    """The pages that somebody looks at; each page is looked at by one person."""
    rights = {one: rechten_als(one) or frozenset() for one in WIE}

    def looks(adres: Adres) -> str | None:
        if adres.voor == PUBLIEK:
            return None
        if adres.voor == INGELOGD:
            return WIE[0]
        return next(one for one in WIE if rights[one] & set(adres.voor))

    return [(n, a) for n, a in VERWACHT.items() if a.pagina and not a.post and looks(a) == naam]


@pytest.fixture(params=SCHERMEN)
def kijk(request: pytest.FixtureRequest, browser: Browser, portaal: Portaal) -> Iterator[Callable[[], Kijker]]:
    opened: list[Kijker] = []

    def look() -> Kijker:
        opened.append(Kijker.open(browser, portaal, taal=request.param))
        return opened[-1]

    yield look
    for one in opened:
        one.page.context.close()


@pytest.mark.parametrize("naam", [None, *WIE], ids=lambda naam: naam or "niemand")
def test_every_page(portaal: Portaal, kijk: Callable[[], Kijker], naam: str | None) -> None:
    kijker = kijk()
    if naam:
        kijker.log_in(naam, portaal.eerste)
    found = {}
    for address, adres in pages_for(naam):
        kijker.goto(path_of(portaal, address, adres, portaal.eerste) + adres.query)
        found[address] = look_at(kijker)
    assert not {address: what for address, what in found.items() if what}


@pytest.mark.parametrize("naam", ["Evi"])
def test_every_page_of_who_has_nothing_yet(portaal: Portaal, kijk: Callable[[], Kijker], naam: str) -> None:
    kijker = kijk()
    kijker.log_in(naam)
    rights, found = rechten_als(naam) or frozenset(), {}
    for address, adres in VERWACHT.items():
        if adres.pagina and not adres.post and not adres.waarden and set(adres.voor) & rights:
            kijker.goto(path_of(portaal, address, adres, None) + adres.query)
            found[address] = look_at(kijker)
    assert len(found) > 8
    assert not {address: what for address, what in found.items() if what}


FOUT: Final = {
    "aanmelden": ("Aya", "/aanmelden"),
    "afmelden": ("Aya", "/afmelden"),
    "overdragen": ("Aya", "/overdragen"),
    "uitnodigen": ("Gijs", "/gebruikers/uitnodigen"),
    "machtigen": ("Gijs", "/machtigingen/verlenen"),
    "logboek": ("Pim", "/logboek"),
    "inzage": ("Pim", "/inzage"),
    "wat-als": ("Dana", "/wat-als"),
}
"""Forms that can be sent while they are empty, or wrong."""


@pytest.mark.parametrize("wat", FOUT)
def test_a_form_that_is_wrong(portaal: Portaal, kijk: Callable[[], Kijker], wat: str) -> None:
    naam, path = FOUT[wat]
    kijker = kijk()
    kijker.log_in(naam, portaal.eerste)
    kijker.goto(path)
    kijker.page.evaluate("document.querySelectorAll('main form').forEach(form => { form.noValidate = true })")
    kijker.page.locator("main form[method=post] button").first.click()
    kijker.page.wait_for_load_state()
    assert not look_at(kijker, may_fail=True)


def test_pages_that_say_no(portaal: Portaal, kijk: Callable[[], Kijker]) -> None:
    kijker = kijk()
    found = {}
    kijker.goto("/bestaat-niet")
    found["404"] = look_at(kijker, may_fail=True)
    kijker.log_in("Lars")
    found["te laag"] = look_at(kijker, may_fail=True)
    kijker.log_in("Vera")
    found["geen rechten"] = look_at(kijker, may_fail=True)
    kijker.log_in("Aya")
    kijker.goto("/werklijst")
    found["403"] = look_at(kijker, may_fail=True)
    assert not {page: what for page, what in found.items() if what}


def look_at(kijker: Kijker, *, may_fail: bool = False) -> list[str]:
    """Return everything that is wrong with the page as it is, on every screen; `may_fail`: its answer is no success."""
    wrong = []
    for naam, scherm in SCHERMEN[kijker.taal].items():
        kijker.show_on(scherm)
        wrong += [f"{naam}: {barrier}" for barrier in kijker.find_barriers()]
        if kijker.is_too_wide():
            wrong.append(f"{naam}: the page is wider than the screen")
    said = [line for line in kijker.console if not (may_fail and "status of 4" in line)]
    kijker.console.clear()
    return [*wrong, *(f"console: {line}" for line in said)]
