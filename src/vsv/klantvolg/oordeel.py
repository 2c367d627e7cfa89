"""Judging whom an organisation wants to sign up: row by row, and next to what is known."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.domein.gemeenten import gemeentenamen
from vsv.domein.kolommen import is_bsn
from vsv.klantvolg.aanmeldingen import read_bestaand
from vsv.klantvolg.keuring import (
    BSN_ONGELDIG,
    GEBOORTEDATUM_WIJKT_AF,
    KENMERK_TE_LANG,
    LEEFTIJD,
    Regel,
    find_faults,
)
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.personen import encrypt_bsns
from vsv.opslag.service import Cursor

AANVRAAG = {
    "rij": pl.Int64,
    "bsn": pl.String,
    "kenmerk": pl.String,
    "geboortedatum": pl.Date,
    "aanmelddatum": pl.Date,
    "geboortedatum_onleesbaar": pl.Boolean,
    "aanmelddatum_onleesbaar": pl.Boolean,
    "gemeente": pl.String,
}
"""What is asked for: a row a person, rij one of a kind, null where nothing is said; `..._onleesbaar`: something is
said that is no date. gemeente: name or code of where the person lives.
"""


def _losse_rij(vandaag: date) -> Sequence[Regel]:
    """Return the rules on what a row says by itself or next to the other rows."""
    return [
        Regel("BSN_ONTBREEKT", "bsn", "Het BSN ontbreekt.", pl.col("bsn").is_null()),
        BSN_ONGELDIG,
        Regel(
            "DUBBEL_IN_BESTAND",
            "bsn",
            "Deze jongere staat al in rij {}. Laat een van beide staan.",
            pl.col("rij") != pl.col("eerste_rij"),
            pl.col("eerste_rij"),
        ),
        Regel(
            "GEBOORTEDATUM_ONTBREEKT",
            "geboortedatum",
            "De geboortedatum ontbreekt. Zonder die datum is niet te zien of de jongere jonger is dan 27.",
            pl.col("geboortedatum").is_null() & ~pl.col("geboortedatum_onleesbaar"),
        ),
        *_datum_regels("geboortedatum", vandaag),
        *_datum_regels("aanmelddatum", vandaag),
        LEEFTIJD,
        KENMERK_TE_LANG,
        Regel(
            "GEMEENTE_ONBEKEND",
            "gemeente",
            "Deze gemeente kennen wij niet. Schrijf de naam zoals de gemeente zelf, of de code van 4 cijfers.",
            pl.col("gemeente").is_not_null() & pl.col("gemeentecode").is_null(),
        ),
    ]


def _datum_regels(kolom: str, vandaag: date) -> Sequence[Regel]:
    return [
        Regel(
            "DATUM_ONGELDIG",
            kolom,
            f"De {kolom} is geen bestaande datum. Schrijf die als 2026-11-23 of 23-11-2026.",
            pl.col(f"{kolom}_onleesbaar"),
        ),
        Regel("DATUM_IN_TOEKOMST", kolom, f"De {kolom} ligt in de toekomst.", pl.col(kolom) > vandaag),
    ]


_NAAST_WAT_BEKEND_IS = [
    GEBOORTEDATUM_WIJKT_AF,
    Regel(
        "AANMELDING_OVERLAPT",
        "aanmelddatum",
        "U hebt deze jongere al gevolgd tot {}. Kies een aanmelddatum op of na die dag.",
        pl.col("volgt_vanaf").is_null() & (pl.col("aanmelddatum") < pl.col("volgde_tot")),
        pl.col("volgde_tot").dt.to_string("%d-%m-%Y"),
    ),
]


VERSCHILLEN = {
    "aanmelddatum": pl.col("aanmelddatum_opgegeven") != pl.col("volgt_vanaf"),
    "kenmerk": pl.col("kenmerk") != pl.col("volgt_kenmerk").fill_null(""),
    "gemeente": pl.col("gemeentecode") != pl.col("volgt_gemeente").fill_null(""),
}
"""Per column: what a row about someone who is followed already says otherwise; null = it says nothing."""
_WAT = ("De aanmelddatum die", "Het kenmerk dat", "De gemeente die")


@dataclass(frozen=True, slots=True, eq=False)
class Oordeel:
    """What became, or would become, of the rows.

    Attributes:
        rijen: The rows with `gemeentecode`, `jongere` (key, null = not known), and of the open aanmelding of the acting
            organisation `volgt_vanaf`, `volgt_kenmerk` and `volgt_gemeente` (code).
        fouten: rij, kolom, code, reden: every fault of every row.
    """

    rijen: pl.DataFrame = field(repr=False)
    fouten: pl.DataFrame

    @property
    def nieuw(self) -> pl.DataFrame:
        """The rows to sign up."""
        return self._goed.filter(pl.col("volgt_vanaf").is_null())

    @property
    def al_bekend(self) -> pl.DataFrame:
        """The rows about someone who is followed already.

        Returns:
            rij, wijkt_af (the row says something else than is known), zin (Dutch).
        """
        zinnen = [
            pl.format("U volgt deze jongere al vanaf {}.", pl.col("volgt_vanaf").dt.to_string("%d-%m-%Y")),
            *(
                pl.when(verschil).then(pl.lit(f" {wat} u nu opgeeft is niet overgenomen."))
                for wat, verschil in zip(_WAT, VERSCHILLEN.values(), strict=True)
            ),
        ]
        return self.bekend.select(
            "rij",
            wijkt_af=pl.any_horizontal(verschil.fill_null(value=False) for verschil in VERSCHILLEN.values()),
            zin=pl.concat_str(zinnen, ignore_nulls=True),
        )

    @property
    def bekend(self) -> pl.DataFrame:
        """The rows about someone who is followed already, with all their columns."""
        return self._goed.filter(pl.col("volgt_vanaf").is_not_null())

    @property
    def _goed(self) -> pl.DataFrame:
        return self.rijen.join(self.fouten, on="rij", how="anti", maintain_order="left")


def judge(cur: Cursor, rijen: pl.DataFrame, *, aanmelddatum: date, vandaag: date, maakt: bool) -> Oordeel:
    """Judge rows.

    Args:
        cur: A cursor for one organisation.
        rijen: The columns of `AANVRAAG`.
        aanmelddatum: For the rows that say none.
        vandaag: The date today.
        maakt: First make the persons who pass by themselves and are not known yet. From then on nobody else can make
            them, with another birth date for instance, so what is judged is what is written.
    """
    rijen = _complete(rijen, aanmelddatum)
    los = find_faults(rijen, _losse_rij(vandaag), "rij")
    geldig = rijen.filter(is_bsn("bsn"))
    geldig = geldig.with_columns(encrypt_bsns(cur, geldig["bsn"]))
    if maakt:
        foutloos = geldig.join(los, on="rij", how="anti")
        params = as_arrays({"bsns": foutloos["versleuteld"], "geboortedata": foutloos["geboortedatum"]})
        cur.execute("SELECT klantvolg_maak(%(bsns)b, %(geboortedata)b::date[])", params)
    bekend = _find(cur, geldig)
    rijen = rijen.join(geldig.select("rij", "versleuteld"), on="rij", how="left", maintain_order="left")
    rijen = rijen.join(bekend, on="rij", how="left", maintain_order="left")
    rijen = rijen.join(_read_volgen(cur, bekend["jongere"]), on="jongere", how="left", maintain_order="left")
    botst = find_faults(rijen, _NAAST_WAT_BEKEND_IS, "rij")
    return Oordeel(rijen, pl.concat([los, botst]).sort("rij", maintain_order=True))


def _find(cur: Cursor, rijen: pl.DataFrame) -> pl.DataFrame:
    """Return rij, jongere, geboortedatum_klopt (null = not known) of the rows about a person who is known."""
    found = fetch(
        cur,
        "SELECT volgorde - 1, jongere, geboortedatum_klopt FROM klantvolg_vind(%(bsns)b, %(geboortedata)b::date[])",
        {"bsns": rijen["versleuteld"], "geboortedata": rijen["geboortedatum"]},
        {"plaats": pl.Int64, "jongere": pl.Int64, "geboortedatum_klopt": pl.Boolean},
    )
    return found.select("jongere", "geboortedatum_klopt", rij=rijen["rij"].gather(found["plaats"]))


def _read_volgen(cur: Cursor, jongeren: pl.Series) -> pl.DataFrame:
    """Return per jongere since when the acting organisation follows, with what it noted, and until when it did."""
    bestaand = read_bestaand(cur, jongeren)
    is_open = pl.col("afmelddatum").is_null()
    duurde = pl.col("afmelddatum") > pl.col("aanmelddatum")
    return bestaand.group_by("jongere").agg(
        volgt_vanaf=pl.col("aanmelddatum").filter(is_open).first(),
        volgt_kenmerk=pl.col("kenmerk").filter(is_open).first(),
        volgt_gemeente=pl.col("gemeentecode").filter(is_open).first(),
        volgde_tot=pl.col("afmelddatum").filter(duurde).max(),
    )


def _complete(rijen: pl.DataFrame, aanmelddatum: date) -> pl.DataFrame:
    """Fill in the aanmelddatum where none is given, and note the gemeentecode, and the first row about each person."""
    leeg = pl.col("aanmelddatum").is_null() & ~pl.col("aanmelddatum_onleesbaar")
    return rijen.with_columns(
        aanmelddatum=pl.when(leeg).then(aanmelddatum).otherwise("aanmelddatum"),
        aanmelddatum_opgegeven="aanmelddatum",
        gemeentecode=pl.col("gemeente").str.to_lowercase().replace_strict(gemeentenamen(), default=None),
        eerste_rij=pl.when(pl.col("bsn").is_not_null()).then(pl.col("rij").min().over("bsn")),
    )
