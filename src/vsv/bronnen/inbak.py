"""The watched folder for leveringen: what has arrived is taken, and put away with its verslag.

A levering is a folder in `nieuw/`. Taking it is a transaction of the database and putting it away is a rename, so a
process can die between the two. Then the levering still lies in `nieuw/`, the next pass sees by its content that
it was taken, and only puts it away.
"""

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from vsv.bronnen.inbakmap import GEDAAN, GEWEIGERD, NIEUW, Vondst, check_inbak, find_vondsten, opened, put_away
from vsv.bronnen.innemen import take_levering
from vsv.bronnen.teruggave import write_uitval
from vsv.bronnen.uitwisselformaat.aankomst import find_vreemde, find_wachtredenen
from vsv.bronnen.uitwisselformaat.levering import TOON_HOOGSTENS
from vsv.bronnen.verslag import Leveringverslag
from vsv.bronnen.verslagtekst import as_data, as_tekst, fouten_as_data, fouten_as_tekst
from vsv.bronnen.wegschrijven import write_private
from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout, schijffout
from vsv.domein.nummers import toonbaar
from vsv.toegang.service import Wie, als_dienst

UITVAL: Final = "uitval.csv"
VERSLAG_TEKST: Final = "verslag.txt"
VERSLAG_DATA: Final = "verslag.json"


class Bezorguitkomst(StrEnum):
    """What became of something in `nieuw/`; the value is how it is called for people and programs."""

    GENOMEN = "genomen"
    """It was taken in now, or had been already, and stands in `gedaan/`."""
    GEWEIGERD = "geweigerd"
    """It can't be read as a whole, and stands in `geweigerd/`."""
    WACHTEND = "wachtend"
    """It has not arrived yet."""
    UITGESTELD = "uitgesteld"
    """The surroundings failed: it stays, and the next pass tries again."""
    OVERGESLAGEN = "overgeslagen"
    """It is no levering, and stays."""


@dataclass(frozen=True, slots=True)
class Bezorging:
    """What became of something in `nieuw/`.

    Attributes:
        naam: Its name, as it can be shown.
        uitkomst: What became of it.
        sinds: When it, or something in it, last changed.
        plek: Where it stands now, in the inbak.
        verslag: What became of its rows; None when it was not taken.
        fouten: Why it was not taken: the first faults.
    """

    naam: str
    uitkomst: Bezorguitkomst
    sinds: datetime
    plek: str
    verslag: Leveringverslag | None = None
    fouten: tuple[Fout, ...] = ()


def empty_inbak(wie: Wie, inbak: Path, *, nu: datetime) -> list[Bezorging]:
    """Take every levering that has arrived in an inbak, the oldest first, and put it away with its verslag.

    Args:
        wie: Who does it, for the service.
        inbak: The folder with `nieuw/`, `gedaan/` and `geweigerd/`, which are made when they are not there.
        nu: The moment now: what was not finished and has not changed for an hour is refused.

    Returns:
        What became of everything in `nieuw/`, in that order; of what waits or stays, since when and why.

    Raises:
        GeenRecht: `wie` may not do this.
        InvoerFout: There is no such folder.
        OmgevingFout: The database is not there, or another process is emptying this inbak.
        OSError: The folder can't be looked into.
    """
    with als_dienst(wie):
        pass  # without the right or the database nothing in the folder is touched
    with opened(inbak):
        return [_handle(wie, inbak, vondst, nu) for vondst in find_vondsten(inbak)]


def has_new(inbak: Path) -> bool:
    """Say whether `empty_inbak` has something to do: something lies in `nieuw/`, or it can't be looked in."""
    try:
        return any((inbak / NIEUW).iterdir())
    except OSError:
        return True


def look_in_inbak(inbak: Path, *, nu: datetime) -> list[Bezorging]:
    """Return what lies in `nieuw/` now, and why it was not taken, without touching anything; see `empty_inbak`.

    What has arrived is UITGESTELD: the next pass tries to take it, as far as that could be seen.

    Raises:
        InvoerFout: There is no such folder.
        OmgevingFout: The folder can't be looked into.
    """
    check_inbak(inbak)
    try:
        vondsten = find_vondsten(inbak)
    except FileNotFoundError:  # nobody has made it yet
        return []
    except OSError as error:
        raise schijffout(error) from None
    return [_look_at(inbak, vondst, nu) for vondst in vondsten]


def _look_at(inbak: Path, vondst: Vondst, nu: datetime) -> Bezorging:
    if vondst.bezwaar:
        return _stays(inbak, vondst, Bezorguitkomst.OVERGESLAGEN, vondst.bezwaar)
    try:
        redenen = find_wachtredenen(vondst.pad, vondst.veranderd_op, nu)
    except OSError as error:
        return _stays(inbak, vondst, Bezorguitkomst.UITGESTELD, *schijffout(error).fouten)
    if redenen:
        return _stays(inbak, vondst, Bezorguitkomst.WACHTEND, *redenen)
    reden = "Deze levering is compleet, maar nog niet ingenomen."
    ready = Fout("NOG_NIET_GENOMEN", reden, vondst.naam, "Kijk wat de werker meldt.")
    return _stays(inbak, vondst, Bezorguitkomst.UITGESTELD, ready)


def _handle(wie: Wie, inbak: Path, vondst: Vondst, nu: datetime) -> Bezorging:
    try:
        if vondst.bezwaar:
            return _stays(inbak, vondst, Bezorguitkomst.OVERGESLAGEN, vondst.bezwaar)
        if redenen := find_wachtredenen(vondst.pad, vondst.veranderd_op, nu):
            return _stays(inbak, vondst, Bezorguitkomst.WACHTEND, *redenen)
        return _take(wie, inbak, vondst)
    except (InvoerFout, OmgevingFout) as fault:  # the first: it went away while we looked
        return _stays(inbak, vondst, Bezorguitkomst.UITGESTELD, *fault.fouten)
    except OSError as error:
        return _stays(inbak, vondst, Bezorguitkomst.UITGESTELD, *schijffout(error).fouten)


def _take(wie: Wie, inbak: Path, vondst: Vondst) -> Bezorging:
    try:
        verslag = _take_plain(wie, vondst.pad)
    except InvoerFout as fault:
        return _refuse(inbak, vondst, fault)
    if verslag.totaal.geweigerd:
        write_uitval(wie, verslag.levering, vondst.pad / UITVAL)
    else:  # that of an earlier time, when this folder came back mended
        (vondst.pad / UITVAL).unlink(missing_ok=True)
    data = {"uitkomst": Bezorguitkomst.GENOMEN, **as_data(verslag)}
    _write_verslag(vondst.pad, data, as_tekst(verslag, UITVAL))
    plek = put_away(vondst.pad, inbak / GEDAAN, f"{verslag.levering}-{vondst.naam}")
    return Bezorging(vondst.naam, Bezorguitkomst.GENOMEN, vondst.veranderd_op, _inside(inbak, plek), verslag)


def _take_plain(wie: Wie, folder: Path) -> Leveringverslag:
    """Take a folder of ordinary files only, so that nothing outside it is read."""
    if vreemde := find_vreemde(folder):
        raise InvoerFout(*vreemde[:TOON_HOOGSTENS], aantal=len(vreemde))
    return take_levering(wie, folder)


def _refuse(inbak: Path, vondst: Vondst, fault: InvoerFout) -> Bezorging:
    data = {"uitkomst": Bezorguitkomst.GEWEIGERD, "naam": vondst.naam, **fouten_as_data(fault)}
    _write_verslag(vondst.pad, data, fouten_as_tekst(vondst.naam, fault))
    plek = _inside(inbak, put_away(vondst.pad, inbak / GEWEIGERD, vondst.naam))
    return Bezorging(vondst.naam, Bezorguitkomst.GEWEIGERD, vondst.veranderd_op, plek, fouten=tuple(fault.fouten))


def _write_verslag(folder: Path, data: dict[str, Any], tekst: str) -> None:
    for naam, inhoud in ((VERSLAG_DATA, json.dumps(data, ensure_ascii=False, indent=2) + "\n"), (VERSLAG_TEKST, tekst)):
        pad = folder / naam
        if pad.is_dir() and not pad.is_symlink():  # a sender's own: it makes way
            put_away(pad, folder, naam)
        with write_private(pad) as made:
            made.write_text(inhoud, "utf-8")


def _stays(inbak: Path, vondst: Vondst, uitkomst: Bezorguitkomst, *fouten: Fout) -> Bezorging:
    return Bezorging(vondst.naam, uitkomst, vondst.veranderd_op, _inside(inbak, vondst.pad), fouten=fouten)


def _inside(inbak: Path, pad: Path) -> str:
    return toonbaar(str(pad.relative_to(inbak)), 300)
