"""Rule 3: is an income work, a benefit, or neither: the class of an IKV, from day to day.

The SRTIV code stands on the inkomstenperiode (IKP), which says from when on it holds. Here each
existing IKV gets one row per IKP, with the stretch of days over which its class counts.
"""

from collections.abc import Mapping

import narwhals as nw

from vsv.domein.srtiv import Klasse
from vsv.prioriteit.bekend import bekend, split_enkel_meer
from vsv.prioriteit.feiten import SLEUTELS
from vsv.prioriteit.motor import Motor, Tabel
from vsv.prioriteit.peilmoment import NOOIT, VOORAF, Peilmoment

IKV = SLEUTELS["ikv"]


def ikv_met_klasse(ikv: Tabel, ikp: Tabel, klassen: Mapping[str, str], peil: Peilmoment, motor: Motor) -> Tabel:
    """Return the existing IKV's with their class over time.

    Args:
        ikv: The inkomstenverhoudingen, as they came in.
        ikp: The inkomstenperiodes, as they came in.
        klassen: SRTIV code to class.
        peil: Only what was known then counts.
        motor: Holds what is read more than once.

    Returns:
        Per IKV one row for each existing IKP, or one with class ONBEKEND when it has none: jongere,
        ikv, datum_begin, datum_einde and ontvangen_op of the IKV, klasse, and the stretch
        [klasse_van, klasse_tot) over which that class counts. The stretches of an IKV follow one
        another from VOORAF to NOOIT, so that every day has one class.
    """
    perioden = bekend(ikp, SLEUTELS["ikp"], peil).select(*IKV, begin="datum_begin", klasse=_klasse(klassen))
    return (
        bekend(ikv, IKV, peil)
        .select(*IKV, "datum_begin", "datum_einde", "ontvangen_op")
        .join(_aaneengesloten(motor.leg_vast(perioden)), on=IKV, how="left")
        .with_columns(
            nw.col("klasse").fill_null(str(Klasse.ONBEKEND)),
            nw.col("klasse_van").fill_null(VOORAF),
            nw.col("klasse_tot").fill_null(NOOIT),
        )
    )


def _klasse(klassen: Mapping[str, str]) -> nw.Expr:
    """Return the class of the column srtiv: ONBEKEND for a code that is not in the table, and for none."""
    klasse = nw.lit(str(Klasse.ONBEKEND))
    for naam in sorted(set(klassen.values())):
        codes = [code for code in klassen if klassen[code] == naam]
        klasse = nw.when(nw.col("srtiv").is_in(codes)).then(nw.lit(naam)).otherwise(klasse)
    return klasse


def _aaneengesloten(perioden: Tabel) -> Tabel:
    """Turn the begin of each IKP into a stretch: up to the next one; the first also holds before its begin."""
    enig, meer = split_enkel_meer(perioden, IKV)
    begin = nw.col("begin")
    vorige = begin.shift(1).over(*IKV, order_by="begin")
    volgende = begin.shift(-1).over(*IKV, order_by="begin")
    eerste_begin = nw.when(vorige.is_null()).then(nw.lit(VOORAF)).otherwise(begin)
    return nw.concat(
        [
            enig.select(*IKV, "klasse", klasse_van=nw.lit(VOORAF), klasse_tot=nw.lit(NOOIT)),
            meer.select(*IKV, "klasse", klasse_van=eerste_begin, klasse_tot=volgende.fill_null(NOOIT)),
        ]
    )
