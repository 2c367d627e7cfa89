"""The codes a browser carries back: each for one time, and not for long."""

import hmac
import secrets
import time
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock
from typing import Final

from vsv.simulatie.makelaar.aanvragen import Aanvraag
from vsv.simulatie.makelaar.fouten import OAuthFout
from vsv.simulatie.makelaar.klanten import Klant
from vsv.simulatie.makelaar.personen import Persoon

GELDIG: Final = 60
"""Seconds that a code holds."""


@dataclass(frozen=True, slots=True)
class Keuze:
    """Who was chosen, for which request, and when (seconds since 1970)."""

    aanvraag: Aanvraag
    persoon: Persoon
    moment: float


class Codes:
    """Codes that were given and not shown yet."""

    def __init__(self) -> None:
        self._keuzes: dict[str, Keuze] = {}
        self._lock = Lock()

    def give(self, keuze: Keuze) -> str:
        """Return a new code for a choice."""
        code = secrets.token_urlsafe(32)
        with self._lock:
            young = keuze.moment - GELDIG
            self._keuzes = {oud: eerder for oud, eerder in self._keuzes.items() if eerder.moment > young}
            self._keuzes[code] = keuze
        return code

    def take(self, form: Mapping[str, str], klant: Klant, now: float | None = None) -> Keuze:
        """Return the choice behind a code; that code is worth nothing any more, whatever comes of it.

        Args:
            form: What was posted to the token endpoint: code, redirect_uri, code_verifier.
            klant: Who proved to ask.
            now: Seconds since 1970; None: now.

        Raises:
            OAuthFout: unsupported_grant_type: it shows no code. invalid_grant: the code was used, ran out or is not
                for this client, for this redirect_uri, or for who began this.
        """
        if form.get("grant_type") != "authorization_code":
            raise OAuthFout("unsupported_grant_type", "Alleen authorization_code kan.")
        with self._lock:
            keuze = self._keuzes.pop(form.get("code", ""), None)
        if keuze is None or keuze.moment + GELDIG <= (time.time() if now is None else now):
            raise OAuthFout("invalid_grant", "Deze code is onbekend, gebruikt of verlopen.")
        aanvraag = keuze.aanvraag
        if aanvraag.klant.client_id != klant.client_id or aanvraag.redirect_uri != form.get("redirect_uri"):
            raise OAuthFout("invalid_grant", "Deze code is voor een andere klant, of voor een ander adres.")
        if not hmac.compare_digest(_challenge(form.get("code_verifier", "")), aanvraag.challenge):
            raise OAuthFout("invalid_grant", "De code_verifier klopt niet.")
        return keuze


def _challenge(verifier: str) -> str:
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).rstrip(b"=").decode()
