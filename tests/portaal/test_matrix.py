"""Who may open what: every address, for everybody there is, for the own organisation and for another one.

The expectation is written down by hand, in `VERWACHT`: the declarations of the views are held against it, and the
answers of the running portal too.
"""

from collections.abc import Callable
from typing import Any, Final

import pytest
import requests
from tests.portaal.adressen import INGELOGD, PUBLIEK, VERWACHT, Adres, adressen
from tests.portaal.bezoeker import Bezoeker
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenportaal import ROLSPELERS
from vsv.toegang.service import Organisatie, rechten_van

Als = Callable[..., Bezoeker]

MENSEN: Final = [None, *(s.naam for s in ROLSPELERS if s.rollen or s.rollen_tweede or s.rollen_nieuw)]


def rechten_als(naam: str | None) -> frozenset[str] | None:
    """The names of the rights somebody holds where the test lets this person work; None for a visitor."""
    speler = next((s for s in ROLSPELERS if s.naam == naam), None)
    if speler is None:
        return None
    rollen = speler.rollen or speler.rollen_tweede or speler.rollen_nieuw
    return frozenset(recht.name for recht in rechten_van(rollen))


def test_every_address_is_in_the_list(portaal: Portaal) -> None:
    assert {naam for naam, _ in adressen()} == set(VERWACHT)


def test_the_views_say_what_the_list_says(portaal: Portaal) -> None:
    from vsv.portaal.kader.toegang import toegang_van

    declared = {}
    for naam, view in adressen():
        toegang = toegang_van(view)
        assert toegang, f"{naam} says not for whom it is"
        rights = frozenset(recht.name for recht in toegang.rechten)
        declared[naam] = PUBLIEK if toegang.publiek else rights or INGELOGD
    assert declared == {naam: adres.voor for naam, adres in VERWACHT.items()}


@pytest.fixture(params=MENSEN, ids=lambda naam: naam or "niemand")
def bezoeker(request: pytest.FixtureRequest, portaal: Portaal, als: Als) -> tuple[str | None, Bezoeker]:
    naam = request.param
    return naam, als(naam, bij=portaal.eerste)


def test_everybody_gets_what_is_theirs_and_no_more(portaal: Portaal, bezoeker: tuple[str | None, Bezoeker]) -> None:
    naam, visitor = bezoeker
    rechten = rechten_als(naam)
    own = {"Olaf": None, "Bas": portaal.tweede, "Evi": portaal.nieuw}.get(naam or "", portaal.eerste)
    wrong = []
    for address, adres in VERWACHT.items():
        if adres.eindigt:
            continue
        for organisatie in (portaal.eerste, portaal.tweede) if adres.waarden else (None,):
            response = ask(portaal, visitor, address, adres, organisatie)
            expected = expect(adres, rechten, own=organisatie in (None, own))
            if not expected(response):
                wrong.append((address, organisatie and organisatie.naam, response.status_code, response.headers))
    assert not wrong


def ask(
    portaal: Portaal, visitor: Bezoeker, naam: str, adres: Adres, organisatie: Organisatie | None
) -> requests.Response:
    path = path_of(portaal, naam, adres, organisatie)
    if not adres.post:
        return visitor.get(path + adres.query, allow_redirects=False)
    token = token_of(visitor)
    return visitor.post(
        path,
        data={"csrfmiddlewaretoken": token, **adres.data},
        headers={"Referer": visitor.adres + "/"},
        allow_redirects=False,
    )


def path_of(portaal: Portaal, naam: str, adres: Adres, organisatie: Organisatie | None) -> str:
    """The path of an address, about something of an organisation where it is about something."""
    from django.urls import reverse

    return reverse(
        naam, kwargs=dict(adres.waarden(portaal, organisatie.oin)) if adres.waarden and organisatie else None
    )


def token_of(visitor: Bezoeker) -> str:
    """The token of this session; asked for once."""
    if not hasattr(visitor, "token"):
        page = visitor.get("/inloggen", allow_redirects=True)
        visitor.token = page.text.split('csrfmiddlewaretoken" value="')[1].split('"')[0]  # type: ignore[attr-defined]
    return str(visitor.token)  # type: ignore[attr-defined]


def expect(adres: Adres, rechten: frozenset[str] | None, *, own: bool) -> Callable[[requests.Response], Any]:
    """Return what the answer has to be."""
    if adres.voor != PUBLIEK and rechten is None:
        return lambda r: r.status_code == 302 and r.headers["Location"].startswith("/inloggen")
    if isinstance(adres.voor, frozenset) and not adres.voor & (rechten or frozenset()):
        return lambda r: r.status_code == 403
    if not own and not adres.gedeeld:
        return lambda r: r.status_code in (400, 404) or (r.status_code == 302 and adres.post)
    return lambda r: r.status_code in {200, 302, 400, *adres.antwoord}


def test_a_form_without_its_token_is_refused(portaal: Portaal, als: Als) -> None:
    for naam, adres in VERWACHT.items():
        if adres.post and isinstance(adres.voor, frozenset):
            path = path_of(portaal, naam, adres, portaal.eerste)
            assert als("Noor", bij=portaal.eerste).post(path).status_code == 403, naam
