"""What a developer reads: the OpenAPI document, and pages about it."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_GET

from vsv.api.kader.openapi import make_document
from vsv.api.v1 import api


@require_GET
def openapi(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Give the OpenAPI document; a page of another site may read it too."""
    response = JsonResponse(make_document(api), json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
