"""When what has to happen: the daily cycle by the clock of Amsterdam. Pure functions, which read no clock.

Only the last time that a step was due counts. So a worker that was away does not make up for days that are over, and a
week run that was missed on Monday is still carried out on Tuesday.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from vsv.domein.codes import Bron
from vsv.domein.perioden import AMSTERDAM, dag_van

_ELKE_DAG: Final = frozenset(range(7))
_MAANDAG: Final = frozenset({0})


@dataclass(frozen=True, slots=True)
class Stap:
    """A step of the daily cycle.

    Attributes:
        naam: Its name.
        tijd: Time of day in Amsterdam.
        weekdagen: Days of the week, Monday is 0.
    """

    naam: str
    tijd: time
    weekdagen: frozenset[int] = _ELKE_DAG


@dataclass(frozen=True, slots=True)
class Gepland:
    """A step that was due.

    Attributes:
        stap: The step.
        dag: The day it was due for.
        moment: When, in UTC.
    """

    stap: str
    dag: date
    moment: datetime


ROOSTER: Final[Sequence[Stap]] = (
    Stap("vragen", time(0, 15)),  # plan whom to ask about; asking goes on day and night as long as questions are open
    Stap("dagrun", time(4, 30)),
    Stap("weekrun", time(5, 0), _MAANDAG),
    Stap("voorstellen", time(6, 0)),
    Stap("logboek", time(6, 30)),
)
"""The steps of a day (our decision, but for the weekly report, which is there on Monday morning)."""


def rooster_voor(bronnen: Collection[Bron]) -> Sequence[Stap]:
    """Return the steps of a day for a service that asks these sources: without a source there is nothing to plan."""
    return ROOSTER if bronnen else [stap for stap in ROOSTER if stap.naam != "vragen"]


def find_due(nu: datetime, rooster: Sequence[Stap] = ROOSTER) -> list[Gepland]:
    """Return of each step the last time that it was due, in order of time.

    Args:
        nu: The moment it is, with a time zone.
        rooster: The steps.
    """
    due = [_last_before(nu, stap) for stap in rooster]
    return sorted(due, key=lambda gepland: gepland.moment)


def _last_before(nu: datetime, stap: Stap) -> Gepland:
    today = dag_van(nu)
    days = (today - timedelta(days=terug) for terug in range(9))
    for dag in days:
        if dag.weekday() in stap.weekdagen and (moment := moment_op(dag, stap.tijd)) <= nu:
            return Gepland(stap.naam, dag, moment)
    raise AssertionError(f"{stap.naam} is due on no day of the week")


def moment_op(dag: date, tijd: time) -> datetime:
    """Return the moment, in UTC, at which the clock in Amsterdam shows a time on a day.

    In the night in which an hour comes twice it is the first of the two; an hour that is skipped counts on from before.

    >>> [f"{moment_op(dag, time(2, 30)):%H:%M}" for dag in (date(2026, 3, 29), date(2026, 10, 25))]
    ['01:30', '00:30']
    """
    return datetime.combine(dag, tijd, AMSTERDAM).astimezone(UTC)
