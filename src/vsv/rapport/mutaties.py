"""The mutations of inkomstenverhoudingen: what a day run tells about who is in NP or 1.

Nothing is stored: it is the difference between what the facts said at the day run before and at this one, so it
can be computed again at any time.
"""

from datetime import date
from typing import Final

import polars as pl

from vsv.bronnen.service import read_feiten, read_ikv_mutaties
from vsv.domein.kolommen import loonheffingennummer_van, nummer_ikv_van
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import Cursor, copy_out
from vsv.rapport.historie import DAGELIJKS
from vsv.rapport.runs import Run, find_last, get_run
from vsv.toegang.service import Recht, Wie, namens

_IKV: Final = ["jongere", "ikv"]
_TERMIJN: Final = ["datum_begin", "datum_einde"]
_MUTATIE: Final = (
    *("organisatie", "aanmelding", "jongere", "kenmerk", "ikv", "soort"),
    *("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "werkgever", "reden_einde"),
)


def read_mutaties(wie: Wie, peildatum: date | None = None) -> pl.DataFrame:
    """Return the mutations that a day run found about whom the acting organisation follows, and log each person.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the day run; the latest when None.

    Returns:
        uuid, bsn, kenmerk, soort (see `codes.MUTATIES`), werkgever, loonheffingennummer, nummer_ikv, datum_begin_voor,
        datum_einde_voor, datum_begin, datum_einde, reden_einde.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There was no such day run.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        found = find_mutaties(sessie.cur, get_run(sessie.cur, "dag", peildatum))
        jongeren = found["jongere"].unique().to_list()
        people = read_personen(sessie, jongeren, actie="rapport.mutaties_lezen").select("jongere", "uuid", "bsn")
    return found.join(people, on="jongere", maintain_order="left").select(
        *("uuid", "bsn", "kenmerk", "soort", "werkgever"),
        loonheffingennummer_van("ikv").alias("loonheffingennummer"),
        nummer_ikv_van("ikv").alias("nummer_ikv"),
        *("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "reden_einde"),
    )


def find_mutaties(cur: Cursor, run: Run) -> pl.DataFrame:
    """Return what changed in the inkomstenverhoudingen of whom a day run ranked, since the day run before it.

    Args:
        cur: A cursor: the worker sees everyone, an organisation who it follows.
        run: A day run.

    Returns:
        organisatie, aanmelding, jongere (keys), kenmerk, ikv, soort (see `codes.MUTATIES`), datum_begin_voor,
        datum_einde_voor, datum_begin, datum_einde, werkgever, reden_einde; by organisatie, aanmelding and ikv.
        `voor` is empty for what is new, the rest for what was withdrawn.
    """
    people = _read_ranked(cur, run)
    jongeren = people["jongere"].unique().to_list()
    vorige = find_last(cur, soort="dag", voor=run.id) or find_last(cur, voor=run.id)
    now = _read_ikv(cur, run, jongeren)
    before = _read_ikv(cur, vorige, jongeren) if vorige else now.clear()
    changed = compare_ikv(before, now).join(people, on="jongere")
    said = read_ikv_mutaties(
        cur, na_levering=vorige.laatste_levering if vorige else 0, tot_levering=run.laatste_levering
    )
    words = said.select(*_IKV, "volgnummer", "werkgever", "reden_einde")
    return (
        changed.join(words, on=[*_IKV, "volgnummer"], how="left")
        .select(*_MUTATIE)
        .sort("organisatie", "aanmelding", "ikv")
    )


def compare_ikv(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Compare the inkomstenverhoudingen that existed with those that exist.

    Args:
        before: jongere, ikv, datum_begin, datum_einde, volgnummer; one row per jongere and ikv.
        now: The same, later.

    Returns:
        jongere, ikv, soort, datum_begin_voor, datum_einde_voor, datum_begin, datum_einde and the volgnummer of the
        record that says so; only what differs.
    """
    both = before.with_columns(was=pl.lit(1)).join(
        now.with_columns(exists=pl.lit(1)), on=_IKV, how="full", coalesce=True, suffix="_nu"
    )
    ended = pl.col("datum_einde").is_null() & pl.col("datum_einde_nu").is_not_null()
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_nu")) for name in _TERMIJN)
    soort = (
        pl.when(pl.col("was").is_null())
        .then(pl.lit("NIEUW"))
        .when(pl.col("exists").is_null())
        .then(pl.lit("INGETROKKEN"))
        .when(ended)
        .then(pl.lit("BEEINDIGD"))
        .when(differs)
        .then(pl.lit("GEWIJZIGD"))
    )
    return both.select(
        *_IKV,
        soort.alias("soort"),
        *(pl.col(name).alias(f"{name}_voor") for name in _TERMIJN),
        *(pl.col(f"{name}_nu").alias(name) for name in _TERMIJN),
        pl.col("volgnummer_nu").alias("volgnummer"),
    ).drop_nulls("soort")


def _read_ranked(cur: Cursor, run: Run) -> pl.DataFrame:
    """Return whom a day run ranked: who was in its report, and was in NP, in 1 or not there before."""
    return copy_out(
        cur,
        """
        SELECT p.organisatie, p.aanmelding, p.jongere, a.kenmerk
        FROM prioriteit p
        JOIN aanmelding a ON a.id = p.aanmelding
        LEFT JOIN prioriteit v ON v.organisatie = p.organisatie AND v.aanmelding = p.aanmelding
                              AND v.van < %(run)s AND (v.tot IS NULL OR v.tot >= %(run)s)
        WHERE p.van <= %(run)s AND (p.tot IS NULL OR p.tot > %(run)s)
          AND (v.prioriteit IS NULL OR v.prioriteit = ANY (%(dagelijks)s))
        """,
        {"organisatie": pl.Int64, "aanmelding": pl.Int64, "jongere": pl.Int64, "kenmerk": pl.String},
        {"run": run.id, "dagelijks": list(DAGELIJKS)},
    )


def _read_ikv(cur: Cursor, run: Run, jongeren: list[int]) -> pl.DataFrame:
    """Return the inkomstenverhoudingen that existed at a run: of each the last record, unless withdrawn."""
    feiten = read_feiten(
        cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        jongeren=jongeren,
        tabellen=["ikv"],
    )
    last = feiten["ikv"].sort("ontvangen_op", "volgnummer").unique(_IKV, keep="last", maintain_order=True)
    return last.filter(~pl.col("ingetrokken")).select(*_IKV, *_TERMIJN, "volgnummer")
