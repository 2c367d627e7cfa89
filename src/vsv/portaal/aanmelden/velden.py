"""Fields that the forms about one jongere share, and how faults of a service get to their field."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from vsv.domein.fouten import Fout
from vsv.domein.nummers import Bsn, NummerFout

GEEN_DATUM: Final = _("Dit is geen bestaande datum. Schrijf die als 23-11-2026.")
_DATUM: Final = ["%Y-%m-%d", "%d-%m-%Y"]


class Bsnveld(forms.CharField):
    """A BSN, typed with or without spaces and dots; cleaned to nine digits that pass the elfproef."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label=_("BSN"),
            help_text=_("9 cijfers"),
            widget=forms.TextInput(
                {"inputmode": "numeric", "autocomplete": "off", "spellcheck": "false", "class": "kort"}
            ),
            error_messages={"required": _("Vul het BSN in.")},
            **kwargs,
        )

    def clean(self, value: Any) -> str:
        """Return nine digits."""
        digits = "".join(sign for sign in super().clean(value) if sign not in " .-\u00a0")
        try:
            return Bsn.parse(digits).voluit
        except NummerFout as e:
            raise forms.ValidationError(str(e)) from None


class Datumveld(forms.DateField):
    """A day, typed as 23-11-2026.

    Plain text, because who types dozens of dates is quickest that way, because what was typed wrongly stays to be
    mended, and because a date picker shows the order of day and month of the browser and not of the page.
    """

    def __init__(self, *, ontbreekt: Any, label: Any, help_text: Any = "") -> None:
        super().__init__(
            label=label,
            help_text=help_text,
            input_formats=_DATUM,
            widget=forms.DateInput({"inputmode": "numeric", "autocomplete": "off", "class": "kort"}, format="%d-%m-%Y"),
            error_messages={
                "required": ontbreekt,
                "invalid": GEEN_DATUM,
            },
        )


def add_faults(form: forms.Form, fouten: Sequence[Fout]) -> None:
    """Show what a service found wrong, at the field it is about; a field that is wrong already has enough to say."""
    known = set(form.errors)
    for fout in fouten:
        veld = fout.plaats.casefold()
        if veld not in known:
            form.add_error(veld if veld in form.fields else None, f"{fout.reden} {fout.advies}".strip())


def parse_datum(tekst: str) -> date | None:
    """Return the day in a text, or None when there is none in it."""
    for vorm in _DATUM:
        try:
            return datetime.strptime(tekst.strip(), vorm).date()  # noqa: DTZ007  # a calendar day has no zone
        except ValueError:
            continue
    return None
