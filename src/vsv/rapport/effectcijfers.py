"""What the figures of a school year are counted from: the kept counts and moves, the aanmeldingen, and the history."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import polars as pl

from vsv.opslag.service import Cursor, copy_out
from vsv.prioriteit.service import NP

_WERK: Final = (2, 3, 4)
_TE_WEINIG: Final = 5
"""Of fewer people than this no quartiles are told. Our decision."""
_TE_LANG_NA: Final = timedelta(days=27)
"""A first report that came later than this says nothing about the day of counting. Our decision."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cijfers:
    """The figures of one organisation as they are kept; see `vsv.rapport.effect.Effect`.

    Attributes:
        teldatum: ISO 8601, or None.
        aantallen: By priority, or None.
        verplaatsingen: van, naar, aantal.
        nieuw: Aanmeldingen that began.
        overgenomen: Aanmeldingen handed over by others.
        vanuit_1: How many of the new ones began in 1.
        naar_werk: How many of those found work.
        dagen_naar_werk: First quartile, median, third quartile, in whole days; or None.
    """

    teldatum: str | None = None
    aantallen: list[int] | None = None
    verplaatsingen: list[list[int | None]]
    nieuw: int = 0
    overgenomen: int = 0
    vanuit_1: int = 0
    naar_werk: int = 0
    dagen_naar_werk: list[int] | None = None


def read_cijfers(cur: Cursor, eerste: date, teldag: date, laatste: date) -> dict[int, Cijfers]:
    """Count the figures of the school year from `eerste` to `laatste`, as vsv_werker, by the key of each organisation.

    Args:
        cur: A cursor in one snapshot.
        eerste: First day of the school year.
        teldag: The day of counting in it.
        laatste: Last day of the school year.
    """
    cur.execute("SELECT id FROM organisatie")
    parts: dict[int, dict[str, Any]] = {organisatie: {} for (organisatie,) in cur}
    moves = _read_moves(cur, eerste, laatste)
    for part in (_read_counts(cur, teldag), _read_new(cur, eerste, laatste), _read_work(cur, eerste, laatste)):
        for organisatie, figures in part.items():
            parts[organisatie] |= figures
    return {
        organisatie: Cijfers(verplaatsingen=moves.get(organisatie, []), **figures)
        for organisatie, figures in parts.items()
    }


def _read_counts(cur: Cursor, teldag: date) -> dict[int, dict[str, Any]]:
    cur.execute(
        """
        SELECT r.organisatie, u.peildatum::text, ARRAY[r.np, r.p1, r.p2, r.p3, r.p4, r.p5]
        FROM rapport r JOIN run u ON u.id = r.run
        WHERE u.id = (SELECT id FROM run WHERE soort = 'week' AND peildatum BETWEEN %s AND %s
                      ORDER BY peildatum, id LIMIT 1)
        """,
        (teldag, teldag + _TE_LANG_NA),
    )
    return {organisatie: {"teldatum": dag, "aantallen": aantallen} for organisatie, dag, aantallen in cur}


def _read_moves(cur: Cursor, eerste: date, laatste: date) -> dict[int, list[list[int | None]]]:
    cur.execute(
        """
        SELECT r.organisatie, v.van, v.naar, sum(v.aantal)::int
        FROM run u JOIN rapport r ON r.run = u.id,
             jsonb_to_recordset(r.verplaatsingen) AS v (van int, naar int, aantal int)
        WHERE u.soort = 'week' AND u.peildatum BETWEEN %s AND %s AND v.van IS DISTINCT FROM v.naar
        GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
        """,
        (eerste, laatste),
    )
    moves: dict[int, list[list[int | None]]] = defaultdict(list)
    for organisatie, *move in cur:
        moves[organisatie].append(move)
    return moves


def _read_new(cur: Cursor, eerste: date, laatste: date) -> dict[int, dict[str, Any]]:
    cur.execute(
        """
        SELECT organisatie, count(*) FILTER (WHERE NOT overgenomen), count(*) FILTER (WHERE overgenomen)
        FROM (SELECT a.organisatie, EXISTS (SELECT FROM aanmelding b
                                            WHERE b.jongere = a.jongere AND b.overgedragen_aan = a.organisatie
                                              AND b.afmelddatum = a.aanmelddatum) AS overgenomen
              FROM aanmelding a
              WHERE a.aanmelddatum BETWEEN %s AND %s
                AND (a.afmelddatum IS NULL OR a.afmelddatum > a.aanmelddatum)) AS begonnen
        GROUP BY organisatie
        """,
        (eerste, laatste),
    )
    return {organisatie: {"nieuw": nieuw, "overgenomen": overgenomen} for organisatie, nieuw, overgenomen in cur}


def _read_work(cur: Cursor, eerste: date, laatste: date) -> dict[int, dict[str, Any]]:
    """Read how long it took those who were new in 1 to find their first work, up to the last run there was."""
    rows = copy_out(
        cur,
        """
        SELECT a.organisatie, a.id, a.aanmelddatum, u.peildatum, p.prioriteit
        FROM aanmelding a
        JOIN prioriteit p ON p.organisatie = a.organisatie AND p.aanmelding = a.id
        JOIN run u ON u.id = p.van
        WHERE a.aanmelddatum BETWEEN %(eerste)s AND %(laatste)s AND p.prioriteit <> %(np)s
          AND NOT EXISTS (SELECT FROM aanmelding b
                          WHERE b.jongere = a.jongere AND b.overgedragen_aan = a.organisatie
                            AND b.afmelddatum = a.aanmelddatum)
        ORDER BY p.van
        """,
        {"organisatie": pl.Int64, "aanmelding": pl.Int64, "aanmelddatum": pl.Date, "peildatum": pl.Date,
         "prioriteit": pl.Int8},
        {"eerste": eerste, "laatste": laatste, "np": NP},
    )  # fmt: skip
    return {row.pop("organisatie"): _with_quartiles(row) for row in measure_work(rows).to_dicts()}


def measure_work(rows: pl.DataFrame) -> pl.DataFrame:
    """Return per organisatie how many began in 1, how many of those found work, and in how many days.

    Args:
        rows: The history of aanmeldingen without NP, in order of time: organisatie, aanmelding, aanmelddatum,
            peildatum (of the run from which on it held), prioriteit.

    Returns:
        organisatie, vanuit_1, naar_werk, kwart, mediaan, driekwart (whole days, the nearest that occurs).
    """
    days = (pl.col("peildatum") - pl.col("aanmelddatum")).dt.total_days()
    each = (
        rows.group_by("organisatie", "aanmelding", maintain_order=True)
        .agg(begin=pl.col("prioriteit").first(), dagen=days.filter(pl.col("prioriteit").is_in(_WERK)).first())
        .filter(pl.col("begin") == 1)
    )
    return each.group_by("organisatie").agg(
        vanuit_1=pl.len().cast(pl.Int64),
        naar_werk=pl.col("dagen").count().cast(pl.Int64),
        kwart=pl.col("dagen").quantile(0.25, "nearest").cast(pl.Int64),
        mediaan=pl.col("dagen").quantile(0.5, "nearest").cast(pl.Int64),
        driekwart=pl.col("dagen").quantile(0.75, "nearest").cast(pl.Int64),
    )


def _with_quartiles(row: dict[str, Any]) -> dict[str, Any]:
    dagen = [row.pop(naam) for naam in ("kwart", "mediaan", "driekwart")]
    return row | {"dagen_naar_werk": dagen if row["naar_werk"] >= _TE_WEINIG else None}
