"""Where the log is; about whom it is asked never stands in an address but as a uuid."""

from django.urls import path

from vsv.portaal.logboek import views

urlpatterns = [
    path("logboek", views.logboek, name="logboek"),
    path("logboek/zoek", views.zoek, name="logboek-zoek"),
    path("logboek/bestand", views.bestand, name="logboek-bestand"),
]
