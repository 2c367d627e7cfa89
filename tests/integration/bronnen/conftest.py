"""Small leveringen for the tests of this room."""

import csv
from collections.abc import Callable, Mapping, Sequence
from itertools import count
from pathlib import Path

import psycopg
import pytest

from vsv.bronnen.uitwisselformaat import TABELLEN
from vsv.toegang.service import Organisatie, add_organisatie, operator

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"
LHN = "800000195L03"
ONTVANGEN = "2026-11-20T08:00:00Z"

Rij = Mapping[str, object]

_DEFAULTS: Mapping[str, Mapping[str, object]] = {
    "aanmeldingen": {"organisatie_oin": OIN_A, "geboortedatum": "2005-03-01", "aanmelddatum": "2024-01-05"},
    "bevragingen": {"bron": "POLIS", "beantwoord_op": ONTVANGEN},
    "inkomstenverhoudingen": {"loonheffingennummer": LHN, "nummer_ikv": 1, "datum_begin": "2026-06-01"},
    "inkomstenperiodes": {"loonheffingennummer": LHN, "nummer_ikv": 1, "datum_begin": "2026-06-01", "srtiv": "15"},
    "inkomstenopgaven": {
        "loonheffingennummer": LHN,
        "nummer_ikv": 1,
        "datum_begin": "2026-10-01",
        "datum_einde": "2026-10-31",
        "loon_lbph": 45000,
    },
    "uitkeringen": {"bron": "PW", "wet": "PW", "datum_begin": "2026-06-01"},
    "doelgroepregister": {"grondslag": "01", "datum_begin": "2026-06-01"},
    "duo_signalen": {"datum": "2026-09-01"},
}

Lever = Callable[..., Path]


@pytest.fixture
def lever(tmp_path: Path) -> Lever:
    """Makes a folder in the uitwisselformaat of tables with rows; what a row leaves out gets an ordinary value."""

    numbers = count(1)

    def write(naam: str = "", **tabellen: Sequence[Rij]) -> Path:
        folder = tmp_path / (naam or f"levering-{next(numbers)}")
        folder.mkdir()
        for tabel, rijen in tabellen.items():
            kolommen = TABELLEN[tabel].namen
            versie = {k: v for k, v in {"ontvangen_op": ONTVANGEN, "ingetrokken": "N"}.items() if k in kolommen}
            with (folder / f"{tabel}.csv").open("w", newline="", encoding="utf-8") as file:
                writer = csv.DictWriter(file, kolommen)
                writer.writeheader()
                writer.writerows({**_DEFAULTS[tabel], **versie, **rij} for rij in rijen)
        return folder

    return write


@pytest.fixture
def organisaties(database: str) -> tuple[Organisatie, Organisatie]:
    """Two organisations."""
    return (
        add_organisatie(operator("test"), oin=OIN_A, naam="Aa", soort="doorstroompunt", regio=1),
        add_organisatie(operator("test"), oin=OIN_B, naam="Be", soort="doorstroompunt", regio=2),
    )


@pytest.fixture
def forget(database: str) -> Callable[[], None]:
    """Empties the database of leveringen and facts, for tests with many examples in one database."""

    def empty() -> None:
        with psycopg.connect(database) as admin:
            admin.execute(
                "TRUNCATE bevraging, ikv, ikp, iko, uitkering, doelgroep, uitval, levering_tabel, levering"
                " RESTART IDENTITY"
            )

    return empty
