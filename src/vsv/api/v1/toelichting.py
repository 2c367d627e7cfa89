"""Why somebody has this priority, and what would change it: in sentences, to show to a consulent."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.api.v1.delen import Jongere, Prioriteit, Prioriteitnaam, naam_van
from vsv.rapport.service import read_jongere
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])


class ToelichtingUit(Uit):
    """The sentences."""

    model_config = example(
        jongere="0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77",
        peildatum="2026-11-24",
        prioriteit=1,
        prioriteitNaam="1",
        waarom="Prioriteit 1: over september en oktober 2026 is geen loon gevonden, en er is geen uitkering gevonden.",
        watVerandert="Dit verandert zodra er loon of een uitkering bekend wordt.",
        wijziging="Nog steeds 1.",
        signaal=None,
        openVragen=[],
    )

    jongere: UUID
    peildatum: Annotated[date, Field(description="Dag van de run waar dit over gaat.")]
    prioriteit: Prioriteit
    prioriteit_naam: Prioriteitnaam
    waarom: Annotated[str, Field(description="Waarom dit de prioriteit is, en waar u op kunt letten.")]
    wat_verandert: Annotated[str, Field(description="Wat de prioriteit zou veranderen.")]
    wijziging: Annotated[str | None, Field(description="Wat er veranderde sinds het vorige weekrapport.")]
    signaal: Annotated[str | None, Field(description="Nieuws over een baan.")]
    open_vragen: Annotated[list[str], Field(description="Welke bronnen nog moeten antwoorden, en waarom.")]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}/toelichting",
    scopes=(Scope.JONGEREN,),
    antwoord=ToelichtingUit,
    naam="bekijkToelichting",
)
def toelichting(request: Verzoek, jongere: Jongere) -> ToelichtingUit:
    """Waarom een jongere deze prioriteit heeft.

    De uitleg is in gewone zinnen, om aan een consulent te laten zien. Staat de jongere nog in geen rapport, dan krijgt
    u een 404.
    """
    found = read_jongere(request.wie, uuid=jongere, herziening=False)
    line: dict[str, Any] = found.regel.row(0, named=True)
    return ToelichtingUit(
        jongere=jongere,
        peildatum=found.run.peildatum,
        prioriteit=line["prioriteit"],
        prioriteit_naam=naam_van(line["prioriteit"]) or "",
        waarom=line["verklaring"],
        wat_verandert=found.wat_verandert,
        wijziging=line["wijziging"],
        signaal=found.signaal,
        open_vragen=found.open_vragen,
    )
