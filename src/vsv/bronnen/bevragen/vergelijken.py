"""An answer next to what is known: what is new, what is different, and what the source took back. Frames only.

An answer is the whole of what the source knows about a person now (of opgaven: within a period), while the facts are
what was said one after the other. So what is the same is not written again, and what was known but is left out of the
answer has been withdrawn. How far that reaches is our decision, and careful:

- an inkomstenopgave, when it lies entirely within the period that was answered;
- an inkomstenverhouding, when everything known of it lies in that period: outside it, it may live on;
- an inkomstenperiode, when its inkomstenverhouding is in the answer and it began in the period that was answered, or
  after the first that the answer tells of;
- an uitkering and a grondslag always.

What the message has no place for (reden einde, contract hours) is kept as it was known from elsewhere.
"""

from typing import Final

import polars as pl

from vsv.bronnen.feittabellen import FEITEN, Feittabel

ANTWOORDEN: Final = {"jongere": pl.Int64, "moment": pl.Datetime("us", "UTC"), "van": pl.Date, "tot": pl.Date}
"""The answers: about whom, when, and of which period (null: of all times)."""

_BUITEN_HET_BERICHT: Final = ("werkgever", "oproep", "onbepaalde_tijd", "contracturen_per_week")
"""What a message leaves out, or may: kept as known."""

_IKV: Final = ["jongere", "ikv"]


def find_nieuws(feit: Feittabel, gezegd: pl.DataFrame, bekend: pl.DataFrame) -> pl.DataFrame:
    """Find which records of an answer are not known, or known otherwise.

    Args:
        feit: The table.
        gezegd: What the answers say: the columns of `feit.inhoud` and volgnummer, one row per key.
        bekend: The last record known of each key: the columns of `feit.inhoud`.

    Returns:
        The rows of `gezegd` that say something else, filled up with what the message has no place for.
    """
    kept = [naam for naam in (*_BUITEN_HET_BERICHT, "reden_einde") if naam in feit.kolommen]
    both = gezegd.join(
        bekend, on=["jongere", *feit.sleutel], how="left", suffix="_voor", nulls_equal=True, maintain_order="left"
    ).with_columns(_fill_up(naam) for naam in kept)
    waarden = [naam for naam in feit.kolommen if naam not in (*feit.sleutel, feit.moment)]
    unknown = pl.col("ingetrokken_voor").is_null()
    differs = pl.any_horizontal(pl.col(naam).ne_missing(pl.col(f"{naam}_voor")) for naam in waarden)
    later = (pl.col(f"{feit.moment}_voor") > pl.col(feit.moment)).fill_null(value=False)
    return both.filter((unknown | differs) & ~later).select(gezegd.columns)


def find_ingetrokken(
    feit: Feittabel, gezegd: dict[str, pl.DataFrame], bekend: dict[str, pl.DataFrame], antwoorden: pl.DataFrame
) -> pl.DataFrame:
    """Find which records that exist are left out of the answers, as far as an answer would have held them.

    Args:
        feit: The table.
        gezegd: What the answers say, by table of the uitwisselformaat; see `find_nieuws`.
        bekend: What is known, likewise.
        antwoorden: The answers, columns of `ANTWOORDEN`.

    Returns:
        Those records, withdrawn as of the answer: the columns of `feit.inhoud`.
    """
    left_out = (
        _existing(bekend[feit.tabel])
        .join(gezegd[feit.tabel], on=["jongere", *feit.sleutel], how="anti", nulls_equal=True)
        .join(antwoorden, on="jongere")
        .filter(pl.col(feit.moment) <= pl.col("moment"))
    )
    if feit.naam == "iko":
        left_out = left_out.filter(_within())
    elif feit.naam == "ikv":
        left_out = left_out.join(_only_within(bekend, antwoorden), on=_IKV, how="semi")
    elif feit.naam == "ikp":
        told = gezegd[feit.tabel].group_by(_IKV).agg(sinds=pl.col("datum_begin").min())
        left_out = left_out.join(told, on=_IKV).filter(pl.col("datum_begin") >= pl.min_horizontal("sinds", "van"))
    return left_out.with_columns(pl.col("moment").alias(feit.moment), ingetrokken=pl.lit(value=True)).select(
        feit.inhoud
    )


def _fill_up(naam: str) -> pl.Expr:
    """Keep what was known where the answer is silent; a reason of an end only with that same end."""
    silent = pl.coalesce(naam, f"{naam}_voor")
    if naam != "reden_einde":
        return silent
    same_end = pl.col("datum_einde").eq_missing(pl.col("datum_einde_voor"))
    return pl.when(same_end).then(silent).otherwise(pl.col(naam))


def _existing(bekend: pl.DataFrame) -> pl.DataFrame:
    return bekend.filter(~pl.col("ingetrokken"))


def _within() -> pl.Expr:
    van = pl.col("van").is_null() | (pl.col("datum_begin") >= pl.col("van"))
    return van & (pl.col("tot").is_null() | (pl.col("datum_einde") <= pl.col("tot")))


def _only_within(bekend: dict[str, pl.DataFrame], antwoorden: pl.DataFrame) -> pl.DataFrame:
    """Return the inkomstenverhoudingen of which something is known, all of it within the period of the answer."""
    opgaven = _existing(bekend[FEITEN["inkomstenopgaven"].tabel]).join(antwoorden, on="jongere")
    return opgaven.group_by(_IKV).agg(within=_within().all()).filter("within")
