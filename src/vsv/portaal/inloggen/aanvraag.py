"""The form with which the first gebruikersbeheerder asks for access for an organisation."""

from typing import Any

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from vsv.domein.fouten import InvoerFout
from vsv.domein.gemeenten import gemeenten, regios
from vsv.portaal.inloggen.views import gezien
from vsv.portaal.kader.toegang import publiek
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Gegevens, submit_aanvraag


class Aanvraagformulier(forms.Form):
    """What the operator needs to know to decide."""

    soort = forms.ChoiceField(
        label=_("Wat voor organisatie is het?"),
        choices=[("doorstroompunt", _("Een Doorstroompunt")), ("gemeente", _("Een gemeente"))],
        widget=forms.RadioSelect,
    )
    organisatienaam = forms.CharField(label=_("Hoe heet uw organisatie?"), max_length=200)
    regio = forms.TypedChoiceField(
        label=_("In welke regio ligt zij?"),
        coerce=int,
        choices=lambda: [("", _("Kies een regio")), *((r.nummer, r.naam) for r in regios().values())],
    )
    gemeentecode = forms.ChoiceField(
        label=_("Welke gemeente is het?"),
        help_text=_("Alleen als u voor een gemeente aanvraagt."),
        required=False,
        choices=lambda: [
            ("", _("Geen gemeente")),
            *sorted(((g.code, g.naam) for g in gemeenten().values()), key=lambda pair: pair[1]),
        ],
    )
    naam = forms.CharField(label=_("Wat is uw naam?"), max_length=100, widget=forms.TextInput({"autocomplete": "name"}))
    emailadres = forms.CharField(
        label=_("Wat is uw e-mailadres op het werk?"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    telefoon = forms.CharField(
        label=_("Op welk nummer kunnen wij u bellen?"),
        max_length=30,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        """Leave the gemeente out for a Doorstroompunt."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("soort") == "doorstroompunt":
            cleaned["gemeentecode"] = ""
        return cleaned


@publiek
@require_http_methods(["GET", "POST"])
def aanvragen(request: Verzoek) -> HttpResponseBase:
    """Show the form, and take it."""
    seen = gezien(request)
    if seen is None:
        return redirect("inloggen")
    form = Aanvraagformulier(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        gegevens = Gegevens(**form.cleaned_data | {"gemeentecode": form.cleaned_data["gemeentecode"] or None})
        try:
            submit_aanvraag(seen.identiteit, gegevens)
        except InvoerFout as e:
            for fout in e.fouten:
                form.add_error(fout.plaats, fout.reden)
        else:
            return render(request, "portaal/inloggen/aangevraagd.html", {"gegevens": gegevens})
    context = {"form": form, "identiteit": seen.identiteit}
    return render(request, "portaal/inloggen/aanvragen.html", context, status=400 if form.errors else 200)
