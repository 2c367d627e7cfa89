"""What a request carries along from the gate on."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from vsv.toegang.service import Wie


@dataclass(slots=True)
class Bijlage:
    """What we know about a request.

    Attributes:
        trace: W3C trace id.
        koppen: Headers for the answer, whatever it becomes.
    """

    trace: str
    koppen: dict[str, str] = field(default_factory=dict)


class Verzoek(HttpRequest):
    """A request that came through the gate: a name for what it carries, no class that is ever made.

    Attributes:
        bijlage: What we know about it.
        client: OIN of the client, once its token was checked.
        wie: Who acts and for which organisation; only there in an operation that asks for an organisation.
    """

    bijlage: Bijlage
    client: str
    wie: Wie
