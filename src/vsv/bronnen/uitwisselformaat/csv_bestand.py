"""Opens a CSV file: UTF-8, a comma, a header, RFC 4180.

Its header and its shape are checked here; what does not add up is looked at by `csv_gebreken`, slowly
and precisely. Its rows are left to Polars.
"""

import csv
import hashlib
from codecs import BOM_UTF8
from pathlib import Path
from typing import Final

import polars as pl

from vsv.bronnen.uitwisselformaat.bestand import Bestand, find_kolomfouten
from vsv.bronnen.uitwisselformaat.csv_gebreken import refuse
from vsv.bronnen.uitwisselformaat.csv_vorm import Vorm
from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.domein.fouten import Fout, InvoerFout

_BLOK: Final = 1 << 24
_KOP_HOOGSTENS: Final = 1 << 16


def open_csv(pad: Path, tabel: Tabel) -> Bestand:
    """Open a CSV file after checking its header and shape.

    Raises:
        InvoerFout: It is empty, not UTF-8, has other columns, or rows of another length.
        OSError: It can't be read.
    """
    namen = _read_header(pad, tabel)
    som, vorm = hashlib.sha256(), Vorm()
    with pad.open("rb") as content:
        som.update(bom := content.read(len(BOM_UTF8)))
        vorm.add(bom.removeprefix(BOM_UTF8))
        while blok := content.read(_BLOK):
            som.update(blok)
            vorm.add(blok)
    if not vorm.adds_up(len(namen)):
        refuse(pad, len(namen))
    schema: dict[str, pl.DataType] = dict.fromkeys(namen, pl.String())
    return Bestand(
        tabel,
        pad.name,
        pl.scan_csv(pad.absolute(), schema=schema, null_values="", glob=False),
        schema,
        eerste_regel=2,
        regeleinden_in_velden=vorm.regeleinden_binnen > 0,
        controlesom=som.hexdigest(),
    )


def _read_header(pad: Path, tabel: Tabel) -> list[str]:
    with pad.open("rb") as lines:
        first = lines.readline(_KOP_HOOGSTENS)
    if not first.strip():
        advies = "Geef het bestand een eerste regel met de namen van de kolommen, of laat het weg."
        raise InvoerFout(Fout("BESTAND_LEEG", "De eerste regel is leeg.", pad.name, advies))
    try:
        namen = next(csv.reader([first.decode("utf-8-sig").rstrip("\r\n")]))
    except (UnicodeDecodeError, csv.Error):
        refuse(pad, len(tabel.kolommen))
    if fouten := find_kolomfouten(tabel, namen, f"{pad.name}, regel 1"):
        raise InvoerFout(*fouten)
    return namen
