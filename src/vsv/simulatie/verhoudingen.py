"""The inkomstenverhoudingen and their periodes as they become known: version after version.

An IKV becomes known with the first filing that names it, or a little before. Its end comes with the
filing of the tijdvak in which it ended, unless the payer gave it from the start.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.kalender import (
    DAG,
    NOOIT,
    OPEN,
    datums,
    draw_momenten,
    eerste_van_maand,
    tijdstippen,
)
from vsv.simulatie.toeval import Getallen, gebeurt, kies, tussen
from vsv.simulatie.wereld import Wereld
from vsv.simulatie.werkgevers import Werkgevers


def add_nummer_ikv(verhoudingen: pl.DataFrame, werkgevers: Werkgevers) -> pl.DataFrame:
    """Put the verhoudingen in order of person, payer and begin and number them in that order.

    Adds `nummer_ikv` (Int32): it goes up with every new IKV of the same person with the same payer.
    """
    eerste = pl.Series(werkgevers.eerste_nummer)
    rij = pl.int_range(pl.len(), dtype=pl.Int32)
    return verhoudingen.sort("persoon", "werkgever", "begin", "einde").with_columns(
        nummer_ikv=(rij.over("persoon", "werkgever") + pl.lit(eerste).gather(pl.col("werkgever"))).cast(pl.Int32)
    )


@dataclass(frozen=True)
class Bekendheid:
    """When each inkomstenverhouding and its end became known: moments, one per verhouding.

    Attributes:
        begin: First heard of; later than the end of the simulation when it was not.
        einde: The end was told; never before `begin`; `NOOIT` when nobody told it.
    """

    begin: Getallen
    einde: Getallen


def make_bekendheid(wereld: Wereld, verhoudingen: pl.DataFrame, eerste_ontvangst: Getallen) -> Bekendheid:
    """Return when each inkomstenverhouding and its end became known.

    Args:
        wereld: The world.
        verhoudingen: All inkomstenverhoudingen (`VERHOUDING_SCHEMA`).
        eerste_ontvangst: When the first IKO of each comes in.
    """
    rng, kalender = wereld.stroom("bekendheid"), wereld.kalender
    werkgever, begin, einde, vooraf = (
        verhoudingen[naam].to_numpy() for naam in ("werkgever", "begin", "einde", "einde_vooraf")
    )
    aantal = len(begin)
    vroeg = gebeurt(rng, kansen.KANS_VROEG_GEMELD, aantal) & (begin >= kalender.historie)
    melding = draw_momenten(rng, np.maximum(begin, kalender.historie) + tussen(rng, kansen.VROEG_NA_DAGEN, aantal))
    bekend = np.where(vroeg, np.minimum(melding, eerste_ontvangst), eerste_ontvangst)
    tijdvak = kalender.tijdvakken.find(wereld.werkgevers.ritme[werkgever], einde)
    aangifte = np.where(einde < kalender.einde, wereld.aangiften.eerste[werkgever, tijdvak], NOOIT)
    # The filing that tells the end also names the IKV, so it never comes before `bekend`.
    return Bekendheid(bekend, np.where(vooraf, bekend, aangifte))


def make_ikv_versies(wereld: Wereld, verhoudingen: pl.DataFrame, bekendheid: Bekendheid) -> pl.DataFrame:
    """Return the versions of every IKV: without an end, with its end, and sometimes with a better one.

    Columns: verhouding (position), datum_begin, datum_einde, reden_einde, ontvangen_op, ingetrokken.
    """
    rng = wereld.stroom("inkomstenverhoudingen")
    begin, einde = verhoudingen["begin"].to_numpy(), verhoudingen["einde"].to_numpy()
    aantal = len(einde)
    eerst_zonder = bekendheid.begin < bekendheid.einde
    met_einde = bekendheid.einde < wereld.kalender.slot
    verbeterd = met_einde & gebeurt(rng, kansen.KANS_EINDE_GECORRIGEERD, aantal)
    beter = np.maximum(begin, einde + tussen(rng, kansen.EINDE_VERSCHUIVING, aantal))
    hersteld = bekendheid.einde + tussen(rng, kansen.HERSTEL_NA_DAGEN, aantal) * DAG
    return pl.concat(
        [
            _ikv_versie(verhoudingen, eerst_zonder, np.full(aantal, OPEN), bekendheid.begin),
            _ikv_versie(verhoudingen, met_einde, einde, bekendheid.einde),
            _ikv_versie(verhoudingen, verbeterd, beter, hersteld),
        ]
    )


def _ikv_versie(verhoudingen: pl.DataFrame, welke: Getallen, einde: Getallen, ontvangen: Getallen) -> pl.DataFrame:
    """Return one version of some of the IKV's; without an end there is no reason for it."""
    return (
        verhoudingen.lazy()
        .select(
            verhouding=pl.int_range(pl.len(), dtype=pl.Int32),
            datum_begin=pl.when(~pl.col("begin_onbekend")).then(pl.col("begin").cast(pl.Date)),
            datum_einde=datums(einde),
            reden_einde="reden_einde",
            ontvangen_op=tijdstippen(ontvangen),
            ingetrokken=pl.lit(value=False),
        )
        .filter(pl.Series(welke))
        .with_columns(pl.when(pl.col("datum_einde").is_not_null()).then("reden_einde").alias("reden_einde"))
        .collect()
    )


def make_ikp_versies(wereld: Wereld, verhoudingen: pl.DataFrame, bekendheid: Bekendheid) -> pl.DataFrame:
    """Return the versions of every IKP; a code may be unknown at first or for good.

    Columns: verhouding (position), datum_begin, srtiv, aard, oproep, onbepaalde_tijd,
    contracturen_per_week, ontvangen_op, ingetrokken.
    """
    rng = wereld.stroom("inkomstenperiodes")
    begin = verhoudingen["begin"].to_numpy()
    aantal = len(begin)
    blijft_onbekend = gebeurt(rng, kansen.KANS_CODE_ONBEKEND, aantal)
    eerst_onbekend = gebeurt(rng, kansen.KANS_CODE_EERST_ONBEKEND, aantal)
    vreemd = pl.Series(list(kansen.ONBEKENDE_CODES)).gather(kies(rng, kansen.ONBEKENDE_CODES, aantal))
    met_periode = ~gebeurt(rng, kansen.KANS_ZONDER_PERIODE, aantal)
    hersteld = bekendheid.begin + tussen(rng, kansen.HERSTEL_NA_DAGEN, aantal) * DAG
    uiteindelijk = pl.when(pl.Series(blijft_onbekend)).then(vreemd).otherwise("srtiv").alias("srtiv")
    aanvankelijk = pl.when(pl.Series(eerst_onbekend)).then(vreemd).otherwise("srtiv").alias("srtiv")
    later = verhoudingen.with_columns(uiteindelijk)
    return pl.concat(
        [
            _ikp_versie(later.with_columns(aanvankelijk), met_periode, begin, bekendheid.begin),
            _ikp_versie(later, met_periode & eerst_onbekend, begin, hersteld),
            _change_contract(wereld, rng, later, bekendheid),
        ]
    )


def _change_contract(
    wereld: Wereld, rng: np.random.Generator, verhoudingen: pl.DataFrame, bekendheid: Bekendheid
) -> pl.DataFrame:
    """Return a second IKP for some jobs: from the first of a month on for an indefinite time."""
    kalender = wereld.kalender
    werkgever, begin, einde, uurloon = (
        verhoudingen[naam].to_numpy() for naam in ("werkgever", "begin", "einde", "uurloon")
    )
    van = np.maximum(begin, kalender.historie)
    dag = van + (np.minimum(einde + 1, kalender.einde) - van) * rng.random(len(begin))
    wijziging = eerste_van_maand(dag)
    wijzigt = gebeurt(rng, kansen.KANS_TWEEDE_PERIODE, len(begin)) & (uurloon > 0) & (wijziging > van)
    # What does not change has no tijdvak to look up; its own begin will do.
    tijdvak = kalender.tijdvakken.find(wereld.werkgevers.ritme[werkgever], np.where(wijzigt, wijziging, van))
    ontvangen = np.maximum(wereld.aangiften.eerste[werkgever, tijdvak], bekendheid.begin)
    nieuw = verhoudingen.with_columns(
        onbepaalde_tijd=pl.lit(value=True), contracturen=pl.col("contracturen") + kansen.EXTRA_UREN
    )
    return _ikp_versie(nieuw, wijzigt, wijziging, ontvangen)


def _ikp_versie(verhoudingen: pl.DataFrame, welke: Getallen, begin: Getallen, ontvangen: Getallen) -> pl.DataFrame:
    """Return one version of an IKP of some of the verhoudingen."""
    return (
        verhoudingen.lazy()
        .select(
            "srtiv",
            "aard",
            "oproep",
            "onbepaalde_tijd",
            verhouding=pl.int_range(pl.len(), dtype=pl.Int32),
            datum_begin=datums(begin),
            contracturen_per_week="contracturen",
            ontvangen_op=tijdstippen(ontvangen),
            ingetrokken=pl.lit(value=False),
        )
        .filter(pl.Series(welke))
        .collect()
    )
