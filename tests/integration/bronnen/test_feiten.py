"""Facts come out as the engine asks for them, as they were known on a day."""

from datetime import UTC, date, datetime

import narwhals as nw
import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.bronnen.service import known_at, latest_levering, read_bronnen_tot, read_feiten, read_geraakte_ikvs
from vsv.opslag.service import transactie
from vsv.prioriteit.feiten import SCHEMA

D = date(2026, 11, 23)
IKV = 800000195030001
BEGIN_1970 = datetime(1970, 1, 1, tzinfo=UTC)


def add_ikv(database: str, *rows: tuple[int, int, str, int, int]) -> None:
    """Rows of jongere, ikv, ontvangen_op, levering, volgnummer."""
    with psycopg.connect(database) as admin:
        admin.cursor().executemany(
            "INSERT INTO ikv (jongere, ikv, ontvangen_op, levering, volgnummer, ingetrokken)"
            " VALUES (%s, %s, %s, %s, %s, false)",
            rows,
        )


def add_iko(database: str, *rows: tuple[int, str, str]) -> None:
    """Rows of jongere, datum_begin, datum_einde."""
    with psycopg.connect(database) as admin:
        admin.cursor().executemany(
            "INSERT INTO iko (jongere, ikv, ontvangen_op, levering, volgnummer, loon_lbph, verloonde_uren,"
            " datum_begin, datum_einde, ingetrokken)"
            " VALUES (%s, 1, '2026-11-01T12:00Z', 1, 2, -12345, NULL, %s, %s, true)",
            rows,
        )


def read(**options: object) -> dict[str, pl.DataFrame]:
    with transactie("werker", snapshot=True) as cur:
        return read_feiten(cur, **{"peildatum": D, "laatste_levering": 99} | options)  # type: ignore[arg-type]


def test_the_tables_are_those_of_the_engine(database: str) -> None:
    found = {naam: dict(nw.from_native(frame).schema) for naam, frame in read().items()}
    assert found == {naam: schema for naam, schema in SCHEMA.items() if naam != "aanmeldingen"}


def test_values_come_out_in_the_engines_units(database: str) -> None:
    add_iko(database, (7, "2026-10-01", "2026-10-31"))
    moment = int(datetime(2026, 11, 1, 12, tzinfo=UTC).timestamp()) * 1_000_000
    assert read()["iko"].rows(named=True) == [
        {
            "jongere": 7,
            "ikv": 1,
            "datum_begin": date(2026, 10, 1),
            "datum_einde": date(2026, 10, 31),
            "loon_lbph": -12345,
            "verloonde_uren": None,
            "ontvangen_op": moment,
            "ingetrokken": True,
            "volgnummer": 2**32 + 2,
        }
    ]


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(micros=st.integers(0, 2**51))
def test_a_moment_is_exact_to_the_microsecond(database: str, micros: int) -> None:
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute("DELETE FROM ikv")
        admin.execute(
            "INSERT INTO ikv (jongere, ikv, ontvangen_op, levering, volgnummer, ingetrokken)"
            " VALUES (1, 1, '1970-01-01Z'::timestamptz + %s * interval '1 microsecond', 1, 1, false)",
            (micros,),
        )
    assert read(peildatum=date(2200, 1, 1))["ikv"]["ontvangen_op"].to_list() == [micros]


@pytest.mark.parametrize(
    ("peildatum", "midnight"),
    [(date(2026, 11, 23), "2026-11-23T23:00:00Z"), (date(2026, 7, 1), "2026-07-01T22:00:00Z")],
)
def test_the_peildatum_ends_at_midnight_in_amsterdam(database: str, peildatum: date, midnight: str) -> None:
    after = datetime.fromisoformat(midnight)
    before = after.replace(hour=after.hour - 1, minute=59, second=59, microsecond=999_999)
    add_ikv(database, (1, IKV, before.isoformat(), 1, 1), (2, IKV, after.isoformat(), 1, 2))
    with psycopg.connect(database) as admin:
        admin.cursor().executemany(
            "INSERT INTO bevraging (jongere, beantwoord_op, levering, volgnummer, bron) VALUES (%s, %s, 1, 1, 'PW')",
            [(1, before), (2, after)],
        )
    found = read(peildatum=peildatum)
    assert found["ikv"]["jongere"].to_list() == [1]
    assert found["bevragingen"].rows() == [(1, "PW", peildatum)]


def test_facts_of_later_leveringen_are_left_out(database: str) -> None:
    add_ikv(database, (1, IKV, "2026-11-01T00:00Z", 1, 5), (1, IKV, "2026-11-01T00:00Z", 2, 1))
    assert read(laatste_levering=0)["ikv"].is_empty()
    assert read(laatste_levering=1)["ikv"].height == 1
    assert read(laatste_levering=2)["ikv"].height == 2


def test_of_equal_moments_the_last_levering_and_the_last_line_come_last(database: str) -> None:
    moment = "2026-11-01T00:00Z"
    add_ikv(database, (1, 4, moment, 2, 7), (1, 3, moment, 2, -9), (1, 2, moment, 1, 2**31 - 1), (1, 1, moment, 1, 3))
    assert read()["ikv"].sort("volgnummer")["ikv"].to_list() == [1, 2, 3, 4]


def test_only_ikos_that_touch_the_months_are_read(database: str) -> None:
    add_iko(
        database,
        (1, "2026-08-01", "2026-08-31"),
        (2, "2026-08-10", "2026-09-01"),
        (3, "2026-11-30", "2026-12-06"),
        (4, "2026-12-01", "2026-12-31"),
        (5, "2026-01-01", "2026-12-31"),
    )
    assert sorted(read()["iko"]["jongere"]) == [2, 3, 5]
    assert sorted(read(maanden=1)["iko"]["jongere"]) == [3, 5]
    assert sorted(read(maanden=4)["iko"]["jongere"]) == [1, 2, 3, 5]


def test_only_the_people_asked_for_are_read(database: str) -> None:
    add_ikv(database, *((jongere, IKV, "2026-11-01T00:00Z", 1, jongere) for jongere in range(1, 6)))
    assert sorted(read(jongeren=[2, 4, 44])["ikv"]["jongere"]) == [2, 4]
    assert read(jongeren=[])["ikv"].is_empty()


def test_of_each_source_the_last_answer_before_the_peildatum_is_read(database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.cursor().executemany(
            "INSERT INTO bevraging (jongere, bron, beantwoord_op, levering, volgnummer) VALUES (%s, %s, %s, 1, 1)",
            [
                (1, "POLIS", "2026-11-20T12:00Z"),
                (1, "POLIS", "2026-11-22T23:30Z"),
                (1, "POLIS", "2026-11-24T12:00Z"),
                (1, "DGR", "2026-11-01T12:00Z"),
                (2, "PW", "2026-11-02T12:00Z"),
            ],
        )
    assert sorted(read()["bevragingen"].rows()) == [
        (1, "DGR", date(2026, 11, 1)),
        (1, "POLIS", date(2026, 11, 23)),
        (2, "PW", date(2026, 11, 2)),
    ]


def test_how_far_each_source_is_known(database: str) -> None:
    with psycopg.connect(database) as admin:
        admin.cursor().executemany(
            "INSERT INTO bevraging (jongere, beantwoord_op, levering, volgnummer, bron) VALUES (%s, %s, %s, 1, %s)",
            [
                (1, "2026-11-20T23:30:00Z", 1, "POLIS"),
                (2, "2026-11-01T10:00:00Z", 1, "POLIS"),
                (1, "2026-11-24T10:00:00Z", 1, "POLIS"),
                (1, "2026-11-22T10:00:00Z", 2, "PW"),
            ],
        )
    with transactie("werker") as cur:
        assert read_bronnen_tot(cur, D, 2) == {"POLIS": date(2026, 11, 21), "PW": date(2026, 11, 22)}
        assert read_bronnen_tot(cur, D, 1) == {"POLIS": date(2026, 11, 21)}
        assert read_bronnen_tot(cur, D, 0) == {}


def test_only_what_was_said_or_came_to_its_end_in_between_may_differ(database: str) -> None:
    eerder, later = "2026-11-01T00:00Z", "2026-11-23T23:00Z"  # the 24th in Amsterdam
    add_ikv(database, (1, 1, eerder, 1, 1), (1, 3, eerder, 3, 1), (2, 2, eerder, 2, 2), (1, 4, eerder, 2, -1))
    add_ikv(database, (3, 5, later, 1, 1), (3, 6, eerder, 1, 1), (3, 7, eerder, 1, 1))
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE ikv SET datum_einde = '2026-11-23' WHERE ikv = 6")
        admin.execute("UPDATE ikv SET datum_einde = '2026-11-24' WHERE ikv = 7")

    def touched(na: tuple[date, int], tot: tuple[date, int], jongeren: list[int] | None = None) -> set[int]:
        with transactie("werker") as cur:
            return set(read_geraakte_ikvs(cur, na=na, tot=tot, jongeren=jongeren)["ikv"])

    dag_erna = date(2026, 11, 24)
    assert touched((D, 1), (D, 3)) == {4, 2, 3}
    assert touched((D, 1), (D, 2)) == {4, 2}
    assert touched((D, 1), (D, 2), [1]) == {4}
    assert touched((D, 3), (D, 3)) == set()
    assert touched((D, 3), (dag_erna, 3)) == {5, 7}  # taken before, but received later; and the end that passed
    assert touched((date(2026, 11, 22), 3), (D, 3)) == {6}


def test_what_was_known_is_apart_from_the_months(database: str) -> None:
    add_ikv(
        database,
        (1, 1, "2026-11-20T12:00Z", 1, 1),
        (1, 2, "2026-12-20T12:00Z", 2, 1),
        (1, 3, "2026-12-21T12:00Z", 9, 1),
    )
    add_iko(database, (1, "2026-09-01", "2026-09-30"), (1, "2026-12-01", "2026-12-31"))
    found = read(bekend_op=date(2026, 12, 20))
    assert found["ikv"]["ikv"].to_list() == [1, 2]
    assert found["iko"]["datum_begin"].to_list() == [date(2026, 9, 1)]  # the months are those of the peildatum
    assert read(bekend_op=date(2026, 12, 21), laatste_levering=None)["ikv"]["ikv"].to_list() == [1, 2, 3]
    assert read(bekend_op=date(2026, 12, 21), laatste_levering=1)["ikv"]["ikv"].to_list() == [1]


def test_what_was_known_earlier_is_found_among_what_was_read(database: str) -> None:
    """As if it had been read so, also what had waited and stands before the first row of its levering."""
    moment = "2026-11-01T00:00Z"
    add_ikv(database, (1, 1, moment, 1, 2_147_483_647), (1, 2, moment, 2, -2_147_483_648), (1, 3, moment, 2, 1))
    add_ikv(database, (1, 4, "2026-11-23T23:00Z", 1, 1), (1, 5, "2026-11-23T22:59Z", 1, 1))
    everything = read(bekend_op=date(2026, 12, 31))["ikv"]
    for levering in (0, 1, 2):
        known = known_at(everything, bekend_op=D, laatste_levering=levering)
        assert known.sort("ikv").equals(read(laatste_levering=levering)["ikv"].sort("ikv"))
    assert known_at(everything, bekend_op=D, laatste_levering=1)["ikv"].sort().to_list() == [1, 5]


def test_words_come_along_when_asked_for(database: str) -> None:
    add_ikv(database, (1, 1, "2026-11-20T12:00Z", 1, 1))
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE ikv SET werkgever = 'Bakkerij, \"De Proef\"', reden_einde = '30'")
    assert read(met_woorden=True)["ikv"].select("werkgever", "reden_einde").rows() == [('Bakkerij, "De Proef"', "30")]


def test_the_last_levering(database: str) -> None:
    with transactie("werker") as cur:
        assert latest_levering(cur) == 0
        cur.execute("INSERT INTO levering (controlegetal, herkomst) VALUES ('a', 'b') RETURNING id")
        assert cur.fetchone() == (latest_levering(cur),)
