"""The folder of an inbak: who is in it, what lies in it, and where a levering is put away."""

import fcntl
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final

from vsv.bronnen.uitwisselformaat.aankomst import changed_at
from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.domein.nummers import toonbaar

NIEUW: Final = "nieuw"
GEDAAN: Final = "gedaan"
GEWEIGERD: Final = "geweigerd"

_NAAM_HOOGSTENS: Final = 200  # bytes; a file system takes 255, and the number of the levering comes with it


@dataclass(frozen=True, slots=True)
class Vondst:
    """Something that lies in `nieuw/`.

    Attributes:
        pad: Where.
        naam: Its name, as it can be shown and written.
        veranderd_op: When it, or something in it, last changed.
        bezwaar: Why it is no levering; None for one.
    """

    pad: Path
    naam: str
    veranderd_op: datetime
    bezwaar: Fout | None


@contextmanager
def opened(inbak: Path) -> Iterator[None]:
    """Make the three folders that are not there, and keep every other process out; a process that dies lets go.

    Raises:
        InvoerFout: There is no such folder.
        OmgevingFout: Another process is in it, or one of the three is no folder of its own.
        OSError: A folder can't be made.
    """
    descriptor = _open(inbak)
    try:
        _lock(descriptor)
        _ensure_folders(inbak)
        yield
    finally:
        os.close(descriptor)


def ensure_inbak(inbak: Path) -> None:
    """Make the three folders that are not there, whoever is in the inbak now.

    Raises:
        InvoerFout: There is no such folder.
        OmgevingFout: One of the three is no folder of its own.
        OSError: A folder can't be made.
    """
    check_inbak(inbak)
    _ensure_folders(inbak)


def check_inbak(inbak: Path) -> None:
    """See that there is such a folder, and touch nothing.

    Raises:
        InvoerFout: There is not, or it may not be read.
    """
    os.close(_open(inbak))


def find_vondsten(inbak: Path) -> list[Vondst]:
    """Return everything in `nieuw/`, what last changed longest ago first.

    Raises:
        OSError: It can't be read.
    """
    vondsten = [vondst for pad in (inbak / NIEUW).iterdir() if (vondst := _look_at(pad))]
    return sorted(vondsten, key=lambda vondst: (vondst.veranderd_op, vondst.naam))


def put_away(pad: Path, folder: Path, naam: str) -> Path:
    """Move a levering in one step to a folder, under a name that is still free there; return where it stands now.

    Raises:
        OSError: That can't be done; it stands where it stood.
    """
    namen = (naam if nummer == 1 else f"{naam}-{nummer}" for nummer in count(1))
    doel = next(folder / vrij for vrij in namen if not os.path.lexists(folder / vrij))
    return pad.rename(doel)


def _look_at(pad: Path) -> Vondst | None:
    """Return what this is; None when its sender has just taken it away again."""
    try:
        status = pad.lstat()
    except FileNotFoundError:
        return None
    bezwaar = _find_bezwaar(pad.name, status.st_mode)
    veranderd_op = datetime.fromtimestamp(status.st_ctime, UTC)
    if not bezwaar:
        with suppress(OSError):  # what may not be looked into is said when it is its turn
            veranderd_op = changed_at(pad)
    return Vondst(pad, toonbaar(pad.name, _NAAM_HOOGSTENS), veranderd_op, bezwaar)


def _find_bezwaar(naam: str, mode: int) -> Fout | None:
    if naam.startswith("."):
        reden = "Deze naam begint met een punt. Daarom blijft dit liggen."
    elif stat.S_ISLNK(mode):
        reden = "Dit is een verwijzing naar een andere plek. Daarom blijft dit liggen."
    elif not stat.S_ISDIR(mode):
        reden = "Dit is geen map. Daarom blijft dit liggen."
    else:
        return None
    return Fout("GEEN_LEVERING", reden, toonbaar(naam), "Zet de tabellen van een levering samen in een map.")


def _lock(descriptor: int) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise OmgevingFout(
            Fout("INBAK_BEZET", "Een ander proces is deze inbak al aan het legen.", "inbak", "Probeer het later.")
        ) from None


def _open(inbak: Path) -> int:
    try:
        return os.open(inbak, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        raise InvoerFout(
            Fout(
                "MAP_ONLEESBAAR",
                "Deze map is er niet of mag niet gelezen.",
                toonbaar(str(inbak), 1000),
                "Kijk of de naam van de inbak klopt.",
            )
        ) from None


def _ensure_folders(inbak: Path) -> None:
    for naam in (NIEUW, GEDAAN, GEWEIGERD):
        _ensure_folder(inbak / naam)


def _ensure_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink():
        reden = "Dit is een verwijzing naar een andere plek, en geen map."
        raise OmgevingFout(Fout("INBAK_ONGELDIG", reden, folder.name, "Haal de verwijzing weg."))
