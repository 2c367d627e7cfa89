"""ODS, the open standard for spreadsheets (ODF 1.3, ISO/IEC 26300), written as a stream.

A piece of rows becomes XML in one Polars expression and goes straight into the zip file, so a national
export is a matter of seconds and memory stays flat. What doesn't depend on the rows is in `ods_delen`.
A text is marked as text, so no reader takes an employer called `=1+1` for a formula.
"""

from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import polars as pl

from vsv.rapport.uitvoer import ods_delen
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import MAX_RIJEN_WERKBLAD, Blad, Document, Kolom, Soort

# Quick, and on XML that repeats itself nearly as small as the slow levels.
_COMPRESSIE = 2

# A space that ODF would fold away stands as this sign for a moment; no cleaned text holds it.
_BEWAARD = "\x01"
_ALINEA = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",
    "\n": "</text:p><text:p>",
    "\t": "<text:tab/>",
    _BEWAARD: "<text:s/>",
}


def write(document: Document, pad: Path) -> None:
    """Write the document as one workbook, a sheet per tab.

    Raises:
        InvoerFout: A sheet has more rows than a spreadsheet can hold.
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    with write_atomic(pad) as made, ZipFile(made, "w", compresslevel=_COMPRESSIE) as file:
        # The type stands first and uncompressed, so that any program finds it at a fixed place.
        file.writestr(_entry("mimetype", document, ZIP_STORED), ods_delen.MIMETYPE)
        for name, text in ods_delen.fixed_parts(document).items():
            file.writestr(_entry(name, document), text)
        with file.open(_entry("content.xml", document), "w") as stream:
            _write_content(document, stream)


def _entry(name: str, document: Document, compression: int = ZIP_DEFLATED) -> ZipInfo:
    made = document.gemaakt_op
    entry = ZipInfo(name, (made.year, made.month, made.day, made.hour, made.minute, made.second))
    entry.compress_type = compression
    return entry


def _write_content(document: Document, stream: IO[bytes]) -> None:
    stream.write(ods_delen.content_start(document).encode())
    heights = [_write_table(number, blad, stream) for number, blad in enumerate(document.bladen)]
    stream.write(ods_delen.content_end(document, heights).encode())


def _write_table(number: int, blad: Blad, stream: IO[bytes]) -> int:
    """Write one table; return how many rows stand under its heading."""
    stream.write(ods_delen.table_start(number, blad).encode())
    cells = [_as_cell(kolom).fill_null("<table:table-cell/>") for kolom in blad.kolommen]
    rows = pl.concat_str(pl.lit("<table:table-row>"), *cells, pl.lit("</table:table-row>\n"))
    height = 0
    for frame in blad.frames(MAX_RIJEN_WERKBLAD):
        height += frame.height
        stream.write(frame.select(rows.str.join()).item().encode())
    stream.write(ods_delen.TABLE_END.encode())
    return height


def _as_cell(kolom: Kolom) -> pl.Expr:
    """Return the column as XML cells, null where the value is unknown."""
    column = pl.col(kolom.naam)
    match kolom.soort:
        case Soort.TEKST:
            return _text_cell(_as_paragraphs(column))
        case Soort.JA_NEE:
            return _text_cell(column.replace_strict({True: "ja", False: "nee"}, return_dtype=pl.String))
        case Soort.GEHEEL:
            return _value_cell('office:value-type="float" office:value', column)
        case Soort.EURO:
            return _value_cell('office:value-type="currency" office:currency="EUR" office:value', as_euros(column))
        case Soort.DATUM:
            return _value_cell('office:value-type="date" office:date-value', column)
        case Soort.MAAND:
            return _value_cell('office:value-type="date" office:date-value', column.dt.month_start())


def _text_cell(paragraphs: pl.Expr) -> pl.Expr:
    start, end = '<table:table-cell office:value-type="string"><text:p>', "</text:p></table:table-cell>"
    return pl.concat_str(pl.lit(start), paragraphs, pl.lit(end))


def _value_cell(attributes: str, value: pl.Expr) -> pl.Expr:
    return pl.concat_str(pl.lit(f'<table:table-cell {attributes}="'), value, pl.lit('"/>'))


def _as_paragraphs(column: pl.Expr) -> pl.Expr:
    """Return the text as XML paragraphs; runs of spaces and spaces at the ends are kept."""
    return (
        column.str.replace_all("  ", _BEWAARD * 2, literal=True)
        .str.replace_all(f"{_BEWAARD} ", _BEWAARD * 2, literal=True)
        .str.replace_all("(?m)^ | $", _BEWAARD)
        .str.replace_many(_ALINEA)
    )


def as_euros(cents: pl.Expr) -> pl.Expr:
    """Return whole cents as a decimal number of euros, without the detour of a float."""
    sign = pl.when(cents < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    size = cents.abs()
    return pl.concat_str(sign, size // 100, pl.lit("."), (size % 100).cast(pl.String).str.zfill(2))
