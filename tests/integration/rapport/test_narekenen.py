"""A past report can be made again to the letter, whatever came in since; and tampering shows."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.rapport.service import check_alle, check_rapport, run_dag, run_week

MAANDAG = date(2026, 11, 23)
IEMAND, ORGANISATIE, LOON = st.integers(0, 3), st.integers(0, 1), st.sampled_from([0, 29_999, 30_000, 123_456])
EERDER = st.integers(-30, 2)
"""Days before (or after) the day of the delivery on which something was received."""

gebeurtenissen = st.lists(
    st.one_of(
        st.tuples(st.just("volg"), IEMAND, ORGANISATIE),
        st.tuples(st.just("stop"), IEMAND, st.integers(-10, 10)),
        st.tuples(st.just("antwoord"), IEMAND, EERDER),
        st.tuples(st.just("werk"), IEMAND, EERDER, LOON, st.integers(8, 11)),
        st.tuples(st.just("uitkering"), IEMAND, EERDER, LOON),
        st.tuples(st.just("einde"), IEMAND, EERDER, st.booleans()),
        st.tuples(st.just("register"), IEMAND, EERDER),
        st.tuples(st.just("week"), st.integers(0, 9)),
        st.tuples(st.just("dag"), st.integers(0, 3)),
    ),
    min_size=6,
    max_size=16,
)


class Verloop:
    """Lets events happen one after another, on a calendar that only goes forward."""

    def __init__(self, wereld: Any) -> None:
        self.wereld = wereld
        self.vandaag = MAANDAG
        self.organisaties = [wereld.add_organisatie(number) for number in (1, 2)]
        self.people = [wereld.follow(self.organisaties[0], vanaf=date(2026, 6, 1)) for _ in range(4)]
        self.followed = {(0, 0), (1, 0), (2, 0), (3, 0)}

    def happen(self, kind: str, *what: Any) -> None:
        getattr(self, kind)(*what)

    def volg(self, iemand: int, waar: int) -> None:
        if (iemand, waar) not in self.followed:
            self.followed.add((iemand, waar))
            self.wereld.follow(self.organisaties[waar], jongere=self.people[iemand], vanaf=self.vandaag)

    def stop(self, iemand: int, later: int) -> None:
        self.wereld.unfollow(self.people[iemand], max(self.vandaag + timedelta(days=later), MAANDAG))

    def antwoord(self, iemand: int, eerder: int) -> None:
        with self.wereld.deliver(self._day(eerder)) as levering:
            levering.answers(self.people[iemand])

    def werk(self, iemand: int, eerder: int, loon: int, maand: int) -> None:
        with self.wereld.deliver(self._day(eerder)) as levering:
            levering.works(self.people[iemand], 1, loon, date(2026, maand, 1))

    def uitkering(self, iemand: int, eerder: int, bedrag: int) -> None:
        with self.wereld.deliver(self._day(eerder)) as levering:
            levering.ikv(self.people[iemand], 2, date(2026, 1, 1), srtiv="33")
            levering.iko(self.people[iemand], 2, date(2026, 10, 5), date(2026, 11, 1), bedrag)

    def einde(self, iemand: int, eerder: int, ingetrokken: bool) -> None:
        with self.wereld.deliver(self._day(eerder)) as levering:
            levering.ikv(self.people[iemand], 1, date(2025, 1, 1), date(2026, 9, 15), ingetrokken=ingetrokken)

    def register(self, iemand: int, eerder: int) -> None:
        with self.wereld.deliver(self._day(eerder)) as levering:
            levering.doelgroep(self.people[iemand])

    def week(self, later: int) -> None:
        self.vandaag += timedelta(days=later)
        run_week(self.wereld.wie, self.vandaag)

    def dag(self, later: int) -> None:
        self.vandaag += timedelta(days=later)
        run_dag(self.wereld.wie, self.vandaag)

    def _day(self, eerder: int) -> date:
        return self.vandaag + timedelta(days=eerder)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gebeurtenissen)
def test_every_run_is_made_again_to_the_letter(wereld: Any, events: list[tuple[Any, ...]]) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("TRUNCATE organisatie, jongere, levering, bevraging, ikv, ikp, iko, uitkering, doelgroep, run,"
                      " prioriteit RESTART IDENTITY CASCADE")  # fmt: skip
    wereld.numbers = count()
    verloop = Verloop(wereld)
    verloop.week(0)
    for event in events:
        verloop.happen(*event)
    verloop.week(1)
    for controle in check_alle(wereld.wie):
        assert (controle.run, controle.verschillen) == (controle.run, ())


@pytest.fixture
def gevolgd(wereld: Any) -> Any:
    """Two weeks of a small world in which everything occurs."""
    verloop = Verloop(wereld)
    events: list[tuple[Any, ...]] = [
        ("antwoord", 0, 0), ("werk", 1, -3, 40_000, 10), ("antwoord", 1, 0), ("register", 0, -5), ("week", 0),
        ("uitkering", 1, -1, 9_000), ("volg", 0, 1), ("dag", 1), ("stop", 2, 0), ("week", 6),
    ]  # fmt: skip
    for event in events:
        verloop.happen(*event)
    return wereld


def test_a_second_engine_finds_the_same(gevolgd: Any) -> None:
    controles = list(check_alle(gevolgd.wie, motor="duckdb"))
    assert [(c.run.soort, c.regels, c.verschillen) for c in controles] == [
        ("week", 4, ()),
        ("dag", 5, ()),
        ("week", 4, ()),
    ]


@pytest.mark.parametrize(
    ("tampering", "message"),
    [
        ("UPDATE prioriteit SET loon = 1 WHERE van = 1 AND jongere = 2", "loon was 1 en is bij narekenen 40000."),
        ("UPDATE prioriteit SET doelgroepregister = false WHERE jongere = 1", "doelgroepregister was False"),
        ("DELETE FROM prioriteit WHERE jongere = 2 AND van = 1", "prioriteit was leeg en is bij narekenen 3."),
        ("UPDATE rapport SET p1 = p1 + 1 WHERE run = 1", "Het aantal per prioriteit verschilt."),
        ("UPDATE rapport SET controlegetal = 'x' WHERE run = 1", "Het controlegetal verschilt."),
        ("UPDATE run SET regelset_controlegetal = 'x'", "Deze regelset is niet meer dezelfde"),
        ("DELETE FROM iko", "prioriteit was 3 en is bij narekenen 1."),
    ],
)  # fmt: skip
def test_tampering_shows(gevolgd: Any, tampering: str, message: str) -> None:
    with psycopg.connect(gevolgd.admin) as admin:
        admin.execute(tampering.encode())
    controle = check_rapport(gevolgd.wie, MAANDAG)
    assert controle.aantal >= 1
    assert any(message in str(fout) for fout in controle.verschillen)


def test_moves_are_checked_too(gevolgd: Any) -> None:
    with psycopg.connect(gevolgd.admin) as admin:
        admin.execute("UPDATE rapport SET verplaatsingen = '[]'")
    found = [str(fout) for fout in check_rapport(gevolgd.wie, MAANDAG + timedelta(days=7)).verschillen]
    assert found == ["organisatie 00000099000000001000: De verplaatsingen verschillen.",
                     "organisatie 00000099000000002000: De verplaatsingen verschillen."]  # fmt: skip
