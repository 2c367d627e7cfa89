"""`/v1`: a file for each resource."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI

from vsv.api.kader.storing import answer
from vsv.api.kader.versie import VERSIE
from vsv.api.v1 import organisaties

api = NinjaAPI(
    title="VSV-monitor",
    version=VERSIE,
    description="Jongeren zonder startkwalificatie aan- en afmelden, en zien wie hulp nodig heeft.",
    docs_url=None,
    openapi_url=None,
    urls_namespace="v1",
)
"""The API. Its documents are served by `vsv.api.documentatie`."""

for module in (organisaties,):
    api.add_router("", module.router)


@api.exception_handler(Exception)
def _answer(request: HttpRequest, exception: Exception) -> HttpResponse:
    return answer(request, exception)
