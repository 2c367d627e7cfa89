"""Writing log lines: by whoever reads or changes a person, in the same transaction, so that no log means no data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from psycopg.types.json import Jsonb

from vsv.opslag.service import Cursor

Resultaat = Literal["gelukt", "geweigerd", "mislukt"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Afzender:
    """Who acts, by which way in, for whom: the part of a log line that is the same for a whole transaction.

    Attributes:
        actor: Pseudonym of a user, or `systeem:<taak>`.
        oorsprong: The way in: cli, taak, portaal or api.
        organisatie: Key of the organisation acted for; None for the service itself.
        trace: W3C trace id, 32 hexadecimal digits.
    """

    actor: str
    oorsprong: str
    organisatie: int | None
    trace: str


def log(
    cur: Cursor,
    afzender: Afzender,
    actie: str,
    *,
    jongere: int | None = None,
    resultaat: Resultaat = "gelukt",
    bijzonderheden: Mapping[str, Any] | None = None,
) -> None:
    """Write one log line in the transaction of `cur`."""
    log_many(cur, afzender, actie, [jongere], resultaat=resultaat, bijzonderheden=bijzonderheden)


def log_many(
    cur: Cursor,
    afzender: Afzender,
    actie: str,
    jongeren: Sequence[int | None],
    *,
    resultaat: Resultaat = "gelukt",
    bijzonderheden: Mapping[str, Any] | None = None,
) -> None:
    """Write a log line for each of `jongeren` in the transaction of `cur`, in one statement."""
    cur.execute(
        """
        INSERT INTO logregel (actor, oorsprong, organisatie, actie, jongere, resultaat, trace, bijzonderheden)
        SELECT %(actor)s, %(oorsprong)s, %(organisatie)s, %(actie)s, jongere,
               %(resultaat)s, %(trace)s, %(bijzonderheden)s
        FROM unnest(%(jongeren)s::bigint[]) AS jongere
        """,
        {
            "actor": afzender.actor,
            "oorsprong": afzender.oorsprong,
            "organisatie": afzender.organisatie,
            "trace": afzender.trace,
            "actie": actie,
            "jongeren": list(jongeren),
            "resultaat": resultaat,
            "bijzonderheden": Jsonb(dict(bijzonderheden or {})),
        },
    )


def ensure_months(cur: Cursor, vanaf: date, aantal: int = 14) -> None:
    """Make the month partitions of the log from `vanaf` on; those that exist stay."""
    cur.execute("SELECT logboek_maak_maanden(%s, %s)", (vanaf, aantal))
