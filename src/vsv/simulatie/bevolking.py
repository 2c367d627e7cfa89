"""The people: a BSN, a birth date, a gemeente, and how close they are to the labour market."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import polars as pl

from vsv.domein.gemeenten import gemeenten
from vsv.simulatie import kansen
from vsv.simulatie.kalender import OPEN, Kalender, dag_van, dagnummer, datums
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.simulatie.toeval import Getallen, gebeurt, kies, stroom

LEEFTIJD_EINDE: Final = 27
"""The age at which following stops (WEB art. 9.2.1)."""

LEEFTIJD_BEGIN: Final = 18
"""The age at which the kwalificatieplicht ends and following begins."""


@dataclass(frozen=True)
class Bevolking:
    """Columns with one entry per person; a person is a position in them.

    Attributes:
        bsn: Valid numbers from 900000000 up, in order.
        geboren: Birth day, also where the aanmelding does not carry it.
        geboortedatum: The birth date as the aanmelding has it; empty where unknown.
        gemeente: Position in `vsv.domein.gemeenten`.
        situatie: Position in `kansen.SITUATIES`.
    """

    bsn: pl.Series
    geboren: Getallen
    geboortedatum: pl.Series
    gemeente: Getallen
    situatie: Getallen

    def __len__(self) -> int:
        """Return the number of people."""
        return len(self.geboren)


def make_bevolking(zaad: int, personen: int, kalender: Kalender) -> Bevolking:
    """Return that many people, at least 18 when the window begins and at most just 27 when it ends."""
    rng = stroom(zaad, "bevolking")
    geboren = _draw_geboren(rng, personen, kalender)
    onbekend = gebeurt(rng, kansen.KANS_GEBOORTEDATUM_ONBEKEND, personen)
    gewicht = {code: kansen.GEWICHT_STAD.get(code, kansen.GEWICHT_GEMEENTE) for code in gemeenten()}
    return Bevolking(
        bsn=pl.Series(geldige_nummers(EERSTE_BSN, personen)).cast(pl.String),
        geboren=geboren,
        geboortedatum=datums(np.where(onbekend, OPEN, geboren)),
        gemeente=kies(rng, gewicht, personen),
        situatie=kies(rng, kansen.SITUATIES, personen),
    )


def _draw_geboren(rng: np.random.Generator, personen: int, kalender: Kalender) -> Getallen:
    """Return birth days: evenly spread, some on 29 February and some with a birthday on an edge."""
    oudste = _jaren_terug(dag_van(kalender.einde - kansen.OVER_27_DAGEN), LEEFTIJD_EINDE)
    jongste = _jaren_terug(dag_van(kalender.venster - 1), LEEFTIJD_BEGIN)
    geboren = rng.integers(oudste, jongste, personen, dtype=np.int32, endpoint=True)

    schrikkel = gebeurt(rng, kansen.KANS_SCHRIKKELDAG, personen)
    dagen = [dagnummer(date(jaar, 2, 29)) for jaar in range(1904, 2100, 4)]
    schrikkeldagen = [dag for dag in dagen if oudste <= dag <= jongste]
    if schrikkeldagen:
        geboren[schrikkel] = rng.choice(np.array(schrikkeldagen, np.int32), int(schrikkel.sum()))

    rand = gebeurt(rng, kansen.KANS_VERJAARDAG_OP_RAND, personen)
    randdagen = [_jaren_terug(dag_van(kalender.einde + na), LEEFTIJD_EINDE) for na in kansen.RANDDAGEN]
    geboren[rand] = rng.choice(np.array(randdagen, np.int32), int(rand.sum()))
    return geboren


def _jaren_terug(dag: date, jaren: int) -> int:
    """Return the number of the same day so many years before; 28 February where 29 does not exist."""
    try:
        return dagnummer(dag.replace(year=dag.year - jaren))
    except ValueError:
        return dagnummer(dag.replace(year=dag.year - jaren, day=28))
