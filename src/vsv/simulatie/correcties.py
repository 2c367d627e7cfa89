"""What comes in more than once: corrections, withdrawals and repeats.

A correction sends a tijdvak again in full: for most people in it nothing has changed, for some the
amounts are different, and for a few the IKO is withdrawn.
"""

from collections.abc import Sequence

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.kalender import tijdstippen
from vsv.simulatie.toeval import gebeurt, kies, tussen
from vsv.simulatie.wereld import Wereld

_WIJZIGINGEN = list(kansen.WIJZIGING)


def correct_opgaven(wereld: Wereld, opgaven: pl.DataFrame, verhoudingen: pl.DataFrame) -> pl.DataFrame:
    """Return the newer versions of the IKO's in every tijdvak that was sent again before the end.

    Takes and returns the columns of `make_opgaven`, with `ingetrokken` (true or false) added.
    """
    rng = wereld.stroom("correcties")
    werkgever = verhoudingen["werkgever"].to_numpy()[opgaven["verhouding"].to_numpy()]
    opnieuw = wereld.aangiften.correctie[werkgever, opgaven["tijdvak"].to_numpy()]
    binnen = opnieuw < wereld.kalender.slot
    aantal = int(binnen.sum())

    gewijzigd = gebeurt(rng, kansen.KANS_OPGAVE_GEWIJZIGD, aantal)
    soort = np.where(gewijzigd, kies(rng, kansen.WIJZIGING, aantal), -1)
    anders, nul, negatief, ingetrokken = (
        soort == _WIJZIGINGEN.index(naam) for naam in ("anders", "nul", "negatief", "ingetrokken")
    )
    factor = np.select(
        [anders, nul, negatief],
        [rng.uniform(*kansen.WIJZIGING_FACTOR, aantal), 0.0, -kansen.NEGATIEF_DEEL],
        1.0,
    )
    uren_factor = np.where(negatief, 0.0, factor)
    return opgaven.filter(binnen).with_columns(
        *((pl.col(naam) * pl.Series(factor)).round().cast(pl.Int64) for naam in ("loon_lbph", "loon_sv")),
        (pl.col("verloonde_uren") * pl.Series(uren_factor)).round().cast(pl.Int64),
        ontvangen=pl.Series(opnieuw[binnen]),
        ingetrokken=pl.Series(ingetrokken),
    )


def with_repeats(wereld: Wereld, naam: str, tabel: pl.DataFrame, sleutel: Sequence[str]) -> pl.DataFrame:
    """Drop versions that come too late to be known, and add repeats and withdrawals of the last one left.

    Args:
        wereld: The world; it ends at its last peildatum.
        naam: Name of the table.
        tabel: Versions with `ontvangen_op` and `ingetrokken`, those of one record in order of receipt.
        sleutel: The columns that name a record.
    """
    rng = wereld.stroom(f"herhalingen in {naam}")
    op_tijd = pl.col("ontvangen_op") < tijdstippen(np.array([wereld.kalender.slot]))[0]
    bekend = tabel.filter(op_tijd)
    laatste = bekend.unique(sleutel, keep="last", maintain_order=True)
    opnieuw = laatste.filter(gebeurt(rng, kansen.KANS_HERHAALD + kansen.KANS_INGETROKKEN, laatste.height))
    dagen = pl.Series("dagen", tussen(rng, kansen.HERSTEL_NA_DAGEN, opnieuw.height))
    deel_ingetrokken = kansen.KANS_INGETROKKEN / (kansen.KANS_HERHAALD + kansen.KANS_INGETROKKEN)
    later = opnieuw.with_columns(dagen).with_columns(
        pl.col("ontvangen_op") + pl.duration(days="dagen"),
        ingetrokken=pl.Series(gebeurt(rng, deel_ingetrokken, opnieuw.height)),
    )
    return pl.concat([bekend, later.drop("dagen").filter(op_tijd)])
