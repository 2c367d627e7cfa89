"""Who is followed by whom, from when, until when, and why no longer.

Everyone starts with one aanmelding. Some people are (also) followed by their gemeente, some are
afgemeld, some of those come back, and some are handed over to another region. An organisation never
has two active aanmeldingen for one person.
"""

from dataclasses import dataclass, fields
from typing import Final, Self

import numpy as np
import polars as pl

from vsv.domein.gemeenten import gemeenten
from vsv.simulatie import kansen
from vsv.simulatie.bevolking import LEEFTIJD_BEGIN, LEEFTIJD_EINDE, Bevolking
from vsv.simulatie.kalender import OPEN, Kalender, datums, verjaardag, werkdag
from vsv.simulatie.toeval import Getallen, gebeurt, kies, tussen, wachttijd
from vsv.simulatie.wereld import Wereld

REDEN_27: Final = "LEEFTIJD"
REDEN_OVERGEDRAGEN: Final = "OVERGEDRAGEN"
REDENEN: Final = (*kansen.AFMELDREDENEN, REDEN_27, REDEN_OVERGEDRAGEN)
"""Why an organisation stopped; a reason is a position in this list."""


@dataclass(frozen=True)
class Aanmeldingen:
    """Columns with one entry per aanmelding.

    Attributes:
        persoon: Position in the bevolking.
        organisatie: Position in the organisaties.
        van: Day of the aanmelding.
        tot: Day of the afmelding, or `OPEN`.
        reden: Position in `REDENEN`; means nothing while the aanmelding is open.
    """

    persoon: Getallen
    organisatie: Getallen
    van: Getallen
    tot: Getallen
    reden: Getallen

    def __getitem__(self, welke: Getallen) -> Self:
        """Return a part of the rows: a mask or positions."""
        return type(self)(*(getattr(self, veld.name)[welke] for veld in fields(self)))

    def __add__(self, other: Self) -> Self:
        """Return these rows and then the other ones."""
        paren = ((getattr(self, veld.name), getattr(other, veld.name)) for veld in fields(self))
        return type(self)(*(np.concatenate(paar) for paar in paren))


def make_aanmeldingen(wereld: Wereld, organisaties: pl.DataFrame) -> Aanmeldingen:
    """Return every aanmelding of the world, with the afmelding that ends it before its last peildatum."""
    rng, bevolking, kalender = wereld.stroom("aanmeldingen"), wereld.bevolking, wereld.kalender
    plekken = _Plekken.of(organisaties)
    eerste = _first(rng, bevolking, plekken, kalender)
    eerste = _stop_at_27(rng, _stop(rng, eerste, kalender), bevolking, kalender)
    eerste, overgedragen = _hand_over(rng, eerste, bevolking, plekken, kalender)
    return eerste + overgedragen + _come_back(rng, eerste, bevolking, kalender)


@dataclass(frozen=True)
class _Plekken:
    """Where the organisations of a gemeente stand in the list of organisations.

    Attributes:
        punt: For each gemeente the position of its Doorstroompunt.
        eigen: For each gemeente the position of its own organisation, or -1.
        punten: The positions of all Doorstroompunten.
    """

    punt: Getallen
    eigen: Getallen
    punten: Getallen

    @classmethod
    def of(cls, organisaties: pl.DataFrame) -> Self:
        """Look up every gemeente in the list of organisations."""
        per_regio: dict[int, int] = {}
        per_gemeente: dict[str, int] = {}
        for plek, (soort, regio, code) in enumerate(organisaties.select("soort", "regio", "gemeentecode").iter_rows()):
            if soort == "doorstroompunt":
                per_regio[regio] = plek
            else:
                per_gemeente[code] = plek
        return cls(
            punt=np.array([per_regio[g.regio] for g in gemeenten().values()], np.int16),
            eigen=np.array([per_gemeente.get(code, -1) for code in gemeenten()], np.int16),
            punten=np.array(list(per_regio.values()), np.int16),
        )


def _first(rng: np.random.Generator, bevolking: Bevolking, plekken: _Plekken, kalender: Kalender) -> Aanmeldingen:
    """Return the first aanmelding of everyone, and a second one for those followed by two."""
    personen = len(bevolking)
    weken = kalender.weken
    nieuw = gebeurt(rng, kansen.INSTROOM_PER_WEEK * weken, personen)
    voorraad = kalender.venster - wachttijd(rng, kansen.GEMIDDELDE_VOORRAADDUUR, personen)
    instroom = tussen(rng, (kalender.venster, kalender.einde - 1), personen)
    volwassen, te_oud = (verjaardag(bevolking.geboren, leeftijd) for leeftijd in (LEEFTIJD_BEGIN, LEEFTIJD_EINDE))
    van = np.maximum(werkdag(np.minimum(np.where(nieuw, instroom, voorraad), te_oud - 1)), volwassen)

    eigen = plekken.eigen[bevolking.gemeente]
    deel = rng.random(personen)
    alleen = (eigen >= 0) & (deel < kansen.KANS_ALLEEN_GEMEENTE)
    ook = (eigen >= 0) & ~alleen & (deel < kansen.KANS_ALLEEN_GEMEENTE + kansen.KANS_OOK_GEMEENTE)
    punt = plekken.punt[bevolking.gemeente]

    def rows(persoon: Getallen, organisatie: Getallen) -> Aanmeldingen:
        return _open(persoon, organisatie[persoon], van[persoon])

    return rows(np.arange(personen), np.where(alleen, eigen, punt)) + rows(np.flatnonzero(ook), eigen)


def _stop(rng: np.random.Generator, rijen: Aanmeldingen, kalender: Kalender) -> Aanmeldingen:
    """Afmeld some: most within the window, a few before it. Never on the day of the aanmelding."""
    aantal = len(rijen.van)
    eerder = gebeurt(rng, kansen.KANS_EERDER_AFGEMELD, aantal)
    nu = gebeurt(rng, kansen.UITSTROOM_PER_WEEK * kalender.weken, aantal)
    in_historie = tussen(rng, (kalender.historie, kalender.venster - 1), aantal)
    in_venster = tussen(rng, (kalender.venster, kalender.einde - 1), aantal)
    op = werkdag(np.where(eerder, in_historie, in_venster))
    stopt = (eerder | nu) & (op > rijen.van)
    return _with_einde(rijen, stopt, op, kies(rng, kansen.AFMELDREDENEN, aantal))


def _stop_at_27(
    rng: np.random.Generator, rijen: Aanmeldingen, bevolking: Bevolking, kalender: Kalender
) -> Aanmeldingen:
    """Afmeld most of those who turned 27 on their birthday; the rest is work still to be done."""
    op = verjaardag(bevolking.geboren, LEEFTIJD_EINDE)[rijen.persoon]
    gedaan = gebeurt(rng, kansen.KANS_AFGEMELD_OP_27, len(op))
    stopt = gedaan & (op < kalender.einde) & (op > rijen.van) & (op < rijen.tot)
    return _with_einde(rijen, stopt, op, REDENEN.index(REDEN_27))


def _hand_over(
    rng: np.random.Generator,
    rijen: Aanmeldingen,
    bevolking: Bevolking,
    plekken: _Plekken,
    kalender: Kalender,
) -> tuple[Aanmeldingen, Aanmeldingen]:
    """Move some to another region: return the old rows, ended, and the new ones."""
    aantal = len(rijen.van)
    op = tussen(rng, (kalender.venster, kalender.einde - 1), aantal)
    # Only who has one aanmelding moves as a whole; that keeps the two organisations in step.
    enig = np.bincount(rijen.persoon, minlength=len(bevolking))[rijen.persoon] == 1
    gaat = gebeurt(rng, kansen.OVERDRACHTEN_PER_WEEK * kalender.weken, aantal) & enig & (rijen.tot == OPEN)
    te_oud = verjaardag(bevolking.geboren, LEEFTIJD_EINDE)[rijen.persoon]
    gaat &= (op > rijen.van + kansen.OVERLAP_DAGEN) & (op < te_oud)
    persoon = rijen.persoon[gaat]
    overlap = np.where(
        gebeurt(rng, kansen.KANS_OVERLAP_OVERDRACHT, len(persoon)),
        tussen(rng, (1, kansen.OVERLAP_DAGEN), len(persoon)),
        0,
    )
    huidig = np.searchsorted(plekken.punten, plekken.punt[bevolking.gemeente[persoon]])
    ander = (huidig + rng.integers(1, len(plekken.punten), len(persoon))) % len(plekken.punten)
    nieuw = _open(persoon, plekken.punten[ander], op[gaat] - overlap)
    return _with_einde(rijen, gaat, op, REDENEN.index(REDEN_OVERGEDRAGEN)), nieuw


def _come_back(rng: np.random.Generator, rijen: Aanmeldingen, bevolking: Bevolking, kalender: Kalender) -> Aanmeldingen:
    """Return a second aanmelding for some who were afgemeld before the window, if not yet 27."""
    gestopt = rijen[rijen.tot < kalender.venster]
    aantal = len(gestopt.van)
    weer = gestopt.tot + wachttijd(rng, kansen.GEMIDDELDE_TERUGKEER, aantal)
    te_oud = weer >= verjaardag(bevolking.geboren, LEEFTIJD_EINDE)[gestopt.persoon]
    komt = gebeurt(rng, kansen.KANS_HERAANMELDING, aantal) & ~te_oud & (weer < kalender.einde)
    return _open(gestopt.persoon[komt], gestopt.organisatie[komt], weer[komt])


def _open(persoon: Getallen, organisatie: Getallen, van: Getallen) -> Aanmeldingen:
    """Return aanmeldingen that have not ended."""
    return Aanmeldingen(
        persoon=persoon.astype(np.int32),
        organisatie=organisatie,
        van=van.astype(np.int32),
        tot=np.full(len(persoon), OPEN, np.int32),
        reden=np.zeros(len(persoon), np.int16),
    )


def _with_einde(rijen: Aanmeldingen, stopt: Getallen, op: Getallen, reden: Getallen | int) -> Aanmeldingen:
    """Return the rows with an end and its reason where `stopt` is True."""
    return Aanmeldingen(
        rijen.persoon,
        rijen.organisatie,
        rijen.van,
        np.where(stopt, op, rijen.tot).astype(np.int32),
        np.where(stopt, reden, rijen.reden).astype(np.int16),
    )


def to_tabel(wereld: Wereld, rijen: Aanmeldingen, organisaties: pl.DataFrame) -> pl.DataFrame:
    """Return the table `aanmeldingen` of the uitwisselformaat, plus a column `reden`.

    `reden` says why the aanmelding ended (one of `REDENEN`) and is empty while it has not. The kenmerk
    is the organisation's own number for the person: it says nothing about the BSN.
    """
    rng, bevolking = wereld.stroom("kenmerk"), wereld.bevolking
    aantal = len(rijen.van)
    met_kenmerk = gebeurt(rng, kansen.KANS_KENMERK, aantal)
    nummer = pl.Series(rng.permutation(aantal)).cast(pl.String).str.zfill(7)
    return pl.DataFrame(
        {
            "organisatie_oin": organisaties["oin"].gather(rijen.organisatie),
            "bsn": bevolking.bsn.gather(rijen.persoon),
            "geboortedatum": bevolking.geboortedatum.gather(rijen.persoon),
            "aanmelddatum": datums(rijen.van),
            "afmelddatum": datums(rijen.tot),
            "kenmerk": pl.select(pl.when(pl.Series(met_kenmerk)).then("Z-" + nummer)).to_series(),
            "reden": pl.select(
                pl.when(pl.Series(rijen.tot != OPEN)).then(pl.Series(REDENEN).gather(rijen.reden))
            ).to_series(),
        }
    )
