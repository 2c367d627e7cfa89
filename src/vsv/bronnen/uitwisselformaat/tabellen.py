"""The tables of the uitwisselformaat: one declaration each, and no rule about a column anywhere else."""

from dataclasses import dataclass
from typing import Final

import polars as pl

from vsv.bronnen.uitwisselformaat.soorten import (
    BEDRAG,
    BSN,
    DATUM,
    GEMEENTECODE,
    JA_NEE,
    LOONHEFFINGENNUMMER,
    OIN,
    TIJDSTIP,
    Soort,
    getal,
    keuze,
    tekst,
)
from vsv.domein.codes import Bron, Signaal, UitkeringBron
from vsv.domein.nummers import NUMMER_IKV_MAX


@dataclass(frozen=True, slots=True)
class Kolom:
    """A column: its name, what may stand in it, and whether it may be empty (which means: unknown)."""

    naam: str
    soort: Soort
    verplicht: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Samenhang:
    """What columns of a row must have to do with one another.

    Attributes:
        kolom: The column to look at.
        code: Stable code of the fault.
        reden: What is wrong then, in Dutch.
        wanneer: True for the typed rows that are at fault; null is not.
    """

    kolom: str
    code: str
    reden: str
    wanneer: pl.Expr


@dataclass(frozen=True, slots=True, eq=False)
class Tabel:
    """A table.

    Attributes:
        naam: Its name, also of its file.
        kolommen: All of them; a file has each, in any order, and no other.
        sleutel: The columns that name a record; of records with the same key the latest holds.
        periode: Begin and end, of which the end may not come first; empty for a table without periods.
        voorwaarden: What else holds between columns.
    """

    naam: str
    kolommen: tuple[Kolom, ...]
    sleutel: tuple[str, ...]
    periode: tuple[str, ...] = ("datum_begin", "datum_einde")
    voorwaarden: tuple[Samenhang, ...] = ()

    @property
    def namen(self) -> list[str]:
        """Names of the columns."""
        return [kolom.naam for kolom in self.kolommen]

    @property
    def samenhang(self) -> list[Samenhang]:
        """Every rule between columns, that of the period first."""
        if not self.periode:
            return [*self.voorwaarden]
        begin, einde = self.periode
        reden = f"De {einde} ligt voor de {begin}."
        return [Samenhang(einde, "EIND_VOOR_BEGIN", reden, pl.col(einde) < pl.col(begin)), *self.voorwaarden]

    @property
    def schema(self) -> dict[str, pl.DataType]:
        """Name and type of the columns of typed rows, with the line they stand on."""
        return {kolom.naam: kolom.soort.dtype for kolom in self.kolommen} | {REGEL: pl.Int64()}


REGEL: Final = "regel"
"""The line of a row in its file: the header of a CSV file is line 1; Parquet rows are counted from 1."""


def _mag_leeg(naam: str, soort: Soort) -> Kolom:
    return Kolom(naam, soort, verplicht=False)


_BSN: Final = Kolom("bsn", BSN)
_IKV: Final = (
    _BSN,
    Kolom("loonheffingennummer", LOONHEFFINGENNUMMER),
    Kolom("nummer_ikv", getal(0, NUMMER_IKV_MAX, pl.Int32())),
)
_BEGIN: Final = Kolom("datum_begin", DATUM)
_EINDE: Final = _mag_leeg("datum_einde", DATUM)
_VERSIE: Final = (Kolom("ontvangen_op", TIJDSTIP), Kolom("ingetrokken", JA_NEE))
_IKV_SLEUTEL: Final = ("bsn", "loonheffingennummer", "nummer_ikv")

AANMELDINGEN: Final = Tabel(
    "aanmeldingen",
    (
        Kolom("organisatie_oin", OIN),
        _BSN,
        _mag_leeg("geboortedatum", DATUM),
        Kolom("aanmelddatum", DATUM),
        _mag_leeg("afmelddatum", DATUM),
        _mag_leeg("kenmerk", tekst(100)),
    ),
    ("organisatie_oin", "bsn", "aanmelddatum"),
    ("aanmelddatum", "afmelddatum"),
)
BEVRAGINGEN: Final = Tabel(
    "bevragingen",
    (_BSN, Kolom("bron", keuze(*Bron)), Kolom("beantwoord_op", TIJDSTIP)),
    ("bsn", "bron", "beantwoord_op"),
    (),
)
INKOMSTENVERHOUDINGEN: Final = Tabel(
    "inkomstenverhoudingen",
    (
        *_IKV,
        _mag_leeg("datum_begin", DATUM),  # empty: already running, since when is unknown
        _EINDE,
        _mag_leeg("werkgever", tekst(200)),
        _mag_leeg("reden_einde", tekst(4)),
        *_VERSIE,
    ),
    _IKV_SLEUTEL,
)
INKOMSTENPERIODES: Final = Tabel(
    "inkomstenperiodes",
    (
        *_IKV,
        _BEGIN,
        _mag_leeg("srtiv", tekst(4)),  # any code: the rules decide which are known
        _mag_leeg("aard", tekst(4)),
        _mag_leeg("oproep", JA_NEE),
        _mag_leeg("onbepaalde_tijd", JA_NEE),
        _mag_leeg("contracturen_per_week", tekst(10)),
        *_VERSIE,
    ),
    (*_IKV_SLEUTEL, "datum_begin"),
    (),
)
INKOMSTENOPGAVEN: Final = Tabel(
    "inkomstenopgaven",
    (
        *_IKV,
        _BEGIN,
        _EINDE,  # empty: the last day of the month of datum_begin
        _mag_leeg("loon_lbph", BEDRAG),
        _mag_leeg("loon_sv", BEDRAG),
        _mag_leeg("verloonde_uren", getal(-99_999, 99_999)),
        *_VERSIE,
    ),
    (*_IKV_SLEUTEL, "datum_begin", "datum_einde"),
)
UITKERINGEN: Final = Tabel(
    "uitkeringen",
    (_BSN, Kolom("bron", keuze(*UitkeringBron)), Kolom("wet", tekst(100)), _BEGIN, _EINDE, *_VERSIE),
    ("bsn", "bron", "wet", "datum_begin"),
)
DOELGROEPREGISTER: Final = Tabel(
    "doelgroepregister",
    (_BSN, Kolom("grondslag", tekst(4)), _BEGIN, _EINDE, *_VERSIE),
    ("bsn", "grondslag", "datum_begin"),
)
_MET_GEMEENTE: Final = (Signaal.UITSCHRIJVING, Signaal.VERHUISD)
DUO_SIGNALEN: Final = Tabel(
    "duo_signalen",
    (
        _BSN,
        Kolom("soort", keuze(*Signaal)),
        Kolom("datum", DATUM),
        _mag_leeg("gemeentecode", GEMEENTECODE),  # VERHUISD: the new one; UITSCHRIJVING: where the person lives
        Kolom("ontvangen_op", TIJDSTIP),
    ),
    ("bsn", "soort", "datum"),
    (),
    (
        Samenhang(
            "gemeentecode",
            "VERPLICHT_LEEG",
            f"Deze kolom mag niet leeg zijn bij {' en '.join(_MET_GEMEENTE)}.",
            pl.col("soort").is_in(_MET_GEMEENTE) & pl.col("gemeentecode").is_null(),
        ),
        Samenhang(
            "gemeentecode",
            "MOET_LEEG",
            f"Deze kolom is alleen voor {' en '.join(_MET_GEMEENTE)}. Laat haar hier leeg.",
            pl.col("soort").is_in([soort for soort in Signaal if soort not in _MET_GEMEENTE])
            & pl.col("gemeentecode").is_not_null(),
        ),
    ),
)

TABELLEN: Final = {
    tabel.naam: tabel
    for tabel in (
        AANMELDINGEN,
        BEVRAGINGEN,
        INKOMSTENVERHOUDINGEN,
        INKOMSTENPERIODES,
        INKOMSTENOPGAVEN,
        UITKERINGEN,
        DOELGROEPREGISTER,
        DUO_SIGNALEN,
    )
}
"""All tables that come in, by name."""
