"""Ending aanmeldingen by uuid: each person gets an answer, all in one transaction, nobody of another organisation."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from vsv.domein.fouten import GeenRecht
from vsv.klantvolg.service import (
    Afmeldreden,
    draag_allen_over,
    has_aanmeldingen,
    meld_allen_af,
    read_gekozen,
)
from vsv.toegang.service import Organisatie, Wie, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN, SEPTEMBER, OKTOBER, VANDAAG = date(2005, 3, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)


@pytest.fixture
def uuids(take: Rows, query: Rows, bsns: list[str], be: Organisatie) -> list[str]:
    """Two of Aa, and one of Be."""
    take(
        (bsns[0], GEBOREN, SEPTEMBER, None, "a"),
        (bsns[1], GEBOREN, OKTOBER, None, "b"),
        (bsns[2], GEBOREN, SEPTEMBER, None, "c", be.oin),
    )
    return [
        str(uuid)
        for (uuid,) in query("SELECT uuid FROM jongere j JOIN aanmelding a ON a.jongere = j.id ORDER BY a.kenmerk")
    ]


@pytest.fixture
def wie(aa: Organisatie) -> Wie:
    return operator("x", aa)


def test_each_person_gets_an_answer(wie: Wie, uuids: list[str], query: Rows) -> None:
    asked = [uuids[1], uuids[2], uuids[0], str(uuid4()), uuids[0]]

    def run() -> list[Any]:
        found = meld_allen_af(wie, asked, afmelddatum=date(2026, 9, 15), reden=Afmeldreden.WERK, vandaag=VANDAAG)
        assert found["jongere"].to_list() == asked[:4]
        assert found["zin"].null_count() == 0
        return found.select("gedaan", "code").rows()

    assert run() == [
        (False, "AFMELDDATUM_TE_VROEG"),
        (False, "JONGERE_ONBEKEND"),
        (True, "AFGEMELD"),
        (False, "JONGERE_ONBEKEND"),
    ]
    assert run()[2] == (False, "AL_BEKEND")
    assert query("SELECT count(*) FROM aanmelding WHERE afmelddatum IS NOT NULL") == [(1,)]
    lines = query("SELECT actie FROM logregel l JOIN jongere j ON j.id = l.jongere WHERE uuid = %s ORDER BY nummer",
                  uuids[0])  # fmt: skip
    assert [actie for (actie,) in lines[-2:]] == ["klantvolg.afmelden", "klantvolg.opzoeken"]


def test_handing_over_a_selection(wie: Wie, be: Organisatie, uuids: list[str], query: Rows) -> None:
    found = draag_allen_over(wie, uuids, naar=be, datum=VANDAAG, vandaag=VANDAAG)
    assert found["code"].to_list() == ["OVERGEDRAGEN", "OVERGEDRAGEN", "JONGERE_ONBEKEND"]
    again = draag_allen_over(wie, uuids, naar=be, datum=VANDAAG, vandaag=VANDAAG)
    assert again["code"].to_list() == ["AL_BEKEND", "AL_BEKEND", "JONGERE_ONBEKEND"]
    followed = "SELECT count(*) FROM aanmelding WHERE organisatie = %s AND afmelddatum IS NULL"
    assert query(followed, be.id) == [(3,)]


def test_who_is_chosen_is_shown_masked(wie: Wie, uuids: list[str], bsns: list[str]) -> None:
    found = read_gekozen(wie, uuids)
    assert found["kenmerk"].to_list() == ["a", "b"]
    assert not any(bsn in str(found.to_dicts()) for bsn in bsns)


def test_whether_anybody_is_followed(wie: Wie, be: Organisatie, take: Rows, bsns: list[str]) -> None:
    assert not has_aanmeldingen(wie)
    take((bsns[0], GEBOREN, SEPTEMBER, None, "a", be.oin))
    assert not has_aanmeldingen(wie)
    assert has_aanmeldingen(wie.voor(be))


def test_the_right_is_asked_for(wie: Wie, uuids: list[str]) -> None:
    without = Wie(actor="x", oorsprong="portaal", rechten=frozenset(), organisatie=wie.organisatie)
    with pytest.raises(GeenRecht):
        meld_allen_af(without, uuids, afmelddatum=VANDAAG, reden=Afmeldreden.WERK, vandaag=VANDAAG)
    with pytest.raises(GeenRecht):
        read_gekozen(without, uuids)
