"""The forms to sign up: one jongere, or a file."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from vsv.domein.gemeenten import gemeenten
from vsv.portaal.aanmelden.velden import Bsnveld, Datumveld
from vsv.portaal.kader.ontvangst import HOOGSTENS
from vsv.portaal.kader.vandaag import vandaag
from vsv.toegang.service import Organisatie

_SOORTEN = (".csv", ".ods", ".xlsx")


class Aanmeldformulier(forms.Form):
    """One jongere."""

    bsn = Bsnveld()
    geboortedatum = Datumveld(
        label=_("Geboortedatum"), help_text=_("Bijvoorbeeld 1-3-2005"), ontbreekt=_("Vul de geboortedatum in.")
    )
    aanmelddatum = Datumveld(
        label=_("Aanmelddatum"),
        help_text=_("De eerste dag waarop u deze jongere volgt."),
        ontbreekt=_("Vul de aanmelddatum in."),
    )
    kenmerk = forms.CharField(
        label=_("Uw eigen kenmerk (mag leeg blijven)"),
        help_text=_("Het nummer van de jongere in uw eigen systeem. Geen naam en geen BSN."),
        required=False,
        max_length=100,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"max_length": _("Het kenmerk heeft meer dan 100 tekens. Kort het in.")},
    )

    gemeente = forms.ChoiceField(
        label=_("Gemeente waar de jongere woont (mag leeg blijven)"),
        required=False,
    )

    def __init__(self, *args: Any, bij: Organisatie, **kwargs: Any) -> None:
        initial = {"aanmelddatum": vandaag(), "gemeente": bij.gemeentecode}
        super().__init__(*args, **{"initial": initial, **kwargs})
        here = sorted((g.naam, g.code) for g in gemeenten().values() if g.regio == bij.regio)
        choices = [("", _("Weet ik niet")), *((code, naam) for naam, code in here)]
        self.fields["gemeente"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them


class Bestandformulier(forms.Form):
    """A file of jongeren."""

    bestand = forms.FileField(
        label=_("Bestand met jongeren"),
        help_text=_("CSV, ODS of XLSX, hoogstens 10 MB. U ziet eerst wat er gebeurt; pas daarna meldt u aan."),
        widget=forms.FileInput({"accept": ".csv,.ods,.xlsx"}),
        error_messages={
            "required": _("Kies een bestand."),
            "empty": _("Dit bestand is leeg. Kies het bestand waarin de jongeren staan."),
        },
    )
    datum = Datumveld(
        label=_("Aanmelddatum"),
        help_text=_("Voor de rijen waarin geen aanmelddatum staat."),
        ontbreekt=_("Vul de aanmelddatum in."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"datum": vandaag()}, "auto_id": "bestand_%s", **kwargs})

    def clean_bestand(self) -> "UploadedFile[Any]":
        """Refuse what is too large or of another kind, before anybody looks into it."""
        bestand: UploadedFile[Any] = self.cleaned_data["bestand"]
        if (bestand.size or 0) > HOOGSTENS:
            raise forms.ValidationError(
                _("Dit bestand is groter dan 10 MB. Splits het in delen en lever die na elkaar in.")
            )
        if PurePath(bestand.name or "").suffix.casefold() not in _SOORTEN:
            raise forms.ValidationError(_("Dit soort bestand kan niet. Lever het aan als CSV, ODS of XLSX."))
        return bestand
