"""The day runs: what each found about jobs."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from vsv.api.kader.operatie import operatie
from vsv.api.kader.paginas import Cursor, PageSize, Volgende, decode_day, decode_pair, encode, link_next
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Tijdstip, Uit, example
from vsv.api.v1.delen import BronUit, Code, CodeUit, Peildatum, bronnen_uit
from vsv.domein.codes import RedenEinde, label_van
from vsv.rapport.service import Run, list_dagleveringen, read_daglevering
from vsv.toegang.service import Scope

router = Router(tags=["dagleveringen"])

_DAG: dict[str, Any] = {
    "peildatum": "2026-11-24",
    "tijdstipGemaakt": "2026-11-24T04:30:00.000Z",
    "regelset": "vsv-2.0",
    "bronnen": [{"bron": "POLIS", "naam": "polisadministratie", "bijgewerktTot": "2026-11-23"}],
}


class DagleveringUit(Uit):
    """A day run."""

    model_config = example(**_DAG)

    peildatum: date
    tijdstip_gemaakt: Tijdstip
    regelset: str
    bronnen: list[BronUit]


class DagleveringenUit(Uit):
    """A page of them."""

    dagleveringen: Annotated[list[DagleveringUit], Field(description="De laatste vooraan.")]
    volgende: Volgende


class MutatieUit(Uit):
    """What changed about one inkomstenverhouding."""

    model_config = example(
        jongere="0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77",
        kenmerk="D-2026-0417",
        soort="BEEINDIGD",
        klasse="WERK",
        werkgever="Bakkerij Jansen",
        loonheffingennummer="812345678L01",
        nummerIkv=1,
        datumBeginVoor="2026-03-01",
        datumEindeVoor=None,
        datumBegin="2026-03-01",
        datumEinde="2026-11-20",
        redenEinde={"code": "20", "uitleg": "ontslag door de werknemer"},
    )

    jongere: UUID
    kenmerk: str | None
    soort: Annotated[Code, Field(description="NIEUW, GEWIJZIGD, BEEINDIGD of INGETROKKEN.")]
    klasse: Annotated[Code, Field(description="WERK, UITKERING, NEGEREN of ONBEKEND.")]
    werkgever: str | None
    loonheffingennummer: str
    nummer_ikv: int
    datum_begin_voor: Annotated[date | None, Field(description="Wat er bij de run ervoor bekend was.")]
    datum_einde_voor: date | None
    datum_begin: Annotated[date | None, Field(description="Wat er nu bekend is; null als het is ingetrokken.")]
    datum_einde: date | None
    reden_einde: CodeUit | None


class DagleveringMetMutatiesUit(DagleveringUit):
    """A day run with a page of what it found."""

    model_config = example(**_DAG, aantal=0, mutaties=[], volgende=None)

    aantal: Annotated[int, Field(description="Hoeveel mutaties er in het geheel zijn.")]
    mutaties: list[MutatieUit]
    volgende: Volgende


@operatie(
    router, "GET", "/dagleveringen", scopes=(Scope.RAPPORTEN,), antwoord=DagleveringenUit, naam="lijstDagleveringen"
)
def dagleveringen(request: Verzoek, cursor: Cursor = None, page_size: PageSize = 100) -> DagleveringenUit:
    """De dagleveringen van uw organisatie.

    Elke dag wordt gekeken naar wie nog geen prioriteit heeft, of prioriteit 1. De laatste dag staat vooraan.
    """
    runs = list_dagleveringen(request.wie, voor=decode_day(cursor), aantal=page_size + 1)
    volgende = encode(runs[page_size - 1].peildatum.isoformat()) if len(runs) > page_size else None
    link_next(request, volgende)
    return DagleveringenUit(
        dagleveringen=[DagleveringUit(**_describe(run)) for run in runs[:page_size]], volgende=volgende
    )


@operatie(
    router,
    "GET",
    "/dagleveringen/{peildatum}",
    scopes=(Scope.RAPPORTEN,),
    antwoord=DagleveringMetMutatiesUit,
    naam="bekijkDaglevering",
)
def daglevering(
    request: Verzoek, peildatum: Peildatum, cursor: Cursor = None, page_size: PageSize = 100
) -> DagleveringMetMutatiesUit:
    """Wat er op een dag bekend werd over banen en uitkeringen.

    Dat zijn de verschillen met de dag ervoor, van de jongeren naar wie die dag is gekeken en die u nu nog volgt.
    """
    found = read_daglevering(request.wie, peildatum, na=decode_pair(cursor), aantal=page_size)
    volgende = encode(list(found.volgende)) if found.volgende else None
    link_next(request, volgende)
    return DagleveringMetMutatiesUit(
        **_describe(found.run),
        aantal=found.aantal,
        mutaties=[MutatieUit(**_mutatie(row)) for row in found.mutaties.iter_rows(named=True)],
        volgende=volgende,
    )


def _mutatie(row: dict[str, Any]) -> dict[str, Any]:
    code = row["reden_einde"]
    return row | {"reden_einde": CodeUit(code=code, uitleg=label_van(RedenEinde, code)) if code else None}


def _describe(run: Run) -> dict[str, Any]:
    return {
        "peildatum": run.peildatum,
        "tijdstip_gemaakt": run.gemaakt_op,
        "regelset": run.regelset,
        "bronnen": bronnen_uit(run.bronnen),
    }
