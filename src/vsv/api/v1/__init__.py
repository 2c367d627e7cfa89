"""`/v1`: a file for each resource."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from vsv.api.kader.storing import answer
from vsv.api.kader.versie import VERSIE
from vsv.api.v1 import (
    aanmeldingen,
    aanmeldingen_bulk,
    abonnementen,
    besluiten,
    bezorgingen,
    bronnen,
    dagleveringen,
    doelgroepregister,
    einden,
    inkomen,
    jongere,
    opvolging,
    organisaties,
    prioriteiten,
    rapporten,
    rapportregels,
    regelsets,
    status,
    toelichting,
    uitkeringen,
    voorstellen,
    wijzigingen,
    zoeken,
)

api = NinjaAPI(
    title="VSV-monitor",
    version=VERSIE,
    description="Jongeren zonder startkwalificatie aan- en afmelden, en zien wie hulp nodig heeft.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="v1",
)
"""The API. Its documents are served by `vsv.api.documentatie`."""

for module in (
    aanmeldingen_bulk,  # before addresses with a name in that place
    aanmeldingen,
    einden,
    besluiten,
    voorstellen,
    zoeken,
    opvolging,
    organisaties,
    jongere,
    toelichting,
    prioriteiten,
    inkomen,
    uitkeringen,
    doelgroepregister,
    wijzigingen,
    rapporten,
    rapportregels,
    dagleveringen,
    abonnementen,
    bezorgingen,
    regelsets,
    bronnen,
    status,
):
    api.add_router("", module.router)


def _answer(request: HttpRequest, exception: Any) -> HttpResponse:
    return answer(request, exception)


for kind in (Exception, ValidationError, HttpError, Http404):  # of the last three Ninja has an answer of its own
    api.add_exception_handler(kind, _answer)
