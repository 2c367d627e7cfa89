"""What a portal asks of the oefenmakelaar when it sends a browser: an authorization request (OIDC Core 3.1.2.1)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from vsv.simulatie.makelaar.fouten import OAuthFout, PaginaFout
from vsv.simulatie.makelaar.klanten import Klant, Poort

_VELDEN: Final = 40
"""How many fields a request may have."""
_CHALLENGE: Final = re.compile("[A-Za-z0-9_-]{43}")
"""SHA-256 in base64url without padding (RFC 7636)."""
_NIET: Final = {
    "request": "request_not_supported",
    "request_uri": "request_uri_not_supported",
    "registration": "registration_not_supported",
}


@dataclass(frozen=True, slots=True)
class Aanvraag:
    """A request that may be answered.

    Attributes:
        klant: Who asks.
        redirect_uri: Where the browser goes back to; one that was registered.
        state: Comes back with the browser.
        nonce: Comes back in the id token.
        challenge: SHA-256 of what the client has to show at the token endpoint.
    """

    klant: Klant
    redirect_uri: str
    state: str
    nonce: str
    challenge: str


def read_velden(tekst: str) -> Mapping[str, str]:
    """Return the fields of a query or a form.

    Raises:
        PaginaFout: A field occurs twice, or there are too many.
    """
    try:
        pairs = parse_qsl(tekst, keep_blank_values=True, max_num_fields=_VELDEN)
    except ValueError:
        raise PaginaFout("Deze vraag heeft te veel velden.") from None
    velden = dict(pairs)
    if len(velden) < len(pairs):
        raise PaginaFout("In deze vraag staat een veld twee keer.")
    return velden


def find_klant(velden: Mapping[str, str], poort: Poort) -> Klant:
    """Return the client, once it is sure that the browser may go back to it.

    Raises:
        PaginaFout: The client is not known, or it did not register this redirect_uri.
    """
    klant = poort.find(velden.get("client_id", ""))
    if klant is None:
        raise PaginaFout("De website waar u vandaan komt, is hier niet bekend.")
    if velden.get("redirect_uri") not in klant.redirect_uris:
        raise PaginaFout("Het adres om naar terug te gaan, is hier niet bekend.")
    return klant


def read_aanvraag(velden: Mapping[str, str], klant: Klant) -> Aanvraag:
    """Return the request of this client.

    Raises:
        OAuthFout: It is not asked as it has to be: code flow, scope openid, state, nonce and PKCE with S256.
    """
    _refuse_unsupported(velden)
    if velden.get("response_type") != "code" or velden.get("response_mode", "query") != "query":
        raise OAuthFout("unsupported_response_type", "Alleen response_type code kan, met response_mode query.")
    if "openid" not in velden.get("scope", "").split():
        raise OAuthFout("invalid_scope", "De scope openid ontbreekt.")
    for veld in ("state", "nonce"):
        if not velden.get(veld):
            raise OAuthFout("invalid_request", f"{veld} ontbreekt.")
    if velden.get("code_challenge_method") != "S256" or not _CHALLENGE.fullmatch(velden.get("code_challenge", "")):
        raise OAuthFout("invalid_request", "PKCE met S256 ontbreekt.")
    return Aanvraag(klant, velden["redirect_uri"], velden["state"], velden["nonce"], velden["code_challenge"])


def _refuse_unsupported(velden: Mapping[str, str]) -> None:
    for veld, code in _NIET.items():
        if veld in velden:
            raise OAuthFout(code, f"{veld} kan hier niet.")
    if velden.get("prompt") == "none":
        raise OAuthFout("login_required", "Hier moet altijd iemand kiezen.")


def make_url(adres: str, velden: Mapping[str, str | None]) -> str:
    """Return an address with these fields behind what it asks already; what is None is left out."""
    parts = urlsplit(adres)
    more = urlencode({naam: waarde for naam, waarde in velden.items() if waarde is not None})
    return urlunsplit(parts._replace(query="&".join(filter(None, (parts.query, more)))))


def read_origin(adres: str) -> str:
    """Return the origin of an address: where a form may lead to."""
    parts = urlsplit(adres)
    return f"{parts.scheme}://{parts.netloc}"
