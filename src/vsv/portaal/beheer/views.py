"""What is stuck, what came in, how the sources and the jobs are doing, and by which rules is computed."""

from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vsv.beheer.service import STATUSSEN, describe_bron, list_regelsets, list_taken, read_current_stand, show_steps
from vsv.bronnen.service import list_leveringen, read_leveringverslag
from vsv.portaal.beheer.deelmenu import mag, show
from vsv.portaal.kader.getal import parse_nummer
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import list_aanvragen

DAGEN: Final = 7
"""Of how many days to show what came of the questions."""
PER_PAGINA: Final = 25

_GROEPEN: Final = {
    "mislukt": (_("Mislukt"), ("failed", "aborted")),
    "open": (_("Wacht of bezig"), ("todo", "doing", "aborting")),
    "klaar": (_("Klaar"), ("succeeded", "cancelled")),
}


@mag
@require_GET
def overzicht(request: Verzoek) -> HttpResponse:
    """Show what is stuck, with what to do about it; then how everything else is doing, in a sentence each."""
    stand = read_current_stand(request.wie, dagen=1)
    return show(request, "overzicht", "beheer", stand=stand, aanvragen=len(list_aanvragen(request.wie)))


@mag
@require_GET
def leveringen(request: Verzoek) -> HttpResponse:
    """Show what came in, the latest first."""
    voor = parse_nummer(request.GET.get("voor"))
    found = list_leveringen(request.wie, aantal=PER_PAGINA + 1, voor=voor)
    shown = found[:PER_PAGINA]
    volgende = shown[-1].levering if len(found) > PER_PAGINA else None
    return show(request, "leveringen", "beheer-leveringen", verslagen=shown, volgende=volgende, verder=voor is not None)


@mag
@require_GET
def levering(request: Verzoek, nummer: int) -> HttpResponse:
    """Show what became of a levering: counts, and why rows were refused; not what was in them."""
    verslag = read_leveringverslag(request.wie, nummer)
    return show(request, "levering", "beheer-leveringen", verslag=verslag)


@mag
@require_GET
def bronnen(request: Verzoek) -> HttpResponse:
    """Show how fresh each source is, and which questions are open."""
    stand = read_current_stand(request.wie, dagen=DAGEN)
    shown = [(bron, describe_bron(bron)) for bron in stand.bronnen]
    return show(request, "bronnen", "beheer-bronnen", stand=stand, bronnen=shown)


@mag
@require_GET
def taken(request: Verzoek) -> HttpResponse:
    """Show the steps of the day, and the jobs in the queue."""
    asked = request.GET.get("status", "")
    groep = asked if asked in _GROEPEN else "mislukt"
    stand = read_current_stand(request.wie, dagen=1)
    voor = parse_nummer(request.GET.get("voor"))
    found = list_taken(request.wie, statussen=_GROEPEN[groep][1], voor=voor, aantal=PER_PAGINA + 1)
    shown = found[:PER_PAGINA]
    return show(
        request,
        "taken",
        "beheer-taken",
        stand=stand,
        stappen=show_steps(stand.verloop),
        groepen=[(code, naam) for code, (naam, _statussen) in _GROEPEN.items()],
        groep=groep,
        taken=[(taak, STATUSSEN[taak.status]) for taak in shown],
        volgende=shown[-1].nummer if len(found) > PER_PAGINA else None,
        verder=voor is not None,
    )


@mag
@require_GET
def regels(request: Verzoek) -> HttpResponse:
    """Show the rule sets with every parameter, where it comes from and why."""
    regelsets = list_regelsets(request.wie, vandaag())
    return show(request, "regels", "beheer-regels", regelsets=regelsets)
