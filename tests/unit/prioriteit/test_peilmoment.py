"""Dates, birthdays and moments as the numbers the engine compares with."""

from dataclasses import replace
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from vsv.domein.perioden import verjaardag
from vsv.prioriteit.peilmoment import Peilmoment, dagnummer, laatste_geboortedag
from vsv.prioriteit.service import laad

dagen = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(dagen, dagen, st.integers(0, 40))
def test_wie_op_of_voor_de_grens_is_geboren_is_jarig_geweest(geboren: date, dag: date, leeftijd: int) -> None:
    assert (geboren <= laatste_geboortedag(dag, leeftijd)) == (verjaardag(geboren, leeftijd) <= dag)


def test_de_grenzen_van_een_peildatum() -> None:
    peil = Peilmoment.van(date(2026, 3, 29), laad("vsv-2.0"))

    assert peil.dag == dagnummer(date(2026, 3, 29))
    # The clock goes forward that night: the day has 23 hours, and ends at 22:00 in UTC.
    assert peil.bekend_voor == datetime(2026, 3, 29, 22, tzinfo=UTC).timestamp() * 1_000_000
    assert peil.nieuws_voor == peil.bekend_voor
    assert peil.nieuws_vanaf == datetime(2026, 3, 22, 23, tzinfo=UTC).timestamp() * 1_000_000
    assert [(maand.eerste, maand.laatste) for maand in peil.maanden] == [
        (dagnummer(date(2026, 2, 1)), dagnummer(date(2026, 2, 28))),
        (dagnummer(date(2026, 1, 1)), dagnummer(date(2026, 1, 31))),
        (dagnummer(date(2026, 3, 1)), dagnummer(date(2026, 3, 31))),
    ]
    assert peil.vorige_maand == dagnummer(date(2026, 2, 1))


def test_wat_later_bekend_werd_verschuift_alleen_wat_bekend_is() -> None:
    toen = Peilmoment.van(date(2026, 3, 29), laad("vsv-2.0"))
    nu = Peilmoment.van(date(2026, 3, 29), laad("vsv-2.0"), date(2026, 4, 30))

    assert nu.bekend_voor == datetime(2026, 4, 30, 22, tzinfo=UTC).timestamp() * 1_000_000
    assert nu.bekend_op == dagnummer(date(2026, 4, 30))
    assert replace(nu, bekend_op=toen.bekend_op, bekend_voor=toen.bekend_voor) == toen
