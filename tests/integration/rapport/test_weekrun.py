"""The week run and the day run on a small world, with every number worked out by hand."""

import threading
from datetime import date, timedelta
from typing import Any

import psycopg
import pytest

from vsv.domein.fouten import ControleFout, GeenRecht, InvoerFout
from vsv.rapport.service import check_rapport, run_dag, run_week
from vsv.rapport.uitvoering import Runverslag
from vsv.toegang.service import Wie

MAANDAG = date(2026, 11, 23)
WEEK_LATER = MAANDAG + timedelta(weeks=1)


def counts(uitkomst: Runverslag) -> list[tuple[int, ...]]:
    return [rapport.aantallen for rapport in uitkomst.rapporten]


def test_everyone_is_ranked_and_each_organisation_has_its_report(wereld: Any) -> None:
    noord, zuid = wereld.add_organisatie(1), wereld.add_organisatie(2)
    idle, rich, poor, unknown = (wereld.follow(noord) for _ in range(4))
    wereld.follow(zuid, jongere=rich)
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(idle, rich, poor)
        levering.works(rich, 1, 30_000)
        levering.works(poor, 2, 29_999)

    uitkomst = run_week(wereld.wie, MAANDAG)

    assert counts(uitkomst) == [(1, 1, 1, 1, 0, 0), (0, 0, 0, 1, 0, 0)]
    assert uitkomst.gewijzigd == 5
    assert wereld.query("SELECT jongere, prioriteit, loon, redenen, sinds, van, tot FROM prioriteit"
                        " WHERE organisatie = 1 ORDER BY jongere") == [
        (idle, 1, 0, "GEEN_LOON|GEEN_UITKERING", MAANDAG, 1, None),
        (rich, 3, 30_000, "LOON_VANAF_DREMPEL|GEEN_UITKERING", MAANDAG, 1, None),
        (poor, 2, 29_999, "LOON_ONDER_DREMPEL|GEEN_UITKERING", MAANDAG, 1, None),
        (unknown, 0, 0, "BRON_ONBEANTWOORD_POLIS|BRON_ONBEANTWOORD_PW", MAANDAG, 1, None),
    ]  # fmt: skip
    assert uitkomst.run.bronnen == {"POLIS": MAANDAG, "PW": MAANDAG}
    assert uitkomst.run.laatste_levering == 1


def test_history_grows_only_by_what_changed(wereld: Any) -> None:
    noord = wereld.add_organisatie()
    worker, idle, leaver = (wereld.follow(noord) for _ in range(3))
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(worker, idle, leaver)
        levering.works(worker, 1, 30_000)
    run_week(wereld.wie, MAANDAG)
    wereld.unfollow(leaver, WEEK_LATER)
    with wereld.deliver(WEEK_LATER) as levering:
        levering.iko(worker, 1, date(2026, 10, 1), date(2026, 10, 31), 20_000)

    uitkomst = run_week(wereld.wie, WEEK_LATER)

    assert uitkomst.gewijzigd == 2
    assert wereld.query("SELECT jongere, van, tot, prioriteit, sinds FROM prioriteit ORDER BY jongere, van") == [
        (worker, 1, 2, 3, MAANDAG),
        (worker, 2, None, 2, WEEK_LATER),
        (idle, 1, None, 1, MAANDAG),
        (leaver, 1, 2, 1, MAANDAG),
    ]
    (rapport,) = uitkomst.rapporten
    assert rapport.moves() == {(3, 2): 1, (1, None): 1}


def test_a_week_without_news_stores_nothing(wereld: Any) -> None:
    worker = wereld.follow(wereld.add_organisatie())
    with wereld.deliver(MAANDAG - timedelta(weeks=2)) as levering:  # so long ago that the job is no news
        levering.answers(worker)
        levering.works(worker, 1, 30_000)
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(WEEK_LATER) as levering:
        levering.answers(worker)
    uitkomst = run_week(wereld.wie, WEEK_LATER)
    assert (uitkomst.gewijzigd, uitkomst.rapporten[0].verplaatsingen) == (0, ())
    assert wereld.query("SELECT van, tot FROM prioriteit") == [(1, None)]


def test_twice_for_the_same_day_is_once(wereld: Any) -> None:
    wereld.follow(wereld.add_organisatie())
    first = run_week(wereld.wie, MAANDAG)
    before = wereld.query("SELECT (SELECT count(*) FROM logregel), (SELECT count(*) FROM prioriteit)")
    second = run_week(wereld.wie, MAANDAG)
    assert (second.run, second.rapporten, second.gewijzigd) == (first.run, first.rapporten, None)
    assert wereld.query("SELECT (SELECT count(*) FROM logregel), (SELECT count(*) FROM prioriteit)") == before


def test_history_is_not_written_backwards(wereld: Any) -> None:
    run_dag(wereld.wie, WEEK_LATER)
    with pytest.raises(InvoerFout, match="eerdere dag kan niet meer"):
        run_week(wereld.wie, MAANDAG)
    assert run_week(wereld.wie, WEEK_LATER).run.id == 2


def test_a_used_rule_set_may_not_change(wereld: Any, database: str) -> None:
    run_week(wereld.wie, MAANDAG)
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE run SET regelset_controlegetal = 'anders'")
    with pytest.raises(ControleFout, match="veranderd nadat er op 2026-11-23 een rapport mee is gemaakt"):
        run_week(wereld.wie, WEEK_LATER)


def test_two_runs_at_once_give_one(wereld: Any) -> None:
    organisatie = wereld.add_organisatie()
    for _ in range(20):
        wereld.follow(organisatie)
    found: list[Runverslag] = []
    threads = [threading.Thread(target=lambda: found.append(run_week(wereld.wie, MAANDAG))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(str(uitkomst.gewijzigd) for uitkomst in found) == ["20", "None", "None", "None"]
    assert wereld.query("SELECT (SELECT count(*) FROM run), count(*) FROM prioriteit") == [(1, 20)]


def test_who_is_being_signed_up_at_that_moment_is_waited_for(wereld: Any) -> None:
    organisatie = wereld.add_organisatie()
    wereld.follow(organisatie)
    found: list[Runverslag] = []
    with psycopg.connect(wereld.admin) as writer:
        writer.execute("INSERT INTO jongere (bsn) VALUES ('x')")
        writer.execute("INSERT INTO aanmelding (organisatie, jongere, aanmelddatum) SELECT 1, max(id), '2026-01-05'"
                       " FROM jongere")  # fmt: skip
        thread = threading.Thread(target=lambda: found.append(run_week(wereld.wie, MAANDAG)))
        thread.start()
        while wereld.query("SELECT FROM pg_locks WHERE NOT granted") == []:
            assert thread.is_alive()
    thread.join()
    assert found[0].rapporten[0].totaal == 2
    assert check_rapport(wereld.wie, MAANDAG).verschillen == ()


def test_who_turns_27_leaves(wereld: Any) -> None:
    organisatie = wereld.add_organisatie()
    jongere = wereld.follow(organisatie, geboren=date(1999, 11, 25))
    stays = wereld.follow(organisatie)
    run_week(wereld.wie, MAANDAG)
    uitkomst = run_dag(wereld.wie, WEEK_LATER)
    assert wereld.query(f"SELECT jongere, tot FROM prioriteit WHERE jongere = {jongere}") == [(jongere, 2)]
    assert wereld.query("SELECT jongere, afmeldreden, afmelddatum FROM aanmelding WHERE afmelddatum IS NOT NULL") == [
        (jongere, "LEEFTIJD", date(2026, 11, 25))
    ]
    assert uitkomst.rapporten[0].totaal == 1
    assert wereld.query("SELECT jongere FROM prioriteit WHERE tot IS NULL") == [(stays,)]


def test_the_day_run_touches_only_np_and_1(wereld: Any) -> None:
    organisatie = wereld.add_organisatie()
    worker, idle, unknown, gone = (wereld.follow(organisatie) for _ in range(4))
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(worker, idle, gone)
        levering.works(worker, 1, 50_000)
        levering.works(gone, 2, 50_000)
    run_week(wereld.wie, MAANDAG)
    dinsdag = MAANDAG + timedelta(days=1)
    new = wereld.follow(organisatie, vanaf=dinsdag)
    wereld.unfollow(gone, dinsdag)
    with wereld.deliver(dinsdag) as levering:
        levering.answers(unknown, new)
        levering.works(idle, 3, 40_000)
        levering.works(new, 4, 10_000)
        levering.iko(worker, 1, date(2026, 10, 1), date(2026, 10, 31), 5_000)  # would make it a 2

    uitkomst = run_dag(wereld.wie, dinsdag)

    assert wereld.query("SELECT jongere, prioriteit, van FROM prioriteit WHERE tot IS NULL ORDER BY jongere") == [
        (worker, 3, 1),
        (idle, 3, 2),
        (unknown, 1, 2),
        (new, 2, 2),
    ]
    assert counts(uitkomst) == [(0, 1, 1, 2, 0, 0)]
    assert uitkomst.rapporten[0].moves() == {(1, 3): 1, (0, 1): 1, (None, 2): 1, (3, None): 1}
    assert run_week(wereld.wie, dinsdag).rapporten[0].aantallen == (0, 1, 2, 1, 0, 0)


def test_each_change_of_priority_is_logged(wereld: Any) -> None:
    organisatie = wereld.add_organisatie()
    jongere, same = wereld.follow(organisatie), wereld.follow(organisatie)
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(WEEK_LATER) as levering:
        levering.answers(jongere)
    run_week(wereld.wie, WEEK_LATER)
    lines = wereld.query(
        "SELECT jongere, bijzonderheden->'van', bijzonderheden->'naar', bijzonderheden->'run' FROM logregel"
        " WHERE actie = 'rapport.prioriteren' ORDER BY nummer"
    )
    assert lines == [(jongere, None, 0, 1), (same, None, 0, 1), (jongere, 0, 1, 2)]
    assert wereld.query("SELECT count(*), min(organisatie) FROM logregel WHERE actie = 'rapport.weekrun'") == [(2, 1)]


def test_only_the_service_itself_may_run(wereld: Any) -> None:
    with pytest.raises(GeenRecht):
        run_week(Wie(actor="gebruiker", oorsprong="portaal", rechten=frozenset()), MAANDAG)
