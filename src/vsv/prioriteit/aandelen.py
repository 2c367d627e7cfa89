"""Rules 3, 4 and 5: which pay and how many hours fall in which month, and of which class they are.

An inkomstenopgave (IKO) says what was paid over a tijdvak: a month, four weeks or a week. Each month it
overlaps gets its share, in proportion to the days.
"""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from vsv.prioriteit.bekend import bekend
from vsv.prioriteit.feiten import SLEUTELS
from vsv.prioriteit.klassen import IKV
from vsv.prioriteit.motor import Motor, Tabel
from vsv.prioriteit.peilmoment import Maandvak, Peilmoment


def aandelen(iko: Tabel, verhoudingen: Tabel, maanden: Sequence[Maandvak], peil: Peilmoment, motor: Motor) -> Tabel:
    """Return the shares found (rule 5) in a number of months.

    Args:
        iko: The inkomstenopgaven, as they came in.
        verhoudingen: What `ikv_met_klasse` returned.
        maanden: Any months.
        peil: Only what was known then counts.
        motor: Holds the pay in between, which each month reads.

    Returns:
        jongere, ikv, klasse, ikv_einde (last day of the IKV or null), maand (day number of its first
        day), loon (cents, > 0), uren (hours, >= 0): one row per IKO and month it overlaps.
    """
    betaald = motor.leg_vast(_betaald(iko, verhoudingen, maanden, peil))
    return nw.concat([_aandeel(betaald, nw.lit(maand.eerste), nw.lit(maand.laatste)) for maand in maanden])


def aandelen_per_maand(
    iko: Tabel, verhoudingen: Tabel, maanden: Sequence[Maandvak], peil: Peilmoment, motor: Motor
) -> Tabel:
    """Return the same shares by putting each IKO beside each month.

    For many months about few people: an expression a month would cost more there than all the rows.
    """
    vakken = pl.DataFrame([(maand.eerste, maand.laatste) for maand in maanden], ["eerste", "laatste"], orient="row")
    kalender = motor.neem(vakken.cast(pl.Int32), vakken.columns)
    paren = _betaald(iko, verhoudingen, maanden, peil).join(kalender, how="cross")
    return _aandeel(paren, nw.col("eerste"), nw.col("laatste"))


def _betaald(iko: Tabel, verhoudingen: Tabel, maanden: Sequence[Maandvak], peil: Peilmoment) -> Tabel:
    """Return the existing IKO's that count (rule 4) and touch one of the months, with their class (rule 3).

    Leaving out other tijdvakken comes first: it is cheap, and safe because a correction has the same
    begin and end as what it corrects.
    """
    raakt = iko.filter(
        nw.col("datum_begin") <= max(maand.laatste for maand in maanden),
        nw.col("datum_einde") >= min(maand.eerste for maand in maanden),
    )
    einde = nw.col("einde")
    return (
        bekend(raakt, SLEUTELS["iko"], peil)
        .filter(nw.col("loon_lbph") > 0)
        .select(*IKV, "loon_lbph", "verloonde_uren", begin="datum_begin", einde="datum_einde")
        .join(verhoudingen.rename({"datum_einde": "ikv_einde"}), on=IKV, how="inner")
        .filter(nw.col("klasse_van") <= einde, einde < nw.col("klasse_tot"))
        .select(*IKV, "klasse", "ikv_einde", "begin", "einde", "loon_lbph", "verloonde_uren")
    )


def _aandeel(betaald: Tabel, maand_eerste: nw.Expr, maand_laatste: nw.Expr) -> Tabel:
    """Return the shares found in a month (rule 5)."""
    begin, einde = nw.col("begin"), nw.col("einde")
    eerste = nw.max_horizontal(begin, maand_eerste)
    laatste = nw.min_horizontal(einde, maand_laatste)
    dagen = (laatste - eerste + 1).cast(nw.Int64)
    totaal = (einde - begin + 1).cast(nw.Int64)
    uren = nw.max_horizontal(nw.col("verloonde_uren").fill_null(0), nw.lit(0))
    return (
        betaald.filter(begin <= maand_laatste, einde >= maand_eerste)
        .select(
            *IKV,
            "klasse",
            "ikv_einde",
            maand=maand_eerste,
            loon=_naar_rato(nw.col("loon_lbph"), dagen, totaal),
            uren=_naar_rato(uren, dagen, totaal),
        )
        .filter(nw.col("loon") > 0)
    )


def _naar_rato(bedrag: nw.Expr, dagen: nw.Expr, totaal: nw.Expr) -> nw.Expr:
    """Return the part of an amount for so many of the days, rounded half up in whole numbers."""
    return (2 * bedrag * dagen + totaal) // (2 * totaal)
