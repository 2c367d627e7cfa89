"""When payers file: one moment per payer and tijdvak, and for some tijdvakken a second one.

Everyone a payer pays stands in the same filing, so lateness and corrections hit colleagues together.
"""

from dataclasses import dataclass

import numpy as np

from vsv.simulatie import kansen
from vsv.simulatie.kalender import DAG, NOOIT, Kalender, draw_momenten
from vsv.simulatie.toeval import Getallen, gebeurt, stroom, tussen
from vsv.simulatie.werkgevers import Werkgevers


@dataclass(frozen=True)
class Aangiften:
    """Moments by payer (rows) and tijdvak (columns, as in `Kalender.tijdvakken`).

    Attributes:
        eerste: When the tijdvak was filed.
        correctie: When it was sent again in full, or `NOOIT`. Always later than `eerste`.
    """

    eerste: Getallen
    correctie: Getallen


def make_aangiften(zaad: int, werkgevers: Werkgevers, kalender: Kalender) -> Aangiften:
    """Draw when every payer files every tijdvak."""
    rng = stroom(zaad, "aangiften")
    einde = kalender.tijdvakken.einde
    vorm = (len(werkgevers.ritme), len(einde))
    aantal = vorm[0] * vorm[1]

    def draw(grenzen: tuple[int, int]) -> Getallen:
        return tussen(rng, grenzen, aantal).reshape(vorm)

    laat = rng.random(vorm) < werkgevers.kans_laat[:, None]
    spreiding = draw((-kansen.SPREIDING_INDIENDAG, kansen.SPREIDING_INDIENDAG))
    dag = einde + werkgevers.indiendag[:, None] + spreiding + np.where(laat, draw(kansen.LAAT_DAGEN), 0)
    eerste = draw_momenten(rng, dag)
    opnieuw = gebeurt(rng, kansen.KANS_CORRECTIE, aantal).reshape(vorm)
    return Aangiften(eerste, np.where(opnieuw, eerste + draw(kansen.CORRECTIE_NA_DAGEN) * DAG, NOOIT))
