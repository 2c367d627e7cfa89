"""The report of one organisation: its counts, its moves since last week, and the checksum of its lines.

These are kept when the people behind them are no longer followed; the lines are read from the history.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl
from psycopg.types.json import Jsonb

from vsv.opslag.service import Cursor
from vsv.rapport.codes import describe_move
from vsv.rapport.runs import Run
from vsv.rapport.telling import AANTALLEN, CONTROLEGETAL_LEEG, compute_checksums, count_moves, count_priorities
from vsv.toegang.service import Organisatie


@dataclass(frozen=True, slots=True)
class Verplaatsing:
    """How many moved from one priority to another, with the same reasons before and after.

    Attributes:
        van: Priority at the week run before; None = not in that report.
        naar: Priority now; None = no longer in the report.
        redenen_van: Reason codes before, joined by |; None likewise.
        redenen_naar: Reason codes now.
        aantal: How many aanmeldingen.
    """

    van: int | None
    naar: int | None
    redenen_van: str | None
    redenen_naar: str | None
    aantal: int


@dataclass(frozen=True, slots=True)
class Rapport:
    """What one organisation's report counted.

    Attributes:
        run: The run that made it.
        organisatie: Whose report it is.
        aantallen: How many stand in each priority, by its number 0 (NP) to 5.
        verplaatsingen: The moves since the week run before, the largest first; none in the first week.
        controlegetal: SHA-256 of its lines, see `vsv.rapport.telling`.
    """

    run: Run
    organisatie: Organisatie
    aantallen: tuple[int, ...]
    verplaatsingen: tuple[Verplaatsing, ...]
    controlegetal: str

    @property
    def totaal(self) -> int:
        """How many lines the report had."""
        return sum(self.aantallen)

    def moves(self) -> Counter[tuple[int | None, int | None]]:
        """Return how many moved from which priority to which, whatever the reasons."""
        counts: Counter[tuple[int | None, int | None]] = Counter()
        for move in self.verplaatsingen:
            counts[move.van, move.naar] += move.aantal
        return counts

    def reasons(self) -> list[tuple[int | None, int | None, str, int]]:
        """Return from which priority to which, why in a few Dutch words, and how many; the most first."""
        counts: Counter[tuple[int | None, int | None, str]] = Counter()
        for move in self.verplaatsingen:
            counts[move.van, move.naar, describe_move(move.redenen_van, move.redenen_naar)] += move.aantal
        return [(van, naar, why, aantal) for (van, naar, why), aantal in counts.most_common()]


def write_rapporten(cur: Cursor, run: Run, vorige: pl.DataFrame | None, stand: pl.DataFrame) -> list[Rapport]:
    """Count and write down the report of every organisation, also of one that follows nobody.

    Args:
        cur: A cursor as vsv_werker.
        run: The run that made the stand.
        vorige: The stand at the week run before; None when there was none.
        stand: The stand at this run.

    Returns:
        The reports, by OIN.
    """
    cur.execute("SELECT id, oin, naam, soort, regio, gemeentecode FROM organisatie ORDER BY oin")
    rapporten = count_rapporten(run, [Organisatie(*row) for row in cur], vorige, stand)
    cur.execute(  # one statement: a run that waits here can be broken off
        """
        INSERT INTO rapport (run, organisatie, np, p1, p2, p3, p4, p5, verplaatsingen, controlegetal)
        SELECT %s, * FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[], %s::int[],
                                 %s::jsonb[], %s::text[])
        """,
        (
            run.id,
            [rapport.organisatie.id for rapport in rapporten],
            *([rapport.aantallen[number] for rapport in rapporten] for number in range(len(AANTALLEN))),
            [Jsonb([asdict(move) for move in rapport.verplaatsingen]) for rapport in rapporten],
            [rapport.controlegetal for rapport in rapporten],
        ),
    )
    return rapporten


def count_rapporten(
    run: Run, organisaties: Sequence[Organisatie], vorige: pl.DataFrame | None, stand: pl.DataFrame
) -> list[Rapport]:
    """Count the report of each organisation; see `write_rapporten`."""
    counts = {key: tuple(row) for key, *row in count_priorities(stand).select("organisatie", *AANTALLEN).rows()}
    checksums = dict(compute_checksums(stand).rows())
    moves = {} if vorige is None else count_moves(vorige, stand).partition_by("organisatie", as_dict=True)
    return [
        Rapport(
            run=run,
            organisatie=organisatie,
            aantallen=counts.get(organisatie.id, (0,) * len(AANTALLEN)),
            verplaatsingen=tuple(Verplaatsing(**move) for move in _rows(moves.get((organisatie.id,)))),
            controlegetal=checksums.get(organisatie.id, CONTROLEGETAL_LEEG),
        )
        for organisatie in organisaties
    ]


def _rows(moves: pl.DataFrame | None) -> list[dict[str, Any]]:
    return [] if moves is None else moves.drop("organisatie").to_dicts()


def read_rapporten(cur: Cursor, runs: Sequence[Run]) -> list[Rapport]:
    """Return the reports of these runs that this cursor may see, in the order of the runs and of OIN."""
    cur.execute(
        """
        SELECT r.run, r.np, r.p1, r.p2, r.p3, r.p4, r.p5, r.verplaatsingen, r.controlegetal,
               o.id, o.oin, o.naam, o.soort, o.regio, o.gemeentecode
        FROM rapport r JOIN organisatie o ON o.id = r.organisatie
        WHERE r.run = ANY (%(runs)s)
        ORDER BY array_position(%(runs)s, r.run), o.oin
        """,
        {"runs": [run.id for run in runs]},
    )
    by_id = {run.id: run for run in runs}
    return [
        Rapport(
            run=by_id[row[0]],
            organisatie=Organisatie(*row[9:]),
            aantallen=row[1:7],
            verplaatsingen=tuple(Verplaatsing(**move) for move in row[7]),
            controlegetal=row[8],
        )
        for row in cur
    ]
