"""An outcome in plain Dutch (B1): why this priority, what to watch, what would change it, what changed.

The texts stand in tables, one per code, so that they can be read and mended without reading code. They
say no more than the rules found out. "Geen loon dat meetelt" is not "geen loon": pay of a job that
ended before the previous month, a pension, or an amount of zero does not count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Self

from vsv.domein.perioden import MAANDNAMEN, Maand, datum_tekst
from vsv.prioriteit.kenmerken import BEKEND_TOT
from vsv.prioriteit.peilmoment import eerste_nieuwsdag
from vsv.prioriteit.regels import NP
from vsv.prioriteit.regelset import Regelset

_REDEN: Final = {
    "BRON_ONBEANTWOORD_POLIS": (
        "de polisadministratie heeft sinds de aanmelding nog niet geantwoord",
        "de polisadministratie sinds de aanmelding nog niet heeft geantwoord",
    ),
    "BRON_ONBEANTWOORD_PW": (
        "het register Participatiewet heeft sinds de aanmelding nog niet geantwoord",
        "het register Participatiewet sinds de aanmelding nog niet heeft geantwoord",
    ),
    "BRON_ONBEANTWOORD_DGR": (
        "het doelgroepregister heeft sinds de aanmelding nog niet geantwoord",
        "het doelgroepregister sinds de aanmelding nog niet heeft geantwoord",
    ),
    "ONBEKENDE_INKOMENSCODE": (
        "er is alleen inkomen gevonden met een code die wij niet kennen",
        "er alleen inkomen is gevonden met een code die wij niet kennen",
    ),
    "GEEN_LOON": (
        "over {maanden} is geen loon bekend dat meetelt",
        "over {maanden} geen loon bekend is dat meetelt",
    ),
    "LOON_ONDER_DREMPEL": (
        "over {maand} is {loon} aan loon bekend voor {uren} uur (minder dan {drempel})",
        "over {maand} {loon} aan loon bekend is (minder dan {drempel})",
    ),
    "LOON_VANAF_DREMPEL": (
        "over {maand} is {loon} aan loon bekend voor {uren} uur ({drempel} of meer)",
        "over {maand} {loon} aan loon bekend is ({drempel} of meer)",
    ),
    "GEEN_UITKERING": (
        "er is geen uitkering gevonden die meetelt",
        "er geen uitkering is gevonden die meetelt",
    ),
    "UITKERING_INKOMSTEN": (
        "over {maand} is een uitkering uitbetaald",
        "over {maand} een uitkering is uitbetaald",
    ),
    "UITKERING_REGISTER": (
        "er is een uitkering geregistreerd tussen {loonperiode} en {peildatum}",
        "er een uitkering is geregistreerd tussen {loonperiode} en {peildatum}",
    ),
}
"""Per reason the sentence, and the same as a clause after "omdat"."""

_VLAG: Final = {
    "BIJNA_27": "Deze jongere wordt binnen {bijna_dagen} dagen {leeftijdsgrens} jaar. "
    "Vanaf die dag staat hij of zij niet meer in het rapport.",
    "IKV_GEEINDIGD": "Sinds {nieuws_vanaf} is bekend dat een baan is afgelopen.",
    "IKV_GESTART": "Sinds {nieuws_vanaf} is een nieuwe baan bekend.",
    "LAGE_UREN": "Het gaat om weinig uren: {uren} in {maand}, minder dan {lage_uren}.",
    "ONBEKENDE_INKOMENSCODE": "Er is inkomen met een code die wij niet kennen. Dat telt niet mee.",
    "OPEN_DIENSTVERBAND": "Er staat een baan open waarover geen loon bekend is dat meetelt.",
}

_VERANDERT: Final = {
    1: "als loon bekend wordt (dan 2 of 3), als een uitkering bekend wordt (dan 5), of allebei (dan 4)",
    2: "als het loon samen {drempel} of meer wordt (dan 3), als er een uitkering bij komt (dan 4), "
    "of als er geen loon meer meetelt (dan 1)",
    3: "als het loon samen minder dan {drempel} wordt (dan 2), als er een uitkering bij komt (dan 4), "
    "of als er geen loon meer meetelt (dan 1)",
    4: "als de uitkering stopt (dan 2 of 3), als er geen loon meer meetelt (dan 5), of allebei (dan 1)",
    5: "als er loon bij komt (dan 4), of als de uitkering stopt (dan 1)",
}
_VERANDERT_NP_BRON: Final = "als alle bronnen hebben geantwoord"
_VERANDERT_NP_CODE: Final = "als ander loon of een uitkering bekend wordt, of als wij de code leren kennen"


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
    redenen = ", en ".join(_REDEN[code][0].format_map(woorden) for code in uitkomst.redenen)
    if uitkomst.prioriteit != NP:
        return f"Prioriteit {uitkomst.naam}: {redenen}{_bijgewerkt_tot(uitkomst, regelset)}."
    zin = f"Niet geprioriteerd (NP): {redenen}."
    return f"{zin} Wel is over {woorden['maand']} al {woorden['loon']} aan loon bekend." if uitkomst.loon else zin


def signalen(uitkomst: Uitkomst, regelset: Regelset) -> list[str]:
    """Return a sentence for each flag; none for a flag that the reasons have mentioned."""
    woorden = _woorden(uitkomst, regelset)
    return [_VLAG[code].format_map(woorden) for code in uitkomst.vlaggen if code not in uitkomst.redenen]


def wat_verandert(uitkomst: Uitkomst, regelset: Regelset) -> str:
    """Return what would change this priority, in one sentence."""
    if uitkomst.prioriteit != NP:
        wat = _VERANDERT[uitkomst.prioriteit]
    else:
        wat = _VERANDERT_NP_CODE if "ONBEKENDE_INKOMENSCODE" in uitkomst.redenen else _VERANDERT_NP_BRON
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
    omdat = [_REDEN[code][1].format_map(woorden) for code in nieuw.redenen if code not in vroeger]
    stap = f"Van {oud.naam} naar {nieuw.naam}" if oud else f"Nieuw in {nieuw.naam}"
    return f"{stap}, omdat {_opsomming(omdat)}."


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
