"""The pages of the log. Reading them is a line in the log itself."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import read_logboek, search_in_logboek
from vsv.portaal.kader.bestand import send
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.logboek.formulier import Filterformulier, Zoekformulier
from vsv.rapport.service import open_logboek
from vsv.toegang.service import Recht, list_actoren

_mag = vereist(Recht.LOGBOEK_LEZEN)


@_mag
@require_GET
def logboek(request: Verzoek) -> HttpResponse:
    """Show the lines that are asked for, the newest first."""
    return _show(request, Zoekformulier())


@_mag
@require_POST
def zoek(request: Verzoek) -> HttpResponseBase:
    """Find the person with a BSN or kenmerk, and go on under the name that says nothing."""
    form = Zoekformulier(request.POST)
    if form.is_valid():
        try:
            found = search_in_logboek(request.wie, form.keuze())
        except InvoerFout as e:
            form.add_faults(e)
        else:
            return redirect(f"{reverse('logboek')}?jongere={found.uuid}")
    return _show(request, form)


@_mag
@require_GET
def bestand(request: Verzoek) -> HttpResponseBase:
    """Hand out all lines that are asked for as a file."""
    form = _filter(request)
    if not form.is_valid():
        return _render(request, {"filter": form, "zoek": Zoekformulier()}, wrong=True)
    return send(open_logboek(request.wie, form.keuze(), request.GET.get("formaat", "csv")))


def _show(request: Verzoek, zoekform: Zoekformulier) -> HttpResponse:
    form = _filter(request)
    context: dict[str, Any] = {"filter": form, "zoek": zoekform}
    if not form.is_valid() or zoekform.errors:
        return _render(request, context, wrong=True)
    na = request.GET.get("na")
    pagina = read_logboek(request.wie, form.keuze(), na=na)
    asked = request.GET.copy()
    asked.pop("na", None)
    filtered = {naam: waarde for naam, waarde in asked.items() if waarde and naam in form.fields}
    context |= {
        "pagina": pagina,
        "regels": pagina.regels.to_dicts(),
        "wie": dict(form.fields["gebruiker"].choices).get(filtered.get("gebruiker", "")),  # type: ignore[attr-defined]
        "gefilterd": bool(filtered),
        "vraag": asked.urlencode(),
        "verder": bool(na),
    }
    return _render(request, context)


def _filter(request: Verzoek) -> Filterformulier:
    return Filterformulier(request.GET, gebruikers=list_actoren(request.wie))


def _render(request: Verzoek, context: dict[str, Any], *, wrong: bool = False) -> HttpResponse:
    return render(request, "portaal/logboek/logboek.html", context, status=400 if wrong else 200)
