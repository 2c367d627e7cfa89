"""What the columns of a file with jongeren are called and how their cells are read."""

from datetime import date, datetime
from difflib import get_close_matches

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import to_date
from vsv.domein.nummers import toonbaar
from vsv.klantvolg.bestand.tabel import TOON_HOOGSTENS, Cel, Tabel, is_leeg

KOLOMMEN = ("bsn", "geboortedatum", "aanmelddatum", "kenmerk", "gemeente")
VERPLICHT = ("bsn", "geboortedatum")
REDEN = "reden"
"""The column we add to the rows that go back. Coming in again it is not looked at."""

_DATUMS = ("geboortedatum", "aanmelddatum")


def find_kolommen(tabel: Tabel, naam: str) -> dict[str, int]:
    """Return the place of each known column; capitals and order don't matter.

    Raises:
        InvoerFout: A column is unknown, stands twice, has cells but no name, or lacks. All of them at once.
    """
    koppen = [kop.casefold() for kop in tabel.koppen]
    faults = [
        _unknown(kop, plaats, naam)
        for plaats, kop in enumerate(tabel.koppen, 1)
        if kop and kop.casefold() not in (*KOLOMMEN, REDEN)
    ]
    faults += [
        Fout("KOLOM_DUBBEL", f"De kolom '{kop}' staat er {koppen.count(kop)} keer.", naam, "Laat er een staan.")
        for kop in (*KOLOMMEN, REDEN)
        if koppen.count(kop) > 1
    ]
    faults += [
        Fout("KOLOM_ZONDER_NAAM", f"Kolom {plaats + 1} heeft geen naam.", naam, "Geef haar een naam of maak haar leeg.")
        for plaats, kop in enumerate(koppen)
        if not kop and not all(is_leeg(rij[plaats]) for rij in tabel.rijen)
    ]
    faults += [
        Fout("KOLOM_ONTBREEKT", f"De kolom '{kop}' ontbreekt.", naam, "Voeg haar toe.")
        for kop in VERPLICHT
        if kop not in koppen
    ]
    if faults:
        raise InvoerFout(*faults[:TOON_HOOGSTENS], aantal=len(faults))
    return {kop: koppen.index(kop) for kop in KOLOMMEN if kop in koppen}


def read_kolommen(tabel: Tabel, plaatsen: dict[str, int]) -> pl.DataFrame:
    """Return what the rows say.

    Returns:
        rij (number of the row), bsn, kenmerk, gemeente (text), geboortedatum, aanmelddatum (Date), and for each date
        `..._onleesbaar`: something stands there and it is no date. Null is empty.
    """
    tekst = {
        kolom: [_as_text(rij[plaatsen[kolom]], kolom) for rij in tabel.rijen] if kolom in plaatsen else None
        for kolom in KOLOMMEN
    }
    frame = pl.DataFrame({"rij": tabel.nummers}, schema={"rij": pl.Int64}).with_columns(
        pl.Series(kolom, cellen or [None] * len(tabel.nummers), dtype=pl.String) for kolom, cellen in tekst.items()
    )
    return frame.with_columns(_date(kolom) for kolom in _DATUMS).with_columns(
        (frame[kolom].is_not_null() & pl.col(kolom).is_null()).alias(f"{kolom}_onleesbaar") for kolom in _DATUMS
    )


def _date(kolom: str) -> pl.Expr:
    """Read ISO dates and Dutch ones, in which a day or month may be one digit, as Excel writes them."""
    nederlands = pl.col(kolom).str.extract(r"^(\d{1,2}-\d{1,2}-\d{4})$").str.to_date("%d-%m-%Y", strict=False)
    return to_date(pl.coalesce(nederlands.dt.to_string("%Y-%m-%d"), kolom)).alias(kolom)


def _as_text(cel: Cel, kolom: str) -> str | None:
    """Return what a cell says, as a person would type it; None for nothing.

    A BSN that a spreadsheet holds as a number has lost the 0 it began with, and gets it back. In a text nothing is
    put back: there a missing digit is as likely a typing error, and the elfproef misses one in eleven of those.
    """
    if is_leeg(cel):
        return None
    if isinstance(cel, float) and cel.is_integer():
        cijfers = str(int(cel))
        return cijfers.zfill(9) if kolom == "bsn" and len(cijfers) == 8 else cijfers
    if isinstance(cel, datetime) and cel.time().isoformat() == "00:00:00":
        cel = cel.date()
    return cel.isoformat() if isinstance(cel, date) else str(cel).strip()


def _unknown(kop: str, plaats: int, naam: str) -> Fout:
    """Say that a column is unknown. A name with digits is not repeated: without a heading it may be a BSN."""
    if any(map(str.isdigit, kop)):
        advies = f"Zet in de eerste rij de namen van de kolommen: {', '.join(KOLOMMEN)}."
        return Fout("KOLOM_ONBEKEND", f"De naam van kolom {plaats} is onbekend.", naam, advies)
    lijkt_op = get_close_matches(kop.casefold(), KOLOMMEN, n=1)
    advies = f"Bedoelt u '{lijkt_op[0]}'?" if lijkt_op else f"Deze kolommen kunnen: {', '.join(KOLOMMEN)}."
    return Fout("KOLOM_ONBEKEND", f"De kolom '{toonbaar(kop)}' is onbekend.", naam, advies)
