"""The stage on which everything happens: a time, people, payers and when they file."""

from dataclasses import dataclass
from datetime import date
from typing import Self

import numpy as np

from vsv.simulatie.aangiften import Aangiften, make_aangiften
from vsv.simulatie.bevolking import Bevolking, make_bevolking
from vsv.simulatie.kalender import Kalender
from vsv.simulatie.toeval import stroom
from vsv.simulatie.werkgevers import Werkgevers, make_werkgevers


@dataclass(frozen=True)
class Wereld:
    """What does not change while a world is made.

    Attributes:
        zaad: The seed all chance comes from.
        kalender: The simulated time.
        bevolking: The people.
        werkgevers: Who pays them.
        aangiften: When those payers file.
    """

    zaad: int
    kalender: Kalender
    bevolking: Bevolking
    werkgevers: Werkgevers
    aangiften: Aangiften

    @classmethod
    def make(cls, *, zaad: int, personen: int, tot: date, weken: int) -> Self:
        """Make the stage for that many people and `weken` weeks that end the day before `tot`."""
        kalender = Kalender(tot, weken)
        werkgevers = make_werkgevers(zaad, personen)
        return cls(
            zaad=zaad,
            kalender=kalender,
            bevolking=make_bevolking(zaad, personen, kalender),
            werkgevers=werkgevers,
            aangiften=make_aangiften(zaad, werkgevers, kalender),
        )

    def stroom(self, naam: str) -> np.random.Generator:
        """Return the stream of draws called `naam` of this world."""
        return stroom(self.zaad, naam)
