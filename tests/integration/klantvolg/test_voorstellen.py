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
        *[ONGEWIJZIGD] * 3,
        ("geweigerd", "GEMEENTE_ONBEKEND"),
        NIET_GEVOLGD,
        ONGEWIJZIGD,
        GENOMEN,
        *[NIET_GEVOLGD] * 2,
        ("geweigerd", "GEMEENTE_ONBEKEND"),
        ("geweigerd", "GEEN_DOORSTROOMPUNT"),
    ]
    assert query("SELECT count(*) FROM jongere") == [(2,)]  # who is refused is not kept


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
        ONGEWIJZIGD,
        GENOMEN,
    ]
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


DAG = st.sampled_from([SEPTEMBER, OKTOBER])
SOORT = st.sampled_from(list(Signaal))


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.tuples(st.integers(0, 3), SOORT, DAG), max_size=8, unique=True), data=st.data())
def test_order_repetition_and_packing_make_no_difference(
    signal: Rows, take: Rows, query: Rows, rows: list[tuple[int, str, date]], data: st.DataObject, vers: Iterator[str]
) -> None:
    """Nobody follows 0; Aa follows 1, Be follows 2, and both follow 3."""

    def play(*leveringen: list[tuple[int, str, date]]) -> list[tuple[Any, ...]]:
        people = [next(vers) for _ in range(4)]
        follow = [(1, None), (2, OIN_B), (3, None), (3, OIN_B)]
        take(*((people[who], GEBOREN, AUGUSTUS, None, None, oin) for who, oin in follow))
        ((before,),) = query("SELECT coalesce(max(id), 0) FROM voorstel")
        for levering in leveringen:
            gemeente = {"UITSCHRIJVING": IN_AA, "VERHUISD": IN_BE}
            taken = signal(*((people[who], soort, dag, gemeente.get(soort)) for who, soort, dag in levering))
            assert len(taken) == len(levering)
        return query(
            """
            SELECT organisatie, (SELECT count(*) FROM aanmelding a WHERE a.jongere = v.jongere),
                   (SELECT min(organisatie) FROM aanmelding a WHERE a.jongere = v.jongere),
                   soort, aanleiding, datum, naar, stand
            FROM voorstel v WHERE id > %s ORDER BY 1, 2, 3, 4, 5, 6
            """,
            before,
        )

    shuffled = data.draw(st.permutations(rows))
    cut = data.draw(st.integers(0, len(rows)))
    once = play(rows)
    assert play(shuffled[:cut], shuffled[cut:]) == once
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
    "SELECT voorstel_heeft_zin(%(be)s, %(wie)s, 'AFMELDEN', '2026-09-01')",
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
    assert signal(row) == [GENOMEN]
    before = listed(aa)
    keys.write_text(keys.read_text() + new_key_line(2) + "\n")
    with als_dienst(operator("test")) as sessie:
        assert rotate_sleutel(sessie) == 1
    keys.write_text(keys.read_text().splitlines()[1])  # the old key is gone
    assert listed(aa) == before
    assert signal(row) == [ONGEWIJZIGD]
    assert query("SELECT count(*) FROM jongere") == [(1,)]


def test_who_is_taken_out_takes_the_proposals_along(signal: Rows, database: str, query: Rows, bsns: list[str]) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    with psycopg.connect(database) as admin:
        admin.execute("DELETE FROM jongere")
    assert query("SELECT FROM voorstel") == []


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
