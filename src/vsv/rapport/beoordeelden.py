"""Who was ranked at a run, and what was found about them: everyone at a week run, and at a day run only some."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from vsv.opslag.service import Cursor, copy_out
from vsv.rapport.historie import DAGELIJKS
from vsv.rapport.runs import Run

REGELS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "organisatie": pl.Int64,
    "aanmelding": pl.Int64,
    "jongere": pl.Int64,
    "kenmerk": pl.String,
    "aanmelddatum": pl.Date,
    "prioriteit": pl.Int8,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
}


def read_beoordeelden(cur: Cursor, run: Run, *, jongeren: Sequence[int] | None = None) -> pl.DataFrame:
    """Read the lines that a run made itself.

    A day run takes over from the report before it who stands in 2 to 5: what there is to say about those lines
    belongs to that report.

    Args:
        cur: A cursor: the service itself sees everyone, an organisation who it follows now.
        run: The run.
        jongeren: Only these people; None = everyone.

    Returns:
        The columns of `REGELS`, of the line as it stands in the report; by aanmelding.
    """
    return copy_out(
        cur,
        """
        SELECT p.organisatie, p.aanmelding, p.jongere, a.kenmerk, a.aanmelddatum, p.prioriteit, p.loonperiode, p.loon,
               p.uren, p.redenen
        FROM prioriteit p
        JOIN aanmelding a ON a.id = p.aanmelding
        WHERE p.van <= %(run)s AND (p.tot IS NULL OR p.tot > %(run)s)
          AND (vsv_organisatie() IS NULL OR p.organisatie = vsv_organisatie())
          AND (%(iedereen)s OR p.jongere = ANY (%(jongeren)s::bigint[]))
          AND (%(soort)s = 'week' OR NOT EXISTS (
                  SELECT FROM prioriteit v
                  WHERE v.organisatie = p.organisatie AND v.aanmelding = p.aanmelding
                    AND v.van < %(run)s AND (v.tot IS NULL OR v.tot >= %(run)s)
                    AND v.prioriteit <> ALL (%(dagelijks)s)))
        ORDER BY p.aanmelding
        """,
        REGELS,
        {
            "run": run.id,
            "soort": run.soort,
            "iedereen": jongeren is None,
            "jongeren": list(jongeren or []),
            "dagelijks": list(DAGELIJKS),
        },
    )
