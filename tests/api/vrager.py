"""A client of the API, as a vendor's developer would write one by hand: for tests only."""

import json
import secrets
import time
from pathlib import Path
from typing import Any

import requests
from joserfc import jwt
from joserfc.jwk import RSAKey

ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


class Vrager:
    """Somebody who calls the API, for one organisation.

    Attributes:
        adres: Of the API.
        oin: Of the vendor.
        organisatie: OIN of the organisation acted for; None sends no header.
        sleutel: The private key.
    """

    def __init__(self, adres: str, oin: str, sleutel: Path, organisatie: str | None) -> None:
        self.adres, self.oin, self.organisatie = adres, oin, organisatie
        self.sleutel = RSAKey.import_key(json.loads(sleutel.read_text()))
        self._http = requests.Session()
        self._token: str | None = None

    def assertion(self, **anders: Any) -> str:
        """Return a client assertion; `anders` replaces claims, None leaves one out."""
        now = int(time.time())
        claims = {
            "iss": self.oin,
            "sub": self.oin,
            "aud": f"{self.adres}/oauth/token",
            "iat": now,
            "exp": now + 60,
            "jti": secrets.token_urlsafe(24),
        } | anders
        header = {"alg": "PS256", "kid": self.sleutel.kid, "typ": "JWT"}
        return jwt.encode(
            header, {k: v for k, v in claims.items() if v is not None}, self.sleutel, algorithms=["PS256"]
        )

    def ask_token(self, **velden: Any) -> requests.Response:
        """Ask for a token; `velden` replaces what is sent."""
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": ASSERTION,
            "client_assertion": velden.pop("client_assertion", None) or self.assertion(),
        }
        return self._http.post(f"{self.adres}/oauth/token", data=form | velden, timeout=30)

    def take_token(self, koppen: dict[str, str]) -> None:
        """Ask for a token with these headers, and use it from now on."""
        self._http.headers.update(koppen)
        answer = self.ask_token()
        for naam in koppen:
            del self._http.headers[naam]
        assert answer.status_code == 200, answer.text
        self._token = answer.json()["access_token"]

    @property
    def token(self) -> str:
        """An access token, asked for once."""
        if self._token is None:
            self.take_token({})
        assert self._token
        return self._token

    def call(self, method: str, path: str, *, koppen: dict[str, str] | None = None, **extra: Any) -> requests.Response:
        """Call an address under `/v1`, with a token; a write gets an Idempotency-Key of its own."""
        headers = {"Authorization": f"Bearer {self.token}"}
        if self.organisatie:
            headers["Organisatie-Oin"] = self.organisatie
        if method not in ("GET", "HEAD"):
            headers["Idempotency-Key"] = secrets.token_hex(16)
        address = path if path.startswith("http") else f"{self.adres}/v1{path}"
        return self._http.request(method, address, headers=headers | (koppen or {}), timeout=60, **extra)

    def get(self, path: str, **extra: Any) -> requests.Response:
        """Read."""
        return self.call("GET", path, **extra)

    def post(self, path: str, body: Any, **extra: Any) -> requests.Response:
        """Write."""
        return self.call("POST", path, json=body, **extra)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
