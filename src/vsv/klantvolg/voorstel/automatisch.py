"""Proposals that come from what is known here already; the daily cycle makes them."""

from datetime import date
from typing import Final

import polars as pl

from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.voorstel.afleiden import KANDIDAAT
from vsv.klantvolg.voorstel.maken import insert_voorstellen, lapse, lapse_unless, read_volgers
from vsv.klantvolg.voorstel.soorten import Aanleiding, Voorstelsoort
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie

BIJNA_27_DAGEN: Final = 90
"""How long before the 27th birthday its coming is announced: as for the vlag BIJNA_27 of the rules (our decision)."""


def propose_automatisch(sessie: Sessie, dag: date, *, zwijgend: pl.DataFrame, overleden: pl.DataFrame) -> int:
    """Make the proposals to which age, employers and sources give reason, and let lapse those that hold no more.

    Args:
        sessie: A transaction as vsv_werker.
        dag: The day to look at.
        zwijgend: jongere, datum: everyone about whom a source has been silent for too long, and the Monday of the
            week in which it became so.
        overleden: jongere, datum: everyone of whom an employer says that they died, and when.

    Returns:
        How many were made.
    """
    over_wie = {Aanleiding.BRON_ZWIJGT: zwijgend, Aanleiding.OVERLEDEN_WERKGEVER: overleden}
    gemeld = pl.concat(
        [frame.select("jongere", "datum", aanleiding=pl.lit(naam.value)) for naam, frame in over_wie.items()]
    )
    gevolgd = gemeld.join(read_volgers(sessie.cur, gemeld["jongere"]), on="jongere", maintain_order="left")
    kandidaten = pl.concat([_turning_27(sessie.cur, dag), gevolgd], how="diagonal_relaxed").with_columns(
        soort=pl.lit(Voorstelsoort.AFMELDEN.value), naar=pl.lit(None, pl.Int64)
    )
    gemaakt = insert_voorstellen(sessie, kandidaten.select(list(KANDIDAAT)))
    for naam, frame in over_wie.items():
        lapse_unless(sessie, naam, frame)
    lapse(sessie)
    return gemaakt.height


def _turning_27(cur: Cursor, dag: date) -> pl.DataFrame:
    """Read who turn 27 soon, at whom: organisatie, jongere, datum (the birthday), aanleiding."""
    return fetch(
        cur,
        """
        SELECT organisatie, jongere, uiterlijk, 'BIJNA_27' FROM aanmelding
        WHERE afmelddatum IS NULL AND uiterlijk > %(dag)s AND uiterlijk <= %(dag)s::date + %(dagen)s ORDER BY id
        """,
        {"dag": dag, "dagen": BIJNA_27_DAGEN},
        {"organisatie": pl.Int64, "jongere": pl.Int64, "datum": pl.Date, "aanleiding": pl.String},
    )
