"""The daily cycle with real jobs against a real oefen-UWV: who is asked about when, once, and what comes of it."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.integration.beheer.conftest import Dienst, utc

from vsv.beheer import cyclus, werker
from vsv.beheer.cyclus import Werkplek
from vsv.beheer.opdracht import run
from vsv.beheer.stand import read_stand
from vsv.domein.codes import Bron
from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.perioden import dag_van
from vsv.rapport.service import check_alle, read_checks, request_check, run_dag
from vsv.simulatie.service import Gedrag
from vsv.toegang.service import als_dienst, find_organisatie, operator

STAPPEN = ("vragen", "dagrun", "weekrun", "voorstellen", "logboek")


def test_a_week_goes_by(dienst: Dienst) -> None:
    first = [taak for taak, _ in dienst.work(utc(16, 5, 30))]
    assert Counter(first) == dict.fromkeys(["vragen", "dagrun", "weekrun", "voorstellen", "logboek"], 1) | {
        "bevraag": 3
    }
    assert first[-2:] == ["dagrun", "weekrun"]  # they wait for the answers
    assert dienst.work(utc(16, 5, 30)) == []  # twice is once
    everyone = dienst.query("SELECT count(DISTINCT jongere) FROM actieve_aanmelding")[0][0]
    told = dienst.uwv.tellingen()
    assert {told[bron]["gevraagd"] for bron in ("POLIS", "PW", "DGR")} == {everyone}

    dienst.work(utc(16, 12))
    dienst.uwv.wis_tellingen()
    dienst.work(utc(17, 0, 30))
    daily = dienst.query("SELECT count(DISTINCT jongere) FROM prioriteit WHERE tot IS NULL AND prioriteit <= 1")[0][0]
    assert 0 < daily < everyone
    told = dienst.uwv.tellingen()
    assert (told["POLIS"]["gevraagd"], told["PW"]["gevraagd"], told["DGR"]["gevraagd"]) == (daily, daily, 0)

    dienst.uwv.wis_tellingen()
    for dag in range(17, 23):
        dienst.work(utc(dag, 4))
    told = dienst.uwv.tellingen()
    assert told["POLIS"]["personen"] == told["DGR"]["personen"] == everyone
    assert told["DGR"]["gevraagd"] == everyone  # once, in the days before the week run
    assert dienst.query("SELECT count(*) FROM vraag") == [(0,)]
    assert dienst.counts_agree()
    outcome = dienst.work(utc(23, 4, 30))
    assert [taak for taak, _ in outcome if taak != "bevraag"] == [
        "voorstellen",
        "logboek",
        "vragen",
        "dagrun",
        "weekrun",
    ]
    runs = dienst.query("SELECT soort, peildatum::text FROM run ORDER BY id")
    assert [dag for soort, dag in runs if soort == "week"] == ["2026-11-16", "2026-11-23"]
    assert len(set(runs)) == len(runs)
    assert all(not controle.verschillen for controle in check_alle(operator("test")))


def test_organisations_are_told_once_and_only_their_own(dienst: Dienst, capsys: pytest.CaptureFixture[str]) -> None:
    dienst.work(utc(16, 12))
    told = dict(dienst.query("SELECT soort, count(*) FROM melding GROUP BY soort"))
    assert told["rapport-beschikbaar"] == dienst.query("SELECT count(*) FROM organisatie")[0][0]
    assert told["prioriteit-gewijzigd"] >= dienst.query("SELECT count(*) FROM aanmelding")[0][0] * 0.9
    dienst.execute("UPDATE cyclus SET klaar_op = NULL WHERE stap IN ('dagrun', 'weekrun', 'voorstellen')")
    dienst.work(utc(16, 12))
    assert dict(dienst.query("SELECT soort, count(*) FROM melding GROUP BY soort")) == told
    ((oin, own),) = dienst.query(
        "SELECT o.oin, count(*) FROM melding m JOIN organisatie o ON o.id = m.organisatie GROUP BY o.oin"
        " ORDER BY count(*) DESC LIMIT 1"
    )
    assert run(["meldingen", "--organisatie", oin, "--aantal", "1000", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert len(shown) == own
    assert [melding["volgnummer"] for melding in shown] == sorted(melding["volgnummer"] for melding in shown)
    assert {melding["type"] for melding in shown} >= {"nl.vsv.rapport-beschikbaar.v1"}
    assert run(["meldingen", "--organisatie", oin, "--na", str(shown[-1]["volgnummer"])]) == 0
    assert "geen meldingen meer" in capsys.readouterr().out


def test_who_was_not_told_of_a_run_is_told_at_the_next(dienst: Dienst, monkeypatch: pytest.MonkeyPatch) -> None:
    def die(*_: object) -> int:
        raise RuntimeError("gedood")

    with monkeypatch.context() as patch:
        patch.setattr(cyclus, "tell_run", die)
        dienst.work(utc(16, 12))  # the runs are made, and then the process is gone until the day after
    runs = dienst.query("SELECT 'run ' || id FROM run ORDER BY id")
    assert len(runs) == 2
    assert {aanleiding for (aanleiding,) in dienst.query("SELECT DISTINCT aanleiding FROM melding")} <= {"voorstel"}

    outcome = dict(dienst.work(utc(17, 12)))
    told = dienst.query(
        "SELECT aanleiding, count(*) FROM melding WHERE aanleiding <> 'voorstel' GROUP BY 1 ORDER BY min(volgnummer)"
    )
    (first, missed), (second, _) = told[:2]
    assert [(first,), (second,)] == runs
    assert outcome["weekrun"]["alsnog_gemeld"] == missed > 0
    assert "alsnog_gemeld" not in dict(dienst.work(utc(18, 12)))["dagrun"]


def test_a_run_for_a_day_to_come_stops_the_runs_and_is_said(dienst: Dienst, capsys: pytest.CaptureFixture[str]) -> None:
    dienst.work(utc(16, 12))
    run_dag(operator("test"), date(2026, 11, 18))
    dienst.work(utc(17, 12))
    stand = read_stand(operator("test"), utc(17, 12), dagen=1)
    assert [fout.plaats for fout in stand.vast if fout.code == "RUN_IN_DE_TOEKOMST"] == ["dagrun van 17 november 2026"]
    assert run(["status"]) in (0, 4)
    assert "overgeslagen: er is al een run van 18-11-2026" in " ".join(capsys.readouterr().out.split())
    dienst.work(utc(23, 12))
    runs = dienst.query("SELECT soort, peildatum::text FROM run ORDER BY id")
    assert runs[-2:] == [("dag", "2026-11-23"), ("week", "2026-11-23")]

    run_dag(operator("test"), date(2030, 1, 1))
    done = dict(dienst.work(utc(30, 12)))
    assert (done["dagrun"], done["weekrun"]) == ({"overgeslagen_voor": "2030-01-01"},) * 2
    stand = read_stand(operator("test"), utc(30, 12), dagen=1)
    assert [fout.code for fout in stand.vast].count("RUN_IN_DE_TOEKOMST") == 2


@pytest.mark.parametrize("soort", ["dagrun", "weekrun"])
def test_a_run_for_a_day_to_come_is_refused(
    database: str, soort: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    today = dag_van(datetime.now(UTC))
    tomorrow = str(today + timedelta(days=2))  # midnight may pass meanwhile
    assert run([soort, "--peildatum", tomorrow]) == 2
    assert "--peildatum: Deze dag moet nog komen." in capsys.readouterr().err
    monkeypatch.setenv("VSV_OEFENEN", "ja")
    assert run([soort, "--peildatum", tomorrow]) == 0
    monkeypatch.delenv("VSV_OEFENEN")


def test_a_run_for_today_is_not_refused(database: str) -> None:
    assert run(["dagrun", "--peildatum", str(dag_van(datetime.now(UTC)))]) == 0


def test_what_was_missed_is_made_up_for_once(dienst: Dienst) -> None:
    dienst.work(utc(16, 12))
    outcome = [taak for taak, _ in dienst.work(utc(25, 3))]  # away for more than a week, back on Wednesday
    assert outcome.count("weekrun") == outcome.count("vragen") == 1
    runs = dienst.query("SELECT soort, peildatum::text FROM run ORDER BY id")
    assert ("week", "2026-11-23") in runs
    assert runs[-1] == ("dag", "2026-11-24")


def test_nobody_is_asked_about_after_afmelding(dienst: Dienst) -> None:
    dienst.uwv.set_gedrag(Gedrag.van(http_503=1.0))
    dienst.work(utc(16, 1))
    assert dienst.query("SELECT count(*) > 0 FROM vraag") == [(True,)]
    dienst.execute(
        "UPDATE aanmelding SET afmelddatum = '2026-11-16', afmeldreden = 'ANDERS', afgemeld_op = now()"
        " WHERE afmelddatum IS NULL"
    )
    dienst.uwv.set_gedrag(Gedrag())
    dienst.uwv.wis_tellingen()
    dienst.work(utc(16, 9))
    assert {told["gevraagd"] for told in dienst.uwv.tellingen().values()} == {0}
    assert dienst.query("SELECT count(*) FROM vraag") == [(0,)]
    assert dienst.query("SELECT sum(vervallen) = sum(gepland) FROM vraagronde") == [(True,)]
    assert dienst.counts_agree()


def test_a_source_that_fails_is_left_alone_and_asked_again(dienst: Dienst, capsys: pytest.CaptureFixture[str]) -> None:
    dienst.work(utc(16, 12))
    before = dienst.query("SELECT aanmelding, prioriteit FROM prioriteit WHERE tot IS NULL ORDER BY 1")
    dienst.uwv.set_gedrag(Gedrag.van(fwi_fout={"POLIS": 1.0}))
    dienst.uwv.wis_tellingen()
    dienst.work(utc(17, 4))
    told = dienst.uwv.tellingen()
    assert 10 <= told["POLIS"]["gevraagd"] < 30  # not everyone: after ten failures in a row it rests
    after = dienst.query("SELECT aanmelding, prioriteit FROM prioriteit WHERE tot IS NULL ORDER BY 1")
    assert after == before
    stand = read_stand(operator("test"), utc(21, 5), dagen=7)
    polis = stand.bronnen[0]
    assert polis.rust_tot is not None
    assert polis.open > 0
    assert [fout.code for fout in stand.vast if fout.code == "VRAGEN_VAST"] == ["VRAGEN_VAST"]
    assert run(["status"]) in (0, 4)
    assert (
        "de bron kon nu geen antwoord geven" in (shown := capsys.readouterr()).out + shown.err or "storing" in shown.out
    )

    ((oin, uuid),) = dienst.query(
        """
        SELECT o.oin, j.uuid::text FROM vraag v JOIN jongere j ON j.id = v.jongere
        JOIN aanmelding a ON a.jongere = j.id JOIN organisatie o ON o.id = a.organisatie
        WHERE v.reden = 'FWI' AND a.afmelddatum IS NULL LIMIT 1
        """
    )
    assert run(["rapport", "jongere", uuid, "--organisatie", oin]) == 0
    assert (
        "De vraag van 17 november 2026 aan polisadministratie staat nog open: de bron kon nu geen antwoord geven"
        in capsys.readouterr().out
    )

    dienst.uwv.set_gedrag(Gedrag())
    dienst.work(utc(17, 9))
    assert dienst.query("SELECT count(*) FROM vraag") == [(0,)]
    assert read_stand(operator("test"), utc(17, 9), dagen=1).bronnen[0].rust_tot is None
    assert dienst.counts_agree()


def test_a_day_is_planned_for_every_source_whoever_asks_it(dienst: Dienst) -> None:
    assert "vragen" not in [taak for taak, _ in dienst.work(utc(16, 12), bronnen=[])]
    assert dienst.query("SELECT count(*) FROM cyclus WHERE stap = 'vragen'") == [(0,)]

    dienst.work(utc(16, 12), bronnen=[Bron.POLIS])
    dienst.work(utc(16, 12), bronnen=[Bron.PW, Bron.POLIS])
    everyone = dienst.query("SELECT count(DISTINCT jongere) FROM actieve_aanmelding")[0][0]
    assert dienst.query("SELECT bron, gepland FROM vraagronde ORDER BY bron") == [("POLIS", everyone), ("PW", everyone)]
    assert dienst.query("SELECT uitkomst, klaar_op IS NOT NULL FROM cyclus WHERE stap = 'vragen'") == [
        ({"POLIS": everyone, "PW": everyone}, True)
    ]
    assert dienst.work(utc(16, 12), bronnen=[Bron.POLIS]) == []
    assert dienst.query("SELECT pogingen FROM cyclus WHERE stap = 'vragen'") == [(2,)]


def test_what_can_not_be_done_is_said_without_data(
    dienst: Dienst, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def put_wrong_row(*_: object) -> dict[str, int]:
        with als_dienst(operator("test")) as sessie:
            sessie.cur.execute("INSERT INTO melding (organisatie, soort, aanleiding) VALUES (1, 'FOUT 2005', 'x')")
        return {}

    with monkeypatch.context() as patch:
        patch.setattr(cyclus, "STAPPEN", {**cyclus.STAPPEN, "dagrun": put_wrong_row})
        dienst.work(utc(17, 12))
    assert "De stap dagrun van 2026-11-17 mislukte." in caplog.text
    assert "CheckViolation" in caplog.text
    assert "put_wrong_row" in caplog.text
    assert "DETAIL" not in caplog.text
    assert "Failing row" not in caplog.text


@pytest.mark.parametrize(
    ("why", "said"),
    [
        (OmgevingFout(Fout("DATABASE_WEG", "De database is niet bereikbaar.")), "De database is niet bereikbaar."),
        (RuntimeError("over 900000012"), "Een fout in VSV-monitor zelf."),
    ],
)
def test_a_beat_that_fails_is_logged_and_counted(
    database: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, why: Exception, said: str
) -> None:
    def fail(_: Werkplek) -> list[object]:
        raise why

    monkeypatch.setattr(werker, "find_work", fail)
    app = werker.build_app(Werkplek())
    app.put([("hartslag", {"timestamp": 0})])
    app.run()
    assert app.fault is why
    ours = [record.getMessage() for record in caplog.records if record.name == "vsv.beheer.werker"]
    assert {message.splitlines()[0] for message in ours} == {said}
    assert not [message for message in ours if "900000012" in message]
    stand = read_stand(operator("test"), datetime.now(UTC), dagen=1)
    assert (stand.mislukt, stand.laatst_mislukt) == (len(ours), "hartslag")
    assert stand.mislukt >= 1
    assert run(["status"]) == 0


def test_a_mistake_in_one_step_does_not_keep_the_others(dienst: Dienst, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> dict[str, int]:
        raise RuntimeError("stuk")

    with monkeypatch.context() as patch:
        patch.setattr(cyclus, "STAPPEN", {**cyclus.STAPPEN, "dagrun": break_down})
        assert "logboek" in [taak for taak, _ in dienst.work(utc(17, 12))]
    ((fout, klaar, pogingen),) = dienst.query("SELECT fout, klaar_op, pogingen FROM cyclus WHERE stap = 'dagrun'")
    assert (fout, klaar, pogingen) == ("Een fout in VSV-monitor zelf (RuntimeError).", None, 1)
    assert [taak for taak, _ in dienst.work(utc(17, 12, 5))] == ["dagrun"]
    assert dienst.query("SELECT fout, pogingen FROM cyclus WHERE stap = 'dagrun'") == [(None, 2)]


def test_wrong_input_of_the_commands(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["bevraag", "SUWI"]) == 2
    assert "Kies uit: POLIS, PW, DGR." in capsys.readouterr().err
    assert run(["bevraag", "polis"]) == 2
    assert "niet ingesteld" in capsys.readouterr().err
    assert run(["werker", "--eenmalig", "--klok", "2026-11-16T05:00:00Z"]) == 2
    assert "alleen om te oefenen" in capsys.readouterr().err
    assert run(["status", "--dagen", "0"]) == 2
    assert "Deze waarde kan niet" in capsys.readouterr().err
    assert run(["status", "--json"]) == 0
    assert '"vast": []' in capsys.readouterr().out


def test_figures_come_with_the_week_run_and_checks_when_asked_for(dienst: Dienst) -> None:
    outcome = dict(dienst.work(utc(16, 12)))
    ((years, organisations),) = dienst.query(
        "SELECT count(DISTINCT schooljaar), count(DISTINCT organisatie) FROM effect"
    )
    assert years == 2
    assert outcome["weekrun"]["effect"] == years * organisations
    ((new,),) = dienst.query("SELECT sum((cijfers->>'nieuw')::int) FROM effect")
    assert 0 < new <= dienst.query("SELECT count(*) FROM aanmelding")[0][0]

    ((oin,),) = dienst.query("SELECT oin FROM organisatie ORDER BY oin LIMIT 1")
    wie = operator("test", find_organisatie(oin))
    request_check(wie)
    assert dict(dienst.work(utc(16, 12)))["narekenen"] == {"nagerekend": 1}
    assert [controle.klopt for controle in read_checks(wie)] == [True]
    assert dienst.work(utc(16, 12)) == []
