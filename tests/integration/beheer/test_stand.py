"""`vsv status` says that nothing has worked for weeks, and that all is well only when it is; and how the inbak is."""

import hashlib
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.integration.beheer.conftest import Dienst, utc

from vsv.beheer.cyclus import Werkplek
from vsv.beheer.opdracht import run
from vsv.beheer.stand import Stand, read_stand
from vsv.beheer.werker import find_work, work_off
from vsv.bronnen.uitwisselformaat import aankomst
from vsv.domein.codes import Bron
from vsv.domein.fouten import InvoerFout
from vsv.toegang.service import operator


def stand_at(moment: datetime, *, ingesteld: tuple[Bron, ...] = tuple(Bron), inbak: Path | None = None) -> Stand:
    return read_stand(operator("test"), moment, dagen=1, ingesteld=ingesteld, inbak=inbak)


def stuck(stand: Stand) -> list[tuple[str, str]]:
    return [(fout.code, fout.plaats) for fout in stand.vast]


def test_a_service_that_never_had_a_worker_is_not_stuck(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert stand_at(utc(18, 12)).vast == []
    assert run(["status"]) == 0
    shown = capsys.readouterr().out
    assert "Er heeft nog geen werker gedraaid." in shown
    assert "Er is geen bron ingesteld." in shown


def test_a_worker_that_died_weeks_ago_is_missed(dienst: Dienst) -> None:
    dienst.work(utc(16, 12))
    assert stand_at(utc(16, 12)).vast == []
    assert stand_at(utc(17, 1)).vast == []  # what is due is not late yet
    later = utc(16, 12) + timedelta(weeks=3)
    assert stuck(stand_at(later)) == [
        ("STAP_VAST", "vragen van 7 december 2026"),
        ("STAP_VAST", "dagrun van 7 december 2026"),
        ("STAP_VAST", "weekrun van 7 december 2026"),
        ("STAP_VAST", "voorstellen van 7 december 2026"),
        ("STAP_VAST", "logboek van 7 december 2026"),
        ("GEEN_WERKER", "werker"),
    ]
    assert ("STAP_VAST", "vragen van 7 december 2026") not in stuck(stand_at(later, ingesteld=()))
    dienst.execute("UPDATE cyclus SET klaar_op = NULL, fout = 'Stuk.' WHERE stap = 'dagrun'")
    assert stuck(stand_at(utc(16, 12)))[0] == ("STAP_VAST", "dagrun van 16 november 2026")
    assert stand_at(utc(16, 12)).vast[0].reden == "Stuk."


def test_a_source_that_nobody_plans_is_said(dienst: Dienst) -> None:
    dienst.work(utc(16, 12), bronnen=[Bron.POLIS])
    assert stand_at(utc(16, 12), ingesteld=(Bron.POLIS,)).vast == []
    assert [fout.reden for fout in stand_at(utc(16, 12), ingesteld=(Bron.POLIS, Bron.PW)).vast][:1] == [
        "Er zijn geen vragen gepland voor PW."
    ]


def test_a_beat_that_was_left_behind_is_no_work(dienst: Dienst, capsys: pytest.CaptureFixture[str]) -> None:
    dienst.execute("INSERT INTO procrastinate_jobs (task_name, queue_name) VALUES ('hartslag', 'default')")
    assert run(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["wachtend"] == 0
    dienst.execute("INSERT INTO procrastinate_jobs (task_name, queue_name) VALUES ('cyclus', 'default')")
    assert run(["status"]) == 4
    assert "Er wacht 1 taak en er draait geen werker." in capsys.readouterr().err


def test_a_question_is_old_by_the_days_of_amsterdam(dienst: Dienst) -> None:
    dienst.execute(
        "INSERT INTO vraagronde (dag, bron, gepland) VALUES ('2026-11-16', 'PW', 1);"
        "INSERT INTO vraag (bron, jongere, dag, niet_voor) SELECT 'PW', min(id), '2026-11-16', now() FROM jongere"
    )
    assert stand_at(utc(19, 22, 59)).vast == []
    assert [fout.reden for fout in stand_at(utc(19, 23)).vast] == ["1 vraag staat open, sinds 16 november 2026."]


def test_a_worker_does_not_start_on_an_inbak_that_is_not_there(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    a_file = tmp_path / "bestand"
    a_file.touch()
    for wrong in (tmp_path / "nergens", a_file):
        assert run(["werker", "--eenmalig", "--inbak", str(wrong)]) == 2
        assert "Deze map is er niet of mag niet gelezen." in capsys.readouterr().err
        assert run(["status", "--inbak", str(wrong)]) == 4
        assert "Deze map is er niet of mag niet gelezen." in capsys.readouterr().err
    assert run(["status", "--inbak", str(tmp_path)]) == 0
    assert run(["werker", "--eenmalig", "--inbak", str(tmp_path)]) == 0
    assert (tmp_path / "nieuw").is_dir()


def test_an_inbak_that_went_away_is_a_fault_each_time(
    database: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    werkplek = Werkplek(inbak=tmp_path / "weg", klok=lambda: utc(16, 12))
    for _ in range(2):
        assert ("inbak", {}) in find_work(werkplek)
        with pytest.raises(InvoerFout):
            work_off(werkplek)
    assert [record.name for record in caplog.records if "Deze map is er niet" in record.getMessage()] == [
        "vsv.beheer.werker"
    ] * 2


def test_what_is_ready_and_not_taken_is_shown(database: str, tmp_path: Path) -> None:
    (folder := tmp_path / "nieuw" / "dag").mkdir(parents=True)
    (folder / "KLAAR").touch()
    now = datetime.now(UTC)
    (waiting,) = stand_at(now, inbak=tmp_path).inbak
    assert (str(waiting.uitkomst), waiting.fouten[0].code) == ("uitgesteld", "NOG_NIET_GENOMEN")
    assert stand_at(now, inbak=tmp_path).vast == []
    assert stuck(stand_at(now + timedelta(hours=3), inbak=tmp_path)) == [("INBAK_VAST", "nieuw/dag")]


def test_a_table_that_waits_is_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    digest = hashlib.file_digest

    def count(content: object, name: str) -> object:
        read.append(name)
        return digest(content, name)  # type: ignore[arg-type]  # what aankomst gives it

    monkeypatch.setattr(hashlib, "file_digest", count)
    monkeypatch.setattr(aankomst, "ONRUSTIG", timedelta(seconds=-60))  # what was just written counts as settled
    table = tmp_path / "aanmeldingen.csv"
    table.write_text("bsn\n")
    right = hashlib.sha256(b"bsn\n1\n").hexdigest()
    (tmp_path / "SHA256SUMS").write_text(f"{right}  aanmeldingen.csv\n")
    now = datetime.now(UTC)
    assert [len(aankomst.find_wachtredenen(tmp_path, now, now)) for _ in range(3)] == [1, 1, 1]
    assert len(read) == 1
    table.write_text("bsn\n1\n")
    os.utime(table, (0, 0))  # the sender's own moment says nothing
    assert aankomst.find_wachtredenen(tmp_path, now, now) == []
    assert len(read) == 2

    monkeypatch.setattr(aankomst, "ONRUSTIG", timedelta(seconds=60))  # it may change again within the same tick
    aankomst.find_wachtredenen(tmp_path, now, now)
    aankomst.find_wachtredenen(tmp_path, now, now)
    assert len(read) == 4
