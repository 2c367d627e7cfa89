"""The address without a page: it leads to the first page of the menu that the user may see."""

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET
from django.views.i18n import set_language

from vsv.portaal.kader.context import menu_voor
from vsv.portaal.kader.toegang import ingelogd, publiek
from vsv.portaal.kader.verzoek import Verzoek

taal = publiek(set_language)


@ingelogd
@require_GET
def start(request: Verzoek) -> HttpResponseBase:
    """Go to where the work is."""
    menu = menu_voor(request)
    return redirect(menu[0].adres) if menu else render(request, "portaal/leeg_menu.html")
