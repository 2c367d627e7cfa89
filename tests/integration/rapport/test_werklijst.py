"""The werklijst: always equal to what it follows from, each person on one page once, and nobody of others."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.integration.rapport.conftest import BSNS, Wereld

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import Afmeldreden, Merk, Merkreden, meld_aan, meld_af, set_gemeente, set_opvolging
from vsv.rapport.service import (
    SORTERINGEN,
    Werkkeuze,
    count_werklijst,
    read_werklijst,
    run_dag,
    run_week,
    search_werklijst,
)
from vsv.rapport.werklijst.bijwerken import update_werklijst
from vsv.toegang.service import Recht, Wie

VANDAAG = dag_van(datetime.now(UTC))
BEGIN = VANDAAG - timedelta(days=60)
COLUMNS = """aanmelding, organisatie, jongere, uuid, aanmelddatum, afmelddatum, uiterlijk, kenmerk, gemeentecode,
             prioriteit, sinds, vlaggen, merk, merkreden, merk_op"""


def differences(admin: str) -> list[tuple[object, ...]]:
    """Rows that stand in the werklijst and should not, or the other way round."""
    with psycopg.connect(admin) as cur:
        return cur.execute(
            f"""
            (SELECT {COLUMNS} FROM werkregel EXCEPT SELECT {COLUMNS} FROM werkregel_herleid)
            UNION ALL (SELECT {COLUMNS} FROM werkregel_herleid EXCEPT SELECT {COLUMNS} FROM werkregel)
            """.encode()
        ).fetchall()


def aan(wie: Wie, nummer: int, *, jaar: int = 2004, kenmerk: str | None = None) -> None:
    meld_aan(
        wie,
        bsn=BSNS[nummer],
        geboortedatum=date(jaar, 1 + nummer % 12, 1 + nummer % 28),
        aanmelddatum=BEGIN,
        kenmerk=kenmerk,
        vandaag=VANDAAG,
    )


def uuids(wie: Wie, keuze: Werkkeuze | None = None, *, per_pagina: int = 1000) -> list[str]:
    return read_werklijst(wie, keuze or Werkkeuze(), vandaag=VANDAAG, per_pagina=per_pagina).regels["uuid"].to_list()


@pytest.fixture
def a(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(1))


@pytest.fixture
def b(wereld: Wereld) -> Wie:
    return wereld.wie.voor(wereld.add_organisatie(2))


OPERATIES = st.lists(
    st.tuples(st.sampled_from(["aan", "af", "merk", "gemeente", "dag", "week"]), st.integers(0, 6), st.booleans()),
    max_size=14,
)


@given(operaties=OPERATIES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_always_what_it_follows_from(
    wereld: Wereld, a: Wie, b: Wie, operaties: list[tuple[str, int, bool]]
) -> None:
    day = VANDAAG - timedelta(days=14)
    for soort, nummer, first in operaties:
        wie = a if first else b
        people = [UUID(uuid) for uuid in uuids(wie)]
        with suppress(InvoerFout):
            if soort == "aan":
                aan(wie, nummer, kenmerk=f"k{nummer}")
            elif soort == "af":
                meld_af(wie, bsn=BSNS[nummer], afmelddatum=VANDAAG, reden=Afmeldreden.ANDERS, vandaag=VANDAAG)
            elif soort == "merk":
                set_opvolging(wie, people[: nummer + 1], Merk.NIET_BESCHIKBAAR, Merkreden.ZORG)
            elif soort == "gemeente" and people:
                set_gemeente(wie, people[nummer % len(people)], "0363")
            elif soort == "week":
                run_week(wereld.wie, day := day + timedelta(days=1))
            elif soort == "dag":
                run_dag(wereld.wie, day := day + timedelta(days=1))
        assert not differences(wereld.admin)


def test_a_run_that_was_cut_off_is_caught_up_with(wereld: Wereld, a: Wie) -> None:
    for nummer in range(3):
        aan(a, nummer)
    run_week(wereld.wie, VANDAAG - timedelta(days=7))
    with psycopg.connect(wereld.admin) as admin:
        admin.execute("UPDATE werkregel SET prioriteit = 5, sinds = '2020-01-01'")
        admin.execute("UPDATE werkstand SET run = 0")
    assert differences(wereld.admin)
    update_werklijst(wereld.wie)
    assert not differences(wereld.admin)


@pytest.fixture
def vol(wereld: Wereld, a: Wie) -> Wie:
    """Some thirty people in all priorities, of all ages, with and without marks and gemeenten."""
    for nummer in range(31):
        aan(a, nummer, jaar=2001 + nummer % 9, kenmerk=f"ref-{nummer:02}" if nummer % 3 else None)
    with psycopg.connect(wereld.admin) as admin:
        keys = [key for (key,) in admin.execute("SELECT aanmelding FROM werkregel ORDER BY aanmelding")]
        for place, key in enumerate(keys):
            flags = ["", "BIJNA_27", "LAGE_UREN|ONBEKENDE_INKOMENSCODE"][place % 3]
            signal = ["BAAN_GESTART", None, "ENIGE_BAAN_GEEINDIGD"][place % 3]
            since = VANDAAG - timedelta(days=place * 5 % 120)
            admin.execute(
                "UPDATE werkregel SET prioriteit = %s, sinds = %s, vlaggen = %s, signaal = %s WHERE aanmelding = %s",
                (place % 6, since, flags, signal, key),
            )
    people = [UUID(uuid) for uuid in uuids(a)]
    for uuid in people[::4]:
        set_opvolging(a, [uuid], Merk.IN_CONTACT)
    for uuid in people[::5]:
        set_gemeente(a, uuid, "0363")
    return a


@pytest.mark.parametrize("sortering", SORTERINGEN)
@pytest.mark.parametrize("per_pagina", [1, 7, 31])
def test_each_person_is_on_one_page_forth_and_back(vol: Wie, sortering: str, per_pagina: int) -> None:
    alles = uuids(vol, Werkkeuze(sortering=sortering))
    keuze, forth, last = Werkkeuze(sortering=sortering), [], None
    while True:
        page = read_werklijst(vol, keuze, vandaag=VANDAAG, per_pagina=per_pagina)
        forth += page.regels["uuid"].to_list()
        last = page
        if page.volgende is None:
            break
        keuze = replace(keuze, na=page.volgende, voor=None)
    back = last.regels["uuid"].to_list()
    while last.vorige:
        last = read_werklijst(vol, replace(keuze, na=None, voor=last.vorige), vandaag=VANDAAG, per_pagina=per_pagina)
        back = last.regels["uuid"].to_list() + back
    assert forth == back == alles
    assert len(set(alles)) == 31


def test_the_most_urgent_come_first(vol: Wie) -> None:
    regels = read_werklijst(vol, Werkkeuze(), vandaag=VANDAAG, per_pagina=1000).regels
    order = [((p + 5) % 6, -sinds.toordinal()) for p, sinds in regels.select("prioriteit", "sinds").rows()]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("keuze", "klopt"),
    [
        (Werkkeuze(prioriteit=[1, 0]), pl.col("prioriteit").is_in([0, 1])),
        (Werkkeuze(vlag=["LAGE_UREN"]), pl.col("vlaggen").str.contains("LAGE_UREN")),
        (Werkkeuze(signaal=["geen"]), pl.col("signaal").is_null()),
        (Werkkeuze(signaal=["BAAN_GESTART"]), pl.col("signaal") == "BAAN_GESTART"),
        (Werkkeuze(gemeente=["0363"]), pl.col("gemeente") == "Amsterdam"),
        (Werkkeuze(gemeente=["geen"]), pl.col("gemeente").is_null()),
        (Werkkeuze(leeftijd=["18-22"]), pl.col("leeftijd").is_between(18, 22)),
        (Werkkeuze(leeftijd=["23-26", "15-17"]), ~pl.col("leeftijd").is_between(18, 22)),
        (Werkkeuze(weken=["0-1"]), pl.col("weken") <= 1),
        (Werkkeuze(weken=["5-12"]), pl.col("weken").is_between(5, 12)),
        (Werkkeuze(weken=["13"]), pl.col("weken") >= 13),
        (Werkkeuze(merk=["TE_DOEN"]), pl.col("merk") == "TE_DOEN"),
        (
            Werkkeuze(merk=["IN_CONTACT"], prioriteit=[2]),
            (pl.col("merk") == "IN_CONTACT") & (pl.col("prioriteit") == 2),
        ),
        (Werkkeuze(sinds=VANDAAG - timedelta(days=20)), pl.col("sinds") >= VANDAAG - timedelta(days=20)),
        (Werkkeuze(kenmerk="ref-1"), pl.col("kenmerk").str.starts_with("ref-1")),
    ],
)
def test_a_filter_lets_through_who_fits(vol: Wie, keuze: Werkkeuze, klopt: pl.Expr) -> None:
    alles = read_werklijst(vol, Werkkeuze(), vandaag=VANDAAG, per_pagina=1000).regels
    page = read_werklijst(vol, keuze, vandaag=VANDAAG, per_pagina=1000)
    assert page.regels["uuid"].to_list() == alles.filter(klopt)["uuid"].to_list()
    assert page.aantal == page.regels.height
    assert 0 < page.aantal < 31 or keuze.leeftijd


def test_the_counts_are_those_of_the_whole_list(vol: Wie) -> None:
    alles = read_werklijst(vol, Werkkeuze(), vandaag=VANDAAG, per_pagina=1000).regels
    counts = count_werklijst(vol, vandaag=VANDAAG)
    for facet, column in (("prioriteit", "prioriteit"), ("merk", "merk"), ("signaal", "signaal")):
        expected = dict(alles[column].cast(pl.String).fill_null("geen").value_counts().rows())
        assert counts[facet] == expected
    flags = alles["vlaggen"].str.split("|").explode(empty_as_null=True)
    assert counts["vlag"] == dict(flags.filter(flags != "").value_counts().rows())
    for facet, names in (("leeftijd", ("15-17", "18-22", "23-26")), ("weken", ("0-1", "2-4", "5-12", "13"))):
        for name in names:
            keuze = Werkkeuze(leeftijd=[name]) if facet == "leeftijd" else Werkkeuze(weken=[name])
            assert counts[facet].get(name, 0) == read_werklijst(vol, keuze, vandaag=VANDAAG).aantal


def test_nobody_of_another_organisation_is_in_it(vol: Wie, b: Wie) -> None:
    assert uuids(b) == []
    assert all(not kinds for kinds in count_werklijst(b, vandaag=VANDAAG).values())
    people = [UUID(uuid) for uuid in uuids(vol)]
    assert set_opvolging(b, people, Merk.IN_CONTACT) == 0
    assert search_werklijst(b, BSNS[0], vandaag=VANDAAG).aantal == 0
    with pytest.raises(InvoerFout):
        set_gemeente(b, people[0], "0363")


def test_one_finds_by_bsn_and_by_kenmerk(vol: Wie) -> None:
    by_bsn = search_werklijst(vol, f" {BSNS[4][:3]}.{BSNS[4][3:]} ", vandaag=VANDAAG)
    assert (by_bsn.aantal, by_bsn.regels["bsn"].item()[-3:]) == (1, BSNS[4][-3:])
    assert search_werklijst(vol, "ref-04", vandaag=VANDAAG).regels["uuid"].to_list() == by_bsn.regels["uuid"].to_list()
    assert search_werklijst(vol, BSNS[200], vandaag=VANDAAG).aantal == 0


def test_a_mark_is_kept_and_can_be_taken_away(wereld: Wereld, a: Wie) -> None:
    aan(a, 1)
    (uuid,) = [UUID(one) for one in uuids(a)]
    set_opvolging(a, [uuid], Merk.NIET_BESCHIKBAAR, Merkreden.BUITENLAND)
    set_opvolging(a, [uuid], Merk.TE_DOEN)
    row = read_werklijst(a, Werkkeuze(), vandaag=VANDAAG).regels.row(0, named=True)
    assert row["merk_woorden"] == "nog te doen"
    with psycopg.connect(wereld.admin) as admin:
        assert admin.execute("SELECT count(*) FROM opvolging").fetchone() == (2,)
    with pytest.raises(InvoerFout, match="waarom"):
        set_opvolging(a, [uuid], Merk.NIET_BESCHIKBAAR)
    with pytest.raises(InvoerFout):
        set_opvolging(a, [uuid], Merk.IN_CONTACT, Merkreden.ZIEK)


def test_each_look_and_mark_is_logged(wereld: Wereld, a: Wie) -> None:
    aan(a, 1)
    (uuid,) = [UUID(one) for one in uuids(a)]
    set_opvolging(a, [uuid], Merk.IN_CONTACT)
    with psycopg.connect(wereld.admin) as admin:
        rows = admin.execute("SELECT actie FROM logregel WHERE jongere IS NOT NULL ORDER BY nummer").fetchall()
    assert [actie for (actie,) in rows][-2:] == ["rapport.werklijst_inzien", "klantvolg.opvolgen"]


def test_who_may_not_see_jongeren_is_refused(wereld: Wereld, a: Wie) -> None:
    tess = replace(a, rechten=frozenset({Recht.STATISTIEK}))
    for act in (
        lambda: read_werklijst(tess, Werkkeuze(), vandaag=VANDAAG),
        lambda: count_werklijst(tess, vandaag=VANDAAG),
        lambda: search_werklijst(tess, BSNS[0], vandaag=VANDAAG),
        lambda: set_opvolging(tess, [], Merk.IN_CONTACT),
    ):
        with pytest.raises(GeenRecht):
            act()
