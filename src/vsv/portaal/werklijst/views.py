"""The page of the werklijst, and searching somebody."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.werklijst.beeld import SORTERINGEN, make_filters, make_merken, name_vlaggen
from vsv.portaal.werklijst.vraag import count_chosen, read_keuze, write_vraag
from vsv.rapport.service import (
    WERKLIJSTFORMATEN,
    Werkpagina,
    count_werklijst,
    list_filters,
    read_werklijst,
    search_werklijst,
)
from vsv.toegang.service import Recht


@vereist(Recht.JONGEREN_INZIEN)
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show a page of the list, with the filters beside it."""
    keuze = read_keuze(request.GET)
    page = read_werklijst(request.wie, keuze, vandaag=vandaag())
    tellingen = count_werklijst(request.wie, vandaag=vandaag())
    chosen, here = write_vraag(keuze), reverse("werklijst")
    context = {
        **_describe(page),
        "keuze": keuze,
        "gekozen": count_chosen(keuze),
        "filters": make_filters(keuze, tellingen),
        "totaal": sum(tellingen["prioriteit"].values()),
        "sorteringen": SORTERINGEN.items(),
        "bewaard": [(naam, f"{here}?{vraag}") for naam, vraag in list_filters(request.wie).items()],
        "vraag": chosen,
        "vorige": f"{here}?{write_vraag(keuze, voor=page.vorige)}" if page.vorige else "",
        "volgende": f"{here}?{write_vraag(keuze, na=page.volgende)}" if page.volgende else "",
    }
    return render(request, "portaal/werklijst/lijst.html", context)


@vereist(Recht.JONGEREN_INZIEN)
@require_POST
def zoeken(request: Verzoek) -> HttpResponse:
    """Show who has this BSN or kenmerk; one who is found alone is shown at once. It never stands in an address."""
    sought = request.POST.get("zoek", "").strip()
    if not sought:
        return redirect("werklijst")
    page = search_werklijst(request.wie, sought, vandaag=vandaag())
    if page.aantal == 1:
        return redirect("jongere", uuid=page.regels["uuid"].item())
    return render(request, "portaal/werklijst/gezocht.html", _describe(page))


def _describe(page: Werkpagina) -> dict[str, Any]:
    rows = [row | {"letop": name_vlaggen(row["vlaggen"])} for row in page.regels.to_dicts()]
    return {"pagina": page, "regels": rows, "merken": make_merken(), "formaten": WERKLIJSTFORMATEN}
