"""Where a jongere lives: told at aanmelden or in the file, by name or code; unknown names are refused."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psycopg
import pytest

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import confirm, meld_aan, preview, read_bestand
from vsv.toegang.service import Organisatie, Recht, namens, operator

Rows = Callable[..., list[tuple[Any, ...]]]
GEBOREN, VANDAAG = date(2005, 3, 1), date(2026, 11, 23)
DAGEN: dict[str, Any] = {"aanmelddatum": VANDAAG, "vandaag": VANDAAG}


@pytest.mark.parametrize(
    ("gemeente", "code"),
    [("Amsterdam", "0363"), (" amsterDAM ", "0363"), ("0363", "0363"), ("363", "0363"), ("", None), (None, None)],
)
def test_it_is_told_at_aanmelden(
    query: Rows, bsns: list[str], aa: Organisatie, gemeente: str | None, code: str | None
) -> None:
    meld_aan(operator("test", aa), bsn=bsns[0], geboortedatum=GEBOREN, kenmerk=None, gemeente=gemeente, **DAGEN)
    assert query("SELECT gemeentecode FROM aanmelding") == [(code,)]
    assert query("SELECT gemeentecode FROM werkregel") == [(code,)]


def test_an_unknown_gemeente_is_refused(query: Rows, bsns: list[str], aa: Organisatie) -> None:
    with pytest.raises(InvoerFout) as fault:
        meld_aan(operator("test", aa), bsn=bsns[0], geboortedatum=GEBOREN, kenmerk=None, gemeente="Amsterdm", **DAGEN)
    assert [(fout.code, fout.plaats) for fout in fault.value.fouten] == [("GEMEENTE_ONBEKEND", "gemeente")]
    assert query("SELECT count(*) FROM aanmelding") == [(0,)]


def test_a_file_may_have_the_column(tmp_path: Path, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    pad = tmp_path / "lijst.csv"
    rows = zip(bsns, ["Utrecht", "0363", "", "Niemandsland"], strict=False)
    pad.write_text("\n".join(["bsn;geboortedatum;gemeente", *(f"{bsn};2005-03-01;{waar}" for bsn, waar in rows)]))
    wie, bestand = operator("test", aa), read_bestand(pad)
    shown = preview(wie, bestand, **DAGEN)
    assert (shown.nieuw, shown.fouten.select("rij", "kolom", "code").rows()) == (
        3,
        [(5, "gemeente", "GEMEENTE_ONBEKEND")],
    )
    confirm(wie, bestand, controlegetal=bestand.controlegetal, **DAGEN)
    assert query("SELECT gemeentecode FROM aanmelding ORDER BY id") == [("0344",), ("0363",), (None,)]
    again = preview(wie, bestand, **DAGEN)
    assert again.al_bekend["wijkt_af"].to_list() == [False] * 3


def test_another_gemeente_of_who_is_followed_is_named(query: Rows, bsns: list[str], aa: Organisatie) -> None:
    wie = operator("test", aa)
    person: dict[str, Any] = {"bsn": bsns[0], "geboortedatum": GEBOREN, "kenmerk": None, **DAGEN}
    meld_aan(wie, gemeente="Utrecht", **person)
    assert meld_aan(wie, gemeente="0344", **person).zin == "U volgt deze jongere al vanaf 23-11-2026."
    zin = meld_aan(wie, gemeente="Amsterdam", **person).zin
    assert zin.endswith("De gemeente die u nu opgeeft is niet overgenomen.")
    assert query("SELECT gemeentecode FROM aanmelding") == [("0344",)]


def test_nobody_marks_an_aanmelding_of_another(query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie) -> None:
    """The mark would land on the werkregel of the other."""
    for organisatie in (aa, be):
        meld_aan(operator("test", organisatie), bsn=bsns[0], geboortedatum=GEBOREN, kenmerk=None, **DAGEN)
    ((theirs, jongere),) = query("SELECT id, jongere FROM aanmelding WHERE organisatie = %s", be.id)
    with (
        pytest.raises(psycopg.errors.InsufficientPrivilege, match="row-level security"),
        namens(operator("test", aa), Recht.JONGEREN_INZIEN) as sessie,
    ):
        sessie.cur.execute(
            "INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, gezet_door)"
            " VALUES (%s, %s, %s, 'IN_CONTACT', 'x')",
            (aa.id, theirs, jongere),
        )
    assert query("SELECT DISTINCT merk FROM werkregel") == [("TE_DOEN",)]
