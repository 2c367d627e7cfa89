"""Of a million rows one in a hundred is rubbish: exactly that is refused, it is given back, and mended it is taken."""

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from vsv.beheer.opdracht import run
from vsv.bronnen.service import TABELLEN
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import add_organisatie, operator

OIN = "00000099000000001000"
MENSEN = [*map(str, geldige_nummers(EERSTE_BSN, 52_500))]
AANGEMELD = 50_000
"""The people after these are followed by nobody."""
MET_IKV, MET_FEITEN = 48_000, 49_000
"""A spoiled aanmelding or inkomstenverhouding is of who has nothing that hangs on it."""
RIJEN = {
    "aanmeldingen": AANGEMELD,
    "bevragingen": 150_000,
    "inkomstenverhoudingen": 51_500,
    "inkomstenperiodes": 50_500,
    "inkomstenopgaven": 598_000,
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


def about(naam: str) -> tuple[range, range]:
    """Who is in a table, as places in MENSEN below AANGEMELD; and of whom a row may be spoiled."""
    if naam == "aanmeldingen":
        return range(AANGEMELD), range(MET_FEITEN, AANGEMELD)
    if naam == "inkomstenverhoudingen":
        return range(MET_FEITEN), range(MET_IKV, MET_FEITEN)
    van_ikv = naam in ("inkomstenperiodes", "inkomstenopgaven")
    return (range(MET_IKV),) * 2 if van_ikv else (range(MET_FEITEN),) * 2


def make(naam: str) -> pl.DataFrame:
    """Good rows of a table as text, with `wie`: the place in MENSEN of whom it is about. No two are the same."""
    gevolgd, _ = about(naam)
    wie = np.array([*gevolgd, *range(AANGEMELD, len(MENSEN))] if naam != "aanmeldingen" else gevolgd)
    plek = np.arange(RIJEN[naam])
    moment = pl.format("2026-11-20T08:00:{}Z", pl.col("ronde").cast(pl.String).str.zfill(2))
    rijen = pl.DataFrame({"wie": wie[plek % wie.size], "ronde": plek // wie.size}).with_columns(
        bsn=pl.Series(MENSEN).gather(wie[plek % wie.size]),
        organisatie_oin=pl.lit(OIN),
        aanmelddatum=pl.lit("2024-01-05"),
        bron=pl.lit("PW"),
        beantwoord_op=moment,
        ontvangen_op=moment,
        ingetrokken=pl.lit("N"),
        loonheffingennummer=pl.lit("800000195L03"),
        nummer_ikv=pl.lit("1"),
        datum_begin=pl.lit("2026-05-01"),
        loon_lbph=pl.Series(plek),
        wet=pl.lit("PW"),
        grondslag=pl.lit("01"),
    )
    leeg = [pl.lit(None, pl.String).alias(kolom) for kolom in TABELLEN[naam].namen if kolom not in rijen.columns]
    return rijen.with_columns(leeg).select("wie", pl.col(TABELLEN[naam].namen).cast(pl.String))


def choose(naam: str, rijen: pl.DataFrame) -> pl.DataFrame:
    """Choose one row in EEN_OP, and spoil it in one of the ways of its table: regel, kolom, waarde, code."""
    _, mogen = about(naam)
    plekken = np.flatnonzero(rijen["wie"].is_between(mogen.start, mogen.stop - 1).to_numpy())
    gekozen = np.random.default_rng(1).choice(plekken, rijen.height // EEN_OP, replace=False)
    soorten = pl.DataFrame(ROMMEL[naam], schema=["kolom", "waarde", "code"], orient="row")
    return soorten[np.arange(gekozen.size) % soorten.height].with_columns(tabel=pl.lit(naam), regel=gekozen + 2)


def spoil(rijen: pl.DataFrame, gekozen: pl.DataFrame) -> pl.DataFrame:
    """Put what is wrong in the place of what was right."""
    met = rijen.with_columns(regel=np.arange(rijen.height) + 2).join(
        gekozen.select("regel", wat="kolom", waarde="waarde"), on="regel", how="left", maintain_order="left"
    )
    here = (pl.lit(kolom) == pl.col("wat") for kolom in rijen.columns)
    return met.select(
        pl.when(fout.fill_null(value=False)).then("waarde").otherwise(kolom).alias(kolom)
        for kolom, fout in zip(rijen.columns, here, strict=True)
    )


def write(folder: Path, tabellen: dict[str, pl.DataFrame]) -> Path:
    folder.mkdir()
    for naam, rijen in tabellen.items():
        rijen.write_csv(folder / f"{naam}.csv")
    return folder


def lever_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, dict[str, int]]:
    """Take a folder by the command; return the counts per table."""
    assert run(["lever-in", str(folder), "--json"]) == 0
    verslag = json.loads(capsys.readouterr().out)
    return {telling["tabel"]: telling for telling in verslag["tellingen"]}


def test_exactly_the_rubbish_is_refused_and_can_be_mended(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_organisatie(operator("test"), oin=OIN, naam="Punt", soort="doorstroompunt", regio=1)
    goed = {naam: make(naam) for naam in RIJEN}
    gekozen = {naam: choose(naam, rijen) for naam, rijen in goed.items()}
    assert sum(rijen.height for rijen in goed.values()) == 1_000_000
    assert sum(rommel.height for rommel in gekozen.values()) == 10_000

    met_rommel = {naam: spoil(rijen.drop("wie"), gekozen[naam]) for naam, rijen in goed.items()}
    counts = lever_in(write(tmp_path / "met rommel", met_rommel), capsys)
    for naam, rijen in goed.items():
        vreemd, slecht = rijen.filter(pl.col("wie") >= AANGEMELD).height, gekozen[naam].height
        assert {kolom: aantal for kolom, aantal in counts[naam].items() if isinstance(aantal, int)} == {
            "aangeboden": rijen.height,
            "genomen": rijen.height - vreemd - slecht,
            "ongewijzigd": 0,
            "niet_gevolgd": vreemd,
            "geweigerd": slecht,
        }

    assert run(["uitval", "1", "--uitvoer", str(tmp_path / "uitval.csv")]) == 0
    capsys.readouterr()
    uitval = pl.read_csv(tmp_path / "uitval.csv", infer_schema=False).with_columns(pl.col("regel").cast(pl.Int64))
    alle = pl.concat(gekozen.values())
    samen = alle.join(uitval, on=["tabel", "regel", "code"], how="full", suffix="_gemeld", coalesce=True)
    assert (samen.height, samen["reden"].null_count(), samen["waarde"].null_count()) == (10_000, 0, 0)
    # Of what waits for its inkomstenverhouding the payer is named, wherever the mistake was made.
    elders = samen.filter(pl.col("kolom") != pl.col("kolom_gemeld"))
    assert set(elders.select("code", "kolom", "kolom_gemeld").rows()) == {
        ("IKV_ONTBREEKT", "nummer_ikv", "loonheffingennummer")
    }
    for kolom in alle["kolom"].unique():
        assert samen.filter(kolom=kolom).select((pl.col(kolom).fill_null("") == pl.col("waarde")).all()).item()

    hersteld = {naam: rijen.drop("wie")[(gekozen[naam]["regel"] - 2).to_list()] for naam, rijen in goed.items()}
    counts = lever_in(write(tmp_path / "hersteld", hersteld), capsys)
    for naam, rijen in hersteld.items():
        assert counts[naam]["aangeboden"] == counts[naam]["genomen"] == rijen.height
