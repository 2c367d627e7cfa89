"""Signals of DUO become proposals: for whom, once, whatever the order, and only as long as they make sense."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vsv.domein.codes import Signaal
from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import (
    Aanleiding,
    Afmeldreden,
    Voorstelsoort,
    draag_over,
    list_voorstellen,
    meld_aan,
    meld_af,
    reject_voorstellen,
    rotate_sleutel,
)
from vsv.opslag.service import transactie
from vsv.opslag.sleutels import new_key_line
from vsv.toegang.service import Organisatie, Recht, add_organisatie, als_dienst, namens, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN = date(2005, 3, 1)
AUGUSTUS, SEPTEMBER, OKTOBER, VANDAAG = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)
IN_AA, IN_BE, IN_GEEN, NERGENS = "0037", "1966", "0034", "9999"
OIN_B = "00000099000000002000"

GENOMEN, ONGEWIJZIGD, NIET_GEVOLGD = ("genomen", None), ("ongewijzigd", None), ("niet_gevolgd", None)
ALLE = """
    SELECT organisatie, soort, aanleiding, datum, naar, stand FROM voorstel
    ORDER BY organisatie, jongere, aanleiding, datum
    """


def listed(organisatie: Organisatie, **keuze: Any) -> list[dict[str, Any]]:
    return list_voorstellen(operator("test", organisatie), **keuze).voorstellen.to_dicts()


def test_who_left_school_is_proposed_to_the_doorstroompunt_of_the_region(
    signal: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    assert signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_BE)) == [GENOMEN]
    assert query(ALLE) == [(be.id, "AANMELDEN", "UITSCHRIJVING", SEPTEMBER, None, "OPEN")]
    assert query("SELECT count(*) FROM aanmelding") == [(0,)]
    assert query("SELECT geboortedatum FROM jongere") == [(None,)]
    assert listed(aa) == []
    ((uuid, persoon),) = query("SELECT v.uuid::text, j.uuid::text FROM voorstel v JOIN jongere j ON j.id = v.jongere")
    (found,) = listed(be)
    assert found.pop("gemaakt_op") is not None
    assert found == {
        "voorstel": uuid,
        "soort": "AANMELDEN",
        "aanleiding": "UITSCHRIJVING",
        "datum": SEPTEMBER,
        "naar": None,
        "kenmerk": None,
        "jongere": persoon,
        "bsn": "••••••" + bsns[0][6:],
        "geboortedatum_bekend": False,
        "zin": "DUO meldt op 1 september 2026 een uitschrijving zonder startkwalificatie."
        " Wilt u deze jongere aanmelden?",
    }
    assert query("SELECT actie, organisatie FROM logregel WHERE jongere IS NOT NULL ORDER BY nummer") == [
        ("klantvolg.voorstellen", None),
        ("klantvolg.voorstellen_inzien", be.id),
    ]


def test_every_signal_ends_somewhere(signal: Rows, take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS), (bsns[1], GEBOREN, AUGUSTUS, SEPTEMBER))
    assert signal(
        (bsns[0], "HERINSCHRIJVING", SEPTEMBER),
        (bsns[0], "HERINSCHRIJVING", SEPTEMBER),
        (bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA),  # is followed there already
        (bsns[0], "VERHUISD", SEPTEMBER, IN_AA),  # stays in the area
        (bsns[0], "VERHUISD", OKTOBER, NERGENS),
        (bsns[1], "OVERLEDEN", SEPTEMBER),  # not followed any more
        (bsns[1], "UITSCHRIJVING", AUGUSTUS, IN_AA),  # was followed after that day
        (bsns[1], "UITSCHRIJVING", OKTOBER, IN_AA),
        (bsns[2], "STARTKWALIFICATIE", SEPTEMBER),
        (bsns[2], "VERHUISD", SEPTEMBER, NERGENS),
        (bsns[2], "UITSCHRIJVING", SEPTEMBER, NERGENS),
        (bsns[2], "UITSCHRIJVING", SEPTEMBER, IN_GEEN),
    ) == [
        GENOMEN,
        ONGEWIJZIGD,
        *[GENOMEN] * 2,
        ("geweigerd", "GEMEENTE_ONBEKEND"),
        *[GENOMEN] * 4,
        NIET_GEVOLGD,
        ("geweigerd", "GEMEENTE_ONBEKEND"),
        ("geweigerd", "GEEN_DOORSTROOMPUNT"),
    ]
    assert query("SELECT count(*) FROM jongere") == [(2,)]  # who is not proposed is not made
    assert query("SELECT soort, count(*) FROM signaal GROUP BY 1 ORDER BY 1") == [
        ("HERINSCHRIJVING", 1),
        ("OVERLEDEN", 1),
        ("STARTKWALIFICATIE", 1),
        ("UITSCHRIJVING", 3),
        ("VERHUISD", 1),
    ]
    assert query("SELECT datum, aanleiding FROM voorstel ORDER BY id") == [
        (SEPTEMBER, "HERINSCHRIJVING"),
        (OKTOBER, "UITSCHRIJVING"),
    ]


def test_every_follower_decides_for_itself(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS), (bsns[0], GEBOREN, AUGUSTUS, None, "b-1", OIN_B))
    gemeente = add_organisatie(
        operator("test"), oin="00000099000000003000", naam="Ce", soort="gemeente", regio=1, gemeentecode=IN_AA
    )
    take((bsns[0], GEBOREN, AUGUSTUS, None, None, gemeente.oin))
    assert signal((bsns[0], "VERHUISD", SEPTEMBER, IN_BE), (bsns[0], "OVERLEDEN", OKTOBER)) == [GENOMEN] * 2
    assert query(ALLE) == [
        (aa.id, "AFMELDEN", "OVERLEDEN", OKTOBER, None, "OPEN"),
        (aa.id, "OVERDRAGEN", "VERHUISD", SEPTEMBER, be.id, "OPEN"),
        (be.id, "AFMELDEN", "OVERLEDEN", OKTOBER, None, "OPEN"),
        (gemeente.id, "AFMELDEN", "OVERLEDEN", OKTOBER, None, "OPEN"),
        (gemeente.id, "OVERDRAGEN", "VERHUISD", SEPTEMBER, be.id, "OPEN"),
    ]
    assert [(v["kenmerk"], v["naar"]) for v in listed(be)] == [("b-1", None)]
    assert {v["naar"] for v in listed(aa)} == {None, "Be"}


def test_what_was_rejected_does_not_come_back(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    rows = [(bsns[0], "HERINSCHRIJVING", SEPTEMBER), (bsns[1], "UITSCHRIJVING", SEPTEMBER, IN_AA)]
    assert signal(*rows) == [GENOMEN] * 2
    uuids = [v["voorstel"] for v in listed(aa)]
    assert reject_voorstellen(operator("test", aa), uuids)["code"].to_list() == ["AFGEWEZEN"] * 2
    for again in (rows, rows[::-1], [(*rows[0], None, OKTOBER), (*rows[1], OKTOBER)]):
        assert signal(*again) == [ONGEWIJZIGD] * 2
    assert listed(aa) == []
    # Another day is another signal.
    assert signal((bsns[0], "HERINSCHRIJVING", OKTOBER)) == [GENOMEN]


def test_a_proposal_lapses_when_there_is_nothing_to_decide_any_more(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS), (bsns[1], GEBOREN, AUGUSTUS), (bsns[3], GEBOREN, AUGUSTUS))
    signal(
        (bsns[0], "HERINSCHRIJVING", SEPTEMBER),
        (bsns[1], "VERHUISD", SEPTEMBER, IN_BE),
        (bsns[2], "UITSCHRIJVING", SEPTEMBER, IN_AA),
        (bsns[3], "HERINSCHRIJVING", SEPTEMBER),
    )
    wie = operator("test", aa)
    meld_af(wie, bsn=bsns[0], afmelddatum=OKTOBER, reden=Afmeldreden.WERK, vandaag=VANDAAG)
    draag_over(wie, bsn=bsns[1], naar=be, datum=OKTOBER, vandaag=VANDAAG)
    meld_aan(wie, bsn=bsns[2], geboortedatum=GEBOREN, aanmelddatum=OKTOBER, kenmerk=None, vandaag=VANDAAG)
    uuids = [uuid for (uuid,) in query("SELECT uuid::text FROM voorstel ORDER BY id")]
    assert reject_voorstellen(wie, uuids[:1])["code"].to_list() == ["VERVALLEN"]
    assert [v["voorstel"] for v in listed(aa)] == uuids[3:]
    assert query("SELECT stand, besloten_door, besloten_op IS NULL FROM voorstel ORDER BY id") == [
        *[("VERVALLEN", None, False)] * 3,
        ("OPEN", None, True),
    ]
    assert query("SELECT count(*) FROM logregel WHERE actie = 'klantvolg.voorstel_vervallen'") == [(3,)]


def test_whoever_turns_27_is_not_proposed(signal: Rows, take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], date(1990, 1, 1), date(2010, 1, 1), date(2011, 1, 1)))
    assert signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA), (bsns[1], "UITSCHRIJVING", SEPTEMBER, IN_AA)) == [
        GENOMEN,
        GENOMEN,
    ]
    assert query("SELECT count(*) FROM voorstel") == [(1,)]
    with transactie("werker") as cur:
        cur.execute("UPDATE jongere SET geboortedatum = '1990-01-01'")
    assert signal() == []
    assert query("SELECT stand FROM voorstel") == [("VERVALLEN",)]


def test_pages_hold_everything_once(signal: Rows, bsns: list[str], aa: Organisatie) -> None:
    signal(*((bsn, "UITSCHRIJVING", SEPTEMBER, IN_AA) for bsn in bsns))
    wie, pages, na = operator("test", aa), [], None
    while True:
        pagina = list_voorstellen(wie, na=na, aantal=7)
        pages.append(pagina.voorstellen)
        if (na := pagina.volgende) is None:
            break
        reject_voorstellen(wie, [na])  # what has been decided since still shows the way
    assert [page.height for page in pages] == [7, 7, 6]
    assert sorted(pl.concat(pages)["bsn"]) == sorted("••••••" + bsn[6:] for bsn in bsns)
    assert listed(aa, soort=Voorstelsoort.AFMELDEN) == listed(aa, aanleiding=Aanleiding.BIJNA_27) == []
    for onbekend in ("00000000-0000-0000-0000-000000000000", "geen uuid"):
        with pytest.raises(InvoerFout, match="Dit voorstel is er niet"):
            list_voorstellen(wie, na=onbekend)


LATER = ["OVERLEDEN", "STARTKWALIFICATIE", "HERINSCHRIJVING", "VERTROKKEN"]
OPEN = """
    SELECT organisatie, soort, aanleiding, datum, naar FROM voorstel WHERE stand = 'OPEN'
    ORDER BY organisatie, jongere, aanleiding, datum
    """
ORDES = [((0, 1),), ((1, 0),), ((0,), (1,)), ((1,), (0,))]
"""Two signals in one levering, or in two."""


@pytest.mark.parametrize("orde", ORDES)
@pytest.mark.parametrize("soort", LATER)
def test_what_came_later_than_an_uitschrijving_takes_the_reason_away(
    signal: Rows, query: Rows, bsns: list[str], aa: Organisatie, soort: str, orde: tuple[tuple[int, ...], ...]
) -> None:
    rows = [(bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA), (bsns[0], soort, SEPTEMBER)]
    for levering in orde:
        assert signal(*(rows[place] for place in levering)) == [GENOMEN] * len(levering)
    assert listed(aa) == []
    assert query(OPEN) == []
    for again in (rows, rows[::-1], rows[:1], rows[1:]):
        assert signal(*again) == [ONGEWIJZIGD] * len(again)
    assert query(OPEN) == []
    # Whoever leaves school after that is proposed again.
    assert signal((bsns[0], "UITSCHRIJVING", OKTOBER, IN_AA)) == [GENOMEN]
    assert query(OPEN) == [(aa.id, "AANMELDEN", "UITSCHRIJVING", OKTOBER, None)]


@pytest.mark.parametrize("orde", ORDES)
def test_who_is_to_be_followed_moves(
    signal: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie, orde: tuple[tuple[int, ...], ...]
) -> None:
    rows = [(bsns[0], "UITSCHRIJVING", AUGUSTUS, IN_AA), (bsns[0], "VERHUISD", SEPTEMBER, IN_GEEN)]
    for levering in orde:
        assert signal(*(rows[place] for place in levering)) == [GENOMEN] * len(levering)
    assert query(OPEN) == []
    assert signal((bsns[0], "VERHUISD", OKTOBER, IN_BE)) == [GENOMEN]
    assert query(OPEN) == [(be.id, "AANMELDEN", "UITSCHRIJVING", AUGUSTUS, None)]
    assert signal((bsns[0], "VERHUISD", VANDAAG, IN_AA)) == [GENOMEN]  # back again
    assert query(OPEN) == [(aa.id, "AANMELDEN", "UITSCHRIJVING", AUGUSTUS, None)]
    reject_voorstellen(operator("test", aa), [listed(aa)[0]["voorstel"]])
    assert signal(*rows) == [ONGEWIJZIGD] * 2
    assert query(OPEN) == []


def test_who_is_followed_already_is_handed_over_and_not_signed_up_elsewhere(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    signal((bsns[0], "UITSCHRIJVING", AUGUSTUS, IN_AA), (bsns[0], "VERHUISD", SEPTEMBER, IN_BE))
    assert query(OPEN) == [(aa.id, "OVERDRAGEN", "VERHUISD", SEPTEMBER, be.id)]


@pytest.mark.parametrize("soort", [*LATER, "VERHUISD"])
def test_what_happened_before_the_aanmelding_is_known_already(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], soort: str
) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    gemeente = IN_BE if soort == "VERHUISD" else None
    assert signal((bsns[0], soort, AUGUSTUS, gemeente)) == [GENOMEN]
    always = {"OVERLEDEN", "STARTKWALIFICATIE"}
    assert query("SELECT aanleiding FROM voorstel") == [(soort,)] * (soort in always)
    assert signal((bsns[0], soort, SEPTEMBER, gemeente)) == [GENOMEN]
    assert len(query(OPEN)) == 1 + (soort in always)


@pytest.mark.parametrize("laatste", [IN_BE, IN_AA, IN_GEEN])
@pytest.mark.parametrize("orde", ORDES)
def test_of_two_moves_the_last_one_holds(
    signal: Rows,
    take: Rows,
    query: Rows,
    bsns: list[str],
    aa: Organisatie,
    be: Organisatie,
    laatste: str,
    orde: tuple[tuple[int, ...], ...],
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    eerst = IN_GEEN if laatste == IN_BE else IN_BE
    rows = [(bsns[0], "VERHUISD", SEPTEMBER, eerst), (bsns[0], "VERHUISD", OKTOBER, laatste)]
    for levering in orde:
        signal(*(rows[place] for place in levering))
    expected = {
        IN_BE: [(aa.id, "OVERDRAGEN", "VERHUISD", OKTOBER, be.id)],
        IN_GEEN: [(aa.id, "AFMELDEN", "VERHUISD", OKTOBER, None)],
        IN_AA: [],
    }
    assert query(OPEN) == expected[laatste]


def test_what_lapsed_is_proposed_again_when_there_is_reason_for_it(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    row = (bsns[0], "STARTKWALIFICATIE", OKTOBER)
    signal(row)
    wie = operator("test", aa)
    meld_af(wie, bsn=bsns[0], afmelddatum=OKTOBER, reden=Afmeldreden.WERK, vandaag=VANDAAG)
    assert listed(aa) == []
    assert signal(row) == [ONGEWIJZIGD]
    meld_aan(wie, bsn=bsns[0], geboortedatum=GEBOREN, aanmelddatum=VANDAAG, kenmerk=None, vandaag=VANDAAG)
    assert signal(row) == [GENOMEN]
    assert query("SELECT stand, besloten_op FROM voorstel") == [("OPEN", None)]
    reject_voorstellen(wie, [listed(aa)[0]["voorstel"]])
    assert signal(row) == [ONGEWIJZIGD]
    assert listed(aa) == []


def test_who_nobody_is_to_follow_is_forgotten(signal: Rows, database: str, query: Rows, bsns: list[str]) -> None:
    signal(*((bsn, "OVERLEDEN", SEPTEMBER) for bsn in bsns[:3]), (bsns[0], "UITSCHRIJVING", OKTOBER, IN_AA))
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE signaal SET gezien_op = gezien_op - interval '27 weeks'")
    # Of whoever is told about once more it is known again.
    assert signal((bsns[2], "OVERLEDEN", SEPTEMBER)) == [GENOMEN]
    assert query("SELECT count(*), count(j.id) FROM signaal LEFT JOIN jongere j USING (bsn)") == [(3, 2)]


DAG = st.sampled_from([date(2026, 7, 1), SEPTEMBER, OKTOBER])
SOORT = st.sampled_from(list(Signaal))
WAAR = st.sampled_from([IN_AA, IN_BE, IN_GEEN])


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.tuples(st.integers(0, 3), SOORT, DAG, WAAR), max_size=8, unique_by=lambda row: row[:3]),
    data=st.data(),
)
def test_order_repetition_and_packing_make_no_difference(
    signal: Rows,
    take: Rows,
    query: Rows,
    rows: list[tuple[int, str, date, str]],
    data: st.DataObject,
    vers: Iterator[str],
) -> None:
    """Nobody follows 0; Aa follows 1, Be follows 2, and both follow 3. What is open in the end is the same."""

    def play(*leveringen: list[tuple[int, str, date, str]]) -> list[tuple[Any, ...]]:
        people = [next(vers) for _ in range(4)]
        follow = [(1, None), (2, OIN_B), (3, None), (3, OIN_B)]
        take(*((people[who], GEBOREN, AUGUSTUS, None, None, oin) for who, oin in follow))
        ((before,),) = query("SELECT coalesce(max(id), 0) FROM voorstel")
        for levering in leveringen:
            taken = signal(
                *(
                    (people[who], soort, dag, waar if soort in {"UITSCHRIJVING", "VERHUISD"} else None)
                    for who, soort, dag, waar in levering
                )
            )
            assert len(taken) == len(levering)
        return query(
            """
            SELECT organisatie, (SELECT count(*) FROM aanmelding a WHERE a.jongere = v.jongere),
                   (SELECT min(organisatie) FROM aanmelding a WHERE a.jongere = v.jongere),
                   soort, aanleiding, datum, naar
            FROM voorstel v WHERE id > %s AND stand = 'OPEN' ORDER BY 1, 2, 3, 4, 5, 6
            """,
            before,
        )

    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    once = play(rows)
    assert play(shuffled[:cut], shuffled[cut:]) == once
    assert play(*([row] for row in shuffled)) == once
    assert play(rows + shuffled, shuffled) == once


def test_a_correction_in_the_same_levering_holds_by_when_it_came(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    first, later = ("VERHUISD", SEPTEMBER, IN_GEEN, SEPTEMBER), ("VERHUISD", SEPTEMBER, IN_BE, OKTOBER)
    for bsn, rows in zip(bsns, ((first, later), (later, first)), strict=False):
        take((bsn, GEBOREN, AUGUSTUS))
        assert sorted(signal(*((bsn, *row) for row in rows))) == [GENOMEN, ONGEWIJZIGD]
    assert query("SELECT DISTINCT organisatie, soort, naar FROM voorstel") == [(aa.id, "OVERDRAGEN", be.id)]


FORBIDDEN = [
    "INSERT INTO voorstel (organisatie, jongere) VALUES (%(aa)s, %(wie)s)",
    "UPDATE voorstel SET organisatie = %(aa)s",
    "UPDATE voorstel SET jongere = %(wie)s",
    "UPDATE voorstel SET naar = %(aa)s",
    "DELETE FROM voorstel",
    "SELECT voorstel_heeft_zin(%(be)s, %(wie)s, 'AFMELDEN', 'OVERLEDEN', '2026-09-01')",
    "SELECT FROM signaal",
    "SELECT klantvolg_uitschrijvingen(array[%(wie)s])",
    "SELECT klantvolg_vergeet()",
    "SELECT * FROM klantvolg_laat_vervallen(NULL)",
]


def test_the_wall_stands_between_organisations(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS, None, None, OIN_B))
    signal((bsns[0], "OVERLEDEN", SEPTEMBER), (bsns[1], "UITSCHRIJVING", SEPTEMBER, IN_BE))
    before = query("SELECT * FROM voorstel ORDER BY id")
    ids, uuids = [row[0] for row in before], [str(row[1]) for row in before]
    assert listed(aa) == []
    assert reject_voorstellen(operator("test", aa), uuids)["code"].to_list() == ["VOORSTEL_ONBEKEND"] * 2
    with pytest.raises(InvoerFout):
        list_voorstellen(operator("test", aa), na=uuids[0])
    values = {"aa": aa.id, "be": be.id, "wie": query("SELECT max(id) FROM jongere")[0][0]}
    for organisatie, seen in ((aa, 0), (be, 2)):
        with namens(operator("test", organisatie), Recht.JONGEREN_INZIEN) as sessie:
            assert sessie.cur.execute("SELECT FROM voorstel").rowcount == seen
            assert sessie.cur.execute("SELECT * FROM klantvolg_voorgesteld(%s)", (ids,)).rowcount == seen
            # Whom it does not follow yet it sees in no other way.
            assert sessie.cur.execute("SELECT FROM jongere WHERE id = %(wie)s", values).rowcount == 0
            assert sessie.cur.execute("UPDATE voorstel SET stand = 'OPEN' WHERE stand = 'OPEN'").rowcount == seen
        for statement in FORBIDDEN:
            with (
                pytest.raises(psycopg.errors.InsufficientPrivilege),
                namens(operator("test", organisatie), Recht.JONGEREN_INZIEN) as sessie,
            ):
                sessie.cur.execute(statement.encode(), values)
    with transactie("web") as cur:  # for no organisation: nothing at all
        assert cur.execute("SELECT FROM voorstel").rowcount == 0
        assert cur.execute("SELECT FROM klantvolg_voorgesteld(%s)", (ids,)).rowcount == 0
        assert cur.execute("SELECT FROM klantvolg_laat_eigen_vervallen()").rowcount == 0
    assert query("SELECT * FROM voorstel ORDER BY id") == before


def test_a_person_is_known_by_a_proposal_only_while_it_is_open(
    signal: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    ((number,),) = query("SELECT id FROM voorstel")
    reject_voorstellen(operator("test", aa), [listed(aa)[0]["voorstel"]])
    with namens(operator("test", aa), Recht.JONGEREN_INZIEN) as sessie:
        assert sessie.cur.execute("SELECT FROM klantvolg_voorgesteld(%s)", ([number],)).rowcount == 0


@pytest.mark.parametrize("stand", ["AANVAARD", "VERVALLEN", "OPEN"])
def test_a_decision_is_never_changed(signal: Rows, query: Rows, bsns: list[str], aa: Organisatie, stand: str) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    reject_voorstellen(operator("test", aa), [listed(aa)[0]["voorstel"]])
    with pytest.raises(psycopg.errors.IntegrityConstraintViolation), transactie("werker") as cur:
        cur.execute("UPDATE voorstel SET stand = %s", (stand,))


def test_the_key_can_be_rotated(
    signal: Rows, query: Rows, bsns: list[str], aa: Organisatie, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = tmp_path / "sleutels"
    keys.write_text(new_key_line(1) + "\n")
    monkeypatch.delenv("VSV_SLEUTELS")
    monkeypatch.setenv("VSV_SLEUTELBESTAND", str(keys))
    row = (bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA)
    elders = (bsns[1], "OVERLEDEN", SEPTEMBER)  # about somebody who is not known here
    assert signal(row, elders) == [GENOMEN] * 2
    before = listed(aa)
    keys.write_text(keys.read_text() + new_key_line(2) + "\n")
    with als_dienst(operator("test")) as sessie:
        assert rotate_sleutel(sessie) == 2
    keys.write_text(keys.read_text().splitlines()[1])  # the old key is gone
    assert listed(aa) == before
    assert signal(row, elders) == [ONGEWIJZIGD] * 2
    assert query("SELECT count(*) FROM jongere") == [(1,)]


def test_who_is_taken_out_takes_the_proposals_along(signal: Rows, database: str, query: Rows, bsns: list[str]) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    with psycopg.connect(database) as admin:
        admin.execute("DELETE FROM jongere")
    assert query("SELECT FROM voorstel") == query("SELECT FROM signaal") == []


def test_many_signals_take_a_fixed_number_of_queries(
    signal: Rows, take: Rows, query: Rows, vers: Iterator[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []
    execute = psycopg.Cursor.execute

    def counted(self: Any, *args: Any, **kwargs: Any) -> Any:
        counts[-1] += 1
        return execute(self, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    for size in (2, 500):
        people = [next(vers) for _ in range(2 * size)]
        counts.append(0)
        take(*((bsn, GEBOREN, AUGUSTUS) for bsn in people[:size]))
        counts.append(0)
        days = [SEPTEMBER + timedelta(days=number % 20) for number in range(2 * size)]
        rows = [
            (bsn, "VERHUISD" if place < size else "UITSCHRIJVING", day, IN_BE)
            for place, (bsn, day) in enumerate(zip(people, days, strict=True))
        ]
        assert set(signal(*rows)) == {GENOMEN}
    assert all(one == other for one, other in pairwise(counts[1::2]))
    assert query("SELECT count(*) FROM voorstel") == [(2 * 502,)]
