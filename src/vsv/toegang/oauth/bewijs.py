"""The proof with which a client says who it is: a client assertion (private_key_jwt, RFC 7523, OAuth NL GOV 1.1)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from vsv.toegang.oauth.jwks import ALGORITMEN
from vsv.toegang.oauth.weigeren import NIET_HERKEND, TokenGeweigerd, Weigerreden

GELDIG_HOOGSTENS: Final = 300
"""Seconds that a proof may still hold (our decision)."""
KLOKVERSCHIL: Final = 10
"""Seconds that the clock of a client may be ahead of ours."""
_LENGTE_MAX: Final = 8000
_CLIENT: Final = re.compile(r"[0-9]{20}", re.ASCII)
_EEUWIG: Final = 10**12
_JTI: Final = re.compile(r"[!-~]{22,255}")  # 22 signs of base64url are 132 bits
_HEX: Final = re.compile(r"[0-9A-Fa-f-]+")
_HEX_MIN: Final = 32  # 128 bits


@dataclass(frozen=True, slots=True)
class Bewaard:
    """What we keep of a client.

    Attributes:
        id: Internal key.
        oin: The client_id.
        jwks: Its public keys.
        geblokkeerd: It gets nothing.
    """

    id: int
    oin: str
    jwks: Mapping[str, Any]
    geblokkeerd: bool


@dataclass(frozen=True, slots=True)
class Bewijs:
    """A proof that holds, unless it was used before.

    Attributes:
        jti: Which one it is; unique per client.
        verloopt: Until when it could be used, seconds since 1970.
    """

    jti: str
    verloopt: float


def read_claimed(bewijs: str, client_id: str | None) -> str:
    """Return which client a proof is of, by its own words: nothing is proven yet.

    Raises:
        TokenGeweigerd: BEWIJS_ONLEESBAAR, ALGORITME_VERBODEN, UITGEVER_ANDERS, CLIENT_ONBEKEND.
    """
    header, claims = _extract(bewijs)
    if header.get("alg") not in ALGORITMEN:
        raise _refuse(Weigerreden.ALGORITME_VERBODEN)
    said = claims.get("sub")
    if not isinstance(said, str) or claims.get("iss") != said or client_id not in (None, said):
        raise _refuse(Weigerreden.UITGEVER_ANDERS)
    if not _CLIENT.fullmatch(said):
        raise _refuse(Weigerreden.CLIENT_ONBEKEND)
    return said


def check_signature(bewijs: str, client: Bewaard) -> Mapping[str, Any]:
    """Return the claims of a proof that was signed with a key of this client.

    Raises:
        TokenGeweigerd: CLIENT_GEBLOKKEERD, SLEUTEL_ONBEKEND, HANDTEKENING_FOUT.
    """
    if client.geblokkeerd:
        raise _refuse(Weigerreden.CLIENT_GEBLOKKEERD)
    key = _find_key(_extract(bewijs)[0].get("kid"), client.jwks)
    try:
        return jwt.decode(bewijs, RSAKey.import_key(dict(key)), algorithms=list(ALGORITMEN)).claims
    except (JoseError, ValueError) as e:
        raise _refuse(Weigerreden.HANDTEKENING_FOUT) from e


def check_claims(claims: Mapping[str, Any], *, aud: str, nu: float) -> Bewijs:
    """Return what is needed to use up a proof that is for us, now.

    Args:
        claims: Of a proof whose signature holds.
        aud: The address of the token endpoint.
        nu: Seconds since 1970.

    Raises:
        TokenGeweigerd: DOEL_ANDERS, TIJD_ONTBREEKT, VERLOPEN, TE_LANG_GELDIG, NOG_NIET_GELDIG, JTI_ONGELDIG.
    """
    if claims.get("aud") not in (aud, [aud]):  # one that is for others too could be used by them
        raise _refuse(Weigerreden.DOEL_ANDERS)
    exp, iat, nbf = (_moment(claims.get(name)) for name in ("exp", "iat", "nbf"))
    if exp is None or iat is None:
        raise _refuse(Weigerreden.TIJD_ONTBREEKT)
    if exp <= nu:
        raise _refuse(Weigerreden.VERLOPEN)
    if max(iat, nbf or iat) > nu + KLOKVERSCHIL:
        raise _refuse(Weigerreden.NOG_NIET_GELDIG)
    if exp > nu + GELDIG_HOOGSTENS + KLOKVERSCHIL or exp - iat > GELDIG_HOOGSTENS:
        raise _refuse(Weigerreden.TE_LANG_GELDIG)
    jti = claims.get("jti")
    if not isinstance(jti, str) or not is_long_enough(jti):
        raise _refuse(Weigerreden.JTI_ONGELDIG)
    return Bewijs(jti, exp)


def is_long_enough(jti: str) -> bool:
    """Say whether a jti can hold 128 bits: 22 signs, or 32 when they are hexadecimal (a UUID is).

    >>> is_long_enough("9f1c8f4e-6d0b-4b54-8a53-1d2f3c4b5a69"), is_long_enough("1234567890123456789012")
    (True, False)
    """
    if not _JTI.fullmatch(jti):
        return False
    return not _HEX.fullmatch(jti) or len(jti.replace("-", "")) >= _HEX_MIN


def _extract(bewijs: str) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
    """Return header and claims as they are written, unproven."""
    if len(bewijs) > _LENGTE_MAX:
        raise _refuse(Weigerreden.BEWIJS_ONLEESBAAR)
    try:
        found = jws.extract_compact(bewijs.encode())
        header, claims = found.headers(), json.loads(found.payload or b"")
    except (JoseError, ValueError, RecursionError) as e:
        raise _refuse(Weigerreden.BEWIJS_ONLEESBAAR) from e
    if not isinstance(header, Mapping) or not isinstance(claims, Mapping) or "crit" in header:
        raise _refuse(Weigerreden.BEWIJS_ONLEESBAAR)  # crit: we know no extension
    return header, claims


def _find_key(kid: object, jwks: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the key that a proof names; without a name, the only one that there is."""
    keys = jwks["keys"]
    found = [key for key in keys if key["kid"] == kid or (kid is None and len(keys) == 1)]
    if len(found) != 1:
        raise _refuse(Weigerreden.SLEUTEL_ONBEKEND)
    return dict(found[0])


def _moment(value: object) -> float | None:
    """Return a NumericDate; None when it is none, such as true, NaN or 10^400."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _EEUWIG:
        return None
    return float(value)


def _refuse(reden: Weigerreden) -> TokenGeweigerd:
    return TokenGeweigerd(NIET_HERKEND, reden)
