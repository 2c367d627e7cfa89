"""Tables on disk: complete or absent, and the same when read back."""

import hashlib
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from vsv.domein.fouten import InvoerFout
from vsv.domein.kolommen import to_bool, to_date, to_moment
from vsv.simulatie.service import Formaat, Nederland, make_nederland, write
from vsv.simulatie.tabellen import SCHEMAS


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "diep" / "nederland"


@pytest.mark.parametrize("formaat", ["csv", "parquet"])
def test_checksums_are_those_of_the_files(folder: Path, nederland: Nederland, formaat: Formaat) -> None:
    write(nederland.tabellen, folder, formaat=formaat)
    regels = (folder / "SHA256SUMS").read_text("utf-8").splitlines()
    assert regels == [
        f"{hashlib.sha256((folder / f'{naam}.{formaat}').read_bytes()).hexdigest()}  {naam}.{formaat}"
        for naam in sorted(SCHEMAS)
    ]
    assert len(list(folder.iterdir())) == len(SCHEMAS) + 1
    assert list(folder.parent.iterdir()) == [folder]


def test_parquet_gives_back_what_was_written(folder: Path, nederland: Nederland) -> None:
    write(nederland.tabellen, folder)
    for naam, tabel in nederland.tabellen.items():
        assert_frame_equal(pl.read_parquet(folder / f"{naam}.parquet"), tabel)


def test_csv_has_the_signs_of_the_uitwisselformaat(folder: Path, nederland: Nederland) -> None:
    write(nederland.tabellen, folder, formaat="csv")
    lezen = {pl.Date: to_date, pl.Datetime: to_moment, pl.Boolean: to_bool}
    for naam, tabel in nederland.tabellen.items():
        tekst = pl.read_csv(folder / f"{naam}.csv", infer_schema=False)
        assert tekst.columns == tabel.columns
        terug = tekst.select(
            lezen[type(soort)](kolom) if type(soort) in lezen else pl.col(kolom).cast(soort)
            for kolom, soort in tabel.schema.items()
        )
        assert_frame_equal(terug, tabel)


def test_a_filled_folder_is_left_alone(folder: Path, nederland: Nederland) -> None:
    folder.mkdir(parents=True)
    (folder / "brief.txt").write_text("van een ander", "utf-8")
    with pytest.raises(InvoerFout, match="niet leeg") as fout:
        write(nederland.tabellen, folder)
    assert str(folder) in str(fout.value)
    assert [path.name for path in folder.iterdir()] == ["brief.txt"]


def test_an_empty_folder_may_be_used(folder: Path, nederland: Nederland) -> None:
    folder.mkdir(parents=True)
    write(nederland.tabellen, folder)
    assert (folder / "aanmeldingen.parquet").exists()


def test_a_failure_leaves_nothing_behind(folder: Path, nederland: Nederland) -> None:
    lijst = pl.DataFrame({"kan_niet": [[1, 2]]})
    with pytest.raises(pl.exceptions.ComputeError):
        write({**nederland.tabellen, "stuk": lijst}, folder, formaat="csv")
    assert list(folder.parent.iterdir()) == []


@pytest.mark.parametrize(
    ("naam", "waarde"), [("personen", 0), ("personen", 1_000_001), ("weken", 0), ("weken", 105), ("zaad", -1)]
)
def test_a_number_out_of_bounds_is_refused(naam: str, waarde: int, nederland: Nederland) -> None:
    gewoon = {"personen": 10, "zaad": 1, "weken": 1}
    with pytest.raises(InvoerFout) as fout:
        make_nederland(**{**gewoon, naam: waarde}, tot=nederland.tot)
    assert naam in str(fout.value)
