"""The parameters of a rule set in Dutch words: what each is, and how its value reads."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from vsv.domein.codes import Bron


def _euros(cents: int) -> str:
    """Return an amount as people read it.

    >>> _euros(47300), _euros(125050)
    ('€ 473', '€ 1.250,50')
    """
    euros, rest = divmod(cents, 100)
    return f"€ {euros:,}".replace(",", ".") + (f",{rest:02}" if rest else "")


def _months(maanden: Sequence[int]) -> str:
    return ", dan ".join(_MAANDEN.get(maand, f"{-maand} maanden terug") for maand in maanden)


def _sources(bronnen: Sequence[str]) -> str:
    return " en ".join(Bron.van(bron).label for bron in bronnen) or "geen"


def _classes(klassen: Mapping[str, str]) -> str:
    """Return codes by the class they have.

    >>> _classes({"31": "WERK", "15": "WERK", "23": "UITKERING"})
    'werk: 15, 31; uitkering: 23'
    """
    per_klasse: dict[str, list[str]] = {}
    for code, klasse in sorted(klassen.items()):
        per_klasse.setdefault(klasse, []).append(code)
    return "; ".join(f"{klasse.lower()}: {', '.join(codes)}" for klasse, codes in per_klasse.items())


def _counted(een: str, meer: str) -> Callable[[int], str]:
    return lambda aantal: f"{aantal} {een if aantal == 1 else meer}"


_MAANDEN: Final = {0: "de lopende maand", -1: "de vorige maand", -2: "de maand daarvoor"}

WOORDEN: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
    "drempel": ("Loon vanaf dit bedrag per maand is genoeg", _euros),
    "maanden": ("Van welke maand het inkomen telt", _months),
    "beeindigd_werk_telt_niet": (
        "Oud loon uit een baan die is afgelopen, telt niet mee",
        lambda waar: "ja" if waar else "nee",
    ),
    "verplichte_bronnen": ("Bronnen die eerst antwoord moeten geven", _sources),
    "leeftijdsgrens": ("Leeftijd waarop het volgen stopt", _counted("jaar", "jaar")),
    "lage_uren": ("Minder uren per maand dan dit is weinig", _counted("uur", "uur")),
    "signaal_dagen": ("Zo lang is een verandering in een baan nieuws", _counted("dag", "dagen")),
    "bijna_dagen": ("Zo lang van tevoren is de leeftijdsgrens aangekondigd", _counted("dag", "dagen")),
    "srtiv_klassen": ("Wat een code soort inkomen (SRTIV) betekent", _classes),
}
"""Per parameter what it is, and how to put a value of it into words."""
