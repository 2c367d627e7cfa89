"""The lines of a report: in pages of JSON, or all of it as a file."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Final
from uuid import UUID

from django.http import FileResponse, HttpResponse, HttpResponseBase
from ninja import Query, Router
from pydantic import Field

from vsv.api.kader.operatie import JSON, operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_pair, encode, link_next
from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.api.v1.delen import Centen, Code, Loonperiode, Peildatum, Prioriteit, Prioriteitnaam, Uren
from vsv.rapport.service import open_regels, read_regelpagina
from vsv.toegang.service import Scope

router = Router(tags=["rapporten"])

BESTANDEN: Final[Mapping[str, str]] = {
    "application/x-ndjson": "ndjson",
    "text/csv": "csv",
    "application/vnd.apache.parquet": "parquet",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
"""Per media type the format of the file."""

Prioriteitfilter = Annotated[
    int | None, Query(None, ge=0, le=5, description="Alleen deze prioriteit; 0 = niet geprioriteerd (NP).")
]


class RegelUit(Uit):
    """A line of a report."""

    model_config = example(
        jongere="0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77",
        kenmerk="D-2026-0417",
        aanmelddatum="2026-09-01",
        gemeentecode="0344",
        prioriteit=1,
        prioriteitNaam="1",
        sinds="2026-11-09",
        vorigePrioriteit=3,
        loonperiode="2026-10",
        loon=0,
        uren=0,
        redenen=["GEEN_LOON", "GEEN_UITKERING"],
        vlaggen=[],
    )

    jongere: UUID
    kenmerk: Annotated[str | None, Field(description="Uw eigen kenmerk.")]
    aanmelddatum: date
    gemeentecode: str | None
    prioriteit: Prioriteit
    prioriteit_naam: Prioriteitnaam
    sinds: Annotated[date, Field(description="Peildatum vanaf welke dit de prioriteit is.")]
    vorige_prioriteit: Annotated[
        Prioriteit | None, Field(description="In het weekrapport ervoor; null = stond daar niet in.")
    ]
    loonperiode: Loonperiode
    loon: Centen
    uren: Uren
    redenen: Annotated[list[Code], Field(description="Waarom dit de prioriteit is.")]
    vlaggen: Annotated[list[Code], Field(description="Waar u op kunt letten.")]


class RegelsUit(Uit):
    """A page of lines."""

    peildatum: date
    regels: Annotated[list[RegelUit], Field(description="Prioriteit 1 tot en met 5, en dan NP.")]
    volgende: Volgende


class Regelbestand(FileResponse):
    """A file of lines, sent in pieces of 256 kB."""

    block_size = 262_144


@operatie(
    router,
    "GET",
    "/rapporten/{peildatum}/regels",
    scopes=(Scope.RAPPORTEN,),
    antwoord=RegelsUit,
    naam="lijstRegels",
    vormen=(JSON, *BESTANDEN),
)
def regels(
    request: Verzoek,
    peildatum: Peildatum,
    prioriteit: Prioriteitfilter = None,
    cursor: Cursor = None,
    page_size: PageSize = 100,
) -> HttpResponseBase:
    """De regels van een weekrapport: voor elke jongere een.

    U krijgt ze in pagina's als JSON. Of u vraagt met de header `Accept` alles in een keer, als NDJSON
    (`application/x-ndjson`, op elke regel een object zoals in de pagina's), CSV, Parquet of ODS; dan kunt u niet
    kiezen uit prioriteiten en pagina's. Wie inmiddels is afgemeld, staat er niet meer in.
    """
    formaat = BESTANDEN.get(request.get_preferred_type((JSON, *BESTANDEN)) or JSON)
    if formaat:
        _refuse_choice(request)
        return _send(request, peildatum, formaat)
    found = read_regelpagina(request.wie, peildatum, prioriteit=prioriteit, na=decode_pair(cursor), aantal=page_size)
    volgende = encode(list(found.volgende)) if found.volgende else None
    link_next(request, volgende)
    begin = f'{{"peildatum":"{found.rapport.run.peildatum}","regels":'
    # Written at once as in the file, not as a thousand objects.
    response = HttpResponse(f'{begin}{found.as_json()},"volgende":{json.dumps(volgende)}}}', content_type=JSON)
    response.headers["Vary"] = "Accept"
    return response


def _send(request: Verzoek, peildatum: date, formaat: str) -> HttpResponseBase:
    made = open_regels(request.wie, peildatum, formaat)
    response = Regelbestand(made.bestand, as_attachment=True, filename=made.naam, content_type=made.mediatype)
    response.headers["Vary"] = "Accept"
    return response


def _refuse_choice(request: Verzoek) -> None:
    """Refuse to choose lines for a file, which always holds all of them."""
    if request.GET:
        fouten = [
            Veldfout(
                "PARAMETER_NIET_HIER", name, "Dit kan alleen bij pagina's als JSON.", f"Vraag {JSON}, of laat dit weg."
            )
            for name in request.GET
        ]
        raise Probleem(400, "INVOER_ONGELDIG", "Een bestand bevat altijd het hele rapport.", fouten)
