"""What the oefenmakelaar does with each question, apart from HTTP: OpenID Connect Core, code flow with PKCE."""

import secrets
import time
from collections.abc import Mapping, Sequence
from typing import Any, Final

from vsv.simulatie.makelaar.aanvragen import find_klant, make_url, read_aanvraag, read_origin
from vsv.simulatie.makelaar.antwoorden import Antwoord, give_fault, give_json, give_page, give_redirect
from vsv.simulatie.makelaar.codes import Codes, Keuze
from vsv.simulatie.makelaar.fouten import OAuthFout, PaginaFout
from vsv.simulatie.makelaar.gedrag import Gebrek, MakelaarGedrag
from vsv.simulatie.makelaar.klanten import ALGORITMEN, Klant, Poort
from vsv.simulatie.makelaar.paginas import ANNULEREN, kies_pagina, uitgelogd_pagina
from vsv.simulatie.makelaar.personen import Persoon
from vsv.simulatie.makelaar.tokens import CLAIMS, GELDIG, NIVEAU, Algoritme, Dienst, Uitgever

_KAPOT: Final = Antwoord(500, "text/html; charset=utf-8", b"<h1>Internal Server Error</h1>\n")


class Loket:
    """Answers questions, as the behaviour of that moment says."""

    def __init__(
        self, issuer: str, klanten: Sequence[Klant], personen: Sequence[Persoon], dienst: Dienst, alg: Algoritme
    ) -> None:
        self.gedrag = MakelaarGedrag()
        self.poort = Poort(klanten, (issuer, f"{issuer}/token"))
        self._issuer = issuer
        self._personen = personen
        self._keuzes = {str(plaats): persoon for plaats, persoon in enumerate(personen)}
        self._alg = alg
        self._uitgever = Uitgever(issuer, dienst, alg)
        self._codes = Codes()

    def configuration(self) -> Antwoord:
        """Return the discovery document (OpenID Connect Discovery 3)."""
        return give_json(
            {
                "issuer": self._issuer,
                "authorization_endpoint": f"{self._issuer}/authorize",
                "token_endpoint": f"{self._issuer}/token",
                "jwks_uri": f"{self._issuer}/jwks",
                "end_session_endpoint": f"{self._issuer}/logout",
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": ["authorization_code"],
                "subject_types_supported": ["pairwise"],
                "scopes_supported": ["openid"],
                "claims_supported": ["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", *CLAIMS],
                "acr_values_supported": [f"{NIVEAU}{loa}" for loa in ("loa2", "loa2plus", "loa3", "loa4")],
                "id_token_signing_alg_values_supported": [self._alg],
                "token_endpoint_auth_methods_supported": ["client_secret_basic", "private_key_jwt"],
                "token_endpoint_auth_signing_alg_values_supported": list(ALGORITMEN),
                "code_challenge_methods_supported": ["S256"],
                "request_parameter_supported": False,
                "request_uri_parameter_supported": False,
                "authorization_response_iss_parameter_supported": True,
                "ui_locales_supported": ["nl"],
            }
        )

    def jwks(self) -> Antwoord:
        """Return the key of the id tokens."""
        return give_json(self._uitgever.jwks())

    def authorize(self, velden: Mapping[str, str]) -> Antwoord:
        """Return the page to choose on, or the way back with what is wrong.

        Raises:
            PaginaFout: It is not sure that there is a way back.
        """
        klant = find_klant(velden, self.poort)
        try:
            read_aanvraag(velden, klant)
        except OAuthFout as e:
            return self._back(velden, error=e.code, error_description=e.reden)
        page = kies_pagina(velden, self._personen, klant.client_id)
        return give_page(page, terug=read_origin(velden["redirect_uri"]))

    def choose(self, velden: Mapping[str, str]) -> Antwoord:
        """Return the way back with a code for who was chosen, or with what is wrong.

        Raises:
            PaginaFout: It is not sure that there is a way back, or nobody here was chosen.
        """
        klant = find_klant(velden, self.poort)
        keuze, gebrek = velden.get("persoon", ""), self.gedrag.gebrek
        try:
            aanvraag = read_aanvraag(velden, klant)
        except OAuthFout as e:
            return self._back(velden, error=e.code, error_description=e.reden)
        if keuze == ANNULEREN or gebrek is Gebrek.GEANNULEERD:
            return self._back(velden, error="access_denied", error_description="Het inloggen is geannuleerd.")
        if keuze not in self._keuzes:
            raise PaginaFout("Kies iemand die op de pagina staat.")
        code = self._codes.give(Keuze(aanvraag, self._keuzes[keuze], time.time()))
        if gebrek is Gebrek.ANDERE_STATE:
            return self._back({**velden, "state": secrets.token_urlsafe(16)}, code=code)
        return self._back(velden, code=code)

    def token(self, form: Mapping[str, str], authorization: str | None) -> Antwoord:
        """Return the tokens for a code, or what is wrong.

        Args:
            form: What was posted.
            authorization: The header of that name.
        """
        if self.gedrag.gebrek is Gebrek.INWISSELEN_500:
            return _KAPOT
        try:
            keuze = self._codes.take(form, self.poort.prove(form, authorization))
        except OAuthFout as e:
            return give_fault(e)
        return give_json(self._tokens(keuze))

    def logout(self, velden: Mapping[str, str]) -> Antwoord:
        """Return the way back after logging out (OpenID Connect RP-Initiated Logout), or a page without one.

        Raises:
            PaginaFout: It is not proven who was logged in to, or that did not register this way back.
        """
        adres = velden.get("post_logout_redirect_uri")
        if adres is None:
            return give_page(uitgelogd_pagina())
        client_id = self._uitgever.read_hint(velden.get("id_token_hint", ""))
        klant = self.poort.find(client_id)
        if klant is None or velden.get("client_id", client_id) != client_id or adres not in klant.na_uitloggen:
            raise PaginaFout("Het adres om na uitloggen naartoe te gaan, is hier niet bekend.")
        return give_redirect(make_url(adres, {"state": velden.get("state")}))

    def _back(self, velden: Mapping[str, str], **meer: str) -> Antwoord:
        answer = {**meer, "state": velden.get("state"), "iss": self._issuer}
        return give_redirect(make_url(velden["redirect_uri"], answer))

    def _tokens(self, keuze: Keuze) -> Mapping[str, Any]:
        gebrek = self.gedrag.gebrek
        access = {"access_token": secrets.token_urlsafe(32), "token_type": "Bearer", "expires_in": GELDIG}
        if gebrek is Gebrek.ZONDER_IDENTITEIT:
            return access
        return access | {"scope": "openid", "id_token": self._uitgever.make(keuze, gebrek)}
