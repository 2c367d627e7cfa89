"""What eHerkenning says about who logs in, and when that is not enough.

The level is checked here and not by a library: a broker may return a lower one than was asked for. Level EH3 is loa3;
loa2 and loa2plus are lower (Afsprakenstelsel Elektronische Toegangsdiensten).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout

VOLDOENDE: Final = frozenset(
    {"urn:etoegang:core:assurance-class:loa3", "urn:etoegang:core:assurance-class:loa4"},
)
"""The levels with which somebody may log in: EH3 and EH4."""

ACTING_SUBJECT: Final = "urn:etoegang:core:ActingSubjectID"
KVK: Final = "urn:etoegang:1.9:EntityConcernedID:KvKnr"
RSIN: Final = "urn:etoegang:1.9:EntityConcernedID:RSIN"
SERVICE: Final = "urn:etoegang:core:ServiceID"

_VORM: Final = {"KVK": re.compile("[0-9]{8}"), "RSIN": re.compile("[0-9]{9}")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributen:
    """Under which name a broker puts what eHerkenning calls otherwise.

    Attributes:
        subject: The pseudonym of the person.
        kvk: The KvK-nummer of the organisation acted for.
        rsin: Its RSIN.
        dienst: The service that was logged in to.
    """

    subject: str = ACTING_SUBJECT
    kvk: str = KVK
    rsin: str = RSIN
    dienst: str = SERVICE


@dataclass(frozen=True, slots=True)
class Identiteit:
    """Who eHerkenning vouches for: the pair that is a gebruiker.

    Attributes:
        subject: ActingSubjectID, a pseudonym for this service only.
        soort: `KVK` or `RSIN`.
        nummer: Of the organisation acted for.
    """

    subject: str
    soort: str
    nummer: str


def read_identiteit(claims: Mapping[str, Any], attributen: Attributen, *, dienst: str | None) -> Identiteit:
    """Return who logged in, from the claims of an id token that was proven to be for us.

    Args:
        claims: Of the id token.
        attributen: How this broker calls them.
        dienst: ServiceID that has to be in it; None when the broker gives none.

    Raises:
        InvoerFout: NIVEAU_ONBEKEND, NIVEAU_TE_LAAG, DIENST_ANDERS, IDENTITEIT_ONTBREEKT.
    """
    niveau = claims.get("acr")
    if not isinstance(niveau, str) or not niveau:
        raise _refuse("NIVEAU_ONBEKEND", "De makelaar zegt niet met welk niveau u bent ingelogd.")
    if niveau not in VOLDOENDE:
        raise _refuse(
            "NIVEAU_TE_LAAG",
            "U bent ingelogd met een lager niveau dan EH3. Dat is niet genoeg voor gegevens over jongeren.",
            "Log in met een eHerkenningsmiddel van niveau EH3 of hoger.",
        )
    if dienst is not None and claims.get(attributen.dienst) != dienst:
        raise _refuse("DIENST_ANDERS", "U bent ingelogd bij een andere dienst dan VSV-monitor.")
    subject = _text(claims.get(attributen.subject))
    for soort, naam in (("KVK", attributen.kvk), ("RSIN", attributen.rsin)):
        nummer = _text(claims.get(naam))
        if subject and nummer and _VORM[soort].fullmatch(nummer):
            return Identiteit(subject, soort, nummer)
    raise _refuse("IDENTITEIT_ONTBREEKT", "De makelaar zegt niet wie u bent, of voor welke organisatie u werkt.")


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _refuse(
    code: str, reden: str, advies: str = "Probeer het opnieuw. Blijft het zo, bel dan de servicedesk."
) -> InvoerFout:
    return InvoerFout(Fout(code, reden, "eHerkenning", advies))
