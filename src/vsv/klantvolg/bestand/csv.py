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
# Each stretch of white space is looked at once, so that a cell full of it takes no time.
_BEGIN = re.compile(r"""(?:^|[;,\t\n])[\s"]*+""")
_FORMULE = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


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
        alle = [[_unguard(cel) for cel in rij] for rij in reader]
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
    writer.writerows([_guard(str(cel)) for cel in rij] for rij in rijen)
    return buffer.getvalue().encode("utf-8-sig" if vorm.bom else "utf-8")


def _guard(cel: str) -> str:
    return _BEGIN.sub(_guard_begin, cel)


def _guard_begin(begin: re.Match[str]) -> str:
    """Put an apostrophe before a formula, or before the last tab or return, which some programs take for one."""
    if _FORMULE.match(begin.string, begin.end()):
        return f"{begin[0]}'"
    scheiding = 1 if begin.start() else 0
    plek = max(begin[0].rfind(teken, scheiding) for teken in "\t\r")
    return begin[0] if plek < 0 else f"{begin[0][:plek]}'{begin[0][plek:]}"


def _unguard(cel: str) -> str:
    if "'" not in cel:
        return cel
    delen, vorige = [], 0
    for begin in _BEGIN.finditer(cel):
        delen.append(cel[vorige : begin.end()])
        vorige = begin.end() + bool(cel.startswith("'", begin.end()) and _FORMULE.match(cel, begin.end() + 1))
    return "".join([*delen, cel[vorige:]])


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
