"""One document with every kind of column, and one summary whose numbers can be checked by hand."""

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl
import pytest

from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort
from vsv.rapport.uitvoer.samenvatting import Meting, Samenvatting

GEMAAKT_OP = dt.datetime(2026, 11, 23, 6, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))

KOLOMMEN = (
    Kolom("bsn", "BSN", Soort.TEKST, 11),
    Kolom("werkgever", "Werkgever", Soort.TEKST, 30),
    Kolom("uren", "Uren", Soort.GEHEEL, 8),
    Kolom("loon", "Loon", Soort.EURO, 12),
    Kolom("aanmelddatum", "Aangemeld op", Soort.DATUM, 12),
    Kolom("loonperiode", "Loonperiode", Soort.MAAND, 12),
    Kolom("oproep", "Oproepcontract", Soort.JA_NEE, 8),
)

RIJEN = pl.DataFrame(
    {
        "bsn": ["900000009", "012345672", None],
        "werkgever": ["=1+1", 'Jansen & <Zn> "BV"', None],
        "uren": [160, -3, None],
        "loon": [123456, -5, None],
        "aanmelddatum": [dt.date(2026, 11, 23), dt.date(2024, 2, 29), None],
        "loonperiode": [dt.date(2026, 10, 1), dt.date(2026, 9, 30), None],
        "oproep": [True, False, None],
    },
    schema_overrides={"uren": pl.Int32},
)


@pytest.fixture
def make_document() -> Callable[..., Document]:
    """Return a maker of documents; the sheets are new each time, since their rows are read once."""

    def make(delen: Iterable[pl.DataFrame] = (RIJEN[:1], RIJEN[1:]), aantal: int = 1) -> Document:
        pieces = list(delen)
        bladen = tuple(
            Blad(f"Blad {number}", "Jongeren & loon", KOLOMMEN, iter(pieces)) for number in range(1, aantal + 1)
        )
        return Document("Rapport <week 48>", "Gemeente 's-Hertogenbosch & co", GEMAAKT_OP, bladen)

    return make


@pytest.fixture(scope="session")
def make_text_document() -> Callable[[list[str]], Document]:
    """Return a maker of documents with one column of text."""

    def make(teksten: list[str]) -> Document:
        frame = pl.DataFrame({"kenmerk": teksten}, schema={"kenmerk": pl.String})
        blad = Blad("Tekst", "Tekst", (Kolom("kenmerk", "Kenmerk"),), (frame,))
        return Document("Tekst", "Gemeente", GEMAAKT_OP, (blad,))

    return make


@pytest.fixture
def folder_names(tmp_path: Path) -> Callable[[], set[str]]:
    """Return a look at the names in the test's folder, hidden ones included."""
    return lambda: {path.name for path in tmp_path.iterdir()}


@pytest.fixture(scope="session")
def samenvatting() -> Samenvatting:
    """Return a summary of two weeks."""
    return Samenvatting(
        organisatie="Gemeente Voorbeeld",
        regio="Voorbeeldland",
        trend=(
            Meting(dt.date(2026, 11, 16), {"1": 10, "2": 4, "3": 1012, "4": 2, "5": 6, "NP": 3}),
            Meting(dt.date(2026, 11, 23), {"1": 12, "2": 3, "3": 1012, "4": 2, "5": 6, "NP": 5}),
        ),
        verplaatsingen={
            ("1", "3"): 2,
            ("2", "1"): 1,
            ("3", "1"): 1,
            ("3", "weg"): 1,
            ("NP", "1"): 2,
            ("nieuw", "NP"): 4,
        },
        redenen=(("De bronnen antwoordden voor het eerst.", 2), ("Er is weer loon bekend.", 1)),
        bronnen={"UWV: werk en uitkeringen": dt.date(2026, 11, 22), "Participatiewet": None},
        regelset="vsv-2.0",
        drempel=30000,
        controlegetal="3f7a9c0e5b1d4a88",
        gemaakt_op=GEMAAKT_OP,
        narekenen="vsv voorbeeld",
    )
