"""What somebody may do, and the roles in which rights are bundled: all of it on this page.

A person holds roles at an organisation, and through them rights. No role gives sight of people by the way: who manages
users, reads the log or runs the service sees no jongere (our decision, after BIO2: separation of duties).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Recht(StrEnum):
    """What somebody may do; the value is how a page or message calls it."""

    JONGEREN_INZIEN = "jongeren inzien"
    AANMELDEN = "jongeren aan- en afmelden"
    RAPPORTEN = "rapporten inzien"
    DOELGROEP_INZIEN = "het doelgroepregister inzien"
    STATISTIEK = "cijfers inzien"
    GEBRUIKERS_BEHEREN = "gebruikers beheren"
    MACHTIGINGEN_BEHEREN = "machtigingen beheren"
    MELDINGEN_ONTVANGEN = "meldingen ontvangen"
    LOGBOEK_LEZEN = "het logboek lezen"
    DIENST_BEHEREN = "de dienst beheren"


@dataclass(frozen=True, slots=True)
class Rol:
    """A bundle of rights, as one gives it to a colleague.

    Attributes:
        naam: How a page calls it.
        uitleg: For whom it is, one Dutch sentence.
        rechten: What it allows.
    """

    naam: str
    uitleg: str
    rechten: frozenset[Recht]


ROLLEN: Final[Mapping[str, Rol]] = {
    "CONSULENT": Rol(
        "Consulent",
        "Belt en begeleidt jongeren.",
        frozenset({Recht.JONGEREN_INZIEN, Recht.AANMELDEN, Recht.RAPPORTEN, Recht.STATISTIEK}),
    ),
    "ADMINISTRATIE": Rol(
        "Administratie",
        "Meldt jongeren aan en af, en ziet niet wat er over hen bekend is.",
        frozenset({Recht.AANMELDEN}),
    ),
    "TEAMLEIDER": Rol(
        "Teamleider",
        "Volgt de cijfers, zonder namen of nummers van jongeren.",
        frozenset({Recht.STATISTIEK}),
    ),
    "DOELGROEPREGISTER": Rol(
        "Doelgroepregister",
        "Ziet bij een jongere ook het doelgroepregister. Geef deze rol alleen als het voor het werk nodig is.",
        frozenset({Recht.DOELGROEP_INZIEN}),
    ),
    "GEBRUIKERSBEHEERDER": Rol(
        "Gebruikersbeheerder",
        "Regelt wat collega's en softwareleveranciers mogen.",
        frozenset({Recht.GEBRUIKERS_BEHEREN, Recht.MACHTIGINGEN_BEHEREN, Recht.MELDINGEN_ONTVANGEN}),
    ),
    "PRIVACY_OFFICER": Rol(
        "Privacy officer",
        "Ziet in het logboek wie naar wie keek.",
        frozenset({Recht.LOGBOEK_LEZEN}),
    ),
}
"""The roles that a gebruikersbeheerder gives to colleagues of the own organisation."""

DIENSTROLLEN: Final[Mapping[str, Rol]] = {
    "OPERATOR": Rol("Operator", "Houdt de dienst draaiend.", frozenset({Recht.DIENST_BEHEREN})),
}
"""The roles at the service itself, not at an organisation."""


def rechten_van(rollen: Iterable[str]) -> frozenset[Recht]:
    """Return the rights that these roles give together; a role that does not exist (any more) gives none.

    >>> sorted(rechten_van(["ADMINISTRATIE", "WEG"]))
    [<Recht.AANMELDEN: 'jongeren aan- en afmelden'>]
    """
    alle = {**ROLLEN, **DIENSTROLLEN}
    return frozenset(recht for rol in rollen if rol in alle for recht in alle[rol].rechten)
