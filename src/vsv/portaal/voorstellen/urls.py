"""Where the pages about proposals are."""

from django.urls import path

from vsv.portaal.voorstellen import besluit, views

urlpatterns = [
    path("voorstellen", views.lijst, name="voorstellen"),
    path("voorstellen/besluit", besluit.besluiten, name="voorstellen-besluit"),
]
