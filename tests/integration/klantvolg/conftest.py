"""Two organisations, synthetic people, and a way to look at everything."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, LiteralString

import polars as pl
import pytest

from vsv.domein.kolommen import is_bsn
from vsv.klantvolg.service import take_aanmeldingen
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie, add_organisatie, als_dienst, operator

OIN_A, OIN_B = "00000099000000001000", "00000099000000002000"

LEVERING: dict[str, Any] = {
    "regel": pl.Int64,
    "organisatie_oin": pl.String,
    "bsn": pl.String,
    "geboortedatum": pl.Date,
    "aanmelddatum": pl.Date,
    "afmelddatum": pl.Date,
    "kenmerk": pl.String,
}

Query = Callable[..., list[tuple[Any, ...]]]
Take = Callable[..., list[tuple[Any, ...]]]


def make_bsns(aantal: int, vanaf: int = 900_000_000) -> list[str]:
    """Valid numbers of 900000000 and up: they can't be anybody's who earns a wage."""
    numbers = pl.int_range(vanaf, vanaf + 13 * aantal + 13, eager=True).cast(pl.String).alias("bsn").to_frame()
    return numbers.filter(is_bsn("bsn"))["bsn"].head(aantal).to_list()


@pytest.fixture
def bsns() -> list[str]:
    return make_bsns(20)


@pytest.fixture
def vers() -> Iterator[str]:
    """BSN's that no example has used before."""
    return iter(make_bsns(2_000, vanaf=910_000_000))


@pytest.fixture
def aa(database: str) -> Organisatie:
    return add_organisatie(operator("test"), oin=OIN_A, naam="Aa", soort="doorstroompunt", regio=1)


@pytest.fixture
def be(database: str) -> Organisatie:
    return add_organisatie(operator("test"), oin=OIN_B, naam="Be", soort="doorstroompunt", regio=2)


@pytest.fixture
def query(database: str) -> Query:
    """Look into the tables as the worker."""

    def run(text: LiteralString, *params: object) -> list[tuple[Any, ...]]:
        with transactie("werker") as cur:
            return cur.execute(text, params).fetchall()

    return run


@pytest.fixture
def take(aa: Organisatie, be: Organisatie) -> Take:
    """Take rows (bsn, geboortedatum, aanmelddatum, afmelddatum, kenmerk, oin) as a levering."""

    def run(*rows: Sequence[object]) -> list[tuple[Any, ...]]:
        filled = [
            (number, oin or OIN_A, bsn, geboren, van, tot, kenmerk)
            for number, (bsn, geboren, van, tot, kenmerk, oin) in enumerate(
                ((*row, *[None] * (6 - len(row))) for row in rows), 2
            )
        ]
        frame = pl.DataFrame(filled, schema=LEVERING, orient="row")
        with als_dienst(operator("test")) as sessie:
            return take_aanmeldingen(sessie, frame).select("regel", "uitkomst", "code").rows()

    return run
