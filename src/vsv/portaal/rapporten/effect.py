"""The figures of a school year for the effectrapportage, and taking them along."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from vsv.domein.fouten import InvoerFout
from vsv.portaal.kader.bestand import send
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.rapport.service import EFFECTFORMATEN, Schooljaar, describe_effect, list_schooljaren, open_effect, read_effect
from vsv.toegang.service import Recht


@vereist(Recht.STATISTIEK)
@require_GET
def effect(request: Verzoek) -> HttpResponse:
    """Show the figures of a school year, the latest when none is chosen."""
    years = list_schooljaren(request.wie)
    chosen = request.GET.get("schooljaar", "")
    year = _read_year(chosen) if chosen else next(iter(years), None)
    found = read_effect(request.wie, year) if year else []
    context = {
        "jaren": years,
        "jaar": year,
        "effect": found[0] if found else None,
        "cijfers": list(describe_effect(found[0])) if found else [],
        "formaten": EFFECTFORMATEN,
    }
    return render(request, "portaal/rapporten/effect.html", context, status=200 if found or not chosen else 404)


@vereist(Recht.STATISTIEK)
@require_GET
def download(request: Verzoek, schooljaar: str, formaat: str) -> HttpResponseBase:
    """Hand out the figures of a school year, in which nobody is."""
    year = _read_year(schooljaar)
    if formaat not in EFFECTFORMATEN or year not in list_schooljaren(request.wie):
        raise Http404
    return send(open_effect(request.wie, year, formaat))


def _read_year(text: str) -> Schooljaar:
    try:
        return Schooljaar.parse(text)
    except InvoerFout as e:
        raise Http404 from e
