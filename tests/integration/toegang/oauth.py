"""A vendor that asks for tokens, as tests see one."""

import secrets
import time
from collections.abc import Mapping
from typing import Any

import psycopg
from joserfc import jwt
from joserfc.jwk import RSAKey

from vsv.toegang.service import Tokenvraag, Uitgegeven, issue_token

ADRES = "https://api.vsv.voorbeeld.nl"
TRACE = "0" * 31 + "7"
SLEUTEL = RSAKey.generate_key(2048, {"kid": "sleutel-1"})
ANDERE_SLEUTEL = RSAKey.generate_key(2048, {"kid": "sleutel-2"})
LEVERANCIER, ANDER = "00000099000000005000", "00000099000000006000"


def jwks(*keys: RSAKey) -> dict[str, Any]:
    return {"keys": [key.as_dict(private=False) for key in keys]}


def proof(
    oin: str = LEVERANCIER, key: RSAKey = SLEUTEL, *, alg: str = "PS256", kid: str | None = "", **anders: Any
) -> str:
    """A client assertion; `anders` replaces claims, None leaves one out."""
    now = int(time.time())
    claims = {
        "iss": oin,
        "sub": oin,
        "aud": f"{ADRES}/oauth/token",
        "iat": now,
        "exp": now + 60,
        "jti": secrets.token_urlsafe(16),
    } | anders
    header = {"alg": alg} | ({} if kid is None else {"kid": kid or str(key.kid)})
    return jwt.encode(header, {k: v for k, v in claims.items() if v is not None}, key, algorithms=[alg])


def ask(bewijs: str | None = None, *, adres: str = ADRES, **velden: Any) -> Uitgegeven:
    return issue_token(Tokenvraag(bewijs=bewijs or proof(), trace=TRACE, **velden), adres=adres)


def log_lines(database: str) -> list[tuple[str, str, str, Mapping[str, Any]]]:
    """Actor, actie, resultaat and details of what was logged through the API, in order."""
    with psycopg.connect(database) as admin:
        return admin.execute(
            "SELECT actor, actie, resultaat, bijzonderheden FROM logregel WHERE oorsprong = 'api' ORDER BY nummer"
        ).fetchall()
