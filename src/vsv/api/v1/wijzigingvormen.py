"""How changes look: a shape for each kind."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import Centen, Code, Loonperiode, Prioriteit, Prioriteitnaam, Uren

Aanmelddatum = Annotated[date, Field(description="Van welke aanmelding: de eerste dag waarop u de jongere volgt.")]
_JONGERE = "0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77"
_TIJDSTIP = "2026-11-24T04:30:00.000Z"


class Aanmeldgegevens(Uit):
    """What the organisation told about an aanmelding."""

    kenmerk: str | None
    aanmelddatum: Aanmelddatum
    gemeentecode: str | None


class Standgegevens(Aanmeldgegevens):
    """How an aanmelding stands now."""

    afmelddatum: Annotated[date | None, Field(description="Als al bekend is wanneer het volgen stopt.")] = None
    merk: str | None
    merkreden: str | None
    signaal: Code | None
    prioriteit: Annotated[Prioriteit | None, Field(description="null = nog niet in een rapport.")]
    prioriteit_naam: Prioriteitnaam | None
    sinds: date | None
    loonperiode: Loonperiode | None
    loon: Centen | None
    uren: Uren | None
    redenen: list[Code]
    vlaggen: list[Code]
    peildatum: date | None


class Prioriteitgegevens(Uit):
    """What a run found."""

    aanmelddatum: Aanmelddatum
    prioriteit: Prioriteit
    prioriteit_naam: Prioriteitnaam
    vorige_prioriteit: Annotated[Prioriteit | None, Field(description="null = stond nog niet in een rapport.")]
    sinds: date
    loonperiode: Loonperiode
    loon: Centen
    uren: Uren
    redenen: list[Code]
    vlaggen: list[Code]
    peildatum: date


class Signaalgegevens(Uit):
    """What there is to tell about a job."""

    signaal: Annotated[Code | None, Field(description="null = het signaal geldt niet meer.")]
    peildatum: date
    aanmelddatum: Aanmelddatum


class Opvolggegevens(Uit):
    """A mark."""

    merk: Code
    reden: Code | None
    aanmelddatum: Aanmelddatum


class Afmeldgegevens(Uit):
    """An end."""

    afmelddatum: Annotated[date, Field(description="Eerste dag waarop u de jongere niet meer volgt.")]
    reden: Code | None
    aanmelddatum: Aanmelddatum


class Voorstelgegevens(Uit):
    """A proposal."""

    voorstel: UUID
    voorstelsoort: Code
    aanleiding: Code
    datum: date
    stand: Code


class Rapportgegevens(Uit):
    """A run that is done."""

    runsoort: Literal["dag", "week"]
    peildatum: date
    regelset: str
    np: int
    p1: int
    p2: int
    p3: int
    p4: int
    p5: int
    totaal: int


class Wijziging(Uit):
    """One thing that changed."""

    tijdstip: Annotated[
        Tijdstip, Field(description="Wanneer dit is vastgelegd; van een stand: wanneer die is gelezen.")
    ]


class Standwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[Literal["stand"], Field(description="Hoe een aanmelding er nu voor staat. Zo begint u.")]
    jongere: UUID
    gegevens: Standgegevens


class Aanmeldwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[
        Literal["aanmelding", "gegevens"],
        Field(description="U volgt een jongere (`aanmelding`), of u wijzigde wat u daarover opgaf (`gegevens`)."),
    ]
    jongere: UUID
    gegevens: Aanmeldgegevens


class Prioriteitwijziging(Wijziging):
    """See the description of `soort`."""

    model_config = example(
        soort="prioriteit",
        jongere=_JONGERE,
        tijdstip=_TIJDSTIP,
        gegevens={
            "aanmelddatum": "2026-09-01",
            "prioriteit": 1,
            "prioriteitNaam": "1",
            "vorigePrioriteit": 3,
            "sinds": "2026-11-24",
            "loonperiode": "2026-10",
            "loon": 0,
            "uren": 0,
            "redenen": ["GEEN_LOON", "GEEN_UITKERING"],
            "vlaggen": [],
            "peildatum": "2026-11-24",
        },
    )

    soort: Annotated[Literal["prioriteit"], Field(description="Een run vond iets anders over een jongere.")]
    jongere: UUID
    gegevens: Prioriteitgegevens


class Signaalwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[Literal["signaal"], Field(description="Er is ander nieuws over een baan, of geen nieuws meer.")]
    jongere: UUID
    gegevens: Signaalgegevens


class Opvolgwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[Literal["opvolging"], Field(description="Er is vastgelegd hoe ver u bent met een jongere.")]
    jongere: UUID
    gegevens: Opvolggegevens


class Afmeldwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[Literal["afmelding"], Field(description="U volgt een jongere niet meer, vanaf de afmelddatum.")]
    jongere: UUID
    gegevens: Afmeldgegevens


class Voorstelwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[Literal["voorstel"], Field(description="Er is een voorstel gemaakt, besloten of vervallen.")]
    jongere: Annotated[UUID | None, Field(description="null als u de jongere niet volgt en er niets te besluiten is.")]
    gegevens: Voorstelgegevens


class Rapportwijziging(Wijziging):
    """See the description of `soort`."""

    soort: Annotated[
        Literal["rapport"], Field(description="Een run is klaar, en alle prioriteiten ervan hebt u gehad.")
    ]
    jongere: None
    gegevens: Rapportgegevens


Element = Annotated[
    Standwijziging
    | Aanmeldwijziging
    | Prioriteitwijziging
    | Signaalwijziging
    | Opvolgwijziging
    | Afmeldwijziging
    | Voorstelwijziging
    | Rapportwijziging,
    Field(discriminator="soort"),
]
_VOORBEELD: dict[str, Any] = {
    "wijzigingen": [
        {
            "soort": "afmelding",
            "jongere": _JONGERE,
            "tijdstip": _TIJDSTIP,
            "gegevens": {"afmelddatum": "2026-12-01", "reden": "STARTKWALIFICATIE", "aanmelddatum": "2026-09-01"},
        }
    ],
    "volgende": "WzQxLDAsIjFhMmIzYzRkIl0",
    "meer": False,
}


class WijzigingenUit(Uit):
    """A page of changes."""

    model_config = example(**_VOORBEELD)

    wijzigingen: Annotated[list[Element], Field(description="Op volgorde.")]
    volgende: Annotated[str, Field(description="Waar u de volgende keer verder gaat. Deze is er altijd.")]
    meer: Annotated[bool, Field(description="Of u nu meteen meer kunt ophalen.")]
