"""What somebody does with the werklijst: keep a filter, take a mark back, hand the list out as a file."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import polars as pl
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from tests.integration.rapport.conftest import BSNS, Wereld

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import Merk, Merkreden, meld_aan, set_opvolging, undo_opvolging
from vsv.rapport.service import (
    MAX_FILTERS,
    SORTERINGEN,
    Werkkeuze,
    as_vraag,
    delete_filter,
    export_werklijst,
    list_filters,
    open_werklijst,
    parse_vraag,
    read_werklijst,
    run_week,
    save_filter,
)
from vsv.rapport.werklijst import lezen
from vsv.toegang.service import Recht, Wie

VANDAAG = dag_van(datetime.now(UTC))
AANTAL = 23


@pytest.fixture
def b(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(2))


@pytest.fixture
def a(wereld: Wereld) -> Wie:
    wie = wereld.wie.voor(wereld.add_organisatie(1))
    for nummer in range(AANTAL):
        meld_aan(
            wie,
            bsn=BSNS[nummer],
            geboortedatum=date(2004, 3, 1),
            aanmelddatum=VANDAAG - timedelta(days=nummer),
            kenmerk=f"k-{nummer}",
            vandaag=VANDAAG,
            gemeente="Utrecht" if nummer % 2 else None,
        )
    return wie


def people(wie: Wie) -> list[UUID]:
    return [UUID(uuid) for uuid in read_werklijst(wie, Werkkeuze(), vandaag=VANDAAG).regels["uuid"]]


def marks(wie: Wie) -> list[str]:
    regels = read_werklijst(wie, Werkkeuze(), vandaag=VANDAAG).regels
    return regels["merk_woorden"].to_list()


def test_a_filter_is_kept_replaced_and_forgotten(a: Wie) -> None:
    save_filter(a, " Bellen ", Werkkeuze(prioriteit=(1,), merk=("TE_DOEN",)))
    save_filter(a, "amsterdam", Werkkeuze(gemeente=("0363",), sortering="langst"))
    save_filter(a, "Bellen", Werkkeuze(prioriteit=(1, 0)))
    kept = list_filters(a)
    assert [(one.naam, one.vraag) for one in kept] == [
        ("amsterdam", "gemeente=0363&sortering=langst"),
        ("Bellen", "prioriteit=1&prioriteit=0"),
    ]
    assert kept[1].keuze == Werkkeuze(prioriteit=(1, 0))
    assert (delete_filter(a, "Bellen"), delete_filter(a, "Bellen")) == (True, False)


def test_a_filter_is_of_one_user_at_one_organisation(a: Wie, b: Wie) -> None:
    save_filter(a, "Bellen", Werkkeuze(prioriteit=(1,)))
    for other in (b, replace(a, actor="gebruiker:collega")):
        assert list_filters(other) == []
        assert not delete_filter(other, "Bellen")
    assert len(list_filters(a)) == 1


@pytest.mark.parametrize(
    ("naam", "keuze", "code"),
    [
        (" ", Werkkeuze(prioriteit=(1,)), "NAAM_LEEG"),
        ("x" * 61, Werkkeuze(prioriteit=(1,)), "NAAM_TE_LANG"),
        (f"Anna {BSNS[0]}", Werkkeuze(prioriteit=(1,)), "NAAM_MET_NUMMER"),
        ("Anna", Werkkeuze(kenmerk="k-1", uuids=["x"]), "KEUZE_LEEG"),
    ],
)
def test_what_is_not_kept(a: Wie, naam: str, keuze: Werkkeuze, code: str) -> None:
    with pytest.raises(InvoerFout) as fault:
        save_filter(a, naam, keuze)
    assert [fout.code for fout in fault.value.fouten] == [code]
    assert BSNS[0] not in str(fault.value)
    assert list_filters(a) == []


def test_there_is_an_end_to_what_is_kept(a: Wie) -> None:
    for number in range(MAX_FILTERS):
        save_filter(a, f"filter {number}", Werkkeuze(prioriteit=(1,)))
    save_filter(a, "filter 0", Werkkeuze(prioriteit=(2,)))
    with pytest.raises(InvoerFout, match="al 30 filters"):
        save_filter(a, "nog een", Werkkeuze(prioriteit=(1,)))


KEUZES = st.builds(
    Werkkeuze,
    prioriteit=st.lists(st.sampled_from([1, 2, 3, 4, 5, 0]), unique=True),
    vlag=st.lists(st.sampled_from(["BIJNA_27", "LAGE_UREN"]), unique=True),
    signaal=st.lists(st.sampled_from(["BAAN_GESTART", "geen"]), unique=True),
    gemeente=st.lists(st.sampled_from(["0363", "geen"]), unique=True),
    leeftijd=st.lists(st.sampled_from(["15-17", "23-26"]), unique=True),
    weken=st.lists(st.sampled_from(["0-1", "13"]), unique=True),
    merk=st.lists(st.sampled_from(["TE_DOEN", "IN_CONTACT"]), unique=True),
    sinds=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    signaal_sinds=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    sortering=st.sampled_from(SORTERINGEN),
    kenmerk=st.just("k-900000001"),
)


@given(KEUZES)
def test_a_choice_survives_its_query_string(keuze: Werkkeuze) -> None:
    vraag = as_vraag(keuze)
    assert "900000001" not in vraag
    back = parse_vraag(vraag)
    assert as_vraag(parse_vraag(as_vraag(back))) == as_vraag(back)
    for name in ("prioriteit", "vlag", "signaal", "gemeente", "leeftijd", "weken", "merk"):
        assert set(getattr(back, name)) == set(getattr(keuze, name))
    assert (back.sinds, back.signaal_sinds, back.sortering) == (keuze.sinds, keuze.signaal_sinds, keuze.sortering)


@given(st.text(max_size=200))
def test_no_query_string_is_too_strange(vraag: str) -> None:
    as_vraag(parse_vraag(vraag))


def test_a_mark_is_taken_back_once(a: Wie) -> None:
    first, second, third, *_ = who = people(a)
    set_opvolging(a, [first], Merk.NIET_BESCHIKBAAR, Merkreden.ZORG)
    set_opvolging(a, who[:3], Merk.IN_CONTACT)
    set_opvolging(replace(a, actor="gebruiker:collega"), [third], Merk.STEUN_AFGESPROKEN)
    assert undo_opvolging(a, who, Merk.IN_CONTACT) == 2
    assert undo_opvolging(a, who, Merk.IN_CONTACT) == 0
    assert marks(a)[:3] == ["niet beschikbaar: zorgt voor een ander", "nog te doen", "steun afgesproken"]
    assert undo_opvolging(a, [second], Merk.NIET_BEREIKT) == 0


def test_nobody_takes_back_what_another_set(a: Wie, b: Wie) -> None:
    who = people(a)
    set_opvolging(a, who, Merk.IN_CONTACT)
    assert undo_opvolging(b, who, Merk.IN_CONTACT) == 0
    assert undo_opvolging(replace(a, actor="gebruiker:collega"), who, Merk.IN_CONTACT) == 0
    with pytest.raises(GeenRecht):
        undo_opvolging(replace(a, rechten=frozenset()), who, Merk.IN_CONTACT)
    assert set(marks(a)) == {"in contact"}


@pytest.mark.parametrize("formaat", ["csv", "ods", "xlsx"])
def test_everybody_of_a_choice_is_in_the_file_and_logged(
    wereld: Wereld, a: Wie, tmp_path: Path, formaat: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lezen, "_DEEL", 5)  # so that it takes more than one piece
    set_opvolging(a, people(a)[:4], Merk.IN_CONTACT)
    pad = tmp_path / f"werklijst.{formaat}"
    export_werklijst(a, Werkkeuze(gemeente=("0344",)), formaat, pad, vandaag=VANDAAG)
    if formaat == "csv":
        written = pl.read_csv(pad, schema_overrides={"bsn": pl.String})["bsn"].to_list()
    else:
        sheet = CalamineWorkbook.from_path(pad).get_sheet_by_index(0)
        written = [row[0] for row in sheet.to_python() if row[0] in BSNS]
    assert sorted(written) == [BSNS[nummer] for nummer in range(1, AANTAL, 2)]
    logged = wereld.query("SELECT jongere FROM logregel WHERE actie = 'rapport.werklijst_exporteren'")
    assert len(set(logged)) == len(logged) == len(written)


def test_a_selection_goes_out_and_nobody_of_another(a: Wie, b: Wie) -> None:
    chosen = [str(uuid) for uuid in people(a)[:2]]
    with open_werklijst(a, Werkkeuze(uuids=chosen), "csv", vandaag=VANDAAG).bestand as file:
        assert set(pl.read_csv(file)["uuid"]) == set(chosen)
    download = open_werklijst(b, Werkkeuze(uuids=chosen), "csv", vandaag=VANDAAG)
    with download.bestand as file:
        assert pl.read_csv(file).is_empty()
    assert download.naam == f"werklijst-{VANDAAG}.csv"


def test_what_does_not_go_out(wereld: Wereld, a: Wie, tmp_path: Path) -> None:
    with pytest.raises(InvoerFout, match="bestaat niet"):
        export_werklijst(a, Werkkeuze(), "pdf", tmp_path / "x", vandaag=VANDAAG)
    with pytest.raises(GeenRecht):
        export_werklijst(
            replace(a, rechten=frozenset({Recht.STATISTIEK})), Werkkeuze(), "csv", tmp_path / "x", vandaag=VANDAAG
        )
    assert list(tmp_path.iterdir()) == []
    assert wereld.query("SELECT FROM logregel WHERE actie = 'rapport.werklijst_exporteren'") == []


def test_an_end_that_was_known_before_takes_the_row_along(wereld: Wereld, a: Wie) -> None:
    with psycopg.connect(wereld.admin) as admin:
        admin.execute(
            "UPDATE aanmelding SET afmelddatum = current_date + 3, afmeldreden = 'WERK', afgemeld_op = now()"
            " WHERE kenmerk = 'k-1'"
        )
        assert admin.execute("SELECT count(*) FROM werkregel").fetchone() == (AANTAL,)
        admin.execute("UPDATE werkregel SET afmelddatum = current_date WHERE afmelddatum IS NOT NULL")  # days later
    run_week(wereld.wie, VANDAAG)
    assert wereld.query("SELECT count(*) FROM werkregel") == [(AANTAL - 1,)]
