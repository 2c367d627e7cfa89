"""CSV for programs: RFC 4180, UTF-8, comma, CRLF, machine names in the header.

Dates are `2026-11-23`, months `2026-11`, amounts whole cents, yes and no `J` and `N`, unknown is empty:
the words of the uitwisselformaat.

A spreadsheet that opens a CSV file reads a text that begins with `=`, `+`, `-` or `@` as a formula, also
when an employer chose that name (OWASP: CSV injection). Such a text gets an apostrophe in front here, and
so does one that begins with a tab or line break, or holds such a sign right after a semicolon, tab or
line break: a Dutch spreadsheet splits there. Numbers are never touched. XLSX and ODS need none of this,
since there a text is marked as text: use those when the text has to stay as it was to the letter.
"""

from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import polars as pl

from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort

# A sign that starts a formula (full width too) where a cell can start, also after spaces and quotes.
_FORMULE = r"""((?:^|[;\t\n])[\s"]*)([=+\-@＝＋－＠])"""
_LEGE_AANLOOP = r"^([\t\n])"
_COMPRESSIE = 2


def write(document: Document, pad: Path) -> None:
    """Write one file for one sheet, or a folder with `<sheet name>.csv` for each of several.

    Raises:
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    with write_atomic(pad) as made:
        if len(document.bladen) == 1:
            _write_file(document.bladen[0], made)
            return
        made.mkdir()
        for blad in document.bladen:
            _write_file(blad, made / f"{blad.naam}.csv")


def write_zip(document: Document, pad: Path) -> None:
    """Write one zip file with `<sheet name>.csv` for each sheet: what a folder is for whoever downloads it.

    Raises:
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    made_on = document.gemaakt_op.timetuple()[:6]
    with write_atomic(pad) as made, ZipFile(made, "w", compresslevel=_COMPRESSIE) as archive:
        for blad in document.bladen:
            entry = ZipInfo(f"{blad.naam}.csv", made_on)
            entry.compress_type = ZIP_DEFLATED
            with archive.open(entry, "w", force_zip64=True) as file:
                _write_blad(blad, file)


def _write_file(blad: Blad, pad: Path) -> None:
    with pad.open("wb") as file:
        _write_blad(blad, file)


def _write_blad(blad: Blad, file: IO[bytes]) -> None:
    columns = [_as_text(kolom) for kolom in blad.kolommen]
    file.write(",".join(kolom.naam for kolom in blad.kolommen).encode() + b"\r\n")
    for frame in blad.frames():
        rows = frame.select(columns).write_csv(include_header=False, line_terminator="\r\n")
        file.write(rows.encode())


def _as_text(kolom: Kolom) -> pl.Expr:
    column = pl.col(kolom.naam)
    match kolom.soort:
        case Soort.TEKST:
            return neutralise(column)
        case Soort.MAAND:
            return column.dt.to_string("%Y-%m")
        case Soort.JA_NEE:
            return column.replace_strict({True: "J", False: "N"}, return_dtype=pl.String)
        case Soort.GEHEEL | Soort.EURO | Soort.DATUM:
            return column


def neutralise(column: pl.Expr) -> pl.Expr:
    """Return the text with an apostrophe before whatever a spreadsheet would take for a formula."""
    return column.str.replace_all(_FORMULE, "${1}'${2}").str.replace(_LEGE_AANLOOP, "'${1}")
