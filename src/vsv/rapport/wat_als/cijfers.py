"""The figures of a what-if: how many stand where by the one rule set and by the other, and who would move.

Numbers only. Of a region, outside the organisation itself, a number under five is not told (our decision, as for the
effectrapportage), nor one from which it could be worked out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from vsv.prioriteit.service import Regelset, Verschil, verplaatsingen, verschillen
from vsv.rapport.codes import VLAGGEN

TE_WEINIG: Final = 5
"""Of fewer people than this a region's number is not told outside the organisation itself. Our decision."""
_PRIORITEITEN: Final = range(6)

Aantallen = tuple[int, ...]
"""How many stand in each priority, by its number 0 (NP) to 5."""


@dataclass(frozen=True, slots=True)
class Regioaantallen:
    """How many stand in each priority in a region, by the one rule set and by the other.

    Attributes:
        regio: Number of the Doorstroompunt region; None = the gemeenten together, about their own aanmeldingen, which
            are not to be added to those of the regions.
        nu: By priority; None = too few to tell, or it would tell another that is.
        dan: The same by the other rule set.
    """

    regio: int | None
    nu: tuple[int | None, ...]
    dan: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatAls:
    """What two rule sets say of the same people on the same day, in numbers.

    Attributes:
        peildatum: The day.
        regelset_nu: Name of the one.
        regelset_dan: Name of the other.
        controlegetal_nu: SHA-256 of the parameters of the one.
        controlegetal_dan: The same of the other.
        verschillen: What they differ in, in words.
        aantallen_nu: How many stand in each priority by the one.
        aantallen_dan: By the other.
        verplaatsingen: How many go from which priority to which, who stays included; the sum is everyone.
        vlaggen: Per flag how many have it by the one and by the other.
        regios: Per region; empty for one organisation.
    """

    peildatum: date
    regelset_nu: str
    regelset_dan: str
    controlegetal_nu: str
    controlegetal_dan: str
    verschillen: Sequence[Verschil]
    aantallen_nu: Aantallen
    aantallen_dan: Aantallen
    verplaatsingen: Mapping[tuple[int, int], int]
    vlaggen: Mapping[str, tuple[int, int]]
    regios: Sequence[Regioaantallen] = ()

    @property
    def totaal(self) -> int:
        """How many people it is about."""
        return sum(self.verplaatsingen.values())

    @property
    def verplaatst(self) -> int:
        """How many would stand in another priority."""
        return sum(aantal for (van, naar), aantal in self.verplaatsingen.items() if van != naar)


def count(peildatum: date, nu: Regelset, dan: Regelset, uitkomsten: tuple[pl.DataFrame, pl.DataFrame]) -> WatAls:
    """Count what two rule sets said.

    Args:
        peildatum: The day.
        nu: The one rule set.
        dan: The other.
        uitkomsten: What `prioriteer` said by each, of the same facts.
    """
    moves = {(van, naar): aantal for van, naar, aantal in verplaatsingen(*uitkomsten).iter_rows()}
    return WatAls(
        peildatum=peildatum,
        regelset_nu=nu.naam,
        regelset_dan=dan.naam,
        controlegetal_nu=nu.controlegetal,
        controlegetal_dan=dan.controlegetal,
        verschillen=verschillen(nu, dan),
        aantallen_nu=tuple(sum(n for (van, _), n in moves.items() if van == p) for p in _PRIORITEITEN),
        aantallen_dan=tuple(sum(n for (_, naar), n in moves.items() if naar == p) for p in _PRIORITEITEN),
        verplaatsingen=moves,
        vlaggen=_count_flags(*uitkomsten),
    )


def _count_flags(nu: pl.DataFrame, dan: pl.DataFrame) -> Mapping[str, tuple[int, int]]:
    counts = [
        frame.select(pl.col("vlaggen").str.split("|").list.contains(vlag).sum().alias(vlag) for vlag in VLAGGEN)
        for frame in (nu, dan)
    ]
    return {vlag: (int(counts[0][vlag][0]), int(counts[1][vlag][0])) for vlag in VLAGGEN}


def count_regios(regios: pl.DataFrame, uitkomsten: tuple[pl.DataFrame, pl.DataFrame]) -> list[Regioaantallen]:
    """Count per region, and leave out what may not be told.

    Args:
        regios: aanmelding, regio (null = of a gemeente).
        uitkomsten: What `prioriteer` said by the one rule set and by the other.

    Returns:
        By region, the gemeenten last.
    """
    counted = [_per_regio(regios, uitkomst) for uitkomst in uitkomsten]
    order = sorted(counted[0], key=lambda regio: (regio is None, regio or 0))
    nu, dan = (dek_af([counts.get(regio, [0] * len(_PRIORITEITEN)) for regio in order]) for counts in counted)
    return [Regioaantallen(*row) for row in zip(order, nu, dan, strict=True)]


def _per_regio(regios: pl.DataFrame, uitkomst: pl.DataFrame) -> dict[int | None, list[int]]:
    kolommen = [(pl.col("prioriteit") == p).sum().alias(f"p{p}") for p in _PRIORITEITEN]
    rows = uitkomst.join(regios, on="aanmelding").group_by("regio").agg(kolommen)
    return {regio: counts for regio, *counts in rows.iter_rows()}


def dek_af(rijen: Sequence[Sequence[int]]) -> list[tuple[int | None, ...]]:
    """Take numbers out of a table that are too small to tell, and those from which they could be worked out.

    Who knows the sum of a row or column can work out a number that is left out alone: then the smallest of the others
    goes too, until there is none alone.

    >>> dek_af([[7, 3, 40], [50, 60, 70], [80, 90, 95]])
    [(None, None, 40), (None, None, 70), (80, 90, 95)]
    >>> dek_af([[7, 8], [9, 6]])
    [(7, 8), (9, 6)]
    """
    cells: list[list[int | None]] = [[None if aantal < TE_WEINIG else aantal for aantal in rij] for rij in rijen]
    lines = [[(y, x) for x in range(len(cells[0]))] for y in range(len(cells))] if cells else []
    lines += [[(y, x) for y in range(len(cells))] for x in range(len(cells[0]))] if cells else []
    while alone := [line for line in lines if _hides_one(cells, line)]:
        shown = [(cells[y][x], y, x) for y, x in alone[0] if cells[y][x] is not None]
        _, y, x = min(shown, key=lambda cell: (cell[0] or 0, cell[1:]))
        cells[y][x] = None
    return [tuple(rij) for rij in cells]


def _hides_one(cells: Sequence[Sequence[int | None]], line: Sequence[tuple[int, int]]) -> bool:
    hidden = sum(cells[y][x] is None for y, x in line)
    return hidden == 1 and len(line) > 1


def as_json(wat_als: WatAls) -> dict[str, Any]:
    """Return the figures as they are kept: keys are words, moves are rows."""
    return {
        "regelset_nu": wat_als.regelset_nu,
        "regelset_dan": wat_als.regelset_dan,
        "controlegetal_nu": wat_als.controlegetal_nu,
        "controlegetal_dan": wat_als.controlegetal_dan,
        "verplaatsingen": [[van, naar, aantal] for (van, naar), aantal in wat_als.verplaatsingen.items()],
        "vlaggen": {vlag: list(aantallen) for vlag, aantallen in wat_als.vlaggen.items()},
    }


def from_json(peildatum: date, nu: Regelset, dan: Regelset, kept: Mapping[str, Any]) -> WatAls:
    """Return the figures of one organisation as they were kept; see `as_json`."""
    moves = {(van, naar): aantal for van, naar, aantal in kept["verplaatsingen"]}
    return WatAls(
        peildatum=peildatum,
        verschillen=verschillen(nu, dan),
        aantallen_nu=tuple(sum(n for (van, _), n in moves.items() if van == p) for p in _PRIORITEITEN),
        aantallen_dan=tuple(sum(n for (_, naar), n in moves.items() if naar == p) for p in _PRIORITEITEN),
        verplaatsingen=moves,
        vlaggen={vlag: (voor, na) for vlag, (voor, na) in kept["vlaggen"].items()},
        **{name: kept[name] for name in ("regelset_nu", "regelset_dan", "controlegetal_nu", "controlegetal_dan")},
    )
