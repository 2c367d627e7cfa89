"""How fresh what everyone sees is: the last runs, and up to which day each source was known then. No people's data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from vsv.opslag.service import transactie
from vsv.rapport.runs import find_last


@dataclass(frozen=True, slots=True)
class Versheid:
    """How fresh the figures are.

    Attributes:
        week: Reference date of the last week run; None = there never was one.
        dag: Reference date of the last run of either kind; None = there never was one.
        bronnen: Per source the day up to which it was known at the last run.
    """

    week: date | None
    dag: date | None
    bronnen: Mapping[str, date]


def read_versheid() -> Versheid:
    """Read it; open to everyone, so it says nothing about people or organisations.

    Raises:
        OmgevingFout: The database can't be reached.
    """
    with transactie("web") as cur:
        week, last = find_last(cur, soort="week"), find_last(cur)
    return Versheid(
        week=week.peildatum if week else None,
        dag=last.peildatum if last else None,
        bronnen=last.bronnen if last else {},
    )
