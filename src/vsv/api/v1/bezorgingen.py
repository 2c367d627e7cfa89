"""What became of notifications: the list of an abonnement, sending again, and a test."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Query, Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_number, encode, link_next
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.abonnementen import Nummer
from vsv.api.v1.delen import Code, CodeUit
from vsv.meldingen.service import Bezorging, Bezorgstand, list_bezorgingen, resend, resend_parked, send_test
from vsv.toegang.service import Scope

router = Router(tags=["abonnementen"])

Bezorgingnummer = Annotated[
    UUID, Path(description="Nummer van de bezorging (uuid).", example="6f1c2a52-53a9-4a43-9f64-0a5d1d1b8a01")
]
Standfilter = Annotated[Bezorgstand | None, Query(None, description="Alleen wat hier nu mee is.")]


class BezorgingUit(Uit):
    """A notification on its way."""

    model_config = example(
        bezorging="6f1c2a52-53a9-4a43-9f64-0a5d1d1b8a01",
        nummer=41,
        melding="0c9d8e7f-6a5b-4c3d-8e1f-0a9b8c7d6e5f",
        type="nl.vsv.prioriteit-gewijzigd.v1",
        stand="BEZORGD",
        pogingen=1,
        tijdstipGemaakt="2026-11-24T15:00:00.000Z",
        tijdstipVolgendePoging=None,
        tijdstipBezorgd="2026-11-24T15:00:01.000Z",
        tijdstipGeparkeerd=None,
        status=204,
        reden=None,
    )

    bezorging: UUID
    nummer: Annotated[int, Field(description="Plaats in de volgorde: de `sequence` van de melding.")]
    melding: Annotated[UUID, Field(description="De `id` van de melding.")]
    type: Annotated[str, Field(description="De `type` van de melding.")]
    stand: Annotated[Code, Field(description="WACHT, BEZORGD of GEPARKEERD.")]
    pogingen: int
    tijdstip_gemaakt: Tijdstip
    tijdstip_volgende_poging: Tijdstip | None
    tijdstip_bezorgd: Tijdstip | None
    tijdstip_geparkeerd: Annotated[Tijdstip | None, Field(description="Sinds wanneer wij het niet meer proberen.")]
    status: Annotated[int | None, Field(description="HTTP-status van uw laatste antwoord.")]
    reden: Annotated[CodeUit | None, Field(description="Waarom het de laatste keer misging.")]


class BezorgingenUit(Uit):
    """A page of them."""

    bezorgingen: Annotated[list[BezorgingUit], Field(description="De laatste vooraan.")]
    volgende: Volgende


class OpnieuwUit(Uit):
    """How many are sent again."""

    model_config = example(aantal=3)

    aantal: Annotated[int, Field(description="Hoeveel meldingen opnieuw worden bezorgd.")]


@operatie(
    router,
    "POST",
    "/abonnementen/{uuid:abonnement}/_test",
    scopes=(Scope.MELDINGEN,),
    antwoord=BezorgingUit,
    naam="testAbonnement",
    status=202,
    eenmalig=True,
)
def test(request: Verzoek, abonnement: Nummer) -> BezorgingUit:
    """Laat een proefmelding sturen.

    Die komt binnen ongeveer een minuut. Wat ervan werd, ziet u bij de bezorgingen.
    """
    return BezorgingUit(**_describe(send_test(request.wie, abonnement)))


@operatie(
    router,
    "GET",
    "/abonnementen/{uuid:abonnement}/bezorgingen",
    scopes=(Scope.MELDINGEN,),
    antwoord=BezorgingenUit,
    naam="lijstBezorgingen",
)
def bezorgingen(
    request: Verzoek,
    abonnement: Nummer,
    stand: Standfilter = None,
    cursor: Cursor = None,
    page_size: PageSize = 100,
) -> BezorgingenUit:
    """Wat er van de meldingen voor een abonnement werd.

    De laatste staat vooraan. Over wie een melding gaat, staat er niet bij.
    """
    found = list_bezorgingen(
        request.wie, abonnement, stand=stand, voor=decode_number(cursor) or None, aantal=page_size + 1
    )
    volgende = encode(found[page_size - 1].nummer) if len(found) > page_size else None
    link_next(request, volgende)
    return BezorgingenUit(bezorgingen=[BezorgingUit(**_describe(one)) for one in found[:page_size]], volgende=volgende)


@operatie(
    router,
    "POST",
    "/abonnementen/{uuid:abonnement}/bezorgingen/_opnieuw",
    scopes=(Scope.MELDINGEN,),
    antwoord=OpnieuwUit,
    naam="bezorgAllesOpnieuw",
    status=202,
    eenmalig=True,
)
def alles_opnieuw(request: Verzoek, abonnement: Nummer) -> OpnieuwUit:
    """Laat alles wat is geparkeerd opnieuw bezorgen.

    Wij proberen het dan weer drie dagen.
    """
    return OpnieuwUit(aantal=resend_parked(request.wie, abonnement))


@operatie(
    router,
    "POST",
    "/abonnementen/{uuid:abonnement}/bezorgingen/{uuid:bezorging}/_opnieuw",
    scopes=(Scope.MELDINGEN,),
    antwoord=OpnieuwUit,
    naam="bezorgOpnieuw",
    status=202,
    eenmalig=True,
)
def opnieuw(request: Verzoek, abonnement: Nummer, bezorging: Bezorgingnummer) -> OpnieuwUit:
    """Laat een melding opnieuw bezorgen, wat er ook van werd.

    Wij proberen het dan weer drie dagen.
    """
    resend(request.wie, abonnement, bezorging)
    return OpnieuwUit(aantal=1)


def _describe(one: Bezorging) -> dict[str, Any]:
    return {
        "bezorging": one.uuid,
        "nummer": one.nummer,
        "melding": one.melding,
        "type": one.type,
        "stand": str(one.stand),
        "pogingen": one.pogingen,
        "tijdstip_gemaakt": one.gemaakt_op,
        "tijdstip_volgende_poging": one.volgende_poging_op,
        "tijdstip_bezorgd": one.bezorgd_op,
        "tijdstip_geparkeerd": one.geparkeerd_op,
        "status": one.status,
        "reden": CodeUit(code=str(one.reden), uitleg=one.reden.label) if one.reden else None,
    }
