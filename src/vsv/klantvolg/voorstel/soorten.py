"""The codes of a proposal: what it asks, and why."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Voorstelsoort(StrEnum):
    """What is proposed."""

    AANMELDEN = "AANMELDEN"
    AFMELDEN = "AFMELDEN"
    OVERDRAGEN = "OVERDRAGEN"


class Aanleiding(StrEnum):
    """Why: a signal of DUO (the names of `vsv.domein.codes.Signaal`), or something known here.

    The weightiest first: who accepts several about one person at once, carries out the first.
    """

    OVERLEDEN = "OVERLEDEN"
    STARTKWALIFICATIE = "STARTKWALIFICATIE"
    VERTROKKEN = "VERTROKKEN"
    VERHUISD = "VERHUISD"
    HERINSCHRIJVING = "HERINSCHRIJVING"
    UITSCHRIJVING = "UITSCHRIJVING"
    OVERLEDEN_WERKGEVER = "OVERLEDEN_WERKGEVER"
    BIJNA_27 = "BIJNA_27"
    BRON_ZWIJGT = "BRON_ZWIJGT"


AFMELDREDENEN: Final[Mapping[str, str]] = {
    Aanleiding.OVERLEDEN: "OVERLEDEN",
    Aanleiding.STARTKWALIFICATIE: "STARTKWALIFICATIE",
    Aanleiding.VERTROKKEN: "VERTROKKEN",
    Aanleiding.VERHUISD: "VERHUISD",
    Aanleiding.HERINSCHRIJVING: "INGESCHREVEN",
    Aanleiding.OVERLEDEN_WERKGEVER: "OVERLEDEN",
    Aanleiding.BIJNA_27: "LEEFTIJD",
    Aanleiding.BRON_ZWIJGT: "ANDERS",
}
"""With which reason an aanmelding ends when a proposal to afmelden is accepted."""
