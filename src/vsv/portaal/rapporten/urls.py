"""Where the reports are: each has the address of its day."""

from datetime import date

from django.urls import path, register_converter

from vsv.domein.perioden import parse_datum
from vsv.portaal.rapporten import effect, jongeren, vergelijk, views


class Dag:
    """A date in an address, such as 2026-11-23; one that does not exist is no address."""

    regex = "[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Return the date."""
        return parse_datum(value)

    def to_url(self, value: date | str) -> str:
        """Return it as it is written in an address."""
        return str(value)


register_converter(Dag, "dag")

urlpatterns = [
    path("rapporten", views.lijst, name="rapporten"),
    path("rapporten/vergelijk", vergelijk.vergelijk, name="rapporten-vergelijk"),
    path("rapporten/vergelijk/jongeren", jongeren.verplaatst, name="rapporten-verplaatst"),
    path("rapporten/effect", effect.effect, name="rapporten-effect"),
    path("rapporten/effect/<str:schooljaar>/<str:formaat>", effect.download, name="rapporten-effect-download"),
    path("rapporten/<dag:peildatum>", views.rapport, name="rapport"),
    path("rapporten/<dag:peildatum>/jongeren", jongeren.regels, name="rapport-jongeren"),
    path("rapporten/<dag:peildatum>/narekenen", views.narekenen, name="rapport-narekenen"),
    path("rapporten/<dag:peildatum>/samenvatting", views.samenvatting, name="rapport-samenvatting"),
    path("rapporten/<dag:peildatum>/download/<str:formaat>", views.download, name="rapport-download"),
]
