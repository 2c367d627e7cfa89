"""The IKV-signaal in words: a sentence for the consulent. Dutch, level B1; to be read without reading code."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from vsv.domein.codes import RedenEinde
from vsv.domein.perioden import Maand, datum_tekst
from vsv.prioriteit.service import NP
from vsv.rapport.codes import name_priority

SIGNALEN: Final = {
    "ENIGE_BAAN_GEEINDIGD": "de enige baan is afgelopen, terwijl de prioriteit nog 2 of 3 is",
    "BAAN_GESTART": "er is een nieuwe baan bekend",
    "BAAN_GEEINDIGD": "een baan is afgelopen",
    "BAAN_INGETROKKEN": "de bron heeft een baan ingetrokken",
    "BAAN_GEWIJZIGD": "de gegevens van een baan zijn gewijzigd",
}
"""Per code of an IKV-signaal what it says about a person; the one that matters most first."""


def describe_signaal(signaal: Mapping[str, Any], vorige: date, peildatum: date) -> str:
    """Return an IKV-signaal as Dutch sentences.

    Args:
        signaal: A row of `vsv.rapport.signalen.find_signalen`.
        vorige: Peildatum of the run before.
        peildatum: Peildatum of the run.
    """
    zin = _ZINNEN[signaal["signaal"]](signaal, vorige, peildatum)
    andere = signaal["andere"]
    if not andere:
        return zin
    meer = "is nog 1 andere wijziging" if andere == 1 else f"zijn nog {andere} andere wijzigingen"
    return f"{zin} Er {meer} in de banen van deze jongere."


def _describe_enige(signaal: Mapping[str, Any], _vorige: date, _peildatum: date) -> str:
    soort = signaal["soort"]
    banen = "De enige baan" if signaal["liepen"] == 1 else "De laatste baan"
    wat = "ingetrokken door de bron" if soort == "INGETROKKEN" else "afgelopen"
    return (
        f"{banen} van deze jongere is {wat} ({_place(signaal, met_einde=soort != 'INGETROKKEN')}). De prioriteit is nu "
        f"nog {name_priority(signaal['prioriteit'])}, omdat over {Maand.van(signaal['loonperiode']).naam} loon bekend "
        f"is.{_administratief(signaal)}"
    )


def _describe_gestart(signaal: Mapping[str, Any], vorige: date, peildatum: date) -> str:
    """Pay of a job that began this month or the one before may still come; of an older one it should be known."""
    begin, one = signaal["datum_begin"], signaal["prioriteit"] == 1
    recent = begin is None or begin >= (Maand.van(peildatum) - 1).eerste
    opening = "Wacht met bellen: sinds" if recent and signaal["prioriteit"] in (NP, 1) else "Sinds"
    baan = "een nieuwe baan" if recent else "een baan"
    ending = " Loon dat meetelt is er nog niet van bekend." if one and not recent else ""
    return f"{opening} {datum_tekst(vorige)} is {baan} bekend bij {_employer(signaal)}, {_since(signaal)}.{ending}"


def _describe_geeindigd(signaal: Mapping[str, Any], _vorige: date, peildatum: date) -> str:
    if signaal["datum_einde"] > peildatum:
        return f"Een baan stopt binnenkort ({_place(signaal, met_einde=True)})."
    if signaal["soort"] == "NIEUW":
        return f"Er is een baan bekend geworden die al is afgelopen ({_place(signaal, met_einde=True)})."
    return f"Een baan is afgelopen ({_place(signaal, met_einde=True)}).{_administratief(signaal)}"


def _describe_ingetrokken(signaal: Mapping[str, Any], _vorige: date, _peildatum: date) -> str:
    return f"Een baan die eerder bekend was, is ingetrokken door de bron ({_place(signaal)}). Die telt niet meer mee."


def _describe_gewijzigd(signaal: Mapping[str, Any], _vorige: date, _peildatum: date) -> str:
    now = _period(signaal["datum_begin"], signaal["datum_einde"])
    was = _period(signaal["datum_begin_voor"], signaal["datum_einde_voor"])
    return f"De gegevens van een baan zijn gewijzigd ({_place(signaal)}): {now}. Dat was: {was}."


_ZINNEN: Final = {
    "ENIGE_BAAN_GEEINDIGD": _describe_enige,
    "BAAN_GESTART": _describe_gestart,
    "BAAN_GEEINDIGD": _describe_geeindigd,
    "BAAN_INGETROKKEN": _describe_ingetrokken,
    "BAAN_GEWIJZIGD": _describe_gewijzigd,
}


def _administratief(signaal: Mapping[str, Any]) -> str:
    if signaal["reden_einde"] != RedenEinde.ADMINISTRATIEF:
        return ""
    return " De werkgever meldt dat dit alleen administratief is: de baan loopt door."


def _place(signaal: Mapping[str, Any], *, met_einde: bool = False) -> str:
    return f"bij {_employer(signaal)}" + (f", op {datum_tekst(signaal['datum_einde'])}" if met_einde else "")


def _employer(signaal: Mapping[str, Any]) -> str:
    return signaal["werkgever"] or f"werkgever {signaal['loonheffingennummer']}"


def _since(signaal: Mapping[str, Any]) -> str:
    begin = signaal["datum_begin"]
    return f"vanaf {datum_tekst(begin)}" if begin else "de begindatum is niet bekend"


def _period(begin: date | None, einde: date | None) -> str:
    since = f"vanaf {datum_tekst(begin)}" if begin else "begindatum niet bekend"
    return f"{since}, afgelopen op {datum_tekst(einde)}" if einde else f"{since}, zonder einddatum"
