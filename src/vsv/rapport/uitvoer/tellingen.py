"""The numbers of a weekly report for who decides and never needs a name.

Counts only: no jongere, no BSN, no doelgroepregister. They are checked to add up before anything is
printed, since a report that contradicts itself is worse than none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

import polars as pl

from vsv.domein.fouten import ControleFout, Fout
from vsv.rapport.uitvoer.woorden import CODES

NIEUW: Final = "nieuw"
"""Where a jongere came from who was not followed a week ago."""
WEG: Final = "weg"
"""Where a jongere went who is no longer followed."""

MAX_WEKEN: Final = 12


@dataclass(frozen=True, slots=True)
class Meting:
    """The counts of one weekly report.

    Attributes:
        peildatum: The day the report is about.
        aantallen: Priority (`1` to `5`, `NP`) -> how many jongeren; what is missing counts as 0.

    Raises:
        ValueError: There is another priority, or a negative count.
    """

    peildatum: date
    aantallen: Mapping[str, int]

    def __post_init__(self) -> None:
        if not set(self.aantallen) <= set(CODES) or any(number < 0 for number in self.aantallen.values()):
            raise ValueError(f"not counts per priority: {self.aantallen}")

    def __getitem__(self, code: str) -> int:
        """Return the count of a priority."""
        return self.aantallen.get(code, 0)

    @property
    def totaal(self) -> int:
        """How many jongeren are followed."""
        return sum(self.aantallen.values())


@dataclass(frozen=True, slots=True)
class Samenvatting:
    """What the summary of one weekly report says.

    Attributes:
        organisatie: Who follows the jongeren.
        regio: Name of its region; empty when it has none.
        trend: The last weekly reports, oldest first; the last is the one this summary is about, the one
            before it is what it is compared with. At least one, at most 12.
        verplaatsingen: (from, to) -> how many jongeren moved between the last two reports, with `nieuw`
            as from and `weg` as to. Who stayed is not in it: that follows. Empty for a first report.
        redenen: Most frequent reasons of the moves: one Dutch sentence each, and how many jongeren.
        bronnen: Source in words -> the day up to which it is known; None when it has not answered yet.
        regelset: Name and version of the rule set.
        drempel: Its threshold between priority 2 and 3, in cents.
        controlegetal: Checksum of the report.
        gemaakt_op: When the report was made, with a time zone; the only moment in the file.
        narekenen: Command or place to recompute the report with; empty when there is none.

    Raises:
        ControleFout: The moves don't add up to the counts.
        ValueError: The trend is empty, too long or out of order, or the moment has no time zone.
    """

    organisatie: str
    regio: str
    trend: tuple[Meting, ...]
    verplaatsingen: Mapping[tuple[str, str], int]
    redenen: tuple[tuple[str, int], ...]
    bronnen: Mapping[str, date | None]
    regelset: str
    drempel: int
    controlegetal: str
    gemaakt_op: datetime
    narekenen: str = ""

    def __post_init__(self) -> None:
        days = [meting.peildatum for meting in self.trend]
        if not 1 <= len(days) <= MAX_WEKEN or days != sorted(set(days)):
            raise ValueError(f"not one to {MAX_WEKEN} reports, oldest first: {days}")
        if self.gemaakt_op.tzinfo is None:
            raise ValueError("gemaakt_op has no time zone")
        if self.vorige is None:
            self._require(not self.verplaatsingen, "een eerste rapport heeft geen verplaatsingen")
        else:
            self._check_moves(self.vorige)

    @property
    def nu(self) -> Meting:
        """The report this summary is about."""
        return self.trend[-1]

    @property
    def vorige(self) -> Meting | None:
        """The report it is compared with, if there is one."""
        return self.trend[-2] if len(self.trend) > 1 else None

    def trend_frame(self) -> pl.DataFrame:
        """Return the trend as columns peildatum, prioriteit, aantal: every priority for every day."""
        rows = [(meting.peildatum, code, meting[code]) for meting in self.trend for code in CODES]
        return pl.DataFrame(rows, schema=["peildatum", "prioriteit", "aantal"], orient="row")

    def blijvers(self, code: str) -> int:
        """Return how many were in this priority in both reports; 0 for a first report."""
        return self.vorige[code] - self._left(code) if self.vorige else 0

    def _left(self, code: str) -> int:
        return sum(number for (start, _), number in self.verplaatsingen.items() if start == code)

    def _came(self, code: str) -> int:
        return sum(number for (_, end), number in self.verplaatsingen.items() if end == code)

    def _check_moves(self, vorige: Meting) -> None:
        """Who is in a priority was in it and stayed, or came to it; nobody else."""
        places = {(start, end) for start in (*CODES, NIEUW) for end in (*CODES, WEG) if start != end}
        possible = set(self.verplaatsingen) <= places - {(NIEUW, WEG)}
        self._require(
            possible and min(self.verplaatsingen.values(), default=0) >= 0,
            "er is een verplaatsing die niet kan bestaan",
        )
        for code in CODES:
            self._require(
                0 <= self.blijvers(code) == self.nu[code] - self._came(code),
                f"prioriteit {code} ging van {vorige[code]} naar {self.nu[code]},"
                f" maar er gingen er {self._left(code)} uit en er kwamen er {self._came(code)} in",
            )

    def _require(self, holds: bool, reden: str) -> None:  # noqa: FBT001  # reads as an assertion
        if not holds:
            raise ControleFout(
                Fout(
                    "TELLING_KLOPT_NIET",
                    f"De tellingen kloppen niet met elkaar: {reden}.",
                    f"samenvatting {self.nu.peildatum}",
                    "Laat het rapport opnieuw berekenen.",
                )
            )
