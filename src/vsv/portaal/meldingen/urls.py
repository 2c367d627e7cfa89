"""Where the pages about meldingen are."""

from django.urls import path

from vsv.portaal.meldingen import views

urlpatterns = [
    path("meldingen", views.lijst, name="meldingen"),
    path("meldingen/<uuid:uuid>", views.abonnement, name="meldingen-abonnement"),
    path("meldingen/<uuid:uuid>/opnieuw", views.opnieuw, name="meldingen-opnieuw"),
    path("meldingen/<uuid:uuid>/<uuid:bezorging>/opnieuw", views.een_opnieuw, name="meldingen-een-opnieuw"),
]
