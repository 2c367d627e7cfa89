"""How one person stands now. It is asked most, so its answer is written without a model in between."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, as_json, as_utc, example
from vsv.api.v1.delen import (
    BronUit,
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
    vlag_uit,
)
from vsv.domein.codes import Bron
from vsv.rapport.service import SIGNALEN, Stand, read_stand
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])

VOORBEELD: dict[str, Any] = {
    "jongere": "0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77",
    "kenmerk": "D-2026-0417",
    "aanmelddatum": "2026-09-01",
    "gemeentecode": "0344",
    "prioriteit": 1,
    "prioriteitNaam": "1",
    "sinds": "2026-11-09",
    "loonperiode": "2026-10",
    "loon": 0,
    "uren": 0,
    "redenen": [
        {"code": "GEEN_LOON", "uitleg": "geen loon bekend dat meetelt"},
        {"code": "GEEN_UITKERING", "uitleg": "geen uitkering gevonden"},
    ],
    "vlaggen": [{"code": "BIJNA_27", "uitleg": "bereikt binnenkort de leeftijdsgrens"}],
    "signaal": {"code": "BAAN_GESTART", "uitleg": "er is een nieuwe baan bekend"},
    "signaalPeildatum": "2026-11-23",
    "opvolging": {"merk": "IN_CONTACT", "merkreden": None, "tijdstipMerk": "2026-11-20T09:30:00.000Z"},
    "peildatum": "2026-11-24",
    "regelset": "vsv-2.0",
    "bronnen": [{"bron": "POLIS", "naam": "polisadministratie", "bijgewerktTot": "2026-11-23"}],
}


class MerkUit(Uit):
    """How far the work with somebody is."""

    merk: Annotated[str, Field(description="Hoe ver u bent, zoals `TE_DOEN` of `IN_CONTACT`.")]
    merkreden: Annotated[str | None, Field(description="Waarom iemand niet beschikbaar is.")]
    tijdstip_merk: Annotated[Tijdstip | None, Field(description="Wanneer dit is vastgelegd.")]


class JongereUit(Uit):
    """How one person stands."""

    model_config = example(**VOORBEELD)

    jongere: Annotated[UUID, Field(description="Nummer van de jongere, hetzelfde in alle antwoorden.")]
    kenmerk: Annotated[str | None, Field(description="Uw eigen kenmerk.")]
    aanmelddatum: Annotated[date, Field(description="Eerste dag waarop u de jongere volgt.")]
    gemeentecode: Annotated[str | None, Field(description="Waar de jongere woont, als u dat doorgaf.")]
    prioriteit: Annotated[Prioriteit | None, Field(description="null = nog niet in een rapport.")]
    prioriteit_naam: Prioriteitnaam | None
    sinds: Annotated[date | None, Field(description="Peildatum vanaf welke dit de prioriteit is.")]
    loonperiode: Loonperiode | None
    loon: Centen | None
    uren: Uren | None
    redenen: Annotated[list[CodeUit], Field(description="Waarom dit de prioriteit is.")]
    vlaggen: Annotated[list[CodeUit], Field(description="Waar u op kunt letten.")]
    signaal: Annotated[CodeUit | None, Field(description="Het laatste nieuws over een baan.")]
    signaal_peildatum: Annotated[date | None, Field(description="Dag van de run die dat vond.")]
    opvolging: MerkUit
    peildatum: Annotated[date | None, Field(description="Dag van de laatste run; null = er was er nog geen.")]
    regelset: Annotated[str | None, Field(description="Met welke regels.")]
    bronnen: Annotated[list[BronUit], Field(description="Tot en met welke dag de bronnen zijn verwerkt.")]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}",
    scopes=(Scope.JONGEREN,),
    antwoord=JongereUit,
    naam="bekijkJongere",
)
def jongere(request: Verzoek, jongere: Jongere) -> HttpResponse:
    """Hoe een jongere er nu voor staat.

    De prioriteit bij de laatste run, met de redenen en waar u op kunt letten. U ziet alleen wie uw organisatie nu
    volgt; van ieder ander krijgt u een 404. Elke keer komt in het logboek van de organisatie.
    """
    return as_json(_tell(read_stand(request.wie, jongere)))


def _tell(stand: Stand) -> dict[str, Any]:
    return {
        "jongere": stand.jongere,
        "kenmerk": stand.kenmerk,
        "aanmelddatum": stand.aanmelddatum,
        "gemeentecode": stand.gemeentecode,
        "prioriteit": stand.prioriteit,
        "prioriteitNaam": naam_van(stand.prioriteit),
        "sinds": stand.sinds,
        "loonperiode": maand_uit(stand.loonperiode),
        "loon": stand.loon,
        "uren": stand.uren,
        "redenen": list(map(reden_uit, stand.redenen)),
        "vlaggen": list(map(vlag_uit, stand.vlaggen)),
        "signaal": {"code": stand.signaal, "uitleg": SIGNALEN[stand.signaal]} if stand.signaal else None,
        "signaalPeildatum": stand.signaal_op,
        "opvolging": {
            "merk": stand.merk,
            "merkreden": stand.merkreden,
            "tijdstipMerk": as_utc(stand.merk_op) if stand.merk_op else None,
        },
        "peildatum": stand.peildatum,
        "regelset": stand.regelset,
        "bronnen": [{"bron": b, "naam": b.label, "bijgewerktTot": stand.bronnen.get(b)} for b in Bron],
    }
