"""The timeline of one person: each job and benefit with what was paid from it, and where we know that from.

It is what was known at a run, so it explains the priority of that run and nothing else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import polars as pl

from vsv.bronnen.service import levering_van, read_feiten
from vsv.domein.codes import AardIkv, Bron, Code, RedenEinde, Wet, label_van
from vsv.domein.kolommen import MOMENT, loonheffingennummer_van, nummer_ikv_van
from vsv.domein.srtiv import srtiv_tabel
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, Regelset, maandbeeld, verhoudingen
from vsv.rapport.maandbeelden import MAANDEN
from vsv.rapport.runs import Run
from vsv.rapport.vergelijking import select_existing, select_last

_IKV: Final = ["jongere", "ikv"]
_HERKOMST: Final = ("bron", "ontvangen_op", "levering")


@dataclass(frozen=True, slots=True)
class Tijdlijn:
    """What is known of the income of one person; of each fact the source, when it was received, and in which levering.

    Attributes:
        verhoudingen: Those that exist, the one that began last first: ikv (key), loonheffingennummer,
            nummer_ikv, werkgever (null = unknown), klasse (WERK, UITKERING, NEGEREN or ONBEKEND), soort (of income) and
            aard (of the relation, in words), datum_begin, datum_einde, loopt, reden_einde (in words; null = not said),
            contracturen_per_week (text), oproep and onbepaalde_tijd (null = unknown), bron, ontvangen_op, levering.
        maanden: What each paid in thirteen months: ikv, maand (first day), klasse, loon (cents), uren, bron,
            ontvangen_op (of the newest opgave about that month), levering.
        uitkeringen: The benefits in the registers, the one that began last first: wet (in words), datum_begin,
            datum_einde, bron, ontvangen_op, levering.
        maandbeeld: maanden, per klasse; see `vsv.rapport.maandbeelden.read_maandbeeld`.
    """

    verhoudingen: pl.DataFrame
    maanden: pl.DataFrame
    uitkeringen: pl.DataFrame
    maandbeeld: pl.DataFrame


def read_tijdlijn(cur: Cursor, run: Run, jongere: int) -> Tijdlijn:
    """Read the timeline of a person as known at a run, in a fixed number of queries."""
    feiten = read_feiten(
        cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        maanden=MAANDEN,
        jongeren=[jongere],
        tabellen=["ikv", "ikp", "iko", "uitkeringen"],
        met_woorden=True,
    )
    regelset = run.regels
    per_ikv = maandbeeld(Feiten.van(**feiten), run.peildatum, regelset, MAANDEN)
    per_klasse = per_ikv.group_by("jongere", "maand", "klasse").agg(
        pl.col("loon", "uren").sum(), ikvs=pl.len().cast(pl.Int64)
    )
    return Tijdlijn(
        verhoudingen=_verhoudingen(feiten, run, regelset),
        maanden=_maanden(feiten["iko"], per_ikv),
        uitkeringen=_uitkeringen(feiten["uitkeringen"]),
        maandbeeld=per_klasse.sort("jongere", "maand", "klasse"),
    )


def _verhoudingen(feiten: Mapping[str, pl.DataFrame], run: Run, regelset: Regelset) -> pl.DataFrame:
    words = select_last(feiten["ikv"], _IKV).with_columns(*_received(Bron.POLIS)).drop("datum_begin", "datum_einde")
    latest = (
        select_existing(feiten["ikp"], [*_IKV, "datum_begin"])
        .sort("datum_begin")
        .unique(_IKV, keep="last", maintain_order=True)
        .drop("datum_begin", "ontvangen_op", "volgnummer", "ingetrokken")
    )
    soorten = {code: row.omschrijving for code, row in srtiv_tabel().items()}
    return (
        verhoudingen(Feiten.van(**feiten), run.peildatum, regelset)
        .join(words, on=_IKV, how="left", maintain_order="left")
        .join(latest, on=_IKV, how="left", maintain_order="left")
        .sort("datum_begin", "ikv", descending=True, nulls_last=True)
        .select(
            "ikv",
            loonheffingennummer_van("ikv").alias("loonheffingennummer"),
            nummer_ikv_van("ikv").alias("nummer_ikv"),
            "werkgever",
            "klasse",
            pl.col("srtiv").replace_strict(soorten, default=pl.format("code {}", "srtiv")).alias("soort"),
            _in_words("aard", AardIkv),
            *("datum_begin", "datum_einde", "loopt"),
            _in_words("reden_einde", RedenEinde),
            *("contracturen_per_week", "oproep", "onbepaalde_tijd", *_HERKOMST),
        )
    )


def _maanden(iko: pl.DataFrame, per_ikv: pl.DataFrame) -> pl.DataFrame:
    """Add to what each paid per month when the newest opgave about that month was received."""
    opgaven = select_existing(iko, [*_IKV, "datum_begin", "datum_einde"]).select(
        *_IKV, "datum_begin", "datum_einde", *_received(Bron.POLIS)
    )
    about = per_ikv.join(opgaven, on=_IKV, how="left", maintain_order="left").filter(
        (pl.col("datum_begin") <= pl.col("maand").dt.month_end()) & (pl.col("datum_einde") >= pl.col("maand"))
    )
    keys = ["ikv", "maand", "klasse", "loon", "uren"]
    newest = about.sort("ontvangen_op", "levering").group_by(keys, maintain_order=True).agg(pl.col(_HERKOMST).last())
    return newest.sort("ikv", "maand", "klasse")


def _uitkeringen(uitkeringen: pl.DataFrame) -> pl.DataFrame:
    existing = select_existing(uitkeringen, ["jongere", "bron", "wet", "datum_begin"])
    return existing.sort("datum_begin", "wet", descending=[True, False]).select(
        _in_words("wet", Wet), "datum_begin", "datum_einde", "bron", *_received(Bron.PW)[1:]
    )


def _received(bron: Bron) -> tuple[pl.Expr, pl.Expr, pl.Expr]:
    return (
        pl.lit(str(bron)).alias("bron"),
        pl.from_epoch("ontvangen_op", "us").cast(MOMENT).alias("ontvangen_op"),
        levering_van(pl.col("volgnummer")).alias("levering"),
    )


def _in_words(kolom: str, tabel: type[Code]) -> pl.Expr:
    """Return what the codes in a column are called; null stays null: it was not said."""
    words = {str(row): label_van(tabel, row) for row in tabel}
    return pl.col(kolom).replace_strict(words, default=pl.format("code {}", kolom), return_dtype=pl.String)
