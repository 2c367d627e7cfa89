"""The world as it became known: a stock, and then what each week brought.

What is delivered for a peildatum is what was received up to and including the day before it. Of the
peildatum itself nothing is delivered yet: that comes with the next one.
"""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from vsv.simulatie.kalender import Kalender, tijdstippen


def split_weken(
    tabellen: Mapping[str, pl.DataFrame], afmeldingen: pl.DataFrame, kalender: Kalender
) -> Iterator[tuple[date, dict[str, pl.DataFrame]]]:
    """Yield for each peildatum the tables of what became known since the one before.

    The first delivery is the stock: all that was known when the window began. An aanmelding comes with
    its afmelddatum only when that lies before the peildatum too; a later afmelding comes in the table
    `afmeldingen` (organisatie_oin, bsn, afmelddatum, reden) of its own week, which stands beside the
    tables of the uitwisselformaat in every delivery.
    """
    momenten = tijdstippen(kalender.grenzen)
    vorige: date | None = None
    vanaf = None
    for peildatum, voor in zip(kalender.peildata, momenten, strict=True):
        levering = {
            naam: tabel.filter(_between("beantwoord_op" if naam == "bevragingen" else "ontvangen_op", vanaf, voor))
            for naam, tabel in tabellen.items()
            if naam != "aanmeldingen"
        }
        levering["aanmeldingen"] = (
            tabellen["aanmeldingen"]
            .filter(_between("aanmelddatum", vorige, peildatum))
            .with_columns(pl.when(pl.col("afmelddatum") < peildatum).then("afmelddatum").alias("afmelddatum"))
        )
        al_geleverd = pl.lit(value=False) if vorige is None else pl.col("aanmelddatum") < vorige
        levering["afmeldingen"] = afmeldingen.filter(al_geleverd & _between("afmelddatum", vorige, peildatum)).drop(
            "aanmelddatum"
        )
        yield peildatum, levering
        vorige, vanaf = peildatum, voor


def _between(kolom: str, vanaf: date | None, voor: date) -> pl.Expr:
    """Say of each row whether it lies from `vanaf` (None: from the beginning) to just before `voor`."""
    eerder = pl.col(kolom) < pl.lit(voor)
    return eerder if vanaf is None else eerder & (pl.col(kolom) >= pl.lit(vanaf))
