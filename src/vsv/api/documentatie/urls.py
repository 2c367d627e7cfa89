"""The addresses of the pages for developers."""

from django.urls import path

from vsv.api.documentatie.views import openapi, pagina, stijl

urlpatterns = [
    path("openapi.json", openapi),
    path("v1/openapi.json", openapi),
    path("documentatie", pagina),
    path("documentatie/stijl.css", stijl),
    path("documentatie/<slug:naam>", pagina),
]
