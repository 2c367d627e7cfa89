"""Numbers that pass the proof of BSN and RSIN but can't belong to anyone.

Wage filing refuses numbers with a first digit 8 or 9, so synthetic people get numbers of 900000000 and
up and synthetic employers of 800000000 and up.
"""

from typing import Final

import numpy as np

from vsv.simulatie.toeval import Getallen

EERSTE_BSN: Final = 900_000_000
EERSTE_FISCAAL_NUMMER: Final = 800_000_000

_GEWICHTEN: Final = (9, 8, 7, 6, 5, 4, 3, 2)


def geldige_nummers(eerste: int, aantal: int) -> Getallen:
    """Return the first `aantal` valid nine-digit numbers from `eerste` (a multiple of ten), in order.

    The ninth digit must equal the weighted sum of the other eight modulo 11, so each group of eight
    digits has one valid number, or none when that remainder is ten.
    """
    begin = eerste // 10
    acht = np.arange(begin, begin + aantal * 11 // 10 + 20, dtype=np.int64)
    som = sum(gewicht * (acht // 10 ** (7 - plek) % 10) for plek, gewicht in enumerate(_GEWICHTEN))
    rest = np.asarray(som) % 11
    return np.asarray((acht * 10 + rest)[rest < 10][:aantal], np.int64)
