"""The id tokens of the oefenmakelaar: what eHerkenning says about who logged in, signed, right or as wrong as asked.

The attributes are flat claims under their names in the Afsprakenstelsel Elektronische Toegangsdiensten. Brokers differ
in this: here the kind of legal subject is part of the name of the claim, and its value is the number.
"""

import hmac
import json
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Literal

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from vsv.simulatie.makelaar.codes import Keuze
from vsv.simulatie.makelaar.fouten import PaginaFout
from vsv.simulatie.makelaar.gedrag import Gebrek

Algoritme = Literal["RS256", "PS256", "ES256"]

NIVEAU: Final = "urn:etoegang:core:assurance-class:"
"""What a level begins with in the claim acr."""
ACTING_SUBJECT: Final = "urn:etoegang:core:ActingSubjectID"
ENTITY_CONCERNED: Final = "urn:etoegang:1.9:EntityConcernedID:"
"""What the claim of the legal subject begins with; KvKnr or RSIN follows."""
SERVICE_ID: Final = "urn:etoegang:core:ServiceID"
SERVICE_UUID: Final = "urn:etoegang:core:ServiceUUID"
VESTIGING: Final = "urn:etoegang:1.9:ServiceRestriction:Vestigingsnr"
CLAIMS: Final = ("acr", ACTING_SUBJECT, f"{ENTITY_CONCERNED}KvKnr", f"{ENTITY_CONCERNED}RSIN", SERVICE_ID, SERVICE_UUID)

GELDIG: Final = 300
"""Seconds that an id token holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dienst:
    """The service that is logged in to, as the catalogue of eHerkenning names it."""

    service_id: str = "urn:etoegang:DV:00000099000000001000:services:0001"
    service_uuid: str = "6f0d1f5e-5a0b-4f0e-9d0c-0e7a5d3c2b1a"


class Uitgever:
    """Signs id tokens with a key that is made when it begins: after a restart it is another."""

    def __init__(self, issuer: str, dienst: Dienst, alg: Algoritme) -> None:
        self.issuer = issuer
        self._dienst = dienst
        self._alg = alg
        self._key = _make_key(alg)

    def jwks(self) -> Mapping[str, Any]:
        """Return the public key, as a JSON Web Key Set."""
        key = self._key.as_dict(private=False) | {"kid": self._key.kid, "use": "sig", "alg": self._alg}
        return {"keys": [key]}

    def make(self, keuze: Keuze, gebrek: Gebrek | None) -> str:
        """Return the id token for a choice, with at most one thing wrong."""
        claims = self._claims(keuze)
        if gebrek in _ANDERS:
            claims = _ANDERS[gebrek](claims)
        return self._sign(claims, gebrek)

    def read_hint(self, token: str) -> str:
        """Return the client that an id token of this makelaar was for; it may have run out.

        Raises:
            PaginaFout: It is not signed with the key of this makelaar.
        """
        try:
            claims = jwt.decode(token, KeySet([self._key]), algorithms=[self._alg]).claims
        except (JoseError, ValueError):
            raise PaginaFout("Het bewijs dat u was ingelogd, is niet van deze makelaar.") from None
        return str(claims.get("aud"))

    def _claims(self, keuze: Keuze) -> dict[str, Any]:
        persoon, now = keuze.persoon, int(time.time())
        restriction = {} if persoon.vestigingsnr is None else {VESTIGING: persoon.vestigingsnr}
        return {
            "iss": self.issuer,
            "sub": persoon.acting_subject,
            "aud": keuze.aanvraag.klant.client_id,
            "iat": now,
            "exp": now + GELDIG,
            "auth_time": int(keuze.moment),
            "nonce": keuze.aanvraag.nonce,
            "acr": NIVEAU + persoon.loa,
            ACTING_SUBJECT: persoon.acting_subject,
            ENTITY_CONCERNED + persoon.rechtspersoon_soort: persoon.nummer,
            SERVICE_ID: self._dienst.service_id,
            SERVICE_UUID: self._dienst.service_uuid,
        } | restriction

    def _sign(self, claims: Mapping[str, Any], gebrek: Gebrek | None) -> str:
        header = {"alg": self._alg, "kid": self._key.kid}
        match gebrek:
            case Gebrek.ZONDER_HANDTEKENING:
                return f"{_part({'alg': 'none'})}.{_part(claims)}."
            case Gebrek.GEDEELD_GEHEIM:
                tekst = f"{_part(header | {'alg': 'HS256'})}.{_part(claims)}"
                digest = hmac.digest(self._key.as_pem(private=False), tekst.encode(), sha256)
                return f"{tekst}.{_base64(digest)}"
            case Gebrek.ANDERE_SLEUTEL:
                return jwt.encode(header, dict(claims), _make_key(self._alg), algorithms=[self._alg])
            case _:
                return jwt.encode(header, dict(claims), self._key, algorithms=[self._alg])


def _make_key(alg: Algoritme) -> RSAKey | ECKey:
    key = ECKey.generate_key("P-256") if alg == "ES256" else RSAKey.generate_key(2048)
    key.ensure_kid()
    return key


def _zonder(*namen: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda claims: {naam: waarde for naam, waarde in claims.items() if naam not in namen}


def _met(**anders: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda claims: claims | anders


def _verlopen(claims: dict[str, Any]) -> dict[str, Any]:
    return claims | {naam: claims[naam] - 3600 - GELDIG for naam in ("iat", "exp", "auth_time")}


_ANDERS: Final[Mapping[Gebrek | None, Callable[[dict[str, Any]], dict[str, Any]]]] = {
    Gebrek.NIVEAU_LOA2: _met(acr=f"{NIVEAU}loa2"),
    Gebrek.NIVEAU_LOA2PLUS: _met(acr=f"{NIVEAU}loa2plus"),
    Gebrek.ZONDER_NIVEAU: _zonder("acr"),
    Gebrek.ANDER_PUBLIEK: _met(aud="een-ander-portaal"),
    Gebrek.ANDERE_UITGEVER: _met(iss="https://een-andere-makelaar.example"),
    Gebrek.VERLOPEN: _verlopen,
    Gebrek.ANDERE_NONCE: lambda claims: claims | {"nonce": secrets.token_urlsafe(16)},
    Gebrek.ZONDER_NONCE: _zonder("nonce"),
    Gebrek.ZONDER_PERSOON: _zonder(ACTING_SUBJECT),
    Gebrek.ZONDER_ORGANISATIE: _zonder(f"{ENTITY_CONCERNED}KvKnr", f"{ENTITY_CONCERNED}RSIN"),
    Gebrek.ANDERE_DIENST: lambda claims: (
        claims | {SERVICE_ID: "urn:etoegang:DV:00000099000000009000:services:0009", SERVICE_UUID: secrets.token_hex(16)}
    ),
}


def _part(data: Mapping[str, Any]) -> str:
    return _base64(json.dumps(data).encode())


def _base64(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
