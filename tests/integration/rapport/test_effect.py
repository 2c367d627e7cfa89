"""The figures of a school year: complete, kept, and each organisation's own."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
from python_calamine import CalamineWorkbook

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.opslag.service import transactie
from vsv.rapport.service import (
    Schooljaar,
    export_effect,
    list_schooljaren,
    open_effect,
    read_effect,
    run_week,
    update_effect,
)
from vsv.toegang.service import Organisatie, Recht, Wie, operator

# Figures stand outside the wall, so nothing here depends on the day on which it runs.
JAAR = Schooljaar(2026)
WEKEN = [date(2026, 9, 28), date(2026, 10, 5), date(2026, 10, 12)]
VANDAAG = date(2026, 11, 1)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Six are new at Noord, of whom five find work and one is signed off with it; another came from Zuid."""
    noord: Organisatie = wereld.add_organisatie(1)
    zuid = wereld.add_organisatie(2)
    new = [wereld.follow(noord, vanaf=date(2026, 9, 1), kenmerk=f"n-{number}") for number in range(6)]
    old = wereld.follow(noord, vanaf=date(2026, 3, 2), kenmerk="n-oud")
    moved = wereld.follow(zuid, vanaf=date(2026, 3, 2))
    with wereld.deliver(WEKEN[0]) as levering:
        levering.answers(*new, old, moved)
    run_week(wereld.wie, WEKEN[0])
    with wereld.deliver(WEKEN[1]) as levering:
        for ikv, jongere in enumerate(new[:4], 1):
            levering.works(jongere, ikv, 50_000, date(2026, 9, 1))
    with psycopg.connect(wereld.admin) as admin:
        admin.execute(
            """
            UPDATE aanmelding SET afmelddatum = '2026-10-01', afmeldreden = 'OVERGEDRAGEN', overgedragen_aan = %s,
                                  afgemeld_op = clock_timestamp()
            WHERE jongere = %s
            """,
            (noord.id, moved),
        )
    wereld.follow(noord, jongere=moved, vanaf=date(2026, 10, 1), kenmerk="n-over")
    run_week(wereld.wie, WEKEN[1])
    with wereld.deliver(WEKEN[2]) as levering:
        levering.works(new[4], 5, 20_000, date(2026, 9, 1))
    run_week(wereld.wie, WEKEN[2])
    wereld.unfollow(new[0], WEKEN[2] + timedelta(days=1))
    assert update_effect(wereld.wie, VANDAAG) == 4  # two organisations, two school years
    return noord


def test_the_figures_hold_who_is_gone_too(wereld: Any, noord: Organisatie) -> None:
    (effect,) = read_effect(user(noord, Recht.STATISTIEK), JAAR)
    assert effect.organisatie == noord
    assert effect.bijgewerkt_tot == WEKEN[2]
    assert (effect.teldatum, effect.aantallen) == (WEKEN[1], (1, 3, 0, 4, 0, 0))
    assert effect.zonder_werk_en_school == 3
    assert effect.verplaatsingen == ((1, 2, 1), (1, 3, 4), (None, 0, 1))
    assert (effect.nieuw, effect.overgenomen) == (6, 1)
    assert (effect.vanuit_1, effect.naar_werk) == (6, 5)
    assert effect.dagen_naar_werk == (34, 34, 34)
    (before,) = read_effect(user(noord, Recht.STATISTIEK), Schooljaar(2025))
    assert (before.teldatum, before.zonder_werk_en_school, before.nieuw) == (None, None, 1)
    assert before.dagen_naar_werk is None


def test_of_a_few_people_no_days_are_told(wereld: Any, noord: Organisatie) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("DELETE FROM prioriteit WHERE aanmelding = 1")
    update_effect(wereld.wie, VANDAAG)
    (effect,) = read_effect(user(noord, Recht.STATISTIEK), JAAR)
    assert (effect.naar_werk, effect.dagen_naar_werk) == (4, None)


def test_a_year_that_is_over_is_left_as_it_was(wereld: Any, noord: Organisatie) -> None:
    before = read_effect(operator("proef"), Schooljaar(2025))
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("DELETE FROM prioriteit")
    update_effect(wereld.wie, date(2027, 9, 1))
    assert read_effect(operator("proef"), Schooljaar(2025)) == before
    (effect, _) = read_effect(operator("proef"), JAAR)
    assert (effect.aantallen, effect.vanuit_1) == ((1, 3, 0, 4, 0, 0), 0)


def test_each_sees_its_own_and_the_service_all(wereld: Any, noord: Organisatie) -> None:
    zuid = wereld.add_organisatie(2)
    assert [effect.organisatie.id for effect in read_effect(operator("proef"), JAAR)] == [1, 2]
    assert [effect.organisatie.id for effect in read_effect(user(zuid, Recht.STATISTIEK), JAAR)] == [2]
    assert list_schooljaren(user(zuid, Recht.STATISTIEK)) == [JAAR, Schooljaar(2025)]
    assert read_effect(user(zuid, Recht.STATISTIEK), Schooljaar(2020)) == []
    for act in (lambda wie: read_effect(wie, JAAR), list_schooljaren):
        with pytest.raises(GeenRecht):
            act(user(zuid, Recht.RAPPORTEN))
    with pytest.raises(GeenRecht):
        update_effect(user(zuid, Recht.STATISTIEK), VANDAAG)
    with transactie("web") as cur:
        assert cur.execute("SELECT count(*) FROM effect").fetchone() == (0,)
    with pytest.raises(psycopg.errors.InsufficientPrivilege), transactie("web") as cur:
        cur.execute("UPDATE effect SET cijfers = '{}'")


def number(cell: object) -> str:
    return str(cell).removesuffix(".0")


@pytest.mark.parametrize("formaat", ["ods", "xlsx", "csv"])
def test_the_figures_are_exported(wereld: Any, noord: Organisatie, tmp_path: Path, formaat: str) -> None:
    pad = tmp_path / f"effect.{formaat}"
    assert export_effect(operator("proef"), JAAR, formaat, pad) == 2
    if formaat == "csv":
        found = pl.read_csv(pad, infer_schema=False).select("regio", "cijfer", "van", "naar", "aantal").rows()
    else:
        sheet = CalamineWorkbook.from_path(pad).get_sheet_by_name("Effectrapportage").to_python()
        found = [(number(row[1]), row[5], row[6] or None, row[7] or None, number(row[8])) for row in sheet[1:]
                 if row[8] != ""]  # fmt: skip
    assert ("1", "Jongeren per prioriteit op 5 oktober 2026", None, "3", "4") in found
    assert ("1", "Verplaatsingen tussen twee weekrapporten", "1", "3", "4") in found
    assert ("1", "Verplaatsingen tussen twee weekrapporten", "nieuw", "NP", "1") in found
    assert ("2", "Nieuwe aanmeldingen in het schooljaar", None, None, "0") in found


def test_the_figures_are_downloaded(wereld: Any, noord: Organisatie) -> None:
    wie = user(noord, Recht.STATISTIEK)
    download = open_effect(wie, JAAR, "csv")
    assert download.naam == "effectrapportage-2026-2027.csv"
    with download.bestand as bestand:
        assert {line.split(b",")[1] for line in bestand.read().splitlines()[1:]} == {b"1"}
    with pytest.raises(InvoerFout, match="Van dit schooljaar zijn er geen cijfers"):
        open_effect(wie, Schooljaar(2020), "csv")
    with pytest.raises(InvoerFout, match="Het formaat 'pdf' bestaat niet"):
        open_effect(wie, JAAR, "pdf")
