"""Letting the software of a vendor act for the own organisation, as the gebruikersbeheerder does it."""

import re
from collections.abc import Callable

from tests.portaal.bezoeker import Bezoeker, text_of
from tests.portaal.conftest import Portaal

from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT
from vsv.toegang.service import Scope, find_machtiging, list_machtigingen, operator, withdraw_machtiging

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
    (address,) = re.findall(
        r'href="(/machtigingen/[0-9a-f-]{36})">Wijzig<span[^>]*> de machtiging van Ander', page.text
    )
    page = gijs.get(address)
    assert page.text.count("checked") == 2
    page = gijs.submit(page, {"scopes": ["meldingen"]})
    assert "De machtiging van Ander systeem is gewijzigd." in text_of(page)
    assert "Ander systeem Jongeren, Rapporten" in text_of(page).split("Wat eerder mocht")[1]
    (uuid,) = [
        m.uuid
        for m in list_machtigingen(operator("test", portaal.eerste))
        if m.leverancier.oin == OIN_ANDER and m.ingetrokken_op is None
    ]
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
        (uuid,) = [
            m.uuid
            for m in list_machtigingen(operator("test", portaal.eerste))
            if m.leverancier.oin == OIN_ANDER and m.ingetrokken_op is None
        ]
        withdraw_machtiging(operator("test", portaal.eerste), uuid)
