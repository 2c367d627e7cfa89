"""Voorstellen: what a source gives reason to do; reading them."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Query, Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_number, encode, link_next
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.klantvolg.service import Aanleiding, Voorstelsoort, Voorstelstand, page_voorstellen, read_voorstel
from vsv.toegang.service import Scope

router = Router(tags=["voorstellen"])

Voorstelnummer = Annotated[UUID, Path(description="Nummer van het voorstel.")]


class VoorstelUit(Uit):
    """A proposal."""

    model_config = example(
        voorstel="6f4e1b1a-7d0b-4f0e-9a57-1f0c0d7f0f1b",
        soort="AFMELDEN",
        aanleiding="STARTKWALIFICATIE",
        datum="2026-11-20",
        naar=None,
        naarNaam=None,
        stand="OPEN",
        tijdstipGemaakt="2026-11-23T05:00:00.000Z",
        tijdstipBesloten=None,
        beslotenDoor=None,
        jongere="0b7c7f0e-3f0a-4a57-9f0c-0d7f0f1b2c3d",
        kenmerk="D-1042",
        geboortedatumBekend=True,
        toelichting="DUO meldt op 20 november 2026 een startkwalificatie. Wilt u deze jongere afmelden?",
    )

    voorstel: Annotated[UUID, Field(description="Nummer van het voorstel.")]
    soort: Annotated[Voorstelsoort, Field(description="Wat er wordt voorgesteld.")]
    aanleiding: Annotated[Aanleiding, Field(description="Waarom.")]
    datum: Annotated[date, Field(description="De dag waar de aanleiding over gaat.")]
    naar: Annotated[str | None, Field(description="Bij OVERDRAGEN: OIN van de organisatie die de jongere krijgt.")]
    naar_naam: Annotated[str | None, Field(description="Naam van die organisatie.")]
    stand: Annotated[Voorstelstand, Field(description="Wat ervan is geworden.")]
    tijdstip_gemaakt: Annotated[Tijdstip, Field(description="Wanneer het voorstel is gemaakt.")]
    tijdstip_besloten: Annotated[Tijdstip | None, Field(description="Wanneer er is besloten, of wanneer het verviel.")]
    besloten_door: Annotated[str | None, Field(description="Wie besloot.")]
    jongere: Annotated[
        UUID | None,
        Field(description="Nummer van de jongere; null als er is besloten en u de jongere niet volgt."),
    ]
    kenmerk: Annotated[str | None, Field(description="Uw eigen kenmerk van de jongere.")]
    geboortedatum_bekend: Annotated[
        bool | None,
        Field(description="false: geef bij het aanvaarden de geboortedatum mee. Null als het niet open is."),
    ]
    toelichting: Annotated[str, Field(description="Wat er is gemeld en wat wordt gevraagd, in gewone taal.")]


class VoorstellenUit(Uit):
    """A page of proposals."""

    voorstellen: list[VoorstelUit]
    volgende: Volgende


@operatie(router, "GET", "/voorstellen", scopes=[Scope.AANMELDEN], antwoord=VoorstellenUit, naam="lijstVoorstellen")
def voorstellen(
    request: Verzoek,
    page_size: PageSize,
    cursor: Cursor,
    soort: Annotated[Voorstelsoort | None, Query(None, description="Alleen voorstellen om dit te doen.")],
    stand: Annotated[Voorstelstand | None, Query(None, description="Alleen voorstellen met deze stand.")],
) -> VoorstellenUit:
    """De voorstellen voor uw organisatie, de oudste eerst.

    Een voorstel verandert niets zolang u er niet over besluit. Met `stand=OPEN` krijgt u waar nog iets te besluiten is.
    Voorstellen waar niets meer over te besluiten valt, vervallen vanzelf.
    """
    page = page_voorstellen(request.wie, soort=soort, stand=stand, na=decode_number(cursor), aantal=page_size)
    volgende = None if page.volgende is None else encode(page.volgende)
    link_next(request, volgende)
    return VoorstellenUit(
        voorstellen=[as_answer(row) for row in page.voorstellen.iter_rows(named=True)], volgende=volgende
    )


@operatie(router, "GET", "/voorstellen/{voorstel}", scopes=[Scope.AANMELDEN], antwoord=VoorstelUit, naam="leesVoorstel")
def voorstel(request: Verzoek, voorstel: Voorstelnummer) -> VoorstelUit:
    """Een voorstel, ook als er al over is besloten."""
    return as_answer(read_voorstel(request.wie, voorstel))


def as_answer(row: dict[str, Any]) -> VoorstelUit:
    """Return a proposal as `read_voorstel` gives it in its form for outside."""
    gemaakt, besloten, zin = row.pop("gemaakt_op"), row.pop("besloten_op"), row.pop("zin")
    return VoorstelUit(**row, tijdstip_gemaakt=gemaakt, tijdstip_besloten=besloten, toelichting=zin)
