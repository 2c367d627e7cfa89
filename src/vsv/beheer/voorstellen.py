"""Making the proposals that do not come from DUO: klantvolg and bronnen tied together, for the daily cycle."""

from datetime import date
from typing import Final

from vsv.bronnen.service import find_overleden, find_zwijgend
from vsv.klantvolg.service import propose_automatisch
from vsv.toegang.service import Wie, als_dienst

ZWIJGT_WEKEN: Final = 4
"""Everyone is asked about at least weekly; after four weeks without an answer it is no hiccup (our decision)."""


def stel_voor(wie: Wie, dag: date) -> int:
    """Make the proposals to which age, employers and sources give reason on a day, over all organisations.

    Args:
        wie: Who does it, for the service.
        dag: The day to look at; the same day again makes nothing new.

    Returns:
        How many were made.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with als_dienst(wie) as sessie:
        return propose_automatisch(
            sessie,
            dag,
            zwijgend=find_zwijgend(sessie.cur, dag, ZWIJGT_WEKEN),
            overleden=find_overleden(sessie.cur),
        )
