"""Where the werklijst is."""

from django.urls import path

from vsv.portaal.werklijst import handelen, views

urlpatterns = [
    path("werklijst", views.lijst, name="werklijst"),
    path("werklijst/zoeken", views.zoeken, name="werklijst-zoeken"),
    path("werklijst/opvolging", handelen.opvolgen, name="werklijst-opvolgen"),
    path("werklijst/bestand", handelen.bestand, name="werklijst-bestand"),
    path("werklijst/filter", handelen.bewaar_filter, name="werklijst-filter"),
    path("werklijst/filter/weg", handelen.verwijder_filter, name="werklijst-filter-weg"),
]
