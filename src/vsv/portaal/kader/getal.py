"""Numbers out of an address."""

import re

from vsv.domein.fouten import Fout, InvoerFout


def parse_nummer(tekst: str | None) -> int | None:
    """Return the whole number that was asked for; None when none was.

    Raises:
        InvoerFout: NUMMER_ONGELDIG.

    >>> parse_nummer("12"), parse_nummer(None), parse_nummer("")
    (12, None, None)
    """
    if not tekst:
        return None
    if not re.fullmatch("[0-9]{1,18}", tekst):
        raise InvoerFout(Fout("NUMMER_ONGELDIG", "Deze plek in de lijst bestaat niet.", advies="Begin vooraan."))
    return int(tekst)
