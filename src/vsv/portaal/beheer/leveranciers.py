"""The vendors whose software may ask for tokens: with how many organisations, with which keys, and stopping them."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from vsv.portaal.beheer.deelmenu import mag, show
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import block_client, list_clients, unblock_client


@mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show all vendors."""
    return show(request, "leveranciers", "beheer-leveranciers", clients=list_clients(request.wie))


@mag
@require_POST
def blokkeren(request: Verzoek, oin: str) -> HttpResponseBase:
    """Let the software of a vendor do nothing any more at once, or let it in again."""
    if request.POST.get("vrijgeven"):
        unblock_client(request.wie, oin)
        messages.success(request, _("De software mag er weer in."))
    else:
        block_client(request.wie, oin)
        messages.success(request, _("De software is geblokkeerd. Zij kan nu niets meer."))
    return redirect("beheer-leveranciers")
