"""Tells whether a folder that somebody is filling has arrived, and whether all of it is what it should be."""

import hashlib
import stat
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Final

from vsv.bronnen.uitwisselformaat.inventaris import SHA256SUMS, find_bestanden, find_somfouten
from vsv.bronnen.uitwisselformaat.levering import TOON_HOOGSTENS
from vsv.domein.fouten import Fout
from vsv.domein.nummers import toonbaar

KLAAR: Final = "KLAAR"
"""A file of this name beside the tables says that they are complete."""
STIL: Final = timedelta(hours=1)
"""After so long without a change nobody is writing any more (our decision)."""
ONRUSTIG: Final = timedelta(seconds=5)
"""A file that changed so recently may change again without another moment of its inode (our decision)."""


def changed_at(folder: Path) -> datetime:
    """Return when a folder, or something in it, last changed.

    The moment is that of the inode, because a sender may set the moment of the content.

    Raises:
        OSError: It is not there (any more).
    """
    return datetime.fromtimestamp(max(pad.lstat().st_ctime for pad in (folder, *folder.iterdir())), UTC)


def find_wachtredenen(folder: Path, veranderd_op: datetime, nu: datetime) -> list[Fout]:
    """Return why a folder has not arrived yet, the first reasons; nothing when it has, or stopped halfway.

    It has arrived when `KLAAR` is there, or a `SHA256SUMS` that names every table with its right checksum.

    Raises:
        OSError: It can't be read.
    """
    if _is_file(folder / KLAAR):
        return []
    if not _is_file(folder / SHA256SUMS):
        reden = f"Er staat nog geen {SHA256SUMS} of {KLAAR} in deze map."
        advies = f"Zet er een leeg bestand {KLAAR} bij als alles er is."
        return [Fout("WACHT_OP_KLAAR", reden, toonbaar(folder.name), advies)]
    if nu - veranderd_op >= STIL or find_vreemde(folder):
        return []
    paden, _ = find_bestanden(folder, ())
    if not paden:
        return [Fout("WACHT_OP_TABELLEN", "Er staat nog geen tabel in deze map.", toonbaar(folder.name))]
    return find_somfouten(folder, {pad.name: _sha256(pad) for pad in paden.values()})[:TOON_HOOGSTENS]


def find_vreemde(folder: Path) -> list[Fout]:
    """Return a fault for everything in a folder that is no ordinary file, hidden names excepted.

    Raises:
        OSError: It can't be read.
    """
    return [
        Fout(
            "GEEN_GEWOON_BESTAND",
            "Dit is een map, een verwijzing of iets anders dan een gewoon bestand.",
            toonbaar(pad.name),
            "Zet de tabellen zelf in de map van de levering, en niets anders.",
        )
        for pad in sorted(folder.iterdir())
        if not (_is_file(pad) or pad.name.startswith("."))
    ]


def _is_file(pad: Path) -> bool:
    """Tell whether an ordinary file stands here; a link to one is none."""
    try:
        return stat.S_ISREG(pad.lstat().st_mode)
    except FileNotFoundError:
        return False


def _sha256(pad: Path) -> str:
    """Return the checksum of a table; of one that has not changed since the last look it is remembered."""
    status = pad.stat()
    moment = datetime.fromtimestamp(status.st_ctime, UTC)
    read = _sha256_of.__wrapped__ if datetime.now(UTC) - moment < ONRUSTIG else _sha256_of
    return read(pad, status.st_dev, status.st_ino, status.st_size, status.st_ctime_ns)


@lru_cache(maxsize=1024)
def _sha256_of(pad: Path, *_inode: int) -> str:
    with pad.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
