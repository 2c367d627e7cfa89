"""What is asked of the API, as a value: nothing here knows how it is sent, so sync and async share all of it."""

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any, Final, Generic, Literal, TypeVar
from urllib.parse import quote

A = TypeVar("A")
T = TypeVar("T")


class Weg(Enum):
    """The type of `WEG`."""

    WEG = "weg"

    def __repr__(self) -> str:
        return self.name


WEG: Final = Weg.WEG
"""Leaves a field out of the body. In a change that is something else than None, which makes a field empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vraag(Generic[T]):
    """A request, and the type of its answer.

    Each may be sent again when the answer got lost: it reads, or it carries an Idempotency-Key that stays the same.

    Attributes:
        methode: Of HTTP.
        pad: Under `/v1`, as `pad()` makes it.
        vorm: What the answer is read as.
        kiest: Parameters of the query; None = not sent.
        inhoud: Body; fields that are `WEG` are not sent. May hold a BSN, so it is not in the repr.
        koppen: Headers; None = not sent.
        open: Needs no token.
    """

    methode: str
    pad: str
    vorm: type[T]
    kiest: Mapping[str, Any] = field(default_factory=dict)
    inhoud: Mapping[str, Any] | None = field(default=None, repr=False)
    koppen: Mapping[str, str | None] = field(default_factory=dict)
    open: bool = False

    def als(self, mediatype: str) -> "Vraag[T]":
        """Return the request for all of it in another form, such as `text/csv`: there is nothing to choose then."""
        return replace(self, kiest={}, koppen={**self.koppen, "Accept": mediatype})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lijstvraag(Generic[A, T]):
    """A request for a list that comes in pages.

    Attributes:
        eerste: Asks the first page.
        veld: Name of the list in a page.
    """

    eerste: Vraag[A]
    veld: str

    def verder(self, pagina: A) -> Vraag[A] | None:
        """Return the request for the page after this one, or None after the last."""
        volgende = getattr(pagina, "volgende", None)
        if volgende is None or not getattr(pagina, "meer", True):
            return None
        return replace(self.eerste, kiest={**self.eerste.kiest, "cursor": volgende})

    def rijen(self, pagina: A) -> Sequence[T]:
        """Return what is in the list of a page."""
        rijen: Sequence[T] = getattr(pagina, self.veld)
        return rijen


def pad(vorm: str, **delen: object) -> str:
    """Return a path with its parts filled in, made safe for an address."""
    return vorm.format_map({naam: quote(str(deel), safe="") for naam, deel in delen.items()})


def eenmalig(idempotency_key: str | None) -> Mapping[str, str]:
    """Return the header that makes a write safe to repeat, with a new name unless one was given."""
    return {"Idempotency-Key": idempotency_key or str(uuid.uuid4())}


def schrijf(waarde: Any) -> Any:
    """Return a value as JSON has it: camelCase, dates as text, moments in UTC, and without what is `WEG`."""
    if is_dataclass(waarde) and not isinstance(waarde, type):
        return schrijf({camel(veld.name): getattr(waarde, veld.name) for veld in fields(waarde)})
    if isinstance(waarde, Mapping):
        return {naam: schrijf(deel) for naam, deel in waarde.items() if deel is not WEG}
    if isinstance(waarde, datetime):
        return waarde.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    if isinstance(waarde, date | uuid.UUID):
        return str(waarde)
    if isinstance(waarde, Sequence) and not isinstance(waarde, str):
        return [schrijf(deel) for deel in waarde]
    return waarde


def camel(naam: str) -> str:
    """Return a Python name as JSON has it: `wijkt_af` is `wijktAf`."""
    return re.sub(r"_([a-z])", lambda m: m[1].upper(), naam)


Bestandsvorm = Literal["ndjson", "csv", "parquet", "ods"]
"""Forms in which a whole report can be had."""

MEDIATYPEN: Final[Mapping[Bestandsvorm, str]] = {
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}
"""How the API calls them."""
