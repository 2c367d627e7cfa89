"""Every address of the API."""

from django.urls import include, path

from vsv.api.documentatie import openapi
from vsv.api.v1 import api

urlpatterns = [
    path("openapi.json", openapi),
    path("v1/openapi.json", openapi),
    path("", include("vsv.api.oauth.urls")),
    path("v1/", include((api.urls[0], "v1"))),
]
handler400 = "vsv.api.kader.storing.bad_request"
handler404 = "vsv.api.kader.storing.not_found"
handler500 = "vsv.api.kader.storing.mistake"
