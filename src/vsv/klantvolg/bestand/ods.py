"""A small ODS file: one sheet of cells (ODF 1.3). For the rows that go back to their sender, not for reports."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from vsv.klantvolg.bestand.tabel import Cel, is_leeg

_SOORT = "application/vnd.oasis.opendocument.spreadsheet"
_NAMEN = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{_SOORT}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)
_CONTENT = (
    f'<office:document-content {_NAMEN} office:version="1.3"><office:body><office:spreadsheet>'
    "<table:table table:name={}>{}</table:table></office:spreadsheet></office:body></office:document-content>"
)
# XML can't hold these at all.
_STUURTEKENS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def write(buffer: BytesIO, bladnaam: str, rijen: Sequence[Sequence[Cel]]) -> None:
    """Write rows, the heading included, as one sheet."""
    rows = "".join(f"<table:table-row>{''.join(map(_cell, rij))}</table:table-row>" for rij in rijen)
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        # The type stands first and uncompressed, so that any program finds it at a fixed place.
        file.writestr("mimetype", _SOORT, ZIP_STORED)
        file.writestr("META-INF/manifest.xml", _MANIFEST)
        file.writestr("content.xml", _CONTENT.format(quoteattr(bladnaam), rows))


def _cell(cel: Cel) -> str:
    match cel:
        case bool():
            return _value("boolean", "boolean-value", str(cel).lower())
        case int() | float():
            return _value("float", "value", repr(cel))
        case datetime() | date():
            return _value("date", "date-value", cel.isoformat())
        case _ if is_leeg(cel):
            return "<table:table-cell/>"
        case _:
            text = _paragraphs(str(cel))
            return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def _value(soort: str, attribute: str, value: str) -> str:
    return f'<table:table-cell office:value-type="{soort}" office:{attribute}="{value}"/>'


def _paragraphs(tekst: str) -> str:
    xml = escape(_STUURTEKENS.sub("", tekst))
    xml = re.sub(r"(?m)(?<= ) |^ | $", "<text:s/>", xml)  # spaces that ODF would fold away
    return xml.replace("\t", "<text:tab/>").replace("\n", "</text:p><text:p>")
