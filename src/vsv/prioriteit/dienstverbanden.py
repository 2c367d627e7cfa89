"""The signals about jobs: one that began, one that ended, one that runs without pay."""

import narwhals as nw

from vsv.domein.srtiv import Klasse
from vsv.prioriteit.klassen import IKV
from vsv.prioriteit.motor import Tabel
from vsv.prioriteit.peilmoment import NOOIT, Peilmoment


def dienstverbanden(ikv: Tabel, verhoudingen: Tabel, peil: Peilmoment) -> Tabel:
    """Return what there is to say about the jobs of a jongere.

    A job is an existing IKV whose latest IKP (greatest datum_begin, even one after the peildatum) is
    WERK. Something is news when nothing known before the last days said it already.

    Args:
        ikv: The records of inkomstenverhoudingen, as they came in, withdrawn ones included.
        verhoudingen: What `ikv_met_klasse` returned.
        peil: The peildatum, and since when something is news.

    Returns:
        Per jongere with at least one of the three: baan_loopt (a job runs on the peildatum),
        baan_gestart (one that has not ended was first heard of), baan_geeindigd (one has ended, and its
        end was first heard of).
    """
    begin, einde = nw.col("datum_begin"), nw.col("datum_einde")
    niet_afgelopen = einde.is_null() | (einde > peil.dag)
    banen = verhoudingen.filter(nw.col("klasse") == Klasse.WERK, nw.col("klasse_tot") == NOOIT)
    nieuws = banen.filter(nw.col("ontvangen_op") >= peil.nieuws_vanaf)
    eerder = ikv.filter(nw.col("ontvangen_op") < peil.nieuws_vanaf)
    signalen = {
        "baan_loopt": banen.filter(niet_afgelopen, begin.is_null() | (begin <= peil.dag)),
        "baan_gestart": nieuws.filter(niet_afgelopen).join(eerder, on=IKV, how="anti"),
        "baan_geeindigd": nieuws.filter(einde <= peil.dag).join(eerder, on=[*IKV, "datum_einde"], how="anti"),
    }
    rijen = [
        tabel.select("jongere", **{ander: nw.lit(ander == signaal) for ander in signalen})
        for signaal, tabel in signalen.items()
    ]
    return nw.concat(rijen).group_by("jongere").agg(nw.col(*signalen).any())
