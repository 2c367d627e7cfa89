"""The pages for everyone, logged in or not."""

from collections.abc import Callable
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from vsv.domein.codes import Bron
from vsv.portaal.hulp.voorbeelden import voorbeelden
from vsv.portaal.kader.toegang import publiek
from vsv.rapport.service import read_versheid
from vsv.toegang.service import ROLLEN

_BRONNEN: Final = {
    Bron.POLIS: _("Polisadministratie van UWV (banen en uitkeringen)"),
    Bron.PW: _("Register Participatiewet (bijstand)"),
    Bron.DGR: _("Doelgroepregister van UWV"),
}


def _page(template: str, **context: Any) -> Callable[[HttpRequest], HttpResponse]:
    """Return a view for everyone that shows a page with nothing to look up."""

    @publiek
    @require_safe
    def view(request: HttpRequest) -> HttpResponse:
        return render(request, f"portaal/hulp/{template}.html", context)

    return view


hulp = _page("hulp", alle_rollen=list(ROLLEN.values()))
begrippen = _page("begrippen")
privacy = _page("privacy")
toegankelijkheid = _page("toegankelijkheid")
contact = _page("contact")


@publiek
@require_safe
def status(request: HttpRequest) -> HttpResponse:
    """Say that the service is up, and how fresh what it shows is; without the database the gate says that it is not."""
    versheid = read_versheid()
    bronnen = [(naam, versheid.bronnen.get(bron)) for bron, naam in _BRONNEN.items()]
    return render(request, "portaal/hulp/status.html", {"versheid": versheid, "bronnen": bronnen})


@publiek
@require_safe
def stijl(request: HttpRequest) -> HttpResponse:
    """Show every part that pages are made of; only where one practises."""
    if not settings.VSV_OEFENEN:
        raise Http404
    return render(request, "portaal/hulp/stijl.html", voorbeelden(request))
