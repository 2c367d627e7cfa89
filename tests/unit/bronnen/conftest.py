"""Small folders in the uitwisselformaat, about people who can't exist."""

from collections.abc import Callable
from pathlib import Path

import pytest

from vsv.bronnen.uitwisselformaat import TABELLEN


@pytest.fixture
def maak_map(tmp_path: Path) -> Callable[..., Path]:
    """Make a folder with a CSV file per table: its header and the lines given."""

    def make(**tabellen: str) -> Path:
        folder = tmp_path / "invoer"
        folder.mkdir(exist_ok=True)
        for naam, regels in tabellen.items():
            text = ",".join(TABELLEN[naam].namen) + "\n" + (f"{regels}\n" if regels else "")
            (folder / f"{naam}.csv").write_text(text, "utf-8", newline="")
        return folder

    return make
