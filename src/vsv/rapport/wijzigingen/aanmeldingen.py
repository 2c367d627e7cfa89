"""Of whom an event tells: what the organisation told about its aanmeldingen, also when they are over."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from vsv.opslag.service import Cursor


@dataclass(frozen=True, slots=True)
class Aanmelding:
    """An aanmelding of the acting organisation; the fields as in the database.

    Attributes:
        jongere: Key.
        uuid: The name by which others know the person.
        kenmerk: The organisation's own reference.
        aanmelddatum: First day.
        gemeentecode: Where the person lives, as far as told.
        afmelddatum: First day no longer followed, not after the 27th birthday; None = no end is known.
        afmeldreden: Why.
        volgt: Whether it has not ended; it may still have to begin.
    """

    jongere: int
    uuid: UUID
    kenmerk: str | None
    aanmelddatum: date
    gemeentecode: str | None
    afmelddatum: date | None
    afmeldreden: str | None
    volgt: bool

    def told(self) -> dict[str, Any]:
        """Return what the organisation told about it."""
        return {"kenmerk": self.kenmerk, "aanmelddatum": self.aanmelddatum, "gemeentecode": self.gemeentecode}


def read_aanmeldingen(cur: Cursor, nummers: Collection[int]) -> Mapping[int, Aanmelding]:
    """Return those of these aanmeldingen (keys) that are of the acting organisation, by key."""
    if not nummers:
        return {}
    cur.execute(
        """
        SELECT aanmelding, jongere, uuid, kenmerk, aanmelddatum, gemeentecode, afmelddatum, afmeldreden, volgt
        FROM wijziging_aanmeldingen(%b::bigint[])
        """,
        (list(nummers),),
    )
    return {number: Aanmelding(*rest) for number, *rest in cur}
