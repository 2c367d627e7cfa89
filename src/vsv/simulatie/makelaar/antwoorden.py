"""What the oefenmakelaar answers, apart from HTTP: pages, JSON and ways back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vsv.simulatie.makelaar.fouten import OAuthFout


@dataclass(frozen=True, slots=True)
class Antwoord:
    """An answer over HTTP.

    Attributes:
        status: The status code.
        soort: Content-Type; empty when there is no body.
        body: What it holds.
        headers: More of them.
    """

    status: int
    soort: str = ""
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


def give_page(html: str, *, status: int = 200, terug: str = "") -> Antwoord:
    """Return a page that runs no script and takes no style but that of this server.

    Args:
        html: The page.
        status: The status code.
        terug: The origin that its form leads to in the end: a browser holds redirects to `form-action` too.
    """
    policy = (
        f"default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' {terug}".rstrip()
        + "; base-uri 'none'; frame-ancestors 'none'"
    )
    headers = {"Content-Security-Policy": policy, "X-Frame-Options": "DENY"}
    return Antwoord(status, "text/html; charset=utf-8", html.encode(), headers)


def give_json(data: Mapping[str, Any], *, status: int = 200) -> Antwoord:
    """Return JSON."""
    return Antwoord(status, "application/json", json.dumps(data).encode())


def give_fault(fout: OAuthFout) -> Antwoord:
    """Return a fault of the token endpoint (RFC 6749, 5.2)."""
    unknown = fout.code == "invalid_client"
    body = json.dumps({"error": fout.code, "error_description": fout.reden}).encode()
    headers = {"WWW-Authenticate": 'Basic realm="oefenmakelaar"'} if unknown else {}
    return Antwoord(401 if unknown else 400, "application/json", body, headers)


def give_redirect(adres: str) -> Antwoord:
    """Return the way to another address; the browser asks for it with GET, also after a form."""
    return Antwoord(303, headers={"Location": adres})
