"""Where the pages are about who is followed. A uuid is a name that says nothing."""

from django.urls import path, register_converter

from vsv.portaal.aanmelden import bestand, einden, views


class Soort:
    """The kinds of file of which there is a template."""

    regex = "csv|ods|xlsx"

    def to_python(self, value: str) -> str:
        """Return it as it is."""
        return value

    def to_url(self, value: str) -> str:
        """Return it as it is."""
        return value


register_converter(Soort, "bestandssoort")

urlpatterns = [
    path("beginnen", views.beginnen, name="beginnen"),
    path("aanmelden", views.aanmelden, name="aanmelden"),
    path("aanmelden/voorbeeld.<bestandssoort:soort>", views.voorbeeld, name="aanmelden-voorbeeld"),
    path("aanmelden/bestand", bestand.inleveren, name="aanmelden-inleveren"),
    path("aanmelden/bestand/<uuid:uuid>", bestand.bekijken, name="aanmelden-bestand"),
    path("aanmelden/bestand/<uuid:uuid>/geweigerd", bestand.geweigerd, name="aanmelden-geweigerd"),
    path("aanmelden/bestand/<uuid:uuid>/terugdraaien", bestand.terugdraaien, name="aanmelden-terugdraaien"),
    path("afmelden", einden.afmelden, name="afmelden"),
    path("afmelden/jongeren", einden.afmelden_jongeren, name="afmelden-jongeren"),
    path("afmelden/<uuid:uuid>", einden.afmelden_jongere, name="afmelden-jongere"),
    path("overdragen", einden.overdragen, name="overdragen"),
    path("overdragen/jongeren", einden.overdragen_jongeren, name="overdragen-jongeren"),
    path("overdragen/<uuid:uuid>", einden.overdragen_jongere, name="overdragen-jongere"),
]
