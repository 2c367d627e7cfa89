"""Scopes: what a vendor's software may be let do for an organisation, each a bundle of rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from vsv.toegang.rechten import Recht


class Scope(StrEnum):
    """What a client may be let do; the value is how a token and a request for one call it."""

    AANMELDEN = "aanmelden"
    JONGEREN = "jongeren"
    RAPPORTEN = "rapporten"
    DOELGROEPREGISTER = "doelgroepregister"
    MELDINGEN = "meldingen"


@dataclass(frozen=True, slots=True)
class Scopewoorden:
    """A scope as one gives it to a vendor.

    Attributes:
        naam: How a page calls it.
        uitleg: What the software can do with it, one Dutch sentence.
        rechten: The rights that go with it.
    """

    naam: str
    uitleg: str
    rechten: frozenset[Recht]


SCOPES: Final[Mapping[Scope, Scopewoorden]] = {
    Scope.AANMELDEN: Scopewoorden(
        "Aanmelden",
        "Jongeren aanmelden, afmelden en overdragen.",
        frozenset({Recht.AANMELDEN}),
    ),
    Scope.JONGEREN: Scopewoorden(
        "Jongeren",
        "Van elke jongere die u volgt de prioriteit zien, met inkomen en uitkeringen.",
        frozenset({Recht.JONGEREN_INZIEN}),
    ),
    Scope.RAPPORTEN: Scopewoorden(
        "Rapporten",
        "Rapporten en cijfers van uw organisatie ophalen.",
        frozenset({Recht.RAPPORTEN, Recht.STATISTIEK}),
    ),
    Scope.DOELGROEPREGISTER: Scopewoorden(
        "Doelgroepregister",
        "Zien of een jongere in het doelgroepregister staat. Verleen dit alleen als het voor het werk nodig is.",
        frozenset({Recht.DOELGROEP_INZIEN}),
    ),
    Scope.MELDINGEN: Scopewoorden(
        "Meldingen",
        "Een seintje krijgen als er iets is veranderd. In het seintje zelf staan geen persoonsgegevens.",
        frozenset({Recht.MELDINGEN_ONTVANGEN}),
    ),
}
"""Every scope with its words and rights, in the order in which a page shows them."""


def known_scopes(namen: Iterable[str]) -> frozenset[Scope]:
    """Return those of these scopes that exist (still).

    >>> sorted(known_scopes(["rapporten", "weg"]))
    [<Scope.RAPPORTEN: 'rapporten'>]
    """
    asked = set(namen)
    return frozenset(scope for scope in Scope if scope in asked)


def rechten_van_scopes(scopes: Iterable[Scope]) -> frozenset[Recht]:
    """Return the rights that these scopes give together.

    >>> sorted(rechten_van_scopes([Scope.RAPPORTEN]))
    [<Recht.STATISTIEK: 'cijfers inzien'>, <Recht.RAPPORTEN: 'rapporten inzien'>]
    """
    return frozenset(recht for scope in scopes for recht in SCOPES[scope].rechten)
