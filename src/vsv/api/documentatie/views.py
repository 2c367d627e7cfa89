"""The pages for developers, and the OpenAPI document."""

from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from vsv.api.documentatie.fouten import FOUTEN
from vsv.api.documentatie.paginas import PAGINAS
from vsv.api.documentatie.referentie import list_operaties
from vsv.api.documentatie.tekst import render_tekst
from vsv.api.kader.openapi import make_document
from vsv.api.kader.probleem import anchor
from vsv.api.v1 import api

_HIER: Final = Path(__file__).parent
CSP: Final = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"


@require_safe
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Give the OpenAPI document; a page of another site may read it too."""
    response = JsonResponse(make_document(api), json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@require_safe
def pagina(request: HttpRequest, naam: str = "") -> HttpResponse:
    """Show a page; one that is not there is a 404."""
    if naam not in PAGINAS:
        raise Http404
    template, context = "api/tekst.html", dict[str, Any]()
    if naam == "referentie":
        template, context = "api/referentie.html", {"groepen": list_operaties(make_document(api))}
    elif naam == "fouten":
        rows = {kop: [(anchor(code), code, *uitleg) for code, uitleg in per.items()] for kop, per in FOUTEN.items()}
        template, context = "api/fouten.html", {"groepen": rows}
    else:
        context = {"tekst": render_tekst(naam or "index", settings.VSV_API_ADRES)}
    response = render(request, template, {"paginas": PAGINAS, "naam": naam, "titel": PAGINAS[naam], **context})
    response.headers["Content-Security-Policy"] = CSP
    return response


@require_safe
def stijl(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Give the style sheet of the pages."""
    return HttpResponse(_style(), content_type="text/css; charset=utf-8")


@lru_cache(maxsize=1)
def _style() -> str:
    return (_HIER / "stijl" / "documentatie.css").read_text("utf-8")
