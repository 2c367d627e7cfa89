"""What stands around every page: the menu, and for whom and as what the user works."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vsv.portaal.kader.toegang import toegang_van
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import DIENSTROLLEN, ROLLEN


@dataclass(frozen=True, slots=True)
class Menukeuze:
    """An entry of the main menu.

    Attributes:
        naam: What it is called.
        adres: Where it leads to.
        hier: The page that is shown belongs to it.
    """

    naam: str | Promise
    adres: str
    hier: bool


MENU: Final = (
    (_("Overzicht"), "overzicht"),
    (_("Werklijst"), "werklijst"),
    (_("Rapporten"), "rapporten"),
    (_("Wat als"), "wat-als"),
    (_("Aanmelden"), "aanmelden"),
    (_("Voorstellen"), "voorstellen"),
    (_("Gebruikers"), "gebruikers"),
    (_("Machtigingen"), "machtigingen"),
    (_("Meldingen"), "meldingen"),
    (_("Logboek"), "logboek"),
    (_("Inzage"), "inzage"),
    (_("Beheer"), "beheer"),
)
"""The main menu, in order: a name and the name of its address. Who may not see the page, doesn't see the entry."""


def menu_voor(request: Verzoek) -> Sequence[Menukeuze]:
    """Return the entries that the user may open."""
    werkplek = getattr(request, "werkplek", None)
    if werkplek is None:
        return []
    entries = []
    for naam, address_name in MENU:
        try:
            address = reverse(address_name)
        except NoReverseMatch:
            continue
        toegang = toegang_van(resolve(address).func)
        if toegang and toegang.admits(werkplek.rechten):
            here = request.path == address or request.path.startswith(address + "/")
            entries.append(Menukeuze(naam, address, here))
    return entries


def kader(request: HttpRequest) -> dict[str, Any]:
    """Context of every template: menu, werkplek, the words for the roles."""
    werkplek = getattr(request, "werkplek", None)
    alle = {**ROLLEN, **DIENSTROLLEN}
    return {
        "menu": menu_voor(request),  # type: ignore[arg-type]  # every request is a Verzoek behind the gate
        "werkplek": werkplek,
        "rollen": ", ".join(alle[code].naam for code in werkplek.rollen if code in alle) if werkplek else "",
        "rechten": {recht.name for recht in werkplek.rechten} if werkplek else set(),
        "oefenen": settings.VSV_OEFENEN,
        "oorsprong": settings.VSV_ADRES,
        "servicedesk": settings.VSV_SERVICEDESK,
    }
