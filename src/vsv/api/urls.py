"""Every address of the API."""

from django.urls import include, path

from vsv.api.v1 import api

urlpatterns = [
    path("", include("vsv.api.documentatie.urls")),
    path("", include("vsv.api.oauth.urls")),
    path("v1/", include((api.urls[0], "v1"))),
]
handler400 = "vsv.api.kader.storing.bad_request"
handler404 = "vsv.api.kader.storing.not_found"
handler500 = "vsv.api.kader.storing.mistake"
