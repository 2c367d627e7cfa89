"""A portal in miniature for the tests of the oefenmakelaar: the other side of OpenID Connect, with every check."""

import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import requests
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from lxml import html

from vsv.simulatie.service import OEFENPERSONEN, Klant, Makelaar, Persoon

GEHEIM: Final = "geheim: met een dubbele punt & een procent %"
TERUG: Final = "http://127.0.0.1:9/inloggen/terug?van=makelaar"
UITGELOGD: Final = "http://127.0.0.1:9/uitgelogd"
PERSONEN: Final = (
    *OEFENPERSONEN,
    Persoon(
        naam="<script>alert('naam')</script>",
        omschrijving='"><img src=x onerror=alert(1)>',
        acting_subject="oefen-script",
        rechtspersoon_soort="KvKnr",
        nummer="00000001",
        loa="loa4",
        vestigingsnr="000000000001",
    ),
)
SCRIPT: Final = str(len(PERSONEN) - 1)
"""The button of somebody with a strange name."""
ASSERTION: Final = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


def make_klant(**anders: Any) -> Klant:
    velden: dict[str, Any] = {
        "client_id": "vsv-monitor",
        "redirect_uris": [TERUG],
        "na_uitloggen": [UITGELOGD],
        "geheim": GEHEIM,
    }
    return Klant(**velden | anders)


def challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()


class Portaaltje:
    """One login, as far as the test takes it."""

    def __init__(self, makelaar: Makelaar, session: requests.Session, client_id: str = "vsv-monitor") -> None:
        self.makelaar, self.session, self.client_id = makelaar, session, client_id
        self.verifier = secrets.token_urlsafe(32)
        self.state, self.nonce = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
        self.configuration = session.get(f"{makelaar.issuer}/.well-known/openid-configuration").json()

    def vraag(self, **anders: str | None) -> dict[str, str]:
        velden = {
            "response_type": "code",
            "client_id": self.client_id,
            "redirect_uri": TERUG,
            "scope": "openid",
            "state": self.state,
            "nonce": self.nonce,
            "code_challenge": challenge(self.verifier),
            "code_challenge_method": "S256",
        }
        return {naam: waarde for naam, waarde in (velden | anders).items() if waarde is not None}

    def authorize(self, **anders: str | None) -> requests.Response:
        adres = self.configuration["authorization_endpoint"]
        return self.session.get(adres, params=self.vraag(**anders), allow_redirects=False)

    def kies(self, persoon: str, page: requests.Response | None = None) -> dict[str, str]:
        """Press a button of the page, as a browser does; return what comes back."""
        tree = html.fromstring((page or self.authorize()).text)
        (form,) = tree.iter("form")
        hidden = {field.get("name"): field.get("value") for field in form.iter("input")}
        data = {**hidden, "persoon": persoon}
        adres = f"{self.makelaar.issuer}{form.get('action')}"
        return self.back(self.session.post(adres, data=data, allow_redirects=False))

    @staticmethod
    def back(answer: requests.Response, adres: str = TERUG) -> dict[str, str]:
        """Return the fields that the browser brings to the portal."""
        assert answer.status_code == 303, answer.text
        location = urlsplit(answer.headers["Location"])
        assert f"{location.scheme}://{location.netloc}{location.path}" == adres.partition("?")[0]
        velden = parse_qs(location.query, strict_parsing=True) if location.query else {}
        return {naam: waarde for naam, (waarde,) in velden.items()}

    def inwisselen(
        self, code: str, anders: Mapping[str, str | None] | None = None, *, auth: Any = None, timeout: float = 20
    ) -> requests.Response:
        """Show the code at the token endpoint, with these fields added or different; None leaves one out."""
        data: dict[str, str | None] = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": TERUG,
            "code_verifier": self.verifier,
            **(anders or {}),
        }
        form = {naam: waarde for naam, waarde in data.items() if waarde is not None}
        return self.session.post(self.configuration["token_endpoint"], data=form, auth=auth, timeout=timeout)

    def inloggen(self, persoon: str = "0") -> requests.Response:
        """Go the whole way; return the answer of the token endpoint."""
        terug = self.kies(persoon)
        assert terug["state"] == self.state
        return self.inwisselen(terug["code"], auth=basic())

    def check(self, token: str) -> dict[str, Any]:
        """Return the claims of an id token, once all is checked that OpenID Connect Core 3.1.3.7 asks."""
        keys = KeySet.import_key_set(self.session.get(self.configuration["jwks_uri"]).json())
        algs = self.configuration["id_token_signing_alg_values_supported"]
        claims = jwt.decode(token, keys, algorithms=algs).claims
        registry = jwt.JWTClaimsRegistry(
            iss={"essential": True, "value": self.makelaar.issuer},
            aud={"essential": True, "value": self.client_id},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": self.nonce},
            sub={"essential": True},
        )
        registry.validate(claims)
        return claims


def basic(client_id: str = "vsv-monitor", geheim: str = GEHEIM) -> tuple[str, str]:
    """Both are form-encoded before they go into the header (RFC 6749, 2.3.1)."""
    return requests.compat.quote_plus(client_id), requests.compat.quote_plus(geheim)


def assertion(key: RSAKey | ECKey, alg: str, makelaar: Makelaar, **anders: Any) -> dict[str, str]:
    """Return the proof of private_key_jwt, as fields of the form."""
    now = int(time.time())
    claims = {
        "iss": "vsv-monitor",
        "sub": "vsv-monitor",
        "aud": f"{makelaar.issuer}/token",
        "iat": now,
        "exp": now + 60,
        "jti": secrets.token_urlsafe(16),
    } | anders
    proof = {naam: waarde for naam, waarde in claims.items() if waarde is not None}
    token = jwt.encode({"alg": alg, "kid": key.kid}, proof, key, algorithms=[alg])
    return {"client_assertion_type": ASSERTION, "client_assertion": token}
