"""From facts to features: one row per aanmelding with everything the rules ask about.

The steps stand in modules of their own, in the order of docs/prioriteit.md: `bekend` (what was known),
`klassen` and `aandelen` (what was earned in which month), `inkomen` (which month counts) and
`dienstverbanden` (signals about jobs). Here the rest is added, and all is joined.
"""

from collections.abc import Mapping

import narwhals as nw

from vsv.domein.codes import Bron
from vsv.prioriteit.aandelen import aandelen
from vsv.prioriteit.bekend import bekend
from vsv.prioriteit.dienstverbanden import dienstverbanden
from vsv.prioriteit.feiten import SLEUTELS
from vsv.prioriteit.inkomen import inkomen
from vsv.prioriteit.klassen import ikv_met_klasse
from vsv.prioriteit.motor import Motor, Tabel
from vsv.prioriteit.peilmoment import NOOIT, Peilmoment
from vsv.prioriteit.regelset import Regelset

BEKEND_TOT = {bron: f"{bron.lower()}_tot" for bron in Bron}
"""Per source the column with the day of its latest answer."""


def kenmerken(feiten: Mapping[str, Tabel], peil: Peilmoment, regelset: Regelset, motor: Motor) -> Tabel:
    """Return per active aanmelding what the rules ask about.

    Args:
        feiten: The tables of `Feiten`, taken in by the motor.
        peil: The peildatum in numbers.
        regelset: The parameters.
        motor: Holds the tables that are read more than once.

    Returns:
        aanmelding, jongere, aanmelddatum, geboortedatum; loonperiode, loon, uren, uitkering_inkomsten,
        onbekende_code (see `inkomen`); uitkering_register, doelgroepregister; baan_loopt, baan_gestart,
        baan_geeindigd (see `dienstverbanden`); polis_tot, pw_tot, dgr_tot. Dates are day numbers. Only
        geboortedatum and the three ..._tot may be null.
    """
    verhoudingen = motor.leg_vast(ikv_met_klasse(feiten["ikv"], feiten["ikp"], regelset.srtiv_klassen, peil, motor))
    gevonden = aandelen(feiten["iko"], verhoudingen, peil.maanden, peil, motor)
    per_jongere = [
        inkomen(gevonden, peil, regelset),
        dienstverbanden(feiten["ikv"], verhoudingen, peil),
        _uitkering_tot(feiten["uitkeringen"], peil),
        _in_doelgroepregister(feiten["doelgroep"], peil),
        _beantwoord_tot(feiten["bevragingen"], peil),
    ]
    rijen = _gevolgd(feiten["aanmeldingen"], peil)
    for tabel in per_jongere:
        rijen = rijen.join(tabel, on="jongere", how="left")
    return rijen.with_columns(
        nw.col("loonperiode").fill_null(peil.maanden[0].eerste),
        nw.col("loon", "uren").fill_null(0),
        nw.col(*_JA_NEE).fill_null(value=False),
    ).with_columns(uitkering_register=(nw.col("uitkering_tot") >= nw.col("loonperiode")).fill_null(value=False))


_JA_NEE = (
    *("uitkering_inkomsten", "onbekende_code", "doelgroepregister"),
    *("baan_loopt", "baan_gestart", "baan_geeindigd"),
)


def _gevolgd(aanmeldingen: Tabel, peil: Peilmoment) -> Tabel:
    """Rule 0: the aanmeldingen that are active, of jongeren who have not reached the age limit."""
    geboren, afgemeld = nw.col("geboortedatum"), nw.col("afmelddatum")
    return aanmeldingen.filter(
        nw.col("aanmelddatum") <= peil.dag,
        afgemeld.is_null() | (afgemeld > peil.dag),
        geboren.is_null() | (geboren > peil.te_oud_tot),
    ).select("aanmelding", "jongere", "aanmelddatum", "geboortedatum")


def _uitkering_tot(uitkeringen: Tabel, peil: Peilmoment) -> Tabel:
    """Rule 9, second half: the last day of the uitkering that lasts longest, of those that have begun.

    One overlaps [first day of the loonperiode, peildatum] exactly when this day is not before the first
    of those two days; so this one number per jongere is enough.
    """
    begonnen = bekend(uitkeringen, SLEUTELS["uitkeringen"], peil).filter(nw.col("datum_begin") <= peil.dag)
    return begonnen.group_by("jongere").agg(uitkering_tot=nw.col("datum_einde").fill_null(NOOIT).max())


def _in_doelgroepregister(doelgroep: Tabel, peil: Peilmoment) -> Tabel:
    """Return the jongeren with a grondslag that is current on the peildatum."""
    einde = nw.col("datum_einde")
    actueel = bekend(doelgroep, SLEUTELS["doelgroep"], peil).filter(
        nw.col("datum_begin") <= peil.dag, einde.is_null() | (einde >= peil.dag)
    )
    return actueel.group_by("jongere").agg(doelgroepregister=nw.len() > 0)


def _beantwoord_tot(bevragingen: Tabel, peil: Peilmoment) -> Tabel:
    """Return per jongere and source the day of its latest answer that was known."""
    antwoorden = bevragingen.filter(nw.col("beantwoord_op") <= peil.bekend_op)
    antwoord = nw.col("beantwoord_op")
    laatste = {kolom: nw.when(nw.col("bron") == str(bron)).then(antwoord).max() for bron, kolom in BEKEND_TOT.items()}
    return antwoorden.group_by("jongere").agg(**laatste)
