"""Who asks: the token of the client, the organisation it acts for, and what it may do there at this moment."""

from collections.abc import Collection
from typing import Final
from urllib.parse import unquote

from django.conf import settings

from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.tempo import count_request
from vsv.api.kader.verzoek import Verzoek
from vsv.toegang.service import (
    Scope,
    Toegangstoken,
    TokenGeweigerd,
    Weigerreden,
    Wie,
    certificate_thumbprint,
    find_machtiging,
    is_blocked,
    rechten_van_scopes,
    refuse_machtiging,
    refuse_token,
    verify_token,
)

ORGANISATIE_KOP: Final = "Organisatie-Oin"
"""Header that says for which organisation a request is."""


def authenticate(request: Verzoek) -> Toegangstoken:
    """Return the access token of a request, checked.

    Raises:
        Probleem: 401 without a good token; 429 when the client asks too fast.
    """
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise _unknown("TOKEN_ONTBREEKT", "Stuur een token mee in de header Authorization.", "")
    try:
        found = verify_token(token.strip(), aud=settings.VSV_API_ADRES, certificaat=thumbprint(request))
    except TokenGeweigerd as e:
        refuse_token(e, trace=request.bijlage.trace)
        raise _unknown("TOKEN_ONGELDIG", "Het token is niet (meer) geldig. Vraag een nieuw.", "invalid_token") from None
    request.client = found.client_oin
    count_request(request, found.client_oin)
    return found


def welcome(request: Verzoek) -> None:
    """Let any client in that is not blocked, for what is of no organisation.

    Raises:
        Probleem: 401 without a good token, or when the client was blocked since it got one.
    """
    client = authenticate(request).client_oin
    if is_blocked(client):
        refuse_token(
            TokenGeweigerd("invalid_token", Weigerreden.CLIENT_GEBLOKKEERD, client), trace=request.bijlage.trace
        )
        raise _unknown("TOKEN_ONGELDIG", "U bent geblokkeerd. Bel de servicedesk.", "invalid_token")


def work_for(request: Verzoek, scopes: Collection[Scope]) -> None:
    """Find out for which organisation a request is, and whether the client may do this there now.

    Raises:
        Probleem: 401 without a good token, 400 without an organisation, 403 without a machtiging with these scopes.
    """
    token = authenticate(request)
    oin = request.headers.get(ORGANISATIE_KOP, "")
    if not (len(oin) == 20 and oin.isascii() and oin.isdigit()):
        fout = Veldfout(
            "ORGANISATIE_ONTBREEKT", ORGANISATIE_KOP, "Zeg in deze header voor welke organisatie (OIN) u werkt."
        )
        raise Probleem(400, "INVOER_ONGELDIG", "Er klopt iets niet in het verzoek.", [fout])
    actor, trace = f"client:{token.client_oin}", request.bijlage.trace
    machtiging = find_machtiging(token.client_oin, oin)
    if machtiging is None:
        refuse_machtiging(token.client_oin, oin, reden="GEEN_MACHTIGING", trace=trace)
        raise Probleem(403, "GEEN_MACHTIGING", "Deze organisatie heeft u niet gemachtigd.")
    organisatie, gegeven = machtiging
    mag = token.scopes & gegeven
    if lacks := sorted(frozenset(scopes) - mag):
        refuse_machtiging(token.client_oin, oin, reden="SCOPE_ONTBREEKT", trace=trace)
        where = "uw token" if lacks[0] not in token.scopes else "uw machtiging van deze organisatie"
        raise Probleem(
            403,
            "SCOPE_ONTBREEKT",
            f"In {where} ontbreekt: {', '.join(lacks)}.",
            koppen={"WWW-Authenticate": f'Bearer error="insufficient_scope", scope="{" ".join(sorted(scopes))}"'},
        )
    request.wie = Wie(
        actor=actor, oorsprong="api", rechten=rechten_van_scopes(mag), organisatie=organisatie, trace=trace
    )


def thumbprint(request: Verzoek) -> str | None:
    """Return the thumbprint of the client certificate, when the proxy in front passes one."""
    if not settings.VSV_CERTIFICAATKOP:
        return None
    given = request.headers.get(settings.VSV_CERTIFICAATKOP, "")
    return certificate_thumbprint(unquote(given)) if given else None


def _unknown(code: str, detail: str, error: str) -> Probleem:
    how = f'Bearer error="{error}"' if error else "Bearer"
    return Probleem(401, code, detail, koppen={"WWW-Authenticate": how})
