"""The controls of the oefen-UWV as JSON: how it behaves and what time it is."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import parse_moment
from vsv.simulatie.oefenuwv.gedrag import Gedrag

_MOMENT: Final = "moment"


def gedrag_json(gedrag: Gedrag, moment: datetime | None = None) -> dict[str, Any]:
    """Return behaviour, and the moment when one is given, as `parse_bediening` reads it."""
    shares = {str(soort): {str(bron): deel for bron, deel in delen.items()} for soort, delen in gedrag.aandelen.items()}
    clock = {} if moment is None else {_MOMENT: moment.isoformat()}
    rest = {naam: getattr(gedrag, naam) for naam in ("zaad", "traag_seconden", "vertraging", "uwv_factor")}
    return clock | rest | shares


def parse_gedrag(data: Mapping[str, Any]) -> Gedrag:
    """Return the behaviour with these settings; what is not named is as in `Gedrag()`.

    Raises:
        InvoerFout: A setting does not exist, or its value does not fit.
    """
    return Gedrag.van(**data)


def parse_bediening(tekst: bytes) -> tuple[Gedrag, datetime | None]:
    """Return the behaviour and the moment (None: not named) in a message of the controls.

    Raises:
        InvoerFout: It is no JSON, a setting does not exist, or its value does not fit.
    """
    try:
        data = json.loads(tekst)
    except ValueError:
        data = None
    if not isinstance(data, dict):
        raise InvoerFout(Fout("GEEN_JSON", "Dit is geen JSON met instellingen.", "gedrag"))
    moment = data.pop(_MOMENT, None)
    try:
        clock = None if moment is None else parse_moment(str(moment))
    except ValueError as e:
        raise InvoerFout(Fout("MOMENT_ONGELDIG", str(e), _MOMENT)) from None
    return parse_gedrag(data), clock
