"""XLSX for Excel, row by row, so that memory stays flat.

Every text is stored as text, in cells that stay text when someone edits them: a BSN keeps its zeros and
an employer called `=1+1` is never a formula. Dates are real dates, amounts real numbers in euros.
Excel holds at most 32,767 characters in a cell; what is longer is cut off there.
"""

from contextlib import suppress
from datetime import UTC, date
from pathlib import Path
from typing import Any

import polars as pl
import xlsxwriter
from xlsxwriter.exceptions import FileCreateError

from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import MAX_RIJEN_WERKBLAD, Blad, Document, Kolom, Soort

_OPMAAK: dict[Soort, dict[str, Any]] = {
    Soort.TEKST: {"num_format": "@", "quote_prefix": True},
    Soort.GEHEEL: {"num_format": "#,##0"},
    Soort.EURO: {"num_format": "[$€-413] #,##0.00;[$€-413] -#,##0.00"},
    Soort.DATUM: {"num_format": "dd-mm-yyyy"},
    Soort.MAAND: {"num_format": "mmm yyyy"},
    Soort.JA_NEE: {},
}
_KOP = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#EEF1F6"}
_A4 = 9


def write(document: Document, pad: Path) -> None:
    """Write the document as one workbook, a sheet per tab.

    Raises:
        InvoerFout: A sheet has more rows than Excel can hold.
        OmgevingFout: It can't be written at `pad`; then nothing is left behind.
    """
    with write_atomic(pad) as made:
        workbook = xlsxwriter.Workbook(made, {"constant_memory": True, "tmpdir": made.parent})
        workbook.set_properties(
            {
                "title": document.titel,
                "author": document.organisatie,
                "created": document.gemaakt_op.astimezone(UTC).replace(tzinfo=None),
            }
        )
        try:
            for blad in document.bladen:
                _write_blad(blad, workbook)
        finally:  # also after a fault: an open workbook holds on to its temporary files
            _close(workbook)


def _close(workbook: Any) -> None:
    try:
        workbook.close()
    except FileCreateError as error:  # a wrapped OSError; the files it wrote rows to are still open
        for sheet in workbook.worksheets():
            with suppress(OSError):
                sheet.row_data_fh.close()
        raise error.args[0] from error


def _write_blad(blad: Blad, workbook: Any) -> None:
    sheet = workbook.add_worksheet(blad.naam)
    _lay_out(sheet, blad, workbook)
    columns = [_as_cell(kolom) for kolom in blad.kolommen]
    writers = [
        sheet.write_string if kolom.soort in (Soort.TEKST, Soort.JA_NEE) else sheet.write_number
        for kolom in blad.kolommen
    ]
    height = 0
    for frame in blad.frames(MAX_RIJEN_WERKBLAD):
        for number, row in enumerate(frame.select(columns).iter_rows(), height + 1):
            for place, value in enumerate(row):
                if value is not None:
                    writers[place](number, place, value)
        height += frame.height
    sheet.autofilter(0, 0, height, len(columns) - 1)


def _lay_out(sheet: Any, blad: Blad, workbook: Any) -> None:
    """Set everything that doesn't depend on the rows: widths, formats, heading and print."""
    for column, kolom in enumerate(blad.kolommen):
        sheet.set_column(column, column, kolom.breedte, workbook.add_format(_OPMAAK[kolom.soort]))
    sheet.write_row(0, 0, [kolom.kop for kolom in blad.kolommen], workbook.add_format(_KOP))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_header("&L" + blad.titel[:120].replace("&", "&&"))  # Excel allows 255 signs


def _as_cell(kolom: Kolom) -> pl.Expr:
    """Return the column as text or as the number a cell holds: euros, or days since 30-12-1899."""
    column = pl.col(kolom.naam)
    match kolom.soort:
        case Soort.TEKST:
            # XlsxWriter takes what begins like its own rich text for XML and writes it unescaped.
            return column.str.replace("^<r>", " <r>")
        case Soort.GEHEEL:
            return column
        case Soort.EURO:
            return column / 100
        case Soort.DATUM:
            return (column - date(1899, 12, 30)).dt.total_days()
        case Soort.MAAND:
            return (column.dt.month_start() - date(1899, 12, 30)).dt.total_days()
        case Soort.JA_NEE:
            return column.replace_strict({True: "ja", False: "nee"}, return_dtype=pl.String)
