"""The drawing of a what-if: per priority two bars under one another, as it is now and as it would be.

Only where everything stands, in units of the drawing; how it looks is for the template and the style.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vsv.portaal.rapporten.beeld import VOLGORDE
from vsv.rapport.service import WatAls, name_priority

BREED: Final = 720
SMAL: Final = 340
RIJ: Final = 62
STAAF: Final = 22
LINKS: Final = 44
"""Room on the left for the name of a priority."""
RECHTS: Final = 118
"""Room on the right for which of the two it is, and the number."""


@dataclass(frozen=True, slots=True)
class Paar:
    """A priority: its code, where its row begins (y), and of both bars how long they are and how many it stands for."""

    code: str
    y: int
    nu: int
    dan: int
    aantal_nu: int
    aantal_dan: int

    @property
    def klasse(self) -> str:
        """Its class in the style: `p1` to `p5`, or `pnp`."""
        return f"p{self.code.lower()}"

    @property
    def midden(self) -> int:
        """Where its name stands, from the top."""
        return self.y + STAAF + 6

    @property
    def onder(self) -> int:
        """Where the second bar begins, from the top."""
        return self.y + STAAF + 4


@dataclass(frozen=True, slots=True)
class Tekening:
    """The whole drawing: width, height, where the bars begin, how thick they are, and the pairs from the top down."""

    breedte: int
    hoogte: int
    links: int
    staaf: int
    paren: Sequence[Paar]


def draw(wat_als: WatAls, breedte: int = BREED) -> Tekening:
    """Return the drawing of the numbers per priority; one without anybody in it is left out."""
    highest = max(1, *wat_als.aantallen_nu, *wat_als.aantallen_dan)
    room = breedte - LINKS - RECHTS

    def length(aantal: int) -> int:
        return max(1 if aantal else 0, round(aantal * room / highest))

    shown = [p for p in VOLGORDE if wat_als.aantallen_nu[p] or wat_als.aantallen_dan[p]]
    paren = [
        Paar(
            name_priority(p),
            nummer * RIJ,
            length(wat_als.aantallen_nu[p]),
            length(wat_als.aantallen_dan[p]),
            wat_als.aantallen_nu[p],
            wat_als.aantallen_dan[p],
        )
        for nummer, p in enumerate(shown)
    ]
    return Tekening(breedte, max(1, len(paren)) * RIJ, LINKS, STAAF, paren)
