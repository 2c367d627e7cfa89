"""A request as the pages get it."""

from collections.abc import Sequence

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from vsv.toegang.service import Werkplek, Wie


class Verzoek(HttpRequest):
    """A request, with who makes it; for types only, the gate (`poort`) puts these on Django's own.

    Attributes:
        trace: W3C trace id of this request.
        gebruiker: uuid of who is logged in; None for a visitor.
        werkplekken: Where this person may work.
        werkplek: Where this person works now; None when it is not chosen yet.
        htmx: What htmx says of the request.
    """

    trace: str
    gebruiker: str | None
    werkplekken: Sequence[Werkplek]
    werkplek: Werkplek | None
    htmx: HtmxDetails

    @property
    def wie(self) -> Wie:
        """Who acts; only on pages for who is logged in."""
        raise NotImplementedError  # the gate gives each request its own
