"""The pages on which an organisation lets software of vendors act for it, and ends that."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vsv.domein.fouten import InvoerFout
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.machtigingen.formulier import Machtigingsformulier, Scopesformulier
from vsv.toegang.service import (
    SCOPES,
    Machtiging,
    Recht,
    Scopewoorden,
    change_machtiging,
    grant_machtiging,
    list_clients_to_grant,
    list_machtigingen,
    withdraw_machtiging,
)

_mag = vereist(Recht.MACHTIGINGEN_BEHEREN)


@dataclass(frozen=True, slots=True)
class Regel:
    """A machtiging as the list shows one: with the words of its scopes."""

    machtiging: Machtiging
    mag: Sequence[Scopewoorden]


@_mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show which software may do what, and what it could do before."""
    regels = [Regel(m, [SCOPES[scope] for scope in m.scopes]) for m in list_machtigingen(request.wie)]
    context = {
        "geldig": [regel for regel in regels if regel.machtiging.ingetrokken_op is None],
        "voorbij": [regel for regel in regels if regel.machtiging.ingetrokken_op is not None],
        "mogelijk": SCOPES.values(),
    }
    return render(request, "portaal/machtigingen/lijst.html", context)


@_mag
@require_http_methods(["GET", "POST"])
def verlenen(request: Verzoek) -> HttpResponseBase:
    """Let the software of a vendor act for the own organisation."""
    leveranciers = list_clients_to_grant(request.wie)
    form = Machtigingsformulier(request.POST if request.method == "POST" else None, leveranciers=leveranciers)
    if form.is_bound and form.is_valid():
        try:
            grant_machtiging(request.wie, **form.cleaned_data)
        except InvoerFout as e:
            form.add_faults(e)
        else:
            messages.success(request, _("De machtiging is verleend. Zij geldt meteen."))
            return redirect("machtigingen")
    context = {"form": form, "leveranciers": leveranciers}
    return render(request, "portaal/machtigingen/verlenen.html", context, status=400 if form.errors else 200)


@_mag
@require_http_methods(["GET", "POST"])
def wijzigen(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Change what the software may do."""
    machtiging = _find(request, uuid)
    start = {"scopes": [str(scope) for scope in machtiging.scopes]}
    form = Scopesformulier(request.POST if request.method == "POST" else None, initial=start)
    if form.is_bound and form.is_valid():
        try:
            change_machtiging(request.wie, str(uuid), form.cleaned_data["scopes"])
        except InvoerFout as e:
            form.add_faults(e)
        else:
            messages.success(request, _("De machtiging van %(naam)s is gewijzigd.") % _naam(machtiging))
            return redirect("machtigingen")
    context = {"form": form, "machtiging": machtiging}
    return render(request, "portaal/machtigingen/wijzigen.html", context, status=400 if form.errors else 200)


@_mag
@require_http_methods(["GET", "POST"])
def intrekken(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Let the software do nothing any more, after asking once."""
    machtiging = _find(request, uuid)
    if request.method == "POST":
        withdraw_machtiging(request.wie, str(uuid))
        messages.success(request, _("De software van %(naam)s kan hier niets meer.") % _naam(machtiging))
        return redirect("machtigingen")
    return render(request, "portaal/machtigingen/intrekken.html", {"machtiging": machtiging})


def _naam(machtiging: Machtiging) -> dict[str, str]:
    return {"naam": machtiging.leverancier.naam}


def _find(request: Verzoek, uuid: UUID) -> Machtiging:
    """Return a machtiging of the own organisation that holds."""
    for machtiging in list_machtigingen(request.wie):
        if machtiging.uuid == str(uuid) and machtiging.ingetrokken_op is None:
            return machtiging
    raise Http404
