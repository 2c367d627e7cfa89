"""The gemeenten of 2026 and the Doorstroompunt region each belongs to.

The tables are `gemeenten.csv` and `regios.csv`. There are 40 regions, numbered 1-13 and 15-41.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from vsv.domein.tabellen import read_tabel


@dataclass(frozen=True, slots=True)
class Gemeente:
    """A gemeente.

    Attributes:
        code: Four digits (CBS).
        naam: Its name.
        provincie: Name of its province.
        regio: Number of its Doorstroompunt region.
    """

    code: str
    naam: str
    provincie: str
    regio: int


@dataclass(frozen=True, slots=True)
class Regio:
    """A Doorstroompunt region.

    Attributes:
        nummer: Its number.
        naam: Its name.
        gemeenten: Its gemeenten, by code.
    """

    nummer: int
    naam: str
    gemeenten: Sequence[Gemeente]


@cache
def gemeenten() -> Mapping[str, Gemeente]:
    """Return all gemeenten, by code.

    >>> gemeenten()["0363"].naam
    'Amsterdam'
    """
    rows = (Gemeente(r["code"], r["naam"], r["provincie"], int(r["regio"])) for r in read_tabel("gemeenten"))
    return MappingProxyType({row.code: row for row in rows})


@cache
def gemeentenamen() -> Mapping[str, str]:
    """Return the code of each gemeente by how one may write it: its code, also without zeros in front, or its name.

    Names are in lower case; two gemeenten never share one.

    >>> [gemeentenamen()[text] for text in ("0363", "363", "amsterdam", "bergen (l)")]
    ['0363', '0363', '0363', '0893']
    """
    ways = {way: code for code, row in gemeenten().items() for way in (code, code.lstrip("0"), row.naam.lower())}
    return MappingProxyType(ways)


@cache
def regios() -> Mapping[int, Regio]:
    """Return all regions, by number.

    >>> regios()[18].naam
    'Flevoland'
    """
    alle = gemeenten().values()
    return MappingProxyType(
        {
            nummer: Regio(nummer, r["naam"], tuple(g for g in alle if g.regio == nummer))
            for r in read_tabel("regios")
            for nummer in [int(r["nummer"])]
        }
    )


def regio_van(gemeentecode: str) -> Regio | None:
    """Return the region of a gemeente; None when the code is not in the table."""
    gemeente = gemeenten().get(gemeentecode)
    return regios()[gemeente.regio] if gemeente else None
