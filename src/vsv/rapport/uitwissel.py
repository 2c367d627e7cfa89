"""The table `prioriteiten` of the uitwisselformaat: what a run found about everyone, for comparison with other engines.

Over all organisations, by the service itself. It holds BSN's: everyone in it is logged.
"""

from datetime import date
from pathlib import Path
from typing import Final

import polars as pl

from vsv.klantvolg.service import read_personen
from vsv.opslag.service import copy_out
from vsv.rapport.codes import name_priority
from vsv.rapport.runs import Soort, get_run
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.toegang.service import Recht, Wie, als_dienst

_SCHEMA: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "organisatie_oin": pl.String,
    "jongere": pl.Int64,
    "aanmelddatum": pl.Date,
    "prioriteit": pl.Int64,
    "loonperiode": pl.String,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
    "doelgroepregister": pl.Boolean,
}
_KOLOMMEN: Final = (
    *("organisatie_oin", "bsn", "peildatum", "prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen"),
    *("doelgroepregister", "regelset"),
)


def write_prioriteiten(wie: Wie, peildatum: date | None, pad: Path, *, soort: Soort = "week") -> int:
    """Write what a run found about everyone as CSV in the uitwisselformaat.

    The rows are ordered by organisatie_oin, bsn and aanmelddatum; the column doelgroepregister is empty for who does
    not hold the right to see it.

    Returns:
        The number of rows.

    Raises:
        GeenRecht: `wie` may not manage the service.
        InvoerFout: There was no such run.
        OmgevingFout: It can't be written at `pad`; then nothing is left behind, and nothing is logged.
    """
    with write_atomic(pad) as made, als_dienst(wie, snapshot=True) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        stand = copy_out(
            sessie.cur,
            """
            SELECT o.oin, p.jongere, a.aanmelddatum, p.prioriteit, to_char(p.loonperiode, 'YYYY-MM'), p.loon, p.uren,
                   p.redenen, p.vlaggen, p.doelgroepregister
            FROM prioriteit p
            JOIN organisatie o ON o.id = p.organisatie
            JOIN aanmelding a ON a.id = p.aanmelding
            WHERE p.van <= %(run)s AND (p.tot IS NULL OR p.tot > %(run)s)
            """,
            _SCHEMA,
            {"run": run.id},
        )
        people = read_personen(sessie, stand["jongere"].unique().to_list(), actie="rapport.exporteren")
        may_see = Recht.DOELGROEP_INZIEN in wie.rechten
        if may_see:
            sessie.log_many("rapport.doelgroepregister_inzien", people["jongere"].to_list())
        names = {number: name_priority(number) for number in range(6)}
        rows = stand.join(people.select("jongere", "bsn"), on="jongere").with_columns(
            pl.col("prioriteit").replace_strict(names, return_dtype=pl.String),
            pl.when(pl.lit(may_see)).then(_as_letter(pl.col("doelgroepregister"))).alias("doelgroepregister"),
            peildatum=pl.lit(run.peildatum),
            regelset=pl.lit(run.regelset),
        )
        ordered = rows.sort("organisatie_oin", "bsn", "aanmelddatum").select(_KOLOMMEN)
        # An empty field is empty: `""` would be a text of no letters.
        ordered.with_columns(pl.col("vlaggen").replace("", None)).write_csv(made, line_terminator="\r\n")
    return ordered.height


def _as_letter(column: pl.Expr) -> pl.Expr:
    return column.replace_strict({True: "J", False: "N"}, return_dtype=pl.String)
