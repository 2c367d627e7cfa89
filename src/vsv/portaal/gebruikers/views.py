"""The pages on which an organisation helps its own people, and the operator those of the service."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vsv.domein.fouten import InvoerFout
from vsv.portaal.gebruikers.formulier import Collegaformulier
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import (
    DIENSTROLLEN,
    ROLLEN,
    UITNODIGING_DAGEN,
    Collega,
    Recht,
    Rol,
    change_collega,
    invite,
    invite_again,
    list_collegas,
    rechten_van,
    withdraw,
)

_mag = vereist(Recht.GEBRUIKERS_BEHEREN, Recht.DIENST_BEHEREN)


@dataclass(frozen=True, slots=True)
class Regel:
    """A colleague as the list shows one: which roles, and what they allow together."""

    collega: Collega
    rollen: list[Rol]
    kan: list[str]


@_mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show who may do what, and by which role."""
    mogelijk = _rollen(request)
    regels = [
        Regel(
            collega,
            [mogelijk[code] for code in collega.rollen if code in mogelijk],
            [recht.value for recht in Recht if recht in rechten_van(collega.rollen)],
        )
        for collega in list_collegas(request.wie, ook_ingetrokken=True)
    ]
    context = {
        "actief": [regel for regel in regels if regel.collega.ingetrokken_op is None],
        "ingetrokken": [regel for regel in regels if regel.collega.ingetrokken_op is not None],
        "mogelijk": mogelijk.values(),
    }
    return render(request, "portaal/gebruikers/lijst.html", context)


@_mag
@require_http_methods(["GET", "POST"])
def uitnodigen(request: Verzoek) -> HttpResponseBase:
    """Invite a colleague: the code is shown once, on the page that follows."""
    form = Collegaformulier(request.POST if request.method == "POST" else None, mogelijk=_rollen(request))
    if form.is_bound and form.is_valid():
        try:
            code = invite(request.wie, naam=form.cleaned_data["naam"], rollen=form.cleaned_data["rollen"])
        except InvoerFout as e:
            form.add_faults(e)
        else:
            return _show_code(request, form.cleaned_data["naam"], code)
    return render(request, "portaal/gebruikers/uitnodigen.html", {"form": form}, status=400 if form.errors else 200)


@_mag
@require_http_methods(["GET", "POST"])
def wijzigen(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Change the name or the roles of a colleague."""
    collega = _find(request, uuid)
    start = {"naam": collega.naam, "rollen": list(collega.rollen)}
    form = Collegaformulier(
        request.POST if request.method == "POST" else None, mogelijk=_rollen(request), initial=start
    )
    if form.is_bound and form.is_valid():
        try:
            change_collega(request.wie, str(uuid), **form.cleaned_data)
        except InvoerFout as e:
            form.add_faults(e)
        else:
            messages.success(request, _("De rollen van %(naam)s zijn gewijzigd.") % form.cleaned_data)
            return redirect("gebruikers")
    context = {"form": form, "collega": collega}
    return render(request, "portaal/gebruikers/wijzigen.html", context, status=400 if form.errors else 200)


@_mag
@require_POST
def nieuwe_code(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Give a new code to who was invited and has not been here yet."""
    collega = _find(request, uuid)
    return _show_code(request, collega.naam, invite_again(request.wie, str(uuid)))


@_mag
@require_http_methods(["GET", "POST"])
def intrekken(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Take all roles of a colleague away, after asking once."""
    collega = _find(request, uuid)
    if request.method == "POST":
        withdraw(request.wie, str(uuid))
        messages.success(request, _("%(naam)s kan hier niets meer.") % {"naam": collega.naam})
        return redirect("gebruikers")
    return render(request, "portaal/gebruikers/intrekken.html", {"collega": collega})


def _rollen(request: Verzoek) -> Mapping[str, Rol]:
    return DIENSTROLLEN if request.wie.organisatie is None else ROLLEN


def _find(request: Verzoek, uuid: UUID) -> Collega:
    for collega in list_collegas(request.wie):
        if collega.uuid == str(uuid):
            return collega
    raise Http404


def _show_code(request: Verzoek, naam: str, code: str) -> HttpResponse:
    groups = [code[i : i + 4] for i in range(0, len(code), 4)]
    context = {"naam": naam, "code": "-".join(groups), "dagen": UITNODIGING_DAGEN}
    return render(request, "portaal/gebruikers/code.html", context)
