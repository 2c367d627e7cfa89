"""The employers: invented names, a loonheffingennummer each, and habits of filing.

Those who pay benefits stand in the same list, behind the employers: to the polisadministratie they are
payers like any other.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from vsv.simulatie import kansen
from vsv.simulatie.kansen import RITMES, SECTOREN, Betaler
from vsv.simulatie.nummers import EERSTE_FISCAAL_NUMMER, geldige_nummers
from vsv.simulatie.toeval import Getallen, gebeurt, kies, stroom, tussen

_UITKERENDE: Final[tuple[tuple[Betaler, str], ...]] = (
    ("uwv", "Uitkeringsinstituut Voorbeeld"),
    ("pensioenfonds", "Pensioenfonds Voorbeeld"),
    ("pensioenfonds", "Pensioenfonds Denkbeeld"),
    *(("gemeente", f"Sociale Dienst Voorbeeldstad {nummer}") for nummer in range(1, 41)),
)
"""Who pays benefits, by kind of payer and invented name."""

_SECTOR_UITKERING: Final = -1


@dataclass(frozen=True)
class Werkgevers:
    """Columns with one entry per payer: first all employers, then those who pay benefits.

    Attributes:
        naam: Invented name.
        loonheffingennummer: Nine valid digits from 800000000, `L` and two digits.
        sector: Position in `kansen.SECTOREN`; -1 for who pays benefits.
        ritme: Position in `kansen.RITMES`.
        indiendag: Usual day of filing, counted from the end of a tijdvak.
        kans_laat: Chance that a filing is late.
        eerste_nummer: The first nummer_ikv given out, 1 or 0.
        premie: Employee's pension premium as part of the wage.
        grens: Running total of the sizes of the employers, for `trek`; shorter than the other columns.
    """

    naam: pl.Series
    loonheffingennummer: pl.Series
    sector: Getallen
    ritme: Getallen
    indiendag: Getallen
    kans_laat: Getallen
    eerste_nummer: Getallen
    premie: Getallen
    grens: Getallen

    def trek(self, rng: np.random.Generator, betaler: Betaler, aantal: int) -> Getallen:
        """Return the positions of `aantal` payers of a kind; big employers are drawn more often."""
        if betaler == "werkgever":
            deel = rng.random(aantal) * self.grens[-1]
            return np.asarray(np.searchsorted(self.grens, deel, side="right"), np.int32)
        plekken = [len(self.grens) + plek for plek, (soort, _) in enumerate(_UITKERENDE) if soort == betaler]
        return rng.choice(np.array(plekken, np.int32), aantal)


def make_werkgevers(zaad: int, personen: int) -> Werkgevers:
    """Return the payers of a world of that many people."""
    rng = stroom(zaad, "werkgevers")
    aantal = max(kansen.MINSTE_WERKGEVERS, personen // kansen.PERSONEN_PER_WERKGEVER)
    sector = kies(rng, {naam: soort.aandeel for naam, soort in SECTOREN.items()}, aantal)
    # The first ones take every sector in turn, so that none is absent from a small world.
    sector[: len(SECTOREN)] = np.arange(len(SECTOREN))
    uitkerend = len(_UITKERENDE)
    ritme = np.concatenate([_draw_ritme(rng, sector), np.zeros(uitkerend, np.int8)])
    allen = aantal + uitkerend
    stiptheid = kies(rng, kansen.STIPTHEID, allen)
    return Werkgevers(
        naam=pl.concat([_make_namen(rng, sector), pl.Series([naam for _, naam in _UITKERENDE])]),
        loonheffingennummer=_make_loonheffingennummers(rng, allen),
        sector=np.concatenate([sector, np.full(uitkerend, _SECTOR_UITKERING, np.int16)]),
        ritme=ritme,
        indiendag=_draw_indiendag(rng, ritme),
        kans_laat=np.array([kansen.KANS_LAAT[soort] for soort in kansen.STIPTHEID])[stiptheid],
        eerste_nummer=1 - gebeurt(rng, kansen.KANS_NUMMERT_VANAF_NUL, allen).astype(np.int32),
        premie=rng.uniform(0, 2 * kansen.PENSIOENPREMIE, allen),
        grens=np.cumsum(rng.pareto(kansen.SCHEEFHEID_WERKGEVERS, aantal) + 1),
    )


def _draw_ritme(rng: np.random.Generator, sector: Getallen) -> Getallen:
    """Return for each employer how often it files, as a position in `RITMES`."""
    week = np.array([soort.week for soort in SECTOREN.values()])[sector]
    vier_weken = np.array([soort.vier_weken for soort in SECTOREN.values()])[sector]
    deel = rng.random(len(sector))
    keuzes = [RITMES.index("week"), RITMES.index("vier_weken")]
    ritme: Getallen = np.select([deel < week, deel < week + vier_weken], keuzes, RITMES.index("maand"))
    return ritme.astype(np.int8)


def _draw_indiendag(rng: np.random.Generator, ritme: Getallen) -> Getallen:
    """Return for each payer its usual day of filing, within what its rhythm allows."""
    grenzen = np.array([kansen.INDIENDAG[naam] for naam in RITMES])
    return np.asarray(rng.integers(grenzen[ritme, 0], grenzen[ritme, 1], endpoint=True), np.int32)


def _make_namen(rng: np.random.Generator, sector: Getallen) -> pl.Series:
    """Return names such as `Bakkerij Voorbeeld BV`; like real ones they need not be unique."""
    soorten = [soort.soorten for soort in SECTOREN.values()]
    plek = rng.integers(0, np.array([len(woorden) for woorden in soorten])[sector])
    vorm = kies(rng, kansen.RECHTSVORMEN, len(sector))
    eigennaam = tussen(rng, (0, len(kansen.VERZONNEN_NAMEN) - 1), len(sector))
    eerste_van_sector = np.cumsum([0] + [len(woorden) for woorden in soorten])[sector]
    woorden = pl.Series([woord for groep in soorten for woord in groep])
    return (
        woorden.gather(eerste_van_sector + plek)
        + " "
        + pl.Series(kansen.VERZONNEN_NAMEN).gather(eigennaam)
        + pl.Series(list(kansen.RECHTSVORMEN)).gather(vorm)
    )


def _make_loonheffingennummers(rng: np.random.Generator, aantal: int) -> pl.Series:
    """Return unique numbers; some payers share the nine digits and differ in the sub number."""
    eigen = ~gebeurt(rng, kansen.KANS_TWEEDE_SUBNUMMER, aantal)
    eigen[0] = True
    volgnummer = np.cumsum(eigen) - 1
    eerste = np.flatnonzero(eigen)[volgnummer]
    return pl.select(
        pl.Series(geldige_nummers(EERSTE_FISCAAL_NUMMER, aantal)[volgnummer]).cast(pl.String)
        + "L"
        + pl.Series(np.arange(aantal) - eerste + 1).cast(pl.String).str.zfill(2)
    ).to_series()
