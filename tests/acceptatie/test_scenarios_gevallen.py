"""The reference cases: folders of made-up people, and what the rules make of them, to the byte.

The people are random and deliberately awkward: corrections, withdrawals, things heard only later,
four-week and weekly tijdvakken, unknown codes, birthdays on the edge.
"""

from datetime import date
from pathlib import Path

import pytest

from vsv.beheer.prioriteer import prioriteer_map

GEVALLEN = sorted(map_ for map_ in Path(__file__).with_name("scenarios").iterdir() if map_.is_dir())


@pytest.mark.parametrize("motor", ["polars", "duckdb"])
@pytest.mark.parametrize("geval", GEVALLEN, ids=lambda geval: geval.name)
def test_elk_geval_tot_op_de_byte(geval: Path, motor: str, tmp_path: Path) -> None:
    uitvoer = tmp_path / "prioriteiten.csv"

    prioriteer_map(geval / "invoer", date.fromisoformat(geval.name), uitvoer, motor=motor)

    assert uitvoer.read_bytes() == (geval / "prioriteiten.csv").read_bytes()


def test_er_zijn_gevallen() -> None:
    assert len(GEVALLEN) == 2
