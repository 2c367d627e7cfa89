"""Whatever bytes and names are in a folder: it is a Levering whose counts add up, or it is said in Dutch why not."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pyarrow import parquet
from tests.unit.rommel import mutated

from vsv.bronnen.uitwisselformaat import TABELLEN, read_levering
from vsv.domein.fouten import InvoerFout, OmgevingFout, VsvFout
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers

BSNS = [*map(str, geldige_nummers(EERSTE_BSN, 3))]
TABEL = TABELLEN["uitkeringen"]
RIJEN = pl.DataFrame(
    {
        "bsn": [*BSNS, "12", ""],
        "bron": ["PW", "UWV", "DUO", "PW", None],
        "wet": ["PW", "WW", 'Wet "x", y\nz', "WW", "WW"],
        "datum_begin": [date(2026, 1, 1)] * 5,
        "datum_einde": [None, date(2025, 1, 1), None, None, None],
        "ontvangen_op": [datetime(2026, 11, 20, 8, tzinfo=UTC)] * 5,
        "ingetrokken": [True, False, False, None, False],
    }
)
COMPRESSIES = ("uncompressed", "zstd", "snappy", "gzip")


def as_csv() -> bytes:
    return RIJEN.with_columns(pl.col("ontvangen_op").dt.to_string("iso:strict")).write_csv().encode()


def as_parquet(compressie: str) -> bytes:
    with TemporaryDirectory() as folder:
        RIJEN.write_parquet(pad := Path(folder, "x.parquet"), compression=compressie)  # type: ignore[arg-type]  # one of a few names
        return pad.read_bytes()


CSV = as_csv()
PARQUETS = [as_parquet(compressie) for compressie in COMPRESSIES]

STUK = st.binary(max_size=12) | st.sampled_from(
    [
        *(b"\0", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\n", b"\r\n", b'"', b'""', b",", b";", b"\n\n", b"\t"),
        *(b"=1+1", b"1e400", b"-", b"9" * 400, b"x" * 70_000, b'"' * 1001, b"," * 5_000, b"\n" * 5_000),
        *(naam.encode() for naam in TABEL.namen),
        *(bsn.encode() for bsn in BSNS),
        *("é".encode(codec) for codec in ("utf-8", "latin-1", "utf-16", "utf-32")),
    ]
)


INHOUD = st.one_of(st.binary(max_size=200), mutated(CSV, STUK), *(mutated(whole, STUK) for whole in PARQUETS))
NAAM = st.sampled_from(
    [
        *(f"{tabel}{soort}" for tabel in TABELLEN for soort in (".csv", ".parquet")),
        *("SHA256SUMS", "uitval.csv", "prioriteiten.parquet", "UITKERINGEN.CSV", "uitkering.csv", ".csv", "~.csv"),
        *(f"{BSNS[0]}.csv", "a\nb.csv", os.fsdecode(b"\xff.csv"), "*.csv", "x=1.parquet", "lees mij.txt"),
    ]
)
SOMMEN = st.text(st.sampled_from("0123456789abcdef *\n\\/.é\0"), max_size=200) | st.sampled_from(
    [
        f"{'0' * 64}  ../../etc/passwd\n{'0' * 64} */etc/passwd\n",
        f"{'0' * 64}  {BSNS[0]}.csv\n" * 300,
        f"{'0' * 64}  {'x' * 10_000}\n",
        f"{'0' * 64}  uitkeringen.csv\n{'1' * 64}  uitkeringen.csv\n",
        "  \n \n*\n",
    ]
)


@contextmanager
def made(files: dict[str, bytes]) -> Iterator[Path]:
    with TemporaryDirectory() as folder:
        for naam, inhoud in files.items():
            Path(folder, naam).write_bytes(inhoud)
        yield Path(folder)


def check_fault(fault: VsvFout) -> None:
    assert 0 < len(fault.fouten) <= min(100, fault.aantal)
    assert all(fout.code and fout.reden.endswith(".") for fout in fault.fouten)
    said = str(fault)
    assert len(said.encode()) < 100_000
    assert not any(bsn in said for bsn in BSNS)


def read(folder: Path) -> None:
    """Read a folder; what comes of it is whole, or said in Dutch without a BSN."""
    try:
        levering = read_levering(folder)
    except (InvoerFout, OmgevingFout) as fault:
        check_fault(fault)
        return
    for naam, rijen in levering.tabellen.items():
        assert levering.regels_in[naam] == rijen.height + levering.geweigerd(naam)
        assert dict(rijen.schema) == TABELLEN[naam].schema
    assert not any(bsn in " ".join(levering.uitval["reden"]) for bsn in BSNS)
    assert all(levering.uitval["inhoud"].is_not_null())


@settings(max_examples=600)
@given(inhoud=st.one_of(st.binary(max_size=200), mutated(CSV, STUK)))
@example(b'bsn,"\n')
@example(b"\0" * 100)
@example(b",".join([b"a"] * 30_000))
def test_a_csv_of_rubbish(inhoud: bytes) -> None:
    with made({"uitkeringen.csv": inhoud}) as folder:
        read(folder)


@settings(max_examples=1200)
@given(inhoud=st.one_of(st.binary(max_size=200), *(mutated(whole, STUK) for whole in PARQUETS)))
def test_a_parquet_of_rubbish(inhoud: bytes) -> None:
    with made({"uitkeringen.parquet": inhoud}) as folder:
        read(folder)


@settings(max_examples=300)
@given(files=st.dictionaries(NAAM, INHOUD, max_size=4), sommen=st.none() | SOMMEN)
def test_a_folder_of_rubbish(files: dict[str, bytes], sommen: str | None) -> None:
    if sommen is not None:
        files["SHA256SUMS"] = sommen.encode()
    with made(files) as folder:
        read(folder)


@pytest.mark.parametrize("naam", ["gewoon", "x=1", "~", "a*b[c]?", "regel\neinde", BSNS[0], "s3:"])
@pytest.mark.parametrize("soort", ["csv", "parquet"])
def test_a_folder_may_have_any_name(tmp_path: Path, naam: str, soort: str, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / naam
    folder.mkdir()
    (folder / f"uitkeringen.{soort}").write_bytes(CSV if soort == "csv" else PARQUETS[0])
    monkeypatch.chdir(tmp_path)
    for way in (folder, Path(naam)):
        assert read_levering(way).regels_in["uitkeringen"] == 5
        read(way / "nergens")


def test_a_name_that_is_no_text_is_said(tmp_path: Path) -> None:
    folder = tmp_path / os.fsdecode(b"\xff")
    folder.mkdir()
    (folder / "uitkeringen.csv").write_bytes(CSV)
    with pytest.raises(InvoerFout, match="In de naam van deze map staan bytes die geen tekst zijn"):
        read_levering(folder)
    read(folder / "nergens")


def test_what_waits_for_a_writer_is_not_waited_for(tmp_path: Path) -> None:
    for naam in ("uitkeringen.csv", "bevragingen.parquet", "SHA256SUMS"):
        os.mkfifo(tmp_path / naam)
    with pytest.raises(InvoerFout) as caught:
        read_levering(tmp_path)
    assert [fout.code for fout in caught.value.fouten] == ["BESTAND_ONLEESBAAR"] * 3


@pytest.mark.parametrize("zoals", ["text", "references"])
def test_a_small_parquet_may_not_unpack_to_more_than_fits(tmp_path: Path, zoals: str) -> None:
    """A small file with a text of a megabyte in each of its million rows."""
    rijen = 1_000_000
    same = pa.array(np.zeros(rijen, np.int32))
    values = dict.fromkeys(TABEL.namen, "PW") | {"wet": "x" * 1_000_000}
    table = pa.table({naam: pa.DictionaryArray.from_arrays(same, [value]) for naam, value in values.items()})
    pad = tmp_path / "uitkeringen.parquet"
    parquet.write_table(table, pad, store_schema=zoals == "references")
    assert pad.stat().st_size < 2_000_000
    with pytest.raises(InvoerFout) as caught:
        read_levering(tmp_path)
    assert [fout.code for fout in caught.value.fouten] == ["PARQUET_TE_GROOT"]


def test_a_csv_of_nothing_but_openings_is_read_in_time(tmp_path: Path) -> None:
    """Every line opens a text; looking for its end from each of them to the end of the file would take hours."""
    (tmp_path / "uitkeringen.csv").write_bytes(",".join(TABEL.namen).encode() + b"\n" + b'a,"""b\n' * 300_000)
    read(tmp_path)
