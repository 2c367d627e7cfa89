"""A disk that fills up while answers come in: it is said, nothing is half done, and with room it goes on."""

import shutil
from datetime import date
from pathlib import Path

from tests.acceptatie.storingen.toestand import assert_sound, read_feiten, read_rondes, read_rows
from tests.acceptatie.storingen.wereld import Wereld, at

from vsv.bronnen.service import take_levering
from vsv.toegang.service import operator

MAANDAG = date(2026, 11, 16)
ROOM = 160_000
"""Bytes: enough to write down who is asked about, too little for what is answered."""


def test_a_disk_that_fills_up_while_asking_is_said(wereld: Wereld, database: str, small_disk: Path) -> None:
    take_levering(operator("test"), wereld.write_levering(MAANDAG, met_feiten=False))
    wereld.plan(MAANDAG, at(MAANDAG, 3))
    wereld.uwv.set_moment(at(MAANDAG, 3))
    before = read_feiten(database), read_rondes(database), read_rows(database, "SELECT bron, jongere FROM vraag")

    (small_disk / "vulling").write_bytes(bytes(shutil.disk_usage(small_disk).free - ROOM))
    klok = at(MAANDAG, 3).isoformat()
    asker = wereld.start("bevraag", "POLIS", "--klok", klok)
    assert asker.finish() == 3
    assert asker.errors.startswith("database: De database heeft geen ruimte meer. Er is niets gewijzigd."), asker.errors
    assert wereld.uwv.tellingen()["POLIS"]["gevraagd"], "it was full before anything was asked"
    worker = wereld.start_werker(at(MAANDAG, 3))
    assert worker.finish() == 3
    assert worker.errors.startswith("database: De database heeft geen ruimte meer. Er is niets gewijzigd.")
    after = read_feiten(database), read_rondes(database), read_rows(database, "SELECT bron, jongere FROM vraag")
    assert after == before

    (small_disk / "vulling").unlink()
    wereld.work_off(at(MAANDAG, 3))
    assert not read_rows(database, "SELECT FROM vraag")
    assert read_feiten(database).total() > 1_000
    assert_sound(database)
