"""Signals of DUO in a levering, and what the facts give reason to ask about."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vsv.beheer.voorstellen import stel_voor
from vsv.bronnen.service import find_overleden, find_zwijgend, list_leveringen, read_uitval, take_levering
from vsv.domein.codes import Bron
from vsv.domein.fouten import GeenRecht
from vsv.domein.suwiml import DIENSTEN
from vsv.opslag.service import transactie
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import Organisatie, Wie, operator

AN, BO, CAS, DAAN = map(str, geldige_nummers(EERSTE_BSN, 4))
WIE = operator("test")
MAANDAG = date(2026, 11, 23)

Lever = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("organisaties")


def counts(folder: Path, **options: Any) -> dict[str, tuple[int, ...]]:
    """Per table: aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd."""
    return {telling.tabel: telling.aantallen for telling in take_levering(WIE, folder, **options).tellingen}


def proposals(database: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database) as admin:
        query = "SELECT soort, aanleiding, datum::text FROM voorstel ORDER BY id"
        return admin.execute(query).fetchall()


def test_every_signal_of_a_levering_is_counted(database: str, lever: Lever) -> None:
    folder = lever(
        aanmeldingen=[{"bsn": AN}],
        duo_signalen=[
            {"bsn": AN, "soort": "OVERLEDEN"},  # is followed from this levering on
            {"bsn": AN, "soort": "OVERLEDEN"},
            {"bsn": AN, "soort": "VERHUISD", "gemeentecode": "9999"},
            {"bsn": AN, "soort": "VERHUISD"},
            {"bsn": BO, "soort": "OVERLEDEN"},
            {"bsn": BO, "soort": "OVERLEDEN", "gemeentecode": "0037"},  # wrong, but about somebody nobody follows
            {"bsn": BO, "soort": "UITSCHRIJVING"},  # wrong, and about somebody to be followed
            {"bsn": CAS, "soort": "UITSCHRIJVING", "gemeentecode": "0037"},
            {"bsn": DAAN, "soort": "UITSCHRIJVING", "gemeentecode": "0034"},
            {"bsn": "123", "soort": "OVERLEDEN"},
        ],
        bevragingen=[{"bsn": AN}, {"bsn": CAS}],
    )
    assert counts(folder) == {
        "aanmeldingen": (1, 1, 0, 0, 0),
        "duo_signalen": (10, 3, 1, 1, 5),  # what was said well of Bo is remembered
        "bevragingen": (2, 1, 0, 1, 0),  # who is only proposed is not followed
    }
    assert proposals(database) == [
        ("AFMELDEN", "OVERLEDEN", "2026-09-01"),
        ("AANMELDEN", "UITSCHRIJVING", "2026-09-01"),
    ]
    uitval = read_uitval(WIE, 1)
    assert uitval.select("regel", "code").rows() == [
        (5, "VERPLICHT_LEEG"),
        (8, "VERPLICHT_LEEG"),
        (11, "BSN_ONGELDIG"),
        (4, "GEMEENTE_ONBEKEND"),
        (10, "GEEN_DOORSTROOMPUNT"),
    ]
    assert uitval.filter(code="GEEN_DOORSTROOMPUNT")["bsn"].item() == DAAN
    assert counts(folder, opnieuw=True)["duo_signalen"] == (10, 0, 4, 1, 5)
    assert len(proposals(database)) == 2
    assert list_leveringen(WIE)[0].totaal.aantallen == (13, 0, 6, 2, 5)


def find_silent(dag: date = MAANDAG) -> dict[int, date]:
    with transactie("werker") as cur:
        return dict(find_zwijgend(cur, dag, 4).rows())


def test_who_a_source_is_silent_about(database: str, lever: Lever) -> None:
    dag = {
        "lang": "2026-10-21T08:00:00Z",  # a Wednesday; four weeks later is Wednesday 18 November
        "kort": "2026-10-28T08:00:00Z",
        "nu": "2026-11-22T08:00:00Z",
    }
    # Daan is known to both sources, and shows that they speak.
    beide = [{"bsn": DAAN, "bron": bron, "beantwoord_op": dag["nu"]} for bron in ("POLIS", "PW")]
    take_levering(
        WIE,
        lever(
            aanmeldingen=[
                {"bsn": AN},
                {"bsn": BO},
                {"bsn": CAS, "aanmelddatum": "2026-10-20"},
                {"bsn": DAAN},
            ],
            bevragingen=[
                *beide,
                {"bsn": AN, "bron": "POLIS", "beantwoord_op": dag["nu"]},
                {"bsn": AN, "bron": "PW", "beantwoord_op": dag["lang"]},
                {"bsn": BO, "bron": "POLIS", "beantwoord_op": dag["kort"]},
                {"bsn": BO, "bron": "PW", "beantwoord_op": dag["nu"]},
                {"bsn": BO, "bron": "DGR", "beantwoord_op": "2025-01-01T08:00:00Z"},
            ],
        ),
    )
    with psycopg.connect(database) as admin:
        personen = admin.execute("SELECT jongere, aanmelddatum::text FROM aanmelding ORDER BY id").fetchall()
    an, bo, cas, daan = (jongere for jongere, _ in personen)
    assert find_silent() == {an: date(2026, 11, 16), cas: date(2026, 11, 16)}
    assert find_silent(date(2026, 12, 31)) == find_silent()  # by then the sources themselves are silent
    assert find_silent(date(2026, 10, 20)) == {}  # no source had spoken yet
    # What is silent longer keeps its Monday; what speaks again is gone.
    later = [{**rij, "beantwoord_op": "2026-12-06T08:00:00Z"} for rij in beide]
    take_levering(
        WIE,
        lever(bevragingen=[*later, {"bsn": CAS, "bron": "POLIS", "beantwoord_op": "2026-12-06T08:00:00Z"}]),
    )
    found = find_silent(date(2026, 12, 7))
    assert found == {an: date(2026, 11, 16), cas: date(2026, 11, 16), bo: date(2026, 11, 23)}
    assert daan not in found


def test_nobody_is_silent_when_no_source_has_spoken(lever: Lever) -> None:
    take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}]))
    assert find_silent() == {}


LANG, PAS = "2026-10-19T08:00:00Z", "2026-11-22T08:00:00Z"


def keys(database: str) -> list[int]:
    with psycopg.connect(database) as admin:
        return [jongere for (jongere,) in admin.execute("SELECT jongere FROM aanmelding ORDER BY id")]


@pytest.fixture
def stil(database: str, lever: Lever) -> list[int]:
    """Four people; both sources have been silent for too long about the first three, and speak about the last."""
    antwoorden = [
        {"bsn": bsn, "bron": bron, "beantwoord_op": PAS if bsn == DAAN else LANG}
        for bsn in (AN, BO, CAS, DAAN)
        for bron in ("POLIS", "PW")
    ]
    take_levering(WIE, lever(aanmeldingen=[{"bsn": bsn} for bsn in (AN, BO, CAS, DAAN)], bevragingen=antwoorden))
    found = keys(database)
    assert set(find_silent()) == set(found[:3])
    return found


def test_a_question_that_went_wrong_is_no_silence(database: str, stil: list[int]) -> None:
    an, bo, cas, _ = stil
    with psycopg.connect(database) as admin:
        admin.execute("INSERT INTO vraagronde (dag, bron) VALUES ('2026-11-20', 'POLIS'), ('2026-11-20', 'PW')")
        admin.execute(
            "INSERT INTO vraag (bron, jongere, dag, niet_voor, pogingen)"
            " VALUES ('POLIS', %(an)s, '2026-11-20', now(), 7), ('PW', %(an)s, '2026-11-20', now(), 7),"
            "        ('POLIS', %(bo)s, '2026-11-20', now(), 1), ('POLIS', %(cas)s, '2026-11-20', now(), 0)",
            {"an": an, "bo": bo, "cas": cas},
        )
    # About Bo the other source is silent, and about Cas nothing was asked yet.
    assert set(find_silent()) == {bo, cas}


def test_who_a_source_did_say_something_about_is_not_one_it_is_silent_about(
    database: str, lever: Lever, stil: list[int]
) -> None:
    _, bo, cas, _ = stil
    take_levering(
        WIE,
        lever(
            inkomstenverhoudingen=[{"bsn": bsn, "ontvangen_op": PAS} for bsn in (AN, BO)],
            uitkeringen=[
                {"bsn": AN, "ontvangen_op": PAS},
                {"bsn": BO, "ontvangen_op": PAS, "bron": "UWV", "wet": "WW"},  # of the other source
            ],
        ),
    )
    assert set(find_silent()) == {bo, cas}


def test_an_answer_that_can_not_be_read_is_no_silence(database: str, stil: list[int]) -> None:
    an, bo, cas, _ = stil

    def refuse(jongere: int, herkomst: str, op: str) -> None:
        with psycopg.connect(database) as admin:
            admin.execute(
                "WITH l AS (INSERT INTO levering (controlegetal, herkomst, ingelezen_op) VALUES ('', %s, %s)"
                "           RETURNING id)"
                " INSERT INTO uitval (levering, tabel, regel, kolom, code, reden, jongere, inhoud, sleutel)"
                " SELECT id, 'inkomstenverhoudingen', 1, '', '', '', %s, '', 1 FROM l",
                (herkomst, op, jongere),
            )

    for dienst in DIENSTEN.values():
        refuse(an, dienst.naam, PAS)
    refuse(bo, "een map", PAS)
    refuse(bo, DIENSTEN[Bron.PW].naam, PAS)  # about Polis this says nothing
    for bron in (Bron.POLIS, Bron.PW):
        refuse(cas, DIENSTEN[bron].naam, "2026-10-22T08:00:00Z")  # long ago too, but less
    assert find_silent() == {bo: date(2026, 11, 16), cas: date(2026, 11, 16)}


def test_who_died_according_to_an_employer(database: str, lever: Lever) -> None:
    def ikv(bsn: str, nummer: int, einde: str, reden: str, op: str, ingetrokken: str = "N") -> dict[str, object]:
        return {
            "bsn": bsn,
            "nummer_ikv": nummer,
            "datum_einde": einde,
            "reden_einde": reden,
            "ontvangen_op": f"{op}T08:00:00Z",
            "ingetrokken": ingetrokken,
        }

    take_levering(
        WIE,
        lever(
            aanmeldingen=[{"bsn": bsn} for bsn in (AN, BO, CAS, DAAN)],
            inkomstenverhoudingen=[
                ikv(AN, 1, "2026-10-05", "33", "2026-11-01"),
                ikv(AN, 2, "2026-10-02", "33", "2026-11-01"),
                ikv(BO, 1, "2026-10-05", "33", "2026-11-01"),
                ikv(BO, 1, "2026-10-05", "20", "2026-11-08"),  # corrected
                ikv(CAS, 1, "2026-10-05", "33", "2026-11-01"),
                ikv(CAS, 1, "2026-10-05", "33", "2026-11-08", "J"),  # withdrawn
                ikv(DAAN, 1, "", "33", "2026-11-08"),
                ikv(DAAN, 1, "", "20", "2026-11-01"),  # older
            ],
        ),
    )
    with psycopg.connect(database) as admin:
        an, _, _, daan = (j for (j,) in admin.execute("SELECT jongere FROM aanmelding ORDER BY id"))
    with transactie("werker") as cur:
        assert dict(find_overleden(cur).rows()) == {an: date(2026, 10, 2), daan: date(2026, 11, 8)}
    assert stel_voor(WIE, MAANDAG) == 2
    assert stel_voor(WIE, MAANDAG) == 0
    assert sorted(proposals(database)) == [
        ("AFMELDEN", "OVERLEDEN_WERKGEVER", "2026-10-02"),
        ("AFMELDEN", "OVERLEDEN_WERKGEVER", "2026-11-08"),
    ]
    # A correction after all takes the proposal away, and a correction of that one brings it back.
    take_levering(WIE, lever(inkomstenverhoudingen=[ikv(AN, 2, "2026-10-02", "20", "2026-11-20")]))
    assert stel_voor(WIE, MAANDAG) == 1  # the other inkomstenverhouding still says so, of another day
    with psycopg.connect(database) as admin:
        stand = admin.execute("SELECT datum::text, stand FROM voorstel WHERE jongere = %s ORDER BY 1", (an,)).fetchall()
    assert stand == [("2026-10-02", "VERVALLEN"), ("2026-10-05", "OPEN")]
    take_levering(WIE, lever(inkomstenverhoudingen=[ikv(AN, 2, "2026-10-02", "33", "2026-11-21")]))
    assert stel_voor(WIE, MAANDAG) == 1
    with psycopg.connect(database) as admin:
        stand = admin.execute("SELECT datum::text, stand FROM voorstel WHERE jongere = %s ORDER BY 1", (an,)).fetchall()
    assert stand == [("2026-10-02", "OPEN"), ("2026-10-05", "VERVALLEN")]


def test_only_the_service_makes_proposals(organisaties: tuple[Organisatie, Organisatie]) -> None:
    with pytest.raises(GeenRecht):
        stel_voor(Wie(actor="u1", oorsprong="taak", rechten=frozenset(), organisatie=organisaties[0]), MAANDAG)
