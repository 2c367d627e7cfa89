"""Parts that more than one answer has."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Annotated
from uuid import UUID

from ninja import Path
from pydantic import Field

from vsv.api.kader.vorm import Uit, example
from vsv.domein.codes import Bron
from vsv.rapport.service import VLAGGEN, describe_redenen, name_priority

Peildatum = Annotated[date, Path(description="Dag van het rapport, zoals 2026-11-23.", example="2026-11-23")]
"""A day in an address."""
Jongere = Annotated[
    UUID,
    Path(description="Nummer van de jongere (uuid).", example="0b8e9c1e-6a53-4b7e-9f63-2d1c0a4f5e77"),
]
"""A person in an address."""

Prioriteit = Annotated[
    int, Field(ge=0, le=5, description="1 tot en met 5; 0 = niet geprioriteerd (NP), een bron moet nog antwoorden.")
]
Prioriteitnaam = Annotated[str, Field(pattern="^(NP|[1-5])$", description="De prioriteit zoals mensen die noemen.")]
Centen = Annotated[int, Field(description="Bedrag in hele eurocenten.")]
Uren = Annotated[int, Field(description="Verloonde uren, in hele uren.")]
Loonperiode = Annotated[
    str, Field(pattern="^[0-9]{4}-[0-9]{2}$", description="Maand waar loon en uren over gaan, zoals 2026-10.")
]
Code = Annotated[str, Field(pattern="^[A-Z0-9_]+$", description="Vaste naam, voor programma's.")]


class CodeUit(Uit):
    """A code, with what it says."""

    model_config = example(code="GEEN_LOON", uitleg="geen loon bekend dat meetelt")

    code: Code
    uitleg: Annotated[str, Field(description="Wat het zegt, in een paar woorden.")]


class BronUit(Uit):
    """Up to which day a source is known."""

    model_config = example(bron="POLIS", naam="polisadministratie", bijgewerktTot="2026-11-22")

    bron: Annotated[str, Field(pattern="^[A-Z]+$", description="Vaste naam van de bron.")]
    naam: Annotated[str, Field(description="De bron in gewone taal.")]
    bijgewerkt_tot: Annotated[
        date | None, Field(description="Tot en met welke dag deze bron is verwerkt; null = nog geen antwoord.")
    ]


@cache
def reden_uit(code: str) -> dict[str, str]:
    """Return a reason with what it says."""
    return {"code": code, "uitleg": describe_redenen(code)}


@cache
def vlag_uit(code: str) -> dict[str, str]:
    """Return a flag with what it says."""
    return {"code": code, "uitleg": VLAGGEN.get(code, code)}


def maand_uit(dag: date | None) -> str | None:
    """Return a month by its first day, as it is written here: `2026-10`."""
    return f"{dag:%Y-%m}" if dag else None


def bronnen_uit(bekend: Mapping[str, date]) -> list[BronUit]:
    """Return every source with the day up to which it is known."""
    return [BronUit(bron=bron, naam=bron.label, bijgewerkt_tot=bekend.get(bron)) for bron in Bron]


def naam_van(prioriteit: int | None) -> str | None:
    """Return how a priority is called; None when there is none."""
    return None if prioriteit is None else name_priority(prioriteit)


def split(codes: str | None) -> Sequence[str]:
    """Return the codes in a text where they are joined by |."""
    return codes.split("|") if codes else ()
