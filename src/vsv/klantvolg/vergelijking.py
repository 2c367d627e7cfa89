"""Aanmeldingen of a levering next to what is here: which are new, which end one, and which can't be.

An aanmelding is recognised by organisatie, person and aanmelddatum. Frames only, no database.
"""

from datetime import date

import polars as pl

from vsv.klantvolg.keuring import (
    BSN_ONGELDIG,
    GEBOORTEDATUM_WIJKT_AF,
    KENMERK_TE_LANG,
    LEEFTIJD,
    Regel,
)

_EINDE = pl.lit(date.max)
"""Stands for an afmelddatum that is not known, so that ranges can be compared."""

_WIE = ["organisatie", "jongere"]

LOSSE_RIJ = [
    Regel(
        "ORGANISATIE_ONBEKEND",
        "organisatie_oin",
        "Deze organisatie is hier niet bekend. Voeg haar eerst toe met 'vsv organisatie voeg-toe'.",
        pl.col("organisatie").is_null(),
    ),
    BSN_ONGELDIG,
    KENMERK_TE_LANG,
    Regel(
        "AFMELDDATUM_TE_VROEG",
        "afmelddatum",
        "De afmelddatum ligt voor de aanmelddatum.",
        pl.col("afmelddatum") < pl.col("aanmelddatum"),
    ),
    Regel(
        "DUBBEL_IN_LEVERING",
        "bsn",
        "Deze aanmelding staat al eerder in deze levering, met andere gegevens.",
        pl.struct("organisatie_oin", "bsn", "aanmelddatum").is_first_distinct().not_(),
    ),
    LEEFTIJD,
]
NAAST_WAT_BEKEND_IS = [
    GEBOORTEDATUM_WIJKT_AF,
    LEEFTIJD,
    Regel(
        "AFMELDDATUM_WIJKT_AF",
        "afmelddatum",
        "Deze aanmelding is hier al geëindigd op {}. Een afmelding wordt niet meer gewijzigd.",
        pl.col("afmelddatum") != pl.col("afmelddatum_hier"),
        pl.col("afmelddatum_hier").dt.to_string("%d-%m-%Y"),
    ),
]
_OVERLAPT = Regel(
    "AANMELDING_OVERLAPT",
    "aanmelddatum",
    "De organisatie volgt deze jongere al in een deel van deze tijd: een andere aanmelding begint op {}.",
    pl.lit(value=True),
    pl.col("aanmelddatum_ander").dt.to_string("%d-%m-%Y"),
)


def compare(rijen: pl.DataFrame, bestaand: pl.DataFrame) -> pl.DataFrame:
    """Add what each row means next to the aanmelding that is here, if it is.

    Returns:
        The rows with aanmelding (its key, null = new), afmelddatum_hier, eindigt (the row ends it), hernoemt (it tells
        another kenmerk) and wijzigt (something in the row is new here).
    """
    hier = bestaand.sort("afmelddatum", nulls_last=True).unique([*_WIE, "aanmelddatum"], keep="last")
    is_hier = pl.col("aanmelding").is_not_null()
    eindigt = is_hier & pl.col("afmelddatum_hier").is_null() & pl.col("afmelddatum").is_not_null()
    hernoemt = is_hier & pl.col("kenmerk").is_not_null() & pl.col("kenmerk").ne_missing(pl.col("kenmerk_hier"))
    return rijen.join(hier, on=[*_WIE, "aanmelddatum"], how="left", suffix="_hier", maintain_order="left").with_columns(
        eindigt=eindigt, hernoemt=hernoemt, wijzigt=~is_hier | eindigt | hernoemt | pl.col("vult")
    )


def find_overlap(rijen: pl.DataFrame, bestaand: pl.DataFrame) -> pl.DataFrame:
    """Find the new aanmeldingen that overlap one that is here, or one that begins earlier in this levering.

    Args:
        rijen: As `compare` gives them, without the rows that are refused already.
        bestaand: What is here.

    Returns:
        regel, kolom, code, reden.
    """
    einde = pl.coalesce("afmelddatum", _EINDE)
    geeindigd = rijen.filter("eindigt").select("aanmelding", geeindigd="afmelddatum")
    hier = bestaand.join(geeindigd, on="aanmelding", how="left").select(
        *_WIE, "aanmelddatum", einde=pl.coalesce("afmelddatum", "geeindigd", _EINDE)
    )
    nieuw = rijen.filter(pl.col("aanmelding").is_null()).select("regel", *_WIE, "aanmelddatum", einde=einde)
    fouten = []
    # Of a person only the first is certain: what overlaps that one alone is free again.
    while not (botst := _overlapping(nieuw, hier).unique(_WIE, keep="first", maintain_order=True)).is_empty():
        fouten.append(_OVERLAPT.find(botst, "regel"))
        nieuw = nieuw.join(botst, on="regel", how="anti")
    return pl.concat([_OVERLAPT.find(botst, "regel"), *fouten])


def _overlapping(nieuw: pl.DataFrame, hier: pl.DataFrame) -> pl.DataFrame:
    """Return the new ones (regel, organisatie, jongere) that overlap, in order, and aanmelddatum_ander."""
    begin, begin_ander = pl.col("aanmelddatum"), pl.col("aanmelddatum_ander")
    gaat_voor = (begin_ander < begin) | ((begin_ander == begin) & (pl.col("regel_ander") < pl.col("regel")))
    return (
        nieuw.join(pl.concat([hier, nieuw], how="diagonal"), on=_WIE, suffix="_ander")
        .filter(
            pl.col("regel_ander").is_null() | gaat_voor,
            pl.max_horizontal(begin, begin_ander) < pl.min_horizontal("einde", "einde_ander"),
        )
        .sort("aanmelddatum", "regel", "aanmelddatum_ander")
    )
