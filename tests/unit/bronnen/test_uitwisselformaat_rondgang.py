"""What is written is read back, and whatever happens to a file on its way, no row gets lost unseen."""

import subprocess
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vsv.bronnen.uitwisselformaat import (
    REGEL,
    TABELLEN,
    Kolom,
    Levering,
    Tabel,
    csv_bestand,
    read_levering,
    write_levering,
)
from vsv.domein.fouten import InvoerFout, OmgevingFout

BSNS = ["999990019", "999990020", "999990032", "999990044", "999990056", "999990068"]
TEKENS = st.sampled_from("aé€😀 ,\"\n;'")
MOMENTEN = st.integers(0, 10**15).map(lambda us: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(microseconds=us))

WAARDEN: Mapping[str, st.SearchStrategy[Any]] = {
    "BSN_ONGELDIG": st.sampled_from(BSNS),
    "OIN_ONGELDIG": st.integers(0, 10**12 - 1).map("00000099{:012}".format),
    "LOONHEFFINGENNUMMER_ONGELDIG": st.integers(1, 99).map("800000195L{:02}".format),
    "DATUM_ONGELDIG": st.dates(date(1900, 1, 1), date(2100, 12, 31)),
    "MOMENT_ONGELDIG": MOMENTEN | MOMENTEN.map(lambda moment: moment.replace(microsecond=0)),
    "BEDRAG_ONGELDIG": st.integers(-(10**11), 10**11),
    "GETAL_ONGELDIG": st.integers(0, 9999),
    "JN_ONGELDIG": st.booleans(),
    "CODE_ONGELDIG": st.just("PW"),
    "GEMEENTECODE_ONGELDIG": st.just("0363"),
    "TEKST_ONGELDIG": st.text(TEKENS, min_size=1, max_size=4).filter(lambda tekst: tekst == tekst.strip()),
}


def waarden(kolom: Kolom) -> st.SearchStrategy[Any]:
    values = st.just("VERHUISD") if kolom.naam == "soort" else WAARDEN[kolom.soort.code]
    return values if kolom.verplicht else values | st.none()


@st.composite
def tabellen(draw: st.DrawFn, tabel: Tabel) -> pl.DataFrame:
    """Typed rows that pass all rules."""
    row = st.fixed_dictionaries({kolom.naam: waarden(kolom) for kolom in tabel.kolommen})
    unique = (lambda r: r["bsn"]) if tabel.naam == "aanmeldingen" else None
    rows = draw(st.lists(row, max_size=6, unique_by=unique))
    for values in rows:
        given_days = [values[naam] for naam in tabel.periode if values[naam]]
        if "gemeentecode" in values:
            values["gemeentecode"] = "0363"
        if len(given_days) == 2:
            values |= dict(zip(tabel.periode, sorted(given_days), strict=True))
    schema = {kolom.naam: kolom.soort.dtype for kolom in tabel.kolommen}
    return pl.DataFrame(rows, schema=schema)


alle_tabellen = st.fixed_dictionaries({naam: tabellen(tabel) for naam, tabel in TABELLEN.items()})
formaten: st.SearchStrategy[Literal["csv", "parquet"]] = st.sampled_from(["csv", "parquet"])


def as_read(naam: str, rijen: pl.DataFrame) -> pl.DataFrame:
    if naam == "inkomstenopgaven":
        return rijen.with_columns(pl.col("datum_einde").fill_null(pl.col("datum_begin").dt.month_end()))
    return rijen


def adds_up(levering: Levering) -> bool:
    return all(
        levering.regels_in[naam] == rijen.height + levering.geweigerd(naam) for naam, rijen in levering.tabellen.items()
    )


def outcome(folder: Path) -> tuple[str, Levering | None]:
    try:
        return "", read_levering(folder)
    except InvoerFout as fault:
        return str(fault), None


@settings(deadline=None, max_examples=40)
@given(alle_tabellen, formaten)
def test_what_is_written_is_read_back(geschreven: dict[str, pl.DataFrame], formaat: Literal["csv", "parquet"]) -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "uit")
        write_levering(folder, geschreven, formaat=formaat, controlesommen=True)
        levering = read_levering(folder)
    assert levering.uitval.is_empty()
    for naam, rijen in geschreven.items():
        assert levering.tabellen[naam].drop(REGEL).equals(as_read(naam, rijen))


@settings(deadline=None, max_examples=150)
@given(st.data(), formaten)
def test_damage_is_refused_or_becomes_uitval(data: st.DataObject, formaat: Literal["csv", "parquet"]) -> None:
    naam = data.draw(st.sampled_from(list(TABELLEN)))
    with TemporaryDirectory() as temporary:
        folder = Path(temporary, "uit")
        write_levering(folder, {naam: data.draw(tabellen(TABELLEN[naam]))}, formaat=formaat)
        pad = folder / f"{naam}.{formaat}"
        inhoud = pad.read_bytes()
        begin = data.draw(st.integers(0, len(inhoud)))
        einde = data.draw(st.integers(begin, min(begin + 20, len(inhoud))) | st.just(len(inhoud)))
        signs = st.sampled_from([b"", b'"', b",", b"\n", b"\r", b"\x00", b"\xff", b" ", b"9", b'"\n"', b'x","'])
        pad.write_bytes(inhoud[:begin] + data.draw(signs) + inhoud[einde:])
        message, levering = outcome(folder)
    assert levering is None or adds_up(levering)
    assert not any(bsn in message for bsn in BSNS)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.sampled_from([*BSNS, "", "PW", "x", "2026-01-01", "2025-12-31"]), min_size=7, max_size=7)))
def test_rows_in_are_rows_taken_and_refused(rows: list[list[str]]) -> None:
    with TemporaryDirectory() as temporary:
        lines = [",".join(TABELLEN["uitkeringen"].namen), *map(",".join, rows)]
        Path(temporary, "uitkeringen.csv").write_text("\n".join(lines) + "\n", "utf-8")
        levering = read_levering(Path(temporary))
    assert levering.regels_in["uitkeringen"] == len(rows)
    assert adds_up(levering)
    assert levering.uitval["regel"].is_sorted()


@settings(deadline=None, max_examples=60)
@given(tabellen(TABELLEN["inkomstenverhoudingen"]), st.integers(1, 40))
def test_the_size_of_the_blocks_makes_no_difference(rijen: pl.DataFrame, blok: int) -> None:
    with TemporaryDirectory() as temporary, pytest.MonkeyPatch.context() as patch:
        folder = Path(temporary, "uit")
        write_levering(folder, {"inkomstenverhoudingen": rijen})
        whole = read_levering(folder)
        patch.setattr(csv_bestand, "_BLOK", blok)
        parts = read_levering(folder)
    assert parts.controlegetal == whole.controlegetal
    assert parts.tabellen["inkomstenverhoudingen"].equals(whole.tabellen["inkomstenverhoudingen"])


@pytest.fixture
def bevragingen() -> dict[str, pl.DataFrame]:
    moment = datetime(2026, 11, 1, 10, 0, 0, 120_000, tzinfo=UTC)
    return {"bevragingen": pl.DataFrame({"bron": ["PW"], "bsn": BSNS[:1], "beantwoord_op": [moment], "over": [1]})}


def test_csv_is_rfc_4180_in_the_order_of_the_table(tmp_path: Path, bevragingen: dict[str, pl.DataFrame]) -> None:
    write_levering(tmp_path / "uit", bevragingen)
    text = (tmp_path / "uit" / "bevragingen.csv").read_bytes()
    assert text == b"bsn,bron,beantwoord_op\r\n999990019,PW,2026-11-01T10:00:00.120Z\r\n"


@pytest.mark.parametrize("formaat", ["csv", "parquet"])
def test_checksums_are_those_of_coreutils(
    tmp_path: Path, bevragingen: dict[str, pl.DataFrame], formaat: Literal["csv", "parquet"]
) -> None:
    write_levering(tmp_path / "uit", bevragingen, formaat=formaat, controlesommen=True)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=tmp_path / "uit", check=True)
    assert sorted(pad.name for pad in tmp_path.rglob("*")) == ["SHA256SUMS", f"bevragingen.{formaat}", "uit"]


def test_a_folder_in_use_is_left_as_it_is(tmp_path: Path, bevragingen: dict[str, pl.DataFrame]) -> None:
    folder = tmp_path / "uit"
    folder.mkdir()
    write_levering(folder, bevragingen)
    before = (folder / "bevragingen.csv").read_bytes()
    with pytest.raises(OmgevingFout, match="leeg is"):
        write_levering(folder, {"bevragingen": bevragingen["bevragingen"].clear()})
    assert (folder / "bevragingen.csv").read_bytes() == before
    assert [pad.name for pad in tmp_path.iterdir()] == ["uit"]


def test_nothing_is_left_behind_when_a_table_can_not_be_written(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        write_levering(tmp_path / "uit", {"onbekend": pl.DataFrame()})
    assert list(tmp_path.iterdir()) == []
