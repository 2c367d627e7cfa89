"""From what a run pins to what then held: the one way from facts to a stand.

The runs use it to make history and the check uses it to make it again, so that they can't differ in method.
"""

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.klantvolg.service import read_aanmeldingen
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, Regelset, prioriteer
from vsv.rapport.historie import DAGELIJKS, STAND
from vsv.rapport.runs import Grondslag


def compute_stand(
    cur: Cursor, grondslag: Grondslag, regelset: Regelset, voor: pl.DataFrame, *, motor: str = "polars"
) -> pl.DataFrame:
    """Compute from the facts what holds at a run.

    Args:
        cur: A cursor as vsv_werker.
        grondslag: What the run pins.
        regelset: The rule set it names.
        voor: The stand just before: a day run takes over from it who stands in 2 to 5.
        motor: The engine to compute with.

    Returns:
        A stand (see `vsv.rapport.historie`), a row per aanmelding that is active on the peildatum.
    """
    actief = read_aanmeldingen(cur, peildatum=grondslag.peildatum, bekend_tot=grondslag.bekend_tot)
    if grondslag.soort == "week":
        return _rank(cur, grondslag, regelset, actief, motor)
    stays = voor.filter(~pl.col("prioriteit").is_in(DAGELIJKS)).join(actief, on="aanmelding", how="semi")
    ranked = _rank(cur, grondslag, regelset, actief.join(stays, on="aanmelding", how="anti"), motor)
    return pl.concat([stays.select(*STAND), ranked])


def _rank(
    cur: Cursor, grondslag: Grondslag, regelset: Regelset, aanmeldingen: pl.DataFrame, motor: str
) -> pl.DataFrame:
    everyone = grondslag.soort == "week"
    feiten = read_feiten(
        cur,
        peildatum=grondslag.peildatum,
        laatste_levering=grondslag.laatste_levering,
        maanden=regelset.maanden_terug,
        jongeren=None if everyone else aanmeldingen["jongere"].unique().to_list(),
    )
    ranked = prioriteer(Feiten(aanmeldingen=aanmeldingen, **feiten), grondslag.peildatum, regelset, motor=motor)
    return ranked.join(aanmeldingen.select("aanmelding", "organisatie"), on="aanmelding").select(
        pl.col(name).cast(kind) for name, kind in STAND.items()
    )
