"""The chain is checked by rule: a day the links that are new, a week all of them; and what was found is remembered."""

import psycopg
import pytest

from vsv.logboek.service import Afzender, Ketencontrole, control_chain, last_check, log_many, seal
from vsv.opslag.service import Rol, transactie

AFZENDER = Afzender(actor="test", oorsprong="cli", organisatie=None, trace="0" * 32)


def add_link(lines: int = 2) -> None:
    with transactie("werker") as cur:
        log_many(cur, AFZENDER, "test.lezen", list(range(lines)))
    with transactie("werker") as cur:
        assert seal(cur)


def control(*, volledig: bool = False) -> Ketencontrole:
    with transactie("werker", snapshot=True) as cur:
        return control_chain(cur, volledig=volledig)


def tamper(admin_url: str, statement: str) -> None:
    with psycopg.connect(admin_url) as admin:
        admin.execute(statement.encode())


def a_week_later(admin_url: str) -> None:
    tamper(admin_url, "UPDATE ketencontrole SET gecontroleerd_op = gecontroleerd_op - interval '7 days'")


def test_before_the_first_check_nothing_is_known(database: str) -> None:
    with transactie("web") as cur:
        assert last_check(cur) is None


def test_an_empty_chain_is_whole(database: str) -> None:
    found = control()
    assert (found.zegels, found.regels, found.open, found.kop, found.breuk) == (0, 0, 0, "", None)
    add_link()
    assert (control().volledig, control().zegels, control().breuk) == (False, 1, None)


def test_the_first_check_is_of_everything_and_the_next_of_what_is_new(database: str) -> None:
    add_link()
    assert control().volledig
    add_link(3)
    found = control()
    assert (found.volledig, found.zegels, found.regels, found.breuk) == (False, 2, 5, None)
    with transactie("web") as cur:
        assert last_check(cur) == found
    with transactie("beheer") as cur:
        assert last_check(cur) == found


def test_a_change_of_the_last_day_shows_at_once(database: str) -> None:
    add_link()
    control()
    add_link()
    tamper(database, "UPDATE logregel SET actor = 'ander' WHERE nummer = 3")
    found = control()
    assert not found.volledig
    assert found.breuk == "Een van de 2 regels onder zegel 2 is gewijzigd."


def test_a_change_of_before_shows_within_a_week_and_stays(database: str) -> None:
    add_link()
    control()
    tamper(database, "UPDATE logregel SET actor = 'ander' WHERE nummer = 1")
    assert control().breuk is None
    a_week_later(database)
    for _ in range(2):  # what is broken is looked at whole each time
        found = control()
        assert found.volledig
        assert found.breuk == "Een van de 2 regels onder zegel 1 is gewijzigd."


@pytest.mark.parametrize(
    ("tampering", "message"),
    [
        ("DELETE FROM logzegel WHERE volgnummer = 2", "Er waren 2 zegels, en nu zijn het er 1."),
        (
            "UPDATE logzegel SET zegel = sha256('x') WHERE volgnummer = 2",
            "Zegel 2 is een ander dan bij de vorige controle.",
        ),
    ],
)
def test_a_chain_that_is_cut_short_or_made_anew_shows_at_once(database: str, tampering: str, message: str) -> None:
    add_link()
    add_link()
    control()
    tamper(database, tampering)
    assert control().breuk == message


def test_who_asks_for_everything_gets_everything(database: str) -> None:
    add_link()
    control()
    tamper(database, "UPDATE logregel SET actor = 'ander' WHERE nummer = 1")
    assert control(volledig=True).breuk is not None


def test_nobody_changes_what_was_found(database: str) -> None:
    control()
    roles: tuple[Rol, ...] = ("web", "beheer", "werker")
    for rol in roles:
        for statement in ("UPDATE ketencontrole SET breuk = NULL", "DELETE FROM ketencontrole"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
                cur.execute(statement.encode())
    for rol in roles[:2]:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
            cur.execute("INSERT INTO ketencontrole (volledig, zegels, regels, open, kop) VALUES (true, 0, 0, 0, '')")
