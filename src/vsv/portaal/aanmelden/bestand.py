"""A file of jongeren: handed in, looked at, confirmed, and undone."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import (
    BEWAAR_MINUTEN,
    Inlevering,
    confirm_inlevering,
    format_geweigerd_van,
    hand_in,
    read_inlevering,
    undo_inlevering,
)
from vsv.portaal.aanmelden.formulier import Bestandformulier
from vsv.portaal.aanmelden.views import as_download, new_form, show_doors
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht

_TOON_HOOGSTENS = 100
_mag = vereist(Recht.AANMELDEN)


@_mag
@require_http_methods(["GET", "POST"])
def inleveren(request: Verzoek) -> HttpResponseBase:
    """Take a file, and go on to what would become of it."""
    if request.method != "POST":
        return redirect("aanmelden")
    form = Bestandformulier(request.POST, request.FILES)
    if form.is_valid():
        bestand = form.cleaned_data["bestand"]
        try:
            uuid = hand_in(request.wie, bestand.name, bestand.read(), aanmelddatum=form.cleaned_data["datum"])
        except InvoerFout as e:
            for fout in e.fouten[:10]:
                form.add_error("bestand", str(fout))
        else:
            return redirect("aanmelden-bestand", uuid)
    return show_doors(request, new_form(request), form)


@_mag
@require_http_methods(["GET", "POST"])
def bekijken(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Show what would become of a file, and do it; then show what has become of it."""
    try:
        if request.method == "POST":
            confirm_inlevering(request.wie, uuid, vandaag=vandaag())
            return redirect("aanmelden-bestand", uuid)
        inlevering = read_inlevering(request.wie, uuid, vandaag=vandaag())
    except InvoerFout as e:
        return _gone(request, e)
    template = "voorvertoning" if inlevering.voorvertoning else "overgenomen"
    return render(request, f"portaal/aanmelden/{template}.html", _describe(inlevering) | {"uuid": uuid})


@_mag
@require_GET
def geweigerd(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Give the refused rows back, in the form in which they came."""
    try:
        return as_download(*format_geweigerd_van(request.wie, uuid, vandaag=vandaag()))
    except InvoerFout as e:
        return _gone(request, e)


@_mag
@require_http_methods(["GET", "POST"])
def terugdraaien(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Sign off again all who were signed up by a file, after asking once."""
    try:
        inlevering = read_inlevering(request.wie, uuid, vandaag=vandaag())
        if inlevering.voorvertoning:  # there is nothing to undo yet
            return redirect("aanmelden-bestand", uuid)
        if request.method != "POST":
            return render(request, "portaal/aanmelden/terugdraaien.html", {"inlevering": inlevering, "uuid": uuid})
        aantal = undo_inlevering(request.wie, uuid, vandaag=vandaag())
    except InvoerFout as e:
        return _gone(request, e)
    told = ngettext("U volgt %(n)s jongere niet meer.", "U volgt %(n)s jongeren niet meer.", aantal)
    messages.success(request, told % {"n": aantal} + " " + _("De reden is: onterecht aangemeld."))
    return redirect("aanmelden")


def _describe(inlevering: Inlevering) -> dict[str, object]:
    uitslag = inlevering.uitslag
    context: dict[str, object] = {
        "uitslag": uitslag,
        "rijen": uitslag.nieuw + uitslag.al_bekend + uitslag.vervallen + uitslag.geweigerd,
        "bewaar": BEWAAR_MINUTEN,
        "hoogstens": _TOON_HOOGSTENS,
    }
    if inlevering.voorvertoning:
        getoond = inlevering.voorvertoning
        fouten = getoond.fouten.group_by("rij", maintain_order=True).agg("kolom", "reden").head(_TOON_HOOGSTENS)
        wijkt_af = getoond.al_bekend.filter("wijkt_af")
        context |= {
            "naam": getoond.bestand.naam,
            "fouten": [row | {"kolommen": ", ".join(dict.fromkeys(row["kolom"]))} for row in fouten.to_dicts()],
            "wijkt_af": wijkt_af.head(_TOON_HOOGSTENS).to_dicts(),
            "wijkt_af_aantal": wijkt_af.height,
        }
    return context


def _gone(request: Verzoek, fault: InvoerFout) -> HttpResponse:
    return render(request, "portaal/aanmelden/weg.html", {"fouten": fault.fouten}, status=404)
