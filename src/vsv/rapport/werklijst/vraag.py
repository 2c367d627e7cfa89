"""What somebody chose in the werklijst as a query string, to link to and to keep; and back.

It never says anything about one person: a kenmerk, a place in the list and a selection of people stay out of it. What
is not known, or not any more, is left out without a word, so that an old link still gives a list.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import fields
from typing import Any, Final
from urllib.parse import parse_qs, urlencode

from vsv.domein.gemeenten import gemeenten
from vsv.domein.perioden import parse_datum
from vsv.klantvolg.service import Merk
from vsv.rapport.codes import VLAGGEN
from vsv.rapport.signaalteksten import SIGNALEN
from vsv.rapport.werklijst.keuze import GEEN, LEEFTIJDEN, SORTERINGEN, WEKEN, Werkkeuze

_MEERKEUZE: Final[Mapping[str, Sequence[str]]] = {
    "prioriteit": ("1", "2", "3", "4", "5", "0"),
    "vlag": tuple(VLAGGEN),
    "signaal": (*SIGNALEN, GEEN),
    "gemeente": (*gemeenten(), GEEN),
    "leeftijd": tuple(LEEFTIJDEN),
    "weken": tuple(WEKEN),
    "merk": tuple(Merk),
}
"""Per filter of which several values may hold: which ones there are."""
_DATUMS: Final = ("sinds", "signaal_sinds")


def as_vraag(keuze: Werkkeuze) -> str:
    """Return a choice as a query string; nothing chosen is an empty one.

    >>> as_vraag(Werkkeuze(prioriteit=[1, 0], merk=["TE_DOEN"], sinds=date(2026, 11, 23)))
    'prioriteit=1&prioriteit=0&merk=TE_DOEN&sinds=2026-11-23'
    """
    standard = Werkkeuze()
    pairs: list[tuple[str, str]] = []
    for name in (veld.name for veld in fields(Werkkeuze)):
        value = getattr(keuze, name)
        if name in _MEERKEUZE:
            pairs += [(name, str(one)) for one in value]
        elif name in (*_DATUMS, "sortering") and value != getattr(standard, name):
            pairs.append((name, str(value)))
    return urlencode(pairs)


def parse_vraag(vraag: str) -> Werkkeuze:
    """Return the choice that a query string makes, each value once and in our order.

    >>> parse_vraag("prioriteit=1&prioriteit=9&kleur=rood&sinds=gisteren") == Werkkeuze(prioriteit=(1,))
    True
    """
    given = parse_qs(vraag)
    chosen: dict[str, Any] = {
        name: tuple(value for value in values if value in given.get(name, ())) for name, values in _MEERKEUZE.items()
    }
    chosen["prioriteit"] = tuple(map(int, chosen["prioriteit"]))
    for name in _DATUMS:
        with suppress(ValueError):
            chosen[name] = parse_datum(given.get(name, [""])[-1])
    sortering = given.get("sortering", [""])[-1]
    if sortering in SORTERINGEN:
        chosen["sortering"] = sortering
    return Werkkeuze(**chosen)
