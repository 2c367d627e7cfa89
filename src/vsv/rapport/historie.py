"""The history of priorities: a row per aanmelding and per change, with the runs between which it held.

A `stand` is what held at one run: a row per aanmelding, the lines of all reports together. It is never stored as
such; it is read from the history, or computed from the facts, and the two must be equal to the letter.

Columns of a stand: aanmelding, organisatie, jongere (keys), prioriteit (0 = NP), loonperiode (first day of the
month), loon (cents), uren (hours), redenen and vlaggen (codes joined by |), doelgroepregister. Those from
`prioriteit` on are the line: a change in one of them is a change in the history.
"""

from datetime import date
from typing import Final

import polars as pl

from vsv.opslag.service import Cursor, copy_in, copy_out, temporary_table

DAGELIJKS: Final = (0, 1)
"""The priorities (NP and 1) of who is ranked every day, next to who is not yet ranked."""

REGEL: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "prioriteit": pl.Int8,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
    "doelgroepregister": pl.Boolean,
}
STAND: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "aanmelding": pl.Int64,
    "organisatie": pl.Int64,
    "jongere": pl.Int64,
    **REGEL,
}
HISTORIE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    **STAND,
    "sinds": pl.Date,
    "van": pl.Int64,
    "tot": pl.Int64,
}


def read_historie(cur: Cursor, *, van: int, tot: int) -> pl.DataFrame:
    """Return the rows that held at any of the runs from `van` to `tot`, both included."""
    return copy_out(
        cur,
        """
        SELECT aanmelding, organisatie, jongere, prioriteit, loonperiode, loon, uren, redenen, vlaggen,
               doelgroepregister, sinds, van, tot
        FROM prioriteit
        WHERE van <= %(tot)s AND (tot IS NULL OR tot > %(van)s)
        """,
        HISTORIE,
        {"van": van, "tot": tot},
    )


def find_dagelijks(cur: Cursor) -> list[int]:
    """Return the keys of the people about whom the sources are asked every day: who stands in NP or in 1 somewhere."""
    cur.execute(
        "SELECT DISTINCT jongere FROM prioriteit WHERE tot IS NULL AND prioriteit = ANY (%s)", (list(DAGELIJKS),)
    )
    return [jongere for (jongere,) in cur]


def stand_bij(historie: pl.DataFrame, run: int) -> pl.DataFrame:
    """Return what held at a run: the columns of a stand and `sinds`, from which peildatum on."""
    van, tot = pl.col("van"), pl.col("tot")
    return historie.filter((van <= run) & (tot.is_null() | (tot > run))).drop("van", "tot")


def find_changes(voor: pl.DataFrame, na: pl.DataFrame, peildatum: date) -> tuple[pl.DataFrame, pl.Series]:
    """Compare two standen.

    Args:
        voor: What held until now, with `sinds`.
        na: What holds from now on.
        peildatum: The day from which `na` holds.

    Returns:
        The rows of `na` that are new or differ, with `sinds` (the day from which on this was the priority without
        a break) and `prioriteit_voor` (null = was not there); and the aanmeldingen whose row no longer holds.
    """
    before = voor.select("aanmelding", "sinds", pl.col(REGEL).name.suffix("_voor"))
    both = na.join(before, on="aanmelding", how="left", maintain_order="left")
    new_or_changed = both.filter(
        pl.col("prioriteit_voor").is_null()
        | pl.any_horizontal(pl.col(column) != pl.col(f"{column}_voor") for column in REGEL)
    )
    stays = pl.col("prioriteit") == pl.col("prioriteit_voor")
    changed = new_or_changed.select(
        *STAND, "prioriteit_voor", sinds=pl.when(stays).then("sinds").otherwise(pl.lit(peildatum))
    )
    gone = voor.join(na, on="aanmelding", how="anti")["aanmelding"]
    replaced = changed.filter(pl.col("prioriteit_voor").is_not_null())["aanmelding"]
    return changed, pl.concat([replaced, gone])


def write_changes(cur: Cursor, run: int, changed: pl.DataFrame, ended: pl.Series) -> None:
    """End the rows of the aanmeldingen in `ended` at this run, and append the rows in `changed` from it on.

    COPY does not go into a table with row level security, so the rows pass through temporary tables.
    """
    temporary_table(cur, "vervallen", "aanmelding bigint NOT NULL")
    copy_in(cur, "vervallen", ended.to_frame("aanmelding"))
    cur.execute("ANALYZE vervallen")
    cur.execute(
        """
        UPDATE prioriteit p SET tot = %s
        FROM vervallen v
        WHERE p.aanmelding = v.aanmelding AND p.tot IS NULL
        """,
        (run,),
    )
    temporary_table(cur, "gewijzigd", "LIKE prioriteit")
    in_order = changed.sort("organisatie", "aanmelding")  # so that a report is read from few pages
    copy_in(cur, "gewijzigd", in_order.select(*STAND, "sinds", van=pl.lit(run)))
    cur.execute("INSERT INTO prioriteit SELECT * FROM gewijzigd")
