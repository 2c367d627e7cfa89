"""A database with a small Netherlands, for tests that run the service as a process beside them."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import fresh_database

from vsv.beheer.oefenwereld import Oefenwereld, fill
from vsv.opslag.service import new_key_line


@dataclass(frozen=True)
class Wereld:
    """What there is to start a process on.

    Attributes:
        map: For keys and settings.
        database: The administrator's address.
        oefen: Who is in it.
    """

    map: Path
    database: str
    oefen: Oefenwereld
    _before: Mapping[str, str]

    def settle(self) -> Mapping[str, str]:
        """Make the surroundings as they were, also for tests of other folders; return what was set for this world."""
        omgeving = {name: value for name, value in os.environ.items() if self._before.get(name) != value}
        _restore(self._before)
        return omgeving


@contextmanager
def make_world(server: str, naam: str, *, personen: int, weken: int) -> Iterator[Wereld]:
    """Make it, with the surroundings set to it until `settle`; gone afterwards.

    Args:
        server: Where PostgreSQL is, with the template database.
        naam: For the folder.
        personen: How many people there are in the small Netherlands.
        weken: How many weeks it goes through.
    """
    before = dict(os.environ)
    folder = Path(tempfile.mkdtemp(prefix=f"vsv-{naam}-"))
    try:
        with fresh_database(server) as url:
            os.environ.update(DATABASE_URL=url, VSV_SLEUTELS=new_key_line(1), VSV_MAP=str(folder))
            os.environ.pop("VSV_SLEUTELBESTAND", None)
            yield Wereld(folder, url, fill(folder, personen=personen, weken=weken, zaad=7), before)
    finally:
        _restore(before)
        shutil.rmtree(folder, ignore_errors=True)


def _restore(before: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(before)
