"""The jobs: who works where, from when to when, for how many hours and for how much.

Each person has a line of main jobs and perhaps a line of small ones beside it. A rehire and a job that
goes on under a new number are new inkomstenverhoudingen with the same employer.
"""

from collections.abc import Callable, Mapping
from typing import Final

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.bevolking import LEEFTIJD_BEGIN
from vsv.simulatie.kalender import Kalender, verjaardag
from vsv.simulatie.kansen import SECTOREN, Sector, Situatie, Spoor
from vsv.simulatie.toeval import Getallen, gebeurt, kies, tussen
from vsv.simulatie.wereld import Wereld
from vsv.simulatie.werkgevers import Werkgevers
from vsv.simulatie.wisselingen import Perioden, wissel

VERHOUDING_SCHEMA: Final = {
    "persoon": pl.Int32,
    "werkgever": pl.Int32,
    "begin": pl.Int32,
    "einde": pl.Int32,
    "begin_onbekend": pl.Boolean,
    "einde_vooraf": pl.Boolean,
    "reden_einde": pl.String,
    "srtiv": pl.String,
    "aard": pl.String,
    "oproep": pl.Boolean,
    "onbepaalde_tijd": pl.Boolean,
    "contracturen": pl.Int64,
    "wisselt": pl.Boolean,
    "uren_per_week": pl.Float64,
    "uurloon": pl.Float64,
    "per_maand": pl.Float64,
}
"""An inkomstenverhouding as it really is, before anyone files it; begin and einde are day numbers.

Jobs have hours a week and cents an hour, benefits cents a month. `einde_vooraf`: the payer files the end
from the start. `wisselt`: the hours differ from week to week, also where the filing does not say that the
job is on call."""


def make_banen(wereld: Wereld) -> pl.DataFrame:
    """Return every job that touches the simulated time (`VERHOUDING_SCHEMA`)."""
    lijnen: tuple[tuple[str, Mapping[Situatie, Spoor], Callable[..., Getallen]], ...] = (
        ("hoofdbaan", kansen.HOOFDBAAN, _uren_hoofdbaan),
        ("bijbaan", kansen.BIJBAAN, _uren_bijbaan),
    )
    return pl.concat(_make_lijn(wereld, wereld.stroom(naam), sporen, uren) for naam, sporen, uren in lijnen)


def _make_lijn(
    wereld: Wereld,
    rng: np.random.Generator,
    sporen: Mapping[Situatie, Spoor],
    draw_uren: Callable[[np.random.Generator, int], Getallen],
) -> pl.DataFrame:
    """Return one line of jobs for everyone who has it."""
    bevolking, kalender = wereld.bevolking, wereld.kalender
    spoor = [sporen[situatie] for situatie in kansen.SITUATIES]
    kans = np.array([s.kans for s in spoor])[bevolking.situatie]
    persoon = np.flatnonzero(gebeurt(rng, kans, len(bevolking))).astype(np.int32)
    situatie = bevolking.situatie[persoon]
    perioden = wissel(
        rng,
        persoon,
        np.array([s.duur for s in spoor])[situatie],
        np.array([s.gat for s in spoor])[situatie],
        kalender,
        vroegst=verjaardag(bevolking.geboren[persoon], kansen.LEEFTIJD_ARBEID),
        kans_loopt_door=kansen.KANS_ADMINISTRATIEF,
        seizoen=kansen.SEIZOEN,
    )
    werkgever = _draw_werkgevers(rng, perioden, wereld.werkgevers)
    sector = wereld.werkgevers.sector[werkgever]
    aantal = len(werkgever)
    geboren = bevolking.geboren[perioden.persoon]
    stage = gebeurt(rng, kansen.KANS_STAGE, aantal)
    return pl.DataFrame(
        {
            "persoon": perioden.persoon,
            "werkgever": werkgever,
            "begin": perioden.begin,
            "einde": perioden.einde,
            "begin_onbekend": (perioden.begin < kalender.historie) & gebeurt(rng, kansen.KANS_BEGIN_ONBEKEND, aantal),
            "reden_einde": _draw_reden(rng, perioden.loopt_door, sector),
            **_draw_soort(rng, sector, stage),
            **_draw_contract(rng, sector, draw_uren(rng, aantal)),
            "uurloon": _draw_uurloon(rng, sector, geboren, kalender) * np.where(stage, kansen.LOON_STAGE, 1),
            "per_maand": np.zeros(aantal),
        }
    ).select(pl.col(naam).cast(soort) for naam, soort in VERHOUDING_SCHEMA.items())


def _draw_werkgevers(rng: np.random.Generator, perioden: Perioden, werkgevers: Werkgevers) -> Getallen:
    """Return the employer of each job; with a rehire or on paper only, that of the job before."""
    aantal = len(perioden.persoon)
    vers = werkgevers.trek(rng, "werkgever", aantal)
    ging_door = np.append(False, perioden.loopt_door[:-1])[:aantal]
    blijft = ging_door | gebeurt(rng, kansen.KANS_ZELFDE_WERKGEVER, aantal)
    nieuw = perioden.eerste | ~blijft
    laatste_nieuwe = np.maximum.accumulate(np.where(nieuw, np.arange(aantal), 0))
    return vers[laatste_nieuwe]


def _per_sector(sector: Getallen, eigenschap: Callable[[Sector], float]) -> Getallen:
    """Return a figure of the sector of each job."""
    return np.array([eigenschap(soort) for soort in SECTOREN.values()])[sector]


def _draw_reden(rng: np.random.Generator, loopt_door: Getallen, sector: Getallen) -> pl.Series:
    """Return why each job ends: a code, or empty."""
    aantal = len(sector)
    gewoon = pl.Series(list(kansen.REDENEN_EINDE)).gather(kies(rng, kansen.REDENEN_EINDE, aantal))
    uitzend = pl.Series(list(kansen.REDENEN_EINDE_UITZEND)).gather(kies(rng, kansen.REDENEN_EINDE_UITZEND, aantal))
    is_uitzend = sector == list(SECTOREN).index("uitzend")
    return pl.select(
        pl.when(pl.Series(loopt_door))
        .then(pl.lit(kansen.REDEN_ADMINISTRATIEF))
        .when(pl.Series(is_uitzend))
        .then(uitzend)
        .otherwise(gewoon)
    ).to_series()


def _draw_soort(rng: np.random.Generator, sector: Getallen, stage: Getallen) -> dict[str, pl.Series]:
    """Return the income code (srtiv) and the kind of job (aard)."""
    aantal = len(sector)
    bbl = gebeurt(rng, _per_sector(sector, lambda soort: soort.bbl), aantal)
    dga = gebeurt(rng, kansen.KANS_DGA, aantal)
    soorten = list(SECTOREN.values())
    aard = pl.Series([soort.aard for soort in soorten]).gather(sector)
    srtiv = pl.Series([soort.srtiv for soort in soorten]).gather(sector)
    return pl.select(
        srtiv=pl.when(pl.Series(dga)).then(pl.lit(kansen.SRTIV_DGA)).otherwise(srtiv),
        aard=pl.when(pl.Series(stage))
        .then(pl.lit(kansen.AARD_STAGE))
        .when(pl.Series(bbl))
        .then(pl.lit(kansen.AARD_BBL))
        .otherwise(aard),
    ).to_dict(as_series=True)


def _draw_contract(rng: np.random.Generator, sector: Getallen, uren: Getallen) -> dict[str, pl.Series]:
    """Return the contract marks; on call means no contract hours, and at times all are empty."""
    aantal = len(sector)
    oproep = gebeurt(rng, _per_sector(sector, lambda soort: soort.oproep), aantal)
    onbepaald = gebeurt(rng, kansen.KANS_ONBEPAALDE_TIJD, aantal)
    vooraf = ~onbepaald & gebeurt(rng, kansen.KANS_EINDE_VOORAF_BEKEND, aantal)
    bekend = pl.Series(~gebeurt(rng, kansen.KANS_CONTRACTMERKEN_ONBEKEND, aantal))
    return pl.select(
        einde_vooraf=pl.Series(vooraf),
        oproep=pl.when(bekend).then(pl.Series(oproep)),
        onbepaalde_tijd=pl.when(bekend).then(pl.Series(onbepaald)),
        contracturen=pl.when(bekend & pl.Series(~oproep)).then(pl.Series(uren)),
        wisselt=pl.Series(oproep),
        uren_per_week=pl.Series(uren),
    ).to_dict(as_series=True)


def _uren_hoofdbaan(rng: np.random.Generator, aantal: int) -> Getallen:
    """Return weekly hours of main jobs: any part-time number, or a full week."""
    uren = tussen(rng, kansen.UREN_HOOFDBAAN, aantal)
    return np.where(uren >= kansen.VOLTIJD_VANAF, kansen.VOLTIJD, uren)


def _uren_bijbaan(rng: np.random.Generator, aantal: int) -> Getallen:
    """Return weekly hours of small jobs."""
    return tussen(rng, kansen.UREN_BIJBAAN, aantal)


def _draw_uurloon(rng: np.random.Generator, sector: Getallen, geboren: Getallen, kalender: Kalender) -> Getallen:
    """Return cents an hour: the minimum for the age at the start of the window, and something above it."""
    deel = np.full(len(geboren), kansen.MINIMUMJEUGDLOON[LEEFTIJD_BEGIN])
    for leeftijd in (*list(kansen.MINIMUMJEUGDLOON)[1:], max(kansen.MINIMUMJEUGDLOON) + 1):
        bereikt = verjaardag(geboren, leeftijd) <= kalender.venster
        deel = np.where(bereikt, kansen.MINIMUMJEUGDLOON.get(leeftijd, 1.0), deel)
    toeslag = _per_sector(sector, lambda soort: soort.toeslag) * rng.exponential(1.0, len(sector))
    return kansen.MINIMUMLOON_PER_UUR * deel * (1 + toeslag)
