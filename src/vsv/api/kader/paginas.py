"""Lists in pages: a cursor that says where to go on, and a `Link` header with the address of the next page."""

import base64
import binascii
import json
from typing import Annotated, Any, Final
from urllib.parse import urlencode

from django.conf import settings
from ninja import Query
from pydantic import Field

from vsv.api.kader.probleem import Probleem, Veldfout
from vsv.api.kader.verzoek import Verzoek

HOOGSTENS: Final = 1000
"""Elements of a page at most."""

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
