"""Whatever SQL the web role sends: it sees and changes only whom its organisation follows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import psycopg
import pytest

from vsv.klantvolg.service import Afmeldreden, meld_af, read_personen
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.service import Organisatie, Recht, namens, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN, SEPTEMBER, OKTOBER, VANDAAG = date(2005, 3, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)
SEEN = ("jongere", "aanmelding", "actieve_aanmelding")


@pytest.fixture
def people(take: Rows, query: Rows, bsns: list[str], be: Organisatie) -> dict[str, int]:
    """One person followed by Aa, one by Be, one by both; name to key."""
    for bsn, oins in zip(bsns, ((None,), (be.oin,), (None, be.oin)), strict=False):
        take(*((bsn, GEBOREN, SEPTEMBER, None, None, oin) for oin in oins))
    numbers = [number for (number,) in query("SELECT id FROM jongere ORDER BY id")]
    return dict(zip(("aa", "be", "beide"), numbers, strict=True))


@contextmanager
def web(organisatie: Organisatie) -> Iterator[Cursor]:
    with namens(operator("test", organisatie), Recht.JONGEREN_INZIEN) as sessie:
        yield sessie.cur


def seen(organisatie: Organisatie) -> dict[str, int]:
    with web(organisatie) as cur:
        return {table: len(cur.execute(f"SELECT * FROM {table}".encode()).fetchall()) for table in SEEN}


def test_who_is_followed_is_seen_and_nobody_else(people: dict[str, int], aa: Organisatie, be: Organisatie) -> None:
    assert seen(aa) == seen(be) == dict.fromkeys(SEEN, 2)
    with web(aa) as cur:
        assert cur.execute("SELECT id FROM jongere ORDER BY id").fetchall() == [(people["aa"],), (people["beide"],)]
        for where in ("id = %s", "uuid IN (SELECT uuid FROM jongere WHERE id = %s)"):
            assert cur.execute(f"SELECT FROM jongere WHERE {where}".encode(), [people["be"]]).rowcount == 0
        assert cur.execute("SELECT FROM aanmelding WHERE organisatie = %s", [be.id]).rowcount == 0
        assert cur.execute("UPDATE aanmelding SET afmelddatum = now() WHERE organisatie = %s", [be.id]).rowcount == 0
    with transactie("web") as cur:  # for no organisation: nothing at all
        for table in SEEN:
            assert cur.execute(f"SELECT FROM {table}".encode()).rowcount == 0


def test_seeing_ends_with_following(people: dict[str, int], take: Rows, bsns: list[str], aa: Organisatie) -> None:
    meld_af(operator("test", aa), bsn=bsns[0], afmelddatum=OKTOBER, reden=Afmeldreden.WERK, vandaag=VANDAAG)
    assert seen(aa) == {"jongere": 1, "aanmelding": 2, "actieve_aanmelding": 1}
    take((bsns[3], GEBOREN, date(2031, 1, 1)), (bsns[4], date(1999, 9, 2), SEPTEMBER))  # not yet, and 27 by now
    assert seen(aa) == {"jongere": 1, "aanmelding": 4, "actieve_aanmelding": 1}


FORBIDDEN = [
    "INSERT INTO aanmelding (organisatie, jongere, aanmelddatum) VALUES (%(aa)s, %(wie)s, '2026-09-01')",
    "INSERT INTO jongere (bsn) VALUES ('x')",
    "UPDATE jongere SET geboortedatum = NULL",
    "UPDATE aanmelding SET organisatie = %(be)s",
    "UPDATE aanmelding SET jongere = %(wie)s",
    "DELETE FROM aanmelding",
    "DELETE FROM jongere",
    "TRUNCATE aanmelding, jongere",
    "SELECT * FROM bsn_sleutel",
    "SELECT klantvolg_voeg_toe(ARRAY[%(aa)s], ARRAY[''::bytea], ARRAY[now()::date], NULL, NULL)",
    "SELECT klantvolg_vul_geboortedatum(ARRAY[''::bytea], ARRAY[now()::date])",
    "SELECT klantvolg_ontvang(%(wie)s, %(aa)s, '2026-10-01', 'x', 'x', 'x')",
    # Handed over before, but not in this transaction; and not to this one.
    "SELECT klantvolg_ontvang(%(beide)s, %(aa)s, '2026-10-01', 'x', 'x', 'x')",
    "SELECT klantvolg_ontvang(%(beide)s, %(be)s, '2026-10-01', 'x', 'x', 'x')",
    "ALTER TABLE jongere DISABLE ROW LEVEL SECURITY",
    "SET ROLE vsv_werker",
]


def test_there_is_no_way_around(people: dict[str, int], query: Rows, aa: Organisatie, be: Organisatie) -> None:
    with transactie("werker") as cur:
        cur.execute(
            "UPDATE aanmelding SET afmelddatum = '2026-10-01', afmeldreden = 'OVERGEDRAGEN', afgemeld_op = now(),"
            " overgedragen_aan = %s WHERE jongere = %s AND organisatie = %s",
            (be.id, people["beide"], aa.id),
        )
    everything = "SELECT to_jsonb(a), to_jsonb(j) FROM aanmelding a JOIN jongere j ON j.id = a.jongere ORDER BY a.id"
    before = query(everything)
    values = {"aa": aa.id, "be": be.id, "wie": people["be"], "beide": people["beide"]}
    for statement in FORBIDDEN:
        with pytest.raises(psycopg.errors.InsufficientPrivilege), web(aa) as cur:
            cur.execute(statement.encode(), values)
    assert query(everything) == before


def test_a_person_is_read_through_one_door(
    people: dict[str, int], query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    with namens(operator("test", aa), Recht.JONGEREN_INZIEN) as sessie:
        found = read_personen(sessie, list(people.values()), actie="test.lezen")
    assert sorted(found["bsn"]) == [bsns[0], bsns[2]]
    assert found.columns == ["jongere", "uuid", "bsn", "geboortedatum"]
    logged = query("SELECT jongere, organisatie FROM logregel WHERE actie = 'test.lezen' ORDER BY jongere")
    assert logged == [(people["aa"], aa.id), (people["beide"], aa.id)]


def test_no_bsn_can_be_read_in_the_database(people: dict[str, int], query: Rows, bsns: list[str]) -> None:
    tables = query(
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace"
        " AND has_table_privilege('vsv_werker', oid, 'SELECT')"
    )
    assert ("jongere",) in tables
    text = "".join(str(query(f"SELECT to_jsonb(t) FROM {table} t")) for (table,) in tables)
    assert str(people["aa"]) in text
    for bsn in bsns[:3]:
        assert bsn not in text
        assert bsn.encode().hex() not in text
