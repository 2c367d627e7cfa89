"""The signals about jobs: one that began, one that ended, one that runs without pay."""

import narwhals as nw

from vsv.domein.srtiv import Klasse
from vsv.prioriteit.klassen import IKV
from vsv.prioriteit.motor import Tabel
from vsv.prioriteit.peilmoment import NOOIT, Peilmoment


def dienstverbanden(ikv: Tabel, verhoudingen: Tabel, peil: Peilmoment) -> Tabel:
    """Return what there is to say about the jobs of a jongere.

    A job is an existing IKV whose latest IKP (greatest datum_begin, even one after the peildatum) is
    WERK. Something is news when it was said in the last days up to the peildatum, and by nothing before.
    What was first heard of after the peildatum was no news on that day, also when it is known by now.

    Args:
        ikv: The records of inkomstenverhoudingen, as they came in, withdrawn ones included.
        verhoudingen: What `ikv_met_klasse` returned.
        peil: The peildatum, and between which moments something is news.

    Returns:
        Per jongere with at least one of the three: baan_loopt (a job runs on the peildatum),
        baan_gestart (one that has not ended was first heard of), baan_geeindigd (one has ended, and its
        end was first heard of).
    """
    einde = nw.col("datum_einde")
    banen = verhoudingen.filter(nw.col("klasse") == Klasse.WERK, nw.col("klasse_tot") == NOOIT)
    einde_ikv = [*IKV, "datum_einde"]
    gehoord = nw.col("ontvangen_op")
    recent = banen.filter(gehoord >= peil.nieuws_vanaf)
    eerder = ikv.filter(gehoord < peil.nieuws_vanaf)
    nieuws = ikv.filter(gehoord >= peil.nieuws_vanaf, gehoord < peil.nieuws_voor)
    signalen = {
        "baan_loopt": banen.filter(loopt(peil)),
        "baan_gestart": recent.filter(_niet_afgelopen(peil))
        .join(nieuws, on=IKV, how="semi")
        .join(eerder, on=IKV, how="anti"),
        "baan_geeindigd": recent.filter(einde <= peil.dag)
        .join(nieuws, on=einde_ikv, how="semi")
        .join(eerder, on=einde_ikv, how="anti"),
    }
    rijen = [
        tabel.select("jongere", **{ander: nw.lit(ander == signaal) for ander in signalen})
        for signaal, tabel in signalen.items()
    ]
    return nw.concat(rijen).group_by("jongere").agg(nw.col(*signalen).any())


def loopt(peil: Peilmoment) -> nw.Expr:
    """Whether an IKV runs on the peildatum: it has begun, and has not ended. On its datum_einde it has."""
    begin = nw.col("datum_begin")
    return _niet_afgelopen(peil) & (begin.is_null() | (begin <= peil.dag))


def _niet_afgelopen(peil: Peilmoment) -> nw.Expr:
    einde = nw.col("datum_einde")
    return einde.is_null() | (einde > peil.dag)
