"""Our tokens: a JWT of ten minutes (RFC 9068, OAuth NL GOV 1.1), signed with PS256.

A token says which client it is of and what was asked for; not for which organisation. Whether an organisation lets
this client do so is asked at each request, so that what is withdrawn stops before its tokens are over.
"""

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any, Final

from joserfc import jws, jwt
from joserfc.errors import JoseError

from vsv.toegang.oauth.sleutels import ALGORITME, Tokensleutels, load_tokensleutels
from vsv.toegang.oauth.weigeren import TOKEN_FOUT, TokenGeweigerd, Weigerreden, refuse_token
from vsv.toegang.scopes import Scope, known_scopes

GELDIG: Final = 600
"""Seconds that a token holds (OAuth NL GOV 1.1: 5 to 15 minutes)."""
SOORT: Final = "at+jwt"
_LENGTE_MAX: Final = 4000
_ONTHOUDEN: Final = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Uitgever:
    """Who gives tokens, as clients know it.

    Attributes:
        iss: Address of who gives them.
        tokeneindpunt: Where they are asked for: the `aud` of a proof.
        aud: Address of the API that takes them.
    """

    iss: str
    tokeneindpunt: str
    aud: str


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
    thumbprint: str | None
    sleutels: Tokensleutels


_proven: OrderedDict[bytes, _Bewezen] = OrderedDict()
_lock: Final = Lock()


def sign_token(uitgever: Uitgever, client_oin: str, scopes: Iterable[Scope], thumbprint: str | None) -> tuple[str, str]:
    """Return a new token, and its jti.

    Args:
        uitgever: Who gives it.
        client_oin: To whom.
        scopes: For what.
        thumbprint: SHA-256 of the client certificate as base64url (`x5t#S256`), to which the token is bound; None =
            the proxy passed none.
    """
    sleutels = load_tokensleutels()
    nu, jti = int(time.time()), secrets.token_urlsafe(16)
    claims: dict[str, Any] = {
        "iss": uitgever.iss,
        "azp": client_oin,
        "client_id": client_oin,
        "sub": client_oin,
        "aud": uitgever.aud,
        "exp": nu + GELDIG,
        "iat": nu,
        "jti": jti,
        "scope": " ".join(scopes),
    }
    if thumbprint:
        claims["cnf"] = {"x5t#S256": thumbprint}
    header = {"alg": ALGORITME, "typ": SOORT, "kid": sleutels.actief}
    return jwt.encode(header, claims, sleutels.geheim, algorithms=[ALGORITME]), jti


def verify_token(token: str, uitgever: Uitgever, thumbprint: str | None, *, trace: str) -> Toegangstoken:
    """Return what a token says, after proving that it is of us, for us, of now and of who sends it.

    Args:
        token: As it came behind `Bearer`.
        uitgever: Who gives tokens, and for which API.
        thumbprint: Of the client certificate with which it came (`x5t#S256`); None = none.
        trace: W3C trace id of the request, for the line about a refusal.

    Raises:
        TokenGeweigerd: `invalid_token`; it is logged.
        OmgevingFout: Our keys are not there.
    """
    try:
        return _verify(token, uitgever, thumbprint)
    except TokenGeweigerd as e:
        refuse_token(e, trace=trace)
        raise


def _verify(token: str, uitgever: Uitgever, thumbprint: str | None) -> Toegangstoken:
    sleutels = load_tokensleutels()
    digest = hashlib.sha256(token.encode(errors="replace")).digest()
    proven = _recall(digest, sleutels)
    if proven is None:
        proven = _prove(token, sleutels)
        _remember(digest, proven)
    if time.time() >= proven.exp:
        raise _refuse(Weigerreden.TOKEN_VERLOPEN)
    if (proven.iss, proven.aud) != (uitgever.iss, uitgever.aud):
        raise _refuse(Weigerreden.TOKEN_VOOR_ANDER)
    if proven.thumbprint is not None and proven.thumbprint != thumbprint:
        raise _refuse(Weigerreden.CERTIFICAAT_ANDERS)
    return proven.token


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
        thumbprint=claims.get("cnf", {}).get("x5t#S256"),
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
