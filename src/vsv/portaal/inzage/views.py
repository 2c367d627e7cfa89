"""The pages on which a privacy officer makes an inzage. Nothing about the person is shown: it stands in the file."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vsv.domein.fouten import InvoerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import Logkeuze, search_in_logboek
from vsv.portaal.kader.bestand import send_bytes
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.logboek.formulier import Zoekformulier
from vsv.rapport.service import INZAGEFORMATEN, check_inzageformaat, read_inzage, render_inzage
from vsv.toegang.service import Recht

_mag = vereist(Recht.LOGBOEK_LEZEN)


@_mag
@require_http_methods(["GET", "POST"])
def inzage(request: Verzoek) -> HttpResponseBase:
    """Ask about whom it is."""
    form = Zoekformulier(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            found = search_in_logboek(request.wie, form.keuze())
        except InvoerFout as e:
            form.add_faults(e)
        else:
            return redirect("inzage-persoon", uuid=found.uuid)
    return render(request, "portaal/inzage/inzage.html", {"form": form}, status=400 if form.errors else 200)


@_mag
@require_GET
def persoon(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Say about whom the file will be, masked, and what will be in it."""
    over = search_in_logboek(request.wie, Logkeuze(uuid=uuid))
    return render(request, "portaal/inzage/persoon.html", {"over": over})


@_mag
@require_POST
def bestand(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Make the file and hand it out."""
    formaat = request.POST.get("formaat", "pdf")
    check_inzageformaat(formaat)
    made = read_inzage(request.wie, uuid=uuid)
    naam = f"inzage-{dag_van(made.gemaakt_op)}.{formaat}"
    return send_bytes(render_inzage(made, formaat), naam, INZAGEFORMATEN[formaat])
