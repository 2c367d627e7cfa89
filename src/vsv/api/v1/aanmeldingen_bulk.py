"""Signing up to 10,000 people up in one request."""

from collections.abc import Mapping
from typing import Annotated, Final, Literal
from uuid import UUID

import polars as pl
from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.vandaag import vandaag
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import In, RijIn, RijUit, Tekst, Uit, example
from vsv.api.v1.aanmeldingen import VELDEN, ZINNEN
from vsv.api.v1.rijen import RIJEN, Aantal, FoutUit, Rij, fouten_per_rij
from vsv.klantvolg.service import AANVRAAG, Aanmelduitslag, meld_allen_aan
from vsv.toegang.service import Scope

router = Router(tags=["aanmeldingen"])

Uitkomst = Literal["aangemeld", "alBekend", "geweigerd"]
_UITKOMSTEN: Final[Mapping[str, Uitkomst]] = {
    "AANGEMELD": "aangemeld",
    "AL_BEKEND": "alBekend",
    "GEWEIGERD": "geweigerd",
}
_DATUM: Final = "^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"


class AanmeldrijIn(RijIn):
    """One of many to sign up. What is wrong in it is told of this row, and stops no other one."""

    model_config = example(
        bsn="900000041", geboortedatum="2005-03-01", aanmelddatum="2026-11-23", kenmerk="D-1042", gemeentecode="0363"
    )

    bsn: Annotated[Tekst | None, Field(description="Burgerservicenummer: 9 cijfers. Verplicht.")] = None
    geboortedatum: Annotated[Tekst | None, Field(description="Geboortedatum, als 2005-03-01. Verplicht.")] = None
    aanmelddatum: Annotated[
        Tekst | None, Field(description="Eerste dag waarop u de jongere volgt, als 2026-11-23. Leeg = vandaag.")
    ] = None
    kenmerk: Annotated[Tekst | None, Field(description="Uw eigen kenmerk, hoogstens 100 tekens.")] = None
    gemeentecode: Annotated[Tekst | None, Field(description="CBS-code van de gemeente, 4 cijfers.")] = None


class AanmeldrijenIn(In):
    """Whom to sign up."""

    model_config = example(aanmeldingen=[{"bsn": "900000041", "geboortedatum": "2005-03-01", "kenmerk": "D-1042"}])

    aanmeldingen: Annotated[list[AanmeldrijIn], Field(min_length=1, max_length=RIJEN)]


class AanmeldrijUit(RijUit):
    """What became of a row."""

    model_config = example(
        rij=0, uitkomst="aangemeld", jongere="0b7c7f0e-3f0a-4a57-9f0c-0d7f0f1b2c3d", wijktAf=[], fouten=[]
    )

    rij: Rij
    uitkomst: Annotated[
        Uitkomst,
        Field(description="alBekend: u volgde deze jongere al, en er is niets veranderd."),
    ]
    jongere: Annotated[
        UUID | None,
        Field(description="Nummer van de jongere in VSV-monitor; null als u de jongere vandaag niet volgt."),
    ]
    wijkt_af: Annotated[
        list[str], Field(description="Bij alBekend: de velden waarin de rij iets anders zegt dan er staat.")
    ]
    fouten: Annotated[list[FoutUit], Field(description="Bij geweigerd: alles wat er niet klopt.")]


class AanmeldrijenUit(Uit):
    """What became of all rows; aangemeld + alBekend + geweigerd = ontvangen."""

    ontvangen: Aantal
    aangemeld: Aantal
    al_bekend: Aantal
    geweigerd: Aantal
    rijen: Annotated[list[AanmeldrijUit], Field(description="Een per rij van het verzoek, in dezelfde volgorde.")]


@operatie(
    router,
    "POST",
    "/aanmeldingen/_bulk",
    scopes=[Scope.AANMELDEN],
    antwoord=AanmeldrijenUit,
    naam="meldVelenAan",
    eenmalig=True,
)
def meld_velen_aan(request: Verzoek, inhoud: AanmeldrijenIn) -> AanmeldrijenUit:
    """Tot 10.000 jongeren tegelijk aanmelden.

    Elke rij krijgt een eigen uitkomst, in de volgorde van het verzoek. Een rij die niet klopt, wordt geweigerd met
    alles wat eraan mankeert, en houdt de andere niet tegen. Alleen als het verzoek zelf niet te lezen is (een veld dat
    niet bestaat, een getal waar tekst hoort, te veel rijen) krijgt u 400 en verandert er niets.
    """
    uitslag = meld_allen_aan(request.wie, _as_frame(inhoud.aanmeldingen), vandaag=vandaag())
    return _as_answer(uitslag)


def _as_frame(rijen: list[AanmeldrijIn]) -> pl.DataFrame:
    """Return the rows as the service asks for them (`AANVRAAG`)."""
    frame = pl.DataFrame(
        {
            "bsn": [rij.bsn or None for rij in rijen],
            "kenmerk": [rij.kenmerk or None for rij in rijen],
            "geboren": [rij.geboortedatum or None for rij in rijen],
            "vanaf": [rij.aanmelddatum or None for rij in rijen],
            "gemeente": [rij.gemeentecode or None for rij in rijen],
        },
        schema=dict.fromkeys(("bsn", "kenmerk", "geboren", "vanaf", "gemeente"), pl.String),
    ).with_columns(geboortedatum=_as_date("geboren"), aanmelddatum=_as_date("vanaf"))
    return (
        frame.with_columns(
            geboortedatum_onleesbaar=pl.col("geboren").is_not_null() & pl.col("geboortedatum").is_null(),
            aanmelddatum_onleesbaar=pl.col("vanaf").is_not_null() & pl.col("aanmelddatum").is_null(),
        )
        .with_row_index("rij")
        .select(pl.col(kolom).cast(soort) for kolom, soort in AANVRAAG.items())
    )


def _as_date(kolom: str) -> pl.Expr:
    tekst = pl.col(kolom)
    return pl.when(tekst.str.contains(_DATUM)).then(tekst).str.to_date("%Y-%m-%d", strict=False)


def _as_answer(uitslag: Aanmelduitslag) -> AanmeldrijenUit:
    fouten = fouten_per_rij(uitslag.fouten, "aanmeldingen", VELDEN, ZINNEN)
    tel = dict(uitslag.rijen["uitkomst"].value_counts().iter_rows())
    kolommen = uitslag.rijen.select("rij", "uitkomst", "jongere", "wijkt_af")
    return AanmeldrijenUit(
        ontvangen=uitslag.rijen.height,
        aangemeld=tel.get("AANGEMELD", 0),
        al_bekend=tel.get("AL_BEKEND", 0),
        geweigerd=tel.get("GEWEIGERD", 0),
        rijen=[
            AanmeldrijUit(
                rij=rij,
                uitkomst=_UITKOMSTEN[uitkomst],
                jongere=jongere,
                wijkt_af=[VELDEN.get(kolom, kolom) for kolom in anders],
                fouten=fouten.get(rij, []),
            )
            for rij, uitkomst, jongere, anders in kolommen.iter_rows()
        ],
    )
