"""The drawing of the timeline: months as columns, one bar per job or benefit, pay and hours in it.

Only where everything stands, in units of the drawing; how it looks is for the template and the style.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.perioden import MAANDNAMEN, Maand
from vsv.rapport.service import INKOMEN, Tijdlijn

MAANDEN: Final = 13
KOLOM: Final = 92
KOP: Final = 28
RIJ: Final = 56
BALK: Final = 30
HALF: Final = 40
"""Half of what an amount with its hours is wide."""


@dataclass(frozen=True, slots=True)
class Maandkop:
    """A month on top: where its column begins, and what it is called."""

    x: int
    naam: str
    jaar: str


@dataclass(frozen=True, slots=True)
class Bedrag:
    """What was paid in a month, in the middle of its column (x), or of the part up to the peildatum."""

    x: int
    loon: int
    uren: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Balk:
    """A job or benefit.

    Attributes:
        y: Where its row begins.
        x: Where the bar begins.
        breedte: How long it is; at least a little.
        naam: Of who pays, or of the benefit.
        soort: In words.
        klasse: `werk`, `uitkering`, `negeren` or `onbekend`.
        eerder: It began before the drawing.
        loopt: It goes on.
        rechts: There is no room for its name after where it begins.
        bedragen: What was paid.
    """

    y: int
    x: int
    breedte: int
    naam: str
    soort: str
    klasse: str
    eerder: bool
    loopt: bool
    rechts: bool
    bedragen: Sequence[Bedrag]


@dataclass(frozen=True, slots=True)
class Tekening:
    """The whole drawing: width, height, months, bars, and where the peildatum is."""

    breedte: int
    hoogte: int
    maanden: Sequence[Maandkop]
    balken: Sequence[Balk]
    peil: int


def draw(tijdlijn: Tijdlijn, peildatum: date) -> Tekening:
    """Return the drawing of the thirteen months up to that of the peildatum; what is not in it is left out."""
    first = (Maand.van(peildatum) - (MAANDEN - 1)).eerste
    paid = _group_paid(tijdlijn.maanden, first, _x(peildatum, first, end=True))
    rows = [*_verhoudingen(tijdlijn, peildatum, first, paid), *_uitkeringen(tijdlijn.uitkeringen, peildatum, first)]
    balken = [
        Balk(
            y=KOP + nummer * RIJ,
            x=_x(begin, first),
            breedte=max(6, _x(einde, first, end=True) - _x(begin, first)),
            naam=naam,
            soort=soort,
            klasse=klasse,
            eerder=begin < first,
            loopt=loopt,
            rechts=_x(begin, first) > (MAANDEN - 4) * KOLOM,
            bedragen=bedragen,
        )
        for nummer, (begin, einde, naam, soort, klasse, loopt, bedragen) in enumerate(rows)
    ]
    months = [Maand.van(first) + nummer for nummer in range(MAANDEN)]
    return Tekening(
        breedte=MAANDEN * KOLOM,
        hoogte=KOP + len(balken) * RIJ,
        maanden=[
            Maandkop(n * KOLOM, MAANDNAMEN[m.maand - 1][:3], str(m.jaar) if n == 0 or m.maand == 1 else "")
            for n, m in enumerate(months)
        ],
        balken=balken,
        peil=_x(peildatum, first, end=True),
    )


_Rij = tuple[date, date, str, str, str, bool, Sequence[Bedrag]]


def _verhoudingen(tijdlijn: Tijdlijn, peildatum: date, first: date, paid: dict[int, list[Bedrag]]) -> list[_Rij]:
    rows: list[_Rij] = []
    for row in tijdlijn.verhoudingen.iter_rows(named=True):
        begin, einde = row["datum_begin"] or date.min, row["datum_einde"] or peildatum
        if einde < first and row["ikv"] not in paid:
            continue
        soort = INKOMEN[row["klasse"]] + (f", {row['aard']}" if row["aard"] else "")
        naam = row["werkgever"] or row["loonheffingennummer"]
        bedragen = paid.get(row["ikv"], [])
        rows.append((begin, min(einde, peildatum), naam, soort, row["klasse"].lower(), row["loopt"], bedragen))
    return rows


def _uitkeringen(uitkeringen: pl.DataFrame, peildatum: date, first: date) -> list[_Rij]:
    rows: list[_Rij] = []
    for row in uitkeringen.iter_rows(named=True):
        einde = row["datum_einde"] or peildatum
        if einde >= first and row["datum_begin"] <= peildatum:
            loopt = row["datum_einde"] is None or row["datum_einde"] > peildatum
            rows.append((row["datum_begin"], min(einde, peildatum), row["wet"], "uitkering", "uitkering", loopt, []))
    return rows


def _group_paid(maanden: pl.DataFrame, first: date, peil: int) -> dict[int, list[Bedrag]]:
    """Return per inkomstenverhouding what was paid, by the column of the month."""
    paid: dict[int, list[Bedrag]] = {}
    totals = maanden.group_by("ikv", "maand", maintain_order=True).agg(pl.col("loon", "uren").sum())
    for row in totals.iter_rows(named=True):
        begin = _x(row["maand"], first)
        middle = max(begin + HALF, (begin + min(begin + KOLOM, peil)) // 2)
        paid.setdefault(row["ikv"], []).append(Bedrag(middle, row["loon"], row["uren"]))
    return paid


def _x(day: date, first: date, *, end: bool = False) -> int:
    """Return where a day begins (or ends), within the drawing."""
    months = 12 * (day.year - first.year) + day.month - first.month
    part = (day.day if end else day.day - 1) / monthrange(day.year, day.month)[1]
    return round(min(max((months + part) * KOLOM, 0), MAANDEN * KOLOM))
