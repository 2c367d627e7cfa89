"""Sorting out the rows of a levering: about whom, hanging on what, already here. Frames only, no database.

Each row ends in one of four places, asked in this order, so that the counts of a levering add up:

1. niet_gevolgd: it is about somebody nobody follows; it is not kept, also when it is faulty.
2. geweigerd: it has a fault, or hangs on an inkomstenverhouding that is not known.
3. ongewijzigd: it is here already, to the letter.
4. genomen.
"""

import polars as pl

from vsv.bronnen.feittabellen import Feittabel
from vsv.domein.codes import Signaal
from vsv.domein.kolommen import ikv_sleutel

_IKV = ["jongere", "ikv"]


def keep_gevolgd(rijen: pl.DataFrame, gevolgden: pl.DataFrame) -> pl.DataFrame:
    """Return the rows about people somebody follows, in their order, with their `jongere`."""
    return rijen.join(gevolgden, on="bsn", how="inner", maintain_order="left")


def drop_niet_gevolgd(uitval: pl.DataFrame, gevolgden: pl.DataFrame) -> pl.DataFrame:
    """Return the refused rows with `jongere`, without those about people nobody follows.

    Of a row whose BSN can't be read nobody knows whom it is about: it stays, without `jongere`.
    """
    bsn = pl.when(~pl.col("code").eq("BSN_ONGELDIG").any().over("tabel", "regel")).then(bsn_in("inhoud"))
    found = uitval.with_columns(bsn=bsn).join(gevolgden, on="bsn", how="left", maintain_order="left")
    return found.filter(pl.col("bsn").is_null() | pl.col("jongere").is_not_null()).drop("bsn")


def split_uitschrijvingen(uitval: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split refused signals of DUO: first those about an uitschrijving, which are about people nobody follows yet."""
    uitschrijving = (pl.col("inhoud").str.json_path_match("$.soort") == Signaal.UITSCHRIJVING).fill_null(value=False)
    return uitval.filter(uitschrijving), uitval.filter(~uitschrijving)


def bsn_in(inhoud: str) -> pl.Expr:
    """Return the BSN in a column of rows as JSON."""
    return pl.col(inhoud).str.json_path_match("$.bsn")


def as_feiten(rijen: pl.DataFrame, feit: Feittabel) -> pl.DataFrame:
    """Return rows with `jongere` in the columns of a table of facts; their line becomes `volgnummer`."""
    if "ikv" in feit.kolommen:
        rijen = rijen.with_columns(ikv=ikv_sleutel())
    return rijen.select(*feit.inhoud, volgnummer="regel")


def split_on_ikv(feiten: pl.DataFrame, bekend: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split facts into those whose inkomstenverhouding is in `bekend` (jongere, ikv), and those that have to wait."""
    gekend = feiten.join(bekend, on=_IKV, how="semi", maintain_order="left")
    if gekend.height == feiten.height:
        return feiten, feiten.clear()
    return gekend, feiten.join(bekend, on=_IKV, how="anti", maintain_order="left")


def drop_aanwezig(feiten: pl.DataFrame, feit: Feittabel, aanwezig: pl.DataFrame) -> pl.DataFrame:
    """Return the facts that say something new.

    Of rows that are the same to the letter the last one stays, because of rows that contradict each other with
    the same `ontvangen_op` the last one holds. What is in `aanwezig` (the columns of `feit.inhoud`) is left out.
    """
    # Equal rows have equal hashes. Mostly there are none, and counting hashes is six times as fast as `unique`.
    if feiten.select(feit.inhoud).hash_rows().n_unique() < feiten.height:
        feiten = feiten.unique(feit.inhoud, keep="last")
    return feiten.join(aanwezig, on=feit.inhoud, how="anti", nulls_equal=True)
