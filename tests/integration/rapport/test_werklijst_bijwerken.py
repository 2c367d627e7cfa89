"""The werklijst beside what triggers keep: signals with their day, ends that came, marks taken back."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import UUID

import polars as pl
import psycopg
import pytest
from tests.integration.rapport.conftest import Wereld

from vsv.domein.fouten import GeenRecht
from vsv.klantvolg.service import Merk, Merkreden, set_opvolging, undo_opvolging
from vsv.rapport.service import Werkkeuze, open_werklijst, read_overzicht, read_werklijst, run_dag, run_week
from vsv.toegang.service import Wie

VANDAAG = date(2026, 6, 23)
"""In the past whenever this runs: no run is made for a day to come."""
MAANDAG, VORIGE = VANDAAG - timedelta(days=1), VANDAAG - timedelta(days=8)


@pytest.fixture
def b(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(2))


@pytest.fixture
def a(wereld: Wereld) -> Wie:
    """Two weeks: Anna loses her only job, Bram gets one, and of Carla the sources have not told anything."""
    organisatie = wereld.add_organisatie(1)
    anna, bram, _carla = (wereld.follow(organisatie, kenmerk=f"k-{number}") for number in range(3))
    with wereld.deliver(VORIGE - timedelta(days=10)) as levering:
        levering.answers(anna, bram)
        levering.works(anna, 1, 50_000, date(2026, 5, 1))
    run_week(wereld.wie, VORIGE)
    with wereld.deliver(MAANDAG) as levering:
        levering.ikv(anna, 1, date(2025, 1, 1), date(2026, 6, 16))
        levering.ikv(bram, 2, date(2026, 6, 10))
    run_week(wereld.wie, MAANDAG)
    return wereld.wie.voor(organisatie)


def people(wie: Wie) -> list[UUID]:
    return [UUID(uuid) for uuid in read_werklijst(wie, Werkkeuze(), vandaag=VANDAAG).regels["uuid"]]


def marks(wie: Wie) -> list[str]:
    words: list[str] = read_werklijst(wie, Werkkeuze(), vandaag=VANDAAG).regels["merk_woorden"].to_list()
    return words


def news(wie: Wie, sinds: date) -> tuple[int, int]:
    overzicht = read_overzicht(wie, sinds=sinds)
    return overzicht.baan_gestart, overzicht.enige_baan_weg


@pytest.mark.parametrize(("sinds", "aantal"), [(VORIGE, 1), (MAANDAG, 1), (VANDAAG, 0)])
def test_a_signal_is_news_since_its_day_and_the_list_says_the_same(a: Wie, sinds: date, aantal: int) -> None:
    assert news(a, sinds) == (aantal, aantal)
    for code in ("BAAN_GESTART", "ENIGE_BAAN_GEEINDIGD"):
        keuze = Werkkeuze(signaal=(code,), signaal_sinds=sinds)
        assert read_werklijst(a, keuze, vandaag=VANDAAG).aantal == aantal


def test_a_signal_that_is_found_again_is_no_news(wereld: Wereld, a: Wie) -> None:
    run_dag(wereld.wie, VANDAAG)
    run_week(wereld.wie, VANDAAG)  # it looks back over the same days
    assert news(a, VANDAAG) == (0, 0)
    run_week(wereld.wie, VANDAAG + timedelta(days=7))
    assert read_werklijst(a, Werkkeuze(signaal=("geen",)), vandaag=VANDAAG).aantal == 3


def test_an_end_that_was_known_before_takes_the_row_along_when_it_comes(wereld: Wereld, a: Wie) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute(
            "UPDATE aanmelding SET afmelddatum = current_date + 3, afmeldreden = 'WERK', afgemeld_op = now()"
            " WHERE kenmerk = 'k-1'"
        )
        assert admin.execute("SELECT count(*) FROM werkregel").fetchone() == (3,)
        admin.execute("UPDATE werkregel SET afmelddatum = current_date WHERE afmelddatum IS NOT NULL")  # days later
    run_week(wereld.wie, VANDAAG)
    assert wereld.query("SELECT kenmerk FROM werkregel ORDER BY kenmerk") == [("k-0",), ("k-2",)]


def test_a_mark_is_taken_back_once(wereld: Wereld, a: Wie) -> None:
    first, second, third = who = people(a)
    set_opvolging(a, [first], Merk.NIET_BESCHIKBAAR, Merkreden.ZORG)
    set_opvolging(a, who, Merk.IN_CONTACT)
    set_opvolging(replace(a, actor="gebruiker:collega"), [third], Merk.STEUN_AFGESPROKEN)
    assert undo_opvolging(a, who, Merk.IN_CONTACT) == 2
    assert undo_opvolging(a, who, Merk.IN_CONTACT) == 0
    assert marks(a) == ["niet beschikbaar: zorgt voor een ander", "nog te doen", "steun afgesproken"]
    assert undo_opvolging(a, [second], Merk.NIET_BEREIKT) == 0
    assert wereld.query("SELECT count(*) FROM opvolging") == [(1 + 3 + 1 + 2,)]  # nothing is removed


def test_nobody_takes_back_what_another_set(a: Wie, b: Wie) -> None:
    who = people(a)
    set_opvolging(a, who, Merk.IN_CONTACT)
    assert undo_opvolging(b, who, Merk.IN_CONTACT) == 0
    assert undo_opvolging(replace(a, actor="gebruiker:collega"), who, Merk.IN_CONTACT) == 0
    with pytest.raises(GeenRecht):
        undo_opvolging(replace(a, rechten=frozenset()), who, Merk.IN_CONTACT)
    assert set(marks(a)) == {"in contact"}


def test_a_file_calls_priorities_as_people_do(a: Wie) -> None:
    with open_werklijst(a, Werkkeuze(), "csv", vandaag=VANDAAG).bestand as file:
        written = pl.read_csv(file.read(), schema_overrides={"prioriteit": pl.String})
    assert sorted(written["prioriteit"]) == ["1", "3", "NP"]
