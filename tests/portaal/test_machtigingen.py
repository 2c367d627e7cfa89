"""Letting the software of a vendor act for the own organisation, as the gebruikersbeheerder does it."""

from collections.abc import Callable

from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT
from vsv.toegang.service import Scope, find_machtiging, is_blocked, list_machtigingen, operator, withdraw_machtiging

Als = Callable[..., Bezoeker]


def test_a_machtiging_is_granted_changed_and_withdrawn(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs", bij=portaal.eerste)
    page = gijs.get("/machtigingen/verlenen")
    assert f"Ander systeem (OIN {OIN_ANDER})" in text_of(page)
    assert OIN_CLIENT not in page.text  # has one already
    page = gijs.submit(page, {"client": OIN_ANDER, "scopes": ["jongeren", "rapporten"]})
    assert "De machtiging is verleend. Zij geldt meteen." in text_of(page)
    assert find_machtiging(OIN_ANDER, portaal.eerste.oin) == (
        portaal.eerste,
        frozenset({Scope.JONGEREN, Scope.RAPPORTEN}),
    )
    address = f"/machtigingen/{open_uuid(portaal)}"
    assert f'href="{address}"' in page.text
    page = gijs.get(address)
    assert page.text.count("checked") == 2
    page = gijs.submit(page, {"scopes": ["meldingen"]})
    assert "De machtiging van Ander systeem is gewijzigd." in text_of(page)
    assert "Ander systeem Jongeren, Rapporten" in text_of(page).split("Wat eerder mocht")[1]
    uuid = open_uuid(portaal)
    page = gijs.submit(gijs.get(f"/machtigingen/{uuid}/intrekken"), {})
    assert "De software van Ander systeem kan hier niets meer." in text_of(page)
    assert find_machtiging(OIN_ANDER, portaal.eerste.oin) is None
    assert gijs.get(f"/machtigingen/{uuid}").status_code == 404


def test_what_lacks_is_said_at_the_field(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs", bij=portaal.eerste)
    page = gijs.submit(gijs.get("/machtigingen/verlenen"), {})
    assert page.status_code == 400
    assert "Kies een leverancier." in text_of(page)
    assert "Kies ten minste één mogelijkheid." in text_of(page)


def test_who_was_earlier_is_said(portaal: Portaal, als: Als) -> None:
    gijs = als("Gijs", bij=portaal.eerste)
    page = gijs.get("/machtigingen/verlenen")
    gijs.submit(page, {"client": OIN_ANDER, "scopes": ["meldingen"]})
    try:
        again = gijs.submit(page, {"client": OIN_ANDER, "scopes": ["meldingen"]})
        assert again.status_code == 400
    finally:
        withdraw_machtiging(operator("test", portaal.eerste), open_uuid(portaal))


def open_uuid(portaal: Portaal) -> str:
    """The machtiging of the other vendor that holds at the first organisation."""
    (uuid,) = [
        machtiging.uuid
        for machtiging in list_machtigingen(operator("test", portaal.eerste))
        if machtiging.leverancier.oin == OIN_ANDER and machtiging.ingetrokken_op is None
    ]
    return uuid


def test_the_operator_blocks_a_vendor_and_lets_it_in_again(portaal: Portaal, als: Als) -> None:
    olaf = als("Olaf")
    page = olaf.get("/beheer/leveranciers")
    assert f"Ander systeem {OIN_ANDER} 0" in text_of(page)
    address = f"/beheer/leveranciers/{OIN_ANDER}/blokkeren"
    page = olaf.submit(page, {}, action=address)
    assert "De software is geblokkeerd." in text_of(page)
    assert is_blocked(OIN_ANDER)
    page = olaf.submit(page, {"vrijgeven": "ja"}, action=address)
    assert "De software mag er weer in." in text_of(page)
    assert not is_blocked(OIN_ANDER)
