"""Aanmelden of many at once, with what became of each: all in one transaction."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.klantvolg.aanmelden import sign_up
from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.oordeel import VERSCHILLEN, Oordeel
from vsv.toegang.service import Recht, Sessie, Wie, namens


@dataclass(frozen=True, slots=True, eq=False)
class Aanmelduitslag:
    """What became of the rows that were to be signed up.

    Attributes:
        rijen: A row for each that was asked, in that order: rij; uitkomst, one of AANGEMELD, AL_BEKEND (nothing has
            changed) and GEWEIGERD; jongere (uuid as text, null when the organisation does not follow now: refused, or
            27 since); aanmelddatum, kenmerk, gemeentecode as they stand now (null when refused); wijkt_af: the
            columns of `AANVRAAG` in which a row that is AL_BEKEND says something else than what stands there.
        fouten: rij, kolom, code, reden: every fault of every row that is refused.
    """

    rijen: pl.DataFrame = field(repr=False)
    fouten: pl.DataFrame


def meld_allen_aan(wie: Wie, rijen: pl.DataFrame, *, vandaag: date) -> Aanmelduitslag:
    """Sign people up for the organisation of `wie`, as far as the rules let each pass, in one transaction.

    Args:
        wie: Who acts, with the right AANMELDEN.
        rijen: The columns of `vsv.klantvolg.oordeel.AANVRAAG`, rij one of a kind.
        vandaag: The date today: also the aanmelddatum of the rows that have none.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        oordeel = sign_up(sessie, rijen, aanmelddatum=vandaag, vandaag=vandaag)
        uitkomsten = pl.concat([_signed_up(oordeel), _known(oordeel)])
        uuids = _read_uuids(sessie, uitkomsten["sleutel"])
    gedaan = uitkomsten.join(uuids, on="sleutel", how="left").drop("sleutel")
    alle = rijen.select("rij").join(gedaan, on="rij", how="left", maintain_order="left")
    return Aanmelduitslag(
        alle.with_columns(pl.col("uitkomst").fill_null("GEWEIGERD"), pl.col("wijkt_af").fill_null(pl.lit([]))),
        oordeel.fouten,
    )


def _signed_up(oordeel: Oordeel) -> pl.DataFrame:
    return oordeel.nieuw.select(
        "rij",
        "aanmelddatum",
        "kenmerk",
        "gemeentecode",
        sleutel="jongere",
        uitkomst=pl.lit("AANGEMELD"),
        wijkt_af=pl.lit([], pl.List(pl.String)),
    )


def _known(oordeel: Oordeel) -> pl.DataFrame:
    verschillen = [pl.when(verschil).then(pl.lit(kolom)) for kolom, verschil in VERSCHILLEN.items()]
    return oordeel.bekend.select(
        "rij",
        aanmelddatum="volgt_vanaf",
        kenmerk="volgt_kenmerk",
        gemeentecode="volgt_gemeente",
        sleutel="jongere",
        uitkomst=pl.lit("AL_BEKEND"),
        wijkt_af=pl.concat_list(verschillen).list.drop_nulls(),
    )


def _read_uuids(sessie: Sessie, jongeren: pl.Series) -> pl.DataFrame:
    """Return sleutel and jongere (uuid as text) of those of these persons whom the organisation follows now."""
    return fetch(
        sessie.cur,
        "SELECT id, uuid::text FROM jongere WHERE id = ANY (%(jongeren)b::bigint[])",
        {"jongeren": jongeren},
        {"sleutel": pl.Int64, "jongere": pl.String},
    )
