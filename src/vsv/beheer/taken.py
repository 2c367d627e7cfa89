"""The jobs in the queue, for who runs the service: what waits, what is being done and what failed.

A job can't be tried again by hand, as there is no need to: what is to be done stands in tables of our own, and once a
minute the worker makes a new job of what is left (see `vsv.beheer.werker`).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vsv.toegang.service import Wie, als_dienst

STATUSSEN: Final[Mapping[str, str]] = {
    "todo": "wacht",
    "doing": "bezig",
    "succeeded": "klaar",
    "failed": "mislukt",
    "cancelled": "geannuleerd",
    "aborting": "wordt afgebroken",
    "aborted": "afgebroken",
}
"""Per status in the queue how it is called."""

TAKEN: Final[Mapping[str, str]] = {
    "hartslag": "kijken wat er te doen is",
    "cyclus": "dagelijkse verwerking",
    "bevraag": "bronnen bevragen",
    "inbak": "leveringen innemen",
    "narekenen": "rapporten narekenen",
    "doorrekenen": "doorrekenen wat andere regels uitmaken",
    "bezorg": "meldingen bezorgen",
}
"""Per kind of job what it does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taak:
    """A job; of what it is about nothing is said.

    Attributes:
        nummer: Its number; a later job has a higher one.
        naam: What kind of job.
        woorden: What it does, Dutch.
        status: One of `STATUSSEN`.
        pogingen: How often it was tried.
        gepland_op: When it was put in the queue.
        begonnen_op: When it was begun, the last time; None = not yet.
        klaar_op: When it was done or failed; None = not yet.
    """

    nummer: int
    naam: str
    woorden: str
    status: str
    pogingen: int
    gepland_op: datetime | None
    begonnen_op: datetime | None
    klaar_op: datetime | None


def list_taken(
    wie: Wie, *, statussen: Collection[str] = ("failed",), voor: int | None = None, aantal: int = 50
) -> list[Taak]:
    """Return jobs of the last two weeks, the latest first; the beat that comes every minute only when it failed.

    Args:
        wie: Who looks; runs the service.
        statussen: Which ones, of `STATUSSEN`.
        voor: Only those before this number: the last one of the page before.
        aantal: How many at most.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute(
            """
            SELECT j.id, j.task_name, j.status::text, j.attempts, e.gepland_op, e.begonnen_op, e.klaar_op
            FROM procrastinate_jobs j
            CROSS JOIN LATERAL (SELECT min(at) FILTER (WHERE type = 'deferred') AS gepland_op,
                                       max(at) FILTER (WHERE type = 'started') AS begonnen_op,
                                       max(at) FILTER (WHERE type IN ('succeeded', 'failed', 'cancelled', 'aborted'))
                                       AS klaar_op
                                FROM procrastinate_events WHERE job_id = j.id) AS e
            WHERE j.status::text = ANY (%(statussen)s) AND (j.task_name <> 'hartslag' OR j.status = 'failed')
              AND (%(voor)s::bigint IS NULL OR j.id < %(voor)s)
            ORDER BY j.id DESC LIMIT %(aantal)s
            """,
            {"statussen": list(statussen), "voor": voor, "aantal": aantal},
        )
        return [
            Taak(
                nummer=nummer,
                naam=naam,
                woorden=TAKEN.get(naam, naam),
                status=status,
                pogingen=pogingen,
                gepland_op=gepland_op,
                begonnen_op=begonnen_op,
                klaar_op=klaar_op,
            )
            for nummer, naam, status, pogingen, gepland_op, begonnen_op, klaar_op in sessie.cur
        ]
