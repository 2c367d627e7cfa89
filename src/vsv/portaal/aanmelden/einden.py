"""Afmelden and overdragen: of one jongere, found by BSN or from a page about that person, or of a selection.

A page asks once, in words, for none of it can be undone. Who is meant stands in it by uuid, never by BSN.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import polars as pl
from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import Afmeldreden, draag_allen_over, find_by_bsn, meld_allen_af, read_gekozen
from vsv.portaal.aanmelden.velden import Bsnveld, Datumveld, add_faults
from vsv.portaal.kader.toegang import vereist
from vsv.portaal.kader.vandaag import vandaag
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht, list_organisaties

REDENEN = {
    Afmeldreden.STARTKWALIFICATIE: _("De jongere heeft een startkwalificatie"),
    Afmeldreden.INGESCHREVEN: _("De jongere gaat weer naar school"),
    Afmeldreden.WERK: _("De jongere heeft werk en heeft ons niet meer nodig"),
    Afmeldreden.VERHUISD: _("De jongere is verhuisd naar een andere regio"),
    Afmeldreden.VERTROKKEN: _("De jongere is naar het buitenland vertrokken"),
    Afmeldreden.OVERLEDEN: _("De jongere is overleden"),
    Afmeldreden.ONTERECHT: _("De jongere was onterecht aangemeld"),
    Afmeldreden.ANDERS: _("Iets anders"),
}
_mag = vereist(Recht.AANMELDEN)


class Zoekformulier(forms.Form):
    """Whom it is about."""

    bsn = Bsnveld()


class Afmeldformulier(forms.Form):
    """Why and since when."""

    reden = forms.ChoiceField(
        label=_("Waarom meldt u af?"),
        choices=[(code.value, label) for code, label in REDENEN.items()],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een reden.")},
    )
    datum = Datumveld(
        label=_("Vanaf welke dag?"),
        help_text=_("De eerste dag waarop u de jongere niet meer volgt."),
        ontbreekt=_("Vul de datum in."),
    )

    def carry_out(self, request: Verzoek, jongeren: Sequence[str]) -> pl.DataFrame:
        """Do it, and return what became of each; see `meld_allen_af`."""
        reden, datum = Afmeldreden(self.cleaned_data["reden"]), self.cleaned_data["datum"]
        return meld_allen_af(request.wie, jongeren, afmelddatum=datum, reden=reden, vandaag=vandaag())


class Overdraagformulier(forms.Form):
    """To whom and since when."""

    organisatie = forms.ChoiceField(
        label=_("Aan welke organisatie?"),
        help_text=_("Staat de organisatie er niet bij? Dan gebruikt zij VSV-monitor niet. Meld de jongere dan af."),
        error_messages={"required": _("Kies een organisatie.")},
    )
    datum = Datumveld(
        label=_("Vanaf welke dag?"),
        help_text=_("De eerste dag waarop de andere organisatie de jongere volgt."),
        ontbreekt=_("Vul de datum in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisaties = {o.oin: o for o in list_organisaties()}
        choices = sorted(((o.oin, o.naam) for o in self.organisaties.values()), key=lambda choice: choice[1])
        self.fields["organisatie"].choices = [("", gettext("Kies een organisatie")), *choices]  # type: ignore[attr-defined]  # a ChoiceField has them

    def carry_out(self, request: Verzoek, jongeren: Sequence[str]) -> pl.DataFrame:
        """Do it, and return what became of each; see `draag_allen_over`."""
        naar, datum = self.organisaties[self.cleaned_data["organisatie"]], self.cleaned_data["datum"]
        return draag_allen_over(request.wie, jongeren, naar=naar, datum=datum, vandaag=vandaag())


Formulier = type[Afmeldformulier] | type[Overdraagformulier]


@_mag
@require_http_methods(["GET", "POST"])
def afmelden(request: Verzoek) -> HttpResponseBase:
    """Ask by BSN who is to be signed off."""
    return _ask_who(request, "afmelden")


@_mag
@require_http_methods(["GET", "POST"])
def overdragen(request: Verzoek) -> HttpResponseBase:
    """Ask by BSN who is to be handed over."""
    return _ask_who(request, "overdragen")


@_mag
@require_http_methods(["GET", "POST"])
def afmelden_jongere(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Ask why and since when about one jongere, and sign off."""
    return _end(request, "afmelden", Afmeldformulier, [str(uuid)])


@_mag
@require_http_methods(["GET", "POST"])
def overdragen_jongere(request: Verzoek, uuid: UUID) -> HttpResponseBase:
    """Ask to whom and since when about one jongere, and hand over."""
    return _end(request, "overdragen", Overdraagformulier, [str(uuid)])


@_mag
@require_POST
def afmelden_jongeren(request: Verzoek) -> HttpResponseBase:
    """Do the same with a selection: fields `jongere`, each with one or more uuid's."""
    return _end(request, "afmelden", Afmeldformulier, _chosen(request))


@_mag
@require_POST
def overdragen_jongeren(request: Verzoek) -> HttpResponseBase:
    """Do the same with a selection: fields `jongere`, each with one or more uuid's."""
    return _end(request, "overdragen", Overdraagformulier, _chosen(request))


def _ask_who(request: Verzoek, wat: str) -> HttpResponseBase:
    form = Zoekformulier(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        if uuid := find_by_bsn(request.wie, form.cleaned_data["bsn"], recht=Recht.AANMELDEN):
            return redirect(f"{wat}-jongere", uuid)
        form.add_error("bsn", _("U volgt geen jongere met dit BSN. Kijk of alle cijfers kloppen."))
    return render(request, f"portaal/aanmelden/{wat}_wie.html", {"form": form}, status=400 if form.errors else 200)


def _end(request: Verzoek, wat: str, soort: Formulier, jongeren: Sequence[str]) -> HttpResponseBase:
    """Ask about these jongeren, and end their aanmeldingen once the form comes back filled in."""
    answered = request.method == "POST" and "datum" in request.POST
    gekozen = read_gekozen(request.wie, jongeren)
    form = soort(request.POST) if answered else soort(initial=_initial(request, gekozen))
    if answered and form.is_valid():
        try:
            uitkomsten = form.carry_out(request, jongeren)
        except InvoerFout as e:
            add_faults(form, e.fouten)
        else:
            if not (shared := _shared_faults(uitkomsten)):
                return _show_outcome(request, wat, gekozen, uitkomsten)
            add_faults(form, shared)
    if gekozen.is_empty() and not form.errors:
        return render(request, "portaal/aanmelden/niemand.html", {"wat": wat}, status=404)
    context = {"form": form, "gekozen": gekozen.to_dicts(), "jongeren": ",".join(jongeren), "aantal": gekozen.height}
    return render(request, f"portaal/aanmelden/{wat}.html", context, status=400 if form.errors else 200)


def _initial(request: Verzoek, gekozen: pl.DataFrame) -> dict[str, Any]:
    """Fill in today; and for who was signed up by mistake the first day, as if that had never happened."""
    onterecht = request.GET.get("reden") == Afmeldreden.ONTERECHT and gekozen.height == 1
    if not onterecht:
        return {"datum": vandaag()}
    return {"datum": gekozen["aanmelddatum"].item(), "reden": Afmeldreden.ONTERECHT.value}


def _shared_faults(uitkomsten: pl.DataFrame) -> list[Fout]:
    """Return what is wrong with the form itself: the same for everybody, and at a field of it."""
    eerste = uitkomsten.select("code", "zin", "kolom").unique()
    if eerste.height != 1 or uitkomsten["gedaan"].any() or eerste["kolom"].item() not in ("datum", "organisatie"):
        return []
    return [Fout(eerste["code"].item(), eerste["zin"].item(), eerste["kolom"].item())]


def _show_outcome(request: Verzoek, wat: str, gekozen: pl.DataFrame, uitkomsten: pl.DataFrame) -> HttpResponse:
    rijen = uitkomsten.join(
        gekozen.select("jongere", "bsn", "kenmerk"), on="jongere", how="left", maintain_order="left"
    )
    context = {
        "wat": wat,
        "gedaan": int(uitkomsten["gedaan"].sum()),
        "rijen": rijen.to_dicts(),
        "niet": uitkomsten.filter(~pl.col("gedaan")).height,
    }
    return render(request, "portaal/aanmelden/geeindigd.html", context)


def _chosen(request: Verzoek) -> list[str]:
    """Return the uuid's that were sent along; what is none is left out."""
    texts = [part for field in request.POST.getlist("jongere") for part in field.split(",")]
    return list(dict.fromkeys(filter(None, map(_as_uuid, texts))))


def _as_uuid(text: str) -> str | None:
    try:
        return str(UUID(text))
    except ValueError:
        return None
