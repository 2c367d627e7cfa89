"""What the OpenAPI document says of the service as a whole: whom to ask, which licence, and what the groups are."""

from collections.abc import Mapping
from typing import Any, Final

from django.conf import settings

GROEPEN: Final[Mapping[str, str]] = {
    "aanmeldingen": "Jongeren aanmelden, een voor een of veel tegelijk, en zien wie u volgt.",
    "afmeldingen": "Jongeren afmelden, of overdragen aan een andere organisatie.",
    "voorstellen": "Voorstellen om iemand af te melden of over te dragen: lezen, aanvaarden, afwijzen.",
    "jongeren": "Een jongere zoeken, en alles wat u van een jongere mag zien.",
    "wijzigingen": "Alles wat er voor u veranderde, om uw eigen kopie bij te houden.",
    "rapporten": "De rapporten van uw organisatie, met hun regels.",
    "dagleveringen": "Wat er per dag in een rapport veranderde.",
    "abonnementen": "Een seintje krijgen als er iets verandert.",
    "organisaties": "De organisaties waarvoor u werkt.",
    "regelsets": "De regels waarmee de prioriteit wordt bepaald.",
    "dienst": "Of de dienst werkt, en hoe vers de bronnen zijn.",
}
"""Per group of operations what it is for, in the order of the reference."""

_BEHEERDER: Final = "Servicedesk VSV-monitor"
_EMAIL: Final = "servicedesk@vsv.example"  # a name that can't exist (RFC 2606): to practise with


def make_info(info: Mapping[str, Any], adres: str) -> dict[str, Any]:
    """Return the `info` of the document: what there is already, with contact and licence.

    Args:
        info: Title, version and description.
        adres: Of the API.
    """
    desk = settings.VSV_SERVICEDESK
    return {
        **info,
        "contact": {
            "name": desk.beheerder or _BEHEERDER,
            "email": desk.email or _EMAIL,
            "url": f"{adres}/documentatie",
        },
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }


def make_tags() -> list[dict[str, str]]:
    """Return the groups of operations, with what they are for."""
    return [{"name": naam, "description": uitleg} for naam, uitleg in GROEPEN.items()]
