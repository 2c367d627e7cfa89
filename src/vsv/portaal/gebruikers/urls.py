"""Where the pages about users are."""

from django.urls import path

from vsv.portaal.gebruikers import views

urlpatterns = [
    path("gebruikers", views.lijst, name="gebruikers"),
    path("gebruikers/uitnodigen", views.uitnodigen, name="gebruiker-uitnodigen"),
    path("gebruikers/<uuid:uuid>", views.wijzigen, name="gebruiker"),
    path("gebruikers/<uuid:uuid>/code", views.nieuwe_code, name="gebruiker-code"),
    path("gebruikers/<uuid:uuid>/intrekken", views.intrekken, name="gebruiker-intrekken"),
]
