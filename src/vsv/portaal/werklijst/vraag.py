"""The choice of a list as it stands in an address, and the address of another choice.

Only values that exist get through, so an address can hold nothing about a person: no BSN, no kenmerk.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict

from vsv.domein.gemeenten import gemeenten
from vsv.domein.perioden import parse_datum
from vsv.klantvolg.service import Merk
from vsv.rapport.service import LEEFTIJDEN, SIGNALEN, SORTERINGEN, VLAGGEN, WEEKBANDEN, Werkkeuze

GEEN: Final = "geen"

MOGELIJK: Final[Mapping[str, Callable[[], Sequence[str]]]] = {
    "prioriteit": lambda: ("1", "2", "3", "4", "5", "0"),
    "merk": lambda: tuple(Merk),
    "signaal": lambda: (*SIGNALEN, GEEN),
    "vlag": lambda: tuple(VLAGGEN),
    "leeftijd": lambda: tuple(LEEFTIJDEN),
    "weken": lambda: tuple(WEEKBANDEN),
    "gemeente": lambda: (*gemeenten(), GEEN),
}
"""Per filter the values it can have, in the order of the page."""


def read_keuze(query: QueryDict) -> Werkkeuze:
    """Return the choice in an address; what does not exist is left out."""
    chosen: dict[str, Any] = {
        name: [value for value in query.getlist(name) if value in possible()] for name, possible in MOGELIJK.items()
    }
    chosen["prioriteit"] = [int(value) for value in chosen["prioriteit"]]
    sortering = query.get("sortering", "")
    return Werkkeuze(
        **chosen,
        sinds=_date(query.get("sinds")),
        signaal_sinds=_date(query.get("signaal_sinds")),
        sortering=sortering if sortering in SORTERINGEN else "urgentie",
        na=_uuid(query.get("na")),
        voor=_uuid(query.get("voor")),
    )


def write_vraag(keuze: Werkkeuze, **anders: Any) -> str:
    """Return the query string of a choice without its page, with other values where they are given."""
    values = {name: getattr(keuze, name) for name in MOGELIJK}
    values |= {"sinds": keuze.sinds, "signaal_sinds": keuze.signaal_sinds}
    values |= {"sortering": "" if keuze.sortering == "urgentie" else keuze.sortering, **anders}
    return urlencode({name: value for name, value in values.items() if value}, doseq=True)


def count_chosen(keuze: Werkkeuze) -> int:
    """Return how many filters are chosen."""
    days = (keuze.sinds, keuze.signaal_sinds)
    return sum(len(getattr(keuze, name)) for name in MOGELIJK) + sum(day is not None for day in days)


def _date(text: str | None) -> date | None:
    try:
        return parse_datum(text) if text else None
    except ValueError:
        return None


def _uuid(text: str | None) -> str | None:
    try:
        return str(UUID(text)) if text else None
    except ValueError:
        return None
