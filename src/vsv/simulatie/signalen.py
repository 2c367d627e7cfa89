"""What DUO tells: before people are aangemeld, before they are afgemeld, and now and then for no visible reason.

A signal about an aanmelding or afmelding was received before that day, so that whoever reads the tables week by week
sees the cause before the effect. Signals of one person may arrive in another order than things happened, and more
than once.
"""

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import polars as pl

from vsv.domein.codes import Signaal
from vsv.domein.gemeenten import gemeenten
from vsv.simulatie import kansen
from vsv.simulatie.aanmeldingen import REDEN_OVERGEDRAGEN, REDENEN, Aanmeldingen
from vsv.simulatie.kalender import OPEN, datums, draw_momenten, tijdstippen
from vsv.simulatie.toeval import Getallen, gebeurt, kies, tussen, wachttijd
from vsv.simulatie.wereld import Wereld

_SOORTEN: Final = list(Signaal)
_VOOR_AFMELDING: Final = {
    "INGESCHREVEN": Signaal.HERINSCHRIJVING,
    "STARTKWALIFICATIE": Signaal.STARTKWALIFICATIE,
    "VERTROKKEN": Signaal.VERTROKKEN,
}
_ZONDER: Final = -1
"""Stands for no gemeente."""


@dataclass(frozen=True)
class _Signalen:
    """Columns with one entry per signal.

    Attributes:
        persoon: Position in the bevolking.
        soort: Position in `_SOORTEN`.
        datum: The day it is about.
        uiterlijk: The last day on which it is received.
        gemeente: Position in `vsv.domein.gemeenten`, or `_ZONDER`.
    """

    persoon: Getallen
    soort: Getallen
    datum: Getallen
    uiterlijk: Getallen
    gemeente: Getallen

    @classmethod
    def of(
        cls,
        persoon: Getallen,
        soort: Getallen | int,
        datum: Getallen,
        uiterlijk: Getallen | int,
        gemeente: Getallen | int,
    ) -> Self:
        """Put columns, and values that hold for all, together."""
        return cls(*np.broadcast_arrays(persoon, soort, datum, uiterlijk, gemeente))

    def __add__(self, other: Self) -> Self:
        """Return these rows and then the other ones."""
        paren = ((getattr(self, veld.name), getattr(other, veld.name)) for veld in fields(self))
        return type(self)(*(np.concatenate(paar) for paar in paren))


def make_duo_signalen(wereld: Wereld, aanmeldingen: Aanmeldingen, organisaties: pl.DataFrame) -> pl.DataFrame:
    """Return the table `duo_signalen`: bsn, soort, datum, gemeentecode, ontvangen_op; in no order."""
    rng = wereld.stroom("duo")
    signalen = (
        _before_aanmelding(rng, wereld, aanmeldingen)
        + _before_afmelding(rng, wereld, aanmeldingen)
        + _before_overdracht(rng, aanmeldingen, organisaties)
        + _without_effect(rng, wereld, aanmeldingen)
    )
    return _to_tabel(rng, wereld, signalen)


def _before_aanmelding(rng: np.random.Generator, wereld: Wereld, rijen: Aanmeldingen) -> _Signalen:
    """Most who came in since the history began had left school shortly before; who was handed over had not."""
    overgedragen = np.isin(rijen.persoon, _handed_over(rijen).persoon)
    nieuw = rijen[(rijen.van >= wereld.kalender.historie) & ~overgedragen]
    _, eerste = np.unique(np.stack([nieuw.persoon, nieuw.van]), axis=1, return_index=True)  # followed by two: once
    nieuw = nieuw[eerste]
    nieuw = nieuw[gebeurt(rng, kansen.KANS_UITSCHRIJVING_GEMELD, len(nieuw.van))]
    datum = nieuw.van - wachttijd(rng, kansen.GEMIDDELDE_AANMELDTERMIJN, len(nieuw.van))
    soort = _SOORTEN.index(Signaal.UITSCHRIJVING)
    return _Signalen.of(nieuw.persoon, soort, datum, nieuw.van - 1, wereld.bevolking.gemeente[nieuw.persoon])


def _before_afmelding(rng: np.random.Generator, wereld: Wereld, rijen: Aanmeldingen) -> _Signalen:
    """Most afmeldingen for a reason that DUO knows follow its signal."""
    soorten = np.array([_SOORTEN.index(_VOOR_AFMELDING[r]) if r in _VOOR_AFMELDING else -1 for r in REDENEN], np.int16)
    gestopt = rijen[(rijen.tot != OPEN) & (rijen.tot >= wereld.kalender.historie) & (soorten[rijen.reden] >= 0)]
    gestopt = gestopt[gebeurt(rng, kansen.KANS_AFMELDING_GEMELD, len(gestopt.van))]
    datum = np.maximum(gestopt.tot - tussen(rng, kansen.AFMELDTERMIJN, len(gestopt.van)), gestopt.van)
    return _Signalen.of(gestopt.persoon, soorten[gestopt.reden], datum, gestopt.tot - 1, _ZONDER)


def _before_overdracht(rng: np.random.Generator, rijen: Aanmeldingen, organisaties: pl.DataFrame) -> _Signalen:
    """Who is handed over to another region has moved to one of its gemeenten."""
    oud = _handed_over(rijen)
    nieuw = rijen[np.isin(rijen.persoon, oud.persoon) & (rijen.reden != REDENEN.index(REDEN_OVERGEDRAGEN))]
    waarheen = np.zeros(int(rijen.persoon.max()) + 1, np.int16)
    waarheen[nieuw.persoon] = nieuw.organisatie
    regio = organisaties["regio"].to_numpy()[waarheen[oud.persoon]]
    datum = np.maximum(oud.tot - kansen.OVERLAP_DAGEN - tussen(rng, kansen.AFMELDTERMIJN, len(oud.van)), oud.van)
    soort = _SOORTEN.index(Signaal.VERHUISD)
    return _Signalen.of(oud.persoon, soort, datum, oud.tot - 1, _draw_gemeente(rng, regio))


def _without_effect(rng: np.random.Generator, wereld: Wereld, rijen: Aanmeldingen) -> _Signalen:
    """Some signals about who is followed lead to nothing in the other tables: not yet, not at all, or a mistake."""
    kalender = wereld.kalender
    open_ = rijen[rijen.tot == OPEN]
    _, eerste = np.unique(open_.persoon, return_index=True)
    open_ = open_[eerste]
    open_ = open_[gebeurt(rng, sum(kansen.SIGNALEN_ZONDER_GEVOLG.values()), len(open_.van))]
    plekken = np.array([_SOORTEN.index(Signaal[naam]) for naam in kansen.SIGNALEN_ZONDER_GEVOLG], np.int16)
    soort = plekken[kies(rng, kansen.SIGNALEN_ZONDER_GEVOLG, len(open_.van))]
    datum = np.maximum(tussen(rng, (kalender.venster, kalender.einde - 1), len(open_.van)), open_.van)
    regio = _REGIO[wereld.bevolking.gemeente[open_.persoon]]
    binnen = np.where(soort == _SOORTEN.index(Signaal.VERHUISD), _draw_gemeente(rng, regio), _ZONDER)
    return _Signalen.of(open_.persoon, soort, datum, OPEN, binnen)


_REGIO: Final = np.array([gemeente.regio for gemeente in gemeenten().values()], np.int16)


def _handed_over(rijen: Aanmeldingen) -> Aanmeldingen:
    return rijen[(rijen.tot != OPEN) & (rijen.reden == REDENEN.index(REDEN_OVERGEDRAGEN))]


def _draw_gemeente(rng: np.random.Generator, regio: Getallen) -> Getallen:
    """Return for each region the position of one of its gemeenten."""
    volgorde = np.argsort(_REGIO, kind="stable")
    begin, einde = (np.searchsorted(_REGIO[volgorde], regio, side=kant) for kant in ("left", "right"))
    return volgorde[begin + (rng.random(len(regio)) * (einde - begin)).astype(np.int64)].astype(np.int16)


def _to_tabel(rng: np.random.Generator, wereld: Wereld, signalen: _Signalen) -> pl.DataFrame:
    aantal = len(signalen.persoon)
    dag = np.minimum(signalen.datum + wachttijd(rng, kansen.GEMIDDELDE_MELDTERMIJN, aantal) - 1, signalen.uiterlijk)
    herhaald = np.flatnonzero(gebeurt(rng, kansen.KANS_SIGNAAL_HERHAALD, aantal))
    later = dag[herhaald] + tussen(rng, kansen.SIGNAAL_HERHAALD_NA_DAGEN, len(herhaald))
    rij = np.concatenate([np.arange(aantal), herhaald])
    ontvangen = draw_momenten(rng, np.concatenate([dag, later]).astype(np.int32))
    # DUO delivers in an order of its own.
    door_elkaar = rng.permutation(len(rij))
    rij, ontvangen = rij[door_elkaar], ontvangen[door_elkaar]
    bekend = ontvangen < wereld.kalender.slot
    rij = rij[bekend]
    codes = pl.Series([*gemeenten(), None], dtype=pl.String)
    gemeente = signalen.gemeente[rij].astype(np.int64)
    return pl.DataFrame(
        {
            "bsn": wereld.bevolking.bsn.gather(signalen.persoon[rij]),
            "soort": pl.Series(_SOORTEN, dtype=pl.String).gather(signalen.soort[rij].astype(np.int64)),
            "datum": datums(signalen.datum[rij]),
            "gemeentecode": codes.gather(np.where(gemeente == _ZONDER, len(codes) - 1, gemeente)),
            "ontvangen_op": tijdstippen(ontvangen[bekend]),
        }
    )
