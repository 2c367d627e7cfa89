"""What a request carries along from the gate on."""

from dataclasses import dataclass, field
from typing import cast

from django.http import HttpRequest

from vsv.toegang.service import Organisatie, Toegangstoken, Wie


@dataclass(slots=True)
class Bijlage:
    """What we know about a request.

    Attributes:
        trace: W3C trace id.
        token: The access token, once it was checked.
        wie: Who acts and for which organisation, once that is known.
        koppen: Headers for the answer, whatever it becomes.
    """

    trace: str
    token: Toegangstoken | None = None
    wie: Wie | None = None
    koppen: dict[str, str] = field(default_factory=dict)


class Verzoek(HttpRequest):
    """A request that came through the gate; see `Bijlage`."""

    bijlage: Bijlage

    @property
    def wie(self) -> Wie:
        """Who acts; only asked in an operation, which is after it was found out."""
        return cast("Wie", self.bijlage.wie)

    @property
    def organisatie(self) -> Organisatie:
        """The organisation acted for."""
        return cast("Organisatie", self.wie.organisatie)
