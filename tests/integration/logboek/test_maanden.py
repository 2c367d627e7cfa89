"""A month of the log is made while others write lines in it: no line is refused, and the chain is whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import psycopg
from psycopg import sql

from vsv.logboek.service import check_chain, ensure_months, seal
from vsv.toegang.service import als_dienst, operator

WIE = operator("test")
WAITING = "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"


def write_line() -> None:
    with als_dienst(WIE) as sessie:
        sessie.log("test.schrijven")


def test_a_line_that_is_written_while_its_month_appears_is_kept(database: str) -> None:
    vandaag = datetime.now(UTC).date()
    with psycopg.connect(database, autocommit=True) as admin:
        month = sql.Identifier(f"logregel_{vandaag:%Y_%m}")
        admin.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(month))
        write_line()
        with ThreadPoolExecutor(1) as other:
            with als_dienst(WIE) as sessie:
                ensure_months(sessie.cur, vandaag)
                writing = other.submit(write_line)
                while not admin.execute(WAITING).fetchall():
                    assert not writing.done() or writing.result() is None
            writing.result()
        assert admin.execute(
            sql.SQL("SELECT count(*) FROM {} WHERE actie = 'test.schrijven'").format(month)
        ).fetchone() == (2,)
    with als_dienst(WIE) as sessie:
        seal(sessie.cur)
        assert check_chain(sessie.cur).breuk is None


def test_when_all_months_are_there_nobody_has_to_wait(database: str) -> None:
    vandaag = datetime.now(UTC).date()
    with als_dienst(WIE) as sessie:
        ensure_months(sessie.cur, vandaag)
    with als_dienst(WIE) as writer:
        writer.log("test.schrijven")
        with als_dienst(WIE) as sessie:
            sessie.cur.execute("SET LOCAL lock_timeout = '5s'")
            ensure_months(sessie.cur, vandaag)
