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
from vsv.simulatie.kalender import OPEN, Kalender, datums, draw_momenten, tijdstippen
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
    return wissel(rng, persoon, duur, gat, wereld.kalender)


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
    # A line stays in the source or out of it as a whole: the choice is made per person.
    binnen = gebeurt(rng, soort.in_polis, int(perioden.persoon.max(initial=0)) + 1)[perioden.persoon]
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
    """Return the table `uitkeringen`: a record when a benefit begins and a newer one when it has ended."""
    rng, bevolking, kalender = wereld.stroom("uitkeringsregisters"), wereld.bevolking, wereld.kalender
    tabellen = []
    for naam, perioden in uitkeringen.items():
        soort = kansen.UITKERINGEN[naam]
        if soort.register is None:
            continue
        bron, wet = soort.register
        binnen = gebeurt(rng, soort.in_register, int(perioden.persoon.max(initial=0)) + 1)[perioden.persoon]
        persoon, begin, einde = (k[binnen] for k in (perioden.persoon, perioden.begin, perioden.einde))
        bekend, einde_bekend = (_meldmoment(rng, dag, kalender) for dag in (begin, einde))
        for moment, slot in ((bekend, np.full_like(einde, OPEN)), (np.maximum(einde_bekend, bekend + 1), einde)):
            tabellen.append(
                pl.DataFrame(
                    {
                        "bsn": bevolking.bsn.gather(persoon),
                        "bron": pl.repeat(bron, len(persoon), eager=True),
                        "wet": pl.repeat(wet, len(persoon), eager=True),
                        "datum_begin": datums(begin),
                        "datum_einde": datums(slot),
                        "ontvangen_op": tijdstippen(moment),
                        "ingetrokken": pl.repeat(value=False, n=len(persoon), eager=True),
                    }
                )
            )
    return pl.concat(tabellen)


def _meldmoment(rng: np.random.Generator, dag: Getallen, kalender: Kalender) -> Getallen:
    """Return when a register tells of a begin or an end; nothing is told before the history begins."""
    gemeld = np.maximum(dag, kalender.historie) + tussen(rng, kansen.REGISTER_NA_DAGEN, len(dag))
    return draw_momenten(rng, gemeld)


def make_doelgroepregister(wereld: Wereld, uitkeringen: Mapping[str, Perioden]) -> pl.DataFrame:
    """Return the table `doelgroepregister`; most who have Wajong are in it."""
    rng, bevolking, kalender = wereld.stroom("doelgroepregister"), wereld.bevolking, wereld.kalender
    wajong = np.zeros(len(bevolking), bool)
    wajong[uitkeringen[_WAJONG].persoon] = True
    kans = np.where(wajong, kansen.KANS_DOELGROEP_WAJONG, kansen.KANS_DOELGROEP)
    persoon = np.flatnonzero(gebeurt(rng, kans, len(bevolking)))
    aantal = len(persoon)
    begin = kalender.einde - wachttijd(rng, kansen.GEMIDDELDE_DOELGROEPDUUR, aantal)
    einde = np.where(
        gebeurt(rng, kansen.KANS_DOELGROEP_BEEINDIGD, aantal),
        np.minimum(begin + wachttijd(rng, kansen.GEMIDDELDE_DOELGROEPDUUR, aantal), kalender.einde - 1),
        OPEN,
    )
    return pl.DataFrame(
        {
            "bsn": bevolking.bsn.gather(persoon),
            "grondslag": pl.Series(list(kansen.GRONDSLAGEN)).gather(kies(rng, kansen.GRONDSLAGEN, aantal)),
            "datum_begin": datums(begin),
            "datum_einde": datums(einde),
            "ontvangen_op": tijdstippen(_meldmoment(rng, begin, kalender)),
            "ingetrokken": pl.repeat(value=False, n=aantal, eager=True),
        }
    )
