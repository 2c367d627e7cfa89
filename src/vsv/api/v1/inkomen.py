"""The income of one person, as the sources told it."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any
from uuid import UUID

import polars as pl
from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import Centen, Code, CodeUit, Jongere, Uren
from vsv.domein.codes import AardIkv, RedenEinde, label_van
from vsv.domein.srtiv import srtiv_tabel
from vsv.rapport.service import read_inkomstenverhoudingen
from vsv.toegang.service import Scope

router = Router(tags=["jongeren"])

Ontvangen = Annotated[Tijdstip, Field(description="Wanneer wij dit van de bron ontvingen.")]
_EEN = "2026-11-02T05:00:00.000Z"


class IkvperiodeUit(Uit):
    """From when on an inkomstenverhouding is as it is (IKP)."""

    model_config = example(
        datumBegin="2026-03-01",
        soortInkomen={"code": "15", "uitleg": "loon of salaris"},
        aard={"code": "01", "uitleg": "arbeidsovereenkomst"},
        oproep=False,
        onbepaaldeTijd=None,
        contracturenPerWeek="24.00",
        bron="POLIS",
        tijdstipOntvangen=_EEN,
    )

    datum_begin: Annotated[date | None, Field(description="Vanaf wanneer dit zo is.")]
    soort_inkomen: Annotated[CodeUit | None, Field(description="Code soort inkomstenverhouding.")]
    aard: Annotated[CodeUit | None, Field(description="Code aard arbeidsverhouding; null = niet opgegeven.")]
    oproep: Annotated[bool | None, Field(description="Of het een oproepovereenkomst is.")]
    onbepaalde_tijd: Annotated[bool | None, Field(description="Of het voor onbepaalde tijd is.")]
    contracturen_per_week: Annotated[str | None, Field(description="Zoals opgegeven, met een punt.")]
    bron: Code
    tijdstip_ontvangen: Ontvangen


class OpgaveUit(Uit):
    """What was paid in a stretch of time (IKO)."""

    model_config = example(
        datumBegin="2026-10-01",
        datumEinde="2026-10-31",
        loon=124000,
        uren=104,
        bron="POLIS",
        tijdstipOntvangen=_EEN,
    )

    datum_begin: date
    datum_einde: date
    loon: Annotated[Centen | None, Field(description="Loon voor de loonheffing, in eurocenten.")]
    uren: Uren | None
    bron: Code
    tijdstip_ontvangen: Ontvangen


class InkomstenverhoudingUit(Uit):
    """A job, or a benefit that is paid as one."""

    model_config = example(
        loonheffingennummer="812345678L01",
        nummerIkv=1,
        werkgever="Bakkerij Jansen",
        klasse="WERK",
        datumBegin="2026-03-01",
        datumEinde=None,
        redenEinde=None,
        bron="POLIS",
        tijdstipOntvangen=_EEN,
        periodes=[],
        opgaven=[],
    )

    loonheffingennummer: str
    nummer_ikv: Annotated[int, Field(description="Samen met het loonheffingennummer wijst dit er een aan.")]
    werkgever: str | None
    klasse: Annotated[Code, Field(description="Wat het is voor de regels: WERK, UITKERING, NEGEREN of ONBEKEND.")]
    datum_begin: date | None
    datum_einde: Annotated[date | None, Field(description="Laatste dag; null = geen einde bekend.")]
    reden_einde: CodeUit | None
    bron: Code
    tijdstip_ontvangen: Ontvangen | None
    periodes: Annotated[list[IkvperiodeUit], Field(description="In de tijd, de eerste vooraan.")]
    opgaven: Annotated[list[OpgaveUit], Field(description="Van de laatste dertien maanden, de laatste vooraan.")]


class InkomstenverhoudingenUit(Uit):
    """All of one person."""

    jongere: UUID
    peildatum: Annotated[date, Field(description="Dag van de run waarbij dit bekend was.")]
    inkomstenverhoudingen: Annotated[list[InkomstenverhoudingUit], Field(description="De laatst begonnen vooraan.")]


@operatie(
    router,
    "GET",
    "/jongeren/{uuid:jongere}/inkomstenverhoudingen",
    scopes=(Scope.JONGEREN,),
    antwoord=InkomstenverhoudingenUit,
    naam="lijstInkomstenverhoudingen",
)
def inkomstenverhoudingen(request: Verzoek, jongere: Jongere) -> InkomstenverhoudingenUit:
    """De inkomstenverhoudingen van een jongere.

    Met bij elke de periodes en de opgaven, waar die vandaan komen en wanneer wij ze ontvingen. Het is wat bij de
    laatste run bekend was, dus waarop de prioriteit rust.
    """
    found = read_inkomstenverhoudingen(request.wie, jongere)
    periodes = _per_ikv(found.periodes)
    opgaven = _per_ikv(found.opgaven)
    return InkomstenverhoudingenUit(
        jongere=jongere,
        peildatum=found.run.peildatum,
        inkomstenverhoudingen=[
            InkomstenverhoudingUit(
                loonheffingennummer=row["loonheffingennummer"],
                nummer_ikv=row["nummer_ikv"],
                werkgever=row["werkgever"],
                klasse=row["klasse"],
                datum_begin=row["datum_begin"],
                datum_einde=row["datum_einde"],
                reden_einde=_coded(row["reden_einde"], label_van(RedenEinde, row["reden_einde"])),
                bron=row["bron"],
                tijdstip_ontvangen=row["ontvangen_op"],
                periodes=list(map(_periode, periodes[row["ikv"]])),
                opgaven=list(map(_opgave, opgaven[row["ikv"]])),
            )
            for row in found.verhoudingen.iter_rows(named=True)
        ],
    )


def _periode(row: Mapping[str, Any]) -> IkvperiodeUit:
    srtiv, aard = row["srtiv"], row["aard"]
    known = srtiv_tabel().get(srtiv)
    return IkvperiodeUit(
        datum_begin=row["datum_begin"],
        soort_inkomen=_coded(srtiv, known.omschrijving if known else f"code {srtiv}"),
        aard=_coded(aard, label_van(AardIkv, aard)),
        oproep=row["oproep"],
        onbepaalde_tijd=row["onbepaalde_tijd"],
        contracturen_per_week=row["contracturen_per_week"],
        bron=row["bron"],
        tijdstip_ontvangen=row["ontvangen_op"],
    )


def _opgave(row: Mapping[str, Any]) -> OpgaveUit:
    return OpgaveUit(
        datum_begin=row["datum_begin"],
        datum_einde=row["datum_einde"],
        loon=row["loon_lbph"],
        uren=row["verloonde_uren"],
        bron=row["bron"],
        tijdstip_ontvangen=row["ontvangen_op"],
    )


def _per_ikv(frame: pl.DataFrame) -> Mapping[int, list[Mapping[str, Any]]]:
    found: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row["ikv"]].append(row)
    return found


def _coded(code: str | None, uitleg: str) -> CodeUit | None:
    return CodeUit(code=code, uitleg=uitleg) if code else None
