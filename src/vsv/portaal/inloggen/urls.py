"""Where the way in is."""

from django.urls import path

from vsv.portaal.inloggen import views
from vsv.portaal.inloggen.aanvraag import aanvragen

urlpatterns = [
    path("inloggen", views.inloggen, name="inloggen"),
    path("inloggen/start", views.start, name="inloggen-start"),
    path("inloggen/terug", views.terug, name="inloggen-terug"),
    path("inloggen/uitnodiging", views.uitnodiging, name="uitnodiging"),
    path("aanvragen", aanvragen, name="aanvragen"),
    path("werkplek", views.werkplek, name="werkplek"),
    path("uitloggen", views.uitloggen, name="uitloggen"),
    path("uitgelogd", views.uitgelogd, name="uitgelogd"),
]
