"""Spreadsheets: XLSX and ODS, read by `rekenblad` and written back with every cell of the kind it was."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Literal

import xlsxwriter

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import toonbaar
from vsv.klantvolg.bestand import ods
from vsv.klantvolg.bestand.rekenblad import OnleesbaarError, TeGrootError, read_bladen
from vsv.klantvolg.bestand.tabel import Cel, Tabel, Vorm, as_tabel, is_leeg

KENKOLOM = "bsn"
"""The column by which the sheet with jongeren is known; others may hold an explanation, for instance."""


def read(inhoud: bytes, naam: str, soort: Literal["xlsx", "ods"]) -> Tabel:
    """Return the table on the one visible sheet with a column `bsn`.

    Raises:
        InvoerFout: It is no such file, too large, or more than one sheet has that column.
    """
    try:
        bladen = read_bladen(inhoud)
    except OnleesbaarError:
        raise InvoerFout(
            Fout(
                "BESTAND_ONLEESBAAR",
                f"Dit is geen leesbaar {soort.upper()}-bestand.",
                naam,
                "Is het beschadigd, of met een wachtwoord beveiligd? Sla het opnieuw op, zonder wachtwoord.",
            )
        ) from None
    except TeGrootError:
        raise InvoerFout(
            Fout(
                "BESTAND_TE_GROOT",
                "Dit bestand is uitgepakt te groot om te lezen.",
                naam,
                "Staat er ver onder of naast de jongeren nog iets? Haal dat weg, of lever het aan als CSV.",
            )
        ) from None
    if not bladen:
        reden = "In dit bestand is geen werkblad zichtbaar."
        raise InvoerFout(Fout("GEEN_BLAD", reden, naam, "Maak het werkblad met de jongeren zichtbaar."))
    gevonden = [bladnaam for bladnaam, rijen in bladen.items() if rijen and _has_kenkolom(rijen[0])]
    if len(gevonden) > 1:
        raise InvoerFout(
            Fout(
                "MEER_BLADEN",
                f"Meer dan een werkblad heeft een kolom '{KENKOLOM}': {', '.join(map(toonbaar, gevonden))}.",
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
