"""What a published report would say by what is known now; and the report itself stays what it was."""

from datetime import date, timedelta
from itertools import count
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import ControleFout, GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.rapport.service import check_alle, check_rapport, herzie, herzie_weken, read_jongere, run_dag, run_week
from vsv.toegang.service import Organisatie, Recht, Wie, operator

MAANDAG = date(2026, 6, 22)
"""In the past whenever this runs: the wall shows who is followed today."""
LATER = MAANDAG + timedelta(weeks=1)
VANDAAG = date(2026, 7, 6)
MEER_LOON = (
    "was dat ook 3, maar dan met € 510 aan loon voor 80 uur over mei 2026: op 26 juni is loon over mei gecorrigeerd."
)
GEANTWOORD = (
    "was dat 1: de polisadministratie heeft geantwoord, het laatst op 26 juni, en het register Participatiewet heeft "
    "geantwoord, het laatst op 26 juni."
)
MEI, MEI_EINDE = date(2026, 5, 1), date(2026, 5, 31)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


def lines(wie: Wie, peildatum: date = MAANDAG, **options: Any) -> list[tuple[Any, ...]]:
    found = herzie(wie, peildatum, vandaag=VANDAAG, **options).verschillen
    return found.select("kenmerk", "prioriteit", "prioriteit_nu", "loon", "loon_nu", "op").rows()


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Noord follows five people, of whom Zuid one too; after the report of Monday their pay is told or corrected."""
    noord: Organisatie = wereld.add_organisatie(1)
    zuid = wereld.add_organisatie(2)
    anna, bram, carla, dirk, esra = (wereld.follow(noord, kenmerk=f"n-{number}") for number in range(1, 6))
    wereld.follow(zuid, jongere=bram, kenmerk="z-1")
    with wereld.deliver(MAANDAG - timedelta(days=20)) as levering:
        levering.answers(anna, bram, carla, dirk)
        levering.works(bram, 2, 20_000, MEI)
        levering.works(carla, 3, 50_000, MEI)
        levering.works(dirk, 4, 50_000, MEI)
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(date(2026, 6, 26)) as levering:
        levering.works(anna, 1, 45_000, MEI)
        levering.iko(bram, 2, MEI, MEI_EINDE, 31_000)
        levering.answers(carla, esra)
        levering.iko(dirk, 4, MEI, MEI_EINDE, 51_000)
    run_week(wereld.wie, LATER)
    return noord


def test_it_tells_who_would_differ_from_what_to_what_and_why(wereld: Any, noord: Organisatie) -> None:
    herziening = herzie(user(noord, Recht.RAPPORTEN), MAANDAG, vandaag=VANDAAG)
    vrijdag = date(2026, 6, 26)
    assert lines(user(noord, Recht.RAPPORTEN)) == [
        ("n-1", 1, 3, 0, 45_000, vrijdag),
        ("n-2", 2, 3, 20_000, 31_000, vrijdag),
        ("n-4", 3, 3, 50_000, 51_000, vrijdag),
        ("n-5", 0, 1, 0, 0, vrijdag),
    ]
    assert (herziening.regels, herziening.anders, herziening.bekend_op) == (5, 4, VANDAAG)
    assert dict(herziening.aantallen) == {(1, 3): 1, (2, 3): 1, (3, 3): 1, (0, 1): 1}
    said = herziening.verschillen["herziening"]
    assert said.str.starts_with("In het rapport van maandag 22 juni 2026 stond deze jongere in ").all()
    assert said.str.split("Met wat nu bekend is ").list.last().to_list() == [
        "was dat 3: op 26 juni is loon over mei alsnog opgegeven.",
        "was dat 3: op 26 juni is loon over mei gecorrigeerd.",
        MEER_LOON,
        GEANTWOORD,
    ]
    assert lines(user(noord, Recht.RAPPORTEN), LATER) == []


def test_until_when_something_is_known_is_chosen(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.RAPPORTEN)
    assert herzie(wie, MAANDAG, vandaag=date(2026, 6, 25)).anders == 0
    assert herzie(wie, MAANDAG, vandaag=date(2026, 6, 26)).anders == 4
    before = herzie(wie, MAANDAG, vandaag=MAANDAG - timedelta(days=9))
    assert (before.anders, before.bekend_op) == (0, MAANDAG)  # never less than the report knew


def test_the_report_itself_stays_what_it_was(wereld: Any, noord: Organisatie) -> None:
    kept = wereld.query("SELECT * FROM prioriteit ORDER BY organisatie, aanmelding, van")
    herzie(user(noord, Recht.RAPPORTEN), MAANDAG)
    herzie_weken(wereld.wie)
    assert wereld.query("SELECT * FROM prioriteit ORDER BY organisatie, aanmelding, van") == kept
    assert [controle.verschillen for controle in check_alle(wereld.wie)] == [(), ()]


def test_another_organisation_sees_only_its_own(wereld: Any, noord: Organisatie) -> None:
    zuid = wereld.add_organisatie(2)
    assert [line[0] for line in lines(user(zuid, Recht.RAPPORTEN))] == ["z-1"]
    newcomer = wereld.add_organisatie(3)
    with pytest.raises(InvoerFout, match="had op deze dag nog geen rapport"):
        herzie(user(newcomer, Recht.RAPPORTEN), MAANDAG)
    wereld.unfollow(2, MAANDAG)
    assert lines(user(zuid, Recht.RAPPORTEN)) == []
    with transactie("web") as cur:  # without an organisation there is nothing to make it of
        assert cur.execute("SELECT count(*) FROM prioriteit").fetchone() == (0,)


def test_who_is_handed_out_is_logged_and_it_needs_the_right(wereld: Any, noord: Organisatie) -> None:
    herzie(user(noord, Recht.RAPPORTEN), MAANDAG, vandaag=VANDAAG)
    logged = "SELECT jongere, actor, organisatie FROM logregel WHERE actie = 'rapport.herzien' ORDER BY jongere"
    assert wereld.query(logged) == [(number, "gebruiker-1", 1) for number in (1, 2, 4, 5)]
    for wie in (
        user(noord, Recht.AANMELDEN),
        Wie(actor="g", oorsprong="portaal", rechten=frozenset({Recht.RAPPORTEN})),
    ):
        with pytest.raises(GeenRecht):
            herzie(wie, MAANDAG)
    with pytest.raises(GeenRecht):
        herzie_weken(user(noord, Recht.RAPPORTEN))
    assert len(wereld.query(logged)) == 4


def test_the_service_itself_gets_counts_over_all(wereld: Any, noord: Organisatie) -> None:
    later, first = herzie_weken(operator("proef"), vandaag=VANDAAG)
    assert (later.run.peildatum, later.regels, later.anders) == (LATER, 6, 0)
    assert (first.run.peildatum, first.regels) == (MAANDAG, 6)
    assert dict(first.aantallen) == {(0, 1): 1, (1, 3): 1, (2, 3): 2, (3, 3): 1}
    assert first.verschillen.is_empty()
    assert herzie(operator("proef"), MAANDAG, vandaag=VANDAAG).aantallen == first.aantallen
    assert [h.run.peildatum for h in herzie_weken(operator("proef"), 1)] == [LATER]
    assert wereld.query("SELECT count(*) FROM logregel WHERE actie = 'rapport.herzien' AND jongere IS NULL") == [(4,)]


def test_a_second_engine_finds_the_same(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.RAPPORTEN)
    assert lines(wie, motor="duckdb") == lines(wie)


def test_a_rule_set_that_changed_can_not_say_what_was(wereld: Any, noord: Organisatie) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE run SET regelset_controlegetal = 'x'")
    with pytest.raises(ControleFout, match="niet meer dezelfde"):
        herzie(user(noord, Recht.RAPPORTEN), MAANDAG)
    beeld = read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-1")
    assert beeld.historie["herziening"].to_list() == [None, None]


def test_what_came_to_us_after_the_run_is_told_as_that(wereld: Any, noord: Organisatie) -> None:
    """Received before the peildatum, and so known by the date alone; but its levering was taken after the run."""
    with wereld.deliver(MAANDAG - timedelta(days=1)) as levering:
        levering.works(3, 3, 10_000, MEI)
    (line,) = herzie(user(noord, Recht.RAPPORTEN), LATER, vandaag=VANDAAG).verschillen.to_dicts()
    assert (line["kenmerk"], line["prioriteit"], line["prioriteit_nu"]) == ("n-3", 3, 2)
    assert line["herziening"].endswith(
        "op 21 juni is loon over mei gecorrigeerd, wat pas na het rapport bij ons binnenkwam."
    )


def test_a_day_report_is_only_about_whom_it_ranked(wereld: Any, noord: Organisatie) -> None:
    dinsdag = LATER + timedelta(days=1)
    fons = wereld.follow(noord, kenmerk="n-6", vanaf=dinsdag)
    run_dag(wereld.wie, dinsdag)
    with wereld.deliver(date(2026, 7, 3)) as levering:
        levering.answers(fons)
        levering.iko(1, 1, MEI, MEI_EINDE, 10_000)  # stands in 3 since the week run: belongs to that report
        levering.works(5, 5, 45_000, MEI)
    day = herzie(user(noord, Recht.RAPPORTEN), dinsdag, "dag", vandaag=VANDAAG)
    assert day.verschillen.select("kenmerk", "prioriteit", "prioriteit_nu").rows() == [("n-5", 1, 3), ("n-6", 0, 1)]
    assert day.regels == 2
    assert [line[0] for line in lines(user(noord, Recht.RAPPORTEN), LATER)] == ["n-5", "n-1"]


def test_a_withdrawn_job_and_a_corrected_end_are_told(wereld: Any, noord: Organisatie) -> None:
    with wereld.deliver(date(2026, 7, 1)) as levering:
        levering.ikv(3, 3, date(2025, 1, 1), ingetrokken=True)
        levering.ikv(4, 4, date(2025, 1, 1), srtiv="33")
    found = herzie(user(noord, Recht.RAPPORTEN), LATER, vandaag=VANDAAG).verschillen
    told = {row["kenmerk"]: row["herziening"].rpartition(": ")[2] for row in found.to_dicts()}
    assert told == {
        "n-3": "op 1 juli is een baan ingetrokken.",
        "n-4": "op 1 juli is de soort van een inkomen gecorrigeerd.",
    }


def test_the_story_of_one_person_shows_it_with_the_history(wereld: Any, noord: Organisatie) -> None:
    beeld = read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-1")
    now, before = beeld.historie.select("prioriteit", "herziening").rows()
    assert now == (3, None)
    assert before[0] == 1
    assert before[1].endswith("Met wat nu bekend is was dat 3: op 26 juni is loon over mei alsnog opgegeven.")
    assert read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-3").historie["herziening"].to_list() == [None]


# What the sources said about four people: each statement is a levering of its own. The moments differ, so that what
# holds does not hang on the order in which leveringen came in.
UITSPRAKEN: list[tuple[date, str, tuple[Any, ...]]] = [
    (date(2026, 6, 1), "works", (0, 1, 20_000, MEI)),
    (date(2026, 6, 24), "iko", (0, 1, MEI, MEI_EINDE, 40_000)),
    (date(2026, 6, 28), "iko", (0, 1, MEI, MEI_EINDE, 45_000)),
    (date(2026, 6, 28), "iko", (0, 1, MEI, MEI_EINDE, 45_000)),
    (date(2026, 6, 2), "works", (1, 2, 50_000, MEI)),
    (date(2026, 6, 25), "ikv", (1, 2, date(2025, 1, 1), None, True)),
    (date(2026, 6, 27), "ikv", (2, 3, date(2025, 1, 1))),
    (date(2026, 6, 29), "iko", (2, 3, date(2026, 4, 27), date(2026, 5, 24), 9_000)),
    (date(2026, 6, 3), "works", (3, 4, 50_000, MEI)),
    (date(2026, 6, 30), "ikv", (3, 4, date(2025, 1, 1), date(2026, 4, 30))),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(UITSPRAKEN))), st.integers(0, len(UITSPRAKEN)))
@example([0, 4, 8, 1, 2, 3, 5, 6, 7, 9], 3)  # as it should be
@example([8, 4, 0, 9, 7, 6, 3, 2, 5, 1], 3)  # all that was late comes in backwards
def test_the_order_of_the_leveringen_makes_no_difference(wereld: Any, order: list[int], taken: int) -> None:
    """Late, repeated, reordered and withdrawn statements: by now the same is known, whatever was at the report."""
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("TRUNCATE organisatie, jongere, levering, bevraging, ikv, ikp, iko, uitkering, doelgroep, run,"
                      " prioriteit RESTART IDENTITY CASCADE")  # fmt: skip
    wereld.numbers = count()
    organisatie = wereld.add_organisatie(1)
    people = [wereld.follow(organisatie, kenmerk=f"n-{number}") for number in range(1, 5)]
    with wereld.deliver(date(2026, 6, 1)) as levering:
        levering.answers(*people)

    def tell(number: int) -> None:
        dag, method, (iemand, *what) = UITSPRAKEN[number]
        options = {"ingetrokken": what.pop()} if method == "ikv" and len(what) == 4 else {}
        with wereld.deliver(dag) as levering:
            getattr(levering, method)(people[iemand], *what, **options)

    for number in order[:taken]:
        tell(number)
    run_week(wereld.wie, MAANDAG)
    for number in order[taken:]:
        tell(number)
    run_week(wereld.wie, LATER + timedelta(weeks=1))

    wie = user(organisatie, Recht.RAPPORTEN)
    herziening = herzie(wie, MAANDAG, vandaag=VANDAAG)
    stood = dict(wereld.query("SELECT jongere, prioriteit FROM prioriteit WHERE van = 1"))
    by_now = {**stood, **dict(herziening.verschillen.select("jongere", "prioriteit_nu").iter_rows())}
    assert list(by_now.values()) == [3, 1, 2, 3]
    loon = dict(herziening.verschillen.select("jongere", "loon_nu").iter_rows())
    assert loon.get(people[0], 45_000) == 45_000
    assert all(zin[-1] == "." and ": op " in zin for zin in herziening.verschillen["herziening"])
    assert herzie(operator("proef"), MAANDAG, vandaag=VANDAAG).aantallen == herziening.aantallen
    if all(UITSPRAKEN[number][0] > MAANDAG for number in order[taken:]):  # all that was known then, had come in
        told = {row["kenmerk"]: row["herziening"].rpartition(": ")[2] for row in herziening.verschillen.to_dicts()}
        assert told == {
            "n-1": "op 28 juni is loon over mei gecorrigeerd.",
            "n-2": "op 25 juni is een baan ingetrokken.",
            "n-3": "op 29 juni is loon over april en mei alsnog opgegeven.",
        }
    assert check_rapport(wereld.wie, MAANDAG).verschillen == ()
