"""The rule sets as who runs the service sees them: every parameter with its value, origin and reason."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from vsv.domein.codes import Bron
from vsv.domein.fouten import InvoerFout
from vsv.prioriteit.service import Regelset, beschikbaar, geldig_op, laad
from vsv.toegang.service import Wie, als_dienst


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameterbeeld:
    """A parameter of a rule set.

    Attributes:
        naam: Its name in the rule set.
        woorden: What it is, Dutch.
        waarde: Its value in words.
        herkomst: `bron` = stated by the service this project succeeds; `keuze` = our own decision.
        reden: Why this value, Dutch.
    """

    naam: str
    woorden: str
    waarde: str
    herkomst: str
    reden: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Regelsetbeeld:
    """A rule set.

    Attributes:
        naam: What a result is stamped with.
        geldig_vanaf: First peildatum it is meant for.
        geldt_nu: It is the one for today.
        eerst_gebruikt: Peildatum of the first run with it; None = never.
        laatst_gebruikt: Peildatum of the last one; None = never.
        controlegetal: SHA-256 of what the outcome can depend on.
        parameters: All of them.
    """

    naam: str
    geldig_vanaf: date
    geldt_nu: bool
    eerst_gebruikt: date | None
    laatst_gebruikt: date | None
    controlegetal: str
    parameters: Sequence[Parameterbeeld]


def list_regelsets(wie: Wie, vandaag: date) -> list[Regelsetbeeld]:
    """Return the rule sets that come with this version, the newest first.

    Args:
        wie: Who looks; runs the service.
        vandaag: The date today.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("SELECT regelset, min(peildatum), max(peildatum) FROM run GROUP BY regelset")
        used = {regelset: (first, last) for regelset, first, last in sessie.cur}
    holds = _name_of_today(vandaag)
    return [
        _show(laad(naam), *used.get(naam, (None, None)), geldt_nu=naam == holds) for naam in reversed(beschikbaar())
    ]


def _name_of_today(vandaag: date) -> str | None:
    try:
        return geldig_op(vandaag).naam
    except InvoerFout:
        return None


def _show(regelset: Regelset, first: date | None, last: date | None, *, geldt_nu: bool) -> Regelsetbeeld:
    return Regelsetbeeld(
        naam=regelset.naam,
        geldig_vanaf=regelset.geldig_vanaf,
        geldt_nu=geldt_nu,
        eerst_gebruikt=first,
        laatst_gebruikt=last,
        controlegetal=regelset.controlegetal,
        parameters=[
            Parameterbeeld(
                naam=naam,
                woorden=_PARAMETERS[naam][0],
                waarde=_PARAMETERS[naam][1](getattr(regelset, naam)),
                herkomst=herkomst.herkomst,
                reden=herkomst.reden,
            )
            for naam, herkomst in regelset.herkomst.items()
        ],
    )


def _euros(cents: int) -> str:
    return f"€ {cents // 100}" + (f",{cents % 100:02}" if cents % 100 else "")


def _months(maanden: Sequence[int]) -> str:
    return ", dan ".join(_MAANDEN.get(maand, f"{-maand} maanden terug") for maand in maanden)


def _sources(bronnen: Sequence[str]) -> str:
    return " en ".join(Bron.van(bron).label for bron in bronnen) or "geen"


def _classes(klassen: Mapping[str, str]) -> str:
    per_klasse: dict[str, list[str]] = {}
    for code, klasse in sorted(klassen.items()):
        per_klasse.setdefault(klasse, []).append(code)
    return "; ".join(f"{klasse.lower()}: {', '.join(codes)}" for klasse, codes in per_klasse.items())


def _counted(een: str, meer: str) -> Callable[[int], str]:
    return lambda aantal: f"{aantal} {een if aantal == 1 else meer}"


_MAANDEN: Final = {0: "de lopende maand", -1: "de vorige maand", -2: "de maand daarvoor"}

_PARAMETERS: Final[Mapping[str, tuple[str, Callable[[Any], str]]]] = {
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
"""Per parameter what it is and how its value reads."""
