"""What may stand in a column: how it is read from text, and which values pass.

A `Soort` is written once and serves both file formats: from CSV a column comes as text and is parsed,
from Parquet it comes with its type and is only proved.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import polars as pl

from vsv.domein.kolommen import MOMENT, is_bsn, is_loonheffingennummer, is_oin, to_bool, to_date, to_integer, to_moment

_OfKolom = Callable[[pl.Expr], pl.Expr]
_EERSTE: Final = date(1900, 1, 1)
_NA_LAATSTE: Final = date(2101, 1, 1)
_VREEMD: Final = r"^\s|\s$|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"


def _as_is(kolom: pl.Expr) -> pl.Expr:
    return kolom


@dataclass(frozen=True, slots=True)
class Soort:
    """A kind of column.

    Attributes:
        code: Stable code of the fault when a value does not pass.
        reden: What is wrong then, in Dutch, without the value.
        dtype: Polars type of the values.
        proof: Says of values whether they pass; null for null.
        parse: Reads values from text; null for what can't be read.
    """

    code: str
    reden: str
    dtype: pl.DataType
    proof: _OfKolom
    parse: _OfKolom = _as_is

    def accepts(self, gegeven: pl.DataType) -> bool:
        """Say whether values of this type, other than text, can be values of this kind."""
        if self.dtype.is_integer():
            return gegeven.is_integer() or gegeven == pl.Null
        return gegeven.base_type() in (self.dtype.base_type(), pl.Null)

    def waarde(self, kolom: str, gegeven: pl.DataType) -> pl.Expr:
        """Return the values of a column that comes with this type; null for what can't be read."""
        bron = pl.col(kolom)
        if gegeven == pl.String:
            return self.parse(bron)
        if isinstance(gegeven, pl.Datetime):
            # Parquet moments are UTC, whether the file says so or not (the contract of the format).
            zoned = bron.dt.convert_time_zone("UTC") if gegeven.time_zone else bron.dt.replace_time_zone("UTC")
            return zoned.cast(self.dtype)
        return bron.cast(self.dtype, strict=False)


def tekst(lengte: int) -> Soort:
    """Free text of at most `lengte` signs, without spaces around it and without control signs."""
    return Soort(
        "TEKST_ONGELDIG",
        f"Deze tekst is langer dan {lengte} tekens, begint of eindigt met een spatie, of bevat een stuurteken.",
        pl.String(),
        lambda waarde: (waarde.str.len_chars() <= lengte) & ~waarde.str.contains(_VREEMD),
    )


def keuze(*codes: str) -> Soort:
    """One of a few codes."""
    return Soort(
        "CODE_ONGELDIG",
        f"Hier moet {', '.join(codes[:-1])} of {codes[-1]} staan.",
        pl.String(),
        lambda waarde: waarde.is_in(codes),
    )


def getal(minimum: int, maximum: int, dtype: pl.DataType | None = None) -> Soort:
    """A whole number within bounds, both inclusive."""
    return Soort(
        "GETAL_ONGELDIG",
        f"Dit is geen heel getal van {minimum} tot en met {maximum}.",
        dtype or pl.Int64(),
        lambda waarde: waarde.is_between(minimum, maximum),
        lambda kolom: to_integer(kolom, minimum, maximum).cast(dtype or pl.Int64()),
    )


_MILJARD: Final = 10**11  # in cents

BSN: Final = Soort(
    "BSN_ONGELDIG",
    "Dit BSN klopt niet. Een BSN heeft 9 cijfers en voldoet aan de elfproef.",
    pl.String(),
    is_bsn,
)
OIN: Final = Soort(
    "OIN_ONGELDIG",
    "Dit OIN klopt niet. Een OIN heeft 20 cijfers en begint met 00000001, 00000003, 00000004 of 00000099.",
    pl.String(),
    is_oin,
)
GEMEENTECODE: Final = Soort(
    "GEMEENTECODE_ONGELDIG",
    "Deze gemeentecode klopt niet. Een gemeentecode heeft 4 cijfers, ook een 0 aan het begin.",
    pl.String(),
    lambda waarde: waarde.str.contains("^[0-9]{4}$"),
)
LOONHEFFINGENNUMMER: Final = Soort(
    "LOONHEFFINGENNUMMER_ONGELDIG",
    "Dit loonheffingennummer klopt niet. Het heeft 9 cijfers die voldoen aan de elfproef, een L en 2 cijfers.",
    pl.String(),
    is_loonheffingennummer,
)
DATUM: Final = Soort(
    "DATUM_ONGELDIG",
    "Dit is geen bestaande datum van 1900 tot en met 2100, geschreven als JJJJ-MM-DD.",
    pl.Date(),
    lambda waarde: waarde.is_between(_EERSTE, _NA_LAATSTE, closed="left"),
    to_date,
)
TIJDSTIP: Final = Soort(
    "MOMENT_ONGELDIG",
    "Dit is geen tijdstip, geschreven als JJJJ-MM-DDTUU:MM:SSZ of met een verschil zoals +01:00 in plaats van Z.",
    MOMENT,
    lambda waarde: waarde.is_between(datetime(1899, 12, 31, tzinfo=UTC), datetime(2101, 1, 2, tzinfo=UTC)),
    to_moment,
)
BEDRAG: Final = Soort(
    "BEDRAG_ONGELDIG",
    "Dit is geen bedrag in hele centen, van min tot plus 1 miljard euro.",
    pl.Int64(),
    lambda waarde: waarde.is_between(-_MILJARD, _MILJARD),
    lambda kolom: to_integer(kolom, -_MILJARD, _MILJARD),
)
JA_NEE: Final = Soort(
    "JN_ONGELDIG",
    "Hier moet J of N staan.",
    pl.Boolean(),
    lambda waarde: waarde | ~waarde,  # any; null stays null
    to_bool,
)
