"""The reference cases go all the way: organisations, levering, week run, export; to the byte."""

from pathlib import Path

import polars as pl
import pytest

from vsv.beheer.opdracht import run

SCENARIOS = sorted(Path(__file__).with_name("scenarios").iterdir())


def deliver_before(scenario: Path, folder: Path) -> Path:
    """Make the levering that came before: nobody has ended yet, nobody's birth date is known.

    The service keeps no facts of who is no longer followed today, so what ended after the peildatum of a case is
    told in a second levering. That way a case gives the same outcome on whatever day it is tried.
    """
    folder.mkdir()
    for table in (scenario / "invoer").iterdir():
        (folder / table.name).write_bytes(table.read_bytes())
    people = pl.read_csv(folder / "aanmeldingen.csv", infer_schema=False)
    ends_later = pl.col("afmelddatum") > scenario.name
    open_ended = people.with_columns(
        afmelddatum=pl.when(ends_later.not_()).then("afmelddatum"), geboortedatum=pl.lit(None, pl.String)
    )
    open_ended.write_csv(folder / "aanmeldingen.csv")
    return folder


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
def test_a_case_comes_out_to_the_byte(
    scenario: Path, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VSV_OEFENEN", "ja")  # some are of a day to come
    peildatum = scenario.name
    organisaties = pl.read_csv(scenario / "invoer" / "aanmeldingen.csv", infer_schema=False)["organisatie_oin"]
    for regio, oin in enumerate(organisaties.unique().sort(), 1):
        assert run(["organisatie", "voeg-toe", "--oin", oin, "--naam", f"Proef {regio}", "--regio", str(regio)]) == 0
    assert run(["lever-in", str(deliver_before(scenario, tmp_path / "eerder"))]) == 0
    assert run(["lever-in", str(scenario / "invoer")]) == 0

    assert run(["weekrun", "--peildatum", peildatum]) == 0

    found = tmp_path / "prioriteiten.csv"
    export = ["rapport", "exporteer", "--formaat", "uitwissel", "--peildatum", peildatum, "--uitvoer", str(found)]
    assert run(export) == 0
    assert found.read_bytes() == (scenario / "prioriteiten.csv").read_bytes()
    assert run(["rapport", "controleer", "--peildatum", peildatum, "--motor", "duckdb"]) == 0
