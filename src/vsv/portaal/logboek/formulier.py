"""The two questions of the log as forms: about whom (sent, never in an address) and which lines (in the address)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import Logkeuze
from vsv.logboek.service import RESULTATEN, Actiesoort
from vsv.portaal.kader.taal import later_term


class Zoekformulier(forms.Form):
    """A BSN or a kenmerk."""

    bsn = forms.CharField(
        label=_("BSN"),
        help_text=_("Negen cijfers."),
        max_length=20,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"}),
    )
    kenmerk = forms.CharField(
        label=_("Of uw eigen kenmerk"),
        help_text=_("Het nummer dat uw organisatie zelf aan de jongere gaf."),
        max_length=100,
        required=False,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )

    def keuze(self) -> Logkeuze:
        """Return who is asked for."""
        return Logkeuze(bsn=self.cleaned_data["bsn"].strip() or None, kenmerk=self.cleaned_data["kenmerk"] or None)

    def add_faults(self, fault: InvoerFout) -> None:
        """Show what the service found wrong, at the field it is about."""
        for fout in fault.fouten:
            field = fout.plaats.lower() if fout.plaats.lower() in self.fields else None
            self.add_error(field, f"{fout.reden} {fout.advies}".strip())


_VROEGST: Final = date(1900, 1, 1)
_LAATST: Final = date(2100, 12, 31)
_BUITEN: Final = _("Kies een dag tussen 1900 en 2101.")


class Dagveld(forms.DateField):
    """A day on which there can be lines, or nothing."""

    def __init__(self, *, label: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"),
            validators=[MinValueValidator(_VROEGST, _BUITEN), MaxValueValidator(_LAATST, _BUITEN)],
        )


class Filterformulier(forms.Form):
    """Which lines: what is left open makes no difference."""

    jongere = forms.UUIDField(required=False, widget=forms.HiddenInput)
    gebruiker = forms.ChoiceField(label=_("Wie"), required=False)
    vanaf = Dagveld(label=_("Vanaf"))
    tot = Dagveld(label=_("Tot en met"))
    soort = forms.ChoiceField(
        label=_("Wat"),
        required=False,
        choices=[("", _("Alles")), *((soort.name.lower(), later_term(soort.value)) for soort in Actiesoort)],
    )
    resultaat = forms.ChoiceField(
        label=_("Resultaat"),
        required=False,
        choices=[("", _("Elk resultaat")), *((code, later_term(woord)) for code, woord in RESULTATEN.items())],
    )

    def __init__(self, *args: object, gebruikers: Mapping[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        choices = [("", _("Iedereen")), *gebruikers.items()]
        self.fields["gebruiker"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        vanaf, tot = cleaned.get("vanaf"), cleaned.get("tot")
        if vanaf and tot and tot < vanaf:
            self.add_error("tot", _("Deze dag ligt vóór de eerste dag. Kies een latere dag."))
        return cleaned

    def keuze(self) -> Logkeuze:
        """Return which lines are asked for; only of a form that is valid."""
        asked = self.cleaned_data
        jongere: UUID | None = asked["jongere"]
        return Logkeuze(
            uuid=jongere,
            actor=asked["gebruiker"] or None,
            vanaf=asked["vanaf"],
            tot=asked["tot"],
            soort=Actiesoort[asked["soort"].upper()] if asked["soort"] else None,
            resultaat=asked["resultaat"] or None,
        )
