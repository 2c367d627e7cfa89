"""What became of a levering, as a text for people and as data for programs. No BSN's in either."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from vsv.bronnen.verslag import AANTALLEN, Leveringverslag
from vsv.domein.fouten import VsvFout
from vsv.domein.perioden import AMSTERDAM

_KOPPEN: Final = ["tabel", *(naam.replace("_", " ") for naam in AANTALLEN)]


def as_data(verslag: Leveringverslag) -> dict[str, Any]:
    """Return a verslag as JSON can write it; moments in ISO 8601."""
    return asdict(verslag) | {"ingelezen_op": verslag.ingelezen_op.isoformat()}


def fouten_as_data(fault: VsvFout) -> dict[str, Any]:
    """Return why a levering was refused as a whole as JSON can write it: the first faults, and how many there are."""
    return {"fouten": [asdict(fout) for fout in fault.fouten], "aantal": fault.aantal}


def as_tekst(verslag: Leveringverslag, uitval: str) -> str:
    """Return a verslag as a text of some lines.

    Args:
        verslag: What became of the levering.
        uitval: Name of the file with its refused rows.
    """
    return "".join(f"{line}\n" for line in _lines(verslag, uitval))


def fouten_as_tekst(naam: str, fault: VsvFout) -> str:
    """Return why a levering was refused as a whole as a text of some lines."""
    lines = [f"Levering: {naam}", "", "Deze levering is niet ingenomen. Er is niets gewijzigd.", "", "Wat er mis is:"]
    lines += [f"- {fout}" for fout in fault.fouten]
    if fault.aantal > len(fault.fouten):
        lines.append(f"In totaal zijn er {_getal(fault.aantal)} fouten. Hier staan de eerste {len(fault.fouten)}.")
    lines += ["", "Herstel de fouten en lever alles opnieuw aan, in een nieuwe map."]
    return "".join(f"{line}\n" for line in lines)


def _lines(verslag: Leveringverslag, uitval: str) -> Iterable[str]:
    yield f"Levering {verslag.levering}: {verslag.herkomst}"
    yield f"Ingenomen op {_moment(verslag.ingelezen_op)}."
    if verslag.al_bekend:
        yield "Deze inhoud was er al. Er is nu niets gewijzigd."
    yield ""
    yield from _table([[telling.tabel, *telling.aantallen] for telling in [*verslag.tellingen, verslag.totaal]])
    if verslag.alsnog_genomen:
        yield ""
        yield f"Uit eerdere leveringen alsnog genomen: {_rijen(verslag.alsnog_genomen)}."
    if verslag.weigeringen:
        yield from _uitval_lines(verslag, uitval)


def _uitval_lines(verslag: Leveringverslag, uitval: str) -> Iterable[str]:
    yield ""
    yield f"Geweigerd: {_rijen(verslag.totaal.geweigerd)}. Dit is er mis:"
    yield from (f"- {weigering.fout}" for weigering in verslag.weigeringen)
    yield f"Alle geweigerde rijen staan in {uitval}, met per rij de reden."
    if verslag.wachtend:
        yield f"Wachtend op hun inkomstenverhouding: {_rijen(verslag.wachtend)}. Die hoeft u niet opnieuw te leveren."
    yield "Herstel de andere rijen en lever ze opnieuw aan. Rijen die al genomen zijn, mogen mee."


def _table(rijen: Sequence[Sequence[str | int]]) -> list[str]:
    cells = [_KOPPEN, *([str(naam), *map(_getal, counts)] for naam, *counts in rijen)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    return ["  ".join([naam.ljust(widths[0]), *map(str.rjust, aantallen, widths[1:])]) for naam, *aantallen in cells]


def _rijen(aantal: int) -> str:
    return f"{_getal(aantal)} {'rij' if aantal == 1 else 'rijen'}"


def _getal(getal: object) -> str:
    return f"{getal:,}".replace(",", ".")


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y om %H:%M}"
