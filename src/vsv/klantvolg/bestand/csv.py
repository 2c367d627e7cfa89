"""CSV files: comma or semicolon, UTF-8 with or without a byte order mark."""

import codecs
import csv
import re
from collections.abc import Sequence
from io import StringIO

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.bestand.tabel import Cel, Tabel, Vorm, as_tabel

# What a spreadsheet takes for a formula, where a cell can begin: also after a separator that it may split on
# (OWASP, CSV injection). Given back it gets an apostrophe in front, and coming in again it loses one.
_BEGIN, _FORMULE = r"""((?:^|[;,\t\n])[\s"]*)""", r"(?='*[=+\-@＝＋－＠\t\r])"
_GEVAAR = re.compile(_BEGIN + _FORMULE)
_BEWAAKT = re.compile(_BEGIN + "'" + _FORMULE)


def read(inhoud: bytes, naam: str) -> Tabel:
    """Return the table in a CSV file.

    Raises:
        InvoerFout: It is not UTF-8, quotes don't match, or a row is not as long as the heading.
    """
    tekst = _decode(inhoud, naam)
    kop = tekst.partition("\n")[0]
    scheiding = ";" if kop.count(";") > kop.count(",") else ","
    reader = csv.reader(StringIO(tekst, newline=""), delimiter=scheiding, strict=True)
    try:
        alle = [[_BEWAAKT.sub(r"\1", cel) for cel in rij] for rij in reader]
    except csv.Error:
        raise InvoerFout(
            Fout(
                "CSV_ONLEESBAAR",
                "De aanhalingstekens op deze regel kloppen niet.",
                f"{naam}, regel {reader.line_num}",
                'Schrijf een aanhalingsteken in een tekst dubbel: "zo ""hier"" dus".',
            )
        ) from None
    return as_tabel(Vorm("csv", scheiding=scheiding, bom=inhoud.startswith(codecs.BOM_UTF8)), alle, naam)


def write(vorm: Vorm, rijen: Sequence[Sequence[Cel]]) -> bytes:
    """Return rows of text, the heading included, as a CSV file."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, delimiter=vorm.scheiding)
    writer.writerows([_GEVAAR.sub(r"\1'", str(cel)) for cel in rij] for rij in rijen)
    return buffer.getvalue().encode("utf-8-sig" if vorm.bom else "utf-8")


def _decode(inhoud: bytes, naam: str) -> str:
    try:
        return inhoud.decode("utf-8-sig")
    except UnicodeDecodeError as e:
        regel = inhoud.count(b"\n", 0, e.start) + 1
        raise InvoerFout(
            Fout(
                "GEEN_UTF8",
                "Op deze regel staat een teken dat niet in UTF-8 is geschreven, maar waarschijnlijk in Windows-1252.",
                f"{naam}, regel {regel}",
                "Kies in Excel bij opslaan voor 'CSV UTF-8 (door scheidingstekens gescheiden)', of lever XLSX of ODS.",
            )
        ) from None
