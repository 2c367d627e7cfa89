"""Asking what other rules would change, its figures, examples to check, and keeping it as a proposal."""

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vsv.domein.fouten import InvoerFout
from vsv.domein.nummers import mask_bsn
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.rapporten.beeld import VOLGORDE, code_in_address, describe_counts, describe_move, make_matrix
from vsv.portaal.watals.formulier import Bewaarformulier, Watalsformulier, add_faults
from vsv.portaal.watals.tekening import BREED, SMAL, draw
from vsv.rapport.service import (
    VLAGGEN,
    Doorrekening,
    WatAls,
    format_aantal,
    keep_doorrekening,
    read_begin,
    read_doorrekening,
    read_voorbeelden,
    remove_voorstel,
    request_wat_als,
)
from vsv.toegang.service import Recht

_CODES: Final = {code_in_address(nummer): nummer for nummer in VOLGORDE}


@vereist(Recht.STATISTIEK)
@require_http_methods(["GET", "POST"])
def begin(request: Verzoek) -> HttpResponseBase:
    """Show what can become different, or ask for it to be counted."""
    found = read_begin(request.wie)
    choices: dict[str, Any] = {"regelset": found.regelset, "voorstellen": found.voorstellen}
    if request.method == "POST":
        form = Watalsformulier(request.POST, **choices)
        if form.is_valid() and (asked := _ask(request, form)):
            return redirect("wat-als-uitkomst", uuid=asked)
    else:
        form = Watalsformulier(initial={"peildatum": found.peildatum}, **choices)
    context = {"form": form, "begin": found}
    return render(request, "portaal/watals/begin.html", context, status=400 if form.errors else 200)


def _ask(request: Verzoek, form: Watalsformulier) -> UUID | None:
    """Ask for it to be counted; what is wrong goes to its field."""
    chosen = form.cleaned_data
    try:
        return request_wat_als(
            request.wie,
            peildatum=chosen["peildatum"],
            overlay=form.overlay(),
            nu=chosen["nu"] or None,
            dan=chosen["dan"] or chosen["nu"] or None,
        )
    except InvoerFout as e:
        form.add_faults(e)
        return None


@vereist(Recht.STATISTIEK)
@require_GET
def uitkomst(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show the figures of a request, or that they are not there yet."""
    return _show(request, _find(request, uuid), Bewaarformulier())


@vereist(Recht.STATISTIEK)
@require_POST
def bewaar(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Keep the rules of a request as a proposal."""
    asked = _find(request, uuid)
    form = Bewaarformulier(request.POST)
    if form.is_valid():
        try:
            keep_doorrekening(request.wie, uuid, form.cleaned_data["naam"], form.cleaned_data["toelichting"])
        except InvoerFout as e:
            add_faults(form, e)
        else:
            messages.success(request, _("Het voorstel is bewaard. Er verandert niets aan uw rapporten."))
            return redirect("wat-als")
    return _show(request, asked, form)


@vereist(Recht.STATISTIEK)
@require_POST
def voorstel_weg(request: Verzoek) -> HttpResponseBase:
    """Remove a proposal of one's own."""
    try:
        remove_voorstel(request.wie, request.POST.get("naam", ""))
    except InvoerFout:
        messages.error(request, _("Dit voorstel is er niet meer, of het geldt al."))
    else:
        messages.success(request, _("Het voorstel is verwijderd."))
    return redirect("wat-als")


@vereist(Recht.JONGEREN_INZIEN)
@require_GET
def voorbeelden(request: Verzoek, uuid: UUID) -> HttpResponse:
    """Show some of who would move, with what both rule sets say of them; each of them is logged."""
    van, naar = (_read_code(request.GET.get(name, "")) for name in ("uit", "in"))
    try:
        asked, found = read_voorbeelden(request.wie, uuid, van=van, naar=naar)
    except InvoerFout as e:
        raise Http404 from e
    context = {
        "asked": asked,
        "kop": describe_move(van, naar) if van is not None and naar is not None else _("Voorbeelden"),
        "bekeken": found.bekeken,
        "gevolgd": found.gevolgd,
        "regels": [{**row, "bsn": mask_bsn(row["bsn"])} for row in found.regels.to_dicts()],
    }
    return render(request, "portaal/watals/voorbeelden.html", context)


def _find(request: Verzoek, uuid: UUID) -> Doorrekening:
    try:
        return read_doorrekening(request.wie, uuid)
    except InvoerFout as e:
        raise Http404 from e


def _show(request: Verzoek, asked: Doorrekening, form: Bewaarformulier) -> HttpResponse:
    context: dict[str, Any] = {"asked": asked, "form": form, "mag_bewaren": not asked.dan.naam}
    if asked.wat_als:
        context |= describe(asked.wat_als)
    return render(request, "portaal/watals/uitkomst.html", context, status=400 if form.errors else 200)


def describe(wat_als: WatAls) -> dict[str, Any]:
    """Return what the page shows of the figures."""
    return {
        "cijfers": wat_als,
        "nieuws": tell_moved(wat_als),
        "tellingen": describe_counts(wat_als.aantallen_dan, wat_als.aantallen_nu),
        "matrix": make_matrix(dict(wat_als.verplaatsingen.items())),
        "tekeningen": [("breed", draw(wat_als, BREED)), ("klein", draw(wat_als, SMAL))] if wat_als.totaal else [],
        "vlaggen": [(VLAGGEN[vlag], nu, dan) for vlag, (nu, dan) in wat_als.vlaggen.items() if nu != dan],
    }


def tell_moved(wat_als: WatAls) -> str:
    """Return in a sentence how many would stand in another priority."""
    if not wat_als.totaal:
        return _("Op deze dag volgde u niemand.")
    if not wat_als.verplaatst:
        return _("Niemand zou in een andere prioriteit staan.")
    words = ngettext(
        "%(aantal)s van de %(totaal)s jongeren zou in een andere prioriteit staan.",
        "%(aantal)s van de %(totaal)s jongeren zouden in een andere prioriteit staan.",
        wat_als.verplaatst,
    )
    return words % {"aantal": format_aantal(wat_als.verplaatst), "totaal": format_aantal(wat_als.totaal)}


def _read_code(code: str) -> int | None:
    if code and code not in _CODES:
        raise Http404
    return _CODES.get(code)
