"""From features to a priority, its reasons and its flags: rules 10 to 12 of docs/prioriteit.md as tables.

Each table pairs an outcome with the condition under which it stands. A condition is a column expression
over the features (see `kenmerken`), and is true or false for each aanmelding: never null.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_
from typing import Final

import narwhals as nw

from vsv.domein.codes import Bron
from vsv.prioriteit.kenmerken import BEKEND_TOT
from vsv.prioriteit.motor import Tabel
from vsv.prioriteit.peilmoment import Peilmoment
from vsv.prioriteit.regelset import Regelset
from vsv.prioriteit.voorwaarden import alle_die_gelden, eerste_die_geldt

NP: Final = 0
"""Niet geprioriteerd: there is not enough to say anything yet."""

_werk = nw.col("loon") > 0
_uitkering = nw.col("uitkering_inkomsten") | nw.col("uitkering_register")
_niets = ~_werk & ~_uitkering
_prioriteit = nw.col("prioriteit")


def beoordeel(kenmerken: Tabel, peil: Peilmoment, regelset: Regelset) -> Tabel:
    """Add prioriteit, redenen and vlaggen to the features.

    Returns:
        The same rows with three columns more: prioriteit (0 = NP), and redenen and vlaggen as a number
        in which bit i stands for the i-th code of the table of that name (see `voorwaarden.namen`).
    """
    return kenmerken.with_columns(prioriteit=_eerste_prioriteit(regelset)).with_columns(
        redenen=alle_die_gelden(redenen(regelset).values()),
        vlaggen=alle_die_gelden(vlaggen(peil, regelset).values()),
    )


def _eerste_prioriteit(regelset: Regelset) -> nw.Expr:
    """Rules 10, 11 and 12: the first line that holds."""
    return eerste_die_geldt(
        [
            (NP, _een_bron_onbeantwoord(regelset)),
            (NP, _niets & nw.col("onbekende_code")),
            (1, _niets),
            (2, _werk & ~_uitkering & _onder_drempel(regelset)),
            (3, _werk & ~_uitkering),
            (4, _werk & _uitkering),
        ],
        anders=5,
    )


def redenen(regelset: Regelset) -> Mapping[str, nw.Expr]:
    """Return the reasons, in the order in which they are given, each with when it stands."""
    return {
        **{f"BRON_ONBEANTWOORD_{bron}": _onbeantwoord(bron) for bron in _verplicht(regelset)},
        "ONBEKENDE_INKOMENSCODE": (_prioriteit == NP) & ~_een_bron_onbeantwoord(regelset),
        "GEEN_LOON": _prioriteit.is_in([1, 5]),
        "LOON_ONDER_DREMPEL": _prioriteit.is_in([2, 3, 4]) & _onder_drempel(regelset),
        "LOON_VANAF_DREMPEL": _prioriteit.is_in([2, 3, 4]) & ~_onder_drempel(regelset),
        "GEEN_UITKERING": _prioriteit.is_in([1, 2, 3]),
        "UITKERING_INKOMSTEN": _prioriteit.is_in([4, 5]) & nw.col("uitkering_inkomsten"),
        "UITKERING_REGISTER": _prioriteit.is_in([4, 5]) & nw.col("uitkering_register"),
    }


def vlaggen(peil: Peilmoment, regelset: Regelset) -> Mapping[str, nw.Expr]:
    """Return the flags, by name, each with when it is set. A flag never changes the priority."""
    return {
        "BIJNA_27": (nw.col("geboortedatum") <= peil.bijna_tot).fill_null(value=False),
        "IKV_GEEINDIGD": nw.col("baan_geeindigd"),
        "IKV_GESTART": nw.col("baan_gestart"),
        "LAGE_UREN": _prioriteit.is_in([2, 3, 4]) & (nw.col("uren") < regelset.lage_uren),
        "ONBEKENDE_INKOMENSCODE": nw.col("onbekende_code"),
        "OPEN_DIENSTVERBAND": (_prioriteit == 1) & nw.col("baan_loopt"),
    }


def _onder_drempel(regelset: Regelset) -> nw.Expr:
    return nw.col("loon") < regelset.drempel


def _verplicht(regelset: Regelset) -> list[Bron]:
    return [bron for bron in Bron if bron in regelset.verplichte_bronnen]


def _onbeantwoord(bron: Bron) -> nw.Expr:
    """Whether a source has not answered since the aanmelding."""
    return ~(nw.col(BEKEND_TOT[bron]) >= nw.col("aanmelddatum")).fill_null(value=False)


def _een_bron_onbeantwoord(regelset: Regelset) -> nw.Expr:
    return reduce(or_, map(_onbeantwoord, _verplicht(regelset)), nw.lit(value=False))
