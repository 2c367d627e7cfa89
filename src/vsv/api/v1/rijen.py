"""What requests about many rows have in common: so many at most, and the faults of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Annotated, Final, Literal

import polars as pl
from pydantic import Field

from vsv.api.kader.probleem import Veldfout
from vsv.api.kader.vorm import RijUit, Uit, example

RIJEN: Final = 10_000
"""Rows of a request at most."""

Rij = Annotated[int, Field(ge=0, description="De hoeveelste rij van het verzoek; de eerste is 0.")]
Aantal = Annotated[int, Field(ge=0, le=RIJEN)]
Uitkomst = Literal["gedaan", "alBekend", "geweigerd"]


class FoutUit(RijUit):
    """What is wrong with a row."""

    model_config = example(code="BSN_ONGELDIG", veld="/aanmeldingen/0/bsn", melding="Dit is geen bestaand BSN.")

    code: Annotated[str, Field(description="Vaste naam van de fout.")]
    veld: Annotated[str, Field(description="JSON Pointer: waar de fout staat in het verzoek.")]
    melding: Annotated[str, Field(description="Wat er niet klopt.")]


class TellingUit(Uit):
    """What became of rows in numbers; gedaan + alBekend + geweigerd = ontvangen."""

    ontvangen: Aantal
    gedaan: Aantal
    al_bekend: Aantal
    geweigerd: Aantal


def count(uitkomsten: Iterable[Uitkomst]) -> dict[str, int]:
    """Return the fields of a `TellingUit`."""
    tel = Counter(uitkomsten)
    return {
        "ontvangen": tel.total(),
        "gedaan": tel["gedaan"],
        "al_bekend": tel["alBekend"],
        "geweigerd": tel["geweigerd"],
    }


def veldfouten(fouten: pl.DataFrame, velden: Mapping[str, str], zinnen: Mapping[str, str]) -> list[Veldfout]:
    """Return the faults of a request about one thing.

    Args:
        fouten: kolom, code, reden.
        velden: Per column that a service names, the field of the request when that has another name.
        zinnen: Per code the sentence, when that of the service says what is not so here.
    """
    return [
        Veldfout(code, f"/{velden.get(kolom, kolom)}", zinnen.get(code, reden))
        for kolom, code, reden in fouten.select("kolom", "code", "reden").iter_rows()
    ]


def fouten_per_rij(
    fouten: pl.DataFrame, lijst: str, velden: Mapping[str, str], zinnen: Mapping[str, str]
) -> dict[int, list[FoutUit]]:
    """Return the faults of each row that has any.

    Args:
        fouten: rij, kolom, code, reden.
        lijst: Name of the list in the request.
        velden: As for `veldfouten`.
        zinnen: Likewise.
    """
    found: dict[int, list[FoutUit]] = {}
    for rij, kolom, code, reden in fouten.select("rij", "kolom", "code", "reden").iter_rows():
        fout = FoutUit(code=code, veld=f"/{lijst}/{rij}/{velden.get(kolom, kolom)}", melding=zinnen.get(code, reden))
        found.setdefault(rij, []).append(fout)
    return found
