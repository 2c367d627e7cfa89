"""Telling events: what each points at is read now, so who is no longer followed is told of only in an afmelding."""

from collections.abc import Sequence
from datetime import UTC
from itertools import takewhile
from typing import Final

from vsv.rapport.wijzigingen.aanwijzing import Aanwijzing, Gebeurtenis
from vsv.rapport.wijzigingen.cursor import Plaats
from vsv.rapport.wijzigingen.pagina import Verteld
from vsv.rapport.wijzigingen.runs import tell_run
from vsv.rapport.wijzigingen.vertellen import tell
from vsv.toegang.service import Sessie

_PER_KEER: Final = 200
"""Events that are looked at at once."""


def tell_next(sessie: Sessie, plaats: Plaats, tot: int, aantal: int) -> tuple[Sequence[Verteld], Plaats, bool]:
    """Tell the next events, at most `aantal` elements of those up to and including `tot`.

    Returns:
        The elements, where to go on, and whether everything has been told.
    """
    events = _read_events(sessie, plaats, tot, aantal)
    if not events:
        return [], Plaats(max(plaats.gebeurtenis, tot + 1)), True
    first = events[0]
    if first.soort == "run":
        done = plaats.deel if first.id == plaats.gebeurtenis else 0
        told, deel = tell_run(sessie.cur, first, na=done, aantal=aantal)
        return told, Plaats(first.id + 1) if deel is None else Plaats(first.id, deel), False
    pointers, after = _take(list(takewhile(lambda event: event.soort != "run", events)), aantal)
    return tell(sessie, pointers), after, False


def _read_events(sessie: Sessie, plaats: Plaats, tot: int, aantal: int) -> list[Gebeurtenis]:
    sessie.cur.execute(
        """
        SELECT w.id, w.soort, w.tijdstip, w.run, d.deel, cardinality(w.nummers),
               CASE WHEN w.soort = 'run' THEN '{}' ELSE w.nummers[d.deel + 1 : d.deel + %(aantal)s] END,
               CASE WHEN w.soort = 'run' THEN '{}' ELSE w.waarden[d.deel + 1 : d.deel + %(aantal)s] END
        FROM wijziging w
        CROSS JOIN LATERAL (SELECT CASE WHEN w.id = %(id)s THEN %(deel)s::bigint ELSE 0 END) AS d (deel)
        WHERE w.organisatie = vsv_organisatie() AND w.id BETWEEN %(id)s AND %(tot)s
        ORDER BY w.id LIMIT %(keer)s
        """,
        {"id": plaats.gebeurtenis, "deel": plaats.deel, "tot": tot, "aantal": aantal, "keer": _PER_KEER},
    )
    return [Gebeurtenis(row[0], row[1], row[2].astimezone(UTC), *row[3:]) for row in sessie.cur]


def _take(events: Sequence[Gebeurtenis], aantal: int) -> tuple[list[Aanwijzing], Plaats]:
    """Return the first rows of these events, and where to go on."""
    pointers: list[Aanwijzing] = []
    after = Plaats(events[0].id)
    for event in events:
        room = aantal - len(pointers)
        values = [*event.waarden, *[None] * (len(event.nummers) - len(event.waarden))]
        pointers += [Aanwijzing(event, *pair) for pair in zip(event.nummers[:room], values, strict=False)]
        told = event.deel + min(room, len(event.nummers))
        if told < event.omvang:
            return pointers, Plaats(event.id, told)
        after = Plaats(event.id + 1)
    return pointers, after
