"""Lists in pages: a cursor that says where to go on, and a `Link` header with the address of the next page."""

import base64
import binascii
import json
from datetime import date
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from ninja import Query
from pydantic import Field

from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.verzoek import Verzoek

HOOGSTENS: Final = 1000
"""Elements of a page at most."""
_HOOGSTE: Final = 2**62

PageSize = Annotated[
    int,
    Query(100, alias="pageSize", ge=1, le=HOOGSTENS, description="Hoeveel er hoogstens op een pagina staan."),
]
Cursor = Annotated[
    str | None,
    Query(None, max_length=1000, description="Waar deze pagina begint: neem `volgende` van de vorige pagina over."),
]
Volgende = Annotated[
    str | None, Field(description="Cursor van de volgende pagina; null als dit de laatste is.", examples=[None])
]


def encode(place: Any) -> str:
    """Return a place in a list (any JSON) as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(place, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str | None) -> Any:
    """Return the place that a cursor says; None for the begin.

    Raises:
        Probleem: 400, it is no cursor of ours.
    """
    if cursor is None:
        return None
    try:
        return json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise wrong_cursor() from None


def decode_day(cursor: str | None) -> date | None:
    """Return the day that a cursor of a list by day says; None for the begin.

    Raises:
        Probleem: 400, it is no cursor of such a list.
    """
    place = decode(cursor)
    if cursor is None:
        return None
    try:
        return date.fromisoformat(place)
    except (TypeError, ValueError):
        raise wrong_cursor() from None


def decode_number(cursor: str | None) -> int:
    """Return the place that a cursor says of a list in the order of a number; 0 for the begin.

    Raises:
        Probleem: 400, it is no cursor of such a list.
    """
    place = decode(cursor)
    if place is None:
        return 0
    if type(place) is not int or not 0 <= place < 2**63:
        raise wrong_cursor()
    return place


def decode_pair(cursor: str | None) -> tuple[int, int] | None:
    """Return the two numbers that a cursor says; None for the begin.

    Raises:
        Probleem: 400, it is no cursor of two numbers.
    """
    place = decode(cursor)
    if cursor is None:
        return None
    if isinstance(place, list) and len(place) == 2 and all(type(n) is int and 0 <= n < _HOOGSTE for n in place):
        return place[0], place[1]
    raise wrong_cursor()


def wrong_cursor() -> Probleem:
    """Return the fault that a cursor is not one of ours."""
    fout = Veldfout("CURSOR_ONGELDIG", "cursor", "Dit is geen cursor van deze lijst.", "Begin zonder cursor.")
    return Probleem(400, "INVOER_ONGELDIG", "Er klopt iets niet in het verzoek.", [fout])


def link_next(request: Verzoek, volgende: str | None) -> None:
    """Put the address of the next page in the `Link` header of the answer."""
    if volgende is None:
        return
    query = request.GET.copy()
    query["cursor"] = volgende
    address = f"{settings.VSV_API_ADRES}{request.path}?{urlencode(list(query.items()))}"
    request.bijlage.koppen["Link"] = f'<{address}>; rel="next"'
