"""Where an inzage is made; the uuid is a name that says nothing."""

from django.urls import path

from vsv.portaal.inzage import views

urlpatterns = [
    path("inzage", views.inzage, name="inzage"),
    path("inzage/<uuid:uuid>", views.persoon, name="inzage-persoon"),
    path("inzage/<uuid:uuid>/bestand", views.bestand, name="inzage-bestand"),
]
