"""Requests of organisations that want to use the service: the operator checks them, and decides."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vsv.domein.fouten import InvoerFout
from vsv.domein.gemeenten import gemeenten, regios
from vsv.portaal.beheer.deelmenu import mag, show
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Aanvraag, grant_aanvraag, list_aanvragen, reject_aanvraag

_HIER = "beheer-aanvragen"


@dataclass(frozen=True, slots=True)
class Aanvraagbeeld:
    """A request as the page shows it: with the names of the region and of the gemeente ('' = none)."""

    aanvraag: Aanvraag
    regio: str
    gemeente: str


@mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show the open requests, the oldest first."""
    return show(request, "aanvragen", _HIER, aanvragen=_read(request))


@mag
@require_http_methods(["GET", "POST"])
def toelaten(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Let an organisation in, after asking once."""
    if request.method == "POST":
        try:
            organisatie = grant_aanvraag(request.wie, str(uuid))
        except InvoerFout as e:
            return _say_decided(request, e)
        messages.success(request, _("%(naam)s kan VSV-monitor nu gebruiken.") % {"naam": organisatie.naam})
        return redirect(_HIER)
    return _ask(request, uuid, "toelaten")


@mag
@require_http_methods(["GET", "POST"])
def afwijzen(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Reject a request, after asking once."""
    if request.method == "POST":
        try:
            reject_aanvraag(request.wie, str(uuid))
        except InvoerFout as e:
            return _say_decided(request, e)
        messages.success(request, _("De aanvraag is afgewezen."))
        return redirect(_HIER)
    return _ask(request, uuid, "afwijzen")


def _ask(request: Verzoek, uuid: UUID, wat: str) -> HttpResponseBase:
    for beeld in _read(request):
        if beeld.aanvraag.uuid == str(uuid):
            return show(request, wat, _HIER, beeld=beeld)
    messages.error(request, _("Deze aanvraag is er niet, of er is al over besloten."))
    return redirect(_HIER)


def _say_decided(request: Verzoek, fault: InvoerFout) -> HttpResponseBase:
    messages.error(request, fault.fouten[0].reden)
    return redirect(_HIER)


def _read(request: Verzoek) -> list[Aanvraagbeeld]:
    return [
        Aanvraagbeeld(
            aanvraag,
            regios()[aanvraag.gegevens.regio].naam,
            gemeenten()[aanvraag.gegevens.gemeentecode].naam if aanvraag.gegevens.gemeentecode else "",
        )
        for aanvraag in list_aanvragen(request.wie)
    ]
