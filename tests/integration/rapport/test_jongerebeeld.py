"""The page of one person: each fact with its source, why priorities changed, who follows, and what stays hidden."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import toon_bsn
from vsv.opslag.service import transactie
from vsv.rapport.service import Jongerebeeld, read_doelgroep, read_jongere, run_week
from vsv.toegang.service import ROLLEN, Organisatie, Recht, Wie

MAANDAG = date(2026, 6, 22)
"""In the past whenever this runs: the wall shows who is followed today."""
LATER = MAANDAG + timedelta(weeks=1)
EERDER = MAANDAG - timedelta(days=20)


def user(organisatie: Organisatie, *rechten: Recht) -> Wie:
    return Wie(actor="gebruiker-1", oorsprong="portaal", rechten=frozenset(rechten), organisatie=organisatie)


@pytest.fixture
def noord(wereld: Any) -> Organisatie:
    """Anna (n-1) has a job in BBL that ended, an uitzendbaan, and had a benefit; Zuid follows her too."""
    noord: Organisatie = wereld.add_organisatie(1)
    anna = wereld.follow(noord, kenmerk="n-1")
    wereld.follow(noord, kenmerk="n-2")
    wereld.follow(wereld.add_organisatie(2), jongere=anna, kenmerk="z-1")
    wereld.follow(wereld.add_organisatie(3), kenmerk="o-1")
    with wereld.deliver(EERDER) as levering:
        levering.answers(anna)
        levering.works(anna, 800000195030001, 50_000, date(2026, 5, 1))
        levering.doelgroep(anna)
        levering._add("uitkering", jongere=anna, ontvangen_op=datetime(2026, 6, 1, tzinfo=UTC), ingetrokken=False,
                      bron="PW", wet="PW", datum_begin=date(2025, 1, 1), datum_einde=date(2025, 6, 30))  # fmt: skip
    with psycopg.connect(wereld.admin) as admin:
        admin.execute(
            "UPDATE ikp SET aard = '83', oproep = false, onbepaalde_tijd = true, contracturen_per_week = '32.00'"
        )
    run_week(wereld.wie, MAANDAG)
    with wereld.deliver(LATER) as levering:
        levering._add("ikv", jongere=anna, ikv=800000195030001, ontvangen_op=datetime(2026, 6, 29, tzinfo=UTC),
                      datum_begin=date(2025, 1, 1), datum_einde=date(2026, 6, 12), ingetrokken=False,
                      werkgever="Bakkerij", reden_einde="20")  # fmt: skip
        levering.ikv(anna, 800000195030002, date(2026, 6, 15), srtiv="99")
        levering.iko(anna, 800000195030001, date(2026, 5, 1), date(2026, 5, 31), 20_000, 40)
    run_week(wereld.wie, LATER)
    return noord


def uuid_of(wereld: Any, kenmerk: str) -> UUID:
    ((uuid,),) = wereld.query(
        f"SELECT DISTINCT j.uuid FROM jongere j JOIN aanmelding a ON a.jongere = j.id WHERE a.kenmerk = '{kenmerk}'"
    )
    return UUID(str(uuid))


def read(wereld: Any, organisatie: Organisatie, peildatum: date | None = None) -> Jongerebeeld:
    wie = user(organisatie, *ROLLEN["CONSULENT"].rechten)
    return read_jongere(wie, uuid=uuid_of(wereld, "n-1"), peildatum=peildatum, herziening=False)


def test_each_job_and_benefit_has_its_words_its_source_and_its_date(wereld: Any, noord: Organisatie) -> None:
    lijn = read(wereld, noord).tijdlijn
    new, bbl = lijn.verhoudingen.to_dicts()
    assert bbl["werkgever"] == "Bakkerij"
    assert (bbl["klasse"], bbl["aard"], bbl["reden_einde"]) == ("WERK", "leerbaan (BBL)", "ontslag door de werknemer")
    assert (bbl["datum_begin"], bbl["datum_einde"], bbl["loopt"]) == (date(2025, 1, 1), date(2026, 6, 12), False)
    assert (bbl["contracturen_per_week"], bbl["oproep"], bbl["onbepaalde_tijd"]) == ("32.00", False, True)
    assert (bbl["loonheffingennummer"], bbl["nummer_ikv"]) == ("800000195L03", 1)
    assert (bbl["bron"], bbl["ontvangen_op"], bbl["levering"]) == ("POLIS", datetime(2026, 6, 29, tzinfo=UTC), 2)
    assert (new["klasse"], new["soort"], new["aard"], new["loopt"]) == ("ONBEKEND", "code 99", None, True)
    assert new["reden_einde"] is None
    (month,) = lijn.maanden.to_dicts()
    assert (month["ikv"], month["maand"], month["loon"], month["uren"]) == (bbl["ikv"], date(2026, 5, 1), 20_000, 40)
    assert (month["ontvangen_op"], month["levering"]) == (datetime(2026, 6, 29, 11, tzinfo=UTC), 2)
    assert lijn.maandbeeld.drop("jongere").rows() == [(date(2026, 5, 1), "WERK", 20_000, 40, 1)]
    assert lijn.uitkeringen.drop("ontvangen_op").rows() == [
        ("Participatiewet", date(2025, 1, 1), date(2025, 6, 30), "PW", 1)
    ]


def test_the_timeline_is_as_known_at_the_run(wereld: Any, noord: Organisatie) -> None:
    lijn = read(wereld, noord, MAANDAG).tijdlijn
    assert lijn.verhoudingen.select("datum_einde", "loopt", "levering").rows() == [(None, True, 1)]
    assert lijn.maanden.select("loon", "levering").rows() == [(50_000, 1)]


def test_history_says_why_it_changed(wereld: Any, noord: Organisatie) -> None:
    historie = read(wereld, noord).historie
    assert historie.select("van", "prioriteit").rows() == [(LATER, 2), (MAANDAG, 3)]
    changed, first = historie["wijziging"].to_list()
    assert changed.startswith("Van 3 naar 2, omdat")
    assert first.startswith("Nieuw in 3, omdat")
    assert historie["herziening"].null_count() == 2


def test_who_comes_back_begins_anew(wereld: Any, noord: Organisatie) -> None:
    wereld.unfollow(1, LATER + timedelta(days=1))
    wereld.follow(noord, jongere=1, kenmerk="n-1", vanaf=LATER + timedelta(days=3))
    run_week(wereld.wie, LATER + timedelta(weeks=1))
    assert read(wereld, noord).historie["wijziging"][0].startswith("Nieuw in NP, omdat")


def test_who_follows_is_told_to_who_follows(wereld: Any, noord: Organisatie) -> None:
    assert read(wereld, noord).volgers == ["Doorstroompunt 1", "Doorstroompunt 2"]
    with transactie("web") as cur:
        for organisatie, found in (("2", 2), ("3", 0), ("", 0)):
            cur.execute("SELECT set_config('vsv.organisatie', %s, true)", (organisatie,))
            assert len(cur.execute("SELECT naam FROM klantvolg_volgers(1)").fetchall()) == found


def test_the_doelgroepregister_is_hidden_until_asked_for(wereld: Any, noord: Organisatie) -> None:
    everything = user(noord, *Recht)
    uuid = uuid_of(wereld, "n-1")
    assert read_jongere(everything, uuid=uuid).regel["doelgroepregister"].to_list() == [None]
    seen = "SELECT jongere FROM logregel WHERE actie = 'rapport.doelgroepregister_inzien'"
    assert wereld.query(seen) == []
    found = read_doelgroep(user(noord, Recht.DOELGROEP_INZIEN), uuid)
    assert found.staat_erin
    assert found.registraties.drop("ontvangen_op").rows() == [(date(2020, 1, 1), None, 1)]
    assert not read_doelgroep(user(noord, Recht.DOELGROEP_INZIEN), uuid_of(wereld, "n-2")).staat_erin
    assert wereld.query(seen) == [(1,), (2,)]
    with pytest.raises(GeenRecht):
        read_doelgroep(user(noord, Recht.JONGEREN_INZIEN, Recht.RAPPORTEN), uuid)


def test_what_the_register_took_back_is_gone(wereld: Any, noord: Organisatie) -> None:
    with wereld.deliver(LATER + timedelta(days=1)) as levering:
        moment = datetime(2026, 6, 30, tzinfo=UTC)
        levering._add("doelgroep", jongere=1, ontvangen_op=moment, ingetrokken=True, datum_begin=date(2020, 1, 1),
                      grondslag="01")  # fmt: skip
    run_week(wereld.wie, LATER + timedelta(weeks=1))
    wie, uuid = user(noord, Recht.DOELGROEP_INZIEN), uuid_of(wereld, "n-1")
    assert not read_doelgroep(wie, uuid).staat_erin
    assert read_doelgroep(wie, uuid, LATER).staat_erin


def test_the_bsn_is_shown_in_a_logged_act_of_its_own(wereld: Any, noord: Organisatie) -> None:
    wie, uuid = user(noord, Recht.JONGEREN_INZIEN), uuid_of(wereld, "n-1")
    assert toon_bsn(wie, uuid).startswith("9000000")
    assert wereld.query("SELECT jongere, actor FROM logregel WHERE actie = 'klantvolg.bsn_tonen'") == [
        (1, "gebruiker-1")
    ]
    with pytest.raises(GeenRecht):
        toon_bsn(user(noord, Recht.RAPPORTEN, Recht.AANMELDEN), uuid)
    for other in (uuid_of(wereld, "o-1"), uuid4()):
        with pytest.raises(InvoerFout, match="volgt nu geen jongere met dit nummer"):
            toon_bsn(wie, other)


def test_nobody_sees_a_person_of_others(wereld: Any, noord: Organisatie) -> None:
    other = uuid_of(wereld, "o-1")
    for act in (
        lambda: read_jongere(user(noord, *Recht), uuid=other),
        lambda: read_doelgroep(user(noord, *Recht), other),
    ):
        with pytest.raises(InvoerFout, match="volgt nu geen jongere met dit nummer"):
            act()
    with transactie("web") as cur:
        cur.execute("SELECT set_config('vsv.organisatie', '3', true)")
        assert cur.execute("SELECT * FROM rapport_doelgroep(2, 1)").fetchall() == []
    with pytest.raises(GeenRecht):
        read_jongere(user(noord, Recht.RAPPORTEN, Recht.STATISTIEK), uuid=uuid_of(wereld, "n-1"))
    with pytest.raises(GeenRecht):
        read_jongere(replace(user(noord, Recht.JONGEREN_INZIEN), organisatie=None), uuid=other)


def test_the_number_of_queries_is_the_same_for_anybody(
    wereld: Any, noord: Organisatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the history: one with two jobs and a change, one about whom nothing is known."""
    counts: list[int] = []
    for kenmerk in ("n-1", "n-2"):
        seen: list[object] = []
        with monkeypatch.context() as patch:
            for name in ("execute", "copy"):
                plain = getattr(psycopg.Cursor, name)

                def counted(self: Any, *args: Any, plain: Any = plain, seen: Any = seen, **kwargs: Any) -> Any:
                    seen.append(args[0])
                    return plain(self, *args, **kwargs)

                patch.setattr(psycopg.Cursor, name, counted)
            wie = user(noord, Recht.JONGEREN_INZIEN)
            read_jongere(wie, uuid=uuid_of(wereld, kenmerk), herziening=False)
        counts.append(len(seen))
    assert counts[0] - counts[1] in (0, 2)  # two more to read the jobs that there is a signal about
    assert counts[0] < 30
