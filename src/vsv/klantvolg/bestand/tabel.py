"""What a file holds before anyone asks what it means: a heading, rows of cells, and its form."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from vsv.domein.fouten import Fout, InvoerFout

Cel = str | float | bool | date | datetime | time | timedelta | None
"""Text as it stands, or in a spreadsheet also a number, a truth value, a date or a time."""

TOON_HOOGSTENS: Final = 100
"""How many faults of a file are shown; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Vorm:
    """How a file is written, so that it can be given back the same way.

    Attributes:
        soort: The format.
        scheiding: CSV: the sign between fields.
        bom: CSV: the file begins with a byte order mark, by which Excel knows UTF-8.
        blad: Spreadsheet: the name of the sheet.
    """

    soort: Literal["csv", "xlsx", "ods"]
    scheiding: str = ""
    bom: bool = False
    blad: str = ""


@dataclass(frozen=True, slots=True)
class Tabel:
    """The cells of a file. They hold BSN's, so they don't show in a traceback or log.

    Attributes:
        vorm: How it is written.
        koppen: Names of the columns as they stand in the file; may be empty.
        nummers: Number of each row as a spreadsheet shows it: the heading is 1.
        rijen: The cells of each row under the heading that isn't empty; each as long as `koppen`.
    """

    vorm: Vorm
    koppen: Sequence[str] = field(repr=False)
    nummers: Sequence[int] = field(repr=False)
    rijen: Sequence[Sequence[Cel]] = field(repr=False)


def is_leeg(cel: Cel) -> bool:
    """Say whether there is nothing in a cell, or only spaces."""
    return cel is None or (isinstance(cel, str) and not cel.strip())


def as_tabel(vorm: Vorm, alle: Sequence[Sequence[Cel]], naam: str) -> Tabel:
    """Return the table in all rows of a file: the first is the heading, empty rows are left out.

    Raises:
        InvoerFout: There is no row, or a row is not as long as the heading.
    """
    if not alle or all(map(is_leeg, alle[0])):
        raise InvoerFout(
            Fout("BESTAND_LEEG", "De eerste rij is leeg.", naam, "Zet in de eerste rij de namen van de kolommen.")
        )
    koppen = ["" if is_leeg(cel) else str(cel).strip() for cel in alle[0]]
    vol = [(nummer, rij) for nummer, rij in enumerate(alle[1:], 2) if not all(map(is_leeg, rij))]
    faults = [_lengte(naam, nummer, len(rij), len(koppen)) for nummer, rij in vol if len(rij) != len(koppen)]
    if faults:
        raise InvoerFout(*faults[:TOON_HOOGSTENS], aantal=len(faults))
    return Tabel(vorm, koppen, [nummer for nummer, _ in vol], [rij for _, rij in vol])


def _lengte(naam: str, nummer: int, gevonden: int, verwacht: int) -> Fout:
    return Fout(
        "RIJ_LENGTE",
        f"Het aantal velden in deze rij is {gevonden}, en in de kop {verwacht}.",
        f"{naam}, rij {nummer}",
        'Staat er een scheidingsteken in een tekst? Zet die tekst dan tussen aanhalingstekens: "zo".',
    )
