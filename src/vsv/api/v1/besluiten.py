"""Deciding about voorstellen: one, or up to 10,000 in one request."""

from datetime import date
from typing import Annotated, Final
from uuid import UUID

import polars as pl
from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.probleem import Probleem, Veldfout, van_veldfouten
from vsv.api.kader.vandaag import vandaag
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import In, RijIn, RijUit, example
from vsv.api.v1.rijen import RIJEN, FoutUit, Rij, TellingUit, Uitkomst, count
from vsv.api.v1.voorstellen import Voorstelnummer, VoorstelUit, as_answer
from vsv.klantvolg.service import accept_voorstellen, read_voorstel, reject_voorstellen
from vsv.toegang.service import Scope

router = Router(tags=["voorstellen"])

_BESLOTEN: Final = {"AL_AANVAARD", "AL_AFGEWEZEN", "VERVALLEN"}
_GEBOORTEDATUM: Final = {
    "GEBOORTEDATUM_ONTBREEKT",
    "GEBOORTEDATUM_WIJKT_AF",
    "GEEN_AANMELDING",
    "LEEFTIJD",
    "DATUM_IN_TOEKOMST",
}
_NUMMER: Final = "6f4e1b1a-7d0b-4f0e-9a57-1f0c0d7f0f1b"

Geboortedatum = Annotated[
    date | None,
    Field(
        description="Alleen bij AANMELDEN, als de geboortedatum hier niet bekend is (`geboortedatumBekend` is false)."
    ),
]


class AanvaardIn(In):
    """What goes along with a decision to do what is proposed."""

    model_config = example(geboortedatum="2005-03-01")

    geboortedatum: Geboortedatum = None


class TeAanvaarden(RijIn):
    """A proposal to accept."""

    model_config = example(voorstel=_NUMMER, geboortedatum=None)

    voorstel: Annotated[UUID, Field(description="Nummer van het voorstel.")]
    geboortedatum: Geboortedatum = None


class AanvaardenIn(In):
    """Proposals to accept."""

    model_config = example(voorstellen=[{"voorstel": _NUMMER, "geboortedatum": None}])

    voorstellen: Annotated[list[TeAanvaarden], Field(min_length=1, max_length=RIJEN)]


class AfwijzenIn(In):
    """Proposals to reject."""

    model_config = example(voorstellen=[_NUMMER])

    voorstellen: Annotated[list[UUID], Field(min_length=1, max_length=RIJEN, description="Nummers van de voorstellen.")]


class BesluitrijUit(RijUit):
    """What became of a row."""

    model_config = example(rij=0, uitkomst="gedaan", voorstel=_NUMMER, fouten=[])

    rij: Rij
    uitkomst: Annotated[
        Uitkomst,
        Field(description="alBekend: er was al besloten, of het voorstel was vervallen; er is niets veranderd."),
    ]
    voorstel: Annotated[UUID, Field(description="Het voorstel van deze rij.")]
    fouten: Annotated[list[FoutUit], Field(description="Bij alBekend en geweigerd: waarom er niets is gedaan.")]


class BesluitenUit(TellingUit):
    """What became of all rows; gedaan + alBekend + geweigerd = ontvangen."""

    rijen: Annotated[list[BesluitrijUit], Field(description="Een per rij van het verzoek, in dezelfde volgorde.")]


@operatie(
    router,
    "POST",
    "/voorstellen/_aanvaard",
    scopes=[Scope.AANMELDEN],
    antwoord=BesluitenUit,
    naam="aanvaardVoorstellen",
    eenmalig=True,
)
def aanvaard_velen(request: Verzoek, inhoud: AanvaardenIn) -> BesluitenUit:
    """Tot 10.000 voorstellen tegelijk aanvaarden.

    Wat kan, wordt meteen gedaan. Van meer voorstellen over dezelfde jongere telt het zwaarste; de andere vervallen.
    """
    data = {str(rij.voorstel): rij.geboortedatum for rij in inhoud.voorstellen if rij.geboortedatum}
    nummers = [str(rij.voorstel) for rij in inhoud.voorstellen]
    return _as_answer(accept_voorstellen(request.wie, nummers, vandaag=vandaag(), geboortedata=data), nummers)


@operatie(
    router,
    "POST",
    "/voorstellen/_wijsaf",
    scopes=[Scope.AANMELDEN],
    antwoord=BesluitenUit,
    naam="wijsVoorstellenAf",
    eenmalig=True,
)
def wijs_velen_af(request: Verzoek, inhoud: AfwijzenIn) -> BesluitenUit:
    """Tot 10.000 voorstellen tegelijk afwijzen."""
    nummers = list(map(str, inhoud.voorstellen))
    return _as_answer(reject_voorstellen(request.wie, nummers), nummers)


@operatie(
    router,
    "POST",
    "/voorstellen/{voorstel}/_aanvaard",
    scopes=[Scope.AANMELDEN],
    antwoord=VoorstelUit,
    naam="aanvaardVoorstel",
    eenmalig=True,
)
def aanvaard(request: Verzoek, voorstel: Voorstelnummer, inhoud: AanvaardIn) -> VoorstelUit:
    """Een voorstel aanvaarden: wat wordt voorgesteld, wordt meteen gedaan.

    Stuur `{}` als u niets hoeft mee te geven. Is er al besloten, dan krijgt u 409, met het voorstel in `staat`: wat is
    besloten, wanneer en door wie.
    """
    data = {str(voorstel): inhoud.geboortedatum} if inhoud.geboortedatum else {}
    uitslag = accept_voorstellen(request.wie, [str(voorstel)], vandaag=vandaag(), geboortedata=data)
    return _one(request, voorstel, uitslag)


@operatie(
    router,
    "POST",
    "/voorstellen/{voorstel}/_wijsaf",
    scopes=[Scope.AANMELDEN],
    antwoord=VoorstelUit,
    naam="wijsVoorstelAf",
    eenmalig=True,
)
def wijs_af(request: Verzoek, voorstel: Voorstelnummer) -> VoorstelUit:
    """Een voorstel afwijzen: er verandert niets, en hetzelfde voorstel komt niet terug.

    Is er al besloten, dan krijgt u 409, met het voorstel in `staat`: wat is besloten, wanneer en door wie.
    """
    return _one(request, voorstel, reject_voorstellen(request.wie, [str(voorstel)]))


def _one(request: Verzoek, voorstel: UUID, uitslag: pl.DataFrame) -> VoorstelUit:
    code, zin = uitslag.select("code", "zin").row(0)
    if not uitslag["gedaan"].item() and code not in _BESLOTEN:
        raise _refused(code, zin)
    staat = as_answer(read_voorstel(request.wie, voorstel))
    if code in _BESLOTEN:
        raise Probleem(409, "VOORSTEL_BESLOTEN", zin, extra={"staat": staat.model_dump(mode="json", by_alias=True)})
    return staat


def _refused(code: str, zin: str) -> Probleem:
    """Return why it can't be done: a fault in what was sent, or something that is in the way."""
    if code == "VOORSTEL_ONBEKEND" or code in _GEBOORTEDATUM:
        return van_veldfouten([Veldfout(code, "/geboortedatum", zin)])
    return Probleem(409, code, zin)


def _as_answer(uitslag: pl.DataFrame, nummers: list[str]) -> BesluitenUit:
    """Return what became of each row; a proposal that was asked twice has the same answer twice."""
    per_voorstel = {row["voorstel"]: row for row in uitslag.iter_rows(named=True)}
    rijen = []
    for rij, nummer in enumerate(nummers):
        row = per_voorstel[nummer]
        veld = f"/voorstellen/{rij}" + ("/geboortedatum" if row["code"] in _GEBOORTEDATUM else "")
        uitkomst: Uitkomst = "gedaan" if row["gedaan"] else "alBekend" if row["code"] in _BESLOTEN else "geweigerd"
        fouten = [] if row["gedaan"] else [FoutUit(code=row["code"], veld=veld, melding=row["zin"])]
        rijen.append(BesluitrijUit(rij=rij, uitkomst=uitkomst, voorstel=UUID(nummer), fouten=fouten))
    return BesluitenUit(**count(rij.uitkomst for rij in rijen), rijen=rijen)
