"""Two organisations, synthetic people, and a way to look at everything."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, time
from typing import Any, LiteralString

import polars as pl
import pytest

from vsv.domein.kolommen import MOMENT, is_bsn
from vsv.klantvolg.service import take_aanmeldingen, take_signalen
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


IN_AA, IN_BE, IN_GEEN, NERGENS = "0037", "1966", "0034", "9999"
"""Gemeenten in the region of Aa, in that of Be, in one without a Doorstroompunt here, and one that does not exist."""

SIGNAAL: dict[str, Any] = {
    "regel": pl.Int64,
    "bsn": pl.String,
    "soort": pl.String,
    "datum": pl.Date,
    "gemeentecode": pl.String,
    "ontvangen_op": MOMENT,
}


@pytest.fixture
def signal(aa: Organisatie, be: Organisatie) -> Take:
    """Take signals of DUO (bsn, soort, datum, gemeentecode, day of receipt) as a levering."""

    def run(*rows: Sequence[Any]) -> list[tuple[Any, ...]]:
        filled = []
        for number, row in enumerate(rows, 2):
            bsn, soort, datum, gemeentecode, op = [*row, None, None][:5]
            moment = datetime.combine(op or datum, time(8), UTC)
            filled.append((number, bsn, soort, datum, gemeentecode, moment))
        frame = pl.DataFrame(filled, schema=SIGNAAL, orient="row")
        with als_dienst(operator("test")) as sessie:
            return take_signalen(sessie, frame).select("uitkomst", "code").rows()

    return run
