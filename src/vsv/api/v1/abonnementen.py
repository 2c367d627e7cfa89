"""Abonnementen: which notifications a vendor wants to get, and where."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from ninja import Path, Router
from pydantic import Field

from vsv.api.kader.herhaling import MetGeheim
from vsv.api.kader.operatie import operatie
from vsv.api.kader.probleem import over_inhoud
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import In, Tijdstip, Uit, example
from vsv.api.v1.delen import Code
from vsv.meldingen.service import (
    Abonnement,
    Meldingsoort,
    change_abonnement,
    create_abonnement,
    end_abonnement,
    list_abonnementen,
    read_abonnement,
)
from vsv.toegang.service import Scope

router = Router(tags=["abonnementen"])

Nummer = Annotated[
    UUID, Path(description="Nummer van het abonnement (uuid).", example="4a4f7c6e-88a2-4a55-9d9a-3e1d7c1b2f60")
]
Doel = Annotated[str, Field(max_length=2000, description="Webadres dat meldingen aanneemt; begint met https://.")]
Soorten = Annotated[list[Meldingsoort], Field(description="Waarover u iets wilt horen.")]
_ABONNEMENT: dict[str, Any] = {
    "abonnement": "4a4f7c6e-88a2-4a55-9d9a-3e1d7c1b2f60",
    "doel": "https://volgsysteem.example/meldingen",
    "soorten": ["rapport-beschikbaar", "prioriteit-gewijzigd"],
    "stand": "ACTIEF",
    "tijdstipGemaakt": "2026-11-24T09:00:00.000Z",
    "tijdstipGestopt": None,
    "tijdstipBeeindigd": None,
    "tijdstipLaatstBezorgd": "2026-11-24T15:00:00.000Z",
    "tijdstipHervat": None,
    "wachtend": 0,
    "geparkeerd": 0,
}


class AbonnementIn(In):
    """A new one."""

    model_config = example(
        doel="https://volgsysteem.example/meldingen", soorten=["rapport-beschikbaar", "prioriteit-gewijzigd"]
    )

    doel: Doel
    soorten: Soorten = Field(default_factory=lambda: list(Meldingsoort))


class WijzigingIn(In):
    """What changes; what is left out stays as it is."""

    model_config = example(actief=False)

    doel: Doel | None = None
    soorten: Soorten | None = None
    actief: Annotated[bool | None, Field(description="false = pauzeren, true = weer beginnen.")] = None


class AbonnementUit(Uit):
    """One abonnement."""

    model_config = example(**_ABONNEMENT)

    abonnement: UUID
    doel: str
    soorten: Soorten
    stand: Annotated[Code, Field(description="ACTIEF, GEPAUZEERD, GESTOPT, INGETROKKEN of BEEINDIGD.")]
    tijdstip_gemaakt: Tijdstip
    tijdstip_gestopt: Tijdstip | None
    tijdstip_beeindigd: Tijdstip | None
    tijdstip_laatst_bezorgd: Annotated[Tijdstip | None, Field(description="null = er is nog niets aangekomen.")]
    tijdstip_hervat: Annotated[Tijdstip | None, Field(description="Het ging te vaak mis: dan proberen wij het weer.")]
    wachtend: Annotated[int, Field(description="Hoeveel meldingen nog bezorgd moeten worden.")]
    geparkeerd: Annotated[
        int, Field(description="Hoeveel niet bezorgd konden worden; die kunt u opnieuw laten sturen.")
    ]


class NieuwAbonnementUit(AbonnementUit):
    """A new one, with its secret."""

    model_config = example(**_ABONNEMENT, geheim="whsec_dm9vcmJlZWxkLW1ldC0yNC10ZWtlbnM=")

    geheim: Annotated[
        str | None,
        Field(
            description="Hiermee controleert u de handtekening. U ziet het alleen nu: bij een herhaling is het null."
        ),
    ]


class AbonnementenUit(Uit):
    """All of them."""

    abonnementen: Annotated[list[AbonnementUit], Field(description="Het oudste vooraan.")]


@operatie(router, "GET", "/abonnementen", scopes=(Scope.MELDINGEN,), antwoord=AbonnementenUit, naam="lijstAbonnementen")
def abonnementen(request: Verzoek) -> AbonnementenUit:
    """Uw abonnementen op meldingen, voor deze organisatie.

    Abonnementen die zijn beëindigd, staan er niet bij. Die van andere leveranciers ziet u niet.
    """
    return AbonnementenUit(abonnementen=[AbonnementUit(**describe(found)) for found in list_abonnementen(request.wie)])


@operatie(
    router,
    "POST",
    "/abonnementen",
    scopes=(Scope.MELDINGEN,),
    antwoord=NieuwAbonnementUit,
    naam="maakAbonnement",
    status=201,
    eenmalig=True,
)
def maak(request: Verzoek, nieuw: AbonnementIn) -> MetGeheim:
    """Neem een abonnement op meldingen.

    In een melding staan geen persoonsgegevens: u haalt zelf op wat er is veranderd. Bewaar het geheim, want u ziet het
    maar een keer. U kunt er hoogstens tien hebben voor een organisatie.
    """
    with over_inhoud():
        made = create_abonnement(request.wie, doel=nieuw.doel, soorten=nieuw.soorten)
    told = NieuwAbonnementUit(**describe(made.abonnement), geheim=made.geheim)
    return MetGeheim(
        told.model_dump_json(by_alias=True),
        te_bewaren=told.model_copy(update={"geheim": None}).model_dump_json(by_alias=True),
        status=201,
        headers={"Location": f"/v1/abonnementen/{made.abonnement.uuid}"},
    )


@operatie(
    router,
    "GET",
    "/abonnementen/{uuid:abonnement}",
    scopes=(Scope.MELDINGEN,),
    antwoord=AbonnementUit,
    naam="bekijkAbonnement",
)
def bekijk(request: Verzoek, abonnement: Nummer) -> AbonnementUit:
    """Een abonnement, en hoe het ermee gaat."""
    return AbonnementUit(**describe(read_abonnement(request.wie, abonnement)))


@operatie(
    router,
    "PATCH",
    "/abonnementen/{uuid:abonnement}",
    scopes=(Scope.MELDINGEN,),
    antwoord=AbonnementUit,
    naam="wijzigAbonnement",
    eenmalig=True,
)
def wijzig(request: Verzoek, abonnement: Nummer, wijziging: WijzigingIn) -> AbonnementUit:
    """Wijzig een abonnement, of pauzeer het.

    Wat u weglaat, blijft zoals het is. Terwijl het is gepauzeerd, komt er niets bij. Begint u weer, dan hoort u wat er
    vanaf dat moment is.
    """
    with over_inhoud():
        changed = change_abonnement(
            request.wie, abonnement, doel=wijziging.doel, soorten=wijziging.soorten, actief=wijziging.actief
        )
    return AbonnementUit(**describe(changed))


@operatie(
    router,
    "DELETE",
    "/abonnementen/{uuid:abonnement}",
    scopes=(Scope.MELDINGEN,),
    antwoord=None,
    naam="beeindigAbonnement",
    status=204,
)
def beeindig(request: Verzoek, abonnement: Nummer) -> None:
    """Beëindig een abonnement. Dat kan niet ongedaan worden gemaakt.

    Een abonnement dat al is beëindigd, blijft dat.
    """
    end_abonnement(request.wie, abonnement)


def describe(found: Abonnement) -> dict[str, Any]:
    """Return the fields of an abonnement as they go out."""
    moments: dict[str, datetime | None] = {
        "tijdstip_gemaakt": found.gemaakt_op,
        "tijdstip_gestopt": found.gestopt_op,
        "tijdstip_beeindigd": found.beeindigd_op,
        "tijdstip_laatst_bezorgd": found.laatst_bezorgd_op,
        "tijdstip_hervat": found.rust_tot,
    }
    return {
        "abonnement": found.uuid,
        "doel": found.doel,
        "soorten": list(found.soorten),
        "stand": str(found.stand),
        **moments,
        "wachtend": found.wachtend,
        "geparkeerd": found.geparkeerd,
    }
