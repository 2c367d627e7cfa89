"""Our tokens: a JWT of ten minutes (RFC 9068, OAuth NL GOV 1.1), signed with PS256.

A token says which client it is of and what was asked for; not for which organisation. Whether an organisation lets
this client do so is asked at each request, so that what is withdrawn stops before its tokens are over.
"""

import hashlib
import secrets
import time
from base64 import urlsafe_b64encode
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from threading import Lock
from typing import Any, Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509 import load_pem_x509_certificate
from joserfc import jws, jwt
from joserfc.errors import JoseError

from vsv.toegang.oauth.sleutels import ALGORITME, Tokensleutels, load_signing_keys
from vsv.toegang.oauth.weigeren import TOKEN_FOUT, TokenGeweigerd, Weigerreden
from vsv.toegang.scopes import Scope, known_scopes

GELDIG: Final = 600
"""Seconds that a token holds (OAuth NL GOV 1.1: 5 to 15 minutes)."""
SOORT: Final = "at+jwt"
_LENGTE_MAX: Final = 4000
_ONTHOUDEN: Final = 4096


@dataclass(frozen=True, slots=True)
class Toegangstoken:
    """What a token of ours says that holds.

    Attributes:
        client_oin: Which client it is of.
        scopes: What it was given for; what it may do is this and the machtiging of an organisation.
        jti: Which token it is.
        verloopt_op: Until when.
    """

    client_oin: str
    scopes: frozenset[Scope]
    jti: str
    verloopt_op: datetime


@dataclass(frozen=True, slots=True)
class _Bewezen:
    """A token whose signature was proven once, with all that has to be looked at each time."""

    token: Toegangstoken
    exp: float
    iss: str
    aud: str
    certificaat: str | None
    sleutels: Tokensleutels


_proven: OrderedDict[bytes, _Bewezen] = OrderedDict()
_lock: Final = Lock()


def sign_token(client_oin: str, scopes: Iterable[Scope], *, aud: str, certificaat: str | None) -> tuple[str, str]:
    """Return a new token, and its jti.

    Args:
        client_oin: To whom.
        scopes: For what.
        aud: Address of the API, which is also who gives it.
        certificaat: Thumbprint of the client certificate, to which the token is bound; None = there is none.
    """
    sleutels = load_signing_keys()
    nu, jti = int(time.time()), secrets.token_urlsafe(16)
    claims: dict[str, Any] = {
        "iss": aud,
        "azp": client_oin,
        "client_id": client_oin,
        "sub": client_oin,
        "aud": aud,
        "exp": nu + GELDIG,
        "iat": nu,
        "jti": jti,
        "scope": " ".join(scopes),
    }
    if certificaat:
        claims["cnf"] = {"x5t#S256": certificaat}
    header = {"alg": ALGORITME, "typ": SOORT, "kid": sleutels.actief}
    return jwt.encode(header, claims, sleutels.geheim, algorithms=[ALGORITME]), jti


def verify_token(token: str, *, aud: str, certificaat: str | None) -> Toegangstoken:
    """Return what a token says, after proving that it is of us, for us, of now and of who sends it.

    Args:
        token: As it came behind `Bearer`.
        aud: Address of the API, which is also who gave it.
        certificaat: Thumbprint of the client certificate with which it came; None = it came without.

    Raises:
        TokenGeweigerd: `invalid_token`; the caller logs it with `refuse_token`.
        OmgevingFout: Our keys are not there.
    """
    sleutels = load_signing_keys()
    digest = hashlib.sha256(token.encode(errors="replace")).digest()
    proven = _recall(digest, sleutels)
    if proven is None:
        proven = _prove(token, sleutels)
        _remember(digest, proven)
    if reden := _find_objection(proven, aud, certificaat):
        raise TokenGeweigerd(TOKEN_FOUT, reden, proven.token.client_oin)
    return proven.token


def _find_objection(proven: _Bewezen, aud: str, certificaat: str | None) -> Weigerreden | None:
    """Return why a token of ours is of no use here and now."""
    if time.time() >= proven.exp:
        return Weigerreden.TOKEN_VERLOPEN
    if proven.iss != aud or proven.aud != aud:
        return Weigerreden.TOKEN_VOOR_ANDER
    if proven.certificaat not in (None, certificaat):
        return Weigerreden.CERTIFICAAT_ANDERS
    return None


@lru_cache(maxsize=1024)
def certificate_thumbprint(pem: str) -> str:
    """Return the thumbprint of a client certificate as a token has it: SHA-256 of its DER as base64url (RFC 8705).

    Raises:
        TokenGeweigerd: CERTIFICAAT_ONLEESBAAR: it is no certificate in PEM.
    """
    try:
        digest = load_pem_x509_certificate(pem.encode()).fingerprint(SHA256())
    except ValueError as e:
        raise _refuse(Weigerreden.CERTIFICAAT_ONLEESBAAR) from e
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _recall(digest: bytes, sleutels: Tokensleutels) -> _Bewezen | None:
    """Return what is known of a token, as long as the keys are the same."""
    with _lock:
        proven = _proven.get(digest)
        if proven is None or proven.sleutels is not sleutels:
            return None
        _proven.move_to_end(digest)
        return proven


def _remember(digest: bytes, proven: _Bewezen) -> None:
    with _lock:
        _proven[digest] = proven
        _proven.move_to_end(digest)
        while len(_proven) > _ONTHOUDEN:
            _proven.popitem(last=False)


def _prove(token: str, sleutels: Tokensleutels) -> _Bewezen:
    """Prove the signature of a token, and that it is whole."""
    header = _header_of(token)
    key = sleutels.openbaar.get(str(header.get("kid")))
    if header.get("alg") != ALGORITME or header.get("typ") != SOORT or key is None:
        raise _refuse(Weigerreden.TOKEN_ONLEESBAAR)
    try:
        claims = jwt.decode(token, key, algorithms=[ALGORITME]).claims
    except (JoseError, ValueError) as e:
        raise _refuse(Weigerreden.TOKEN_VERVALST) from e
    # From here on it is our own text.
    return _Bewezen(
        Toegangstoken(
            client_oin=claims["sub"],
            scopes=known_scopes(claims["scope"].split()),
            jti=claims["jti"],
            verloopt_op=datetime.fromtimestamp(claims["exp"], UTC),
        ),
        exp=claims["exp"],
        iss=claims["iss"],
        aud=claims["aud"],
        certificaat=claims.get("cnf", {}).get("x5t#S256"),
        sleutels=sleutels,
    )


def _header_of(token: str) -> Mapping[str, Any]:
    if len(token) > _LENGTE_MAX:
        raise _refuse(Weigerreden.TOKEN_ONLEESBAAR)
    try:
        header = jws.extract_compact(token.encode()).headers()
    except (JoseError, ValueError, RecursionError) as e:
        raise _refuse(Weigerreden.TOKEN_ONLEESBAAR) from e
    if not isinstance(header, Mapping):
        raise _refuse(Weigerreden.TOKEN_ONLEESBAAR)
    return header


def _refuse(reden: Weigerreden) -> TokenGeweigerd:
    return TokenGeweigerd(TOKEN_FOUT, reden)
