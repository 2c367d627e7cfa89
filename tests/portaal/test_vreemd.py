"""Odd questions: whatever somebody puts in an address or a form, the answer is a page, never a mistake of ours."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

import pytest
from tests.portaal.adressen import PUBLIEK, VERWACHT, Adres
from tests.portaal.bezoeker import Bezoeker
from tests.portaal.conftest import Portaal
from tests.portaal.test_matrix import path_of, rechten_als, token_of

Als = Callable[..., Bezoeker]

VREEMD: Final = (
    "%00",
    "%FF%FE",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "-1",
    "9" * 18,
    "9999999999999999-999999999999999999",
    "%D9%A3",  # a digit of another script
    "%F0%9F%A6%8A%E2%80%AE",
    "%27%3BDROP%20TABLE%20jongere--",
    "%253Cscript%253E",
    "11111111-2222-4333-8444-555555555555",
    "x" * 3000,
    "%5B%5D",
)
"""Values as they stand in an address, each odd in its own way."""

NAMEN: Final = [
    "aanleiding",
    "bsn",
    "centen",
    "code",
    "data",
    "een",
    "error",
    "formaat",
    "gebruiker",
    "gemeente",
    "herziening",
    "iss",
    "jongere",
    "kenmerk",
    "language",
    "leeftijd",
    "merk",
    "na",
    "naam",
    "next",
    "nummer",
    "prioriteit",
    "reden",
    "resultaat",
    "signaal",
    "signaal_sinds",
    "sinds",
    "soort",
    "sortering",
    "state",
    "status",
    "tot",
    "uit",
    "van",
    "vanaf",
    "vlag",
    "volgende",
    "voor",
    "voorstel",
    "vraag",
    "weken",
    "werkplek",
    "zoek",
    "aanmelddatum",
    "geboortedatum",
    "datum",
    "organisatie",
    "rollen",
    "organisatienaam",
    "regio",
    "gemeentecode",
    "emailadres",
    "telefoon",
    "besluit",
    "terug",
    "akkoord",
    "in",
    "naar",
]
"""Every name that a page reads."""

GEVRAAGD: Final[Mapping[str, str]] = {
    "werklijst": "prioriteit sinds signaal_sinds sortering na voor gemeente",
    "jongere": "herziening centen",
    "afmelden-jongere": "reden",
    "voorstellen": "soort aanleiding na",
    "rapporten": "tot",
    "rapporten-vergelijk": "van naar",
    "rapporten-verplaatst": "van naar uit in na",
    "rapport-jongeren": "prioriteit na",
    "logboek": "jongere gebruiker vanaf tot soort resultaat na",
    "logboek-bestand": "jongere gebruiker vanaf tot soort resultaat formaat",
    "beheer-leveringen": "voor",
    "beheer-taken": "status voor",
    "inloggen": "volgende",
    "inloggen-start": "volgende",
    "inloggen-terug": "state code error iss",
}
"""By address what it reads: also asked one by one, so that what is refused first hides nothing."""

VERZONDEN: Final[Mapping[str, str]] = {
    "taal": "language next",
    "uitnodiging": "code",
    "aanvragen": "naam emailadres telefoon",
    "werkplek": "werkplek",
    "werklijst-zoeken": "zoek",
    "werklijst-opvolgen": "jongere merk vraag terug",
    "werklijst-bestand": "jongere vraag formaat",
    "werklijst-filter": "naam vraag",
    "werklijst-filter-weg": "naam",
    "gebruiker-uitnodigen": "naam rollen",
    "aanmelden": "bsn geboortedatum aanmelddatum kenmerk gemeente",
    "afmelden": "bsn",
    "afmelden-jongeren": "jongere datum reden",
    "overdragen-jongeren": "jongere datum organisatie",
    "voorstellen-besluit": "een besluit voorstel geboortedatum_x",
    "logboek-zoek": "bsn kenmerk",
    "inzage": "bsn kenmerk",
    "inzage-bestand": "formaat",
}
"""The same for what is sent."""

LEZERS: Final = ("Noor", "Dana", "Pim", "Olaf", "Gijs")
"""Who together may open everything."""


def who_may(adres: Adres) -> str | None:
    """Somebody who may open this."""
    if adres.voor == PUBLIEK:
        return None
    return next(n for n in LEZERS if isinstance(adres.voor, str) or adres.voor & (rechten_als(n) or frozenset()))


@pytest.fixture(scope="module")
def mensen(portaal: Portaal) -> Iterator[Callable[[str | None], Bezoeker]]:
    known: dict[str | None, Bezoeker] = {}

    def find(naam: str | None) -> Bezoeker:
        if naam not in known:
            known[naam] = Bezoeker(portaal.adres)
            if naam:
                known[naam].log_in(naam, portaal.eerste)
        return known[naam]

    yield find
    for visitor in known.values():
        visitor.close()


def test_an_odd_address_is_no_mistake(portaal: Portaal, mensen: Callable[[str | None], Bezoeker]) -> None:
    wrong = []
    for naam, adres in VERWACHT.items():
        if adres.post:
            continue
        visitor, path = mensen(who_may(adres)), path_of(portaal, naam, adres, portaal.eerste)
        known = adres.query or "?"
        for value in VREEMD:
            together = "?" + "&".join(f"{name}={value}" for name in NAMEN)
            apart = (f"{known}&{name}={value}" for name in GEVRAAGD.get(naam, "").split())
            for query in (together, *apart):
                answer = visitor.get(path + query, allow_redirects=False)
                if answer.status_code >= 500:
                    wrong.append((naam, query[:120]))
    assert not wrong, portaal.log.read_text("utf-8", "replace")[-4000:]


def test_an_odd_path_is_no_mistake(portaal: Portaal, mensen: Callable[[str | None], Bezoeker]) -> None:
    wrong = []
    for naam, adres in VERWACHT.items():
        if not adres.waarden:
            continue
        path, visitor = path_of(portaal, naam, adres, portaal.eerste), mensen(who_may(adres))
        for known in map(str, adres.waarden(portaal, portaal.eerste.oin).values()):
            for value in (value for value in VREEMD if len(value) < 1000):
                answer = visitor.get(path.replace(known, value, 1), allow_redirects=False)
                if answer.status_code >= 500:
                    wrong.append((naam, value))
    assert not wrong, portaal.log.read_text("utf-8", "replace")[-4000:]


def test_a_page_behind_a_button_says_so(mensen: Callable[[str | None], Bezoeker]) -> None:
    answer = mensen("Noor").get("/werklijst/zoeken")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Er is niets gedaan" in answer.text


def test_an_odd_form_is_no_mistake(portaal: Portaal, mensen: Callable[[str | None], Bezoeker]) -> None:
    wrong = []
    for naam, adres in VERWACHT.items():
        if adres.eindigt or not (adres.post or naam in VERZONDEN):
            continue
        visitor, path = mensen(who_may(adres)), path_of(portaal, naam, adres, portaal.eerste)
        headers = {"Referer": visitor.adres + "/", "Content-Type": "application/x-www-form-urlencoded"}
        for value in VREEMD:
            together = dict.fromkeys(NAMEN, value)
            apart = ({**adres.data, name: value} for name in VERZONDEN.get(naam, "").split())
            for fields in (together, *apart):
                body = "&".join([f"csrfmiddlewaretoken={token_of(visitor)}", *(f"{k}={v}" for k, v in fields.items())])
                answer = visitor.post(path, data=body, headers=headers, allow_redirects=False)
                if answer.status_code >= 500:
                    wrong.append((naam, body[90:200]))
    assert not wrong, portaal.log.read_text("utf-8", "replace")[-4000:]
