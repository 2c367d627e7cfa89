"""What the page with all parts shows in them: nothing real."""

from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest

_ROLLEN: Final = (("a", "Consulent. Belt en begeleidt jongeren."), ("b", "Teamleider. Volgt de cijfers."))


class Voorbeeldformulier(forms.Form):
    """A form with a field of every kind, of which some are filled in wrongly."""

    naam = forms.CharField(
        label="Naam", help_text="Zoals collega's u kennen.", error_messages={"required": "Vul uw naam in."}
    )
    geboren = forms.DateField(label="Geboortedatum", required=False, widget=forms.DateInput({"type": "date"}))
    reden = forms.ChoiceField(label="Reden", choices=(("", "Kies een reden"), ("v", "Verhuisd")), required=False)
    rollen = forms.MultipleChoiceField(
        label="Rollen",
        choices=_ROLLEN,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Kies ten minste één rol."},
    )
    wanneer = forms.ChoiceField(
        label="Wanneer", choices=(("n", "Nu"), ("s", "Straks")), widget=forms.RadioSelect, initial="n"
    )
    uitleg = forms.CharField(label="Toelichting", widget=forms.Textarea({"rows": 3}), required=False)
    bestand = forms.FileField(label="Bestand", required=False)


def voorbeelden(request: HttpRequest) -> dict[str, Any]:
    """Return what the templates show, and leave a message of every kind."""
    messages.info(request, "Er is een nieuw weekrapport.")
    messages.success(request, "3 jongeren zijn aangemeld.")
    messages.warning(request, "1 regel is niet meegenomen.")
    messages.error(request, "Dit bestand is leeg.")
    return {
        "form": Voorbeeldformulier({"wanneer": "n"}),
        "vandaag": date(2026, 11, 23),
        "prioriteiten": ("1", "2", "3", "4", "5", "NP"),
        "balken": _bars(),
    }


def _bars() -> list[dict[str, Any]]:
    """Return a stacked bar: of each priority the class, where it begins, how long it is and where its number stands."""
    counts = (("1", 74), ("2", 48), ("3", 130), ("4", 35), ("5", 62), ("NP", 21))
    scale, x, bars = 600 / sum(n for _, n in counts), 0.0, []
    for code, number in counts:
        width = number * scale
        bars.append(
            {
                "code": code,
                "klasse": f"p{code.lower()}",
                "aantal": number,
                "x": x,
                "breedte": width,
                "midden": x + width / 2,
            }
        )
        x += width
    return [{k: round(v) if isinstance(v, float) else v for k, v in bar.items()} for bar in bars]
