"""Aanmelden: two doors, one jongere or a file."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import Uitkomst, check_aanmelding, has_aanmeldingen, make_voorbeeld, meld_aan, set_gemeente
from vsv.portaal.aanmelden.formulier import Aanmeldformulier, Bestandformulier
from vsv.portaal.aanmelden.velden import add_faults
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht

_SOORTEN = {
    "csv": "text/csv; charset=utf-8",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@vereist(Recht.AANMELDEN)
@require_http_methods(["GET", "POST"])
def aanmelden(request: Verzoek) -> HttpResponseBase:
    """Show both doors, and take the form about one jongere."""
    form = new_form(request, request.POST if request.method == "POST" else None)
    if form.is_bound and (uitkomst := _sign_up(request, form)):
        _tell(request, uitkomst)
        return redirect("aanmelden")
    return show_doors(request, form, Bestandformulier())


def new_form(request: Verzoek, data: QueryDict | None = None) -> Aanmeldformulier:
    """Return the form about one jongere, for the organisation of who asks."""
    if request.wie.organisatie is None:
        raise Http404
    return Aanmeldformulier(data, bij=request.wie.organisatie)


def show_doors(request: Verzoek, form: Form, bestandform: Form) -> HttpResponse:
    """Return the page with both doors, and what is wrong with the form that was sent."""
    fout = next((f for f in (form, bestandform) if f.errors), None)
    context = {
        "form": fout,
        "een": form,
        "bestand": bestandform,
        "leeg": not has_aanmeldingen(request.wie),
        "soorten": list(_SOORTEN),
    }
    return render(request, "portaal/aanmelden/aanmelden.html", context, status=400 if fout else 200)


@vereist(Recht.AANMELDEN)
@require_GET
def voorbeeld(request: Verzoek, soort: str) -> HttpResponse:  # noqa: ARG001  # every view gets it
    """Give a template to fill in."""
    return as_download(f"jongeren-aanmelden.{soort}", make_voorbeeld(soort))  # type: ignore[arg-type]  # by its address


@vereist(Recht.AANMELDEN, Recht.JONGEREN_INZIEN)
@require_GET
def beginnen(request: Verzoek) -> HttpResponse:
    """Walk a new organisation through the three steps to its first report."""
    return render(request, "portaal/aanmelden/beginnen.html", {"soorten": list(_SOORTEN)})


def as_download(naam: str, inhoud: bytes) -> HttpResponse:
    """Return a file as an answer."""
    response = HttpResponse(inhoud, content_type=_SOORTEN[naam.rpartition(".")[2]])
    response.headers["Content-Disposition"] = f'attachment; filename="{naam}"'
    return response


def _sign_up(request: Verzoek, form: Aanmeldformulier) -> Uitkomst | None:
    """Sign up whom the form is about; None, and every fault in the form at once, when it can't be."""
    goed = form.is_valid()
    gemeente = form.cleaned_data.pop("gemeente", "")
    if not goed:
        gegeven = {veld: form.cleaned_data.get(veld) for veld in form.fields if veld != "gemeente"}
        add_faults(form, check_aanmelding(request.wie, vandaag=vandaag(), **gegeven))
        return None
    try:
        uitkomst = meld_aan(request.wie, vandaag=vandaag(), **form.cleaned_data)
    except InvoerFout as e:
        add_faults(form, e.fouten)
        return None
    if gemeente and uitkomst.jongere:
        set_gemeente(request.wie, UUID(uitkomst.jongere), gemeente)
    return uitkomst


def _tell(request: Verzoek, uitkomst: Uitkomst) -> None:
    if uitkomst.code == "AL_BEKEND":
        messages.info(request, _("Er is niets gewijzigd.") + f" {uitkomst.zin}")
    elif uitkomst.jongere is None:
        messages.success(request, uitkomst.zin)
    else:
        address = reverse("afmelden-jongere", args=[uitkomst.jongere]) + "?reden=ONTERECHT"
        undo = _("Vergissing? Meld deze jongere weer af.")
        messages.success(request, format_html('{} <a href="{}">{}</a>', uitkomst.zin, address, undo))
