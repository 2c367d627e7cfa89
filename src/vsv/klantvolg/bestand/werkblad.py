"""Spreadsheets: XLSX and ODS, read with python-calamine and written back with every cell of the kind it was."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Literal

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.bestand import ods
from vsv.klantvolg.bestand.tabel import Cel, Tabel, Vorm, as_tabel, is_leeg

KENKOLOM = "bsn"
"""The column by which the sheet with jongeren is known; others may hold an explanation, for instance."""


def read(inhoud: bytes, naam: str, soort: Literal["xlsx", "ods"]) -> Tabel:
    """Return the table on the one visible sheet with a column `bsn`.

    Raises:
        InvoerFout: It is no such file, or more than one sheet has that column.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(BytesIO(inhoud))
        bladen = {
            blad.name: _cells(workbook, blad.name)
            for blad in workbook.sheets_metadata
            if blad.visible == SheetVisibleEnum.Visible
        }
    except CalamineError:
        raise InvoerFout(
            Fout(
                "BESTAND_ONLEESBAAR",
                f"Dit is geen leesbaar {soort.upper()}-bestand.",
                naam,
                "Is het beschadigd, of met een wachtwoord beveiligd? Sla het opnieuw op, zonder wachtwoord.",
            )
        ) from None
    gevonden = [bladnaam for bladnaam, rijen in bladen.items() if rijen and _has_kenkolom(rijen[0])]
    if len(gevonden) > 1:
        raise InvoerFout(
            Fout(
                "MEER_BLADEN",
                f"Meer dan een werkblad heeft een kolom '{KENKOLOM}': {', '.join(gevonden)}.",
                naam,
                "Zet alle jongeren op een werkblad.",
            )
        )
    bladnaam = (gevonden or list(bladen))[0]
    return as_tabel(Vorm(soort, blad=bladnaam), bladen[bladnaam], naam)


def write(vorm: Vorm, rijen: Sequence[Sequence[Cel]]) -> bytes:
    """Return rows, the heading included, as a spreadsheet with one sheet."""
    buffer = BytesIO()
    _WRITERS[vorm.soort](buffer, vorm.blad, rijen)
    return buffer.getvalue()


def _cells(workbook: CalamineWorkbook, bladnaam: str) -> list[list[Cel]]:
    return [list(rij) for rij in workbook.get_sheet_by_name(bladnaam).to_python(skip_empty_area=False)]


def _has_kenkolom(kop: Sequence[Cel]) -> bool:
    return any(not is_leeg(cel) and str(cel).strip().casefold() == KENKOLOM for cel in kop)


def _write_xlsx(buffer: BytesIO, bladnaam: str, rijen: Sequence[Sequence[Cel]]) -> None:
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True})
    blad = workbook.add_worksheet(bladnaam)
    tekst = workbook.add_format({"num_format": "@"})
    dag = workbook.add_format({"num_format": "dd-mm-yyyy"})
    for nummer, rij in enumerate(rijen):
        for plaats, cel in enumerate(rij):
            match cel:
                case bool():
                    blad.write_boolean(nummer, plaats, cel)
                case int() | float():
                    blad.write_number(nummer, plaats, cel)
                case datetime() | date():
                    blad.write_datetime(nummer, plaats, cel, dag)
                case _ if not is_leeg(cel):
                    # XlsxWriter takes what begins like its own rich text for XML and writes it unescaped.
                    text = str(cel)
                    blad.write_string(nummer, plaats, f" {text}" if text.startswith("<r>") else text, tekst)
    workbook.close()


_WRITERS: dict[str, Callable[[BytesIO, str, Sequence[Sequence[Cel]]], None]] = {"xlsx": _write_xlsx, "ods": ods.write}
