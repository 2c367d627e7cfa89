"""The organisations that use the service, in numbers, and for which rechtspersonen their people log in."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from vsv.beheer.service import Organisatiestand, list_organisatiestanden
from vsv.domein.fouten import InvoerFout
from vsv.domein.gemeenten import regios
from vsv.portaal.beheer.deelmenu import mag, show
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import link_rechtspersoon, list_rechtspersonen

_HIER = "beheer-organisaties"


class Rechtspersoonformulier(forms.Form):
    """A number in eHerkenning."""

    soort = forms.ChoiceField(
        label=gettext_lazy("Wat voor nummer is het?"),
        choices=[("KVK", gettext_lazy("KvK-nummer, 8 cijfers")), ("RSIN", gettext_lazy("RSIN, 9 cijfers"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Kies wat voor nummer het is.")},
    )
    nummer = forms.CharField(
        label=gettext_lazy("Welk nummer?"),
        max_length=20,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric"}),
    )


@mag
@require_GET
def lijst(request: Verzoek) -> HttpResponse:
    """Show all organisations with their numbers."""
    standen = [(stand, _regio(stand)) for stand in list_organisatiestanden(request.wie)]
    return show(request, "organisaties", _HIER, organisaties=standen)


@mag
@require_http_methods(["GET", "POST"])
def organisatie(request: Verzoek, oin: str) -> HttpResponseBase:
    """Show one organisation, and link a rechtspersoon to it."""
    stand = _find(request, oin)
    form = Rechtspersoonformulier(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        soort, nummer = form.cleaned_data["soort"], form.cleaned_data["nummer"].strip()
        try:
            link_rechtspersoon(request.wie.voor(stand.organisatie), soort, nummer)
        except InvoerFout as e:
            form.add_error("nummer", e.fouten[0].reden)
        else:
            messages.success(request, _("Wie inlogt voor dit nummer, kan hier nu een rol krijgen."))
            return redirect("beheer-organisatie", oin=oin)
    return show(
        request,
        "organisatie",
        _HIER,
        status=400 if form.errors else 200,
        stand=stand,
        regio=_regio(stand),
        rechtspersonen=list_rechtspersonen(request.wie).get(stand.organisatie.id, ()),
        form=form,
    )


def _find(request: Verzoek, oin: str) -> Organisatiestand:
    for stand in list_organisatiestanden(request.wie):
        if stand.organisatie.oin == oin:
            return stand
    raise Http404


def _regio(stand: Organisatiestand) -> str:
    regio = regios().get(stand.organisatie.regio)
    return regio.naam if regio else ""
