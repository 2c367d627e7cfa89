"""One person at a time: signed up once, refused with every reason, and nobody slips in beside another."""

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import Any

import psycopg
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Afmeldreden, meld_aan, meld_af
from vsv.toegang.service import Organisatie, Recht, Wie, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN = date(2005, 3, 1)
SEPTEMBER, OKTOBER, VANDAAG = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)


def sign_up(wie: Wie, bsn: str, *, geboren: date = GEBOREN, dag: date = SEPTEMBER, kenmerk: str | None = None) -> str:
    return meld_aan(wie, bsn=bsn, geboortedatum=geboren, aanmelddatum=dag, kenmerk=kenmerk, vandaag=VANDAAG).zin


def codes(wie: Wie, bsn: str, **kwargs: Any) -> list[str]:
    """The faults for which signing up is refused; no message repeats the BSN."""
    with pytest.raises(InvoerFout) as fault:
        sign_up(wie, bsn, **kwargs)
    assert bsn not in str(fault.value)
    return [fout.code for fout in fault.value.fouten]


def test_aanmelden_twice_is_once(query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie) -> None:
    wie = operator("test", aa)
    assert sign_up(wie, bsns[0], kenmerk="a") == "U volgt deze jongere vanaf 1 september 2026."
    before = query("SELECT * FROM aanmelding"), query("SELECT * FROM jongere")
    al_bekend = "U volgt deze jongere al vanaf 01-09-2026."
    assert sign_up(wie, bsns[0], kenmerk="a") == sign_up(wie, bsns[0]) == al_bekend
    assert sign_up(wie, bsns[0], dag=OKTOBER, kenmerk="b") == (
        f"{al_bekend} De aanmelddatum die u nu opgeeft is niet overgenomen."
        " Het kenmerk dat u nu opgeeft is niet overgenomen."
    )
    assert (query("SELECT * FROM aanmelding"), query("SELECT * FROM jongere")) == before
    assert query("SELECT actie, organisatie, jongere FROM logregel WHERE jongere IS NOT NULL ORDER BY nummer") == [
        ("klantvolg.aanmelden", aa.id, 1),
        *[("klantvolg.opzoeken", aa.id, 1)] * 3,
    ]
    sign_up(operator("test", be), bsns[0])
    assert query("SELECT organisatie, jongere FROM aanmelding ORDER BY id") == [(aa.id, 1), (be.id, 1)]


def test_what_is_refused(query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie, take: Rows) -> None:
    wie = operator("test", aa)
    # The 27th birthday is the first day on which it is too late.
    assert codes(wie, bsns[0], geboren=date(1999, 9, 1)) == ["LEEFTIJD"]
    assert codes(wie, bsns[0], dag=date(2026, 11, 24)) == ["DATUM_IN_TOEKOMST"]
    assert codes(wie, bsns[0], geboren=date(2026, 11, 24)) == ["DATUM_IN_TOEKOMST"]
    assert codes(wie, "900000001", geboren=date(1990, 1, 1), kenmerk="x" * 101) == [
        "BSN_ONGELDIG",
        "LEEFTIJD",
        "KENMERK_TE_LANG",
    ]
    assert query("SELECT count(*) FROM jongere") == [(0,)]
    take((bsns[1], GEBOREN, SEPTEMBER, OKTOBER), (bsns[2], GEBOREN, SEPTEMBER, None, None, be.oin))
    assert codes(wie, bsns[1], dag=date(2026, 9, 30)) == ["AANMELDING_OVERLAPT"]
    assert codes(wie, bsns[2], geboren=date(2005, 3, 2), kenmerk="x" * 101) == [
        "KENMERK_TE_LANG",
        "GEBOORTEDATUM_WIJKT_AF",
    ]
    kijker = Wie(actor="u1", oorsprong="portaal", rechten=frozenset({Recht.JONGEREN_INZIEN}), organisatie=aa)
    with pytest.raises(GeenRecht):
        sign_up(kijker, bsns[0])
    assert query("SELECT count(*) FROM aanmelding") == [(2,)]
    assert query("SELECT count(*) FROM logregel WHERE actie = 'klantvolg.opzoeken'") == [(2,)]


def test_what_just_passes(query: Rows, bsns: list[str], aa: Organisatie, take: Rows) -> None:
    wie = operator("test", aa)
    take((bsns[1], GEBOREN, SEPTEMBER, OKTOBER), (bsns[2], None, SEPTEMBER, OKTOBER))
    for bsn, geboren, dag in [
        (bsns[0], date(1999, 9, 2), SEPTEMBER),
        (bsns[1], GEBOREN, OKTOBER),
        (bsns[2], GEBOREN, VANDAAG),  # the birth date was not known until now
    ]:
        assert sign_up(wie, bsn, geboren=geboren, dag=dag, kenmerk="x" * 100).startswith("U volgt deze jongere vanaf")
    assert query("SELECT uiterlijk, count(*) FROM aanmelding GROUP BY 1 ORDER BY 1") == [
        (date(2026, 9, 2), 1),
        (date(2032, 3, 1), 4),
    ]


def test_who_was_signed_up_by_mistake_can_be_signed_up_again(query: Rows, bsns: list[str], aa: Organisatie) -> None:
    wie = operator("test", aa)
    sign_up(wie, bsns[0])
    meld_af(wie, bsn=bsns[0], afmelddatum=SEPTEMBER, reden=Afmeldreden.ONTERECHT, vandaag=VANDAAG)
    sign_up(wie, bsns[0])
    assert query("SELECT afmeldreden FROM aanmelding ORDER BY id") == [("ONTERECHT",), (None,)]


def test_two_organisations_make_one_person_at_the_same_moment(
    database: str, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[1], GEBOREN, SEPTEMBER))  # who comes first of all settles the key, and others wait for that
    outcome: list[str | list[str]] = []

    def run(organisatie: Organisatie, geboren: date) -> None:
        try:
            outcome.append(sign_up(operator("test", organisatie), bsns[0], geboren=geboren))
        except InvoerFout as e:
            outcome.append([fout.code for fout in e.fouten])

    threads = [Thread(target=run, args=(aa, GEBOREN)), Thread(target=run, args=(be, date(2006, 1, 1)))]
    with psycopg.connect(database) as admin:
        admin.execute("LOCK TABLE jongere IN SHARE MODE")  # both get as far as making the person
        for thread in threads:
            thread.start()
        wait_for_locks(database, 2)
    for thread in threads:
        thread.join()
    assert ["GEBOORTEDATUM_WIJKT_AF"] in outcome
    assert "U volgt deze jongere vanaf 1 september 2026." in outcome
    assert query("SELECT count(*) FROM jongere") == query("SELECT count(*) FROM aanmelding") == [(2,)]


def wait_for_locks(url: str, aantal: int) -> None:
    """Return when this many transactions wait for a lock on a table."""
    with psycopg.connect(url, autocommit=True) as admin:
        for _ in range(2_000):
            waiting = admin.execute(
                "SELECT count(*) FROM pg_locks WHERE locktype = 'relation' AND NOT granted"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
            if waiting.fetchone() == (aantal,):
                return
            admin.execute("SELECT pg_sleep(0.01)")
    pytest.fail("nobody waits")


def test_the_database_itself_refuses_two_at_a_time(take: Rows, query: Rows, bsns: list[str], database: str) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER), (bsns[1], GEBOREN, SEPTEMBER, OKTOBER))
    again = (
        "INSERT INTO aanmelding (organisatie, jongere, aanmelddatum) SELECT organisatie, jongere, %s FROM aanmelding"
    )
    with psycopg.connect(database) as admin, pytest.raises(psycopg.errors.UniqueViolation):
        admin.execute(f"{again} WHERE afmelddatum IS NULL".encode(), [date(2030, 1, 1)])
    with psycopg.connect(database) as admin, pytest.raises(psycopg.errors.ExclusionViolation):
        admin.execute(f"{again} WHERE afmelddatum IS NOT NULL".encode(), [SEPTEMBER])
    for change in ("afmelddatum = NULL, afmeldreden = NULL, afgemeld_op = NULL", "afmeldreden = 'WERK'"):
        with psycopg.connect(database) as admin, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
            admin.execute(f"UPDATE aanmelding SET {change} WHERE afmelddatum IS NOT NULL".encode())
    with psycopg.connect(database) as admin:
        admin.execute(f"{again} WHERE afmelddatum IS NOT NULL".encode(), [OKTOBER])
