"""From a folder of tables to one file of priorities: all or nothing."""

from datetime import date
from pathlib import Path
from shutil import copytree

import polars as pl
import pytest

from vsv.beheer.prioriteer import prioriteer_map
from vsv.domein.fouten import InvoerFout

GEVAL = Path(__file__).parents[2] / "acceptatie" / "scenarios" / "2027-03-01"
D = date(2027, 3, 1)


@pytest.fixture
def invoer(tmp_path: Path) -> Path:
    return Path(copytree(GEVAL / "invoer", tmp_path / "invoer"))


def test_csv_en_parquet_zeggen_hetzelfde(invoer: Path, tmp_path: Path) -> None:
    aantal = prioriteer_map(invoer, D, tmp_path / "uit.csv")
    prioriteer_map(invoer, D, tmp_path / "uit.parquet", regelset="vsv-2.0")

    als_csv = pl.read_csv(tmp_path / "uit.csv", infer_schema=False)
    als_parquet = pl.read_parquet(tmp_path / "uit.parquet")
    assert aantal == als_csv.height == 163
    assert als_parquet.schema["peildatum"] == pl.Date
    assert als_parquet.schema["loon"] == pl.Int64
    assert als_parquet.cast(pl.String).equals(als_csv.fill_null(""))


def test_parquet_erin_is_ook_goed(invoer: Path, tmp_path: Path) -> None:
    for pad in invoer.glob("*.csv"):
        pl.read_csv(pad, infer_schema=False).write_parquet(pad.with_suffix(".parquet"))
        pad.unlink()

    prioriteer_map(invoer, D, tmp_path / "uit.csv")

    assert (tmp_path / "uit.csv").read_bytes() == (GEVAL / "prioriteiten.csv").read_bytes()


def test_alleen_aanmeldingen_is_genoeg(invoer: Path, tmp_path: Path) -> None:
    for pad in invoer.glob("*.csv"):
        if pad.stem != "aanmeldingen":
            pad.unlink()

    prioriteer_map(invoer, D, tmp_path / "uit.csv")

    assert set(pl.read_csv(tmp_path / "uit.csv", infer_schema=False)["prioriteit"]) == {"NP"}


def test_elke_fout_wordt_genoemd_en_er_wordt_niets_geschreven(invoer: Path, tmp_path: Path) -> None:
    iko = invoer / "inkomstenopgaven.csv"
    iko.write_text(iko.read_text("utf-8").replace("2027-02-28", "2027-02-30"), "utf-8", newline="")
    fout_aantal = iko.read_text("utf-8").count("2027-02-30")

    with pytest.raises(InvoerFout) as fout:
        prioriteer_map(invoer, D, tmp_path / "uit.csv")

    assert fout.value.aantal >= fout_aantal > 100
    assert len(fout.value.fouten) == 100
    assert "inkomstenopgaven.csv, regel " in fout.value.fouten[0].plaats
    assert [pad.name for pad in tmp_path.iterdir()] == ["invoer"]


def test_een_andere_soort_bestand_wordt_geweigerd_voor_er_gelezen_wordt(tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match=r"Kies een naam op .csv of .parquet"):
        prioriteer_map(tmp_path / "bestaat-niet", D, tmp_path / "uit.xlsx")


def test_een_bestaand_bestand_blijft_staan_als_het_misgaat(invoer: Path, tmp_path: Path) -> None:
    uitvoer = tmp_path / "uit.csv"
    uitvoer.write_text("oud")
    (invoer / "aanmeldingen.csv").unlink()

    with pytest.raises(InvoerFout, match="aanmeldingen"):
        prioriteer_map(invoer, D, uitvoer)

    assert uitvoer.read_text() == "oud"


def test_signalen_van_duo_doen_niet_mee(invoer: Path, tmp_path: Path) -> None:
    prioriteer_map(invoer, D, tmp_path / "zonder.csv")
    for inhoud in ("bsn,soort,datum,gemeentecode,ontvangen_op\n999990018,X,,,\n", "geen tabel"):
        (invoer / "duo_signalen.csv").write_text(inhoud, "utf-8")
        prioriteer_map(invoer, D, tmp_path / "met.csv")
        assert (tmp_path / "met.csv").read_bytes() == (tmp_path / "zonder.csv").read_bytes()
