"""The forms with which a vendor's software is let do something."""

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from vsv.domein.fouten import InvoerFout
from vsv.portaal.kader.taal import term
from vsv.toegang.service import SCOPES, Leverancier


class Scopesformulier(forms.Form):
    """What the software may do."""

    scopes = forms.MultipleChoiceField(
        label=_("Wat mag deze software?"),
        help_text=_("Kies niet meer dan de software nodig heeft."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Kies ten minste één mogelijkheid.")},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own arguments
        choices = [(str(scope), f"{term(w.naam)}. {term(w.uitleg)}") for scope, w in SCOPES.items()]
        self.fields["scopes"].choices = choices  # type: ignore[attr-defined]  # a MultipleChoiceField has them

    def add_faults(self, fault: InvoerFout) -> None:
        """Show what the service found wrong, at the field it is about."""
        for fout in fault.fouten:
            self.add_error(fout.plaats if fout.plaats in self.fields else None, f"{fout.reden} {fout.advies}".strip())


class Machtigingsformulier(Scopesformulier):
    """A vendor, and what its software may do."""

    client = forms.ChoiceField(
        label=_("Van welke leverancier is de software?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies een leverancier.")},
    )
    field_order = ("client", "scopes")

    def __init__(self, *args: object, leveranciers: Iterable[Leverancier], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        choices = [(leverancier.oin, f"{leverancier.naam} (OIN {leverancier.oin})") for leverancier in leveranciers]
        self.fields["client"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them
