"""The world as it became known: a stock, and then what each stretch of days brought.

What is delivered for a peildatum is what was received up to and including the day before it. Of the
peildatum itself nothing is delivered yet: that comes with the next one.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import polars as pl

from vsv.domein.perioden import begin_van_dag

_MOMENT = {"bevragingen": "beantwoord_op"}


def split(
    tabellen: Mapping[str, pl.DataFrame], afmeldingen: pl.DataFrame, peildata: Sequence[date]
) -> Iterator[tuple[date, dict[str, pl.DataFrame]]]:
    """Yield for each peildatum the tables of what became known since the one before.

    The first delivery is the stock: all that was known when the window began. An aanmelding comes with
    its afmelddatum only when that lies before the peildatum too; a later afmelding comes in the table
    `afmeldingen` (organisatie_oin, bsn, afmelddatum, reden) of its own stretch, which stands beside the
    tables of the uitwisselformaat in every delivery.
    """
    vorige: date | None = None
    for peildatum in peildata:
        vanaf, voor = begin_van_dag(vorige) if vorige else None, begin_van_dag(peildatum)
        levering = {
            naam: tabel.filter(_between(_MOMENT.get(naam, "ontvangen_op"), vanaf, voor))
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
        vorige = peildatum


def _between(kolom: str, vanaf: date | None, voor: date) -> pl.Expr:
    """Say of each row whether it lies from `vanaf` (None: from the beginning) to just before `voor`."""
    eerder = pl.col(kolom) < pl.lit(voor)
    return eerder if vanaf is None else eerder & (pl.col(kolom) >= pl.lit(vanaf))
