"""Files: written whole or not at all, and lines of JSON read as they come."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from vsv_client.fouten import OnverwachtAntwoord
from vsv_client.lezen import lees
from vsv_client.vormen import Regel


@contextmanager
def schrijven(naar: str | Path) -> Iterator[IO[bytes]]:
    """Give a file to write to, that takes its place at the end, and not when something goes wrong before that.

    Only its owner can read it: it is about people.
    """
    doel = Path(naar)
    with NamedTemporaryFile(dir=doel.parent, prefix=f".{doel.name}.", delete=False) as bestand:
        tijdelijk = Path(bestand.name)
        try:
            yield bestand
            bestand.flush()
            os.fsync(bestand.fileno())
            tijdelijk.replace(doel)
        except BaseException:
            tijdelijk.unlink(missing_ok=True)
            raise


class Regelstroom:
    """Puts lines together out of the pieces in which they come."""

    def __init__(self) -> None:
        self._begin = b""

    def neem(self, stuk: bytes) -> Iterator[Regel]:
        """Give each line that is whole with this piece."""
        *heel, self._begin = (self._begin + stuk).split(b"\n")
        yield from map(_lees, heel)

    def rest(self) -> Iterator[Regel]:
        """Give the last line, when it does not end with a line feed."""
        if self._begin.strip():
            yield _lees(self._begin)


def _lees(regel: bytes) -> Regel:
    try:
        waarde = json.loads(regel)
    except ValueError:
        raise OnverwachtAntwoord("Een regel van het rapport is geen JSON.") from None
    return lees(Regel, waarde)
