"""The inkomstenopgaven: what each payer filed over each tijdvak.

An IKO covers the whole tijdvak, also when the job began or ended halfway; hours and pay follow the days
that were worked. Benefits have an amount and no hours.
"""

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.toeval import Getallen, gebeurt, tussen
from vsv.simulatie.wereld import Wereld

_WEEK: Final = 7


@dataclass(frozen=True)
class Tijdvakregels:
    """One entry per inkomstenverhouding and tijdvak, in the order of the verhoudingen.

    Attributes:
        verhouding: Position of the inkomstenverhouding; each has at least one entry.
        tijdvak: Position of the tijdvak.
        ontvangen: Moment of the filing; may lie after the end of the simulation.
    """

    verhouding: Getallen
    tijdvak: Getallen
    ontvangen: Getallen

    def __getitem__(self, welke: Getallen) -> Self:
        """Return a part of the entries."""
        return type(self)(*(getattr(self, veld.name)[welke] for veld in fields(self)))

    def eerste_ontvangst(self) -> Getallen:
        """Return for each inkomstenverhouding the moment of the filing that comes in first."""
        begin = np.flatnonzero(np.diff(self.verhouding, prepend=-1))
        return np.minimum.reduceat(self.ontvangen, begin) if len(begin) else self.ontvangen


def make_tijdvakregels(wereld: Wereld, verhoudingen: pl.DataFrame) -> Tijdvakregels:
    """Return which tijdvakken are filed for which inkomstenverhouding, from the history on."""
    rng, tijdvakken = wereld.stroom("tijdvakken"), wereld.kalender.tijdvakken
    werkgever, begin, einde = (verhoudingen[naam].to_numpy() for naam in ("werkgever", "begin", "einde"))
    ritme = wereld.werkgevers.ritme[werkgever]
    eerste = tijdvakken.find(ritme, np.maximum(begin, wereld.kalender.historie))
    laatste = tijdvakken.find(ritme, einde)
    nabetaald = gebeurt(rng, kansen.KANS_NABETALING, len(einde)) & (verhoudingen["uurloon"].to_numpy() > 0)
    laatste = np.minimum(laatste + nabetaald, tijdvakken.laatste(ritme))

    aantal = laatste - eerste + 1
    verhouding = np.repeat(np.arange(len(einde), dtype=np.int32), aantal)
    volgnummer = np.arange(len(verhouding), dtype=np.int32) - np.repeat(np.cumsum(aantal) - aantal, aantal)
    tijdvak = (eerste[verhouding] + volgnummer).astype(np.int32)
    return Tijdvakregels(verhouding, tijdvak, wereld.aangiften.eerste[werkgever[verhouding], tijdvak])


def make_opgaven(wereld: Wereld, verhoudingen: pl.DataFrame, regels: Tijdvakregels) -> pl.DataFrame:
    """Return what is filed in each of those tijdvakken.

    Columns: verhouding and tijdvak (positions), loon_lbph and loon_sv (cents, may be negative or empty),
    verloonde_uren (hours, may be empty), ontvangen (moment).
    """
    rng, tijdvakken = wereld.stroom("opgaven"), wereld.kalender.tijdvakken
    werkgever, begin, einde, wisselt, uren_per_week, uurloon, per_maand = (
        verhoudingen[naam].to_numpy()[regels.verhouding]
        for naam in ("werkgever", "begin", "einde", "wisselt", "uren_per_week", "uurloon", "per_maand")
    )
    van, tot = tijdvakken.begin[regels.tijdvak], tijdvakken.einde[regels.tijdvak]
    gewerkt = np.minimum(einde, tot) - np.maximum(begin, van) + 1
    is_werk = uurloon > 0

    uren = _draw_uren(rng, uren_per_week * gewerkt / _WEEK, wisselt)
    dienstdagen = np.minimum(tot - begin + 1, kansen.VAKANTIEGELD_OVER_DAGEN)
    vakantie_uren = np.where(_betaalt_vakantiegeld(van, tot), uren_per_week * dienstdagen / _WEEK, 0)
    loon = (uren + kansen.VAKANTIEGELD * vakantie_uren) * uurloon + per_maand * gewerkt / (tot - van + 1)

    na_einde = gewerkt <= 0
    loon[na_einde] = tussen(rng, kansen.NABETALING, int(na_einde.sum()))
    negatief = gebeurt(rng, kansen.KANS_NEGATIEF, len(loon)) & is_werk
    loon[negatief] *= -kansen.NEGATIEF_DEEL
    uren[negatief] = 0

    geen_loon = gebeurt(rng, kansen.KANS_LOON_LEEG, len(loon))
    geen_uren = gebeurt(rng, kansen.KANS_UREN_LEEG, len(loon)) | ~is_werk
    return pl.DataFrame(
        {
            "verhouding": regels.verhouding,
            "tijdvak": regels.tijdvak,
            "loon_lbph": loon * (1 - wereld.werkgevers.premie[werkgever]),
            "loon_sv": loon,
            "verloonde_uren": uren,
            "ontvangen": regels.ontvangen,
        }
    ).with_columns(
        pl.when(~pl.Series(geen_loon)).then(pl.col("loon_lbph").round().cast(pl.Int64)),
        pl.col("loon_sv").round().cast(pl.Int64),
        pl.when(~pl.Series(geen_uren)).then(pl.col("verloonde_uren").cast(pl.Int64)),
    )


def _draw_uren(rng: np.random.Generator, verwacht: Getallen, wisselt: Getallen) -> Getallen:
    """Return whole paid hours around what is expected; at times none, more often on call."""
    aantal = len(verwacht)
    spreiding = np.where(wisselt, kansen.OPROEP_UREN_SPREIDING, kansen.VAST_UREN_SPREIDING)
    werkelijk = verwacht * (1 + spreiding * rng.standard_normal(aantal))
    nul = gebeurt(rng, np.where(wisselt, kansen.KANS_OPROEP_NUL, kansen.KANS_NUL), aantal)
    return np.where(nul, 0, np.maximum(np.rint(werkelijk), 0))


def _betaalt_vakantiegeld(van: Getallen, tot: Getallen) -> Getallen:
    """Say of tijdvakken whether holiday pay is paid in them: the day itself lies in one per rhythm."""
    maand, dag = kansen.VAKANTIEGELDDAG
    jaar = tot.astype("datetime64[D]").astype("datetime64[Y]")
    uitbetaling = (jaar.astype("datetime64[M]") + maand - 1).astype("datetime64[D]") + dag - 1
    nummer = uitbetaling.astype(np.int64)
    return (van <= nummer) & (nummer <= tot)
