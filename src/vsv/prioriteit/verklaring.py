"""An outcome in plain Dutch (B1): why this priority, what to watch, what would change it, what changed.

The texts themselves stand in `teksten`; here they are chosen and filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from vsv.domein.perioden import MAANDNAMEN, Maand, datum_tekst
from vsv.prioriteit.kenmerken import BEKEND_TOT
from vsv.prioriteit.peilmoment import eerste_nieuwsdag
from vsv.prioriteit.regels import NP
from vsv.prioriteit.regelset import Regelset
from vsv.prioriteit.teksten import REDEN, REDEN_TOEN, VERANDERT, VERANDERT_NP_BRON, VERANDERT_NP_CODE, VLAG


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """One row of `prioriteer`, without the doelgroepregister: not everyone may see that.

    Attributes:
        peildatum: The day as of which it was computed.
        prioriteit: 1 to 5, or 0 for NP.
        loonperiode: First day of the month that counts.
        loon: Cents of work in it.
        uren: Hours of work in it.
        redenen: Codes, in the order of the rules.
        vlaggen: Codes, by name.
        bekend_tot: Per source the day of its latest answer; a source that never answered is absent.
    """

    peildatum: date
    prioriteit: int
    loonperiode: date
    loon: int
    uren: int
    redenen: tuple[str, ...]
    vlaggen: tuple[str, ...]
    bekend_tot: Mapping[str, date]

    @classmethod
    def van_rij(cls, rij: Mapping[str, Any], peildatum: date) -> Self:
        """Make one of a row with the columns of `prioriteer`; columns of sources may be absent."""
        return cls(
            peildatum=peildatum,
            prioriteit=rij["prioriteit"],
            loonperiode=rij["loonperiode"],
            loon=rij["loon"],
            uren=rij["uren"],
            redenen=_codes(rij["redenen"]),
            vlaggen=_codes(rij["vlaggen"]),
            bekend_tot={bron: rij[kolom] for bron, kolom in BEKEND_TOT.items() if rij.get(kolom)},
        )

    @property
    def naam(self) -> str:
        """The priority as people say it: `NP`, `1` and so on."""
        return "NP" if self.prioriteit == NP else str(self.prioriteit)


def verklaar(uitkomst: Uitkomst, regelset: Regelset) -> str:
    """Return all there is to say about an outcome: why, and what to watch."""
    let_op = [f"Let op: {zin[0].lower()}{zin[1:]}" for zin in signalen(uitkomst, regelset)]
    return " ".join([waarom(uitkomst, regelset), *let_op])


def waarom(uitkomst: Uitkomst, regelset: Regelset) -> str:
    """Return why this is the priority, and up to which day the sources are known."""
    woorden = _woorden(uitkomst, regelset)
    redenen = ", en ".join(REDEN[code][0].format_map(woorden) for code in uitkomst.redenen)
    if uitkomst.prioriteit != NP:
        return f"Prioriteit {uitkomst.naam}: {redenen}{_bijgewerkt_tot(uitkomst, regelset)}."
    zin = f"Niet geprioriteerd (NP): {redenen}."
    return f"{zin} Wel is over {woorden['maand']} al {woorden['loon']} aan loon bekend." if uitkomst.loon else zin


def signalen(uitkomst: Uitkomst, regelset: Regelset) -> list[str]:
    """Return a sentence for each flag; none for a flag that the reasons have mentioned."""
    woorden = _woorden(uitkomst, regelset)
    return [VLAG[code].format_map(woorden) for code in uitkomst.vlaggen if code not in uitkomst.redenen]


def wat_verandert(uitkomst: Uitkomst, regelset: Regelset) -> str:
    """Return what would change this priority, in one sentence."""
    if uitkomst.prioriteit != NP:
        wat = VERANDERT[uitkomst.prioriteit]
    else:
        wat = VERANDERT_NP_CODE if "ONBEKENDE_INKOMENSCODE" in uitkomst.redenen else VERANDERT_NP_BRON
    return f"Dit verandert {wat.format_map(_woorden(uitkomst, regelset))}."


def verklaar_wijziging(oud: Uitkomst | None, nieuw: Uitkomst, regelset: Regelset) -> str:
    """Return what changed and why: the reasons that were not there before.

    Args:
        oud: The outcome before; None when this is the first.
        nieuw: The outcome now.
        regelset: The parameters of the outcome now.
    """
    if oud is not None and oud.prioriteit == nieuw.prioriteit:
        return f"Nog steeds {nieuw.naam}."
    woorden = _woorden(nieuw, regelset)
    vroeger = oud.redenen if oud else ()
    omdat = [REDEN[code][1].format_map(woorden) for code in nieuw.redenen if code not in vroeger]
    stap = f"Van {oud.naam} naar {nieuw.naam}" if oud else f"Nieuw in {nieuw.naam}"
    return f"{stap}, omdat {_opsomming(omdat)}."


def toen_omdat(uitkomst: Uitkomst, regelset: Regelset) -> str:
    """Return why a priority was what it was, as a clause in the past that follows "omdat"."""
    woorden = _woorden(uitkomst, regelset)
    return _opsomming([REDEN_TOEN[code].format_map(woorden) for code in uitkomst.redenen])


def _woorden(uitkomst: Uitkomst, regelset: Regelset) -> dict[str, str]:
    """Return what the texts fill in."""
    maand = Maand.van(uitkomst.loonperiode)
    gezocht = _maanden(uitkomst.peildatum, regelset) if uitkomst.prioriteit == 1 else [maand]
    return {
        "maand": maand.naam,
        "maanden": _maandnamen(gezocht),
        "loon": _euro(uitkomst.loon),
        "uren": str(uitkomst.uren),
        "loonperiode": datum_tekst(uitkomst.loonperiode),
        "peildatum": datum_tekst(uitkomst.peildatum),
        "nieuws_vanaf": datum_tekst(eerste_nieuwsdag(uitkomst.peildatum, regelset)),
        "drempel": _euro(regelset.drempel),
        "lage_uren": str(regelset.lage_uren),
        "bijna_dagen": str(regelset.bijna_dagen),
        "leeftijdsgrens": str(regelset.leeftijdsgrens),
    }


def _maanden(peildatum: date, regelset: Regelset) -> list[Maand]:
    """Return the candidate months over which pay can be expected to be known: this one cannot."""
    voorbij = sorted(stap for stap in regelset.maanden if stap < 0) or [0]
    return [Maand.van(peildatum) + stap for stap in voorbij]


def _maandnamen(maanden: Sequence[Maand]) -> str:
    """Return months in words, a year only where it changes: `september en oktober 2026`."""
    volgende = [*(maand.jaar for maand in maanden[1:]), None]
    return _opsomming(
        [
            MAANDNAMEN[maand.maand - 1] if maand.jaar == jaar else maand.naam
            for maand, jaar in zip(maanden, volgende, strict=True)
        ]
    )


def _bijgewerkt_tot(uitkomst: Uitkomst, regelset: Regelset) -> str:
    dagen = [uitkomst.bekend_tot[bron] for bron in regelset.verplichte_bronnen if bron in uitkomst.bekend_tot]
    return f" (bijgewerkt tot {datum_tekst(min(dagen))})" if dagen else ""


def _opsomming(delen: Sequence[str]) -> str:
    return " en ".join([", ".join(delen[:-1]), delen[-1]] if len(delen) > 1 else delen)


def _euro(centen: int) -> str:
    """Return an amount as people write it.

    >>> _euro(123456)
    '€ 1.234,56'
    """
    euros, rest = divmod(centen, 100)
    return f"€ {euros:,}".replace(",", ".") + f",{rest:02}"


def _codes(tekst: str) -> tuple[str, ...]:
    return tuple(code for code in tekst.split("|") if code)
