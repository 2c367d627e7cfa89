"""The proof with which a client asks for a token (private_key_jwt), for who tries the API by hand."""

import json
import secrets
import time
from pathlib import Path
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from vsv.domein.fouten import Fout, InvoerFout
from vsv.toegang.service import TOKENPAD

GELDIG: Final = 60
"""Seconds that a proof holds; it can be used once."""


def make_bewijs(oin: str, sleutel: Path, adres: str) -> str:
    """Return a new proof.

    Args:
        oin: The client_id.
        sleutel: File with the private key of the client, as JWK or PEM.
        adres: Of the API.

    Raises:
        InvoerFout: The file holds no private RSA key.
    """
    key, now = _read_key(sleutel), int(time.time())
    claims = {
        "iss": oin,
        "sub": oin,
        "aud": adres.rstrip("/") + TOKENPAD,
        "iat": now,
        "exp": now + GELDIG,
        "jti": secrets.token_urlsafe(24),
    }
    header = {"alg": "PS256", "typ": "JWT", "kid": key.kid or key.thumbprint()}
    return jwt.encode(header, claims, key, algorithms=["PS256"])


def _read_key(pad: Path) -> RSAKey:
    try:
        text = pad.read_text("utf-8")
        key = RSAKey.import_key(json.loads(text) if text.lstrip().startswith("{") else text)
    except FileNotFoundError:
        raise InvoerFout(Fout("BESTAND_ONTBREEKT", "Dit bestand is er niet.", str(pad), "Kijk het pad na.")) from None
    except (JoseError, ValueError, TypeError, KeyError):
        raise InvoerFout(_fault(pad, "Dit is geen RSA-sleutel.")) from None
    if not key.is_private:
        raise InvoerFout(_fault(pad, "Dit is alleen de openbare helft van een sleutel."))
    return key


def _fault(pad: Path, reden: str) -> Fout:
    return Fout("SLEUTEL_ONGELDIG", reden, str(pad), "Geef het bestand met uw geheime sleutel, als JWK of PEM.")
