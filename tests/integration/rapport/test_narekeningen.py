"""An organisation asks that its report is made again; the service does it and says what came of it."""

from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import exclusive, transactie
from vsv.rapport.service import carry_out_checks, check_rapport, read_checks, request_check, run_week
from vsv.toegang.service import Organisatie, Recht, Wie, operator

MAANDAG = date(2026, 6, 22)
LATER = MAANDAG + timedelta(weeks=1)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Two weeks: Noord follows two people, of whom one is signed off since; Zuid follows another."""
    noord: Organisatie = wereld.add_organisatie(1)
    anna, bram = wereld.follow(noord, kenmerk="n-1"), wereld.follow(noord, kenmerk="n-2")
    carla = wereld.follow(wereld.add_organisatie(2), kenmerk="z-1")
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(anna, bram, carla)
    for dag in (MAANDAG, LATER):
        run_week(wereld.wie, dag)
    wereld.unfollow(bram, LATER + timedelta(days=1))
    return noord


def told(wie: Wie) -> list[tuple[Any, ...]]:
    return [(n.peildatum, n.gevraagd_door, n.klaar_op is not None, n.klopt, n.toelichting) for n in read_checks(wie)]


def test_what_is_asked_is_done_and_told(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    for _ in range(2):  # asked twice is once
        request_check(wie, MAANDAG)
    assert told(wie) == [(MAANDAG, "gebruiker-1", False, None, None)]
    assert carry_out_checks(operator("proef")) == 1
    assert told(wie) == [(MAANDAG, "gebruiker-1", True, True, None)]
    assert carry_out_checks(operator("proef")) == 0
    request_check(wie)
    assert [(row[0], row[2]) for row in told(wie)] == [(LATER, False), (MAANDAG, True)]
    assert [n.peildatum for n in read_checks(wie, MAANDAG)] == [MAANDAG]
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.narekenen_vragen'")) == 3


def test_only_who_has_a_difference_is_told_of_one(wereld: Any, noord: Organisatie) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE prioriteit SET loon = 1 WHERE organisatie = 1")  # both lines of Noord
    wie, zuid = user(noord, Recht.STATISTIEK), user(wereld.add_organisatie(2), Recht.STATISTIEK)
    request_check(wie, LATER)
    assert carry_out_checks(operator("proef")) == 1
    ((_, _, _, klopt, toelichting),) = told(wie)
    assert klopt is False
    assert toelichting == "2 regels of tellingen verschillen."
    assert told(zuid) == [(LATER, None, True, True, None)]  # made again as well, though it did not ask


def test_what_the_operator_checked_answers_who_asked(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    request_check(wie, MAANDAG)
    check_rapport(operator("controleer"), MAANDAG)
    check_rapport(operator("controleer"), MAANDAG)
    assert told(wie) == [(MAANDAG, None, True, True, None), (MAANDAG, "gebruiker-1", True, True, None)]


def test_a_report_that_can_not_be_made_again(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    request_check(wie, MAANDAG)
    request_check(wie, LATER)
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE run SET regelset = 'weg' WHERE id = 1")
        admin.execute("UPDATE run SET regelset_controlegetal = 'anders' WHERE id = 2")
    assert carry_out_checks(operator("proef")) == 2
    assert [(row[0], row[3], row[4]) for row in told(wie)] == [
        (LATER, None, "Deze regelset is niet meer dezelfde als toen het rapport werd gemaakt."),
        (MAANDAG, None, "De regelset 'weg' bestaat niet."),
    ]


def test_one_worker_checks_at_a_time(wereld: Any, noord: Organisatie) -> None:
    request_check(user(noord, Recht.STATISTIEK))
    with exclusive("werker", "rapport.narekenen") as mine:
        assert mine
        assert carry_out_checks(operator("proef")) == 0


def test_asking_needs_the_right_and_a_report_of_ones_own(wereld: Any, noord: Organisatie) -> None:
    for act in (request_check, read_checks):
        with pytest.raises(GeenRecht):
            act(user(noord, Recht.AANMELDEN))
    with pytest.raises(InvoerFout, match="geen weekrun"):
        request_check(user(noord, Recht.STATISTIEK), LATER + timedelta(days=1))
    with pytest.raises(InvoerFout, match="nog geen rapport"):
        request_check(user(wereld.add_organisatie(3), Recht.STATISTIEK), LATER)
    with pytest.raises(GeenRecht):
        carry_out_checks(user(noord, Recht.STATISTIEK))


def test_the_wall_stands_in_the_database(wereld: Any, noord: Organisatie) -> None:
    request_check(user(noord, Recht.STATISTIEK))
    with transactie("web") as cur:
        assert cur.execute("SELECT count(*) FROM narekening").fetchone() == (0,)
        cur.execute("SELECT set_config('vsv.organisatie', '2', true)")
        assert cur.execute("SELECT count(*) FROM narekening").fetchone() == (0,)
    for statement, why in (
        ("INSERT INTO narekening (organisatie, run) VALUES (1, 1)", "row-level security"),
        ("INSERT INTO narekening (organisatie, run, klopt) VALUES (2, 1, true)", "permission denied"),
        ("UPDATE narekening SET klopt = true", "permission denied"),
    ):
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match=why), transactie("web") as cur:
            cur.execute("SELECT set_config('vsv.organisatie', '2', true)")
            cur.execute(statement.encode())
