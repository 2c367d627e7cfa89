"""Opens a CSV file: UTF-8, a comma, a header, RFC 4180.

Reading is left to Polars, which is fast and forgiving: it fills a row that is too short with nothing. So
first the shape is measured, in blocks: with as many commas outside quotes as the number of lines asks
for, no row is too short unless another is too long, and that Polars refuses. What does not add up is
looked at by `csv_gebreken`, slowly and precisely.
"""

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl

from vsv.bronnen.uitwisselformaat.bestand import Bestand, find_kolomfouten
from vsv.bronnen.uitwisselformaat.csv_gebreken import refuse
from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.domein.fouten import Fout, InvoerFout

_BLOK: Final = 1 << 24
_KOMMA, _REGELEINDE, _AANHALING = b",", b"\n", b'"'


@dataclass(slots=True)
class _Vorm:
    """What was counted in the blocks of a file so far; commas and line ends outside quotes."""

    kommas: int = 0
    regeleinden: int = 0
    regeleinden_binnen: int = 0
    binnen: bool = False
    laatste: bytes = b""

    def count(self, blok: bytes) -> None:
        """Add a block."""
        if self.binnen or _AANHALING in blok:
            self._count_outside_quotes(np.frombuffer(blok, np.uint8))
        else:
            self.kommas += blok.count(_KOMMA)
            self.regeleinden += blok.count(_REGELEINDE)
        self.laatste = blok[-1:]

    def _count_outside_quotes(self, blok: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> None:
        binnen = np.logical_xor.accumulate(blok == ord(_AANHALING)) ^ self.binnen
        regeleinde = blok == ord(_REGELEINDE)
        self.kommas += int(np.count_nonzero((blok == ord(_KOMMA)) & ~binnen))
        self.regeleinden += int(np.count_nonzero(regeleinde & ~binnen))
        self.regeleinden_binnen += int(np.count_nonzero(regeleinde & binnen))
        self.binnen = bool(binnen[-1])

    def adds_up(self, kolommen: int) -> bool:
        """Say whether there are as many commas as this number of columns asks for."""
        regels = self.regeleinden + (self.laatste != _REGELEINDE)
        return not self.binnen and self.kommas == regels * (kolommen - 1)


def open_csv(pad: Path, tabel: Tabel) -> Bestand:
    """Open a CSV file after checking its header and shape.

    Raises:
        InvoerFout: It is empty, not UTF-8, has other columns, or rows of another length.
        OSError: It can't be read.
    """
    namen = _read_header(pad, tabel)
    som, vorm = hashlib.sha256(), _Vorm()
    with pad.open("rb") as lines:
        while blok := lines.read(_BLOK):
            som.update(blok)
            vorm.count(blok)
    if not vorm.adds_up(len(namen)):
        refuse(pad, len(namen))
    schema: dict[str, pl.DataType] = dict.fromkeys(namen, pl.String())
    return Bestand(
        tabel,
        pad.name,
        pl.scan_csv(pad, schema=schema, null_values="", glob=False),
        schema,
        eerste_regel=2,
        regeleinden_in_velden=vorm.regeleinden_binnen > 0,
        controlesom=som.hexdigest(),
    )


def _read_header(pad: Path, tabel: Tabel) -> list[str]:
    with pad.open("rb") as lines:
        first = lines.readline(_BLOK)
    if not first.strip():
        advies = "Geef het bestand een eerste regel met de namen van de kolommen, of laat het weg."
        raise InvoerFout(Fout("BESTAND_LEEG", "De eerste regel is leeg.", pad.name, advies))
    try:
        namen = next(csv.reader([first.decode("utf-8-sig").rstrip("\r\n")]))
    except UnicodeDecodeError:
        refuse(pad, len(tabel.kolommen))
    if fouten := find_kolomfouten(tabel, namen, f"{pad.name}, regel 1"):
        raise InvoerFout(*fouten)
    return namen
