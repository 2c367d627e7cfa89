"""Afmeldingen and overdrachten: the end of an aanmelding, of one person or of up to 10,000 in one request."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID

import polars as pl
from django.http import HttpResponse
from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import JSON, operatie
from vsv.api.kader.probleem import STATUS_PER_CODE, Probleem, van_veldfouten
from vsv.api.kader.vandaag import vandaag
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import In, RijIn, RijUit, example
from vsv.api.v1.rijen import RIJEN, FoutUit, Rij, TellingUit, Uitkomst, count, fouten_per_rij, veldfouten
from vsv.klantvolg.service import EINDE, Afmeldreden, sluit_allen_af
from vsv.toegang.service import Scope, list_organisaties

router = Router(tags=["afmeldingen"])

_OVERGEDRAGEN: Final = "OVERGEDRAGEN"
_AFMELDVELDEN: Final = {"datum": "afmelddatum"}
_JONGERE: Final = "0b7c7f0e-3f0a-4a57-9f0c-0d7f0f1b2c3d"
_NAAR: Final = "00000099000000002000"
_GEEN: Final[Mapping[str, str]] = {}

Jongere = Annotated[
    UUID,
    Field(description="Nummer van de jongere in VSV-monitor.", examples=[_JONGERE]),
]
Oin = Annotated[str, Field(pattern="^[0-9]{20}$", description="OIN van de organisatie die de jongere gaat volgen.")]
_UITKOMSTEN: Final[Mapping[str, Uitkomst]] = {"GEDAAN": "gedaan", "AL_BEKEND": "alBekend", "GEWEIGERD": "geweigerd"}


class Afmelding(RijIn):
    """Who is no longer followed; it is also how the afmelding stands afterwards."""

    model_config = example(jongere=_JONGERE, afmelddatum="2026-11-23", reden="WERK")

    jongere: Jongere
    afmelddatum: Annotated[date, Field(description="Eerste dag waarop u de jongere niet meer volgt; niet na vandaag.")]
    reden: Annotated[Afmeldreden, Field(description="Waarom u stopt met volgen.")]


class Overdracht(RijIn):
    """Who is handed over to which organisation."""

    model_config = example(jongere=_JONGERE, naar=_NAAR, datum="2026-11-23")

    jongere: Jongere
    naar: Oin
    datum: Annotated[date, Field(description="Eerste dag waarop die organisatie de jongere volgt; niet na vandaag.")]


class AfmeldingenIn(In):
    """Who are no longer followed."""

    model_config = example(afmeldingen=[{"jongere": _JONGERE, "afmelddatum": "2026-11-23", "reden": "WERK"}])

    afmeldingen: Annotated[list[Afmelding], Field(min_length=1, max_length=RIJEN)]


class OverdrachtenIn(In):
    """Who are handed over."""

    model_config = example(overdrachten=[{"jongere": _JONGERE, "naar": _NAAR, "datum": "2026-11-23"}])

    overdrachten: Annotated[list[Overdracht], Field(min_length=1, max_length=RIJEN)]


class EinderijUit(RijUit):
    """What became of a row."""

    model_config = example(rij=0, uitkomst="gedaan", jongere=_JONGERE, fouten=[])

    rij: Rij
    uitkomst: Annotated[
        Uitkomst,
        Field(description="alBekend: dit stond er al precies zo, en er is niets veranderd."),
    ]
    jongere: Annotated[UUID, Field(description="De jongere van deze rij.")]
    fouten: Annotated[list[FoutUit], Field(description="Bij geweigerd: wat er niet klopt.")]


class EindenUit(TellingUit):
    """What became of all rows; gedaan + alBekend + geweigerd = ontvangen."""

    rijen: Annotated[list[EinderijUit], Field(description="Een per rij van het verzoek, in dezelfde volgorde.")]


@operatie(
    router,
    "POST",
    "/afmeldingen",
    scopes=[Scope.AANMELDEN],
    antwoord=Afmelding,
    naam="meldAf",
    status=201,
    ook=[200, 404],
    eenmalig=True,
)
def meld_af(request: Verzoek, inhoud: Afmelding) -> HttpResponse:
    """Een jongere afmelden.

    Vanaf de afmelddatum volgt u de jongere niet meer en ziet u niets meer over hem of haar. U krijgt 201 als de
    jongere is afgemeld, en 200 als dit er al precies zo stond. Een afmelding wordt nooit meer gewijzigd: staat er al
    een andere, dan krijgt u 409, met die afmelding in `staat`.
    """
    return _end_one(request, inhoud, _of_afmeldingen([inhoud]), _AFMELDVELDEN)


@operatie(
    router,
    "POST",
    "/afmeldingen/_bulk",
    scopes=[Scope.AANMELDEN],
    antwoord=EindenUit,
    naam="meldVelenAf",
    eenmalig=True,
)
def meld_velen_af(request: Verzoek, inhoud: AfmeldingenIn) -> EindenUit:
    """Tot 10.000 jongeren tegelijk afmelden.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet kan, houdt de andere
    niet tegen.
    """
    return _end_all(request, _of_afmeldingen(inhoud.afmeldingen), "afmeldingen", _AFMELDVELDEN)


@operatie(
    router,
    "POST",
    "/overdrachten",
    scopes=[Scope.AANMELDEN],
    antwoord=Overdracht,
    naam="draagOver",
    status=201,
    ook=[200, 404],
    eenmalig=True,
)
def draag_over(request: Verzoek, inhoud: Overdracht) -> HttpResponse:
    """Een jongere overdragen aan een andere organisatie.

    Die organisatie volgt de jongere vanaf de dag waarop u stopt. U krijgt 201 als de jongere is overgedragen, en 200
    als dit er al precies zo stond. Is de jongere al anders afgemeld, dan krijgt u 409, met die afmelding in `staat`.
    """
    return _end_one(request, inhoud, _of_overdrachten([inhoud]), _GEEN)


@operatie(
    router,
    "POST",
    "/overdrachten/_bulk",
    scopes=[Scope.AANMELDEN],
    antwoord=EindenUit,
    naam="draagVelenOver",
    eenmalig=True,
)
def draag_velen_over(request: Verzoek, inhoud: OverdrachtenIn) -> EindenUit:
    """Tot 10.000 jongeren tegelijk overdragen.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet kan, houdt de andere
    niet tegen.
    """
    return _end_all(request, _of_overdrachten(inhoud.overdrachten), "overdrachten", _GEEN)


def _of_afmeldingen(rijen: Sequence[Afmelding]) -> pl.DataFrame:
    """Return the rows as the service asks for them (`EINDE`)."""
    rows = [(i, str(rij.jongere), rij.afmelddatum, rij.reden.value, None) for i, rij in enumerate(rijen)]
    return pl.DataFrame(rows, schema=EINDE, orient="row")


def _of_overdrachten(rijen: Sequence[Overdracht]) -> pl.DataFrame:
    keys = {organisatie.oin: organisatie.id for organisatie in list_organisaties()}
    rows = [(i, str(rij.jongere), rij.datum, _OVERGEDRAGEN, keys.get(rij.naar)) for i, rij in enumerate(rijen)]
    return pl.DataFrame(rows, schema=EINDE, orient="row")


def _end_one(
    request: Verzoek, inhoud: Afmelding | Overdracht, rijen: pl.DataFrame, velden: Mapping[str, str]
) -> HttpResponse:
    uitslag = sluit_allen_af(request.wie, rijen, vandaag=vandaag())
    rij: dict[str, Any] = uitslag.row(0, named=True)
    if rij["uitkomst"] == "GEWEIGERD":
        (fout,) = veldfouten(_faults(uitslag), velden, _GEEN)
        if rij["code"] == "AL_AFGEMELD":
            raise _conflict(fout.melding, rij)
        raise van_veldfouten([fout])
    status = 201 if rij["uitkomst"] == "GEDAAN" else 200
    return HttpResponse(inhoud.model_dump_json(by_alias=True), status=status, content_type=JSON)


def _end_all(request: Verzoek, rijen: pl.DataFrame, lijst: str, velden: Mapping[str, str]) -> EindenUit:
    uitslag = sluit_allen_af(request.wie, rijen, vandaag=vandaag())
    fouten = fouten_per_rij(_faults(uitslag), lijst, velden, _GEEN)
    found = [
        EinderijUit(rij=rij, uitkomst=_UITKOMSTEN[uitkomst], jongere=jongere, fouten=fouten.get(rij, []))
        for (rij, uitkomst), jongere in zip(
            uitslag.select("rij", "uitkomst").iter_rows(), rijen["jongere"], strict=True
        )
    ]
    return EindenUit(**count(rij.uitkomst for rij in found), rijen=found)


def _faults(uitslag: pl.DataFrame) -> pl.DataFrame:
    """Return rij, kolom, code, reden of the rows that were refused."""
    return uitslag.filter(uitkomst="GEWEIGERD").rename({"zin": "reden"})


def _conflict(melding: str, rij: Mapping[str, Any]) -> Probleem:
    staat = {
        "afmelddatum": str(rij["afmelddatum"]),
        "reden": rij["afmeldreden"],
        "overgedragenAan": rij["overgedragen_aan"],
    }
    return Probleem(STATUS_PER_CODE["AL_AFGEMELD"], "AL_AFGEMELD", melding, extra={"staat": staat})
