"""What one does from the werklijst: set a mark, take people along as a file, keep a filter."""

from collections.abc import Sequence
from urllib.parse import urlsplit
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import Merk, Merkreden, describe_merk, set_opvolging, undo_opvolging
from vsv.portaal.kader.bestand import send
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.werklijst.beeld import make_merken, name_vlaggen
from vsv.portaal.werklijst.vraag import read_keuze, write_vraag
from vsv.rapport.service import Werkkeuze, open_werklijst, read_werklijst, remove_filter, save_filter
from vsv.toegang.service import Recht


@vereist(Recht.JONGEREN_INZIEN)
@require_POST
def opvolgen(request: Verzoek) -> HttpResponse:
    """Set a mark on one jongere or on a selection; what happened can be undone from the message about it."""
    people = _people(request)
    merk, reden = _mark(request.POST.get("merk", ""))
    back = request.POST.get("ongedaan") == "ja"
    count = (undo_opvolging if back else set_opvolging)(request.wie, people, merk, reden)
    if request.htmx and len(people) == 1:
        page = read_werklijst(request.wie, Werkkeuze(uuids=[str(people[0])]), vandaag=vandaag())
        rows = [row | {"letop": name_vlaggen(row["vlaggen"])} for row in page.regels.to_dicts()]
        return render(request, "portaal/werklijst/rij.html", {"rij": rows[0], "merken": make_merken()})
    if back:
        messages.success(request, ngettext("Bij %(n)s jongere is het merk terug.",
                                           "Bij %(n)s jongeren is het merk terug.", count) % {"n": count})  # fmt: skip
    else:
        said = ngettext("%(aantal)s jongere: %(merk)s.", "%(aantal)s jongeren: %(merk)s.", count)
        words = said % {"aantal": count, "merk": describe_merk(merk, reden)}
        messages.success(request, _with_undo(request, words, people))
    return redirect(_back(request))


def _with_undo(request: Verzoek, words: str, people: Sequence[UUID]) -> SafeString:
    """Return what happened, with the button that takes it back."""
    kept = {name: request.POST.get(name, "") for name in ("merk", "vraag", "terug")}
    return render_to_string("portaal/werklijst/ongedaan.html", {"gezegd": words, "jongeren": people, **kept}, request)


@vereist(Recht.RAPPORTEN)
@require_POST
def bestand(request: Verzoek) -> HttpResponseBase:
    """Hand out the selection as a file, or everyone of the list as it is filtered when nobody is selected."""
    chosen = request.POST.getlist("jongere")
    keuze = Werkkeuze(uuids=[str(uuid) for uuid in _people(request)]) if chosen else read_keuze(_query(request))
    return send(open_werklijst(request.wie, keuze, request.POST.get("formaat", ""), vandaag=vandaag()))


@vereist(Recht.JONGEREN_INZIEN)
@require_POST
def bewaar_filter(request: Verzoek) -> HttpResponse:
    """Keep the filters of now under a name."""
    vraag = write_vraag(read_keuze(_query(request)))
    try:
        save_filter(request.wie, request.POST.get("naam", ""), vraag)
    except InvoerFout as e:
        messages.error(request, f"{e.fouten[0].reden} {e.fouten[0].advies}")
    else:
        messages.success(request, _("Het filter is bewaard."))
    return redirect(f"{reverse('werklijst')}?{vraag}")


@vereist(Recht.JONGEREN_INZIEN)
@require_POST
def verwijder_filter(request: Verzoek) -> HttpResponse:
    """Keep a filter no longer."""
    naam = request.POST.get("naam", "")
    remove_filter(request.wie, naam)
    messages.success(request, format_html(_("Het filter '{}' is weg."), naam))
    return redirect("werklijst")


def _people(request: Verzoek) -> Sequence[UUID]:
    try:
        people = [UUID(text) for text in request.POST.getlist("jongere")]
    except ValueError:
        people = []
    if not people:
        raise InvoerFout(Fout("NIEMAND_GEKOZEN", "U hebt niemand gekozen.", "", "Zet een vinkje bij een jongere."))
    return people


def _mark(text: str) -> tuple[Merk, Merkreden | None]:
    merk, _colon, reden = text.partition(":")
    try:
        return Merk(merk), Merkreden(reden) if reden else None
    except ValueError:
        raise InvoerFout(Fout("MERK_ONBEKEND", "Kies hoe ver u bent met deze jongere.", "merk")) from None


def _query(request: Verzoek) -> QueryDict:
    return QueryDict(request.POST.get("vraag", ""))


def _back(request: Verzoek) -> str:
    """Return the page somebody comes from, when it is one of the list or of a jongere."""
    path = urlsplit(request.POST.get("terug", "")).path
    if path.startswith("/jongeren/"):
        return path
    return f"{reverse('werklijst')}?{write_vraag(read_keuze(_query(request)))}"
