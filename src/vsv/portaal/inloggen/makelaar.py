"""Talking OpenID Connect with the makelaar, by Authlib: code flow with PKCE, state and nonce."""

import time
from functools import lru_cache
from typing import Any, Final

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.django_client import DjangoOAuth2App, OAuth
from authlib.oauth2.rfc7523 import PrivateKeyJWT, private_key_jwt_sign
from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from django.conf import settings
from django.http import HttpResponseBase
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, RSAKey

from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.portaal.inloggen.instellingen import Makelaar
from vsv.portaal.kader.verzoek import Verzoek

TIJDSLIMIET: Final = 10
"""Seconds within which the makelaar has to answer us."""

HOUDBAAR: Final = 600
"""Seconds for which we know the keys and addresses of the makelaar: one that it withdrew is soon of no use."""

_AFGEBROKEN: Final = frozenset({"access_denied", "login_required", "interaction_required"})
_ANDERS: Final = "Log opnieuw in. Blijft het zo, bel dan de servicedesk."


def start_login(request: Verzoek, terug: str) -> HttpResponseBase:
    """Send the browser to the makelaar; it comes back at the address `terug`.

    Raises:
        OmgevingFout: The makelaar can't be reached, or is not set.
    """
    makelaar = _settings()
    try:
        client = _client()
        _load_metadata(client, makelaar)
        response: HttpResponseBase = client.authorize_redirect(request, terug, acr_values=makelaar.niveau)
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError) as e:
        raise _unreachable() from e
    return response


def finish_login(request: Verzoek) -> dict[str, Any]:
    """Return the claims of the id token with which the browser came back, after proving that it is for us.

    Raises:
        InvoerFout: LOGIN_AFGEBROKEN (at the makelaar), LOGIN_VERLOPEN (no login of this browser is under way: it took
            too long, or the address was used before), LOGIN_ONBETROUWBAAR (what the makelaar gave is not proven).
        OmgevingFout: The makelaar can't be reached.
    """
    makelaar = _settings()
    client = _client()
    try:
        _check_sender(request, _load_metadata(client, makelaar), makelaar)
        token = client.authorize_access_token(
            request,
            claims_options={
                "iss": {"essential": True, "value": makelaar.uitgever},
                "aud": {"essential": True, "value": makelaar.client_id},
                "sub": {"essential": True},
                "nonce": {"essential": True},
            },
            leeway=60,
        )
    except requests.RequestException as e:
        raise _unreachable() from e
    except AuthlibBaseError as e:
        raise _explain(e) from e
    except (JoseError, ValueError, KeyError, RuntimeError) as e:
        raise _untrusted() from e
    claims = token.get("userinfo")
    if not claims:
        raise _untrusted()
    return dict(claims) | {"_id_token": token["id_token"]}


def logout_url(terug: str, id_token: str | None) -> str:
    """Return where to send the browser to log out at the makelaar too; `terug` when it has no such place."""
    client = _client()
    try:
        if not client.load_server_metadata().get("end_session_endpoint"):
            return terug
        result = client.create_logout_url(
            post_logout_redirect_uri=terug, id_token_hint=id_token, client_id=_settings().client_id
        )
        return str(result["url"])
    except (requests.RequestException, AuthlibBaseError, ValueError, RuntimeError):
        return terug


def _load_metadata(client: DjangoOAuth2App, makelaar: Makelaar) -> dict[str, Any]:
    """Return the discovery document, when it is that of our makelaar."""
    metadata: dict[str, Any] = client.load_server_metadata()
    if metadata.get("issuer") != makelaar.uitgever:
        raise _untrusted()
    return metadata


def _check_sender(request: Verzoek, metadata: dict[str, Any], makelaar: Makelaar) -> None:
    """Refuse an answer that another makelaar sent, or that does not say so where ours does (RFC 9207)."""
    sender = request.GET.get("iss")
    if sender is None and not metadata.get("authorization_response_iss_parameter_supported"):
        return
    if sender != makelaar.uitgever:
        raise _untrusted()


def _settings() -> Makelaar:
    makelaar: Makelaar | None = settings.VSV_MAKELAAR
    if makelaar is None:
        raise OmgevingFout(
            Fout("EHERKENNING_ONBEKEND", "Inloggen is niet ingesteld.", "VSV_EHERKENNING", "Zie docs/portaal.md.")
        )
    return makelaar


def _client() -> DjangoOAuth2App:
    return _make_client(int(time.monotonic() // HOUDBAAR))


@lru_cache(maxsize=1)
def _make_client(_tijdvak: int) -> DjangoOAuth2App:
    """Make the client of a stretch of time: with it goes what it learned of the makelaar, such as keys."""
    makelaar = _settings()
    method, auth_methods = "client_secret_basic", []
    secret: str | ECKey | RSAKey | None = makelaar.geheim
    if makelaar.sleutel:
        secret, alg = _read_key(makelaar.sleutel)
        method, auth_methods = "private_key_jwt", [_Bewijs(alg=alg)]
    client: DjangoOAuth2App = OAuth().register(
        "eherkenning",
        client_id=makelaar.client_id,
        client_secret=secret,
        server_metadata_url=f"{makelaar.uitgever}/.well-known/openid-configuration",
        client_auth_methods=auth_methods,
        client_kwargs={
            "scope": "openid",
            "code_challenge_method": "S256",
            "token_endpoint_auth_method": method,
            "default_timeout": TIJDSLIMIET,
        },
    )
    return client


class _Bewijs(PrivateKeyJWT):
    """Proves who we are with an assertion that holds a minute; Authlib's own would hold an hour."""

    def sign(self, auth: Any, token_endpoint: str) -> str:
        """Return the assertion."""
        now = int(time.time())
        return private_key_jwt_sign(
            auth.client_secret, auth.client_id, token_endpoint, alg=self.alg, issued_at=now, expires_at=now + 60
        )


def _read_key(sleutel: str) -> tuple[ECKey | RSAKey, str]:
    """Return a private key and how it signs: ES256 on an elliptic curve, PS256 with RSA."""
    if isinstance(load_pem_private_key(sleutel.encode(), None), EllipticCurvePrivateKey):
        return ECKey.import_key(sleutel), "ES256"
    return RSAKey.import_key(sleutel), "PS256"


def _explain(e: AuthlibBaseError) -> InvoerFout:
    if e.error in _AFGEBROKEN:
        return _fault("LOGIN_AFGEBROKEN", "U bent gestopt met inloggen.", "Log opnieuw in als u verder wilt.")
    if e.error == "mismatching_state":
        return _fault("LOGIN_VERLOPEN", "Inloggen duurde te lang, of deze link is al eens gebruikt.", "Log opnieuw in.")
    return _untrusted()


def _untrusted() -> InvoerFout:
    return _fault("LOGIN_ONBETROUWBAAR", "Wij kunnen niet nagaan of deze login echt van u is.", _ANDERS)


def _fault(code: str, reden: str, advies: str) -> InvoerFout:
    return InvoerFout(Fout(code, reden, "eHerkenning", advies))


def _unreachable() -> OmgevingFout:
    return OmgevingFout(
        Fout("EHERKENNING_WEG", "eHerkenning is nu niet bereikbaar.", "eHerkenning", "Probeer het straks opnieuw.")
    )
