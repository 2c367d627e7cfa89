"""The token endpoint (RFC 6749 with RFC 7523, profile OAuth NL GOV 1.1), our keys and the discovery document.

Faults of the token endpoint are JSON as RFC 6749 has them, and no problem: a library for OAuth expects that.
"""

from typing import Final

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_GET, require_POST

from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.wie import thumbprint
from vsv.toegang.service import (
    ALGORITMEN,
    TOKENPAD,
    Scope,
    TokenGeweigerd,
    Tokenvraag,
    Weigerreden,
    issue_token,
    load_signing_keys,
    refuse_token,
)

GRANT: Final = "client_credentials"
BEWIJSSOORT: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
_VORM: Final = "application/x-www-form-urlencoded"
_NIET_HERKEND: Final = "invalid_client"


@require_POST
def token(request: Verzoek) -> HttpResponse:
    """Give a token to a client that proves who it is."""
    try:
        given = issue_token(_read(request), adres=settings.VSV_API_ADRES)
    except _Onvolledig as e:
        refuse_token(e, trace=request.bijlage.trace)
        return _refuse(request, e)
    except TokenGeweigerd as e:
        return _refuse(request, e)
    return JsonResponse(
        {
            "access_token": given.token,
            "token_type": "Bearer",
            "expires_in": given.seconden,
            "scope": " ".join(given.scopes),
        },
        headers={"Pragma": "no-cache"},
    )


@require_GET
def jwks(request: Verzoek) -> HttpResponse:  # noqa: ARG001
    """Give the public keys with which our tokens can be proven."""
    return JsonResponse(load_signing_keys().jwks)


@require_GET
def ontdekking(request: Verzoek) -> HttpResponse:  # noqa: ARG001
    """Say what there is, for a library that finds its way by itself (RFC 8414)."""
    adres = settings.VSV_API_ADRES
    return JsonResponse(
        {
            "issuer": adres,
            "token_endpoint": adres + TOKENPAD,
            "jwks_uri": f"{adres}/oauth/jwks",
            "scopes_supported": list(Scope),
            "response_types_supported": [],  # there is no authorization endpoint
            "grant_types_supported": [GRANT],
            "token_endpoint_auth_methods_supported": ["private_key_jwt"],
            "token_endpoint_auth_signing_alg_values_supported": list(ALGORITMEN),
            "tls_client_certificate_bound_access_tokens": bool(settings.VSV_CERTIFICAATKOP),
            "service_documentation": f"{adres}/documentatie",
        }
    )


class _Onvolledig(TokenGeweigerd):
    """What was sent is no request for a token; nobody has logged that yet."""


def _read(request: Verzoek) -> Tokenvraag:
    """Return what is asked.

    Raises:
        _Onvolledig: It is not asked in the way that RFC 6749 and RFC 7523 have it.
    """
    form = request.POST
    if request.content_type != _VORM or any(len(form.getlist(name)) > 1 for name in form) or "client_secret" in form:
        raise _Onvolledig("invalid_request", Weigerreden.AANVRAAG_ONGELDIG)
    if form.get("grant_type") != GRANT:
        code = "unsupported_grant_type" if form.get("grant_type") else "invalid_request"
        raise _Onvolledig(code, Weigerreden.GRANT_ONBEKEND)
    if form.get("client_assertion_type") != BEWIJSSOORT or not form.get("client_assertion"):
        raise _Onvolledig(_NIET_HERKEND, Weigerreden.BEWIJS_ONTBREEKT)
    try:
        certificaat = thumbprint(request)
    except TokenGeweigerd as e:
        raise _Onvolledig("invalid_request", e.reden) from e
    return Tokenvraag(
        bewijs=form["client_assertion"],
        client_id=form.get("client_id"),
        scope=form.get("scope"),
        certificaat=certificaat,
        trace=request.bijlage.trace,
    )


def _refuse(request: Verzoek, fault: TokenGeweigerd) -> HttpResponse:
    """Say no; to who is not known, not why: with the number of the request the servicedesk can find that."""
    unknown = fault.code == _NIET_HERKEND and fault.reden is not Weigerreden.BEWIJS_ONTBREEKT
    why = "De client is niet herkend." if unknown else f"{fault.reden.value[0].upper()}{fault.reden.value[1:]}."
    return JsonResponse(
        {"error": fault.code, "error_description": f"{why} Nummer voor de servicedesk: {request.bijlage.trace}"},
        status=401 if fault.code == _NIET_HERKEND else 400,
        headers={"Pragma": "no-cache"},
    )
