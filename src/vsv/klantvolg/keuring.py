"""The rules an aanmelding has to pass, as data: a code, the column at fault, a Dutch reason, and when it applies.

Everything here is a frame in and a frame out; what the database knows comes in as columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from vsv.domein.kolommen import is_bsn

MAX_KENMERK = 100


@dataclass(frozen=True, slots=True)
class Regel:
    """One thing that can be wrong with a row.

    Attributes:
        code: Stable name in capitals, for programs.
        kolom: The column to look at.
        reden: What is wrong and what to do, in Dutch. May hold one `{}`.
        wanneer: True for the rows that are at fault; null is not.
        waarde: Text column that fills the `{}`.
    """

    code: str
    kolom: str
    reden: str
    wanneer: pl.Expr
    waarde: pl.Expr | None = None

    def find(self, rijen: pl.DataFrame, sleutel: str) -> pl.DataFrame:
        """Return the rows at fault: the key `sleutel`, kolom, code, reden."""
        reden = pl.lit(self.reden) if self.waarde is None else pl.format(self.reden, self.waarde)
        return rijen.filter(self.wanneer).select(sleutel, kolom=pl.lit(self.kolom), code=pl.lit(self.code), reden=reden)


def find_faults(rijen: pl.DataFrame, regels: Sequence[Regel], sleutel: str) -> pl.DataFrame:
    """Return every fault of every row, by row: the key `sleutel`, kolom, code, reden."""
    return pl.concat([regel.find(rijen, sleutel) for regel in regels]).sort(sleutel, maintain_order=True)


def is_27(geboortedatum: pl.Expr, op: pl.Expr) -> pl.Expr:
    """Say who has turned 27 by a date: for who was born on 29 February that is on 1 March in a non-leap year."""
    verjaardag = geboortedatum.dt.offset_by("27y")
    geen_29_februari = verjaardag.dt.day() != geboortedatum.dt.day()
    return verjaardag + pl.duration(days=geen_29_februari.cast(pl.Int8)) <= op


BSN_ONGELDIG = Regel(
    "BSN_ONGELDIG",
    "bsn",
    "Dit is geen bestaand BSN. Kijk of alle 9 cijfers kloppen, ook een 0 aan het begin.",
    ~is_bsn("bsn"),
)
GEBOORTEDATUM_WIJKT_AF = Regel(
    "GEBOORTEDATUM_WIJKT_AF",
    "geboortedatum",
    "Bij dit BSN is een andere geboortedatum bekend. Kijk of het BSN en de geboortedatum kloppen.",
    ~pl.col("geboortedatum_klopt"),
)
LEEFTIJD = Regel(
    "LEEFTIJD",
    "geboortedatum",
    "Deze jongere is op de aanmelddatum 27 of ouder. Vanaf de 27e verjaardag kan aanmelden niet meer.",
    is_27(pl.col("geboortedatum"), pl.col("aanmelddatum")),
)
KENMERK_TE_LANG = Regel(
    "KENMERK_TE_LANG",
    "kenmerk",
    f"Het kenmerk heeft meer dan {MAX_KENMERK} tekens. Kort het in.",
    pl.col("kenmerk").str.len_chars() > MAX_KENMERK,
)
