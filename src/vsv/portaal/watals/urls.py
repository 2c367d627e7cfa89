"""Where the what-if pages are; a request has the address of its uuid, which says nothing."""

from django.urls import path

from vsv.portaal.watals import views

urlpatterns = [
    path("wat-als", views.begin, name="wat-als"),
    path("wat-als/voorstel-weg", views.voorstel_weg, name="wat-als-voorstel-weg"),
    path("wat-als/<uuid:uuid>", views.uitkomst, name="wat-als-uitkomst"),
    path("wat-als/<uuid:uuid>/voorbeelden", views.voorbeelden, name="wat-als-voorbeelden"),
    path("wat-als/<uuid:uuid>/bewaar", views.bewaar, name="wat-als-bewaar"),
]
