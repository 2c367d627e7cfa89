"""What the page of the werklijst shows beside the people: the filters with their counts, the ways to sort."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vsv.domein.gemeenten import gemeenten
from vsv.klantvolg.service import Merk, Merkreden
from vsv.portaal.kader.taal import term
from vsv.portaal.werklijst.vraag import GEEN, MOGELIJK
from vsv.rapport.service import PRIORITEITEN, SIGNAALWOORDEN, VLAGGEN, Werkkeuze

NAMEN: Final[Mapping[str, str | Promise]] = {
    "prioriteit": _("Prioriteit"),
    "merk": _("Opvolging"),
    "signaal": _("Signaal over werk"),
    "vlag": _("Let op"),
    "leeftijd": _("Leeftijd"),
    "weken": _("Hoe lang in deze prioriteit"),
    "gemeente": _("Gemeente"),
}
_KORT: Final = {p.code: p.kort.format(drempel="de drempel") for p in PRIORITEITEN}
_VLAGGEN: Final = {
    "BIJNA_27": _("bijna 27 jaar"),
    "IKV_GEEINDIGD": _("baan kort geleden afgelopen"),
    "IKV_GESTART": _("baan kort geleden begonnen"),
    "LAGE_UREN": _("weinig uren"),
    "ONBEKENDE_INKOMENSCODE": _("inkomen met onbekende code"),
    "OPEN_DIENSTVERBAND": _("baan open, geen loon bekend"),
}
_LEEFTIJDEN: Final = {"15-17": _("tot 18 jaar"), "18-22": _("18 tot en met 22"), "23-26": _("23 tot en met 26")}
_WEKEN: Final = {"0-1": _("korter dan 2 weken"), "2-4": _("2 tot 5 weken"), "5-12": _("5 tot 13 weken"),
                 "13": _("13 weken of langer")}  # fmt: skip

SORTERINGEN: Final[Mapping[str, str | Promise]] = {
    "urgentie": _("Meest urgent eerst"),
    "nieuwst": _("Kortst in deze prioriteit eerst"),
    "langst": _("Langst in deze prioriteit eerst"),
    "oudst": _("Oudste jongere eerst"),
    "jongst": _("Jongste jongere eerst"),
    "opvolging": _("Langst geleden opgevolgd eerst"),
    "gemeente": _("Per gemeente"),
}


@dataclass(frozen=True, slots=True)
class Vakje:
    """A box to tick: its value, what it is called, how many there are, and whether it is ticked."""

    waarde: str
    naam: str | Promise
    aantal: int
    aan: bool


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter: its name in the address, what it is called, its boxes, and whether one is ticked."""

    code: str
    naam: str | Promise
    vakjes: Sequence[Vakje]

    @property
    def open(self) -> bool:
        """Whether to show the boxes at once."""
        return self.code in ("prioriteit", "merk", "signaal") or any(vakje.aan for vakje in self.vakjes)


@dataclass(frozen=True, slots=True)
class Merkkeuze:
    """A mark to set: what the form sends, and what it is called."""

    waarde: str
    naam: str


def make_filters(keuze: Werkkeuze, tellingen: Mapping[str, Mapping[str, int]]) -> Sequence[Filter]:
    """Return the filters; a box that nobody is behind is left out, unless it is ticked."""
    filters = []
    for code, possible in MOGELIJK.items():
        chosen = {str(value) for value in getattr(keuze, code)}
        counts = tellingen.get(code, {})
        boxes = [
            Vakje(value, _name(code, value), counts.get(value, 0), value in chosen)
            for value in possible()
            if counts.get(value) or value in chosen
        ]
        if boxes:
            filters.append(Filter(code, NAMEN[code], boxes))
    return filters


def make_merken() -> Sequence[Merkkeuze]:
    """Return every mark that can be set, with the reasons of the last one."""
    plain = [Merkkeuze(merk, merk.label) for merk in Merk if merk is not Merk.NIET_BESCHIKBAAR]
    reasons = [
        Merkkeuze(f"{Merk.NIET_BESCHIKBAAR}:{reden}", f"{Merk.NIET_BESCHIKBAAR.label}: {reden.label}")
        for reden in Merkreden
    ]
    return [*plain, *reasons]


def name_vlaggen(codes: str) -> Sequence[str | Promise]:
    """Return flags, joined by |, in a few words each."""
    return [_VLAGGEN.get(code, VLAGGEN[code]) for code in codes.split("|") if code]


_WOORDEN: Final[Mapping[str, Mapping[str, str | Promise]]] = {
    "vlag": _VLAGGEN,
    "leeftijd": _LEEFTIJDEN,
    "weken": _WEKEN,
}


def _name(filter_code: str, value: str) -> str | Promise:
    if value == GEEN:
        return _("geen") if filter_code == "signaal" else _("niet bekend")
    if filter_code == "prioriteit":
        code = "NP" if value == "0" else value
        return f"{code}: {term(_KORT[code])}"
    if filter_code == "gemeente":
        return gemeenten()[value].naam
    if filter_code == "merk":
        return term(Merk(value).label)
    if filter_code == "signaal":
        return term(SIGNAALWOORDEN[value])
    return _WOORDEN[filter_code][value]
