"""Where the overzicht is."""

from django.urls import path

from vsv.portaal.overzicht import views

urlpatterns = [path("overzicht", views.overzicht, name="overzicht")]
