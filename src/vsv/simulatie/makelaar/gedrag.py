"""How the oefenmakelaar misbehaves, so that every refusal of a portal can be seen to happen."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout


class Gebrek(StrEnum):
    """What can be wrong with a login; the value is the name in JSON and on the command line."""

    NIVEAU_LOA2 = "niveau_loa2"
    """The level is loa2, whoever is chosen."""
    NIVEAU_LOA2PLUS = "niveau_loa2plus"
    """The level is loa2plus, whoever is chosen."""
    ZONDER_NIVEAU = "zonder_niveau"
    """There is no acr."""
    ANDER_PUBLIEK = "ander_publiek"
    """The id token is for another client."""
    ANDERE_UITGEVER = "andere_uitgever"
    """The id token names another issuer."""
    VERLOPEN = "verlopen"
    """The id token ran out an hour ago."""
    ANDERE_NONCE = "andere_nonce"
    """The id token belongs to another request."""
    ZONDER_NONCE = "zonder_nonce"
    """The id token belongs to no request."""
    ANDERE_SLEUTEL = "andere_sleutel"
    """Signed with a key that is not in the JWKS, under the name of one that is."""
    ZONDER_HANDTEKENING = "zonder_handtekening"
    """alg none: everybody could have made it."""
    GEDEELD_GEHEIM = "gedeeld_geheim"
    """HS256 with the public key as secret: everybody could have made it."""
    ZONDER_PERSOON = "zonder_persoon"
    """There is no ActingSubjectID."""
    ZONDER_ORGANISATIE = "zonder_organisatie"
    """There is no legal subject: neither KvKnr nor RSIN."""
    ANDERE_DIENST = "andere_dienst"
    """ServiceID and ServiceUUID are those of another service."""
    ZONDER_IDENTITEIT = "zonder_identiteit"
    """The token endpoint gives an access token only."""
    GEANNULEERD = "geannuleerd"
    """Whoever is chosen: access_denied."""
    ANDERE_STATE = "andere_state"
    """The browser comes back with the state of another request."""
    INWISSELEN_500 = "inwisselen_500"
    """The token endpoint answers HTTP 500 with a page of HTML."""
    INWISSELEN_TRAAG = "inwisselen_traag"
    """The token endpoint gives the right answer, after `seconden`."""
    INWISSELEN_HANGT = "inwisselen_hangt"
    """The token endpoint never answers: the line goes dead at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakelaarGedrag:
    """How the oefenmakelaar behaves, from the next request on. As made without arguments it behaves well.

    Attributes:
        gebrek: What is wrong; one thing at a time.
        seconden: How long `inwisselen_traag` takes, at most an hour.
    """

    gebrek: Gebrek | None = None
    seconden: float = 5.0

    def __post_init__(self) -> None:
        waarde: object = self.seconden
        if isinstance(waarde, bool) or not isinstance(waarde, int | float) or not 0 <= waarde <= _UUR:
            raise _wrong("seconden", f"Dit is een getal van 0 tot en met {_UUR}.")


_UUR: Final = 3600


def makelaargedrag_json(gedrag: MakelaarGedrag) -> dict[str, Any]:
    """Return behaviour as `parse_makelaargedrag` reads it."""
    return {"gebrek": gedrag.gebrek, "seconden": gedrag.seconden}


def parse_makelaargedrag(data: object) -> MakelaarGedrag:
    """Return the behaviour with these settings; what is not named is as in `MakelaarGedrag()`.

    Raises:
        InvoerFout: It is no object, a setting does not exist, or its value does not fit.
    """
    if not isinstance(data, dict):
        raise _wrong("", "Dit is geen JSON met instellingen.")
    unknown = [naam for naam in data if naam not in {"gebrek", "seconden"}]
    if unknown:
        raise _wrong(str(unknown[0]), "Deze instelling bestaat niet.", "Kies uit: gebrek, seconden.")
    naam = data.get("gebrek")
    gebrek = None if naam is None else parse_gebrek(naam)
    return MakelaarGedrag(gebrek=gebrek, seconden=data.get("seconden", 5.0))


def read_makelaargedrag(tekst: bytes) -> MakelaarGedrag:
    """Return the behaviour in a JSON text.

    Raises:
        InvoerFout: As `parse_makelaargedrag`, or it is no JSON.
    """
    try:
        data = json.loads(tekst)
    except ValueError:
        data = None
    return parse_makelaargedrag(data)


def parse_gebrek(naam: object) -> Gebrek:
    """Return the defect with this name.

    Raises:
        InvoerFout: There is none.
    """
    if naam not in list(Gebrek):
        raise _wrong("gebrek", "Dit gebrek bestaat niet.", f"Kies uit: {', '.join(Gebrek)}.")
    return Gebrek(str(naam))


def _wrong(plaats: str, reden: str, advies: str = "") -> InvoerFout:
    return InvoerFout(Fout("GEDRAG_ONGELDIG", reden, f"gedrag {plaats}".strip(), advies))
