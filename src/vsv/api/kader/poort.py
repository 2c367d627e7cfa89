"""The gate: the trace of a request, the headers of every answer, and an answer to whatever goes wrong."""

import re
import secrets
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from django.http import HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response

from vsv.api.kader.probleem import MEDIATYPE, Probleem
from vsv.api.kader.storing import answer
from vsv.api.kader.versie import VERSIE
from vsv.api.kader.verzoek import Bijlage, Verzoek

KOPPEN: Final = {
    "API-Version": VERSIE,
    "Cache-Control": "no-store",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
}
"""On every answer, faults included (NLgov API Design Rules, module transport security)."""

CSP: Final = "default-src 'none'; frame-ancestors 'none'"
_TRACEPARENT: Final = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}")


class Poort:
    """Middleware: the only one of the API."""

    def __init__(self, get_response: Callable[[Verzoek], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Verzoek) -> HttpResponseBase:
        """Let a request through, and complete the answer."""
        found = _TRACEPARENT.fullmatch(request.headers.get("traceparent", ""))
        request.bijlage = Bijlage(trace=found[1] if found else secrets.token_hex(16))
        if head := request.method == "HEAD":  # the same as GET, without its content (RFC 9110)
            request.method = "GET"
        response = self.get_response(request)
        response = _with_problem(request, response)
        if request.method == "GET" and response.status_code == 200 and isinstance(response, HttpResponse):
            response = _conditional(request, response)
        for name, value in (KOPPEN | request.bijlage.koppen).items():
            response.headers[name] = value
        response.headers.setdefault("Content-Security-Policy", CSP)
        response.headers["traceparent"] = f"00-{request.bijlage.trace}-{secrets.token_hex(8)}-01"
        if isinstance(response, HttpResponse) and response.content:
            response.headers["Content-Length"] = str(len(response.content))
        return _without_content(response) if head else response

    def process_exception(self, request: Verzoek, exception: Exception) -> HttpResponse:
        """Give an answer to what went wrong outside an operation."""
        return answer(request, exception)


def _with_problem(request: Verzoek, response: HttpResponseBase) -> HttpResponseBase:
    """Replace what the framework says in words of its own."""
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code < 400 or kind in (MEDIATYPE, "application/json"):
        return response
    if response.status_code == 405:
        allow = response.headers.get("Allow", "")
        problem = Probleem(405, "METHODE_ONBEKEND", f"Hier kan: {allow}.", koppen={"Allow": allow})
    elif response.status_code == 404:
        problem = Probleem(404, "ADRES_ONBEKEND", "Er is geen adres met deze naam.")
    else:
        problem = Probleem(response.status_code, "VERZOEK_ONGELDIG", "Dit verzoek is niet te begrijpen.")
    return problem.as_response(request.bijlage.trace)


def etag_of(content: bytes) -> str:
    """Return the ETag of an answer with this content."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def _without_content(response: HttpResponseBase) -> HttpResponse:
    """Return the answer to HEAD: what GET would say of the content, and not the content."""
    if isinstance(response, HttpResponse):
        response.content = b""
        return response
    response.close()
    return HttpResponse(status=response.status_code, headers=dict(response.headers.items()))


def _conditional(request: Verzoek, response: HttpResponse) -> HttpResponseBase:
    """Say that nothing changed (304) to who has it already."""
    etag = etag_of(response.content)
    response.headers["ETag"] = etag
    found: Any = get_conditional_response(request, etag=etag, response=response)
    return found  # type: ignore[no-any-return]  # untyped in django-stubs
