"""What is told about jobs beside the report: one signal a person, and early when the only job is over."""

from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.rapport.service import (
    check_alle,
    export_rapport,
    read_jongere,
    read_mutaties,
    read_signalen,
    run_dag,
    run_week,
)
from vsv.toegang.service import Organisatie, Recht, Wie

MAANDAG = date(2026, 6, 22)
"""In the past whenever this runs: the wall shows who is followed today."""
LATER = MAANDAG + timedelta(weeks=1)
NOG_LATER = LATER + timedelta(weeks=1)
MEI, BEGIN = date(2026, 5, 1), date(2025, 1, 1)
VRIJDAG = date(2026, 6, 26)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


def told(wie: Wie, peildatum: date | None = None) -> list[tuple[Any, ...]]:
    return read_signalen(wie, peildatum).select("kenmerk", "prioriteit", "signaal").rows()


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Noord follows six people who were in the report of Monday; during the week something is told about their jobs."""
    noord: Organisatie = wereld.add_organisatie(1)
    people = [wereld.follow(noord, kenmerk=f"n-{number}") for number in range(1, 7)]
    anna, bram, carla, dirk, esra, fons = people
    wereld.follow(wereld.add_organisatie(2), jongere=bram, kenmerk="z-1")
    with wereld.deliver(MAANDAG - timedelta(days=20)) as levering:
        levering.answers(*people)
        for number, jongere in enumerate((bram, carla, dirk), start=1):
            levering.works(jongere, number, 50_000, MEI)
        levering.works(carla, 12, 10_000, MEI)
        levering.works(fons, 6, 20_000, MEI)
        levering.ikv(esra, 5, BEGIN, srtiv="33")
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(VRIJDAG) as levering:
        levering.ikv(anna, 7, VRIJDAG)
        levering.ikv(bram, 1, BEGIN, date(2026, 6, 24))
        levering.ikv(carla, 2, BEGIN, date(2026, 6, 24))
        levering.ikv(dirk, 3, BEGIN, date(2026, 6, 29) + timedelta(days=2))
        levering.ikv(esra, 5, BEGIN, date(2026, 6, 24), srtiv="33")
        levering.ikv(fons, 6, BEGIN, ingetrokken=True)
        levering.works(fons, 8, 25_000, MEI)
    run_week(wereld.wie, LATER)
    return noord


def test_each_person_has_one_signal_the_early_warning_first(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.RAPPORTEN)
    found = read_signalen(wie)
    assert found.select("kenmerk", "prioriteit", "signaal", "andere").rows() == [
        ("n-1", 1, "BAAN_GESTART", 0),
        ("n-6", 2, "BAAN_GESTART", 1),
        ("n-2", 3, "ENIGE_BAAN_GEEINDIGD", 0),
        ("n-3", 3, "BAAN_GEEINDIGD", 0),
        ("n-4", 3, "BAAN_GEEINDIGD", 0),
    ]
    zinnen = dict(found.select("kenmerk", "zin").iter_rows())
    assert zinnen["n-1"] == (
        "Wacht met bellen: sinds 22 juni 2026 is een nieuwe baan bekend bij Bakkerij, vanaf 26 juni 2026."
    )
    assert zinnen["n-2"] == (
        "De enige baan van deze jongere is afgelopen (bij Bakkerij, op 24 juni 2026). De prioriteit is nu nog 3, omdat "
        "over mei 2026 loon bekend is."
    )
    assert zinnen["n-4"] == "Een baan stopt binnenkort (bij Bakkerij, op 1 juli 2026)."
    terms = found.select("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "nummer_ikv")
    assert terms.row(2) == (BEGIN, None, BEGIN, date(2026, 6, 24), 1)
    assert read_signalen(wie, MAANDAG).is_empty()  # the first run has nothing before it


def test_an_end_that_was_known_is_told_when_it_has_passed(wereld: Any, noord: Organisatie) -> None:
    run_week(wereld.wie, NOG_LATER)
    wie = user(noord, Recht.RAPPORTEN)
    assert told(wie) == [("n-4", 3, "ENIGE_BAAN_GEEINDIGD")]
    assert read_mutaties(wie, soort="week").is_empty()  # nothing was said
    assert told(wie, LATER)[0] == ("n-1", 1, "BAAN_GESTART")  # made again, whatever passed since


def test_what_was_received_after_the_day_of_a_run_is_told_at_the_next(wereld: Any, noord: Organisatie) -> None:
    """A levering of Tuesday that was taken in before Monday's run: known then to the table, not to the report."""
    with wereld.deliver(NOG_LATER + timedelta(days=1)) as levering:
        levering.ikv(3, 12, BEGIN, NOG_LATER)
    run_week(wereld.wie, NOG_LATER)
    wie = user(noord, Recht.RAPPORTEN)
    assert [line[0] for line in told(wie)] == ["n-4"]
    run_week(wereld.wie, NOG_LATER + timedelta(weeks=1))
    assert told(wie) == [("n-3", 3, "ENIGE_BAAN_GEEINDIGD")]


def test_it_never_changes_a_priority_and_is_no_flag(wereld: Any, noord: Organisatie) -> None:
    assert (
        wereld.query("SELECT DISTINCT vlaggen FROM prioriteit WHERE vlaggen LIKE '%ENIGE%' OR vlaggen LIKE '%BAAN%'")
        == []
    )
    assert [controle.verschillen for controle in check_alle(wereld.wie)] == [(), ()]


def test_a_run_counts_them_per_organisation(wereld: Any, noord: Organisatie) -> None:
    again = run_week(wereld.wie, LATER)
    assert again.gewijzigd is None
    assert again.signalen.rows() == [
        (1, "BAAN_GEEINDIGD", 2),
        (1, "BAAN_GESTART", 2),
        (1, "ENIGE_BAAN_GEEINDIGD", 1),
        (2, "ENIGE_BAAN_GEEINDIGD", 1),
    ]
    kinds = again.mutaties.select("kenmerk", "ikv", "klasse", "soort").rows()
    assert kinds == [
        ("n-1", 7, "WERK", "NIEUW"),
        ("n-2", 1, "WERK", "BEEINDIGD"),
        ("n-3", 2, "WERK", "BEEINDIGD"),
        ("n-4", 3, "WERK", "BEEINDIGD"),
        ("n-5", 5, "UITKERING", "BEEINDIGD"),
        ("n-6", 6, "WERK", "INGETROKKEN"),
        ("n-6", 8, "WERK", "NIEUW"),
        ("z-1", 1, "WERK", "BEEINDIGD"),
    ]
    day = run_dag(wereld.wie, LATER + timedelta(days=1))
    assert day.signalen.is_empty()


def test_a_day_run_signals_only_whom_it_ranked(wereld: Any, noord: Organisatie) -> None:
    dinsdag = LATER + timedelta(days=1)
    run_dag(wereld.wie, LATER)
    with wereld.deliver(dinsdag) as levering:
        levering.ikv(1, 7, VRIJDAG, ingetrokken=True)
        levering.ikv(3, 12, BEGIN, LATER)  # stands in 3: not of the day run
    run = run_dag(wereld.wie, dinsdag)
    wie = user(noord, Recht.RAPPORTEN)
    assert run.signalen.rows() == [(1, "BAAN_INGETROKKEN", 1)]
    assert read_signalen(wie, dinsdag, soort="dag")["kenmerk"].to_list() == ["n-1"]
    assert read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-3").signaal is None


def test_another_organisation_sees_only_its_own_and_each_is_logged(wereld: Any, noord: Organisatie) -> None:
    zuid = wereld.add_organisatie(2)
    assert told(user(zuid, Recht.RAPPORTEN)) == [("z-1", 3, "ENIGE_BAAN_GEEINDIGD")]
    assert wereld.query("SELECT jongere, organisatie FROM logregel WHERE actie = 'rapport.signalen_lezen'") == [(2, 2)]
    wereld.unfollow(2, LATER)
    assert told(user(zuid, Recht.RAPPORTEN)) == []
    assert told(user(wereld.add_organisatie(3), Recht.RAPPORTEN)) == []
    with pytest.raises(GeenRecht):
        read_signalen(user(noord, Recht.AANMELDEN))
    with pytest.raises(InvoerFout, match="geen weekrun geweest"):
        read_signalen(user(noord, Recht.RAPPORTEN), LATER + timedelta(days=1))


def test_the_story_of_one_person_has_it(wereld: Any, noord: Organisatie) -> None:
    signaal = read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-2").signaal
    assert signaal is not None
    assert signaal.startswith("De enige baan van deze jongere is afgelopen")
    assert read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-5").signaal is None


def test_an_export_has_a_sheet_of_them(wereld: Any, noord: Organisatie, tmp_path: Path) -> None:
    export_rapport(user(noord, Recht.RAPPORTEN), None, "csv", tmp_path / "uit")
    sheet = pl.read_csv(tmp_path / "uit" / "Signalen.csv", infer_schema=False)
    assert sheet.select("kenmerk", "prioriteit", "signaal", "datum_einde").row(2) == (
        "n-2", "3", "ENIGE_BAAN_GEEINDIGD", "2026-06-24",
    )  # fmt: skip
    assert sheet["zin"][0].startswith("Wacht met bellen")
    assert sheet["uuid"].null_count() == 0
    assert "bsn" not in sheet.columns
    export_rapport(user(noord, Recht.RAPPORTEN), MAANDAG, "csv", tmp_path / "leeg")
    assert pl.read_csv(tmp_path / "leeg" / "Signalen.csv", infer_schema=False).is_empty()


# What the sources said in the week between two runs: a levering each, of different moments.
UITSPRAKEN: list[tuple[date, tuple[Any, ...], bool]] = [
    (date(2026, 6, 23), (0, 1, BEGIN, date(2026, 6, 30)), False),
    (date(2026, 6, 25), (0, 1, BEGIN, date(2026, 6, 24)), False),
    (date(2026, 6, 25), (0, 1, BEGIN, date(2026, 6, 24)), False),
    (date(2026, 6, 24), (1, 2, BEGIN), True),
    (date(2026, 6, 26), (1, 2, BEGIN), False),
    (date(2026, 6, 27), (2, 3, date(2026, 6, 15)), False),
    (date(2026, 6, 24), (2, 9, BEGIN), True),
]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(len(UITSPRAKEN))))
@example([6, 5, 4, 3, 2, 1, 0])
def test_the_order_of_the_leveringen_makes_no_difference(wereld: Any, order: list[int]) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("TRUNCATE organisatie, jongere, levering, bevraging, ikv, ikp, iko, uitkering, doelgroep, run,"
                      " prioriteit RESTART IDENTITY CASCADE")  # fmt: skip
    wereld.numbers = count()
    organisatie = wereld.add_organisatie(1)
    people = [wereld.follow(organisatie, kenmerk=f"n-{number}") for number in range(1, 4)]
    with wereld.deliver(date(2026, 6, 1)) as levering:
        levering.answers(*people)
        levering.works(people[0], 1, 50_000, MEI)
        levering.works(people[1], 2, 50_000, MEI)
    run_week(wereld.wie, MAANDAG)
    for number in order:
        dag, (iemand, *what), ingetrokken = UITSPRAKEN[number]
        with wereld.deliver(dag) as levering:
            levering.ikv(people[iemand], *what, ingetrokken=ingetrokken)
    run_week(wereld.wie, LATER)

    assert told(user(organisatie, Recht.RAPPORTEN)) == [
        ("n-3", 1, "BAAN_GESTART"),
        ("n-1", 3, "ENIGE_BAAN_GEEINDIGD"),
    ]
