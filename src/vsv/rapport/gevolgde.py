"""The person that a program asks about by uuid."""

from uuid import UUID

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import find_gevolgde
from vsv.opslag.service import Cursor


def require_gevolgde(cur: Cursor, uuid: UUID) -> int:
    """Return the key of a person whom the acting organisation follows now.

    Raises:
        InvoerFout: JONGERE_ONBEKEND.
    """
    jongere = find_gevolgde(cur, uuid)
    if jongere is None:
        raise unknown(uuid)
    return jongere


def unknown(uuid: UUID) -> InvoerFout:
    """Return the fault that the acting organisation does not follow such a person."""
    return InvoerFout(
        Fout(
            "JONGERE_ONBEKEND",
            "Uw organisatie volgt nu geen jongere met dit nummer.",
            f"uuid {uuid}",
            "Kijk het nummer na.",
        )
    )
