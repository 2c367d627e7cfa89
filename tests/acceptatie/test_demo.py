"""The demo tells its story on a database of its own, and leaves nothing running."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from tests.conftest import server_folder
from tests.portaal.bezoeker import free_port

from vsv.beheer.opdracht import run


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder outside pytest's own: the embedded server runs as another user, who must be able to get there."""
    path = server_folder("vsv-demo-")
    yield path
    shutil.rmtree(path, ignore_errors=True)


def test_twelve_weeks_pass_the_last_by_day_and_every_report_recomputes(folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "vsv.beheer.opdracht", "demo", "--stop", "--personen", "200"],
        env=environment | {"VSV_MAP": str(folder), "VSV_DEMO_POORT": str(free_port())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    weeks = [line.split() for line in done.stdout.splitlines() if line[2:3] == "-" and line[:2].isdigit()]
    assert len(weeks) == 12
    assert all(sum(map(int, week[6:])) > 100 for week in weeks)
    days = [
        line.split()[0] for line in done.stdout.splitlines() if line.split()[:1] and line.split()[0].endswith("dag")
    ]
    assert days == ["dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "maandag"]
    asked = [line for line in done.stdout.splitlines() if line.startswith("  beantwoord")]
    assert ["de bron haperde" in line for line in asked] == [dag == "vrijdag" for dag in days]
    assert done.stdout.count("  gerapporteerd") == 7
    assert "De keten van het logboek is heel" in done.stdout
    assert "Het portaal staat op http://127.0.0.1:" in done.stdout
    reports = folder / "demo" / "rapporten"
    assert {path.suffix for path in reports.iterdir()} == {"", ".ods", ".xlsx", ".pdf"}
    assert not (folder / "demo" / "postgres" / "postmaster.pid").exists()


def test_the_demo_keeps_off_a_database_that_may_be_somebodys(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://127.0.0.1:1/echt")
    for opdracht in ("demo", "sandbox"):
        assert run([opdracht, "--stop"]) == 2
        assert "Om te oefenen is er altijd een eigen, tijdelijke database" in capsys.readouterr().err


def test_simuleer_writes_a_folder_a_week(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    uitvoer = tmp_path / "nederland"
    options = ["--personen", "1000", "--weken", "2", "--formaat", "csv", "--per-week"]
    assert run(["simuleer", "--uitvoer", str(uitvoer), *options]) == 0
    assert [path.name for path in sorted(uitvoer.iterdir())] == ["2026-11-09", "2026-11-16", "2026-11-23"]
    assert pl.read_csv(uitvoer / "2026-11-09" / "aanmeldingen.csv").height > 800
    assert run(["simuleer", "--uitvoer", str(uitvoer), *options]) == 2
    assert run(["simuleer", "--uitvoer", str(tmp_path / "x"), "--formaat", "xml"]) == 2
    assert "Kies csv of parquet" in capsys.readouterr().err
