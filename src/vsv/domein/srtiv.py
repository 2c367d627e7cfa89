"""Code soort inkomstenverhouding (SRTIV): is an income work, a benefit, or to be ignored.

The table is `srtiv.csv`: the codes of the loonaangifte with the class each has here. Where the service
this project succeeds said the class, `herkomst` is `bron`; where it is our decision, `keuze`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from vsv.domein.tabellen import read_tabel


class Klasse(StrEnum):
    """What an income counts as in the rules."""

    WERK = "WERK"
    UITKERING = "UITKERING"
    NEGEREN = "NEGEREN"
    ONBEKEND = "ONBEKEND"
    """The code is not in the table: never silently one of the other three."""


@dataclass(frozen=True, slots=True)
class Srtiv:
    """A row of the table.

    Attributes:
        code: Two digits.
        omschrijving: What the loonaangifte calls it.
        klasse: What it counts as; never ONBEKEND.
        historisch: No longer used in new filings.
        herkomst: `bron` or `keuze`.
    """

    code: str
    omschrijving: str
    klasse: Klasse
    historisch: bool
    herkomst: str


@cache
def srtiv_tabel() -> Mapping[str, Srtiv]:
    """Return the table, by code."""
    rows = (
        Srtiv(r["code"], r["omschrijving"], Klasse(r["klasse"]), r["historisch"] == "J", r["herkomst"])
        for r in read_tabel("srtiv")
    )
    return MappingProxyType({row.code: row for row in rows})


def klasse_van(code: str | None) -> Klasse:
    """Return the class of a code; ONBEKEND for one that is not in the table, and for none.

    >>> klasse_van("31"), klasse_van("99")
    (<Klasse.WERK: 'WERK'>, <Klasse.ONBEKEND: 'ONBEKEND'>)
    """
    row = srtiv_tabel().get(code or "")
    return row.klasse if row else Klasse.ONBEKEND
