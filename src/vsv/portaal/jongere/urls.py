"""Where the page of one jongere is; the uuid is a name that says nothing."""

from django.urls import path

from vsv.portaal.jongere import views

urlpatterns = [
    path("jongeren/<uuid:uuid>", views.jongere, name="jongere"),
    path("jongeren/<uuid:uuid>/bsn", views.bsn, name="jongere-bsn"),
    path("jongeren/<uuid:uuid>/doelgroepregister", views.doelgroep, name="jongere-doelgroep"),
]
