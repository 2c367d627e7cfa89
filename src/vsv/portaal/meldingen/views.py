"""The pages on which an organisation sees how its vendors are told, and has sent again what did not arrive.

About whom a melding is, is not on them: who manages machtigingen sees no people.
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_GET, require_POST

from vsv.meldingen.service import (
    Abonnement,
    Abonnementstand,
    Bezorgstand,
    list_abonnementen,
    list_bezorgingen,
    read_abonnement,
    resend,
    resend_parked,
)
from vsv.portaal.kader.getal import parse_nummer
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht, list_machtigingen

PER_PAGINA: Final = 50

SOORTEN: Final[Mapping[str, str | Promise]] = {
    "rapport-beschikbaar": gettext_lazy("er is een rapport"),
    "prioriteit-gewijzigd": gettext_lazy("andere prioriteit"),
    "ikv-signaal": gettext_lazy("signaal over werk"),
    "voorstel-gemaakt": gettext_lazy("nieuw voorstel"),
    "proefmelding": gettext_lazy("proefmelding"),
}
"""What there is to know, in words."""

_GROEPEN: Final = {
    "geparkeerd": (gettext_lazy("Niet aangekomen"), Bezorgstand.GEPARKEERD),
    "wacht": (gettext_lazy("Wacht"), Bezorgstand.WACHT),
    "bezorgd": (gettext_lazy("Bezorgd"), Bezorgstand.BEZORGD),
}

_mag = vereist(Recht.MACHTIGINGEN_BEHEREN)


@_mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show which software wants to hear what, and whether it arrives."""
    found = list_abonnementen(request.wie, ook_beeindigd=True)
    namen = _names(request)
    context = {
        "regels": [_as_regel(een, namen) for een in found if een.stand is not Abonnementstand.BEEINDIGD],
        "beeindigd": [_as_regel(een, namen) for een in found if een.stand is Abonnementstand.BEEINDIGD],
        "geparkeerd": sum(een.geparkeerd for een in found if een.stand is not Abonnementstand.BEEINDIGD),
    }
    return render(request, "portaal/meldingen/lijst.html", context)


@_mag
@require_GET
def abonnement(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show what became of what was to be told to an abonnement, the latest first."""
    een = read_abonnement(request.wie, uuid)
    asked = request.GET.get("stand", "")
    groep = asked if asked in _GROEPEN else "geparkeerd"
    voor = parse_nummer(request.GET.get("voor"))
    found = list_bezorgingen(request.wie, uuid, stand=_GROEPEN[groep][1], voor=voor, aantal=PER_PAGINA + 1)
    shown = found[:PER_PAGINA]
    context = {
        "regel": _as_regel(een, _names(request)),
        "groepen": [(code, naam) for code, (naam, _stand) in _GROEPEN.items()],
        "groep": groep,
        "bezorgingen": [(melding, SOORTEN[melding.type.split(".")[2]]) for melding in shown],
        "volgende": shown[-1].nummer if len(found) > PER_PAGINA else None,
        "verder": voor is not None,
        "kan_opnieuw": een.stand is Abonnementstand.ACTIEF,
    }
    return render(request, "portaal/meldingen/abonnement.html", context)


@_mag
@require_POST
def opnieuw(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Have all that did not arrive sent again."""
    aantal = resend_parked(request.wie, uuid)
    sent = ngettext("%(aantal)d melding gaat opnieuw.", "%(aantal)d meldingen gaan opnieuw.", aantal)
    messages.success(request, sent % {"aantal": aantal})
    return redirect("meldingen-abonnement", uuid)


@_mag
@require_POST
def een_opnieuw(request: Verzoek, uuid: UUID, bezorging: UUID) -> HttpResponseBase:
    """Have one melding sent again."""
    resend(request.wie, uuid, bezorging)
    messages.success(request, _("De melding gaat opnieuw, binnen enkele minuten."))
    return redirect("meldingen-abonnement", uuid)


def _names(request: Verzoek) -> Mapping[str, str]:
    """Return by OIN how the vendors are called that have, or had, a machtiging."""
    return {een.leverancier.oin: een.leverancier.naam for een in list_machtigingen(request.wie)}


def _as_regel(een: Abonnement, namen: Mapping[str, str]) -> Mapping[str, object]:
    return {
        "abonnement": een,
        "leverancier": namen.get(een.client, een.client),
        "soorten": [SOORTEN[soort] for soort in een.soorten],
    }
