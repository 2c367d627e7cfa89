"""Files that can't be used: place, reason and remedy, all at once, and never half of it."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from vsv.bronnen.uitwisselformaat import TABELLEN, UITVAL_SCHEMA, read_levering
from vsv.domein.fouten import InvoerFout

MaakMap = Callable[..., Path]

KOPPEN = {naam: ",".join(tabel.namen) for naam, tabel in TABELLEN.items()}
BSN = "999990019"
REGEL = f"{BSN},PW,2026-11-01T10:00:00Z"
KOP = KOPPEN["bevragingen"]


_IKV = ["bsn", "loonheffingennummer", "nummer_ikv"]
_PERIODE = ["datum_begin", "datum_einde"]
_VERSIE = ["ontvangen_op", "ingetrokken"]
CONTRACT = {
    "aanmeldingen": ["organisatie_oin", "bsn", "geboortedatum", "aanmelddatum", "afmelddatum", "kenmerk"],
    "bevragingen": ["bsn", "bron", "beantwoord_op"],
    "inkomstenverhoudingen": [*_IKV, *_PERIODE, "werkgever", "reden_einde", *_VERSIE],
    "inkomstenperiodes": [
        *(*_IKV, "datum_begin", "srtiv", "aard"),
        *("oproep", "onbepaalde_tijd", "contracturen_per_week", *_VERSIE),
    ],
    "inkomstenopgaven": [*_IKV, *_PERIODE, "loon_lbph", "loon_sv", "verloonde_uren", *_VERSIE],
    "uitkeringen": ["bsn", "bron", "wet", *_PERIODE, *_VERSIE],
    "doelgroepregister": ["bsn", "grondslag", *_PERIODE, *_VERSIE],
    "duo_signalen": ["bsn", "soort", "datum", "gemeentecode", "ontvangen_op"],
}


def test_the_tables_are_those_of_the_contract() -> None:
    assert {naam: tabel.namen for naam, tabel in TABELLEN.items()} == CONTRACT
    assert all(set(tabel.sleutel) | set(tabel.periode) <= set(tabel.namen) for tabel in TABELLEN.values())


def faults_of(folder: Path, **options: list[str]) -> list[tuple[str, str]]:
    with pytest.raises(InvoerFout) as caught:
        read_levering(folder, **options)
    assert BSN not in str(caught.value)
    return [(fout.code, fout.plaats) for fout in caught.value.fouten]


def write(folder: Path, naam: str, content: str | bytes) -> Path:
    (folder / naam).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("", [("BESTAND_LEEG", "bevragingen.csv")]),
        ("\n\n", [("BESTAND_LEEG", "bevragingen.csv")]),
        (f"{KOP}\n{BSN},PW\n{REGEL}\n", [("REGEL_LENGTE", "bevragingen.csv, regel 2")]),
        (f"{KOP}\n{REGEL},x\n{BSN},PW\n", [("REGEL_LENGTE", f"bevragingen.csv, regel {n}") for n in (2, 3)]),
        (f"{KOP}\n{REGEL}\n\n{REGEL}\n", [("REGEL_LEEG", "bevragingen.csv, regel 3")]),
        (f"{KOP}\n{REGEL}\n{BSN},P", [("BESTAND_AFGEBROKEN", "bevragingen.csv, regel 3")]),
        (f'{KOP}\n{REGEL}\n{BSN},"P', [("AANHALINGSTEKEN", "bevragingen.csv, regel 3")]),
        (f'{KOP}\n{BSN},"P"W,\n{REGEL}\n', [("AANHALINGSTEKEN", "bevragingen.csv, regel 2")]),
        (f'{KOP}\n{BSN},P"W,\n{REGEL}\n', [("AANHALINGSTEKEN", "bevragingen.csv, regel 2")]),
        (f"{KOP}\n{REGEL}\n".encode() + b"\xe9,PW,\n", [("GEEN_UTF8", "bevragingen.csv, regel 3")]),
        (f"{KOP}\n{REGEL}\n".encode("utf-16"), [("GEEN_UTF8", "bevragingen.csv, regel 1")]),
        (f"{KOP}\r{REGEL}\r", [("AANHALINGSTEKEN", "bevragingen.csv, regel 1")]),
        (f"bsn,bron,bsn\n{REGEL}\n", [(f"KOLOM_{wat}", "bevragingen.csv, regel 1") for wat in ("ONTBREEKT", "DUBBEL")]),
        (f"{KOP},extra\n{REGEL},\n", [("KOLOM_ONBEKEND", "bevragingen.csv, regel 1")]),
        (REGEL, [(f"KOLOM_{wat}", "bevragingen.csv, regel 1") for wat in ["ONBEKEND"] * 3 + ["ONTBREEKT"] * 3]),
    ],
)  # fmt: skip
def test_a_csv_that_is_not_what_it_should_be(
    tmp_path: Path, content: str | bytes, faults: list[tuple[str, str]]
) -> None:
    assert faults_of(write(tmp_path, "bevragingen.csv", content)) == faults


@pytest.mark.parametrize(
    "content",
    [
        f"{KOP}\n{REGEL}\n",
        f"{KOP}\r\n{REGEL}\r\n",
        f"{KOP}\n{REGEL}",  # RFC 4180: the last line break may be left out
        f"\ufeff{KOP}\n{REGEL}\n",
        f"beantwoord_op,bsn,bron\n2026-11-01T10:00:00Z,{BSN},PW\n",
        f'"bsn","bron","beantwoord_op"\n"{BSN}","PW","2026-11-01T10:00:00Z"\n',
    ],
)
def test_the_same_table_may_be_written_in_several_ways(tmp_path: Path, content: str) -> None:
    levering = read_levering(write(tmp_path, "bevragingen.csv", content))
    assert levering.tabellen["bevragingen"].select("bsn", "bron", "regel").rows() == [(BSN, "PW", 2)]
    assert levering.uitval.is_empty()


def test_only_the_first_hundred_faults_are_named_and_all_are_counted(tmp_path: Path) -> None:
    write(tmp_path, "bevragingen.csv", f"{KOP}\n" + f"{BSN}\n" * 150)
    write(tmp_path, "uitkeringen.csv", "bsn\n")
    with pytest.raises(InvoerFout) as caught:
        read_levering(tmp_path)
    assert len(caught.value.fouten) == 100
    assert caught.value.aantal == 150 + 6


def test_hints_for_a_file_or_column_that_was_spelled_wrong(tmp_path: Path) -> None:
    write(tmp_path, "Inkomstenopgave.csv", "")
    write(tmp_path, "bevragingen.csv", "BSN;bron;beantwoord_op\n")
    write(tmp_path, "doelgroepregister.csv", KOPPEN["doelgroepregister"].replace("grondslag", "grondslagen"))
    with pytest.raises(InvoerFout) as caught:
        read_levering(tmp_path)
    advice = " ".join(fout.advies for fout in caught.value.fouten)
    assert "Bedoelt u inkomstenopgaven.csv?" in advice
    assert "komma in plaats van een puntkomma" in advice
    assert "Bedoelt u 'grondslag'?" in advice


def test_a_name_of_a_file_never_shows_a_bsn(tmp_path: Path) -> None:
    write(tmp_path, f"{BSN}.csv", "")
    assert faults_of(tmp_path) == [("BESTAND_ONBEKEND", "••••••019.csv")]


def test_a_folder_without_tables(tmp_path: Path) -> None:
    assert faults_of(tmp_path / "weg") == [("MAP_ONLEESBAAR", str(tmp_path / "weg"))]
    assert faults_of(write(tmp_path, "LEESMIJ.txt", "hallo")) == [("GEEN_TABELLEN", str(tmp_path))]


def test_an_absent_table_is_empty_unless_it_is_needed(maak_map: MaakMap) -> None:
    folder = maak_map(bevragingen=REGEL)
    levering = read_levering(folder)
    assert {naam: rijen.height for naam, rijen in levering.tabellen.items()} == levering.regels_in
    assert levering.regels_in == dict.fromkeys(TABELLEN, 0) | {"bevragingen": 1}
    assert levering.bestanden == {"bevragingen": "bevragingen.csv"}
    assert dict(levering.uitval.schema) == UITVAL_SCHEMA
    for naam, rijen in levering.tabellen.items():
        assert dict(rijen.schema) == TABELLEN[naam].schema
    assert faults_of(folder, vereist=["aanmeldingen"]) == [("TABEL_ONTBREEKT", "aanmeldingen")]


@pytest.mark.parametrize("content", [KOP, f"{KOP}\n", f"{KOP}\r\n"])
def test_a_table_may_have_no_rows(tmp_path: Path, content: str) -> None:
    levering = read_levering(write(tmp_path, "bevragingen.csv", content))
    assert levering.regels_in["bevragingen"] == 0
    assert dict(levering.tabellen["bevragingen"].schema) == TABELLEN["bevragingen"].schema


def test_results_and_other_kinds_of_files_are_left_alone(maak_map: MaakMap) -> None:
    folder = maak_map(bevragingen=REGEL)
    for naam in ("prioriteiten.csv", "prioriteiten.parquet", "LEESMIJ.txt", "._bevragingen.csv"):
        write(folder, naam, "iets anders")
    assert read_levering(folder).regels_in["bevragingen"] == 1


def test_one_table_in_two_files_is_refused(maak_map: MaakMap) -> None:
    folder = maak_map(bevragingen=REGEL)
    read_levering(folder).tabellen["bevragingen"].drop("regel").write_parquet(folder / "bevragingen.parquet")
    assert ("TABEL_DUBBEL", "bevragingen") in faults_of(folder)


def test_checksums_are_held_against_the_files(maak_map: MaakMap) -> None:
    folder = maak_map(bevragingen=REGEL, uitkeringen="")
    (folder / "uitkeringen.csv").write_text(KOPPEN["uitkeringen"] + "\n", "utf-8")
    som = hashlib.sha256((folder / "bevragingen.csv").read_bytes()).hexdigest()
    write(folder, "SHA256SUMS", f"{som}  bevragingen.csv\n{'0' * 64} *uitkeringen.csv\n{som}  weg.csv\n")
    assert faults_of(folder) == [("CONTROLESOM_ANDERS", "uitkeringen.csv"), ("BESTAND_ONTBREEKT", "weg.csv")]
    write(folder, "SHA256SUMS", f"{som}  bevragingen.csv\n")
    assert faults_of(folder) == [("CONTROLESOM_ONTBREEKT", "uitkeringen.csv")]
    (folder / "uitkeringen.csv").unlink()
    assert read_levering(folder).regels_in["bevragingen"] == 1


def test_the_controlegetal_is_of_the_content(maak_map: MaakMap) -> None:
    first = read_levering(maak_map(bevragingen=REGEL)).controlegetal
    assert read_levering(maak_map(bevragingen=REGEL)).controlegetal == first
    assert read_levering(maak_map(bevragingen=REGEL.replace("PW", "DGR"))).controlegetal != first
    assert len(bytes.fromhex(first)) == 32


@pytest.mark.parametrize("keep", [0, 3, -1, -100])
def test_half_a_parquet_file_is_refused(maak_map: MaakMap, keep: int) -> None:
    folder = maak_map(bevragingen=REGEL)
    rijen = read_levering(folder).tabellen["bevragingen"].drop("regel")
    (folder / "bevragingen.csv").unlink()
    pad = folder / "bevragingen.parquet"
    rijen.write_parquet(pad)
    pad.write_bytes(pad.read_bytes()[:keep])
    assert faults_of(folder) == [("PARQUET_ONGELDIG", "bevragingen.parquet")]


def test_parquet_columns_have_their_types(tmp_path: Path) -> None:
    pl.DataFrame({"bsn": [999990019], "bron": [1.5], "beantwoord_op": ["2026-11-01T10:00:00Z"]}).write_parquet(
        tmp_path / "bevragingen.parquet"
    )
    assert faults_of(tmp_path) == [
        ("KOLOMTYPE_ONGELDIG", f"bevragingen.parquet, kolom {naam}") for naam in ("bsn", "bron")
    ]


def test_a_file_that_may_not_be_read(maak_map: MaakMap) -> None:
    folder = maak_map(bevragingen=REGEL)
    (folder / "uitkeringen.csv").mkdir()
    (folder / "SHA256SUMS").mkdir()
    assert faults_of(folder) == [("BESTAND_ONLEESBAAR", "uitkeringen.csv"), ("BESTAND_ONLEESBAAR", "SHA256SUMS")]
