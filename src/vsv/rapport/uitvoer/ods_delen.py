"""The parts of an ODS file that don't depend on the rows: properties, styles, view, heading, filter."""

from collections.abc import Sequence
from datetime import UTC
from xml.sax.saxutils import escape, quoteattr

from xlsxwriter.utility import xl_col_to_name

from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
TABLE_END = "</table:table>"

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMEN = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in {
        "office": "office",
        "style": "style",
        "text": "text",
        "table": "table",
        "number": "datastyle",
        "fo": "xsl-fo-compatible",
        "meta": "meta",
        "config": "config",
    }.items()
)
_WORTEL = f'{_NAMEN} xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"'
_CM_PER_TEKEN = 0.21

_GETAL = (
    '<number:number number:decimal-places="{0}" number:min-decimal-places="{0}"'
    ' number:min-integer-digits="1" number:grouping="true"/>'
)
_EURO = '<number:currency-symbol number:language="nl" number:country="NL">€</number:currency-symbol>'
_GETALSTIJLEN = f"""
<number:text-style style:name="n-tekst"><number:text-content/></number:text-style>
<number:number-style style:name="n-geheel">{_GETAL.format(0)}</number:number-style>
<number:currency-style style:name="n-euro-plus" style:volatile="true">\
{_EURO}<number:text> </number:text>{_GETAL.format(2)}</number:currency-style>
<number:currency-style style:name="n-euro">{_EURO}<number:text> -</number:text>{_GETAL.format(2)}\
<style:map style:condition="value()&gt;=0" style:apply-style-name="n-euro-plus"/></number:currency-style>
<number:date-style style:name="n-datum"><number:day number:style="long"/><number:text>-</number:text>\
<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>\
</number:date-style>
<number:date-style style:name="n-maand"><number:month number:textual="true"/><number:text> </number:text>\
<number:year number:style="long"/></number:date-style>
"""
_CELSTIJLEN = "\n".join(
    f'<style:style style:name="{soort}" style:family="table-cell" style:parent-style-name="Default"'
    f' style:data-style-name="n-{"tekst" if soort is Soort.JA_NEE else soort}"/>'
    for soort in Soort
)
_KOPSTIJL = """
<style:style style:name="kop" style:family="table-cell" style:parent-style-name="Default">\
<style:table-cell-properties fo:background-color="#eef1f6" fo:border-bottom="0.5pt solid #000000"\
 fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties fo:font-weight="bold"/></style:style>
"""
_PAGINA = """
<style:page-layout style:name="liggend"><style:page-layout-properties fo:page-width="29.7cm"\
 fo:page-height="21cm" style:print-orientation="landscape" style:scale-to-X="1" style:scale-to-Y="0"\
 fo:margin="1.5cm"/><style:header-style><style:header-footer-properties fo:min-height="0.8cm"/>\
</style:header-style></style:page-layout>
"""
_STANDAARDSTIJL = """
<style:default-style style:family="table-cell"><style:text-properties fo:language="nl" fo:country="NL"/>\
</style:default-style><style:style style:name="Default" style:family="table-cell"/>
"""


def fixed_parts(document: Document) -> dict[str, str]:
    """Return path in the zip file -> XML, for every part but the content."""
    return {
        "META-INF/manifest.xml": _manifest(),
        "meta.xml": _meta(document),
        "styles.xml": _styles(document),
        "settings.xml": _settings(document),
    }


def content_start(document: Document) -> str:
    """Return the content up to the first table: the formats of cells, columns and sheets."""
    styles = "".join(_sheet_styles(number, blad) for number, blad in enumerate(document.bladen))
    return (
        f"{_XML}<office:document-content {_WORTEL}><office:automatic-styles>"
        f"{_GETALSTIJLEN}{_CELSTIJLEN}{_KOPSTIJL}{styles}"
        "</office:automatic-styles><office:body><office:spreadsheet>"
    )


def table_start(number: int, blad: Blad) -> str:
    """Return the start of a table: its name, columns and a heading that repeats on every page."""
    columns = "".join(
        f'<table:table-column table:style-name="b{number}k{place}" table:default-cell-style-name="{kolom.soort}"/>'
        for place, kolom in enumerate(blad.kolommen)
    )
    heading = "".join(map(_heading_cell, blad.kolommen))
    return (
        f'<table:table table:name={quoteattr(blad.naam)} table:style-name="b{number}">'
        f"<table:title>{escape(blad.titel)}</table:title>{columns}"
        f"<table:table-header-rows><table:table-row>{heading}</table:table-row></table:table-header-rows>\n"
    )


def content_end(document: Document, heights: Sequence[int]) -> str:
    """Return what follows the tables: a filter on each, over its heading and `heights` rows."""
    ranges = "".join(
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" table:display-filter-buttons="true"'
        f" table:target-range-address={quoteattr(_address(blad, height))}/>"
        for number, (blad, height) in enumerate(zip(document.bladen, heights, strict=True))
    )
    return (
        f"<table:database-ranges>{ranges}</table:database-ranges>"
        "</office:spreadsheet></office:body></office:document-content>"
    )


def _heading_cell(kolom: Kolom) -> str:
    return (
        '<table:table-cell table:style-name="kop" office:value-type="string">'
        f"<text:p>{escape(kolom.kop)}</text:p></table:table-cell>"
    )


def _address(blad: Blad, height: int) -> str:
    last = xl_col_to_name(len(blad.kolommen) - 1)
    return f"'{blad.naam}'.A1:'{blad.naam}'.{last}{height + 1}"


def _sheet_styles(number: int, blad: Blad) -> str:
    columns = "".join(
        f'<style:style style:name="b{number}k{place}" style:family="table-column"><style:table-column-properties'
        f' style:column-width="{kolom.breedte * _CM_PER_TEKEN:.2f}cm"/></style:style>'
        for place, kolom in enumerate(blad.kolommen)
    )
    return (
        f'<style:style style:name="b{number}" style:family="table" style:master-page-name="pagina{number}">'
        f'<style:table-properties table:display="true"/></style:style>{columns}\n'
    )


def _styles(document: Document) -> str:
    pages = "".join(
        f'<style:master-page style:name="pagina{number}" style:page-layout-name="liggend">'
        f"<style:header><text:p>{escape(blad.titel)}</text:p></style:header></style:master-page>"
        for number, blad in enumerate(document.bladen)
    )
    return (
        f"{_XML}<office:document-styles {_WORTEL}><office:styles>{_STANDAARDSTIJL}</office:styles>"
        f"<office:automatic-styles>{_PAGINA}</office:automatic-styles>"
        f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
    )


def _meta(document: Document) -> str:
    made = document.gemaakt_op.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f"{_XML}<office:document-meta {_WORTEL}><office:meta><meta:generator>VSV-monitor</meta:generator>"
        f"<dc:title>{escape(document.titel)}</dc:title><dc:creator>{escape(document.organisatie)}</dc:creator>"
        f"<meta:creation-date>{made}</meta:creation-date><dc:date>{made}</dc:date><dc:language>nl-NL</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _settings(document: Document) -> str:
    """Return the view of each sheet: the heading stays in sight."""
    frozen = "".join(
        f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'
        for name, kind, value in [
            ("HorizontalSplitMode", "short", 0),
            ("VerticalSplitMode", "short", 2),
            ("VerticalSplitPosition", "int", 1),
            ("ActiveSplitRange", "short", 2),
            ("PositionTop", "int", 0),
            ("PositionBottom", "int", 1),
        ]
    )
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(blad.naam)}>{frozen}</config:config-item-map-entry>"
        for blad in document.bladen
    )
    return (
        f"{_XML}<office:document-settings {_WORTEL}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        '<config:config-item config:name="ViewId" config:type="string">view1</config:config-item>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )


def _manifest() -> str:
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="text/xml"/>'
        for path in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    return (
        f'{_XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
        f' manifest:version="1.3"><manifest:file-entry manifest:full-path="/" manifest:version="1.3"'
        f' manifest:media-type="{MIMETYPE}"/>{entries}</manifest:manifest>'
    )
