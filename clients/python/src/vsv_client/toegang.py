"""Who we are: the key that proves it (private_key_jwt), and the access token that we got for it."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import httpx2
from joserfc import jwt
from joserfc.jwk import RSAKey

ALGORITME: Final = "PS256"
BEWIJSSOORT: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
BEWIJS_SECONDEN: Final = 60
MARGE_SECONDEN: Final = 30
"""So long before its end a token is no longer used: a request on its way should not come too late."""


@dataclass(slots=True)
class Toegang:
    """The token of a client, and how to ask for another.

    Attributes:
        adres: Of the API, without `/v1`.
        oin: Of the client.
        sleutel: Its private key.
        laatste: The token that came last; empty before the first.
    """

    adres: str
    oin: str
    sleutel: RSAKey = field(repr=False)
    laatste: str = field(default="", repr=False)
    _tot: float = 0.0

    def token(self, nu: float) -> str | None:
        """Return the token, or None when there is none that holds long enough.

        Args:
            nu: Seconds on any clock that only goes forward; the same clock as for `neem`.
        """
        return self.laatste if nu < self._tot else None

    def vergeet(self, token: str) -> None:
        """Forget a token that was refused, unless it was replaced since."""
        if token == self.laatste:
            self._tot = 0.0

    def neem(self, antwoord: Mapping[str, Any], nu: float) -> None:
        """Keep the token that came at `nu`."""
        self.laatste, seconden = str(antwoord["access_token"]), float(antwoord["expires_in"])
        self._tot = nu + seconden - min(MARGE_SECONDEN, seconden / 2)

    def verzoek(self, tijd: float) -> httpx2.Request:
        """Return a request for a token, with a new proof: each is accepted once.

        Args:
            tijd: Seconds since 1970.
        """
        adres = f"{self.adres}/oauth/token"
        claims = {
            "iss": self.oin,
            "sub": self.oin,
            "aud": adres,
            "iat": int(tijd),
            "exp": int(tijd) + BEWIJS_SECONDEN,
            "jti": secrets.token_urlsafe(24),
        }
        kop = {"alg": ALGORITME, "typ": "JWT"} | ({"kid": self.sleutel.kid} if self.sleutel.kid else {})
        bewijs = jwt.encode(kop, claims, self.sleutel, algorithms=[ALGORITME])
        vorm = {
            "grant_type": "client_credentials",
            "client_assertion_type": BEWIJSSOORT,
            "client_assertion": bewijs,
        }
        return httpx2.Request("POST", adres, data=vorm, headers={"Accept": "application/json"})


def lees_sleutel(sleutel: RSAKey | Mapping[str, Any] | str | Path) -> RSAKey:
    """Return a private key.

    Args:
        sleutel: A key of joserfc, a JWK as a dict, or the path of a file with a JWK or PEM.

    Raises:
        ValueError: It is not a private RSA key.
        OSError: The file can't be read.
    """
    if isinstance(sleutel, str | Path):
        tekst = Path(sleutel).read_text()
        sleutel = RSAKey.import_key(json.loads(tekst) if tekst.lstrip().startswith("{") else tekst)
    elif isinstance(sleutel, Mapping):
        sleutel = RSAKey.import_key(dict(sleutel))
    if not sleutel.is_private:
        raise ValueError("Dit is een publieke sleutel; om in te loggen is de private nodig.")
    return sleutel
