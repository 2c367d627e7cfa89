"""The benefits of one person, in the registers."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import Code, CodeUit, Jongere
from vsv.domein.codes import Wet, label_van
from vsv.rapport.service import read_uitkeringen
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])


class UitkeringUit(Uit):
    """A benefit."""

    model_config = example(
        bron="PW",
        wet={"code": "PW", "uitleg": "Participatiewet"},
        datumBegin="2026-05-01",
        datumEinde=None,
        tijdstipOntvangen="2026-11-02T05:00:00.000Z",
    )

    bron: Code
    wet: CodeUit
    datum_begin: date
    datum_einde: Annotated[date | None, Field(description="Laatste dag; null = loopt nog.")]
    tijdstip_ontvangen: Annotated[Tijdstip, Field(description="Wanneer wij dit van de bron ontvingen.")]


class UitkeringenUit(Uit):
    """All of one person."""

    jongere: UUID
    peildatum: Annotated[date, Field(description="Dag van de run waarbij dit bekend was.")]
    uitkeringen: Annotated[list[UitkeringUit], Field(description="De laatst begonnen vooraan.")]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}/uitkeringen",
    scopes=(Scope.JONGEREN,),
    antwoord=UitkeringenUit,
    naam="lijstUitkeringen",
)
def uitkeringen(request: Verzoek, jongere: Jongere) -> UitkeringenUit:
    """De uitkeringen van een jongere.

    Zoals die in de registers staan. Wat als uitkering is uitbetaald, staat ook bij de inkomstenverhoudingen.
    """
    found = read_uitkeringen(request.wie, jongere)
    return UitkeringenUit(
        jongere=jongere,
        peildatum=found.run.peildatum,
        uitkeringen=[
            UitkeringUit(
                bron=row["bron"],
                wet=CodeUit(code=row["wet"], uitleg=label_van(Wet, row["wet"])),
                datum_begin=row["datum_begin"],
                datum_einde=row["datum_einde"],
                tijdstip_ontvangen=row["ontvangen_op"],
            )
            for row in found.uitkeringen.iter_rows(named=True)
        ],
    )
