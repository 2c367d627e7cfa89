"""Finds what is wrong with a CSV file that can't be read, line by line. Slow, and only for broken files."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, NoReturn

from vsv.bronnen.uitwisselformaat.levering import TOON_HOOGSTENS
from vsv.domein.fouten import Fout, InvoerFout

_TUSSEN_AANHALING: Final = rb'"(?:[^"]++|"")*+"'
_VELD: Final = rb'(?:%b|[^",\r\n]*+)' % _TUSSEN_AANHALING
_RIJ: Final = re.compile(rb"(?:%b,)*+%b(?:\r?\n|\Z)" % (_VELD, _VELD))
_AANHALING: Final = re.compile(_TUSSEN_AANHALING)


def refuse(pad: Path, kolommen: int) -> NoReturn:
    """Say what is wrong with a CSV file that should have this number of columns.

    Raises:
        InvoerFout: Always; with the first hundred faults and the count of all.
    """
    inhoud = pad.read_bytes()
    try:
        inhoud.decode()
    except UnicodeDecodeError as error:
        regel = inhoud.count(b"\n", 0, error.start) + 1
        reden = f"Het bestand is geen UTF-8: byte {error.start + 1} hoort niet bij een teken."
        advies = "Sla het bestand opnieuw op als UTF-8."
        raise InvoerFout(Fout("GEEN_UTF8", reden, f"{pad.name}, regel {regel}", advies)) from None
    gebreken = _find(inhoud.removeprefix(BOM_UTF8), pad.name, kolommen)
    eerste = list(islice(gebreken, TOON_HOOGSTENS))
    if not eerste:
        eerste = [Fout("CSV_ONGELDIG", "Dit is geen geldig CSV-bestand.", pad.name, "Maak het bestand opnieuw.")]
    raise InvoerFout(*eerste, aantal=len(eerste) + sum(1 for _ in gebreken))


def _find(inhoud: bytes, naam: str, kolommen: int) -> Iterator[Fout]:
    plek, regel = 0, 1
    while plek < len(inhoud):
        rij = _RIJ.match(inhoud, plek)
        plaats = f"{naam}, regel {regel}"
        if rij is None:
            einde = inhoud.find(b"\n", plek) + 1 or len(inhoud)
            yield _misplaced(plaats)
        else:
            einde = rij.end()
            if fault := _wrong_length(rij[0], kolommen, plaats, laatste=einde == len(inhoud)):
                yield fault
        regel += inhoud.count(b"\n", plek, einde)
        plek = einde


def _misplaced(plaats: str) -> Fout:
    return Fout(
        "AANHALINGSTEKEN",
        "Hier staat een aanhalingsteken of regeleinde op een verkeerde plek, of een tekst wordt niet gesloten.",
        plaats,
        'Zet een tekst met een komma, aanhalingsteken of regeleinde tussen "…" en schrijf een " daarbinnen als "".',
    )


def _wrong_length(rij: bytes, kolommen: int, plaats: str, *, laatste: bool) -> Fout | None:
    velden = _AANHALING.sub(b"", rij).count(b",") + 1
    if velden == kolommen:
        return None
    if not rij.strip():
        return Fout("REGEL_LEEG", "Deze regel is leeg.", plaats, "Haal de regel weg.")
    reden = f"Deze regel heeft {velden} velden in plaats van {kolommen}."
    if laatste and velden < kolommen and not rij.endswith(b"\n"):
        return Fout(
            "BESTAND_AFGEBROKEN", f"{reden} Het bestand houdt hier op.", plaats, "Vraag het bestand opnieuw op."
        )
    return Fout("REGEL_LENGTE", reden, plaats, "Geef elke regel evenveel velden als de eerste regel.")
