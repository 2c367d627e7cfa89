"""The key of the BSN's changes for everyone at once, and nobody is there twice."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any

import polars as pl
import pytest

from vsv.domein.fouten import OmgevingFout
from vsv.klantvolg.service import find_gevolgden, read_personen, rotate_sleutel
from vsv.opslag.service import transactie
from vsv.opslag.sleutels import new_key_line
from vsv.toegang.service import als_dienst, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN, SEPTEMBER = date(2005, 3, 1), date(2026, 9, 1)


@pytest.fixture
def keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str) -> Path:
    file = tmp_path / "sleutels"
    file.write_text(new_key_line(1) + "\n")
    monkeypatch.delenv("VSV_SLEUTELS")
    monkeypatch.setenv("VSV_SLEUTELBESTAND", str(file))
    return file


def add_key(file: Path, number: int) -> None:
    file.write_text(file.read_text() + new_key_line(number) + "\n")


def rotate() -> int:
    with als_dienst(operator("test")) as sessie:
        return rotate_sleutel(sessie)


def gevolgd(bsns: list[str]) -> int:
    with transactie("werker") as cur:
        return find_gevolgden(cur, pl.Series(bsns)).height


def test_everyone_is_found_before_during_and_after(keys: Path, take: Rows, query: Rows, bsns: list[str]) -> None:
    take(*((bsn, GEBOREN, SEPTEMBER) for bsn in bsns[:10]))
    people = query("SELECT id, uuid FROM jongere ORDER BY id")
    old = query("SELECT bsn FROM jongere ORDER BY id")
    add_key(keys, 2)
    # The new key does nothing yet: known people stay known, and new ones come under the old key.
    assert {uitkomst for _, uitkomst, _ in take(*((bsn, GEBOREN, SEPTEMBER) for bsn in bsns[:10]))} == {"ongewijzigd"}
    take((bsns[10], GEBOREN, SEPTEMBER))
    assert rotate() == 11
    assert rotate() == 0
    assert gevolgd(bsns) == 11
    assert query("SELECT id, uuid FROM jongere ORDER BY id")[:10] == people
    assert not set(old) & set(query("SELECT bsn FROM jongere"))
    keys.write_text(keys.read_text().splitlines()[1])  # the old key is gone
    assert {uitkomst for _, uitkomst, _ in take(*((bsn, GEBOREN, SEPTEMBER) for bsn in bsns[:11]))} == {"ongewijzigd"}
    with als_dienst(operator("test")) as sessie:
        numbers = [number for (number,) in sessie.cur.execute("SELECT id FROM jongere")]
        assert sorted(read_personen(sessie, numbers, actie="test.lezen")["bsn"]) == bsns[:11]
    assert query("SELECT bijzonderheden FROM logregel WHERE actie = 'klantvolg.sleutel_roteren'") == [
        ({"van": 1, "naar": 2},)
    ]


def test_a_rotation_that_breaks_off_leaves_the_old_key(keys: Path, take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    before = query("SELECT * FROM jongere")
    add_key(keys, 2)
    with pytest.raises(ZeroDivisionError), als_dienst(operator("test")) as sessie:
        rotate_sleutel(sessie)
        raise ZeroDivisionError
    assert query("SELECT * FROM jongere") == before
    assert gevolgd(bsns) == 1


def test_another_key_is_recognised(keys: Path, take: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    keys.write_text(new_key_line(1))
    with pytest.raises(OmgevingFout, match="Sleutel 1 is een andere"):
        take((bsns[1], GEBOREN, SEPTEMBER))
    keys.write_text(new_key_line(2))
    with pytest.raises(OmgevingFout, match="Sleutel 1 ontbreekt"):
        gevolgd(bsns)
    with pytest.raises(OmgevingFout, match="Sleutel 1 ontbreekt"):
        rotate()


def test_who_signs_up_during_a_rotation_waits_for_it(keys: Path, take: Rows, query: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    add_key(keys, 2)
    started, outcome = Event(), []

    def sign_up() -> None:
        started.set()
        outcome.extend(take((bsns[0], GEBOREN, SEPTEMBER), (bsns[1], GEBOREN, SEPTEMBER)))

    late = Thread(target=sign_up)
    with als_dienst(operator("test")) as sessie:
        rotate_sleutel(sessie)
        late.start()
        started.wait()
        late.join(0.2)
        assert late.is_alive()
    late.join()
    assert [uitkomst for _, uitkomst, _ in outcome] == ["ongewijzigd", "genomen"]
    assert query("SELECT count(*) FROM jongere") == [(2,)]
