"""The drawing of how many jongeren stood in each priority, week by week: stacked bars with their names beside them.

Only where everything stands, in units of the drawing; how it looks is for `portaal/deel/trend.html` and the style.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.perioden import MAANDNAMEN
from vsv.rapport.service import PRIORITEITEN, Prioriteit, format_aantal

BREED: Final = 960
SMAL: Final = 340
HOOGTE: Final = 300
WEKEN_SMAL: Final = 12
"""On a small screen a year of bars is a blur: the last twelve weeks are drawn."""

_BOVEN: Final = 12
_ONDER: Final = 30
_ROOSTERWAARDEN: Final = 46
"""Room on the left for the numbers of the grid."""
_REGEL: Final = 20
"""Room that a name needs, from top to bottom."""
_STAAF_HOOGSTENS: Final = 56
_MAAND: Final = 34
"""Room that the name of a month needs, from left to right."""
_DELEN: Final = {("np" if p.code == "NP" else f"p{p.code}"): p for p in PRIORITEITEN}
"""The column of a trend per priority, from the bottom of a bar to its top."""


@dataclass(frozen=True, slots=True)
class Vlak:
    """A part of a bar: of which priority, how many, where its top is, and how high it is."""

    prioriteit: Prioriteit
    aantal: int
    y: int
    hoogte: int

    @property
    def klasse(self) -> str:
        """Its class in the style: `p1` to `p5`, or `pnp`."""
        return f"p{self.prioriteit.code.lower()}"

    @property
    def kort(self) -> str:
        """What the priority means, in a few words."""
        return self.prioriteit.kort.format(drempel="de drempel")


@dataclass(frozen=True, slots=True)
class Staaf:
    """A week: where its bar begins, its peildatum, its total, and the parts of it from the bottom up."""

    x: int
    peildatum: date
    totaal: int
    vlakken: Sequence[Vlak]


@dataclass(frozen=True, slots=True)
class Bijschrift:
    """What a part of the last bar is: the part, the middle of it (van), and where its name stands (y)."""

    vlak: Vlak
    van: int
    y: int


@dataclass(frozen=True, slots=True)
class Maat:
    """A mark on an axis: where it is, and what it says."""

    plaats: int
    tekst: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trendtekening:
    """A drawing.

    Attributes:
        breedte: Of the whole.
        hoogte: Of the whole.
        links: Where the bars begin.
        rechts: Where they end.
        grond: Where they stand on.
        staaf: How wide a bar is.
        staven: The weeks, the oldest first.
        rooster: Numbers, as heights.
        maanden: Names of months, where their first week is.
        bijschriften: What the parts of the last bar are, from the bottom up; a part without jongeren has none.
        woorden: There is room to say what a priority means.
    """

    breedte: int
    hoogte: int
    links: int
    rechts: int
    grond: int
    staaf: int
    staven: Sequence[Staaf]
    rooster: Sequence[Maat]
    maanden: Sequence[Maat]
    bijschriften: Sequence[Bijschrift]
    woorden: bool


@dataclass(frozen=True, slots=True)
class Trend:
    """The same trend for a wide and for a narrow screen."""

    breed: Trendtekening
    smal: Trendtekening


def draw_trend(trend: pl.DataFrame) -> Trend | None:
    """Return the drawings of a trend (see `vsv.rapport.read_trend`); None when there are fewer than two weeks."""
    if trend.height < 2:
        return None
    return Trend(draw(trend, BREED, bijschrift=262), draw(trend.tail(WEKEN_SMAL), SMAL, bijschrift=70, woorden=False))


def draw(trend: pl.DataFrame, breedte: int, *, bijschrift: int, woorden: bool = True) -> Trendtekening:
    """Return one drawing, at most `breedte` wide, of which `bijschrift` is for the names on the right."""
    step = min(_STAAF_HOOGSTENS, (breedte - _ROOSTERWAARDEN - bijschrift) // trend.height)
    right = _ROOSTERWAARDEN + step * trend.height
    grond = HOOGTE - _ONDER
    rows = trend.to_dicts()
    highest = max(1, *(int(row["totaal"]) for row in rows))
    unit = find_step(highest)
    top = -(-highest // unit) * unit

    def height(number: int) -> int:
        return round(number * (grond - _BOVEN) / top)

    staven = [
        Staaf(_ROOSTERWAARDEN + nummer * step, row["peildatum"], row["totaal"], _stack(row, grond, top))
        for nummer, row in enumerate(rows)
    ]
    return Trendtekening(
        breedte=right + bijschrift,
        hoogte=HOOGTE,
        links=_ROOSTERWAARDEN,
        rechts=right,
        grond=grond,
        staaf=max(1, step - max(1, step // 5)),
        staven=staven,
        rooster=[Maat(grond - height(number), format_aantal(number)) for number in range(0, top + 1, unit)],
        maanden=list(_mark_months(staven)),
        bijschriften=_name_parts(staven[-1]),
        woorden=woorden,
    )


def find_step(highest: int) -> int:
    """Return a round distance between the lines of a grid, so that there are at most five above the ground.

    >>> [find_step(n) for n in (1, 5, 6, 37, 250, 4312)]
    [1, 1, 2, 10, 50, 1000]
    """
    step = 1
    while step * 5 < highest:
        step = step * 5 // 2 if str(step).startswith("2") else step * 2
    return step


def spread(middles: Sequence[int], apart: int, top: int) -> list[int]:
    """Move names up, and where there is no room down again, until each is `apart` from the next.

    Args:
        middles: Where the names would stand, from the bottom up: y that gets smaller.
        apart: Least distance.
        top: No name stands above it.

    >>> spread([100, 95, 40], 20, 10)
    [100, 80, 40]
    >>> spread([40, 30, 25], 20, 10)
    [50, 30, 10]
    """
    places: list[int] = []
    for middle in middles:
        places.append(min(middle, places[-1] - apart) if places else middle)
    for index in range(len(places) - 1, -1, -1):
        places[index] = max(places[index], top + (len(places) - 1 - index) * apart)
    return places


def _stack(row: Mapping[str, int], grond: int, top: int) -> list[Vlak]:
    parts, below = [], 0
    for kolom, prioriteit in _DELEN.items():
        under, upper = (grond - round(n * (grond - _BOVEN) / top) for n in (below, below + row[kolom]))
        below += row[kolom]
        if under > upper:
            parts.append(Vlak(prioriteit, row[kolom], upper, under - upper))
    return parts


def _name_parts(last: Staaf) -> list[Bijschrift]:
    middles = [vlak.y + vlak.hoogte // 2 for vlak in last.vlakken]
    places = spread(middles, _REGEL, _BOVEN)
    return [Bijschrift(*rest) for rest in zip(last.vlakken, middles, places, strict=True)]


def _mark_months(staven: Iterable[Staaf]) -> Iterable[Maat]:
    """Name the months at their first week, as far as there is room."""
    before, free = 0, 0
    for staaf in staven:
        month = staaf.peildatum.month
        if month != before and staaf.x >= free:
            free = staaf.x + _MAAND
            yield Maat(staaf.x, MAANDNAMEN[month - 1][:3])
        before = month
