"""Aanmeldingen of a levering: taken once, ended later, refused with a reason, whatever the order."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.klantvolg.service import find_gevolgden, read_aanmeldingen
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie

Rows = Callable[..., list[tuple[Any, ...]]]

OIN_B, OIN_ONBEKEND = "00000099000000002000", "00000099000000009000"
GEBOREN = date(2005, 3, 1)
SEPTEMBER, OKTOBER, NOVEMBER, MEI = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), date(2027, 5, 1)
LATER, NOG_NIET = date(2031, 5, 1), date(2199, 1, 1)


def test_the_same_levering_twice_is_once(take: Rows, query: Rows, bsns: list[str]) -> None:
    rows = [(bsn, GEBOREN, SEPTEMBER) for bsn in bsns]
    assert {uitkomst for _, uitkomst, _ in take(*rows)} == {"genomen"}
    before = query("SELECT * FROM aanmelding ORDER BY id")
    logged = query("SELECT actie, count(DISTINCT jongere) FROM logregel WHERE jongere IS NOT NULL GROUP BY 1")
    assert logged == [("klantvolg.aanmelden", len(bsns))]
    assert {uitkomst for _, uitkomst, _ in take(*rows)} == {"ongewijzigd"}
    assert query("SELECT * FROM aanmelding ORDER BY id") == before
    assert query("SELECT actie, count(*) FROM logregel WHERE jongere IS NOT NULL GROUP BY 1") == logged


def test_aanmeldingen_keep_the_order_of_the_levering(take: Rows, query: Rows, bsns: list[str]) -> None:
    take(*((bsn, GEBOREN, SEPTEMBER, None, str(number)) for number, bsn in enumerate(bsns)))
    assert [int(kenmerk) for (kenmerk,) in query("SELECT kenmerk FROM aanmelding ORDER BY id")] == list(range(20))


def test_a_row_that_stands_twice_is_taken_once(take: Rows, query: Rows, bsns: list[str]) -> None:
    row = (bsns[0], GEBOREN, SEPTEMBER, None, "a")
    assert take(row, row, (bsns[0], GEBOREN, SEPTEMBER, None, "b")) == [
        (2, "genomen", None),
        (3, "ongewijzigd", None),
        (4, "geweigerd", "DUBBEL_IN_LEVERING"),
    ]
    assert query("SELECT kenmerk FROM aanmelding") == [("a",)]


def test_a_levering_ends_what_an_earlier_one_began(take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    # Ended, and followed again from that day on, in any order of the rows.
    assert take((bsns[0], GEBOREN, OKTOBER), (bsns[0], GEBOREN, SEPTEMBER, OKTOBER)) == [
        (2, "genomen", None),
        (3, "genomen", None),
    ]
    ended = query("SELECT aanmelddatum, afmelddatum, afmeldreden FROM aanmelding ORDER BY id")
    assert ended == [(SEPTEMBER, OKTOBER, "ANDERS"), (OKTOBER, None, None)]
    assert query("SELECT count(*) FROM logregel WHERE actie = 'klantvolg.afmelden'") == [(1,)]
    # An older levering that comes late undoes nothing; another end is refused.
    assert take((bsns[0], GEBOREN, SEPTEMBER)) == [(2, "ongewijzigd", None)]
    assert take((bsns[0], GEBOREN, SEPTEMBER, NOVEMBER)) == [(2, "geweigerd", "AFMELDDATUM_WIJKT_AF")]
    assert query("SELECT aanmelddatum, afmelddatum, afmeldreden FROM aanmelding ORDER BY id") == ended


def test_an_aanmelding_to_come_stands_beside_the_one_it_follows(take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER, LATER), (bsns[0], GEBOREN, LATER), (bsns[1], GEBOREN, SEPTEMBER))
    # A beginning and an end on one day: it never was, and stands in nobody's way.
    assert take((bsns[1], GEBOREN, LATER, LATER)) == [(2, "genomen", None)]
    assert query("SELECT count(*) FROM werkregel WHERE aanmelddatum > current_date") == [(2,)]
    with transactie("werker") as cur:
        assert find_gevolgden(cur, pl.Series(bsns[:2])).height == 2


def test_a_kenmerk_or_birth_date_can_come_later(take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], None, SEPTEMBER, None, "a"), (bsns[0], None, SEPTEMBER, None, None, OIN_B))
    assert take((bsns[0], GEBOREN, SEPTEMBER, None, "b")) == [(2, "genomen", None)]
    assert take((bsns[0], None, SEPTEMBER)) == [(2, "ongewijzigd", None)]
    assert query("SELECT kenmerk, uiterlijk FROM aanmelding ORDER BY id") == [
        ("b", date(2032, 3, 1)),
        (None, date(2032, 3, 1)),
    ]
    assert query("SELECT actie FROM logregel WHERE jongere IS NOT NULL ORDER BY nummer")[-1] == ("klantvolg.wijzigen",)


def test_each_row_is_judged(take: Rows, query: Rows, bsns: list[str]) -> None:
    cases = [
        ((OIN_ONBEKEND, GEBOREN, SEPTEMBER, None, None), "ORGANISATIE_ONBEKEND"),
        ((None, GEBOREN, SEPTEMBER, date(2026, 8, 31), None), "AFMELDDATUM_TE_VROEG"),
        ((None, GEBOREN, SEPTEMBER, None, "x" * 101), "KENMERK_TE_LANG"),
        ((None, date(1999, 9, 1), SEPTEMBER, None, None), "LEEFTIJD"),
        ((None, date(1999, 9, 2), SEPTEMBER, None, None), None),
        ((None, date(2000, 2, 29), date(2027, 3, 1), None, None), "LEEFTIJD"),
        ((None, date(2000, 2, 29), date(2027, 2, 28), None, None), None),
        ((None, None, MEI, None, "x" * 100), None),
    ]
    codes = [code for _, code in cases]
    rows = [(bsn, *rest, oin) for bsn, ((oin, *rest), _) in zip(bsns, cases, strict=False)]
    assert take(*rows) == [(regel, "geweigerd" if code else "genomen", code) for regel, code in enumerate(codes, 2)]
    assert query("SELECT count(*) FROM jongere") == [(codes.count(None),)]


def test_an_invalid_bsn_is_refused_without_repeating_it(take: Rows, query: Rows) -> None:
    assert take(("900000001", GEBOREN, SEPTEMBER)) == [(2, "geweigerd", "BSN_ONGELDIG")]


def test_a_birth_date_is_held_against_what_is_known(take: Rows, bsns: list[str]) -> None:
    take((bsns[0], date(1999, 10, 1), SEPTEMBER, SEPTEMBER))
    assert take(
        (bsns[0], GEBOREN, SEPTEMBER, None, None, OIN_B),
        (bsns[0], None, OKTOBER, None, None, OIN_B),
        (bsns[1], GEBOREN, SEPTEMBER),
        (bsns[1], date(2006, 1, 1), SEPTEMBER, None, None, OIN_B),
    ) == [
        (2, "geweigerd", "GEBOORTEDATUM_WIJKT_AF"),
        (3, "geweigerd", "LEEFTIJD"),
        (4, "genomen", None),
        (5, "geweigerd", "GEBOORTEDATUM_WIJKT_AF"),
    ]


@pytest.mark.parametrize("together", [False, True])
def test_two_aanmeldingen_never_overlap(take: Rows, bsns: list[str], together: bool) -> None:
    cases = [
        ((SEPTEMBER, None), (OKTOBER, None), "AANMELDING_OVERLAPT"),
        ((SEPTEMBER, None), (date(2026, 8, 1), NOVEMBER), "AANMELDING_OVERLAPT"),
        ((SEPTEMBER, None), (date(2026, 8, 1), SEPTEMBER), None),
        ((SEPTEMBER, NOVEMBER), (OKTOBER, None), "AANMELDING_OVERLAPT"),
        ((SEPTEMBER, NOVEMBER), (NOVEMBER, None), None),
        ((SEPTEMBER, SEPTEMBER), (date(2026, 8, 1), None), None),
    ]
    for bsn, (here, offered, code) in zip(bsns, cases, strict=False):
        first, second = (bsn, GEBOREN, *here), (bsn, GEBOREN, *offered)
        if together:
            assert {found for *_, found in take(first, second)} - {None} == ({code} if code else set())
        else:
            take(first)
            assert take(second) == [(2, "geweigerd" if code else "genomen", code)]
        # Another organisation is free to follow the same person at the same time.
        assert take((*second, None, OIN_B)) == [(2, "genomen", None)]


def test_who_can_not_end_makes_no_room(take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    # The end is refused, so what would begin then is refused too, and the rest goes on.
    assert take(
        (bsns[0], date(2006, 1, 1), SEPTEMBER, OKTOBER), (bsns[0], GEBOREN, OKTOBER), (bsns[1], GEBOREN, OKTOBER)
    ) == [
        (2, "geweigerd", "GEBOORTEDATUM_WIJKT_AF"),
        (3, "geweigerd", "AANMELDING_OVERLAPT"),
        (4, "genomen", None),
    ]
    assert query("SELECT count(*) FROM aanmelding WHERE afmelddatum IS NULL") == [(2,)]


def test_what_overlaps_only_a_refused_one_is_taken(take: Rows, bsns: list[str]) -> None:
    dagen = [date(2026, 1, dag) for dag in range(1, 32)]
    rows = [(bsns[0], GEBOREN, dagen[van], dagen[tot]) for van, tot in ((0, 10), (5, 15), (12, 20), (18, 25))]
    codes = [None, "AANMELDING_OVERLAPT", None, "AANMELDING_OVERLAPT"]
    assert [code for *_, code in take(*rows)] == codes
    assert [code for *_, code in take(*rows)] == codes


DAG = st.sampled_from([SEPTEMBER, OKTOBER, NOVEMBER, MEI])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from([None, GEBOREN, GEBOREN, date(1999, 10, 1)]),
            DAG,
            st.none() | DAG,
            st.sampled_from([None, "a", "b"]),
            st.sampled_from([None, OIN_B]),
        ),
        max_size=8,
    )
)
def test_any_levering_can_be_taken_and_a_second_time_changes_nothing(
    take: Rows, query: Rows, rows: list[tuple[Any, ...]], vers: Iterator[str]
) -> None:
    people = [next(vers) for _ in range(3)]
    levering = [(people[who], *rest) for who, *rest in rows]
    first = take(*levering)
    before = query("SELECT * FROM aanmelding ORDER BY id"), query("SELECT * FROM jongere ORDER BY id")
    again = take(*levering)
    assert (query("SELECT * FROM aanmelding ORDER BY id"), query("SELECT * FROM jongere ORDER BY id")) == before
    assert again == [(regel, uitkomst.replace("genomen", "ongewijzigd"), code) for regel, uitkomst, code in first]


def test_who_is_followed(take: Rows, bsns: list[str]) -> None:
    take(
        (bsns[0], GEBOREN, SEPTEMBER),
        (bsns[1], GEBOREN, SEPTEMBER, OKTOBER),
        (bsns[2], None, NOG_NIET),
        (bsns[3], date(1990, 1, 1), date(2010, 1, 1)),
        (bsns[4], GEBOREN, SEPTEMBER, OKTOBER),
        (bsns[4], GEBOREN, SEPTEMBER, None, None, OIN_B),
    )
    with transactie("werker") as cur:
        asked = pl.Series([*bsns, bsns[0], None])
        found = find_gevolgden(cur, asked)
        assert sorted(found["bsn"]) == [bsns[0], bsns[2], bsns[4]]
        assert found["jongere"].n_unique() == 3
        assert find_gevolgden(cur, pl.Series([], dtype=pl.String)).is_empty()


def test_the_past_is_read_as_it_was_known(take: Rows, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    take((bsns[0], None, SEPTEMBER), (bsns[1], GEBOREN, OKTOBER), (bsns[2], date(1999, 10, 1), SEPTEMBER))
    ((then,),) = query("SELECT clock_timestamp()")
    take((bsns[0], GEBOREN, SEPTEMBER, OKTOBER), (bsns[3], GEBOREN, SEPTEMBER))

    def read(peildatum: date, bekend_tot: datetime | None = None) -> set[tuple[Any, ...]]:
        with transactie("werker") as cur:
            found = read_aanmeldingen(cur, peildatum=peildatum, bekend_tot=bekend_tot)
        assert set(found["organisatie"]) <= {aa.id}
        return set(found.select("geboortedatum", "aanmelddatum", "afmelddatum").rows())

    bijna_27 = date(1999, 10, 1)
    assert read(SEPTEMBER) == {
        (GEBOREN, SEPTEMBER, OKTOBER),
        (bijna_27, SEPTEMBER, None),
        (GEBOREN, SEPTEMBER, None),
    }
    assert read(OKTOBER) == {(GEBOREN, OKTOBER, None), (GEBOREN, SEPTEMBER, None)}
    assert read(OKTOBER, then) == {(None, SEPTEMBER, None), (GEBOREN, OKTOBER, None)}
    assert read(OKTOBER, datetime(2020, 1, 1, tzinfo=UTC)) == set()
