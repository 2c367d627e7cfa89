"""Every page of the portal. For whom a page is, its view says (`vsv.portaal.kader.toegang`)."""

from django.urls import include, path

from vsv.portaal import start

handler400 = "vsv.portaal.kader.storing.bad_request"
handler403 = "vsv.portaal.kader.storing.forbidden"
handler404 = "vsv.portaal.kader.storing.not_found"
handler500 = "vsv.portaal.kader.storing.mistake"

urlpatterns = [
    path("", start.start, name="start"),
    path("taal", start.taal, name="taal"),
    path("", include("vsv.portaal.inloggen.urls")),
    path("", include("vsv.portaal.overzicht.urls")),
    path("", include("vsv.portaal.werklijst.urls")),
    path("", include("vsv.portaal.jongere.urls")),
    path("", include("vsv.portaal.rapporten.urls")),
    path("", include("vsv.portaal.watals.urls")),
    path("", include("vsv.portaal.gebruikers.urls")),
    path("", include("vsv.portaal.machtigingen.urls")),
    path("", include("vsv.portaal.meldingen.urls")),
    path("", include("vsv.portaal.aanmelden.urls")),
    path("", include("vsv.portaal.voorstellen.urls")),
    path("", include("vsv.portaal.logboek.urls")),
    path("", include("vsv.portaal.inzage.urls")),
    path("", include("vsv.portaal.beheer.urls")),
    path("", include("vsv.portaal.hulp.urls")),
]
