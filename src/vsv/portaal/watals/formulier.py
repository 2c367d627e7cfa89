"""The forms: what becomes different, and under which name to keep it. What is left open stays as it is."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.srtiv import Klasse, srtiv_tabel
from vsv.portaal.aanmelden.velden import Datumveld
from vsv.portaal.kader.taal import term
from vsv.prioriteit.service import SRTIV, Overlay, Regelset, lees_overlay
from vsv.rapport.service import INKOMEN, Voorstel, format_euro

_ZOALS_NU: Final = ("", _("Zoals nu"))
_MAANDEN: Final = (
    _ZOALS_NU,
    ("-1,-2,0", _("De vorige maand, dan de maand daarvoor, dan deze maand")),
    ("-1", _("Alleen de vorige maand")),
    ("-1,-2", _("De vorige maand, dan de maand daarvoor")),
    ("-1,-2,-3,0", _("Tot drie maanden terug, dan deze maand")),
    ("0,-1,-2", _("Eerst deze maand, dan de twee maanden daarvoor")),
)
_JA_NEE: Final = (_ZOALS_NU, ("ja", _("Ja")), ("nee", _("Nee")))
_BRONNEN: Final = (
    _ZOALS_NU,
    ("POLIS,PW", _("Polisadministratie en register Participatiewet")),
    ("POLIS,PW,DGR", _("Deze twee en het doelgroepregister")),
    ("POLIS", _("Alleen de polisadministratie")),
    ("PW", _("Alleen het register Participatiewet")),
    ("geen", _("Geen")),
)


def _number(label: Any, help_text: Any = "") -> forms.CharField:
    """A number of which the service says whether it will do, so that page and command say the same of it."""
    widget = forms.TextInput({"inputmode": "decimal", "autocomplete": "off", "class": "kort"})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=20, widget=widget)


class Watalsformulier(forms.Form):
    """The day, what to compare, and what becomes different."""

    peildatum = Datumveld(
        label=_("Over welke dag?"),
        help_text=_("Wij rekenen met wat op die dag bekend was. Bijvoorbeeld 23-11-2026."),
        ontbreekt=_("Vul een dag in."),
    )
    drempel = _number(_("Loon vanaf dit bedrag per maand is genoeg (in euro's)"))
    lage_uren = _number(_("Minder uren per maand dan dit is weinig"))
    maanden = forms.ChoiceField(label=_("Van welke maand het inkomen telt"), choices=_MAANDEN, required=False)
    beeindigd_werk_telt_niet = forms.ChoiceField(
        label=_("Telt oud loon uit een baan die is afgelopen niet mee?"), choices=_JA_NEE, required=False
    )
    verplichte_bronnen = forms.ChoiceField(
        label=_("Welke bronnen moeten eerst antwoord geven?"), choices=_BRONNEN, required=False
    )
    srtiv_code = forms.ChoiceField(
        label=_("Een code voor soort inkomen"),
        help_text=_("Kies een code als u wilt weten wat er gebeurt als die anders telt."),
        required=False,
    )
    srtiv_klasse = forms.ChoiceField(label=_("Deze code telt dan als"), required=False)
    signaal_dagen = _number(_("Zo veel dagen is een verandering in een baan nieuws"))
    bijna_dagen = _number(_("Zo veel dagen vooraf melden wij dat iemand 27 wordt"))
    nu = forms.ChoiceField(label=_("Vergelijk met"), required=False)
    dan = forms.ChoiceField(
        label=_("Ga uit van"),
        help_text=_("Wat u hierboven invult, komt daar overheen."),
        required=False,
    )

    def __init__(self, *args: Any, regelset: Regelset, voorstellen: Sequence[Voorstel], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        holds = gettext("De regels van nu (%(naam)s)") % {"naam": regelset.naam}
        named = [(naam, naam) for naam in dict.fromkeys(v.regels.naam for v in voorstellen)]
        self._choose("nu", [("", holds), *named])
        self._choose("dan", [("", gettext("Dezelfde regels")), *named])
        codes = [(code, f"{code} {row.omschrijving}") for code, row in sorted(srtiv_tabel().items())]
        self._choose("srtiv_code", [("", gettext("Geen")), *codes])
        self._choose("srtiv_klasse", [("", gettext("Zoals nu")), *((str(k), term(INKOMEN[k])) for k in Klasse)])
        self.fields["drempel"].help_text = gettext("Nu: %(wat)s.") % {"wat": format_euro(regelset.drempel)}
        for naam in ("lage_uren", "signaal_dagen", "bijna_dagen"):
            self.fields[naam].help_text = gettext("Nu: %(wat)s.") % {"wat": getattr(regelset, naam)}

    def _choose(self, naam: str, choices: Sequence[tuple[str, Any]]) -> None:
        self.fields[naam].choices = choices  # type: ignore[attr-defined]  # a ChoiceField has them

    def overlay(self) -> Overlay:
        """Return what becomes different, as the engine uses it.

        Raises:
            InvoerFout: A value that can't be.
        """
        filled = {naam: self.cleaned_data[naam] for naam in _WAARDEN if self.cleaned_data[naam]}
        code, klasse = self.cleaned_data["srtiv_code"], self.cleaned_data["srtiv_klasse"]
        if bool(code) != bool(klasse):
            raise InvoerFout(Fout("SRTIV", gettext("Kies een code en hoe die telt."), "srtiv_code"))
        return lees_overlay(filled | ({SRTIV + code: klasse} if code else {}))

    def add_faults(self, fault: InvoerFout) -> None:
        """Show what the service found wrong, at the field it is about."""
        add_faults(self, fault, {"waarden": "drempel"})


class Bewaarformulier(forms.Form):
    """A name for a proposal, and why."""

    naam = forms.CharField(
        label=_("Naam van het voorstel"),
        max_length=60,
        error_messages={"required": _("Geef het voorstel een naam.")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    toelichting = forms.CharField(
        label=_("Waarom?"),
        help_text=_("Noem geen jongeren. Dit hoeft niet."),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


def add_faults(form: forms.Form, fault: InvoerFout, places: Mapping[str, str] | None = None) -> None:
    """Show what the service found wrong, at the field it is about; `places` says which, where that has another name."""
    for fout in fault.fouten:
        place = (places or {}).get(fout.plaats, "srtiv_code" if fout.plaats.startswith(SRTIV) else fout.plaats)
        form.add_error(place if place in form.fields else None, f"{fout.reden} {fout.advies}".strip())


_WAARDEN: Final = (
    *("drempel", "lage_uren", "maanden", "beeindigd_werk_telt_niet", "verplichte_bronnen", "signaal_dagen"),
    "bijna_dagen",
)
