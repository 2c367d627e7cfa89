"""The benefits: what is paid, what the registers of gemeenten and UWV say, and the doelgroepregister.

A benefit is an inkomstenverhouding with a payer like any job. Next to it stands, for most kinds, a
record in a register; a small part is found in only one of the two.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.banen import VERHOUDING_SCHEMA
from vsv.simulatie.correcties import with_repeats
from vsv.simulatie.kalender import DAG, OPEN, datums, draw_momenten, tijdstippen, verjaardag
from vsv.simulatie.kansen import Uitkeringssoort
from vsv.simulatie.toeval import Getallen, gebeurt, kies, tussen, wachttijd
from vsv.simulatie.wereld import Wereld
from vsv.simulatie.werkgevers import Werkgevers
from vsv.simulatie.wisselingen import Perioden, wissel

_WAJONG: Final = "wajong"


def make_uitkeringen(wereld: Wereld) -> Mapping[str, Perioden]:
    """Return for each kind in `kansen.UITKERINGEN` who receives it, from when to when."""
    rng = wereld.stroom("uitkeringen")
    return {naam: _draw_perioden(wereld, rng, soort) for naam, soort in kansen.UITKERINGEN.items()}


def _draw_perioden(wereld: Wereld, rng: np.random.Generator, soort: Uitkeringssoort) -> Perioden:
    """Return who receives one kind of benefit, from when to when."""
    kans = np.array([soort.kans[situatie] for situatie in kansen.SITUATIES])[wereld.bevolking.situatie]
    persoon = np.flatnonzero(gebeurt(rng, kans, len(kans))).astype(np.int32)
    duur, gat = (np.full(len(persoon), dagen) for dagen in (soort.duur, soort.gat))
    vroegst = verjaardag(wereld.bevolking.geboren[persoon], kansen.LEEFTIJD_UITKERING)
    return wissel(rng, persoon, duur, gat, wereld.kalender, vroegst=vroegst)


def to_verhoudingen(wereld: Wereld, uitkeringen: Mapping[str, Perioden]) -> pl.DataFrame:
    """Return the benefits that are filed to the polisadministratie (`VERHOUDING_SCHEMA`)."""
    rng = wereld.stroom("uitkeringen in polis")
    return pl.concat(
        _to_verhoudingen(rng, kansen.UITKERINGEN[naam], perioden, wereld.werkgevers)
        for naam, perioden in uitkeringen.items()
    )


def _to_verhoudingen(
    rng: np.random.Generator, soort: Uitkeringssoort, perioden: Perioden, werkgevers: Werkgevers
) -> pl.DataFrame:
    """Return those of one kind; they have no hours and no contract."""
    binnen = _per_persoon(rng, soort.in_polis, perioden)
    persoon, begin, einde = (k[binnen] for k in (perioden.persoon, perioden.begin, perioden.einde))
    aantal = len(persoon)
    columns = {
        "persoon": persoon,
        "werkgever": werkgevers.trek(rng, soort.betaler, aantal),
        "begin": begin,
        "einde": einde,
        "per_maand": tussen(rng, soort.per_maand, aantal),
    }
    constants = {
        "begin_onbekend": False,
        "einde_vooraf": False,
        "srtiv": soort.srtiv,
        "wisselt": False,
        "uren_per_week": 0.0,
        "uurloon": 0.0,
    }
    return pl.DataFrame(columns).select(
        (pl.col(naam) if naam in columns else pl.lit(constants.get(naam))).cast(dtype).alias(naam)
        for naam, dtype in VERHOUDING_SCHEMA.items()
    )


def to_registers(wereld: Wereld, uitkeringen: Mapping[str, Perioden]) -> pl.DataFrame:
    """Return the table `uitkeringen`: what the registers of gemeenten and UWV hold."""
    rng = wereld.stroom("uitkeringsregisters")
    tabellen = []
    for naam, perioden in uitkeringen.items():
        soort = kansen.UITKERINGEN[naam]
        if soort.register:
            bron, wet = soort.register
            binnen = _per_persoon(rng, soort.in_register, perioden)
            persoon, begin, einde = (k[binnen] for k in (perioden.persoon, perioden.begin, perioden.einde))
            versies = _make_versies(wereld, rng, persoon, begin, einde)
            tabellen.append(versies.with_columns(bron=pl.lit(bron), wet=pl.lit(wet)))
    return with_repeats(wereld, "uitkeringen", pl.concat(tabellen), ["bsn", "bron", "wet", "datum_begin"])


def make_doelgroepregister(wereld: Wereld, uitkeringen: Mapping[str, Perioden]) -> pl.DataFrame:
    """Return the table `doelgroepregister`; most who have Wajong are in it."""
    rng, bevolking = wereld.stroom("doelgroepregister"), wereld.bevolking
    wajong = np.zeros(len(bevolking), bool)
    wajong[uitkeringen[_WAJONG].persoon] = True
    kans = np.where(wajong, kansen.KANS_DOELGROEP_WAJONG, kansen.KANS_DOELGROEP)
    persoon = np.flatnonzero(gebeurt(rng, kans, len(bevolking))).astype(np.int32)
    aantal = len(persoon)
    vroegst = verjaardag(bevolking.geboren[persoon], kansen.LEEFTIJD_UITKERING)
    begin = np.maximum(wereld.kalender.einde - wachttijd(rng, kansen.GEMIDDELDE_DOELGROEPDUUR, aantal), vroegst)
    eindigt = gebeurt(rng, kansen.KANS_DOELGROEP_BEEINDIGD, aantal)
    einde = np.where(eindigt, begin + wachttijd(rng, kansen.GEMIDDELDE_DOELGROEPDUUR, aantal), OPEN)
    grondslag = pl.Series(list(kansen.GRONDSLAGEN)).gather(kies(rng, kansen.GRONDSLAGEN, aantal))
    versies = _make_versies(wereld, rng, persoon, begin, einde, grondslag=grondslag)
    return with_repeats(wereld, "doelgroepregister", versies, ["bsn", "grondslag", "datum_begin"])


def _per_persoon(rng: np.random.Generator, kans: float, perioden: Perioden) -> Getallen:
    """Say of each stretch whether it occurs in a source: a line is in it as a whole or not at all."""
    lijn = np.cumsum(perioden.eerste) - 1
    return np.asarray(gebeurt(rng, kans, int(perioden.eerste.sum()))[lijn], bool)


def _make_versies(
    wereld: Wereld,
    rng: np.random.Generator,
    persoon: Getallen,
    begin: Getallen,
    einde: Getallen,
    **columns: pl.Series,
) -> pl.DataFrame:
    """Return each record twice: as told after its begin, and with its end as told after that.

    Columns: bsn, those given, datum_begin, datum_einde, ontvangen_op, ingetrokken. What ends after the
    last peildatum gets no second version. Nothing is told before the history begins.
    """
    eerder, later = (
        draw_momenten(rng, np.maximum(dag, wereld.kalender.historie) + tussen(rng, kansen.REGISTER_NA_DAGEN, len(dag)))
        for dag in (begin, np.minimum(einde, wereld.kalender.einde))
    )
    gemeenschappelijk = pl.DataFrame(
        {"bsn": wereld.bevolking.bsn.gather(persoon), **columns, "datum_begin": datums(begin)}
    ).with_columns(ingetrokken=pl.lit(value=False))
    lopend = gemeenschappelijk.with_columns(datum_einde=pl.lit(None, pl.Date), ontvangen_op=tijdstippen(eerder))
    beeindigd = gemeenschappelijk.with_columns(
        datum_einde=datums(einde), ontvangen_op=tijdstippen(np.maximum(later, eerder + DAG))
    )
    return pl.concat([lopend, beeindigd.filter(einde < wereld.kalender.einde)])
