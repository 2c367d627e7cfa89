"""What the reports said about one person, one after the other."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.api.v1.delen import (
    Centen,
    CodeUit,
    Jongere,
    Loonperiode,
    Prioriteit,
    Prioriteitnaam,
    Uren,
    maand_uit,
    naam_van,
    reden_uit,
    split,
    vlag_uit,
)
from vsv.rapport.service import read_prioriteiten
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])


class PrioriteitperiodeUit(Uit):
    """What held for a time."""

    model_config = example(
        van="2026-11-09",
        tot=None,
        prioriteit=1,
        prioriteitNaam="1",
        loonperiode="2026-10",
        loon=0,
        uren=0,
        redenen=[{"code": "GEEN_LOON", "uitleg": "geen loon bekend dat meetelt"}],
        vlaggen=[],
        wijziging="Van 3 naar 1, omdat er over oktober 2026 geen loon bekend is.",
    )

    van: Annotated[date, Field(description="Peildatum van de eerste run waarbij dit zo was.")]
    tot: Annotated[date | None, Field(description="Peildatum van de run die iets anders zei; null = het is nog zo.")]
    prioriteit: Prioriteit
    prioriteit_naam: Prioriteitnaam
    loonperiode: Loonperiode
    loon: Centen
    uren: Uren
    redenen: list[CodeUit]
    vlaggen: list[CodeUit]
    wijziging: Annotated[str | None, Field(description="Wat er veranderde, en waarom.")]


class PrioriteitenUit(Uit):
    """All of it."""

    jongere: UUID
    prioriteiten: Annotated[list[PrioriteitperiodeUit], Field(description="De laatste staat vooraan.")]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}/prioriteiten",
    scopes=(Scope.JONGEREN,),
    antwoord=PrioriteitenUit,
    naam="lijstPrioriteiten",
)
def prioriteiten(request: Verzoek, jongere: Jongere) -> PrioriteitenUit:
    """Welke prioriteiten een jongere had.

    Bij elke periode staat waarom de prioriteit toen veranderde. Het gaat over de tijd waarin uw organisatie de jongere
    volgt.
    """
    rows = read_prioriteiten(request.wie, jongere).iter_rows(named=True)
    return PrioriteitenUit(
        jongere=jongere,
        prioriteiten=[
            PrioriteitperiodeUit(
                van=row["van"],
                tot=row["tot"],
                prioriteit=row["prioriteit"],
                prioriteit_naam=naam_van(row["prioriteit"]) or "",
                loonperiode=maand_uit(row["loonperiode"]) or "",
                loon=row["loon"],
                uren=row["uren"],
                redenen=[CodeUit(**reden_uit(code)) for code in split(row["redenen"])],
                vlaggen=[CodeUit(**vlag_uit(code)) for code in split(row["vlaggen"])],
                wijziging=row["wijziging"],
            )
            for row in rows
        ],
    )
