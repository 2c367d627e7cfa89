"""The calendar of one simulated period: its peildata, its tijdvakken, and moments in Dutch time.

Inside this room a day is a whole number (int32, days since 1970) and a moment a whole number of
microseconds (int64, UTC, since 1970), so that columns of them can be added and compared. `OPEN` stands
for an end that has not come, `NOOIT` for a moment that never comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Final

import numpy as np
import polars as pl

from vsv.domein.kolommen import MOMENT
from vsv.domein.perioden import Maand, Tijdvak, begin_van_dag, vierweken, weken
from vsv.simulatie.kansen import HISTORIE_MAANDEN, RITMES, Ritme
from vsv.simulatie.toeval import Getallen

OPEN: Final = 2**20
"""A day that never comes (the year 4840): no end, or not yet."""

NOOIT: Final = 2**62
"""A moment that never comes."""

_SECONDE: Final = 1_000_000
_UUR: Final = 3_600 * _SECONDE
DAG: Final = np.int64(24 * _UUR)
"""Microseconds in a day; wide enough to multiply a column of days by."""

_EPOCH: Final = date(1970, 1, 1)
_MAANDAG: Final = 3  # day 0 was a Thursday: (day + 3) % 7 is 0 on Mondays


def dagnummer(dag: date) -> int:
    """Return the number of a day."""
    return (dag - _EPOCH).days


def dag_van(nummer: int) -> date:
    """Return the day with that number."""
    return _EPOCH + timedelta(days=nummer)


def datums(dagen: Getallen) -> pl.Series:
    """Return days as a Date column, empty where the day is `OPEN`."""
    reeks = pl.Series(dagen.astype(np.int32))
    return reeks.set(reeks == OPEN, None).cast(pl.Date)


def tijdstippen(momenten: Getallen) -> pl.Series:
    """Return moments as a column of type `MOMENT`."""
    return pl.Series(momenten, dtype=pl.Int64).cast(MOMENT)


def verjaardag(geboren: Getallen, leeftijd: int) -> Getallen:
    """Return the day someone reaches an age; born on 29 February: 1 March in other years."""
    dagen = geboren.astype("datetime64[D]")
    maanden = dagen.astype("datetime64[M]")
    verschoven = (maanden + 12 * leeftijd).astype("datetime64[D]") + (dagen - maanden)
    return np.asarray(verschoven.astype(np.int64), np.int32)


def maand_van(dagen: Getallen) -> Getallen:
    """Return the month (1 to 12) of days."""
    return dagen.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) % 12 + 1


def eerste_van_maand(dagen: Getallen) -> Getallen:
    """Return the first day of the month of days."""
    eerste = dagen.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]")
    return eerste.astype(np.int64).astype(np.int32)


def werkdag(dagen: Getallen) -> Getallen:
    """Return the same days, and the Friday before for those in a weekend."""
    return np.asarray(dagen - np.maximum((dagen + _MAANDAG) % 7 - 4, 0), np.int32)


def draw_momenten(rng: np.random.Generator, dagen: Getallen) -> Getallen:
    """Return a random moment on each of those days in the Netherlands, in whole seconds.

    Nothing arrives between two and three at night, the hour in which the clock changes.
    """
    if not dagen.size:
        return dagen.astype(np.int64)
    tijd = rng.integers(0, 23 * 3_600, dagen.shape, dtype=np.int64) * _SECONDE
    eerste = int(dagen.min())
    middernacht = _middernachten(range(eerste, int(dagen.max()) + 2))
    plek = dagen - eerste
    # What is left of the day after the clock change is counted back from the next midnight.
    begin = np.where(tijd < 2 * _UUR, middernacht[plek], middernacht[plek + 1] - 23 * _UUR)
    return np.asarray(begin + tijd, np.int64)


def _middernachten(dagen: range) -> Getallen:
    """Return the moments at which days begin in the Netherlands."""
    return np.array([int(begin_van_dag(dag_van(dag)).timestamp()) * _SECONDE for dag in dagen], np.int64)


@dataclass(frozen=True)
class Kalender:
    """What is simulated: `weken` weeks that end the day before `tot`, and a history before them.

    Attributes:
        tot: The last peildatum; nothing is known of that day itself.
        weken: Number of weeks in the window.
    """

    tot: date
    weken: int

    @cached_property
    def peildata(self) -> tuple[date, ...]:
        """The first day of the window and then each day a week later; `tot` is the last."""
        return tuple(self.tot - timedelta(weeks=week) for week in range(self.weken, -1, -1))

    @cached_property
    def einde(self) -> int:
        """The day `tot`."""
        return dagnummer(self.tot)

    @cached_property
    def venster(self) -> int:
        """The first day of the window."""
        return dagnummer(self.peildata[0])

    @cached_property
    def historie(self) -> int:
        """The day from which wages are filed, the first of a month."""
        return dagnummer((Maand.van(self.peildata[0]) - HISTORIE_MAANDEN).eerste)

    @cached_property
    def grenzen(self) -> Getallen:
        """The moments at which the peildata begin."""
        return _middernachten(range(self.venster, self.einde + 1, 7))

    @cached_property
    def slot(self) -> int:
        """The moment at which `tot` begins: whatever comes later is not known yet."""
        return int(self.grenzen[-1])

    @cached_property
    def tijdvakken(self) -> "Tijdvakken":
        """Every tijdvak over which wages are filed, from the history through `tot`."""
        van, tot = dag_van(self.historie), self.tot
        jaren = range(van.year - 1, tot.year + 2)  # the weeks of a year reach into other years
        maanden = [Maand(jaar, maand) for jaar in jaren for maand in range(1, 13)]
        alle: Mapping[Ritme, list[Tijdvak]] = {
            "maand": [Tijdvak(maand.eerste, maand.laatste) for maand in maanden],
            "vier_weken": [tijdvak for jaar in jaren for tijdvak in vierweken(jaar)],
            "week": [tijdvak for jaar in jaren for tijdvak in weken(jaar)],
        }
        return Tijdvakken.of([[t for t in alle[ritme] if t.einde >= van and t.begin <= tot] for ritme in RITMES])


@dataclass(frozen=True)
class Tijdvakken:
    """The tijdvakken of all rhythms in one list, each rhythm's own in order and without a gap.

    Attributes:
        begin: First days.
        einde: Last days.
        grens: Where in the list each rhythm of `RITMES` begins, and where the last one ends.
    """

    begin: Getallen
    einde: Getallen
    grens: tuple[int, ...]

    @classmethod
    def of(cls, per_ritme: list[list[Tijdvak]]) -> "Tijdvakken":
        """Put the tijdvakken of each rhythm behind one another."""
        alle = [tijdvak for reeks in per_ritme for tijdvak in reeks]
        return cls(
            begin=np.array([dagnummer(t.begin) for t in alle], np.int32),
            einde=np.array([dagnummer(t.einde) for t in alle], np.int32),
            grens=tuple(accumulate((len(reeks) for reeks in per_ritme), initial=0)),
        )

    def find(self, ritme: Getallen, dagen: Getallen) -> Getallen:
        """Return the place of the tijdvak in which each day lies, or the last one before it.

        Args:
            ritme: For each day the rhythm, a position in `RITMES`.
            dagen: Days, none before the history.
        """
        plekken = np.empty(dagen.shape, np.int32)
        for nummer, (vanaf, tot) in enumerate(zip(self.grens, self.grens[1:], strict=False)):
            hier = ritme == nummer
            plek = np.searchsorted(self.einde[vanaf:tot], dagen[hier]) + vanaf
            plekken[hier] = np.minimum(plek, tot - 1)
        return plekken

    def laatste(self, ritme: Getallen) -> Getallen:
        """Return the place of the last tijdvak of each rhythm."""
        return np.array(self.grens[1:], np.int32)[ritme] - 1
