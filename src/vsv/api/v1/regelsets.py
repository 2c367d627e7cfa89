"""The rule sets: by which parameters priorities are made, and why those."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from ninja import Path, Router
from pydantic import Field

from vsv.api.kader.operatie import OPENBAAR, operatie
from vsv.api.kader.verzoek import Verzoek
from vsv.api.kader.vorm import Uit, example
from vsv.prioriteit.service import Regelset, beschikbaar, laad

router = Router(tags=["regelsets"])

Naam = Annotated[str, Path(max_length=50, description="Naam van de regelset, zoals `vsv-2.0`.", example="vsv-2.0")]
Waarde = bool | int | list[int] | list[str] | dict[str, str]


class RegelsetUit(Uit):
    """A rule set."""

    model_config = example(
        naam="vsv-2.0",
        versie="2.0",
        geldigVanaf="2026-01-01",
        controlegetal="3f1f0a6c9f2b4d5e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f",
    )

    naam: str
    versie: str
    geldig_vanaf: Annotated[date, Field(description="Eerste peildatum waarvoor deze regelset geldt.")]
    controlegetal: Annotated[
        str, Field(pattern="^[0-9a-f]{64}$", description="SHA-256 van alle parameters: die veranderen nooit meer.")
    ]


class RegelsetsUit(Uit):
    """All of them."""

    regelsets: list[RegelsetUit]


class ParameterUit(Uit):
    """A parameter, and why it has this value; the example is in what it is part of."""

    naam: Annotated[str, Field(description="Wat de parameter doet, staat in de documentatie.")]
    waarde: Annotated[
        Waarde, Field(description="Bedragen zijn in eurocenten; maanden tellen vanaf die van de peildatum.")
    ]
    herkomst: Annotated[
        Literal["bron", "keuze"], Field(description="`bron` = zoals de dienst hiervoor; `keuze` = onze eigen keuze.")
    ]
    reden: str


class RegelsetMetParametersUit(RegelsetUit):
    """A rule set with everything in it."""

    model_config = example(
        naam="vsv-2.0",
        versie="2.0",
        geldigVanaf="2026-01-01",
        controlegetal="3f1f0a6c9f2b4d5e8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f",
        parameters=[
            {
                "naam": "drempel",
                "waarde": 30000,
                "herkomst": "bron",
                "reden": "Onder 300 euro per maand is een baan te klein om van te leven.",
            }
        ],
    )

    parameters: list[ParameterUit]


@operatie(router, "GET", "/regelsets", scopes=OPENBAAR, antwoord=RegelsetsUit, naam="lijstRegelsets")
def regelsets(request: Verzoek) -> RegelsetsUit:  # noqa: ARG001
    """De regelsets waarmee prioriteiten worden bepaald.

    De oudste staat vooraan. Een regelset waarmee een rapport is gemaakt, verandert nooit meer.
    """
    return RegelsetsUit(regelsets=[RegelsetUit(**_head(laad(naam))) for naam in beschikbaar()])


@operatie(router, "GET", "/regelsets/{naam}", scopes=OPENBAAR, antwoord=RegelsetMetParametersUit, naam="bekijkRegelset")
def regelset(request: Verzoek, naam: Naam) -> RegelsetMetParametersUit:  # noqa: ARG001
    """Een regelset met alle parameters.

    Bij elke parameter staat waar de waarde vandaan komt, en waarom die zo is.
    """
    found = laad(naam)
    return RegelsetMetParametersUit(
        **_head(found),
        parameters=[
            ParameterUit.model_validate(
                {
                    "naam": parameter,
                    "waarde": _plain(getattr(found, parameter)),
                    "herkomst": waarom.herkomst,
                    "reden": waarom.reden,
                }
            )
            for parameter, waarom in found.herkomst.items()
        ],
    )


def _head(found: Regelset) -> dict[str, Any]:
    return {
        "naam": found.naam,
        "versie": found.versie,
        "geldig_vanaf": found.geldig_vanaf,
        "controlegetal": found.controlegetal,
    }


def _plain(value: Any) -> Waarde:
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, tuple) else value
