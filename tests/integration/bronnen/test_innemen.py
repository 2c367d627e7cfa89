"""A levering is taken in whole or not at all, once, and every row is accounted for."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest

from vsv.bronnen.service import Leveringverslag, list_leveringen, rotate_sleutel, take_levering
from vsv.domein.fouten import GeenRecht, InvoerFout, OmgevingFout
from vsv.opslag.service import transactie
from vsv.opslag.sleutels import new_key_line
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import Wie, als_dienst, operator

AN, BO, CAS, DAAN = map(str, geldige_nummers(EERSTE_BSN, 4))
WIE = operator("test")

Lever = Callable[..., Path]

pytestmark = pytest.mark.usefixtures("organisaties")


def counts(verslag: Leveringverslag) -> dict[str, tuple[int, ...]]:
    """Per table: aangeboden, genomen, ongewijzigd, niet_gevolgd, geweigerd."""
    return {telling.tabel: telling.aantallen for telling in verslag.tellingen}


def everything(database: str) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, the log excepted."""
    with psycopg.connect(database) as admin:
        names = admin.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT relispartition AND relname <> 'logregel'"
        ).fetchall()
        return {name: admin.execute(f"SELECT t.* FROM {name} t ORDER BY t".encode()).fetchall() for (name,) in names}


def logged(database: str, actie: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database) as admin:
        query = "SELECT jongere, bijzonderheden FROM logregel WHERE actie = %s ORDER BY nummer"
        return admin.execute(query, (actie,)).fetchall()


def test_every_kind_of_fact_is_taken(database: str, lever: Lever) -> None:
    rij = [{"bsn": AN}]
    tabellen = ["bevragingen", "inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven"]
    tabellen += ["uitkeringen", "doelgroepregister"]
    verslag = take_levering(WIE, lever(aanmeldingen=rij, **dict.fromkeys(tabellen, rij)))
    assert counts(verslag) == dict.fromkeys(["aanmeldingen", *tabellen], (1, 1, 0, 0, 0))
    found = everything(database)
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    ((jongere, *_),) = found["jongere"]
    ikv, begin = 800000195030001, date(2026, 6, 1)
    assert found["bevraging"] == [(jongere, moment, 1, 2, "POLIS")]
    assert found["ikv"] == [(jongere, ikv, moment, 1, 2, begin, None, False, None, None)]
    assert found["ikp"] == [(jongere, ikv, moment, 1, 2, begin, False, None, None, "15", None, None)]
    opgave = (45000, None, 1, 2, date(2026, 10, 1), date(2026, 10, 31), None, False)
    assert found["iko"] == [(jongere, ikv, moment, *opgave)]
    assert found["uitkering"] == [(jongere, moment, 1, 2, begin, None, False, "PW", "PW")]
    assert found["doelgroep"] == [(jongere, moment, 1, 2, begin, None, False, "01")]


def test_the_same_levering_changes_nothing(database: str, lever: Lever) -> None:
    folder = lever("levering", aanmeldingen=[{"bsn": AN}], bevragingen=[{"bsn": AN}, {"bsn": "123"}])
    first = take_levering(WIE, folder)
    before = everything(database)
    again = take_levering(WIE, folder.rename(folder.with_name("andere naam")))
    assert not first.al_bekend
    assert again.al_bekend
    assert (again.levering, again.herkomst, again.tellingen) == (first.levering, "levering", first.tellingen)
    assert everything(database) == before
    assert len(logged(database, "bronnen.inlezen")) == 1


def test_the_same_levering_can_be_taken_again_for_who_is_followed_since(database: str, lever: Lever) -> None:
    bevragingen = [{"bsn": AN}, {"bsn": BO}, {"bsn": ""}]
    folder = lever(aanmeldingen=[{"bsn": AN}], bevragingen=bevragingen)
    take_levering(WIE, folder)
    take_levering(WIE, lever(aanmeldingen=[{"bsn": BO}]))
    again = take_levering(WIE, folder, opnieuw=True)
    assert counts(again) == {"aanmeldingen": (1, 0, 1, 0, 0), "bevragingen": (3, 1, 1, 0, 1)}
    assert take_levering(WIE, folder).levering == again.levering
    assert len(everything(database)["bevraging"]) == 2


def test_what_is_here_to_the_letter_is_not_taken_again(database: str, lever: Lever) -> None:
    take_levering(
        WIE,
        lever(
            "een",
            aanmeldingen=[{"bsn": AN}],
            inkomstenverhoudingen=[{"bsn": AN}],
            inkomstenopgaven=[{"bsn": AN, "loon_lbph": 1}, {"bsn": AN, "loon_lbph": 1}, {"bsn": AN, "loon_sv": 5}],
        ),
    )
    verslag = take_levering(
        WIE,
        lever(
            "twee",
            inkomstenverhoudingen=[{"bsn": AN}, {"bsn": AN, "werkgever": "Bakker"}],
            inkomstenopgaven=[
                {"bsn": AN, "loon_lbph": 1},
                {"bsn": AN, "loon_lbph": 2},
                {"bsn": AN, "loon_lbph": 1, "ontvangen_op": "2026-11-20T08:00:01Z"},
            ],
        ),
    )
    assert counts(verslag) == {"inkomstenverhoudingen": (2, 1, 1, 0, 0), "inkomstenopgaven": (3, 2, 1, 0, 0)}
    assert len(everything(database)["iko"]) == 4


def test_of_equal_rows_the_last_one_holds_its_place(database: str, lever: Lever) -> None:
    """Rows that contradict each other with the same moment: the one that stands last in the input holds."""
    lonen = [{"bsn": AN, "loon_lbph": loon} for loon in (1, 2, 1)]
    folder = lever(aanmeldingen=[{"bsn": AN}], inkomstenverhoudingen=[{"bsn": AN}], inkomstenopgaven=lonen)
    verslag = take_levering(WIE, folder)
    assert counts(verslag)["inkomstenopgaven"] == (3, 2, 1, 0, 0)
    with psycopg.connect(database) as admin:
        assert admin.execute("SELECT loon_lbph, volgnummer FROM iko ORDER BY volgnummer").fetchall() == [(2, 3), (1, 4)]


def test_facts_about_people_nobody_follows_are_not_kept(database: str, lever: Lever) -> None:
    verslag = take_levering(
        WIE,
        lever(
            aanmeldingen=[{"bsn": AN}, {"bsn": BO, "aanmelddatum": "2025-01-01", "afmelddatum": "2026-01-01"}],
            inkomstenverhoudingen=[{"bsn": AN}, {"bsn": BO}, {"bsn": CAS}],
            inkomstenopgaven=[{"bsn": CAS}, {"bsn": CAS, "loon_lbph": "veel"}, {"bsn": "12"}, {"bsn": ""}],
        ),
    )
    assert counts(verslag)["inkomstenverhoudingen"] == (3, 1, 0, 2, 0)
    assert counts(verslag)["inkomstenopgaven"] == (4, 0, 0, 2, 2)
    found = everything(database)
    assert len(found["ikv"]) == 1
    assert {row[4] for row in found["uitval"]} == {"bsn"}


def test_an_ikv_that_is_not_known_sends_a_row_to_quarantine(database: str, lever: Lever) -> None:
    verslag = take_levering(
        WIE,
        lever(
            aanmeldingen=[{"bsn": AN}, {"bsn": BO}],
            inkomstenverhoudingen=[{"bsn": AN}, {"bsn": BO, "datum_einde": "gisteren"}],
            inkomstenperiodes=[{"bsn": AN}, {"bsn": AN, "nummer_ikv": 2}],
            inkomstenopgaven=[{"bsn": BO}],
        ),
    )
    assert counts(verslag)["inkomstenperiodes"] == (2, 1, 0, 0, 1)
    assert counts(verslag)["inkomstenopgaven"] == (1, 0, 0, 0, 1)
    assert verslag.wachtend == 2
    assert [(w.code, w.fout.plaats) for w in verslag.weigeringen] == [
        ("DATUM_ONGELDIG", "inkomstenverhoudingen.csv, regel 3, kolom datum_einde"),
        ("IKV_ONTBREEKT", "inkomstenperiodes.csv, regel 3, kolom loonheffingennummer"),
        ("IKV_ONTBREEKT", "inkomstenopgaven.csv, regel 2, kolom loonheffingennummer"),
    ]


def test_a_row_that_waits_is_taken_with_its_ikv(database: str, lever: Lever) -> None:
    volledig = {
        "bsn": AN,
        "datum_einde": "",
        "loon_lbph": -12,
        "loon_sv": 3,
        "verloonde_uren": 7,
        "ontvangen_op": "2026-11-20T09:30:00.123456+01:00",
        "ingetrokken": "J",
    }
    opgaven = [volledig, {"bsn": AN}, {"bsn": AN}, {"bsn": AN, "nummer_ikv": 9}]
    take_levering(WIE, lever("een", aanmeldingen=[{"bsn": AN}], inkomstenopgaven=opgaven))
    take_levering(WIE, lever("twee", inkomstenopgaven=[{"bsn": AN}], inkomstenperiodes=[{"bsn": AN, "oproep": "J"}]))
    verslag = take_levering(WIE, lever("drie", inkomstenverhoudingen=[{"bsn": AN}], inkomstenopgaven=[volledig]))
    assert counts(verslag) == {"inkomstenverhoudingen": (1, 1, 0, 0, 0), "inkomstenopgaven": (1, 1, 0, 0, 0)}
    assert verslag.alsnog_genomen == 5
    assert [(v.levering, v.wachtend) for v in list_leveringen(WIE)] == [(3, 0), (2, 0), (1, 1)]
    with psycopg.connect(database) as admin:
        found = admin.execute("SELECT * FROM iko ORDER BY volgnummer").fetchall()
        assert admin.execute("SELECT levering, volgnummer, oproep FROM ikp").fetchall() == [(3, -1, True)]
    jongere, ikv = found[0][:2]
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    einde = (date(2026, 10, 1), date(2026, 10, 31))
    assert found == [
        (jongere, ikv, moment, 45000, None, 3, -1, *einde, None, False),
        (jongere, ikv, moment.replace(minute=30, microsecond=123456), -12, 3, 3, 2, *einde, 7, True),
    ]


def test_a_row_that_waits_is_offered_once(database: str, lever: Lever) -> None:
    take_levering(WIE, lever("een", aanmeldingen=[{"bsn": AN}], inkomstenopgaven=[{"bsn": AN}]))
    assert take_levering(WIE, lever("twee", inkomstenverhoudingen=[{"bsn": AN}])).alsnog_genomen == 1
    latest = take_levering(WIE, lever("drie", inkomstenverhoudingen=[{"bsn": AN, "reden_einde": "01"}]))
    assert latest.alsnog_genomen == 0
    assert len(everything(database)["iko"]) == 1


def test_rows_that_waited_stay_in_the_order_in_which_they_came(database: str, lever: Lever) -> None:
    take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}], inkomstenopgaven=[{"bsn": AN, "loon_lbph": 1}]))
    take_levering(WIE, lever(inkomstenopgaven=[{"bsn": AN, "loon_lbph": loon} for loon in (3, 2)]))
    ikv, opgaven = [{"bsn": AN}], [{"bsn": AN, "loon_lbph": 4}]
    take_levering(WIE, lever(inkomstenverhoudingen=ikv, inkomstenopgaven=opgaven))
    with transactie("werker") as cur:
        assert cur.execute("SELECT loon_lbph FROM iko ORDER BY volgnummer").fetchall() == [(1,), (3,), (2,), (4,)]


def test_strict_takes_nothing_when_a_row_is_refused(database: str, lever: Lever) -> None:
    before = everything(database)
    bevragingen = [{"bsn": AN, "bron": "XX"}] * 1_200 + [{"bsn": AN}]
    folder = lever(aanmeldingen=[{"bsn": AN}], bevragingen=bevragingen)
    with pytest.raises(InvoerFout) as fault:
        take_levering(WIE, folder, streng=True)
    assert fault.value.aantal == 1_200
    assert [fout.plaats for fout in fault.value.fouten] == ["bevragingen.csv, regel 2 en 1.199 andere, kolom bron"]
    assert everything(database) == before
    take_levering(WIE, lever("goed", aanmeldingen=[{"bsn": AN}], bevragingen=[{"bsn": AN}]), streng=True)


def test_a_file_that_is_not_what_it_should_be_changes_nothing(database: str, lever: Lever, tmp_path: Path) -> None:
    before = everything(database)
    folder = lever(aanmeldingen=[{"bsn": AN}], bevragingen=[{"bsn": AN}])
    (folder / "bevragingen.csv").write_text("bsn,bron\n", "utf-8")
    for wrong in (folder, tmp_path / "nergens"):
        with pytest.raises(InvoerFout):
            take_levering(WIE, wrong)
    assert everything(database) == before


def test_an_aanmelding_that_is_refused_is_in_quarantine(database: str, lever: Lever) -> None:
    aanmeldingen = [{"bsn": AN}, {"bsn": BO, "organisatie_oin": "00000099000000009000"}, {"bsn": CAS, "kenmerk": " x"}]
    verslag = take_levering(WIE, lever(aanmeldingen=aanmeldingen))
    assert counts(verslag) == {"aanmeldingen": (3, 1, 0, 0, 2)}
    assert {w.code for w in verslag.weigeringen} == {"ORGANISATIE_ONBEKEND", "TEKST_ONGELDIG"}


def test_the_levering_is_logged_and_needs_the_right(database: str, lever: Lever) -> None:
    folder = lever(aanmeldingen=[{"bsn": AN}], bevragingen=[{"bsn": AN}, {"bsn": BO}, {"bsn": ""}])
    wie = Wie(actor="u1", oorsprong="portaal", rechten=frozenset())
    with pytest.raises(GeenRecht):
        take_levering(wie, folder)
    take_levering(WIE, folder)
    gelogd = {"levering": 1, "aangeboden": 4, "genomen": 2, "ongewijzigd": 0, "niet_gevolgd": 1, "geweigerd": 1}
    assert logged(database, "bronnen.inlezen") == [(None, gelogd)]


def test_no_bsn_can_be_read_from_the_database(database: str, lever: Lever) -> None:
    """Nor from the log: of people followed and not, in rows taken and refused."""
    rijen = [{"bsn": AN}, {"bsn": BO}, {"bsn": CAS}]
    take_levering(
        WIE,
        lever(
            aanmeldingen=[{"bsn": AN, "kenmerk": "dossier 7"}, {"bsn": BO, "aanmelddatum": "morgen"}],
            bevragingen=[*rijen, {"bsn": AN, "bron": AN}, {"bsn": f"{BO}0"}],
            inkomstenopgaven=rijen,
        ),
    )
    with psycopg.connect(database) as admin:
        tables = admin.execute("SELECT oid::regclass::text FROM pg_class WHERE relkind IN ('r', 'm')").fetchall()
        with admin.cursor() as cur:
            dump = []
            for (table,) in tables:
                with cur.copy(f"COPY (SELECT * FROM {table}) TO STDOUT".encode()) as copy:
                    dump += [bytes(part) for part in copy]
    text = b"".join(dump)
    assert b"IKV_ONTBREEKT" in text
    for bsn in (AN, BO, CAS):
        assert bsn.encode() not in text
        assert bsn.encode().hex().encode() not in text


def test_rotating_the_key_keeps_what_was_refused(database: str, lever: Lever, monkeypatch: pytest.MonkeyPatch) -> None:
    old = new_key_line(1)
    monkeypatch.setenv("VSV_SLEUTELS", old)
    take_levering(WIE, lever("een", aanmeldingen=[{"bsn": AN}], inkomstenopgaven=[{"bsn": AN}]))
    new = new_key_line(2)
    monkeypatch.setenv("VSV_SLEUTELS", f"{old}\n{new}")
    with als_dienst(WIE) as sessie:
        assert rotate_sleutel(sessie) == 1
        assert rotate_sleutel(sessie) == 0
    with transactie("werker") as cur:
        assert cur.execute("SELECT sleutel FROM uitval").fetchall() == [(2,)]
    assert take_levering(WIE, lever("twee", inkomstenverhoudingen=[{"bsn": AN}])).alsnog_genomen == 1


def test_without_the_key_nothing_changes(database: str, lever: Lever, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(database)
    monkeypatch.delenv("VSV_SLEUTELS")
    with pytest.raises(OmgevingFout, match="sleutel"):
        take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}]))
    assert everything(database) == before


def test_a_levering_without_tables_counts_nothing() -> None:
    leeg = Leveringverslag(
        levering=1,
        herkomst="leeg",
        ingelezen_op=datetime(2026, 11, 23, tzinfo=UTC),
        tellingen=[],
        alsnog_genomen=0,
        wachtend=0,
        weigeringen=[],
    )
    assert leeg.totaal.aantallen == (0, 0, 0, 0, 0)
