"""What the doelgroepregister says about one person: near-health data, so under a scope and an address of its own."""

from datetime import date
from typing import Annotated
from uuid import UUID

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import Jongere
from vsv.rapport.service import read_doelgroep
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])


class RegistratieUit(Uit):
    """A time in the register."""

    model_config = example(datumBegin="2024-09-01", datumEinde=None, tijdstipOntvangen="2026-11-02T05:00:00.000Z")

    datum_begin: date
    datum_einde: Annotated[date | None, Field(description="Laatste dag; null = loopt nog.")]
    tijdstip_ontvangen: Annotated[Tijdstip, Field(description="Wanneer wij dit van UWV ontvingen.")]


class DoelgroepregisterUit(Uit):
    """What the register says."""

    model_config = example(
        jongere="0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77",
        peildatum="2026-11-23",
        staatErin=True,
        registraties=[
            {"datumBegin": "2024-09-01", "datumEinde": None, "tijdstipOntvangen": "2026-11-02T05:00:00.000Z"}
        ],
    )

    jongere: UUID
    peildatum: Annotated[date, Field(description="Dag van de laatste run.")]
    staat_erin: Annotated[bool, Field(description="Of de jongere op de peildatum in het register stond.")]
    registraties: list[RegistratieUit]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}/doelgroepregister",
    scopes=(Scope.DOELGROEPREGISTER,),
    antwoord=DoelgroepregisterUit,
    naam="bekijkDoelgroepregister",
)
def doelgroepregister(request: Verzoek, jongere: Jongere) -> DoelgroepregisterUit:
    """Of een jongere in het doelgroepregister staat.

    Hiervoor is de scope `doelgroepregister` nodig. Vraag dit alleen als u het voor deze jongere nodig hebt: elke keer
    komt in het logboek van de organisatie. Op welke grond iemand in het register staat, hebben wij niet.
    """
    found = read_doelgroep(request.wie, jongere)
    rows = found.registraties.sort("datum_begin", descending=True).iter_rows(named=True)
    return DoelgroepregisterUit(
        jongere=jongere,
        peildatum=found.run.peildatum,
        staat_erin=found.staat_erin,
        registraties=[
            RegistratieUit(
                datum_begin=row["datum_begin"],
                datum_einde=row["datum_einde"],
                tijdstip_ontvangen=row["ontvangen_op"],
            )
            for row in rows
        ],
    )
