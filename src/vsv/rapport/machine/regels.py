"""The lines of a report for programs, straight from the history: no BSN is read, and no sentence made."""

from collections.abc import Iterator
from typing import Any, Final, LiteralString

import polars as pl

from vsv.opslag.service import Cursor, copy_out, iter_copy
from vsv.rapport.runs import Run, find_last

REGEL: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "aanmelding": pl.Int64,
    "sleutel": pl.Int64,
    "jongere": pl.String,
    "kenmerk": pl.String,
    "aanmelddatum": pl.Date,
    "gemeentecode": pl.String,
    "prioriteit": pl.Int64,
    "sinds": pl.Date,
    "vorige_prioriteit": pl.Int64,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
}
"""The columns of a line: aanmelding and sleutel (of the jongere) are keys, not for the outside; jongere is the uuid,
loonperiode the first day of the month, loon in cents, redenen and vlaggen codes joined by |."""

# The wall of werkregel lets through only who is followed today. First the lines, then where those that changed since
# stood the week before: of the others that is the same row.
_REGELS: Final[LiteralString] = """
    SELECT g.aanmelding, g.jongere, g.uuid, g.kenmerk, g.aanmelddatum, g.gemeentecode, g.prioriteit, g.sinds,
           CASE WHEN g.van <= %(vorige)s THEN g.prioriteit ELSE v.prioriteit END, g.loonperiode, g.loon, g.uren,
           g.redenen, g.vlaggen
    FROM (SELECT p.aanmelding, p.organisatie, w.jongere, w.uuid, w.kenmerk, w.aanmelddatum, w.gemeentecode,
                 p.prioriteit, p.sinds, p.loonperiode, p.loon, p.uren, p.redenen, p.vlaggen, p.van,
                 (p.prioriteit + 5) %% 6 AS volgorde
          FROM prioriteit p JOIN werkregel w ON w.aanmelding = p.aanmelding
          WHERE p.organisatie = (SELECT vsv_organisatie()) AND w.organisatie = (SELECT vsv_organisatie())
            AND p.van <= %(run)s AND (p.tot IS NULL OR p.tot > %(run)s)
            AND (%(prioriteit)s::smallint IS NULL OR p.prioriteit = %(prioriteit)s)
            AND (%(na_aanmelding)s::bigint IS NULL
                 OR ((p.prioriteit + 5) %% 6, p.aanmelding) > ((%(na_prioriteit)s::int + 5) %% 6, %(na_aanmelding)s))
          ORDER BY volgorde, p.aanmelding LIMIT %(aantal)s) AS g
    LEFT JOIN prioriteit v ON v.organisatie = g.organisatie
                          AND v.aanmelding = CASE WHEN g.van > %(vorige)s THEN g.aanmelding END
                          AND v.van <= %(vorige)s AND (v.tot IS NULL OR v.tot > %(vorige)s)
    ORDER BY g.volgorde, g.aanmelding
"""


def read_lines(
    cur: Cursor, run: Run, *, prioriteit: int | None, na: tuple[int, int] | None, aantal: int
) -> pl.DataFrame:
    """Return the next lines of the acting organisation's report, priority 1 to 5 and then NP: the columns of `REGEL`.

    Args:
        cur: A cursor behind the tenant wall.
        run: The run that made the report.
        prioriteit: Only this one (0 = NP).
        na: Only after this priority and aanmelding.
        aantal: At most so many.
    """
    return copy_out(cur, _REGELS, REGEL, _params(cur, run, prioriteit=prioriteit, na=na, aantal=aantal))


def iter_lines(cur: Cursor, run: Run, *, per_deel: int) -> Iterator[pl.DataFrame]:
    """Yield all lines of the report in pieces, by one query; until the last one the connection can do nothing else."""
    params = _params(cur, run, prioriteit=None, na=None, aantal=None)
    return iter_copy(cur, _REGELS, REGEL, params, per_deel=per_deel)


def _params(
    cur: Cursor, run: Run, *, prioriteit: int | None, na: tuple[int, int] | None, aantal: int | None
) -> dict[str, Any]:
    vorige = find_last(cur, soort="week", voor=run.id)
    return {
        "run": run.id,
        "vorige": vorige.id if vorige else 0,
        "prioriteit": prioriteit,
        "na_prioriteit": na[0] if na else None,
        "na_aanmelding": na[1] if na else None,
        "aantal": aantal,
    }
