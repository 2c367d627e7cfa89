"""From SuwiML to the uitwisselformaat: each record of an answer as rows of text.

Nothing is judged here. What the message leaves out is empty, and what makes no sense goes on as it is: the rules of
the uitwisselformaat refuse it, and then it stands in uitval. Of an unknown begin we say that it has always been so,
with the first day the format knows; an unknown day or month of a begin is the first one, of an end the last (our
decisions).
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping
from typing import Final, TypeAlias

from lxml import etree

from vsv.domein.codes import Bron, UitkeringBron

Rij: TypeAlias = dict[str, str | None]

ALTIJD: Final = "1900-01-01"
"""Stands for a begin that is not known: it was always so."""

RECORDS: Final[Mapping[Bron, str]] = {
    Bron.POLIS: "Inkomstenverhouding",
    Bron.PW: "Uitkeringsverhouding",
    Bron.DGR: "GrondslagArbeidsbeperktheid",
}
"""Per source the element that is a record."""

VERPLICHT: Final[Mapping[Bron, frozenset[str]]] = {
    Bron.POLIS: frozenset({"Inkomstenperiode", "Inkomstenopgave"}),
    Bron.PW: frozenset({"SzWet", "DatBUitkeringsverhouding"}),
    Bron.DGR: frozenset({"DatBGrondslagArbeidsbeperktheid"}),
}
"""Per source what a record holds by contract: without it this is another message than we think."""

HERKENBAAR: Final[Mapping[Bron, frozenset[str]]] = {
    Bron.POLIS: frozenset({"Inkomstenverhouding", "Inkomstenperiode", "Inkomstenopgave", "Loonheffingennr", "DatBIko"}),
    Bron.PW: frozenset({"Uitkeringsverhouding", "DatBUitkeringsverhouding", "Uitkeringsperiode"}),
    Bron.DGR: frozenset({"GrondslagArbeidsbeperktheid", "DatBGrondslagArbeidsbeperktheid"}),
}
"""Per source names that only occur in a record: elsewhere, they tell that records are wrapped or called otherwise."""

_CONTRACT: Final = {"O": "J", "B": "N"}  # onbepaalde or bepaalde tijd
_GEEN: Final = "00000000"


def vertaal(bron: Bron, element: etree._Element) -> Iterator[tuple[str, Rij]]:
    """Yield the rows (table, columns in text) that a record of a source comes down to."""
    yield from _VERTALINGEN[bron](element)


def naam_van(tag: object) -> str:
    """Return the name of an element without its namespace."""
    return str(tag).rpartition("}")[2]


def tekst_van(element: etree._Element, *pad: str) -> str | None:
    """Return the text of a descendant, whatever namespace it is in; None where it is empty or not there."""
    for naam in pad:
        found = next((kind for kind in element if naam_van(kind.tag) == naam), None)
        if found is None:
            return None
        element = found
    return (element.text or "").strip() or None


def suwi_datum(tekst: str | None, *, einde: bool) -> str | None:
    """Return a date of eight digits as `JJJJ-MM-DD`; None when it is not known.

    A text that is no such date is returned in a form that no date has, so that it is refused and not lost.

    >>> suwi_datum("20261123", einde=False), suwi_datum("20260200", einde=True), suwi_datum("20260000", einde=False)
    ('2026-11-23', '2026-02-28', '2026-01-01')
    """
    if tekst is None or tekst == _GEEN:
        return None
    if not re.fullmatch(r"[0-9]{8}", tekst):
        return f"geen datum: {tekst}"
    jaar, maand, dag = tekst[:4], tekst[4:6], tekst[6:]
    if maand == dag == "00":
        maand = "12" if einde else "01"
    if dag == "00":
        dag = str(_last_day(jaar, maand)) if einde else "01"
    return f"{jaar}-{maand}-{dag}"


def _last_day(jaar: str, maand: str) -> int:
    return monthrange(int(jaar), int(maand))[1] if "01" <= maand <= "12" and int(jaar) else 0


def _begin(element: etree._Element, naam: str) -> str | None:
    return suwi_datum(tekst_van(element, naam), einde=False)


def _einde(element: etree._Element, naam: str) -> str | None:
    return suwi_datum(tekst_van(element, naam), einde=True)


def _bedrag(element: etree._Element, naam: str) -> str | None:
    """Return an amount in cents; one that is not in euros stays recognisable, and is refused."""
    waarde = tekst_van(element, naam, "WaardeBedr")
    if waarde is None:
        return None
    munt = tekst_van(element, naam, "CdMunteenheid")
    teken = "-" if tekst_van(element, naam, "CdPositiefNegatief") == "-" and waarde.strip("0") else ""
    return f"{teken}{waarde}" if munt in (None, "EUR") else f"{munt} {teken}{waarde}"


def _children(element: etree._Element, naam: str) -> Iterator[etree._Element]:
    return (kind for kind in element if naam_van(kind.tag) == naam)


def _inkomstenverhouding(element: etree._Element) -> Iterator[tuple[str, Rij]]:
    sleutel: Rij = {
        "loonheffingennummer": tekst_van(element, "AdministratieveEenheid", "Loonheffingennr"),
        "nummer_ikv": tekst_van(element, "VolgnrIkv"),
    }
    begin = _begin(element, "DatBIkv")
    yield (
        "inkomstenverhoudingen",
        sleutel
        | {
            "datum_begin": begin,
            "datum_einde": _einde(element, "DatEIkv"),
            "werkgever": tekst_van(element, "AdministratieveEenheid", "NaamAdministratieveEenheid"),
        },
    )
    for periode in _children(element, "Inkomstenperiode"):
        yield (
            "inkomstenperiodes",
            sleutel
            | {
                "datum_begin": _begin(periode, "DatBIkp") or begin or ALTIJD,
                "srtiv": tekst_van(periode, "CdSrtIkv"),
                "aard": tekst_van(periode, "CdAardIkv"),
                "onbepaalde_tijd": _CONTRACT.get(tekst_van(periode, "CdTypeArbeidscontract") or ""),
            },
        )
    for opgave in _children(element, "Inkomstenopgave"):
        yield (
            "inkomstenopgaven",
            sleutel
            | {
                "datum_begin": _begin(opgave, "DatBIko"),
                "datum_einde": _einde(opgave, "DatEIko"),
                "loon_lbph": _bedrag(opgave, "BedrLoonLbPremieVolksverz"),
                "loon_sv": _bedrag(opgave, "BedrBrutoloonSv"),
                "verloonde_uren": tekst_van(opgave, "AantVerloondeUrenIko"),
            },
        )


def _uitkeringsverhouding(element: etree._Element) -> Iterator[tuple[str, Rij]]:
    yield (
        "uitkeringen",
        {
            "bron": str(UitkeringBron.PW),
            "wet": tekst_van(element, "SzWet", "CdSzWet"),
            "datum_begin": _begin(element, "DatBUitkeringsverhouding") or ALTIJD,
            "datum_einde": _einde(element, "DatEUitkeringsverhouding"),
        },
    )


def _grondslag(element: etree._Element) -> Iterator[tuple[str, Rij]]:
    yield (
        "doelgroepregister",
        {
            "grondslag": tekst_van(element, "CdGrondslagArbeidsbeperktheid") or "00",
            "datum_begin": _begin(element, "DatBGrondslagArbeidsbeperktheid") or ALTIJD,
            "datum_einde": _einde(element, "DatEGrondslagArbeidsbeperktheid"),
        },
    )


_VERTALINGEN: Final[Mapping[Bron, Callable[[etree._Element], Iterator[tuple[str, Rij]]]]] = {
    Bron.POLIS: _inkomstenverhouding,
    Bron.PW: _uitkeringsverhouding,
    Bron.DGR: _grondslag,
}
