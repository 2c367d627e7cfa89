"""A download is logged before it leaves, has no people in its name, and is gone once it was sent."""

import io
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import polars as pl
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout, OmgevingFout
from vsv.rapport.service import DOWNLOADFORMATEN, open_download, run_dag, run_week
from vsv.toegang.service import Recht, Wie

MAANDAG = date(2026, 6, 22)


@pytest.fixture
def disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go in this test."""
    folder = tmp_path / "tijdelijk"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def wie(wereld: Any) -> Wie:
    """Who reads the report of Noord, with two people in it."""
    noord = wereld.add_organisatie(1)
    anna, bram = wereld.follow(noord, kenmerk="n-1"), wereld.follow(noord, kenmerk="n-2")
    with wereld.deliver(MAANDAG - timedelta(days=1)) as levering:
        levering.answers(anna, bram)
        levering.works(anna, 1, 50_000, date(2026, 5, 1))
    run_week(wereld.wie, MAANDAG)
    rechten = frozenset({Recht.RAPPORTEN, Recht.STATISTIEK})
    return Wie(actor="u1", oorsprong="portaal", rechten=rechten, organisatie=noord)


def logged(wereld: Any) -> int:
    return len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.exporteren' AND jongere IS NOT NULL"))


@pytest.mark.parametrize("formaat", DOWNLOADFORMATEN)
def test_a_download_is_logged_and_leaves_nothing_behind(wereld: Any, wie: Wie, disk: Path, formaat: str) -> None:
    download = open_download(wie, None, formaat)
    assert logged(wereld) == (0 if formaat == "pdf" else 2)
    assert list(disk.iterdir()) == []  # nobody can open it by a name any more
    with download.bestand as bestand:
        assert len(bestand.read()) == download.omvang > 100
    what = "samenvatting" if formaat == "pdf" else "prioriteitsrapport"
    assert download.naam == f"{what}-2026-06-22.{formaat}"
    assert "/" in download.mediatype


def test_csv_is_one_file_of_lines_and_zip_has_all_sheets(wereld: Any, wie: Wie, disk: Path) -> None:
    with open_download(wie, MAANDAG, "csv").bestand as bestand:
        lines = pl.read_csv(bestand.read(), infer_schema=False)
    assert lines.select("kenmerk", "prioriteit", "loon").rows() == [("n-2", "1", "0"), ("n-1", "3", "50000")]
    with open_download(wie, MAANDAG, "zip").bestand as bestand, ZipFile(bestand) as archive:
        assert archive.namelist() == [
            f"{naam}.csv"
            for naam in ("Samenvatting", "Prioriteiten", "Signalen", "Verplaatsingen", "Maandbeeld", "Toelichting")
        ]
        assert pl.read_csv(io.BytesIO(archive.read("Prioriteiten.csv")), infer_schema=False).equals(lines)


def test_a_day_report_is_called_so(wereld: Any, wie: Wie, disk: Path) -> None:
    run_dag(wereld.wie, MAANDAG + timedelta(days=1))
    download = open_download(wie, None, "csv", soort="dag")
    with download.bestand as bestand:
        assert bestand.read().startswith(b"bsn,")
    assert download.naam == "dagrapport-2026-06-23.csv"


def test_figures_and_people_need_their_own_right(wereld: Any, wie: Wie, disk: Path) -> None:
    figures = Wie(actor="u2", oorsprong="portaal", rechten=frozenset({Recht.STATISTIEK}), organisatie=wie.organisatie)
    people = Wie(actor="u3", oorsprong="portaal", rechten=frozenset({Recht.RAPPORTEN}), organisatie=wie.organisatie)
    open_download(figures, None, "pdf").bestand.close()
    for refused, formaat in [(people, "pdf"), *((figures, each) for each in DOWNLOADFORMATEN if each != "pdf")]:
        with pytest.raises(GeenRecht):
            open_download(refused, None, formaat)
    assert logged(wereld) == 0
    assert list(disk.iterdir()) == []


def test_no_file_no_log(wereld: Any, wie: Wie, disk: Path) -> None:
    with pytest.raises(InvoerFout, match="Het formaat 'doc' bestaat niet"):
        open_download(wie, None, "doc")
    with pytest.raises(InvoerFout, match="geen weekrun"):
        open_download(wie, MAANDAG + timedelta(days=1), "ods")
    disk.rmdir()
    with pytest.raises(OmgevingFout, match="Lezen of schrijven lukt niet"):
        open_download(wie, None, "ods")
    assert logged(wereld) == 0
