"""Any two week reports beside one another, and a year of counts."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.rapport.service import Verplaatst, compare_rapporten, read_trend, read_verplaatst, run_dag, run_week
from vsv.toegang.service import Organisatie, Recht, Wie

EERSTE = date(2026, 6, 8)
TWEEDE, DERDE = EERSTE + timedelta(weeks=1), EERSTE + timedelta(weeks=2)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Anna goes from 1 to 3 in two steps by way of 2, Bram stays in 1, Carla is signed off since, Dirk came later."""
    noord: Organisatie = wereld.add_organisatie(1)
    anna, bram, carla = (wereld.follow(noord, kenmerk=f"n-{number}") for number in range(1, 4))
    wereld.follow(wereld.add_organisatie(2), jongere=bram, kenmerk="z-1")
    with wereld.deliver(EERSTE) as levering:
        levering.answers(anna, bram, carla)
    run_week(wereld.wie, EERSTE)
    with wereld.deliver(TWEEDE) as levering:
        levering.works(anna, 1, 20_000, date(2026, 5, 1))
    run_week(wereld.wie, TWEEDE)
    run_dag(wereld.wie, TWEEDE + timedelta(days=1))
    dirk = wereld.follow(noord, kenmerk="n-4")
    with wereld.deliver(DERDE) as levering:
        levering.iko(anna, 1, date(2026, 5, 1), date(2026, 5, 31), 50_000)
        levering.works(carla, 3, 50_000, date(2026, 5, 1))
        levering.answers(dirk)
    run_week(wereld.wie, DERDE)
    wereld.unfollow(carla, DERDE + timedelta(days=1))
    return noord


def test_weeks_that_are_not_next_to_one_another_are_compared(wereld: Any, noord: Organisatie) -> None:
    both = compare_rapporten(user(noord, Recht.STATISTIEK), EERSTE, DERDE)
    assert both.van.aantallen == (0, 3, 0, 0, 0, 0)
    assert both.naar.aantallen == (0, 2, 0, 2, 0, 0)
    assert both.verplaatsingen == Counter({(1, 3): 1, (1, 1): 1, (None, 1): 1})
    assert both.zonder_regel == (1, 1)  # Carla is in the counts only


def test_who_moved_is_read_in_pages_and_logged(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.RAPPORTEN)
    rows = read_verplaatst(wie, EERSTE, DERDE, Verplaatst(van=1, naar=3))
    assert rows.select("kenmerk", "prioriteit_van", "prioriteit", "loon").rows() == [("n-1", 1, 3, 50_000)]
    assert rows["wijziging"][0].startswith("Van 1 naar 3, omdat")
    new = read_verplaatst(wie, EERSTE, DERDE, Verplaatst(van=None, naar=1))
    assert new["kenmerk"].to_list() == ["n-4"]
    assert new["wijziging"][0].startswith("Nieuw in 1, omdat")
    assert wereld.query("SELECT jongere FROM logregel WHERE actie = 'rapport.verplaatsingen_lezen' ORDER BY 1") == [
        (1,),
        (4,),
    ]
    (first,) = read_verplaatst(wie, EERSTE, TWEEDE, Verplaatst(van=1, naar=2, aantal=1)).to_dicts()
    assert read_verplaatst(wie, EERSTE, TWEEDE, Verplaatst(van=1, naar=2, na=first["aanmelding"])).is_empty()
    assert read_verplaatst(wie, EERSTE, DERDE, Verplaatst(van=3, naar=None)).is_empty()


def test_another_organisation_has_its_own(wereld: Any, noord: Organisatie) -> None:
    zuid = wereld.add_organisatie(2)
    assert compare_rapporten(user(zuid, Recht.STATISTIEK), EERSTE, DERDE).verplaatsingen == Counter({(1, 1): 1})
    rows = read_verplaatst(user(zuid, Recht.RAPPORTEN), EERSTE, DERDE, Verplaatst(van=1, naar=1))
    assert rows["kenmerk"].to_list() == ["z-1"]


def test_comparing_needs_two_reports_in_order_and_the_right(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    for van, naar in ((DERDE, EERSTE), (EERSTE, EERSTE)):
        with pytest.raises(InvoerFout, match="Het eerste rapport moet van voor het tweede zijn"):
            compare_rapporten(wie, van, naar)
    with pytest.raises(InvoerFout, match="geen weekrun"):
        compare_rapporten(wie, EERSTE, DERDE + timedelta(days=1))
    with pytest.raises(GeenRecht):
        compare_rapporten(user(noord, Recht.RAPPORTEN), EERSTE, DERDE)
    with pytest.raises(GeenRecht):
        read_verplaatst(wie, EERSTE, DERDE, Verplaatst(van=1, naar=3))


def test_the_trend_is_that_of_the_week_reports(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    trend = read_trend(wie)
    assert trend.select("peildatum", "p1", "p2", "p3", "totaal").rows() == [
        (EERSTE, 3, 0, 0, 3), (TWEEDE, 2, 1, 0, 3), (DERDE, 2, 0, 2, 4),
    ]  # fmt: skip
    assert read_trend(wie, weken=1)["peildatum"].to_list() == [DERDE]
    assert read_trend(wie, tot=TWEEDE)["peildatum"].to_list() == [EERSTE, TWEEDE]
    assert read_trend(user(wereld.add_organisatie(3), Recht.STATISTIEK)).is_empty()
    with pytest.raises(GeenRecht):
        read_trend(user(noord, Recht.RAPPORTEN))
