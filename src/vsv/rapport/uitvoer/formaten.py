"""The formats a document can be written in, by the name people choose."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from vsv.domein.fouten import Fout, InvoerFout
from vsv.rapport.uitvoer import csv, ods, xlsx
from vsv.rapport.uitvoer.bladen import Document


@dataclass(frozen=True, slots=True)
class Formaat:
    """One format.

    Attributes:
        write: Write a document to a path; see there for what it promises.
        extensie: End of the file name, with the dot.
        mediatype: What to call it over HTTP.
        omschrijving: What it is good for, in Dutch.
    """

    write: Callable[[Document, Path], None]
    extensie: str
    mediatype: str
    omschrijving: str


FORMATEN = {
    "csv": Formaat(csv.write, ".csv", "text/csv; charset=utf-8; header=present", "CSV, voor programma's"),
    "zip": Formaat(csv.write_zip, ".zip", "application/zip", "CSV van elk blad, in een zip-bestand"),
    "xlsx": Formaat(
        xlsx.write,
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "XLSX, voor Excel",
    ),
    "ods": Formaat(
        ods.write,
        ".ods",
        "application/vnd.oasis.opendocument.spreadsheet",
        "ODS, voor LibreOffice en andere programma's (open standaard)",
    ),
}


def require_formaat(formaat: str, mogelijk: Collection[str]) -> None:
    """Let a format go on that something can be written in.

    Raises:
        InvoerFout: FORMAAT_ONBEKEND.
    """
    if formaat not in mogelijk:
        reden = f"Het formaat '{formaat}' bestaat niet."
        raise InvoerFout(Fout("FORMAAT_ONBEKEND", reden, "formaat", f"Kies uit: {', '.join(mogelijk)}."))
