"""Giving a token: who asks proves it, asks for scopes that organisations gave, and the log has it either way."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from vsv.logboek.service import Afzender, log
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.oauth.bewijs import Bewaard, Bewijs, check_claims, check_signature, read_claimed
from vsv.toegang.oauth.token import GELDIG, sign_token
from vsv.toegang.oauth.weigeren import NIET_HERKEND, SCOPE_FOUT, TokenGeweigerd, Weigerreden, log_refusal
from vsv.toegang.scopes import Scope, known_scopes

TOKENPAD: Final = "/oauth/token"
"""Where a token is asked for, under the address of the API; together the `aud` of a proof."""
_NABEWAREN: Final = 60
"""Seconds that a used jti is kept after its end, as the clock of the database may differ from ours."""


@dataclass(frozen=True, slots=True)
class Uitgegeven:
    """A token that was given.

    Attributes:
        token: The token itself.
        scopes: What it is for, in the order of `Scope`.
        seconden: How long it holds.
    """

    token: str
    scopes: tuple[Scope, ...]
    seconden: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokenvraag:
    """What a client asks at the token endpoint, as it came.

    Attributes:
        bewijs: The client assertion, a JWT.
        client_id: When it was said beside it: has to be the same client.
        scope: What is asked for, separated by spaces; None or empty = all that the client has anywhere.
        certificaat: Thumbprint (`x5t#S256`) of the client certificate, to which the token gets bound; None = none.
        trace: W3C trace id of the request.
    """

    bewijs: str
    client_id: str | None = None
    scope: str | None = None
    certificaat: str | None = None
    trace: str


def issue_token(vraag: Tokenvraag, *, adres: str) -> Uitgegeven:
    """Give a token to a client that proves who it is, and log it.

    Args:
        vraag: What it asks.
        adres: Of the API: the issuer and the audience of our tokens.

    Raises:
        TokenGeweigerd: `invalid_client` or `invalid_scope`; it is logged. A proof that held can't be used again.
        OmgevingFout: Our keys, or the database, are not there.
    """
    with transactie("web") as cur:  # a refusal is committed too: its line, and that the proof was used
        given = _try(cur, vraag, adres)
    if isinstance(given, TokenGeweigerd):
        raise given
    return given


def _try(cur: Cursor, vraag: Tokenvraag, adres: str) -> Uitgegeven | TokenGeweigerd:
    """Return a token, or why not: that is logged."""
    client = None
    try:
        client = _find_client(cur, read_claimed(vraag.bewijs, vraag.client_id))
        claims = check_signature(vraag.bewijs, client)
    except TokenGeweigerd as e:
        log_refusal(cur, e, trace=vraag.trace, beweerd=client.oin if client else None)
        return e
    try:
        _use_up(cur, client, check_claims(claims, aud=adres + TOKENPAD, nu=time.time()))
        return _give(cur, client, vraag, adres)
    except TokenGeweigerd as e:
        e.client = client.oin
        log_refusal(cur, e, trace=vraag.trace)
        return e


def _give(cur: Cursor, client: Bewaard, vraag: Tokenvraag, adres: str) -> Uitgegeven:
    scopes = _choose_scopes(cur, client.oin, vraag.scope)
    token, jti = sign_token(client.oin, scopes, aud=adres, certificaat=vraag.certificaat)
    afzender = Afzender(actor=f"client:{client.oin}", oorsprong="api", organisatie=None, trace=vraag.trace)
    log(cur, afzender, "toegang.token_geven", bijzonderheden={"client": client.oin, "scopes": scopes, "jti": jti})
    return Uitgegeven(token, tuple(scopes), GELDIG)


def _use_up(cur: Cursor, client: Bewaard, bewijs: Bewijs) -> None:
    until = datetime.fromtimestamp(bewijs.verloopt + _NABEWAREN, UTC)
    if cur.execute("SELECT toegang_gebruik_jti(%s, %s, %s)", (client.id, bewijs.jti, until)).fetchone() != (True,):
        raise TokenGeweigerd(NIET_HERKEND, Weigerreden.JTI_HERHAALD)


def _find_client(cur: Cursor, oin: str) -> Bewaard:
    row = cur.execute("SELECT id, oin, jwks, geblokkeerd_op IS NOT NULL FROM client WHERE oin = %s", (oin,)).fetchone()
    if row is None:
        raise TokenGeweigerd(NIET_HERKEND, Weigerreden.CLIENT_ONBEKEND)
    return Bewaard(*row)


def _choose_scopes(cur: Cursor, oin: str, scope: str | None) -> list[Scope]:
    """Return the scopes that were asked for, or else all that some organisation gave."""
    rows = cur.execute("SELECT DISTINCT unnest(scopes) FROM toegang_machtigingen(%s)", (oin,)).fetchall()
    has = known_scopes(name for (name,) in rows)
    asked = (scope or "").split(" ") if scope else []
    chosen = known_scopes(asked) if asked else has
    if len(chosen) < len(set(asked)):
        raise TokenGeweigerd(SCOPE_FOUT, Weigerreden.SCOPE_ONBEKEND)
    if not has:
        raise TokenGeweigerd(SCOPE_FOUT, Weigerreden.GEEN_MACHTIGING)
    if chosen - has:
        raise TokenGeweigerd(SCOPE_FOUT, Weigerreden.SCOPE_NIET_VERLEEND)
    return [scope for scope in Scope if scope in chosen]
