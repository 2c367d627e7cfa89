"""The log as a file: in every format, every line, nothing that a spreadsheet would run, and only for who may."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from python_calamine import CalamineWorkbook
from tests.integration.rapport.conftest import BSNS, Wereld

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Logkeuze
from vsv.rapport.logexport import _with_clock
from vsv.rapport.service import LOGFORMATEN, export_logboek
from vsv.toegang.service import Organisatie, Recht, Wie, namens

ACTOR = "=HYPERLINK(1)"


@pytest.fixture
def aa(wereld: Wereld) -> Organisatie:
    """An organisation whose log has three lines of one user."""
    aa = wereld.add_organisatie(1)
    jongere = wereld.follow(aa, kenmerk="K-1")
    wie = Wie(actor=ACTOR, oorsprong="portaal", rechten=frozenset({Recht.RAPPORTEN}), organisatie=aa)
    with namens(wie, Recht.RAPPORTEN) as sessie:
        sessie.log_many("rapport.lezen", [jongere] * 3)
    return aa


def officer(organisatie: Organisatie) -> Wie:
    rechten = frozenset({Recht.LOGBOEK_LEZEN})
    return Wie(actor="officer", oorsprong="portaal", rechten=rechten, organisatie=organisatie)


@pytest.mark.parametrize("formaat", LOGFORMATEN)
def test_every_line_in_every_format(aa: Organisatie, tmp_path: Path, formaat: str) -> None:
    pad = tmp_path / f"logboek.{formaat}"
    export_logboek(officer(aa), Logkeuze(actor=ACTOR), formaat, pad)
    rows: list[list[Any]]
    if formaat == "csv":
        rows = list(csv.reader(pad.read_text("utf-8").splitlines()))
        assert rows[0][:3] == ["tijdstip", "actor", "naam"]
        assert {row[1] for row in rows[1:]} == {"'" + ACTOR}
    else:
        rows = CalamineWorkbook.from_path(pad).get_sheet_by_index(0).to_python()
        assert rows[0][:2] == ["Tijdstip", "Gebruiker (pseudoniem)"]
        assert {row[1] for row in rows[1:]} == {ACTOR}
    assert len(rows) == 4
    assert rows[1][7] == "••••••" + BSNS[0][6:]
    assert BSNS[0].encode() not in pad.read_bytes()


def test_what_is_exported_is_logged_and_what_fails_is_not(aa: Organisatie, wereld: Wereld, tmp_path: Path) -> None:
    exported = "SELECT count(*) FROM logregel WHERE actie = 'logboek.exporteren'"
    with pytest.raises(InvoerFout, match="bestaat niet"):
        export_logboek(officer(aa), Logkeuze(), "docx", tmp_path / "x")
    with pytest.raises(InvoerFout):
        export_logboek(officer(aa), Logkeuze(kenmerk="onbekend"), "csv", tmp_path / "x.csv")
    with pytest.raises(GeenRecht):
        export_logboek(wereld.wie, Logkeuze(), "csv", tmp_path / "x.csv")
    assert wereld.query(exported) == [(0,)]
    assert list(tmp_path.iterdir()) == []
    export_logboek(officer(aa), Logkeuze(), "csv", tmp_path / "x.csv")
    assert wereld.query(exported) == [(1,)]


def test_an_hour_that_comes_twice_can_be_told_apart() -> None:
    moments = pl.DataFrame({"tijdstip": ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"]}).select(
        pl.col("tijdstip").str.to_datetime("%Y-%m-%dT%H:%M:%SZ", time_unit="us", time_zone="UTC")
    )

    def pieces() -> Iterator[pl.DataFrame]:
        yield moments

    (shown,) = _with_clock(pieces())
    assert shown["tijdstip"].to_list() == ["2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"]
