"""The overzicht: each line of news gives exactly its list, and looking twice on a day does not make news go away."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.integration.rapport.conftest import Wereld

from vsv.domein.codes import Bron
from vsv.domein.fouten import GeenRecht
from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.service import Merk, set_opvolging
from vsv.rapport.service import (
    OVERZICHT_WEKEN,
    Overzicht,
    Werkkeuze,
    mark_gekeken,
    read_overzicht,
    read_werklijst,
    run_dag,
    run_week,
)
from vsv.toegang.service import Recht, Wie

VANDAAG = date(2026, 6, 23)
"""In the past whenever this runs: no run is made for a day to come."""
MAANDAG, VORIGE = VANDAAG - timedelta(days=1), VANDAAG - timedelta(days=8)


def at(dag: date) -> datetime:
    return datetime.combine(dag, time(12), tzinfo=UTC)


def news(overzicht: Overzicht) -> dict[str, int]:
    return {line.code: line.aantal for line in overzicht.nieuws}


@pytest.fixture
def a(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(1))


@pytest.fixture
def b(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(2))


@pytest.fixture
def gevuld(wereld: Wereld, a: Wie, b: Wie) -> Wie:
    """Two weeks: Anna loses her only job, Bram gets one, Carla comes in priority 1; a fourth is followed by another."""
    assert a.organisatie
    assert b.organisatie
    anna, bram, carla = (wereld.follow(a.organisatie) for _ in range(3))
    wereld.follow(b.organisatie)
    with wereld.deliver(VORIGE - timedelta(days=10)) as levering:
        levering.answers(anna, bram)
        levering.works(anna, 1, 50_000, date(2026, 5, 1))
    run_week(wereld.wie, VORIGE)
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(carla)
        levering.ikv(anna, 1, date(2025, 1, 1), date(2026, 6, 16))
        levering.ikv(bram, 2, date(2026, 6, 10))
    run_week(wereld.wie, MAANDAG)
    return a


def test_what_is_new_and_how_it_stands(gevuld: Wie) -> None:
    overzicht = read_overzicht(gevuld, vandaag=VANDAAG, sinds=MAANDAG)
    assert news(overzicht) == {"NIEUW_IN_1": 1, "BAAN_GESTART": 1, "ENIGE_BAAN_GEEINDIGD": 1}
    maandag = datum_tekst(MAANDAG, weekdag=True)
    assert [line.zin for line in overzicht.nieuws] == [
        f"1 jongere kwam sinds {maandag} in prioriteit 1.",
        f"1 jongere kreeg sinds {maandag} een baan: wacht met bellen.",
        f"1 jongere verloor sinds {maandag} de enige baan.",
    ]
    assert (overzicht.aantallen, overzicht.vergeleken_met) == ((0, 2, 0, 1, 0, 0), VORIGE)
    assert overzicht.verschil == (-1, 1, 0, 0, 0, 0)
    assert overzicht.trend["peildatum"].to_list() == [VORIGE, MAANDAG]
    assert overzicht.bronnen[Bron.POLIS] is not None
    assert (overzicht.te_doen, overzicht.te_doen_1, overzicht.voorstellen) == (3, 2, 0)


def test_each_line_gives_exactly_its_list(gevuld: Wie) -> None:
    for line in read_overzicht(gevuld, vandaag=VANDAAG, sinds=MAANDAG).nieuws:
        assert line.keuze is not None
        assert read_werklijst(gevuld, line.keuze, vandaag=VANDAAG).aantal == line.aantal == 1
    for line in read_overzicht(gevuld, vandaag=VANDAAG, sinds=VANDAAG).nieuws:
        assert line.keuze is not None
        assert read_werklijst(gevuld, line.keuze, vandaag=VANDAAG).aantal == line.aantal == 0
        assert line.zin.startswith("Sinds dinsdag 23 juni 2026 ")


def test_news_lasts_through_the_day_and_not_longer(wereld: Wereld, gevuld: Wie) -> None:
    with psycopg.connect(wereld.admin) as admin:  # as if each run was carried out on its own day
        admin.execute("UPDATE run SET gemaakt_op = peildatum + time '06:00'")

    def seen(dag: date) -> int:
        return sum(news(read_overzicht(gevuld, vandaag=dag)).values())

    assert (seen(MAANDAG), seen(VANDAAG)) == (4, 3)  # never here before: a week, at first with Bram, in 1 since then
    mark_gekeken(gevuld, at(MAANDAG - timedelta(days=3)))
    assert seen(MAANDAG) == seen(VANDAAG) == 3
    mark_gekeken(gevuld, at(MAANDAG))
    mark_gekeken(gevuld, at(MAANDAG) + timedelta(hours=2))
    assert seen(MAANDAG) == 3
    overzicht = read_overzicht(gevuld, vandaag=VANDAAG)
    assert set(news(overzicht).values()) == {0}
    assert overzicht.nieuws_vanaf == MAANDAG
    collega = replace(gevuld, actor="gebruiker:collega")
    assert sum(news(read_overzicht(collega, vandaag=VANDAAG)).values()) == 3


def test_a_signal_is_news_once(wereld: Wereld, gevuld: Wie) -> None:
    run_dag(wereld.wie, VANDAAG)
    run_week(wereld.wie, VANDAAG)  # the week run finds again what was told in between
    with psycopg.connect(wereld.admin) as admin:
        rows = admin.execute("SELECT signaal, signaal_op FROM werkregel WHERE signaal IS NOT NULL").fetchall()
    assert {day for _, day in rows} <= {MAANDAG}
    run_week(wereld.wie, VANDAAG + timedelta(days=7))
    assert read_werklijst(gevuld, Werkkeuze(signaal=("geen",)), vandaag=VANDAAG).aantal == 3


@given(st.data())
@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_new_the_counts_are_those_of_the_lists(gevuld: Wie, wereld: Wereld, data: st.DataObject) -> None:
    rows = st.tuples(
        st.integers(0, 5),
        st.sampled_from([VORIGE, MAANDAG, VANDAAG]),
        st.sampled_from([None, "BAAN_GESTART", "ENIGE_BAAN_GEEINDIGD", "BAAN_GEEINDIGD"]),
        st.sampled_from([VORIGE, MAANDAG]),
    )
    with psycopg.connect(wereld.admin) as admin:
        for (key,) in admin.execute("SELECT aanmelding FROM werkregel").fetchall():
            admin.execute(
                "UPDATE werkregel SET prioriteit = %s, sinds = %s, signaal = %s, signaal_op = %s WHERE aanmelding = %s",
                (*data.draw(rows), key),
            )
    overzicht = read_overzicht(gevuld, vandaag=VANDAAG, sinds=data.draw(st.sampled_from([VORIGE, MAANDAG, VANDAAG])))
    for line in overzicht.nieuws:
        assert line.keuze is not None
        assert read_werklijst(gevuld, line.keuze, vandaag=VANDAAG).aantal == line.aantal
    for number, aantal in enumerate(overzicht.aantallen):
        assert read_werklijst(gevuld, Werkkeuze(prioriteit=(number,)), vandaag=VANDAAG).aantal == aantal


def test_a_new_organisation_has_a_page_too(a: Wie) -> None:
    overzicht = read_overzicht(a, vandaag=VANDAAG)
    assert (overzicht.peildatum, overzicht.verschil, overzicht.te_doen) == (None, None, 0)
    assert overzicht.trend.is_empty()
    assert set(overzicht.bronnen.values()) == {None}


def test_each_sees_what_the_rights_allow(gevuld: Wie, b: Wie) -> None:
    teamleider = replace(gevuld, rechten=frozenset({Recht.STATISTIEK}))
    overzicht = read_overzicht(teamleider, vandaag=VANDAAG, sinds=MAANDAG)
    assert set(news(overzicht).values()) == {1}
    assert [line.keuze for line in overzicht.nieuws] == [None] * 3
    assert overzicht.voorstellen is None
    administratie = replace(gevuld, rechten=frozenset({Recht.AANMELDEN}))
    with pytest.raises(GeenRecht):
        read_overzicht(administratie, vandaag=VANDAAG)
    with pytest.raises(GeenRecht):
        mark_gekeken(administratie, at(VANDAAG))
    assert sum(read_overzicht(b, vandaag=VANDAAG, sinds=MAANDAG).aantallen) == 1


def test_a_mark_takes_somebody_from_what_is_to_be_done(gevuld: Wie) -> None:
    (first, *_) = read_werklijst(gevuld, Werkkeuze(prioriteit=(1,)), vandaag=VANDAAG).regels["uuid"]
    set_opvolging(gevuld, [first], Merk.IN_CONTACT)
    overzicht = read_overzicht(gevuld, vandaag=VANDAAG)
    assert (overzicht.te_doen, overzicht.te_doen_1) == (2, 1)


def test_the_trend_is_of_twelve_weeks(wereld: Wereld, gevuld: Wie) -> None:
    for week in range(1, 13):
        run_week(wereld.wie, MAANDAG + timedelta(weeks=week))
    trend = read_overzicht(gevuld, vandaag=VANDAAG).trend
    assert trend.height == OVERZICHT_WEKEN
    assert trend["peildatum"][-1] == MAANDAG + timedelta(weeks=12)


@contextmanager
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """Every statement that goes to the database in the block."""
    sent: list[Any] = []
    execute = psycopg.Cursor.execute

    def note(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        sent.append(query)
        return execute(self, query, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(psycopg.Cursor, "execute", note)
        yield sent


def test_it_takes_as_many_queries_for_all(gevuld: Wie, b: Wie, monkeypatch: pytest.MonkeyPatch) -> None:
    counts = []
    for wie in (gevuld, b):
        with counted(monkeypatch) as sent:
            read_overzicht(wie, vandaag=VANDAAG)
            read_werklijst(wie, Werkkeuze(), vandaag=VANDAAG)
        counts.append(len(sent))
    assert counts[0] == counts[1] > 5
