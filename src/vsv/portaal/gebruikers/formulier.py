"""The form with which a colleague gets a name and roles."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from vsv.domein.fouten import InvoerFout
from vsv.portaal.kader.taal import term
from vsv.toegang.service import Rol


class Collegaformulier(forms.Form):
    """A name and roles; which roles there are depends on where one works."""

    naam = forms.CharField(
        label=_("Hoe heet deze collega?"),
        help_text=_("eHerkenning geeft geen namen door. Met deze naam staat de collega in de lijst en in het logboek."),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    rollen = forms.MultipleChoiceField(
        label=_("Wat mag deze collega?"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één rol.")},
    )

    def __init__(self, *args: object, mogelijk: Mapping[str, Rol], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(code, f"{rol.naam}. {term(rol.uitleg)}") for code, rol in mogelijk.items()]
        self.fields["rollen"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField has them

    def add_faults(self, fault: InvoerFout) -> None:
        """Show what the service found wrong, at the field it is about."""
        for fout in fault.fouten:
            self.add_error(fout.plaats if fout.plaats in self.fields else None, f"{fout.reden} {fout.advies}".strip())
