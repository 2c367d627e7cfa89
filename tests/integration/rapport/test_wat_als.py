"""What-if over the real population: nothing changes by it. And proposals: given a date, runs use them from then on."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest

from vsv.beheer.service import list_regelsets
from vsv.domein.fouten import ControleFout, GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.prioriteit.service import laad
from vsv.rapport.service import (
    carry_out_wat_als,
    check_rapport,
    compute_wat_als,
    export_wat_als,
    find_voorbeelden,
    herzie,
    list_doorrekeningen,
    list_voorstellen,
    read_doorrekening,
    read_rapport,
    read_voorbeelden,
    remove_voorstel,
    request_wat_als,
    run_dag,
    run_week,
    save_voorstel,
    start_voorstel,
)
from vsv.toegang.service import Organisatie, Recht, Wie, operator

MAANDAG = date(2026, 6, 22)
LATER = MAANDAG + timedelta(weeks=1)
DAARNA = MAANDAG + timedelta(weeks=2)
MEI = date(2026, 5, 1)
HOGER = {"drempel": 47_300}


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Noord follows four: no pay, € 250, € 400 and € 600; Zuid one of € 400. Who earned € 400 at Noord leaves later."""
    noord: Organisatie = wereld.add_organisatie(1)
    zuid = wereld.add_organisatie(2)
    people = [wereld.follow(noord, kenmerk=f"n-{loon}") for loon in (0, 250, 400, 600)]
    people.append(wereld.follow(zuid, kenmerk="z-400"))
    with wereld.deliver(MAANDAG) as levering:
        levering.answers(*people)
        for jongere, loon in zip(people, (0, 250, 400, 600, 400), strict=True):
            if loon:
                levering.works(jongere, 80_000_000_000_0001 + jongere, loon * 100, MEI)
    run_week(wereld.wie, MAANDAG)
    run_week(wereld.wie, LATER)
    wereld.unfollow(people[2], LATER + timedelta(days=1))
    return noord


def counts(wereld: Any) -> list[Any]:
    """How much there is in each table that says what holds."""
    return [wereld.query(f"SELECT count(*) FROM {table}") for table in ("run", "rapport", "prioriteit", "iko")]


def test_the_whole_country_as_it_was_known(wereld: Any, noord: Organisatie) -> None:
    before = counts(wereld)
    found = compute_wat_als(wereld.wie, peildatum=MAANDAG, overlay=HOGER)
    assert found.totaal == 5  # also who was signed off since
    assert found.verplaatsingen == {(1, 1): 1, (2, 2): 1, (3, 2): 2, (3, 3): 1}
    assert (found.aantallen_nu, found.aantallen_dan) == ((0, 1, 1, 3, 0, 0), (0, 1, 3, 1, 0, 0))
    assert found.verplaatst == 2
    assert [(v.naam, v.nu, v.dan) for v in found.verschillen] == [("drempel", "€ 300", "€ 473")]
    assert counts(wereld) == before
    assert [r.regio for r in found.regios] == [1, 2]
    assert all(aantal is None for regio in found.regios for aantal in (*regio.nu, *regio.dan))  # all under five
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.wat_als_rekenen'")) == 1


def test_today_the_other_way_round_is_the_report(wereld: Any, noord: Organisatie) -> None:
    found = compute_wat_als(operator("proef", noord), overlay={"lage_uren": 90})
    assert found.peildatum == LATER
    assert found.aantallen_nu == read_rapport(operator("proef", noord), LATER).rapport.aantallen
    assert found.regios == ()
    assert found.verplaatst == 0
    assert found.vlaggen["LAGE_UREN"] == (0, 3)


def test_both_motors_say_the_same(wereld: Any, noord: Organisatie) -> None:
    overlay = {**HOGER, "maanden": (-1, -2, -3, 0), "srtiv_klassen": {"15": "UITKERING"}}
    one, other = (compute_wat_als(wereld.wie, overlay=overlay, motor=motor) for motor in ("polars", "duckdb"))
    assert one == other
    assert one.aantallen_dan[5] == 4


def test_a_day_between_two_runs_and_one_before_all(wereld: Any, noord: Organisatie) -> None:
    between = compute_wat_als(wereld.wie, peildatum=MAANDAG + timedelta(days=2), overlay=HOGER)
    assert between.totaal == 5
    earlier = compute_wat_als(wereld.wie, peildatum=MAANDAG - timedelta(days=1), overlay=HOGER)
    assert earlier.aantallen_nu == (5, 0, 0, 0, 0, 0)  # the sources had not answered
    assert compute_wat_als(wereld.wie, peildatum=date(2025, 1, 1), overlay=HOGER).totaal == 0
    with pytest.raises(InvoerFout, match="moet nog komen"):
        compute_wat_als(wereld.wie, peildatum=date(2999, 1, 1), overlay=HOGER)


def test_an_organisation_asks_and_the_worker_counts(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    asked = request_wat_als(wie, peildatum=MAANDAG, overlay=HOGER)
    assert request_wat_als(wie, peildatum=MAANDAG, overlay=HOGER) == asked  # twice is once
    assert read_doorrekening(wie, asked).klaar_op is None
    assert carry_out_wat_als(operator("proef")) == 1
    assert carry_out_wat_als(operator("proef")) == 0
    done = read_doorrekening(wie, asked)
    assert done.wat_als is not None
    assert done.wat_als.verplaatsingen == {(1, 1): 1, (2, 2): 1, (3, 2): 1, (3, 3): 1}  # who left is in it
    assert done.wat_als == compute_wat_als(operator("proef", noord), peildatum=MAANDAG, overlay=HOGER)
    zuid = user(wereld.add_organisatie(2), Recht.STATISTIEK)
    assert list_doorrekeningen(zuid) == []
    with pytest.raises(InvoerFout, match="is er niet"):
        read_doorrekening(zuid, asked)


def test_what_can_not_be_asked(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    with pytest.raises(InvoerFout, match="niets anders"):
        request_wat_als(wie, overlay={"drempel": 30_000})
    with pytest.raises(GeenRecht):
        request_wat_als(user(noord, Recht.AANMELDEN), overlay=HOGER)
    with pytest.raises(GeenRecht):
        compute_wat_als(wie, overlay=HOGER)
    for uren in range(5):
        request_wat_als(wie, overlay={"lage_uren": uren})
    with pytest.raises(InvoerFout, match="er al 5 klaar"):
        request_wat_als(wie, overlay=HOGER)


def test_examples_are_of_who_is_followed_now_and_logged(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK, Recht.JONGEREN_INZIEN)
    asked = request_wat_als(wie, peildatum=MAANDAG, overlay={"drempel": 70_000})
    carry_out_wat_als(operator("proef"))
    request, found = read_voorbeelden(wie, asked)
    assert request.wat_als is not None
    assert request.wat_als.verplaatsingen[3, 2] == 2
    assert (found.bekeken, found.gevolgd) == (3, 3)
    (row,) = found.regels.to_dicts()  # of the two who move one was signed off
    assert (row["kenmerk"], row["van"], row["naar"]) == ("n-600", 3, 2)
    assert "(€ 300,00 of meer)" in row["waarom_nu"]
    assert "(minder dan € 700,00)" in row["waarom_dan"]
    assert [r["kenmerk"] for r in read_voorbeelden(wie, asked, van=1, naar=1)[1].regels.to_dicts()] == ["n-0"]
    assert read_voorbeelden(wie, asked, van=1, naar=2)[1].regels.is_empty()
    assert len(wereld.query("SELECT FROM logregel WHERE actie = 'rapport.wat_als_voorbeelden'")) == 2
    assert find_voorbeelden(wie, peildatum=MAANDAG, overlay={"drempel": 70_000}).regels.equals(found.regels)
    with pytest.raises(GeenRecht):
        read_voorbeelden(user(noord, Recht.STATISTIEK), asked)


def test_a_proposal_is_kept_compared_and_removed(wereld: Any, noord: Organisatie) -> None:
    wie, zuid = user(noord, Recht.STATISTIEK), user(wereld.add_organisatie(2), Recht.STATISTIEK)
    save_voorstel(wie, "Hoger", HOGER, toelichting="Zoals het minimum.")
    save_voorstel(wie, "Hoger en minder uren", {"lage_uren": 40}, over="Hoger")
    save_voorstel(zuid, "Hoger", {"drempel": 50_000})  # a name is of an organisation
    assert [v.regels.naam for v in list_voorstellen(wie)] == ["Hoger", "Hoger en minder uren"]
    assert [v.verschillen[0].dan for v in list_voorstellen(zuid)] == ["€ 500"]
    assert {(v.oin, v.regels.naam) for v in list_voorstellen(wereld.wie)} == {
        (noord.oin, "Hoger"), (noord.oin, "Hoger en minder uren"), (zuid.organisatie.oin, "Hoger"),  # type: ignore[union-attr]
    }  # fmt: skip
    asked = request_wat_als(wie, nu="Hoger", dan="Hoger en minder uren")
    assert [v.naam for v in list_verschillen(wie, asked)] == ["lage_uren"]
    with pytest.raises(InvoerFout, match="al een voorstel"):
        save_voorstel(wie, "Hoger", {"drempel": 1})
    with pytest.raises(InvoerFout, match="gelijk aan"):
        save_voorstel(wie, "Niets", {"drempel": 30_000})
    for name in ("", "x" * 61, "vsv-2.0"):
        with pytest.raises(InvoerFout, match=r"naam|Zo heet"):
            save_voorstel(wie, name, HOGER)
    remove_voorstel(wie, "Hoger")
    assert [v.regels.naam for v in list_voorstellen(wie)] == ["Hoger en minder uren"]
    with pytest.raises(InvoerFout, match="geen voorstel 'Hoger'"):
        remove_voorstel(wie, "Hoger")
    assert len(list_voorstellen(zuid)) == 1
    with pytest.raises(InvoerFout, match="geen regelset of voorstel"):
        request_wat_als(wie, dan="Hoger")


def list_verschillen(wie: Wie, asked: Any) -> Any:
    carry_out_wat_als(operator("proef"))
    done = read_doorrekening(wie, asked)
    assert done.wat_als is not None
    return done.wat_als.verschillen


def test_from_its_date_runs_use_it_and_reports_say_so(wereld: Any, noord: Organisatie) -> None:
    save_voorstel(wereld.wie, "vsv-2.1", HOGER, toelichting="De bijstand stijgt.")
    with pytest.raises(InvoerFout, match="al een run geweest"):
        start_voorstel(wereld.wie, "vsv-2.1", LATER)
    with pytest.raises(GeenRecht):
        start_voorstel(user(noord, Recht.STATISTIEK), "vsv-2.1", DAARNA)
    start_voorstel(wereld.wie, "vsv-2.1", DAARNA + timedelta(days=1))
    start_voorstel(wereld.wie, "vsv-2.1", DAARNA)  # no run used it: the day may still move
    dag = run_dag(wereld.wie, DAARNA - timedelta(days=1))
    assert dag.run.regelset == "vsv-2.0"
    week = run_week(wereld.wie, DAARNA)
    assert (week.run.regelset, week.run.regels.drempel) == ("vsv-2.1", 47_300)
    inzage = read_rapport(operator("proef", noord), DAARNA)
    assert inzage.rapport.run.regelset == "vsv-2.1"
    assert inzage.rapport.aantallen == (0, 1, 1, 1, 0, 0)
    for dag_van, soort in ((MAANDAG, "week"), (LATER, "week"), (DAARNA - timedelta(days=1), "dag"), (DAARNA, "week")):
        controle = check_rapport(wereld.wie, dag_van, soort=soort)  # type: ignore[arg-type]
        assert controle.aantal == 0, dag_van
    assert herzie(operator("proef", noord), DAARNA).anders == 0
    with pytest.raises(InvoerFout, match="nog kan veranderen"):
        start_voorstel(wereld.wie, "vsv-2.1", DAARNA + timedelta(weeks=1))
    with pytest.raises(InvoerFout, match="nog kan veranderen"):
        remove_voorstel(wereld.wie, "vsv-2.1")
    back = compute_wat_als(wereld.wie, nu="vsv-2.1", dan="vsv-2.0", peildatum=MAANDAG)
    assert back.verplaatsingen[2, 3] == 2
    (shown, old) = list_regelsets(wereld.wie, date(2026, 12, 1))
    assert (shown.naam, shown.geldt_nu, shown.eerst_gebruikt, old.geldt_nu) == ("vsv-2.1", True, DAARNA, False)
    assert [p.reden for p in shown.parameters if p.naam == "drempel"] == ["De bijstand stijgt."]
    assert [v.eigen for v in list_voorstellen(user(noord, Recht.STATISTIEK))] == [False]


def test_a_rule_set_that_holds_can_not_be_changed(wereld: Any, noord: Organisatie) -> None:
    save_voorstel(wereld.wie, "vsv-2.1", HOGER)
    start_voorstel(wereld.wie, "vsv-2.1", DAARNA)
    run_week(wereld.wie, DAARNA)
    for rol in ("web", "werker", "beheer"):
        with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie(rol) as cur:
            cur.execute("UPDATE regelsetvoorstel SET waarden = '{\"drempel\": 1}'")
    with transactie("werker") as cur:
        cur.execute("UPDATE regelsetvoorstel SET geldig_vanaf = '2030-01-01'")
        assert cur.rowcount == 0
        cur.execute("DELETE FROM regelsetvoorstel")
        assert cur.rowcount == 0
    with psycopg.connect(wereld.admin) as admin:  # somebody who gets past all of it is found out
        admin.execute("UPDATE regelsetvoorstel SET waarden = '{\"drempel\": 1}'")
    (fault,) = check_rapport(wereld.wie, DAARNA).verschillen
    assert fault.code == "REGELSET_GEWIJZIGD"
    with pytest.raises(ControleFout, match="veranderd nadat"):
        run_week(wereld.wie, DAARNA + timedelta(weeks=1))


def test_two_can_not_begin_on_a_day(wereld: Any, noord: Organisatie) -> None:
    wie = operator("proef", noord)
    save_voorstel(wie, "Hoger", HOGER)
    save_voorstel(wereld.wie, "Lager", {"drempel": 20_000})
    start_voorstel(wie, "Hoger", DAARNA)  # the operator, about a proposal of this organisation
    with pytest.raises(InvoerFout, match="begint op 2026-07-06 al"):
        start_voorstel(wereld.wie, "Lager", DAARNA)
    start_voorstel(wereld.wie, "Lager", DAARNA + timedelta(days=1))
    assert run_week(wereld.wie, DAARNA).run.regelset == "Hoger"


def test_months_further_back_are_read_by_runs_too(wereld: Any, noord: Organisatie) -> None:
    """Pay of a month that the rule set of this version does not look at."""
    jongere = wereld.follow(noord)
    with wereld.deliver(LATER) as levering:
        levering.answers(jongere)
        levering.works(jongere, 80_000_000_000_9999, 90_000, date(2026, 2, 1))
    save_voorstel(wereld.wie, "Ver terug", {"maanden": (-1, -2, -3, -4, -5, 0)})
    found = compute_wat_als(operator("proef", noord), dan="Ver terug", peildatum=DAARNA)
    assert found.verplaatsingen[1, 3] == 1
    start_voorstel(wereld.wie, "Ver terug", DAARNA)
    run_week(wereld.wie, DAARNA)
    assert read_rapport(operator("proef", noord), DAARNA).rapport.aantallen == found.aantallen_dan
    assert check_rapport(wereld.wie, DAARNA).aantal == 0
    assert herzie(wereld.wie, DAARNA).anders == 0


def test_the_figures_as_a_file(wereld: Any, noord: Organisatie, tmp_path: Path) -> None:
    found = compute_wat_als(wereld.wie, peildatum=MAANDAG, overlay=HOGER)
    assert export_wat_als(found, tmp_path / "a.parquet") == export_wat_als(found, tmp_path / "a.csv")
    parquet = pl.read_parquet(tmp_path / "a.parquet")
    moves = parquet.filter(pl.col("cijfer") == "verplaatsing").select("van", "naar", "aantal_dan").rows()
    assert moves == [("1", "1", 1), ("2", "2", 1), ("3", "2", 2), ("3", "3", 1)]
    assert pl.read_csv(tmp_path / "a.csv", separator=";").height == parquet.height
    assert set(parquet["regelset_nu"]) == {laad("vsv-2.0").naam}
