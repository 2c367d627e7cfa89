"""Making the proposals that do not come from DUO: klantvolg and bronnen tied together, for the daily cycle."""

from datetime import date, timedelta
from typing import Final

from vsv.bronnen.service import find_overleden, find_zwijgend
from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import propose_automatisch
from vsv.toegang.service import Wie, als_dienst

ZWIJGT_WEKEN: Final = 4
"""Everyone is asked about at least weekly; after four weeks without an answer it is no hiccup (our decision)."""


TERUG: Final = timedelta(days=365)
"""How far back an operator may look: of longer ago nothing is to be decided any more (our decision)."""


def require_kijkdag(dag: date, vandaag: date) -> date:
    """Return a day to make proposals of.

    Args:
        dag: The day that was asked for.
        vandaag: The date today, in Amsterdam.

    Raises:
        InvoerFout: It lies ahead, when nothing is known yet, or more than a year back.
    """
    if not vandaag - TERUG <= dag <= vandaag:
        reden = "Deze dag kan niet: hij ligt na vandaag, of meer dan een jaar terug."
        raise InvoerFout(Fout("DAG_KAN_NIET", reden, "--dag", "Kies een dag van het afgelopen jaar."))
    return dag


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
