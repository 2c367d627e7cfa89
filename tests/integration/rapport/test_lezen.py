"""Reading reports: only one's own people, only with the right, and never unlogged."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.rapport.regels import iter_regels
from vsv.rapport.runs import get_run
from vsv.rapport.service import Keuze, list_rapporten, read_jongere, read_mutaties, read_rapport, run_dag, run_week
from vsv.toegang.service import ROLLEN, Organisatie, Recht, Wie, namens, operator

MAANDAG = date(2026, 6, 22)
"""In the past whenever this runs: the wall shows who is followed today."""
LATER = MAANDAG + timedelta(weeks=1)
ALLES = Keuze()


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


def consulent(organisatie: Organisatie) -> Wie:
    return user(organisatie, *ROLLEN["CONSULENT"].rechten)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Two weeks: Noord follows three people, of whom one moves from 3 to 1; Zuid follows one of them and another."""
    noord: Organisatie = wereld.add_organisatie(1)
    zuid = wereld.add_organisatie(2)
    anna, bram, carla = (wereld.follow(noord, kenmerk=f"n-{number}") for number in range(1, 4))
    wereld.follow(zuid, jongere=bram, kenmerk="z-1")
    wereld.follow(zuid, kenmerk="z-2")
    with wereld.deliver(MAANDAG - timedelta(days=20)) as levering:
        levering.answers(anna, bram, carla)
        levering.works(anna, 1, 50_000, date(2026, 5, 1))
        levering.works(bram, 2, 20_000, date(2026, 5, 1))
        levering.doelgroep(carla)
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(LATER) as levering:
        levering.ikv(anna, 1, date(2025, 1, 1), ingetrokken=True)
    run_week(wereld.wie, LATER)
    return noord


def test_a_report_has_counts_moves_and_lines(wereld: Any, noord: Organisatie) -> None:
    inzage = read_rapport(user(noord, Recht.RAPPORTEN), keuze=ALLES)
    assert inzage.rapport.run.peildatum == LATER
    assert inzage.rapport.aantallen == (0, 2, 1, 0, 0, 0)
    assert inzage.vorige is not None
    assert inzage.vorige.aantallen == (0, 1, 1, 1, 0, 0)
    assert inzage.rapport.reasons() == [(3, 1, "geen loon bekend dat meetelt", 1)]
    assert inzage.regels.select("kenmerk", "prioriteit", "vorige_prioriteit", "sinds", "loon").rows() == [
        ("n-1", 1, 3, LATER, 0),
        ("n-3", 1, 1, MAANDAG, 0),
        ("n-2", 2, 2, MAANDAG, 20_000),
    ]
    first, _, third = inzage.regels.select("verklaring", "wijziging").rows()
    assert first[0].startswith("Prioriteit 1: over april en mei 2026 is geen loon bekend dat meetelt")
    assert "(bijgewerkt tot 2 juni 2026)" in first[0]
    assert first[1].startswith("Van 3 naar 1, omdat")
    assert third[1] == "Nog steeds 2."
    assert read_rapport(user(noord, Recht.RAPPORTEN), MAANDAG, keuze=ALLES).regels["wijziging"].null_count() == 3


def test_each_person_read_is_logged_for_the_reader(wereld: Any, noord: Organisatie) -> None:
    read_rapport(user(noord, Recht.RAPPORTEN), keuze=Keuze(aantal=2))
    lines = "SELECT jongere, actor, oorsprong, organisatie FROM logregel WHERE actie = 'rapport.lezen' ORDER BY jongere"
    assert wereld.query(lines) == [(1, "gebruiker-1", "portaal", 1), (3, "gebruiker-1", "portaal", 1)]
    read_rapport(user(noord, Recht.STATISTIEK))
    assert wereld.query("SELECT count(*) FROM logregel WHERE actie = 'rapport.lezen'") == [(2,)]


def test_lines_can_be_chosen_and_come_in_pieces(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.RAPPORTEN)
    assert read_rapport(wie, keuze=Keuze(prioriteit=1)).regels["kenmerk"].to_list() == ["n-1", "n-3"]
    with namens(wie, Recht.RAPPORTEN) as sessie:
        run = get_run(sessie.cur, "week", LATER)
        pieces = list(iter_regels(sessie, run, actie="proef", per_deel=2))
    assert [piece["kenmerk"].to_list() for piece in pieces] == [["n-1", "n-3"], ["n-2"]]


def test_the_doelgroepregister_needs_a_right_of_its_own(wereld: Any, noord: Organisatie) -> None:
    without = read_rapport(user(noord, Recht.RAPPORTEN), keuze=ALLES).regels
    assert without["doelgroepregister"].to_list() == [None, None, None]
    assert wereld.query("SELECT FROM logregel WHERE actie = 'rapport.doelgroepregister_inzien'") == []
    with_right = read_rapport(user(noord, Recht.RAPPORTEN, Recht.DOELGROEP_INZIEN), keuze=ALLES).regels
    assert with_right["doelgroepregister"].to_list() == [False, True, False]
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.doelgroepregister_inzien'")) == 3


def test_the_web_role_can_not_get_round_the_wall(wereld: Any, noord: Organisatie) -> None:
    for column in ("doelgroepregister", "*"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
            cur.execute(f"SELECT {column} FROM prioriteit".encode())
    with transactie("web") as cur:  # without an organisation there is nothing
        for table in ("prioriteit", "rapport"):
            assert cur.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() == (0,)
        assert cur.execute("SELECT count(*) FROM rapport_doelgroepregister(2, ARRAY[1,2,3,4,5])").fetchone() == (0,)
        cur.execute("SELECT set_config('vsv.organisatie', '2', true)")
        assert cur.execute("SELECT DISTINCT organisatie FROM prioriteit").fetchall() == [(2,)]
        found = cur.execute("SELECT aanmelding FROM rapport_doelgroepregister(2, ARRAY[1,2,3,4,5])").fetchall()
        assert found == [(4,), (5,)]


def test_who_is_afgemeld_is_gone_while_the_counts_stay(wereld: Any, noord: Organisatie) -> None:
    wereld.unfollow(3, LATER + timedelta(days=1))
    inzage = read_rapport(user(noord, Recht.RAPPORTEN, Recht.DOELGROEP_INZIEN), keuze=ALLES)
    assert inzage.regels["kenmerk"].to_list() == ["n-1", "n-2"]
    assert inzage.rapport.totaal == 3
    with pytest.raises(InvoerFout, match="volgt nu geen jongere met dit nummer"):
        read_jongere(user(noord, Recht.JONGEREN_INZIEN), kenmerk="n-3")


def test_reports_are_listed_the_latest_first(wereld: Any, noord: Organisatie) -> None:
    own = list_rapporten(user(noord, Recht.STATISTIEK))
    assert [(r.run.peildatum, r.organisatie.id) for r in own] == [(LATER, 1), (MAANDAG, 1)]
    assert [(r.run.peildatum, r.organisatie.id) for r in list_rapporten(operator("proef"))] == [
        (LATER, 1), (LATER, 2), (MAANDAG, 1), (MAANDAG, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "read", [read_rapport, list_rapporten, read_mutaties, lambda wie: read_jongere(wie, kenmerk="n-1")]
)
def test_reading_needs_the_right(wereld: Any, noord: Organisatie, read: Any) -> None:
    with pytest.raises(GeenRecht):
        read(user(noord, Recht.AANMELDEN))
    assert wereld.query("SELECT resultaat FROM logregel WHERE actie = 'toegang.weigeren'") == [("geweigerd",)]
    with pytest.raises(GeenRecht):
        read(replace(consulent(noord), organisatie=None))


def test_a_report_that_is_not_there(wereld: Any, noord: Organisatie) -> None:
    with pytest.raises(InvoerFout, match="Er is op deze dag geen weekrun geweest"):
        read_rapport(consulent(noord), LATER + timedelta(days=1))
    newcomer = wereld.add_organisatie(3)
    with pytest.raises(InvoerFout, match="had op deze dag nog geen rapport"):
        read_rapport(consulent(newcomer), LATER)


def test_the_story_of_one_person(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.JONGEREN_INZIEN)
    beeld = read_jongere(wie, kenmerk="n-1", peildatum=MAANDAG)
    assert beeld.regel["prioriteit"].to_list() == [3]
    assert beeld.historie.select("van", "tot", "prioriteit").rows() == [(LATER, None, 1), (MAANDAG, LATER, 3)]
    assert beeld.maandbeeld.drop("jongere").rows() == [(date(2026, 5, 1), "WERK", 50_000, 80, 1)]
    assert read_jongere(wie, kenmerk="n-1").maandbeeld.is_empty()  # withdrawn since
    assert beeld.wat_verandert.startswith("Dit verandert als")
    assert read_jongere(wie, uuid=beeld.regel["uuid"][0]).regel["kenmerk"].to_list() == ["n-1"]
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.jongere_inzien' AND jongere = 1")) == 3


def test_one_person_has_to_be_one_of_ours(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.JONGEREN_INZIEN)
    for search in ({"kenmerk": "z-2"}, {"kenmerk": "onbekend"}, {"uuid": uuid4()}):
        with pytest.raises(InvoerFout, match="volgt nu geen jongere met dit nummer"):
            read_jongere(wie, **search)
    wereld.follow(noord, kenmerk="n-1")
    with pytest.raises(InvoerFout, match="Er zijn meer jongeren met dit kenmerk"):
        read_jongere(wie, kenmerk="n-1")


def test_a_day_run_tells_what_changed_in_the_jobs_of_who_is_in_np_or_1(wereld: Any, noord: Organisatie) -> None:
    dinsdag = LATER + timedelta(days=1)
    with wereld.deliver(dinsdag) as levering:
        levering.ikv(1, 1, date(2025, 1, 1))  # back after the withdrawal: told as new, and then it is a 3 again
        levering.ikv(3, 7, date(2026, 6, 22))
        levering.ikv(3, 8, None)
        levering.ikv(2, 2, date(2025, 1, 1), date(2026, 6, 1))  # stands in 2: not told
    first = run_dag(wereld.wie, dinsdag)
    wie = user(noord, Recht.RAPPORTEN)
    told = ["kenmerk", "soort", "datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "werkgever"]
    assert read_mutaties(wie, dinsdag).select(told).rows() == [
        ("n-1", "NIEUW", None, None, date(2025, 1, 1), None, "Bakkerij"),
        ("n-3", "NIEUW", None, None, date(2026, 6, 22), None, "Bakkerij"),
        ("n-3", "NIEUW", None, None, None, None, "Bakkerij"),
    ]
    assert first.mutaties is not None
    assert first.mutaties.select("organisatie", "kenmerk").rows() == [(1, "n-1"), (1, "n-3"), (1, "n-3")]

    woensdag = dinsdag + timedelta(days=1)
    with wereld.deliver(woensdag) as levering:
        levering.ikv(1, 1, date(2025, 1, 1), date(2026, 6, 1))
        levering.ikv(3, 7, date(2026, 6, 22), date(2026, 6, 30))
        levering.ikv(3, 8, None, ingetrokken=True)
    run_dag(wereld.wie, woensdag)
    assert read_mutaties(wie).select(told).rows() == [
        ("n-3", "BEEINDIGD", date(2026, 6, 22), None, date(2026, 6, 22), date(2026, 6, 30), "Bakkerij"),
        ("n-3", "INGETROKKEN", None, None, None, None, "Bakkerij"),
    ]
    assert read_mutaties(wie, dinsdag).height == 3  # made again, whatever came in since
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.mutaties_lezen'")) == 5
    assert read_mutaties(user(wereld.add_organisatie(2), Recht.RAPPORTEN)).is_empty()
