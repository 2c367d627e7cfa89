"""A part of an inzage: rows as they are held, and how each column reads on paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import polars as pl

from vsv.domein.perioden import AMSTERDAM


def as_text(waarde: Any) -> str:
    """Return a value as in a Dutch table: a moment by the clock of Amsterdam, nothing for what is not known.

    >>> as_text(date(2026, 3, 2)), as_text(True), as_text(None), as_text(12)
    ('02-03-2026', 'ja', '', '12')
    """
    match waarde:
        case None:
            return ""
        case bool():
            return "ja" if waarde else "nee"
        case datetime():
            return waarde.astimezone(AMSTERDAM).strftime("%d-%m-%Y %H:%M")
        case date():
            return waarde.strftime("%d-%m-%Y")
        case _:
            return str(waarde)


@dataclass(frozen=True, slots=True)
class Veld:
    """A column of a part.

    Attributes:
        naam: Its name in the rows, and for programs.
        kop: Its Dutch heading.
        woorden: How a value reads.
    """

    naam: str
    kop: str
    woorden: Callable[[Any], str] = as_text


@dataclass(frozen=True, slots=True)
class Opzet:
    """What a part is called and how it reads.

    Attributes:
        naam: For programs.
        kop: Its Dutch heading.
        uitleg: What this is and where it comes from, Dutch sentences.
        velden: What is shown on paper, in order.
    """

    naam: str
    kop: str
    uitleg: str
    velden: tuple[Veld, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Deel:
    """A part of an inzage.

    Attributes:
        opzet: What it is called and how it reads.
        rijen: All that is held, also what is not shown on paper.
        leesbaar: What stands on paper instead of the rows, in the columns of the opzet; None = the rows.
    """

    opzet: Opzet
    rijen: pl.DataFrame = field(repr=False)
    leesbaar: pl.DataFrame | None = field(default=None, repr=False)

    def as_words(self) -> list[list[str]]:
        """Return the rows as they stand on paper."""
        shown = self.rijen if self.leesbaar is None else self.leesbaar
        velden = self.opzet.velden
        return [
            [veld.woorden(waarde) for veld, waarde in zip(velden, rij, strict=True)]
            for rij in shown.select(veld.naam for veld in velden).iter_rows()
        ]
