"""Up to which day the sources are known."""

from datetime import date
from typing import Annotated

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import OPENBAAR, operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.api.v1.delen import BronUit, bronnen_uit
from vsv.rapport.service import read_versheid

router = Router(tags=["dienst"])


class BronnenUit(Uit):
    """The sources, and the last runs."""

    model_config = example(
        peildatumWeek="2026-11-23",
        peildatum="2026-11-24",
        bronnen=[
            {"bron": "POLIS", "naam": "polisadministratie", "bijgewerktTot": "2026-11-23"},
            {"bron": "PW", "naam": "register Participatiewet", "bijgewerktTot": "2026-11-23"},
            {"bron": "DGR", "naam": "doelgroepregister", "bijgewerktTot": None},
        ],
    )

    peildatum_week: Annotated[date | None, Field(description="Dag van het laatste weekrapport.")]
    peildatum: Annotated[date | None, Field(description="Dag van de laatste run, van een week of van een dag.")]
    bronnen: list[BronUit]


@operatie(router, "GET", "/bronnen", scopes=OPENBAAR, antwoord=BronnenUit, naam="lijstBronnen")
def bronnen(request: Verzoek) -> BronnenUit:  # noqa: ARG001
    """Tot en met welke dag de bronnen zijn verwerkt.

    Het is de stand bij de laatste run. Loopt een bron achter, dan ziet u dat hier.
    """
    versheid = read_versheid()
    return BronnenUit(peildatum_week=versheid.week, peildatum=versheid.dag, bronnen=bronnen_uit(versheid.bronnen))
