"""A file is there entirely or not at all.

A writer fills a private folder beside its target; only what is finished is renamed into place. When
anything goes wrong on the way, that folder and all temporary files in it disappear.
"""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from vsv.domein.fouten import Fout, OmgevingFout

_VOL = ("De schijf is vol.", "Maak ruimte vrij en probeer het opnieuw.")
_GEEN_TOEGANG = ("Hier mag niet worden geschreven.", "Kies een andere map, of vraag om schrijfrechten.")
_OORZAKEN = {
    errno.ENOSPC: _VOL,
    errno.EDQUOT: _VOL,
    errno.EFBIG: ("Het bestand wordt te groot voor deze schijf.", "Kies een andere schijf."),
    errno.EACCES: _GEEN_TOEGANG,
    errno.EPERM: _GEEN_TOEGANG,
    errno.EROFS: _GEEN_TOEGANG,
    errno.ENOENT: ("De map bestaat niet.", "Maak de map eerst aan, of kies een andere."),
    errno.ENOTDIR: ("Hier staat een bestand en geen map.", "Kies een andere naam."),
    errno.EISDIR: ("Hier staat een map en geen bestand.", "Kies een andere naam."),
    errno.EEXIST: ("Deze map bestaat al en is niet leeg.", "Kies een andere naam, of haal de map weg."),
    errno.ENOTEMPTY: ("Deze map bestaat al en is niet leeg.", "Kies een andere naam, of haal de map weg."),
    errno.ENAMETOOLONG: ("Deze bestandsnaam is te lang.", "Kies een kortere naam."),
    errno.EIO: ("De schijf geeft een fout.", "Kies een andere schijf, of vraag uw beheerder om hulp."),
}


@contextmanager
def write_atomic(pad: Path) -> Iterator[Path]:
    """Give a path to write a file or folder at; it becomes `pad` when the block ends well.

    The path given stands in a folder of its own, readable by this user only, where the writer may
    keep its temporary files too. An existing file is replaced, an existing folder only when empty.

    Raises:
        OmgevingFout: The disk is full, the folder is missing or may not be written to.
    """
    try:
        with TemporaryDirectory(dir=pad.parent, prefix=".uitvoer-") as folder:
            made = Path(folder, pad.name)
            yield made
            _flush(made)
            made.replace(pad)
    except OSError as error:
        cause = _OORZAKEN.get(error.errno or 0)
        if cause is None:  # not about this disk: a source of the data may have lost its connection
            raise
        reden, advies = cause
        raise OmgevingFout(Fout("UITVOER_NIET_GESCHREVEN", reden, str(pad), advies)) from error


def _flush(pad: Path) -> None:
    """Put what was written on the disk, so that a power cut can't leave a name without content."""
    for file in sorted(pad.iterdir()) if pad.is_dir() else [pad]:
        with file.open("rb") as handle:
            os.fsync(handle.fileno())
