"""The chain of seals shows every change to the log, and never waits for a writer."""

from datetime import UTC, datetime

import psycopg
import pytest

from vsv.logboek.service import Afzender, check_chain, ensure_months, log, log_many, seal
from vsv.opslag.service import transactie

AFZENDER = Afzender(actor="test", oorsprong="cli", organisatie=None, trace="0" * 32)


def write_lines(count: int) -> None:
    with transactie("werker") as cur:
        log_many(cur, AFZENDER, "test.lezen", list(range(count)), bijzonderheden={"reden": "proef"})


def seal_now() -> int:
    with transactie("werker") as cur:
        link = seal(cur)
    return link.regels if link else 0


def find_break() -> str | None:
    with transactie("werker") as cur:
        return check_chain(cur).breuk


@pytest.fixture
def chain(database: str) -> str:
    """Three seals, over 3, 4 and 5 lines."""
    for count in (3, 4, 5):
        write_lines(count)
        assert seal_now() == count
    return database


def test_an_untouched_chain_is_whole(chain: str) -> None:
    write_lines(2)
    with transactie("werker") as cur:
        stand = check_chain(cur)
    assert (stand.zegels, stand.regels, stand.open, stand.breuk) == (3, 12, 2, None)
    assert len(stand.kop) == 64


@pytest.mark.parametrize(
    ("tampering", "message"),
    [
        ("UPDATE logregel SET actor = 'ander' WHERE nummer = 5", "Een van de 4 regels onder zegel 2 is gewijzigd."),
        (
            "UPDATE logregel SET bijzonderheden = '{}' WHERE nummer = 1",
            "Een van de 3 regels onder zegel 1 is gewijzigd.",
        ),
        ("DELETE FROM logregel WHERE nummer = 12", "Zegel 3 telt 5 regels, maar er zijn er nu 4."),
        (
            (
                "INSERT INTO logregel (transactie, actor, oorsprong, actie, resultaat, trace)"
                " SELECT transactie, 'x', 'cli', 'x', 'gelukt', 'x' FROM logregel WHERE nummer = 1"
            ),
            "Zegel 1 telt 3 regels, maar er zijn er nu 4.",
        ),
        ("DELETE FROM logzegel WHERE volgnummer = 2", "Zegel 2 ontbreekt."),
        (
            "UPDATE logzegel SET gezegeld_op = now(), zegel = sha256('x') WHERE volgnummer = 3",
            "Zegel 3 is zelf gewijzigd.",
        ),
    ],
)
def test_tampering_shows(chain: str, tampering: str, message: str) -> None:
    with psycopg.connect(chain) as admin:
        admin.execute(tampering.encode())
    assert find_break() == message


def test_a_line_of_a_transaction_still_open_waits_for_the_next_seal(database: str) -> None:
    with transactie("werker") as slow:
        log(slow, AFZENDER, "test.langzaam")
        write_lines(2)
        assert seal_now() == 0  # the two are newer than the open one: they wait with it
    assert seal_now() == 3
    assert find_break() is None


def test_nobody_may_change_a_line(chain: str) -> None:
    for statement in ("UPDATE logregel SET actor = 'x'", "DELETE FROM logregel", "TRUNCATE logregel"):
        for rol in ("web", "werker"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
                cur.execute(statement.encode())


def test_lines_find_their_month(database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.execute("SELECT logboek_maak_maanden('2026-11-01', 3), logboek_maak_maanden('2026-12-01', 3)")
        for moment in ("2026-11-30T23:59:59Z", "2026-12-01T00:00:00Z", "2030-01-01T00:00:00Z"):
            admin.execute(
                "INSERT INTO logregel (tijdstip, actor, oorsprong, actie, resultaat, trace)"
                " VALUES (%s, 'x', 'cli', 'x', 'gelukt', 'x')",
                (moment,),
            )
        found = admin.execute("SELECT tableoid::regclass::text FROM logregel ORDER BY nummer").fetchall()
    assert found == [("logregel_2026_11",), ("logregel_2026_12",), ("logregel_rest",)]


def test_a_month_that_was_not_made_in_time_takes_over_its_lines(chain: str) -> None:
    with psycopg.connect(chain) as admin:
        ((before,),) = admin.execute("SELECT count(*) FROM logregel_rest")
        ((month,),) = admin.execute("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM')")
    for _ in range(2):  # twice is once
        with transactie("werker") as cur:
            ensure_months(cur, datetime.now(UTC).date(), aantal=3)
    with psycopg.connect(chain) as admin:
        assert admin.execute("SELECT count(*) FROM logregel_rest").fetchone() == (0,)
        assert admin.execute(f"SELECT count(*) FROM logregel_{month}".encode()).fetchone() == (before,)
        ((bound,),) = admin.execute(
            f"SELECT pg_get_expr(relpartbound, oid) FROM pg_class WHERE relname = 'logregel_{month}'".encode()
        )
    assert before == 12
    assert "-01 0" in bound  # from the first of the month, in UTC
    assert find_break() is None
    write_lines(2)
    assert seal_now() == 2
    assert find_break() is None
