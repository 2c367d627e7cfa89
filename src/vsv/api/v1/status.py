"""Whether the service is up: open to everybody, so it says nothing about anybody."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.versie import VERSIE
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.rapport.service import read_versheid

router = Router(tags=["dienst"])


class StatusUit(Uit):
    """That the service is up."""

    model_config = example(
        status="beschikbaar", versie=VERSIE, tijdstip="2026-11-24T15:00:00.000Z", peildatum="2026-11-23"
    )

    status: Annotated[Literal["beschikbaar"], Field(description="Als de dienst niet werkt, krijgt u een 503.")]
    versie: Annotated[str, Field(description="Versie van de API.")]
    tijdstip: Annotated[Tijdstip, Field(description="Hoe laat het hier is: gebruik dit om uw klok te controleren.")]
    peildatum: Annotated[date | None, Field(description="Dag van de laatste run; null = er was er nog geen.")]


@operatie(router, "GET", "/status", scopes=(), vrij=True, antwoord=StatusUit, naam="bekijkStatus")
def status(request: Verzoek) -> StatusUit:  # noqa: ARG001
    """Of de dienst werkt.

    Hiervoor is geen token nodig. Werkt de dienst niet, dan krijgt u een 503 met in `Retry-After` na hoeveel seconden
    u het opnieuw kunt proberen.
    """
    return StatusUit(status="beschikbaar", versie=VERSIE, tijdstip=datetime.now(UTC), peildatum=read_versheid().dag)
