"""A levering of a million rows of which one in a hundred is rubbish: exactly the rubbish is refused, and can be mended."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from vsv.beheer.opdracht import run
from vsv.bronnen.service import TABELLEN, write_levering
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import add_organisatie, operator

OIN = "00000099000000001000"
PERSONEN, ONGEVOLGD = 50_000, 2_500
RIJEN = {
    "aanmeldingen": PERSONEN,
    "bevragingen": 150_000,
    "inkomstenverhoudingen": PERSONEN + ONGEVOLGD,
    "inkomstenperiodes": PERSONEN + ONGEVOLGD,
    "inkomstenopgaven": 595_000,
    "uitkeringen": 80_000,
    "doelgroepregister": 20_000,
}
EEN_OP = 100
"""One row in so many is rubbish."""

Fout = tuple[str, str, str]
"""A column, what is wrong in it, and the code of that."""

BSN_FOUT: list[Fout] = [
    ("bsn", "900000005", "BSN_ONGELDIG"),
    ("bsn", "", "VERPLICHT_LEEG"),
    ("bsn", "é", "BSN_ONGELDIG"),
]
VERSIE: list[Fout] = [
    ("ontvangen_op", "2026-11-20 08:00", "MOMENT_ONGELDIG"),
    ("ontvangen_op", "", "VERPLICHT_LEEG"),
    ("ingetrokken", "nee", "JN_ONGELDIG"),
]
IKV: list[Fout] = [
    ("loonheffingennummer", "800000195L00", "LOONHEFFINGENNUMMER_ONGELDIG"),
    ("nummer_ikv", "10000", "GETAL_ONGELDIG"),
    ("nummer_ikv", "een", "GETAL_ONGELDIG"),
]
BEGIN: list[Fout] = [("datum_begin", "31-12-2025", "DATUM_ONGELDIG"), ("datum_begin", "2026-02-30", "DATUM_ONGELDIG")]
EINDE: list[Fout] = [("datum_einde", "1999-01-01", "EIND_VOOR_BEGIN"), ("datum_einde", "nooit", "DATUM_ONGELDIG")]
ROMMEL: dict[str, list[Fout]] = {
    "aanmeldingen": [
        *(
            ("organisatie_oin", "123", "OIN_ONGELDIG"),
            ("organisatie_oin", "00000099000000009000", "ORGANISATIE_ONBEKEND"),
        ),
        *(("aanmelddatum", "", "VERPLICHT_LEEG"), ("afmelddatum", "2020-01-01", "EIND_VOOR_BEGIN")),
        *(("kenmerk", " spatie", "TEKST_ONGELDIG"), ("geboortedatum", "vroeger", "DATUM_ONGELDIG"), *BSN_FOUT),
    ],
    "bevragingen": [("bron", "DUO", "CODE_ONGELDIG"), ("beantwoord_op", "gisteren", "MOMENT_ONGELDIG"), *BSN_FOUT],
    "inkomstenverhoudingen": [("werkgever", "x" * 201, "TEKST_ONGELDIG"), *IKV, *EINDE, *VERSIE, *BSN_FOUT],
    "inkomstenperiodes": [
        *(("oproep", "j", "JN_ONGELDIG"), ("srtiv", "12345", "TEKST_ONGELDIG"), ("aard", " 1", "TEKST_ONGELDIG")),
        *(("nummer_ikv", "7", "IKV_ONTBREEKT"), *IKV, *BEGIN, *VERSIE, *BSN_FOUT),
    ],
    "inkomstenopgaven": [
        *(("loon_lbph", "12,50", "BEDRAG_ONGELDIG"), ("loon_sv", "1e6", "BEDRAG_ONGELDIG")),
        *(("verloonde_uren", "100000", "GETAL_ONGELDIG"), ("nummer_ikv", "7", "IKV_ONTBREEKT")),
        *(*IKV, *BEGIN, *EINDE, *VERSIE, *BSN_FOUT),
    ],
    "uitkeringen": [
        ("bron", "DUO", "CODE_ONGELDIG"),
        ("wet", "", "VERPLICHT_LEEG"),
        *BEGIN,
        *EINDE,
        *VERSIE,
        *BSN_FOUT,
    ],
    "doelgroepregister": [("grondslag", "te lang", "TEKST_ONGELDIG"), *BEGIN, *EINDE, *VERSIE, *BSN_FOUT],
}


def as_tekst(naam: str, rijen: pl.DataFrame) -> pl.DataFrame:
    """The rows of a table as text, as they stand in a file."""
    leeg = {kolom: pl.lit("") for kolom in TABELLEN[naam].namen if kolom not in rijen.columns}
    return rijen.with_columns(**leeg).select(pl.col(TABELLEN[naam].namen).cast(pl.String))


def make_tabellen() -> dict[str, pl.DataFrame]:
    """Good rows of every table, a million in all; those past PERSONEN are about people nobody follows."""
    bsns = pl.Series([*map(str, geldige_nummers(EERSTE_BSN, PERSONEN + ONGEVOLGD))])
    tabellen = {}
    for naam, aantal in RIJEN.items():
        plek = np.arange(aantal)
        ronde = plek // len(bsns)
        moment = pl.Series(ronde).cast(pl.String).str.zfill(2)
        rijen = pl.DataFrame({"bsn": bsns.gather(plek % len(bsns)), "moment": moment}).with_columns(
            organisatie_oin=pl.lit(OIN),
            aanmelddatum=pl.lit("2024-01-05"),
            bron=pl.lit("PW"),
            beantwoord_op=pl.format("2026-11-20T08:00:{}Z", "moment"),
            ontvangen_op=pl.format("2026-11-20T08:00:{}Z", "moment"),
            ingetrokken=pl.lit("N"),
            loonheffingennummer=pl.lit("800000195L03"),
            nummer_ikv=pl.lit("1"),
            datum_begin=pl.lit("2026-05-01"),
            loon_lbph=pl.Series(plek % 100_000),
            wet=pl.lit("PW"),
            grondslag=pl.lit("01"),
        )
        tabellen[naam] = as_tekst(naam, rijen)
    return tabellen


def spoil(naam: str, rijen: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Spoil one row in EEN_OP, in every way in turn; return all rows, and regel, kolom and code of the spoiled."""
    fouten = pl.DataFrame(ROMMEL[naam], schema=["kolom", "waarde", "code"], orient="row").with_row_index("soort")
    aantal = rijen.height // EEN_OP
    volgd = min(rijen.height, PERSONEN)
    plekken = np.random.default_rng(1).choice(volgd, aantal, replace=False)
    slecht = pl.DataFrame({"plek": plekken}).with_columns(
        pl.col("plek").cast(pl.UInt32), soort=(pl.int_range(aantal) % fouten.height).cast(pl.UInt32)
    )
    slecht = slecht.join(fouten, on="soort").with_columns(regel=pl.col("plek").cast(pl.Int64) + 2)
    met = rijen.with_row_index("plek").join(slecht.select("plek", "kolom", "waarde"), on="plek", how="left")
    rommel = met.sort("plek").select(
        pl.when((pl.col("kolom") == kolom).fill_null(value=False)).then("waarde").otherwise(kolom).alias(kolom)
        for kolom in rijen.columns
    )
    return rommel, slecht.select(tabel=pl.lit(naam), regel="regel", kolom="kolom", code="code")


def write(folder: Path, tabellen: dict[str, pl.DataFrame]) -> Path:
    folder.mkdir()
    for naam, rijen in tabellen.items():
        rijen.write_csv(folder / f"{naam}.csv")
    return folder
