"""Any two weekly reports beside each other."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from vsv.domein.fouten import InvoerFout
from vsv.portaal.kader.taal import dag_tekst
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.verzoek import Verzoek
from vsv.portaal.rapporten.beeld import (
    describe_counts,
    describe_difference,
    describe_period,
    make_matrix,
    tell_largest,
    tell_moves,
)
from vsv.rapport.service import Tweeweken, compare_rapporten, read_trend
from vsv.toegang.service import Recht

HOOGSTENS = 520
"""Weeks to choose from: ten years."""


class Vergelijkformulier(forms.Form):
    """Two weeks to choose."""

    van = forms.TypedChoiceField(label=_("Het oudste rapport"), coerce=date.fromisoformat)
    naar = forms.TypedChoiceField(label=_("Het nieuwste rapport"), coerce=date.fromisoformat)

    def __init__(self, data: dict[str, str], dagen: Sequence[date]) -> None:
        super().__init__(data)
        choices = [(dag.isoformat(), dag_tekst(dag, weekdag=True)) for dag in dagen]
        for name in ("van", "naar"):
            field = self.fields[name]
            field.choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them
            field.error_messages["invalid_choice"] = _("Van deze dag is er geen rapport. Kies een dag uit de lijst.")


@vereist(Recht.STATISTIEK)
@require_GET
def vergelijk(request: Verzoek) -> HttpResponse:
    """Show two weeks to choose, and what differs; without a choice the last two."""
    days = read_trend(request.wie, weken=HOOGSTENS)["peildatum"].to_list()[::-1]
    if len(days) < 2:
        return render(request, "portaal/rapporten/vergelijk.html", {"te_weinig": True})
    last_two = {"van": days[1].isoformat(), "naar": days[0].isoformat()}
    form = Vergelijkformulier({name: request.GET.get(name) or last_two[name] for name in last_two}, days)
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            context |= describe(compare_rapporten(request.wie, form.cleaned_data["van"], form.cleaned_data["naar"]))
        except InvoerFout as e:
            form.add_error("van", " ".join(f"{fout.reden} {fout.advies}" for fout in e.fouten))
    return render(request, "portaal/rapporten/vergelijk.html", context, status=400 if form.errors else 200)


def describe(weken: Tweeweken) -> dict[str, Any]:
    """Return what the page shows of two weeks."""
    period = describe_period(weken.van.run.peildatum, weken.naar.run.peildatum)
    return {
        "weken": weken,
        "nieuws": f"{tell_moves(weken.verplaatsingen, period)} {tell_largest(weken.verplaatsingen)}",
        "tellingen": describe_counts(weken.naar.aantallen, weken.van.aantallen),
        "verschil": describe_difference(weken.naar.totaal - weken.van.totaal),
        "matrix": make_matrix(weken.verplaatsingen),
        "zonder_regel": weken.zonder_regel,
    }
