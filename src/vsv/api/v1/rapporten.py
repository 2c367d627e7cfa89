"""The week reports: which there are, and what each counted."""

from datetime import date
from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_day, encode, link_next
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import (
    BronUit,
    Peildatum,
    Prioriteit,
    Prioriteitnaam,
    bronnen_uit,
    naam_van,
    split,
)
from vsv.rapport.service import Rapport, describe_redenen, list_rapporten, read_rapport
from vsv.toegang.service import Scope

router = Router(tags=["rapporten"])

_RAPPORT: dict[str, Any] = {
    "peildatum": "2026-11-23",
    "tijdstipGemaakt": "2026-11-23T04:30:00.000Z",
    "totaal": 4312,
    "aantallen": [{"prioriteit": 1, "prioriteitNaam": "1", "aantal": 811}],
    "regelset": "vsv-2.0",
    "regelsetControlegetal": "3f1f0a6c9f2b4d5e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f",
    "controlegetal": "9f2b4d5e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f3f1f0a6c",
    "bronnen": [{"bron": "POLIS", "naam": "polisadministratie", "bijgewerktTot": "2026-11-22"}],
}
Controlegetal = Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class AantalUit(Uit):
    """How many have a priority."""

    prioriteit: Prioriteit
    prioriteit_naam: Prioriteitnaam
    aantal: int


class RapportUit(Uit):
    """A report."""

    model_config = example(**_RAPPORT)

    peildatum: Annotated[date, Field(description="Dag waarop de prioriteiten zijn bepaald.")]
    tijdstip_gemaakt: Tijdstip
    totaal: Annotated[int, Field(description="Hoeveel jongeren er in het rapport staan.")]
    aantallen: list[AantalUit]
    regelset: str
    regelset_controlegetal: Annotated[Controlegetal, Field(description="SHA-256 van de parameters van de regelset.")]
    controlegetal: Annotated[Controlegetal, Field(description="SHA-256 van alle regels van het rapport.")]
    bronnen: Annotated[list[BronUit], Field(description="Tot en met welke dag de bronnen waren verwerkt.")]


class VerplaatsingUit(Uit):
    """How many moved, with the same reasons."""

    model_config = example(
        van=3,
        vanNaam="3",
        naar=1,
        naarNaam="1",
        redenenVan=["LOON_VANAF_DREMPEL", "GEEN_UITKERING"],
        redenenNaar=["GEEN_LOON", "GEEN_UITKERING"],
        uitleg="geen loon bekend dat meetelt en geen uitkering gevonden",
        aantal=12,
    )

    van: Annotated[Prioriteit | None, Field(description="null = stond niet in het rapport ervoor.")]
    van_naam: Prioriteitnaam | None
    naar: Annotated[Prioriteit | None, Field(description="null = staat niet meer in het rapport.")]
    naar_naam: Prioriteitnaam | None
    redenen_van: list[str]
    redenen_naar: list[str]
    uitleg: Annotated[str | None, Field(description="De redenen van nu in woorden.")]
    aantal: int


class RapportMetVerplaatsingenUit(RapportUit):
    """A report with the moves since the week before."""

    model_config = example(**_RAPPORT, vorigePeildatum="2026-11-16", verplaatsingen=[])

    vorige_peildatum: Annotated[date | None, Field(description="Van het weekrapport ervoor; null = dit is het eerste.")]
    verplaatsingen: Annotated[
        list[VerplaatsingUit], Field(description="Sinds het weekrapport ervoor, de meeste eerst.")
    ]


class RapportenUit(Uit):
    """A page of reports."""

    rapporten: Annotated[list[RapportUit], Field(description="Het laatste vooraan.")]
    volgende: Volgende


@operatie(router, "GET", "/rapporten", scopes=(Scope.RAPPORTEN,), antwoord=RapportenUit, naam="lijstRapporten")
def rapporten(request: Verzoek, cursor: Cursor = None, page_size: PageSize = 100) -> RapportenUit:
    """De weekrapporten van uw organisatie.

    Met aantallen, zonder jongeren. Het laatste rapport staat vooraan.
    """
    found = list_rapporten(request.wie, soort="week", voor=decode_day(cursor), aantal=page_size + 1)
    volgende = encode(found[page_size - 1].run.peildatum.isoformat()) if len(found) > page_size else None
    link_next(request, volgende)
    return RapportenUit(
        rapporten=[RapportUit(**_describe(rapport)) for rapport in found[:page_size]], volgende=volgende
    )


@operatie(
    router,
    "GET",
    "/rapporten/{peildatum}",
    scopes=(Scope.RAPPORTEN,),
    antwoord=RapportMetVerplaatsingenUit,
    naam="bekijkRapport",
)
def rapport(request: Verzoek, peildatum: Peildatum) -> RapportMetVerplaatsingenUit:
    """Een weekrapport: de aantallen, en wat er verschoof.

    Met het controlegetal kunt u nagaan dat het rapport nog hetzelfde is. De regels vraagt u op met
    `/v1/rapporten/{peildatum}/regels`.
    """
    found = read_rapport(request.wie, peildatum)
    return RapportMetVerplaatsingenUit(
        **_describe(found.rapport),
        vorige_peildatum=found.vorige.run.peildatum if found.vorige else None,
        verplaatsingen=[
            VerplaatsingUit(
                van=move.van,
                van_naam=naam_van(move.van),
                naar=move.naar,
                naar_naam=naam_van(move.naar),
                redenen_van=list(split(move.redenen_van)),
                redenen_naar=list(split(move.redenen_naar)),
                uitleg=describe_redenen(move.redenen_naar) if move.redenen_naar else None,
                aantal=move.aantal,
            )
            for move in found.rapport.verplaatsingen
        ],
    )


def _describe(rapport: Rapport) -> dict[str, Any]:
    run = rapport.run
    return {
        "peildatum": run.peildatum,
        "tijdstip_gemaakt": run.gemaakt_op,
        "totaal": rapport.totaal,
        "aantallen": [
            AantalUit(prioriteit=number, prioriteit_naam=naam_van(number) or "", aantal=aantal)
            for number, aantal in enumerate(rapport.aantallen)
        ],
        "regelset": run.regelset,
        "regelset_controlegetal": run.regelset_controlegetal,
        "controlegetal": rapport.controlegetal,
        "bronnen": bronnen_uit(run.bronnen),
    }
