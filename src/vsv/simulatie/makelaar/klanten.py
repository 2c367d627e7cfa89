"""Who may let people log in at the oefenmakelaar, and how such a client proves who it is (OIDC Core 9)."""

import hmac
import json
import time
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from threading import Lock
from typing import Any, Final, NoReturn
from urllib.parse import unquote_plus

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey

from vsv.domein.fouten import Fout, InvoerFout
from vsv.simulatie.makelaar.fouten import OAuthFout

ALGORITMEN: Final = ("RS256", "PS256", "ES256")
"""With which a client may sign its assertion, and the makelaar its id tokens."""
ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"

_LANGST: Final = 600
"""Seconds that an assertion may hold from now on: longer would be a password."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Klant:
    """A client, as registered beforehand: a portal.

    Attributes:
        client_id: Its name.
        redirect_uris: Where the browser may go back to; only when exactly the same.
        na_uitloggen: Where the browser may go after logging out; only when exactly the same.
        geheim: For `client_secret_basic`; None: it may not do that.
        jwks: The public keys for `private_key_jwt`, as a JSON Web Key Set; None: it may not do that.
    """

    client_id: str
    redirect_uris: Sequence[str]
    na_uitloggen: Sequence[str] = ()
    geheim: str | None = None
    jwks: Mapping[str, Any] | None = None

    def __post_init__(self) -> None:
        if not self.client_id or not self.redirect_uris:
            raise InvoerFout(Fout("KLANT_ONGELDIG", "Een klant heeft een naam en een adres om naar terug te gaan."))
        if self.geheim is None and self.jwks is None:
            raise InvoerFout(Fout("KLANT_ONGELDIG", "Een klant heeft een geheim of een sleutel.", self.client_id))


def make_klant(
    *, client_id: str, terug: str, na_uitloggen: str | None, geheim: bytes | None, sleutel: bytes | None
) -> Klant:
    """Return a client from what a person has of it.

    Args:
        client_id: Its name.
        terug: Its redirect_uri.
        na_uitloggen: Where it wants the browser after logging out; None: nowhere.
        geheim: Content of a file with its secret, without the white space around it; None: there is none.
        sleutel: Content of a PEM file with its public key, RSA or P-256; None: there is none.

    Raises:
        InvoerFout: KLANT_ONGELDIG: something is missing, or a file can't be read.
    """
    try:
        secret = None if geheim is None else geheim.decode().strip()
        jwks = None if sleutel is None else {"keys": [_read_key(sleutel).as_dict(private=False)]}
    except (JoseError, ValueError):
        reden = "Dit is geen tekst met een geheim, of geen openbare sleutel in PEM."
        raise InvoerFout(Fout("KLANT_ONGELDIG", reden, client_id)) from None
    after = [] if na_uitloggen is None else [na_uitloggen]
    return Klant(client_id=client_id, redirect_uris=[terug], na_uitloggen=after, geheim=secret or None, jwks=jwks)


def _read_key(pem: bytes) -> RSAKey | ECKey:
    try:
        return RSAKey.import_key(pem)
    except (JoseError, ValueError):
        return ECKey.import_key(pem)


def klant_json(klant: Klant) -> dict[str, Any]:
    """Return a client as `parse_klanten` reads it."""
    return asdict(klant)


def parse_klanten(data: object) -> Sequence[Klant]:
    """Return the clients in a list of JSON objects with the fields of `Klant`.

    Raises:
        InvoerFout: It is no such list.
    """
    try:
        return [Klant(**row) for row in data] if isinstance(data, list) else _no_klanten()
    except TypeError:
        return _no_klanten()


def read_klanten(tekst: bytes) -> Sequence[Klant]:
    """Return the clients in a JSON text.

    Raises:
        InvoerFout: As `parse_klanten`, or it is no JSON.
    """
    try:
        data = json.loads(tekst)
    except ValueError:
        data = None
    return parse_klanten(data)


def _no_klanten() -> NoReturn:
    raise InvoerFout(Fout("KLANT_ONGELDIG", "Dit is geen lijst met klanten.", "klanten"))


class Poort:
    """Proves which client asks; remembers assertions, so that none counts twice."""

    def __init__(self, klanten: Sequence[Klant], adressen: Sequence[str]) -> None:
        """Take who is known, and the addresses an assertion may be meant for: issuer and token endpoint."""
        self._adressen = frozenset(adressen)
        self._seen: dict[tuple[str, str], float] = {}
        self._lock = Lock()
        self.set(klanten)

    def set(self, klanten: Sequence[Klant]) -> None:
        """Know these clients from now on, and no others."""
        self._klanten = {klant.client_id: klant for klant in klanten}

    def find(self, client_id: str) -> Klant | None:
        """Return the client with this name."""
        return self._klanten.get(client_id)

    def prove(self, form: Mapping[str, str], authorization: str | None) -> Klant:
        """Return the client that asks.

        Args:
            form: What was posted to the token endpoint.
            authorization: The header of that name.

        Raises:
            OAuthFout: invalid_client; invalid_request when it shows two proofs.
        """
        if authorization and "client_assertion" in form:
            raise OAuthFout("invalid_request", "Gebruik een manier om te zeggen wie u bent, niet twee.")
        if authorization:
            return self._by_secret(authorization)
        if form.get("client_assertion_type") == ASSERTION:
            return self._by_assertion(form.get("client_assertion", ""), form.get("client_id"))
        raise _unknown("Gebruik client_secret_basic of private_key_jwt.")

    def _by_secret(self, authorization: str) -> Klant:
        soort, _, waarde = authorization.partition(" ")
        try:
            naam, _, geheim = b64decode(waarde, validate=True).decode().partition(":")
        except ValueError:
            raise _unknown("De header Authorization is niet te lezen.") from None
        klant = self.find(unquote_plus(naam))
        if soort.lower() != "basic" or klant is None or klant.geheim is None:
            raise _unknown("Deze klant is hier niet bekend met een geheim.")
        if not hmac.compare_digest(unquote_plus(geheim).encode(), klant.geheim.encode()):
            raise _unknown("Het geheim klopt niet.")
        return klant

    def _by_assertion(self, assertion: str, client_id: str | None) -> Klant:
        klant, claims = self._signer(assertion)
        if client_id not in (None, klant.client_id):
            raise _unknown("client_id is van een andere klant dan het bewijs.")
        aud = claims.get("aud")
        meant_for = {aud} if isinstance(aud, str) else set(aud) if isinstance(aud, list) else set()
        if not meant_for & self._adressen:
            raise _unknown("Het bewijs is voor een ander bedoeld.")
        now, exp = time.time(), claims.get("exp")
        if not isinstance(exp, int | float) or not now < exp <= now + _LANGST:
            raise _unknown("Het bewijs is verlopen, of is te lang geldig.")
        self._remember(klant, claims.get("jti"), now, exp)
        return klant

    def _signer(self, assertion: str) -> tuple[Klant, dict[str, Any]]:
        """Return who signed an assertion, and its claims."""
        try:
            klant = self.find(_issuer(assertion))
            if klant is None or klant.jwks is None:
                raise _unknown("Deze klant is hier niet bekend met een sleutel.")
            keys = KeySet.import_key_set({"keys": [dict(key) for key in klant.jwks["keys"]]})
            only = keys.keys[0] if len(keys.keys) == 1 else keys  # a single key needs no name
            claims = jwt.decode(assertion, only, algorithms=list(ALGORITMEN)).claims
        except (JoseError, ValueError):
            raise _unknown("De handtekening van het bewijs klopt niet.") from None
        if claims.get("iss") != klant.client_id or claims.get("sub") != klant.client_id:
            raise _unknown("iss en sub van het bewijs zijn niet de klant.")
        return klant, claims

    def _remember(self, klant: Klant, jti: object, now: float, exp: float) -> None:
        if not isinstance(jti, str) or not jti:
            raise _unknown("Het bewijs heeft geen jti.")
        with self._lock:
            self._seen = {seen: end for seen, end in self._seen.items() if end > now}
            if (klant.client_id, jti) in self._seen:
                raise _unknown("Dit bewijs is al eens gebruikt.")
            self._seen[klant.client_id, jti] = exp


def _issuer(assertion: str) -> str:
    """Return who says to have signed this; nothing is proven yet."""
    claims = json.loads(jws.extract_compact(assertion.encode()).payload)
    return str(claims.get("iss")) if isinstance(claims, dict) else ""


def _unknown(reden: str) -> OAuthFout:
    return OAuthFout("invalid_client", reden)
