"""What an event is, and what its rows point at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Gebeurtenis:
    """An event, as far as it has not been told.

    Attributes:
        id: Place in the order.
        soort: What happened.
        tijdstip: When, in UTC.
        run: For `run` and `signaal`.
        deel: How many of its rows have been told.
        omvang: How many rows it has.
        nummers: The next rows, keys.
        waarden: Beside them.
    """

    id: int
    soort: str
    tijdstip: datetime
    run: int | None
    deel: int
    omvang: int
    nummers: Sequence[int]
    waarden: Sequence[str]


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """One row of an event: what there is to tell about.

    Attributes:
        gebeurtenis: The event.
        nummer: Key of an aanmelding, or by `opvolging` and `voorstel` of such a one.
        waarde: What stands beside it.
    """

    gebeurtenis: Gebeurtenis
    nummer: int
    waarde: str | None
