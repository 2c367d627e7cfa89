"""Aanmeldingen of the organisation: see them, sign one person up, change what one noted."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

import polars as pl
from django.conf import settings
from django.http import HttpResponse
from ninja import Path, Router
from pydantic import Field

from vsv.api.kader.operatie import JSON, operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_number, encode, link_next
from vsv.api.kader.probleem import Probleem, Veldfout, over_inhoud, van_veldfouten
from vsv.api.kader.vandaag import vandaag
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import BsnIn, In, Tekst, Uit, example
from vsv.api.v1.rijen import veldfouten
from vsv.klantvolg.service import AANVRAAG, change_gevolgde, list_gevolgden, meld_allen_aan, read_gevolgde
from vsv.toegang.service import Scope

router = Router(tags=["aanmeldingen"])

VELDEN: Final = {"gemeente": "gemeentecode"}
ZINNEN: Final = {"DATUM_ONGELDIG": "Dit is geen bestaande datum. Schrijf die als 2026-11-23."}

Kenmerk = Annotated[
    Tekst,
    Field(max_length=100, description="Uw eigen kenmerk of dossiernummer. Zet er geen BSN in.", examples=["D-1042"]),
]
Gemeentecode = Annotated[
    str, Field(pattern="^[0-9]{4}$", description="CBS-code van de gemeente waar de jongere woont.", examples=["0363"])
]
Jongere = Annotated[UUID, Path(description="Nummer van de jongere in VSV-monitor.")]


class AanmeldingIn(In):
    """Whom to sign up."""

    model_config = example(
        bsn="900000041", geboortedatum="2005-03-01", aanmelddatum="2026-11-23", kenmerk="D-1042", gemeentecode="0363"
    )

    bsn: BsnIn
    geboortedatum: Annotated[date, Field(description="Geboortedatum; de jongere is op de aanmelddatum jonger dan 27.")]
    aanmelddatum: Annotated[
        date | None, Field(description="Eerste dag waarop u de jongere volgt; niet na vandaag. Leeg = vandaag.")
    ] = None
    kenmerk: Kenmerk | None = None
    gemeentecode: Gemeentecode | None = None


class AanmeldingWijzigingIn(In):
    """What changes; a field that is left out stays as it is."""

    model_config = example(kenmerk="D-1043") | {
        "json_schema_extra": {"minProperties": 1, "examples": [{"kenmerk": "D-1043"}]}
    }

    kenmerk: Annotated[Kenmerk | None, Field(description="Uw eigen kenmerk; null = geen.")] = None
    gemeentecode: Annotated[Gemeentecode | None, Field(description="Gemeente; null = niet bekend.")] = None


class AanmeldingUit(Uit):
    """How an aanmelding stands."""

    model_config = example(
        jongere="0b7c7f0e-3f0a-4a57-9f0c-0d7f0f1b2c3d", kenmerk="D-1042", aanmelddatum="2026-11-23", gemeentecode="0363"
    )

    jongere: Annotated[
        UUID | None,
        Field(description="Nummer van de jongere in VSV-monitor; null als u de jongere vandaag niet (meer) volgt."),
    ]
    kenmerk: Annotated[str | None, Field(description="Uw eigen kenmerk.")]
    aanmelddatum: Annotated[date, Field(description="Eerste dag waarop u de jongere volgt.")]
    gemeentecode: Annotated[
        str | None, Field(description="Gemeente waar de jongere woont, als u die hebt doorgegeven.")
    ]


class AanmeldingenUit(Uit):
    """A page of aanmeldingen."""

    aanmeldingen: list[AanmeldingUit]
    volgende: Volgende


@operatie(router, "GET", "/aanmeldingen", scopes=[Scope.AANMELDEN], antwoord=AanmeldingenUit, naam="lijstAanmeldingen")
def aanmeldingen(request: Verzoek, page_size: PageSize, cursor: Cursor) -> AanmeldingenUit:
    """De jongeren die u nu volgt, in de volgorde waarin zij zijn aangemeld.

    Alleen van uw eigen organisatie. Wie is afgemeld of 27 is geworden, staat er niet bij.
    """
    page = list_gevolgden(request.wie, na=decode_number(cursor), aantal=page_size)
    volgende = None if page.volgende is None else encode(page.volgende)
    link_next(request, volgende)
    return AanmeldingenUit(
        aanmeldingen=[AanmeldingUit(**row) for row in page.gevolgden.iter_rows(named=True)], volgende=volgende
    )


@operatie(
    router, "GET", "/aanmeldingen/{jongere}", scopes=[Scope.AANMELDEN], antwoord=AanmeldingUit, naam="leesAanmelding"
)
def aanmelding(request: Verzoek, jongere: Jongere) -> AanmeldingUit:
    """De aanmelding van een jongere die u nu volgt."""
    return AanmeldingUit(**read_gevolgde(request.wie, jongere))


@operatie(
    router,
    "POST",
    "/aanmeldingen",
    scopes=[Scope.AANMELDEN],
    antwoord=AanmeldingUit,
    naam="meldAan",
    status=201,
    ook=[200],
    eenmalig=True,
)
def meld_aan(request: Verzoek, inhoud: AanmeldingIn) -> HttpResponse:
    """Een jongere aanmelden.

    Vanaf de aanmelddatum vragen wij de bronnen elke dag naar deze jongere. U krijgt 201 als de jongere is aangemeld,
    en 200 als u de jongere al volgde met deze gegevens. Volgt u de jongere al met andere gegevens, dan verandert er
    niets: u krijgt 409, met in `staat` hoe de aanmelding nu is.
    """
    velden = inhoud.model_dump()
    row = (
        0,
        velden["bsn"],
        velden["kenmerk"] or None,
        velden["geboortedatum"],
        velden["aanmelddatum"],
        False,
        False,
        velden["gemeentecode"],
    )
    uitslag = meld_allen_aan(request.wie, pl.DataFrame([row], schema=AANVRAAG, orient="row"), vandaag=vandaag())
    if not uitslag.fouten.is_empty():
        raise van_veldfouten(veldfouten(uitslag.fouten, VELDEN, ZINNEN))
    rij: dict[str, Any] = uitslag.rijen.drop("rij").row(0, named=True)
    uitkomst, anders = rij.pop("uitkomst"), rij.pop("wijkt_af")
    staat = AanmeldingUit(**rij)
    if anders:
        raise _conflict(staat, [VELDEN.get(kolom, kolom) for kolom in anders])
    response = HttpResponse(staat.model_dump_json(by_alias=True), status=201, content_type=JSON)
    if uitkomst == "AL_BEKEND":
        response.status_code = 200
    if staat.jongere:
        response.headers["Location"] = f"{settings.VSV_API_ADRES}/v1/aanmeldingen/{staat.jongere}"
    return response


@operatie(
    router,
    "PATCH",
    "/aanmeldingen/{jongere}",
    scopes=[Scope.AANMELDEN],
    antwoord=AanmeldingUit,
    naam="wijzigAanmelding",
    eenmalig=True,
)
def wijzig_aanmelding(request: Verzoek, jongere: Jongere, inhoud: AanmeldingWijzigingIn) -> AanmeldingUit:
    """Uw kenmerk of de gemeente van een jongere wijzigen.

    Een veld dat u weglaat, blijft zoals het is. Met null maakt u een veld leeg. De aanmelddatum kan niet veranderen.
    """
    wijziging = {name: value or None for name, value in inhoud.model_dump(exclude_unset=True).items()}
    if not wijziging:
        raise van_veldfouten([Veldfout("NIETS_GEVRAAGD", "/", "Zeg wat er moet veranderen: kenmerk of gemeentecode.")])
    with over_inhoud():
        return AanmeldingUit(**change_gevolgde(request.wie, jongere, wijziging))


def _conflict(staat: AanmeldingUit, velden: list[str]) -> Probleem:
    fouten = [Veldfout("WIJKT_AF", f"/{veld}", "Hier staat al iets anders.") for veld in velden]
    return Probleem(
        409,
        "AL_AANGEMELD",
        "U volgt deze jongere al, met andere gegevens. Er is niets gewijzigd.",
        fouten,
        extra={"staat": staat.model_dump(mode="json", by_alias=True)},
    )
