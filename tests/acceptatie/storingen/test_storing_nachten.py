"""The nights in which the clock changes: each step once for its day, and a run knows what came in before midnight."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from tests.acceptatie.storingen.toestand import assert_sound, assert_whole, read_rows
from tests.acceptatie.storingen.wereld import Wereld, at

from vsv.beheer.rooster import ROOSTER
from vsv.bronnen.service import ask_bron, take_levering
from vsv.domein.codes import Bron
from vsv.toegang.service import operator

TERUG, VOORUIT = date(2026, 10, 25), date(2027, 3, 28)
"""The Sunday of 25 hours and the Sunday of 23."""

KWARTIER = timedelta(minutes=15)


def quarters(zondag: date) -> Iterator[datetime]:
    """Every quarter of an hour from noon on the day before to noon on the day after."""
    moment, end = at(zondag - timedelta(days=1), 12), at(zondag + timedelta(days=1), 12)
    while moment <= end:
        yield moment
        moment += KWARTIER


@pytest.mark.parametrize("zondag", [TERUG, VOORUIT])
def test_every_step_of_the_night_is_done_once(wereld: Wereld, database: str, zondag: date) -> None:
    zaterdag, maandag = zondag - timedelta(days=1), zondag + timedelta(days=1)
    take_levering(operator("test"), wereld.write_levering(zaterdag, delen=5))
    wereld.work_off(at(zaterdag, 11, 45))
    wereld.gezegd.clear()
    for moment in quarters(zondag):
        wereld.work_off(moment)

    done = Counter(taak for taak, _ in wereld.gezegd if taak != "bevraag")
    assert done == Counter({"vragen": 2, "dagrun": 2, "weekrun": 1, "voorstellen": 2, "logboek": 2})
    due = read_rows(
        database,
        f"""
        SELECT stap, dag, (gepland_op AT TIME ZONE 'Europe/Amsterdam')::text, pogingen FROM cyclus
        WHERE dag > '{zaterdag}' AND klaar_op - gepland_op BETWEEN interval '0' AND interval '15 minutes'
        """,
    )
    assert due == Counter(
        (stap.naam, dag, f"{dag} {stap.tijd}", 1)
        for dag in (zondag, maandag)
        for stap in ROOSTER
        if dag.weekday() in stap.weekdagen
    )
    assert_sound(database)
    assert_whole()


@pytest.mark.parametrize("dag", [TERUG - timedelta(days=1), TERUG, VOORUIT - timedelta(days=1), VOORUIT])
@pytest.mark.parametrize("te_laat", [False, True])
def test_a_run_that_comes_late_knows_what_came_in_before_midnight(
    wereld: Wereld, database: str, dag: date, te_laat: bool
) -> None:
    """The worker was away for a day. What is answered a second before midnight counts for the run of that day."""
    take_levering(operator("test"), wereld.write_levering(dag, delen=5))
    midnight = at(dag + timedelta(days=1), 0)
    asked = midnight if te_laat else midnight - timedelta(seconds=1)
    wereld.plan(dag, asked)
    for bron in Bron:
        assert ask_bron(operator("test"), bron, wereld.instellingen, klok=lambda: asked).beantwoord
    wereld.work_off(midnight + timedelta(minutes=10))  # still before the steps of the new day

    known = read_rows(
        database,
        f"""
        SELECT r.bronnen ->> 'POLIS', p.redenen LIKE '%BRON_ONBEANTWOORD_POLIS%'
        FROM run r JOIN prioriteit p ON p.van <= r.id AND (p.tot IS NULL OR p.tot > r.id)
        WHERE r.soort = 'dag' AND r.peildatum = '{dag}'
        """,
    )
    assert set(known) == {(None, True) if te_laat else (str(dag), False)}
