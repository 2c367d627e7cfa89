"""Answers taken in: what is known afterwards is what the source last said, and every record is accounted for."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID
from xml.sax.saxutils import escape

import polars as pl
import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.unit.bronnen import suwiberichten as suwi

from vsv.bronnen.bevragen.antwoord import Antwoord, read_antwoord
from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.bronnen.bevragen.plan import claim, plan_vragen, postpone, release
from vsv.bronnen.bevragen.vertalen import VERPLICHT, Rij
from vsv.bronnen.bevragen.verwerken import Ontvangen, Verwerkt, take_antwoorden
from vsv.bronnen.service import read_bronstanden, read_open_vragen, read_uitval, take_levering
from vsv.domein.codes import Bron
from vsv.domein.perioden import Maand
from vsv.domein.suwiml import DIENSTEN
from vsv.klantvolg.service import find_gevolgden
from vsv.simulatie.nummers import EERSTE_BSN, geldige_nummers
from vsv.toegang.service import als_dienst, operator

AN, BO = map(str, geldige_nummers(EERSTE_BSN, 2))
WIE = operator("test")
ASKER = UUID(int=1)
DAG = date(2026, 11, 20)
NU = datetime(2026, 11, 20, 4, tzinfo=UTC)
VANAF = Maand(2025, 11)
LHN = "800000195L03"

Lever = Callable[..., Path]
Banen = Mapping[int, tuple[str | None, Mapping[str, str]]]
pytestmark = pytest.mark.usefixtures("organisaties")


@pytest.fixture
def jongeren(lever: Lever) -> dict[str, int]:
    """Two people who are followed."""
    take_levering(WIE, lever(aanmeldingen=[{"bsn": AN}, {"bsn": BO}]))
    with als_dienst(WIE) as sessie:
        return dict(find_gevolgden(sessie.cur, pl.Series([AN, BO])).select("bsn", "jongere").iter_rows())


def ikv(nummer: int, *, einde: str | None = None, srtiv: str = "15", lonen: Mapping[str, str]) -> list[tuple[str, Rij]]:
    """A job as an answer tells it: one periode, and pay by month."""
    sleutel: Rij = {"loonheffingennummer": LHN, "nummer_ikv": str(nummer)}
    opgaven = [sleutel | {"datum_begin": f"{maand}-01", "loon_lbph": loon} for maand, loon in lonen.items()]
    return [
        (
            "inkomstenverhoudingen",
            sleutel | {"datum_begin": "2026-01-01", "datum_einde": einde, "werkgever": "Bakkerij"},
        ),
        ("inkomstenperiodes", sleutel | {"datum_begin": "2026-01-01", "srtiv": srtiv, "aard": "1"}),
        *(("inkomstenopgaven", opgave) for opgave in opgaven),
    ]


def tell(banen: Banen) -> list[tuple[str, Rij]]:
    """Several jobs as an answer tells them."""
    return [rij for nummer, (einde, lonen) in banen.items() for rij in ikv(nummer, einde=einde, lonen=lonen)]


def answer(
    jongeren: Mapping[str, int], antwoorden: Mapping[str, Antwoord], *, uur: int = 0, bron: Bron = Bron.POLIS
) -> Verwerkt:
    """Plan, claim and take in answers, `uur` hours later."""
    moment = NU + timedelta(hours=uur)
    with als_dienst(WIE) as sessie:
        cur = sessie.cur
        cur.execute("INSERT INTO vraagronde (dag, bron) VALUES (%s, %s) ON CONFLICT DO NOTHING", (DAG, bron))
        for bsn in antwoorden:
            cur.execute(
                "INSERT INTO vraag (bron, jongere, dag, niet_voor) VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING",
                (bron, jongeren[bsn], DAG, NU),
            )
            cur.execute("UPDATE vraagronde SET gepland = gepland + %s WHERE bron = %s", (cur.rowcount, bron))
        claim(cur, bron, nu=moment, dag=DAG, wie=ASKER, aantal=10)
        ontvangen = [
            Ontvangen(jongere=jongeren[bsn], bsn=bsn, moment=moment, antwoord=antwoord)
            for bsn, antwoord in antwoorden.items()
        ]
        return take_antwoorden(sessie, bron, ontvangen, wie=ASKER, dag=DAG, vanaf=VANAF)


def existing(database: str) -> Counter[tuple[object, ...]]:
    """What exists by what was last said: jobs and pay."""
    with psycopg.connect(database) as admin:
        return Counter(
            admin.execute(
                """
                SELECT 'ikv', jongere, ikv, datum_einde::text, NULL::bigint FROM (
                    SELECT DISTINCT ON (jongere, ikv) * FROM ikv
                    ORDER BY jongere, ikv, ontvangen_op DESC, levering DESC, volgnummer DESC) AS l
                WHERE NOT ingetrokken
                UNION ALL
                SELECT 'iko', jongere, ikv, datum_begin::text, loon_lbph FROM (
                    SELECT DISTINCT ON (jongere, ikv, datum_begin, datum_einde) * FROM iko
                    ORDER BY jongere, ikv, datum_begin, datum_einde, ontvangen_op DESC, levering DESC,
                             volgnummer DESC) AS l
                WHERE NOT ingetrokken
                """
            ).fetchall()
        )


def rows(database: str, tabel: str) -> int:
    with psycopg.connect(database) as admin:
        ((aantal,),) = admin.execute(f"SELECT count(*) FROM {tabel}".encode())
        return int(aantal)


def counts_agree(database: str) -> bool:
    """In every round: gepland is what was closed and what is open."""
    with psycopg.connect(database) as admin:
        wrong = admin.execute(
            """
            SELECT r.* FROM vraagronde r
            WHERE gepland <> beantwoord + niets_gevonden + vervallen
                             + (SELECT count(*) FROM vraag v WHERE v.dag = r.dag AND v.bron = r.bron)
            """
        ).fetchall()
    return not wrong


def test_an_answer_is_kept_once_and_what_is_left_out_is_withdrawn(database: str, jongeren: dict[str, int]) -> None:
    job = ikv(1, lonen={"2026-09": "40000", "2026-10": "50000"})
    first = answer(jongeren, {AN: Antwoord(job), BO: Antwoord(None)})
    assert first.uitkomsten == {"beantwoord": 1, "niets_gevonden": 1}
    assert (first.records, first.gewijzigd) == (4, 1)

    again = answer(jongeren, {AN: Antwoord(job)}, uur=24)
    assert (again.records, again.gewijzigd) == (0, 0)
    assert rows(database, "iko") == 2

    corrected = ikv(1, einde="2026-10-15", lonen={"2026-10": "45000"})
    later = answer(jongeren, {AN: Antwoord(corrected)}, uur=48)
    assert later.records == 3  # the end, the other amount, and September withdrawn
    assert existing(database) == {
        ("ikv", jongeren[AN], 800000195030001, "2026-10-15", None): 1,
        ("iko", jongeren[AN], 800000195030001, "2026-10-01", 45000): 1,
    }
    answer(jongeren, {AN: Antwoord(None)}, uur=72)
    assert not existing(database)
    assert counts_agree(database)


JOBS = st.dictionaries(
    st.sampled_from([1, 2]),
    st.tuples(
        st.sampled_from([None, "2026-10-15"]),
        st.dictionaries(st.sampled_from(["2026-08", "2026-09", "2026-10"]), st.sampled_from(["0", "100"]), min_size=1),
    ),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gezegd=st.lists(st.dictionaries(st.sampled_from([AN, BO]), JOBS, min_size=1), min_size=1, max_size=5))
def test_what_is_known_is_what_was_said_last(
    database: str, jongeren: dict[str, int], forget: Callable[[], None], gezegd: Sequence[Mapping[str, Banen]]
) -> None:
    forget()
    last: dict[str, Banen] = {}
    for uur, wereld in enumerate(gezegd):
        antwoorden = {bsn: Antwoord(tell(banen) or None) for bsn, banen in wereld.items()}
        answer(jongeren, antwoorden, uur=uur)
        assert answer(jongeren, antwoorden, uur=uur).records == 0
        last |= wereld
    expected: Counter[tuple[object, ...]] = Counter()
    for bsn, banen in last.items():
        for nummer, (einde, lonen) in banen.items():
            expected["ikv", jongeren[bsn], 800000195030000 + nummer, einde, None] += 1
            for maand, loon in lonen.items():
                expected["iko", jongeren[bsn], 800000195030000 + nummer, f"{maand}-01", int(loon)] += 1
    assert existing(database) == expected
    assert counts_agree(database)


def test_what_the_message_has_no_place_for_is_kept(database: str, lever: Lever, jongeren: dict[str, int]) -> None:
    take_levering(
        WIE,
        lever(
            inkomstenverhoudingen=[{"bsn": AN, "datum_begin": "2026-01-01", "datum_einde": "2026-10-15",
                                    "reden_einde": "20", "ontvangen_op": "2026-11-01T00:00:00Z"}],
            inkomstenperiodes=[{"bsn": AN, "datum_begin": "2026-01-01", "oproep": "J", "contracturen_per_week": "12",
                                "ontvangen_op": "2026-11-01T00:00:00Z"}],
            inkomstenopgaven=[{"bsn": AN, "datum_begin": "2024-01-01", "datum_einde": "2024-01-31",
                               "ontvangen_op": "2026-11-01T00:00:00Z"}],
        ),
    )  # fmt: skip
    answer(jongeren, {AN: Antwoord(ikv(1, einde="2026-10-15", srtiv="31", lonen={"2026-10": "1"}))})
    with psycopg.connect(database) as admin:
        assert admin.execute(
            "SELECT reden_einde, werkgever FROM ikv ORDER BY ontvangen_op DESC LIMIT 1"
        ).fetchone() == ("20", "Bakkerij")
        assert admin.execute(
            "SELECT srtiv, oproep, contracturen_per_week FROM ikp ORDER BY ontvangen_op DESC LIMIT 1"
        ).fetchone() == ("31", True, "12")
    # An opgave of before the period that was asked says that the job was there: it is not withdrawn.
    answer(jongeren, {AN: Antwoord(None)}, uur=24)
    assert [key[3] for key in existing(database) if key[0] == "iko"] == ["2024-01-01"]
    assert [key[2] for key in existing(database) if key[0] == "ikv"] == [800000195030001]


def test_the_registers(database: str, lever: Lever, jongeren: dict[str, int]) -> None:
    take_levering(WIE, lever(uitkeringen=[{"bsn": AN, "bron": "UWV", "wet": "WW"}]))
    pw: Rij = {"bron": "PW", "wet": "PW", "datum_begin": "1900-01-01", "datum_einde": None}
    answer(jongeren, {AN: Antwoord([("uitkeringen", pw)])}, bron=Bron.PW)
    answer(jongeren, {AN: Antwoord([])}, bron=Bron.PW, uur=24)
    grond: Rij = {"grondslag": "04", "datum_begin": "2025-03-01", "datum_einde": None}
    answer(jongeren, {AN: Antwoord([("doelgroepregister", grond)])}, bron=Bron.DGR)
    with psycopg.connect(database) as admin:
        uitkeringen = admin.execute("SELECT bron, wet, ingetrokken FROM uitkering ORDER BY levering, volgnummer")
        assert uitkeringen.fetchall() == [("UWV", "WW", False), ("PW", "PW", False), ("PW", "PW", True)]
        assert admin.execute("SELECT grondslag FROM doelgroep").fetchall() == [("04",)]
        assert admin.execute("SELECT bron, count(*) FROM bevraging GROUP BY bron ORDER BY bron").fetchall() == [
            ("DGR", 1),
            ("PW", 2),
        ]


def test_an_answer_that_cannot_be_read_in_full_is_not_taken_and_its_question_stays_open(
    database: str, jongeren: dict[str, int]
) -> None:
    good = ikv(1, lonen={"2026-10": "50000"})
    answer(jongeren, {AN: Antwoord(good)})
    known = existing(database)
    wrong = [(tabel, rij | {"loonheffingennummer": "123456789L01", "nummer_ikv": "2"}) for tabel, rij in good]
    twice = [("inkomstenopgaven", rij | {"loon_lbph": "1"}) for tabel, rij in good if tabel == "inkomstenopgaven"]

    verwerkt = answer(jongeren, {AN: Antwoord(wrong), BO: Antwoord([*good, *twice])}, uur=24)

    assert not verwerkt.uitkomsten
    assert verwerkt.onvolledig == set(jongeren.values())
    assert existing(database) == known  # nothing taken, nothing withdrawn
    assert rows(database, "bevraging") == 1
    assert rows(database, "vraag") == 2
    assert verwerkt.levering is not None
    uitval = read_uitval(WIE, verwerkt.levering)
    assert Counter(uitval["code"]) == {
        "LOONHEFFINGENNUMMER_ONGELDIG": 3,
        "DUBBEL_IN_ANTWOORD": 2,
        "ANTWOORD_ONVOLLEDIG": 2,  # what could be read of that answer
    }
    assert set(uitval["bsn"]) == {AN, BO}
    with psycopg.connect(database) as admin:
        assert admin.execute(
            "SELECT tabel, aangeboden, genomen, geweigerd FROM levering_tabel WHERE levering = %s ORDER BY tabel",
            (verwerkt.levering,),
        ).fetchall() == [
            ("bevragingen", 0, 0, 0),
            ("inkomstenopgaven", 3, 0, 3),
            ("inkomstenperiodes", 2, 0, 2),
            ("inkomstenverhoudingen", 2, 0, 2),
        ]
    assert counts_agree(database)


@pytest.mark.parametrize("levering_first", [True, False])
def test_a_levering_that_comes_in_late_does_not_stand_where_an_answer_was_silent(
    database: str, lever: Lever, jongeren: dict[str, int], *, levering_first: bool
) -> None:
    """Whatever comes in first: when everything that is asked is answered, what is known is what the source says."""
    job = Antwoord(ikv(1, lonen={"2026-10": "50000"}))
    old = {"bsn": AN, "loonheffingennummer": LHN, "nummer_ikv": "7", "ontvangen_op": "2026-11-01T00:00:00Z"}

    def take() -> None:
        take_levering(WIE, lever(inkomstenverhoudingen=[old | {"datum_begin": "2026-02-01"}],
                                 inkomstenopgaven=[old | {"datum_begin": "2026-02-01"}]))  # fmt: skip

    if levering_first:
        take()
    answer(jongeren, {AN: job})
    if not levering_first:
        take()
        with psycopg.connect(database) as admin:
            asked = admin.execute("UPDATE vraag SET niet_voor = %s RETURNING bron, jongere", (NU,)).fetchall()
        assert asked == [("POLIS", jongeren[AN])]
        answer(jongeren, {AN: job}, uur=24)
    assert [key[2] for key in existing(database) if key[0] == "ikv"] == [800000195030001]
    assert rows(database, "vraag") == 0
    assert counts_agree(database)


def test_an_answer_about_who_is_no_longer_followed_is_not_kept(database: str, jongeren: dict[str, int]) -> None:
    job = Antwoord(ikv(1, lonen={"2026-10": "50000"}))
    with als_dienst(WIE) as sessie:
        plan_vragen(sessie.cur, Bron.POLIS, dag=DAG, nu=NU, dagelijks=[])
        assert len(claim(sessie.cur, Bron.POLIS, nu=NU, dag=DAG, wie=ASKER, aantal=10)) == 2
    with psycopg.connect(database) as admin:  # signed off while the question is under way
        admin.execute(
            "UPDATE aanmelding SET afmelddatum = %s, afmeldreden = 'ANDERS', afgemeld_op = now() WHERE jongere = %s",
            (DAG, jongeren[AN]),
        )
    with als_dienst(WIE) as sessie:
        ontvangen = [Ontvangen(jongere=jongeren[bsn], bsn=bsn, moment=NU, antwoord=job) for bsn in (AN, BO)]
        verwerkt = take_antwoorden(sessie, Bron.POLIS, ontvangen, wie=ASKER, dag=DAG, vanaf=VANAF)
    assert verwerkt.uitkomsten == {"vervallen": 1, "beantwoord": 1}
    assert {key[1] for key in existing(database)} == {jongeren[BO]}
    with psycopg.connect(database) as admin:
        assert admin.execute(
            "SELECT aangeboden, niet_gevolgd FROM levering_tabel WHERE tabel = 'inkomstenopgaven'"
        ).fetchone() == (2, 1)
    assert counts_agree(database)


def test_an_answer_to_a_question_that_was_taken_over_does_not_count(database: str, jongeren: dict[str, int]) -> None:
    with als_dienst(WIE) as sessie:
        plan_vragen(sessie.cur, Bron.POLIS, dag=DAG, nu=NU, dagelijks=[])
        assert len(claim(sessie.cur, Bron.POLIS, nu=NU, dag=DAG, wie=ASKER, aantal=10)) == 2
        release(sessie.cur, Bron.POLIS)
        assert claim(sessie.cur, Bron.POLIS, nu=NU, dag=DAG, wie=UUID(int=2), aantal=2)
        late = Ontvangen(jongere=jongeren[AN], bsn=AN, moment=NU, antwoord=Antwoord(None))
        assert not take_antwoorden(sessie, Bron.POLIS, [late], wie=ASKER, dag=DAG, vanaf=VANAF).uitkomsten
    assert rows(database, "bevraging") == 0
    assert counts_agree(database)


def test_who_is_asked_about_when(jongeren: dict[str, int]) -> None:
    an, bo = jongeren[AN], jongeren[BO]

    def planned(dag: date, bron: Bron, dagelijks: Sequence[int] = ()) -> int:
        with als_dienst(WIE) as sessie:
            sessie.cur.execute("DELETE FROM vraag")
            return plan_vragen(sessie.cur, bron, dag=dag, nu=NU, dagelijks=dagelijks)

    assert planned(date(2026, 11, 18), Bron.POLIS) == 2  # nobody was ever answered about
    with als_dienst(WIE) as sessie:
        for bron in Bron:
            for jongere in (an, bo):
                sessie.cur.execute(
                    "INSERT INTO bevraging_rij VALUES (%s, '2026-11-18T05:00:00Z', 1, 1, %s)", (jongere, bron)
                )
    assert planned(date(2026, 11, 18), Bron.POLIS, [an, bo]) == 0  # once a day
    assert planned(date(2026, 11, 19), Bron.POLIS, [an]) == 1
    assert planned(date(2026, 11, 19), Bron.DGR, [an]) == 0
    assert planned(date(2026, 11, 19), Bron.POLIS) == 0  # Thursday: those in 2 to 5 come later
    parts = [planned(date(2026, 11, dag), Bron.POLIS) for dag in (20, 21, 22)]
    assert parts[2] == 2  # on Sunday everyone who is left
    assert parts[0] + parts[1] <= 2
    assert planned(date(2026, 11, 22), Bron.DGR) == 2
    assert planned(date(2026, 11, 23), Bron.POLIS) == 2  # the weekend was missed
    with als_dienst(WIE) as sessie:
        sessie.cur.execute("INSERT INTO bevraging_rij VALUES (%s, '2026-11-22T05:00:00Z', 1, 2, 'POLIS')", (an,))
    assert planned(date(2026, 11, 23), Bron.POLIS) == 1
    assert planned(date(2026, 11, 23), Bron.DGR) == 2


def test_what_goes_wrong_stays_open_and_a_failing_source_is_left_alone(jongeren: dict[str, int]) -> None:
    from vsv.bronnen.bevragen.plan import note_stand

    first, second = sorted(jongeren.values())
    with als_dienst(WIE) as sessie:
        cur = sessie.cur
        plan_vragen(cur, Bron.POLIS, dag=DAG, nu=NU, dagelijks=[])
        claim(cur, Bron.POLIS, nu=NU, dag=DAG, wie=ASKER, aantal=1)
        postpone(cur, Bron.POLIS, {first: Mislukking.TIJDSLIMIET}, wie=ASKER, nu=NU)
        open_vragen = read_open_vragen(cur, [first, second])
        assert open_vragen["reden"].to_list() == ["TIJDSLIMIET", None]
        assert claim(cur, Bron.POLIS, nu=NU, dag=DAG, wie=ASKER, aantal=9) == [second]
        late = NU + timedelta(minutes=1)
        assert claim(cur, Bron.POLIS, nu=late, dag=DAG, wie=ASKER, aantal=9) == [first]
        release(cur, Bron.POLIS)

        rest = {"nu": NU, "antwoord": False, "fout": Mislukking.STORING}
        assert not note_stand(cur, Bron.POLIS, fouten_op_rij=6, **rest)  # type: ignore[arg-type]
        assert note_stand(cur, Bron.POLIS, fouten_op_rij=4, **rest)  # type: ignore[arg-type]
        assert not claim(cur, Bron.POLIS, nu=NU, dag=DAG, wie=ASKER, aantal=9)
        trial = claim(cur, Bron.POLIS, nu=late, dag=DAG, wie=ASKER, aantal=9)
        assert len(trial) == 1
        assert not note_stand(cur, Bron.POLIS, nu=late, fouten_op_rij=0, antwoord=True, fout=None)
        stand = read_bronstanden(cur)[0]
        assert (stand.bron, stand.rust_tot, stand.fouten_op_rij) == (Bron.POLIS, None, 0)
        assert (stand.fout, stand.antwoord_op) == (Mislukking.STORING, late)
        assert (stand.open, stand.mislukt, stand.oudste) == (2, 1, DAG)


XML_TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"))
NASTY = st.one_of(
    st.none(),
    XML_TEXT.map(str.strip).map(lambda tekst: tekst or None),
    st.sampled_from(
        [
            "0",
            "-0",
            "00000000",
            "20261301",
            "99999999999999999999",
            "1e9",
            "NaN",
            "800000195L03",
            "1",
            "15",
            "é",
            '"',
            "\\",
        ]
    ),
)
TAGS = {
    Bron.POLIS: (
        *("VolgnrIkv", "DatBIkv", "DatEIkv", "Loonheffingennr", "NaamAdministratieveEenheid", "DatBIkp", "CdSrtIkv"),
        *("CdAardIkv", "CdTypeArbeidscontract", "DatBIko", "DatEIko", "AantVerloondeUrenIko", "WaardeBedr"),
    ),
    Bron.PW: ("DatBUitkeringsverhouding", "DatEUitkeringsverhouding", "CdSzWet"),
    Bron.DGR: ("CdGrondslagArbeidsbeperktheid", "DatBGrondslagArbeidsbeperktheid", "DatEGrondslagArbeidsbeperktheid"),
}


def message(bron: Bron, waarden: Mapping[str, str | None]) -> bytes:
    """An answer with one record, of which any element may say anything."""

    def tag(naam: str) -> str:
        tekst = waarden.get(naam)
        return f"<{naam}>{escape(tekst)}</{naam}>" if tekst is not None else ""

    record = {
        Bron.POLIS: (
            f"<Inkomstenverhouding>{tag('VolgnrIkv')}{tag('DatBIkv')}{tag('DatEIkv')}<AdministratieveEenheid>"
            f"{tag('NaamAdministratieveEenheid')}{tag('Loonheffingennr')}</AdministratieveEenheid><Inkomstenperiode>"
            f"{tag('DatBIkp')}{tag('CdSrtIkv')}{tag('CdAardIkv')}{tag('CdTypeArbeidscontract')}</Inkomstenperiode>"
            f"<Inkomstenopgave>{tag('DatBIko')}{tag('DatEIko')}{tag('AantVerloondeUrenIko')}"
            f"<BedrLoonLbPremieVolksverz>{tag('WaardeBedr')}</BedrLoonLbPremieVolksverz></Inkomstenopgave>"
            "</Inkomstenverhouding>"
        ),
        Bron.PW: (
            f"<Uitkeringsverhouding>{tag('DatBUitkeringsverhouding')}{tag('DatEUitkeringsverhouding')}"
            f"<SzWet>{tag('CdSzWet')}</SzWet></Uitkeringsverhouding>"
        ),
        Bron.DGR: f"<GrondslagArbeidsbeperktheid>{''.join(map(tag, TAGS[Bron.DGR]))}</GrondslagArbeidsbeperktheid>",
    }[bron]
    return suwi.bericht(suwi.client(record, AN), bron)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_an_answer_says_it_is_taken_or_refused(
    database: str, jongeren: dict[str, int], data: st.DataObject
) -> None:
    """Fuzz, from the line to the database: any text in any element ends as a fact or in uitval, and is counted."""
    bron = data.draw(st.sampled_from(list(Bron)))
    waarden = data.draw(st.fixed_dictionaries(dict.fromkeys(TAGS[bron], NASTY)))
    if any(naam in VERPLICHT[bron] and waarde is None for naam, waarde in waarden.items()):
        with pytest.raises(GeenAntwoord, match=Mislukking.ANTWOORD_ONGELDIG):  # asked again, nothing is taken
            read_antwoord([message(bron, waarden)], DIENSTEN[bron], AN)
        return
    antwoord = read_antwoord([message(bron, waarden)], DIENSTEN[bron], AN)
    assert antwoord.rijen

    verwerkt = answer(jongeren, {AN: antwoord}, bron=bron)

    refused = read_uitval(WIE, verwerkt.levering or 0)
    assert verwerkt.uitkomsten == ({"beantwoord": 1} if refused.is_empty() else {})
    assert verwerkt.onvolledig == (set() if refused.is_empty() else {jongeren[AN]})
    with psycopg.connect(database) as admin:
        ((aangeboden, elsewhere),) = admin.execute(
            "SELECT sum(aangeboden), sum(genomen + ongewijzigd + niet_gevolgd + geweigerd) FROM levering_tabel"
            " WHERE levering = %s",
            (verwerkt.levering,),
        )
    assert aangeboden == elsewhere >= len(antwoord.rijen)
    assert counts_agree(database)
