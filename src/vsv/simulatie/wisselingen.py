"""On and off in turn: the one process behind jobs and benefits alike.

Durations and gaps are exponential, so a line that is on when the history begins has lasted, and will
last, an exponential time: no warming up is needed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from vsv.simulatie.kalender import Kalender, maand_van
from vsv.simulatie.toeval import Getallen, gebeurt, wachttijd

_GEEN_SEIZOEN = (1.0,) * 12


@dataclass(frozen=True)
class Perioden:
    """Columns with one entry per stretch that touches the simulated time, in order of person and begin.

    Attributes:
        persoon: Position in the bevolking.
        begin: First day; may lie before the history.
        einde: Last day; may lie after `kalender.tot`.
        loopt_door: The next stretch of this person begins the day after.
        eerste: The first stretch of this person.
    """

    persoon: Getallen
    begin: Getallen
    einde: Getallen
    loopt_door: Getallen
    eerste: Getallen

    @classmethod
    def in_order(cls, rondes: Sequence[tuple[Getallen, Getallen, Getallen, Getallen]]) -> Self:
        """Join rounds of persoon, begin, einde and loopt_door, one stretch per person each."""
        persoon, begin, einde, loopt_door = (np.concatenate(kolom) for kolom in zip(*rondes, strict=True))
        # Stable: within a person the rounds stay in order.
        orde = np.argsort(persoon, kind="stable")
        persoon = persoon[orde]
        eerste = np.append(True, persoon[1:] != persoon[:-1])[: len(persoon)]
        return cls(persoon, begin[orde], einde[orde], loopt_door[orde], eerste)


def wissel(
    rng: np.random.Generator,
    persoon: Getallen,
    duur: Getallen,
    gat: Getallen,
    kalender: Kalender,
    *,
    vroegst: Getallen,
    kans_loopt_door: float = 0.0,
    seizoen: Sequence[float] = _GEEN_SEIZOEN,
) -> Perioden:
    """Let one line of stretches run for each person, from the history to `kalender.tot`.

    Args:
        rng: Where chance comes from.
        persoon: Who have such a line.
        duur: Mean days on, for each of them.
        gat: Mean days off, for each of them.
        kalender: The time to fill.
        vroegst: Day before which what already runs can't have begun, for each of them.
        kans_loopt_door: Chance that a stretch is followed by the next one without a gap.
        seizoen: Factor on a gap, by the month in which the stretch before it ended.
    """
    aan = gebeurt(rng, duur / (duur + gat), len(persoon))
    nul = kalender.historie
    al_bezig = np.maximum(nul - wachttijd(rng, duur, len(aan)), np.minimum(vroegst, nul))
    begin = np.where(aan, al_bezig, nul + wachttijd(rng, gat, len(aan)))
    einde = np.where(aan, nul, begin) + wachttijd(rng, duur, len(aan))
    factor = np.array(seizoen)
    rondes = []
    while True:
        doet_mee = begin < kalender.einde
        persoon, duur, gat, begin, einde = (k[doet_mee] for k in (persoon, duur, gat, begin, einde))
        loopt_door = gebeurt(rng, kans_loopt_door, len(persoon))
        rondes.append((persoon, begin, einde, loopt_door))
        if not len(persoon):
            return Perioden.in_order(rondes)
        pauze = wachttijd(rng, gat * factor[maand_van(einde) - 1], len(persoon))
        begin = einde + 1 + np.where(loopt_door, 0, pauze)
        einde = begin + wachttijd(rng, duur, len(persoon))
