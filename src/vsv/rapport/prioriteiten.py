"""What the reports said about one person, one after the other: for programs."""

from typing import Final
from uuid import UUID

import polars as pl

from vsv.rapport.gevolgde import require_gevolgde
from vsv.rapport.verloop import read_verloop
from vsv.toegang.service import Recht, Wie, namens


def read_prioriteiten(wie: Wie, uuid: UUID) -> pl.DataFrame:
    """Return what the reports of the acting organisation said about a person whom it follows now, and log it.

    Returns:
        van and tot (peildatum of the runs between which it held; tot null = holds now), prioriteit (0 = NP),
        loonperiode, loon (cents), uren, redenen, vlaggen (codes joined by |), wijziging (Dutch: why it changed); the
        latest first.

    Raises:
        GeenRecht: `wie` may not see young people.
        InvoerFout: JONGERE_ONBEKEND.
    """
    with namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        jongere = require_gevolgde(sessie.cur, uuid)
        sessie.log("rapport.jongere_inzien", jongere)
        return _join_equal(read_verloop(sessie, jongere, herziening=False).drop("herziening"))


def _join_equal(historie: pl.DataFrame) -> pl.DataFrame:
    """Return the history, the latest first, with rows that say the same after one another as one.

    They differ in the doelgroepregister: that something changed there is not for everyone.
    """
    same = pl.all_horizontal(
        (pl.col("tot").shift(-1) == pl.col("van")),
        *(pl.col(column) == pl.col(column).shift(-1) for column in _GEZEGD),
    ).fill_null(value=False)
    groups = historie.with_columns(groep=(~same).cum_sum(reverse=True))
    oldest = [pl.col(column).last() for column in historie.columns if column != "tot"]
    return groups.group_by("groep", maintain_order=True).agg(pl.col("tot").first(), *oldest).select(historie.columns)


_GEZEGD: Final = ("prioriteit", "loonperiode", "loon", "uren", "redenen", "vlaggen")
