"""A file handed in through the portal: only its sender sees it, it is done once, can be undone, and is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from vsv.domein.fouten import InvoerFout
from vsv.klantvolg.service import (
    Uitslag,
    confirm_inlevering,
    forget_inleveringen,
    format_geweigerd_van,
    hand_in,
    make_voorbeeld,
    read_inlevering,
    rotate_sleutel,
    undo_inlevering,
)
from vsv.opslag.service import new_key_line
from vsv.toegang.service import Organisatie, Wie, als_dienst, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN, SEPTEMBER, VANDAAG = date(2005, 3, 1), date(2026, 9, 1), date(2026, 11, 23)


@pytest.fixture
def wie(aa: Organisatie) -> Wie:
    return replace(operator("x", aa), actor="gebruiker:1")


def lijst(*rows: str) -> bytes:
    return "\n".join(["bsn;geboortedatum;aanmelddatum;kenmerk", *rows]).encode()


def give(wie: Wie, inhoud: bytes, naam: str = "lijst.csv") -> UUID:
    return UUID(hand_in(wie, naam, inhoud, aanmelddatum=VANDAAG))


def code_of(wie: Wie, uuid: UUID) -> str:
    with pytest.raises(InvoerFout) as caught:
        read_inlevering(wie, uuid, vandaag=VANDAAG)
    return caught.value.fouten[0].code


def test_the_four_numbers_are_all_rows_and_what_is_shown_is_done(wie: Wie, take: Rows, bsns: list[str]) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER, None))
    uuid = give(
        wie,
        lijst(
            f"{bsns[0]};2005-03-01;;",
            f"{bsns[1]};2005-03-01;;",
            ";;;",
            f"{bsns[2]};2005-03-01;2026-10-01;k",
            "999999990;2005-03-01;2026-09-01;VOORBEELD, haal deze rij weg",
            "900000001;2005-03-01;;fout",
            ";;;",
        ),
    )
    shown = read_inlevering(wie, uuid, vandaag=VANDAAG)
    assert shown.uitslag == Uitslag(nieuw=2, al_bekend=1, vervallen=2, geweigerd=1)
    assert shown.voorvertoning
    before = format_geweigerd_van(wie, uuid, vandaag=VANDAAG)
    assert confirm_inlevering(wie, uuid, vandaag=VANDAAG) == shown.uitslag
    assert confirm_inlevering(wie, uuid, vandaag=VANDAAG) == shown.uitslag
    after = read_inlevering(wie, uuid, vandaag=VANDAAG)
    assert (after.uitslag, after.voorvertoning) == (shown.uitslag, None)
    assert format_geweigerd_van(wie, uuid, vandaag=VANDAAG) == before
    assert before[0] == "geweigerd.csv"
    assert b"900000001;2005-03-01;;fout;Dit is geen bestaand BSN." in before[1]


def test_it_can_be_undone_but_not_what_happened_since(wie: Wie, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    uuid = give(wie, lijst(f"{bsns[1]};2005-03-01;;", f"{bsns[2]};2005-03-01;2026-10-01;k"))
    confirm_inlevering(wie, uuid, vandaag=VANDAAG)
    assert undo_inlevering(wie, uuid, vandaag=VANDAAG) == 2
    assert undo_inlevering(wie, uuid, vandaag=VANDAAG) == 0
    ended = query("SELECT afmelddatum = aanmelddatum, afmeldreden FROM aanmelding")
    assert ended == [(True, "ONTERECHT")] * 2
    again = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    assert confirm_inlevering(wie, again, vandaag=VANDAAG).nieuw == 1


def test_only_who_handed_it_in_gets_it_back(wie: Wie, be: Organisatie, bsns: list[str]) -> None:
    uuid = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    assert code_of(replace(wie, actor="gebruiker:2"), uuid) == "INLEVERING_WEG"
    assert code_of(wie.voor(be), uuid) == "INLEVERING_WEG"
    assert code_of(wie, uuid4()) == "INLEVERING_WEG"
    assert read_inlevering(wie, uuid, vandaag=VANDAAG).uitslag.nieuw == 1


def test_a_next_file_takes_its_place(wie: Wie, bsns: list[str]) -> None:
    first = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    give(wie, lijst(f"{bsns[2]};2005-03-01;;"))
    assert code_of(wie, first) == "INLEVERING_WEG"


def test_it_is_gone_after_an_hour(wie: Wie, bsns: list[str], database: str) -> None:
    uuid = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    with psycopg.connect(database) as admin:
        admin.execute("UPDATE inlevering SET tot = now()")
    assert code_of(wie, uuid) == "INLEVERING_WEG"
    with als_dienst(operator("test")) as sessie:
        assert forget_inleveringen(sessie) == 1


def test_the_database_can_not_read_it(wie: Wie, bsns: list[str], query: Rows) -> None:
    give(wie, lijst(f"{bsns[1]};2005-03-01;;"), f"{bsns[1]}.csv")
    ((row,),) = query("SELECT inhoud || convert_to(inlevering::text, 'UTF8') FROM inlevering")
    assert bsns[1].encode() not in row
    give(wie, lijst(f"{bsns[1]};2005-03-01;;"), f"{bsns[1]}.csv")
    assert query("SELECT inhoud || convert_to(inlevering::text, 'UTF8') FROM inlevering") != [(row,)]


def test_another_key_leaves_none(wie: Wie, bsns: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    line = new_key_line(1)
    monkeypatch.setenv("VSV_SLEUTELS", line)
    uuid = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    monkeypatch.setenv("VSV_SLEUTELS", f"{line} {new_key_line(2)}")
    with als_dienst(operator("test")) as sessie:
        rotate_sleutel(sessie)
    assert code_of(wie, uuid) == "INLEVERING_WEG"


def test_without_refusals_there_is_nothing_to_give_back(wie: Wie, bsns: list[str]) -> None:
    uuid = give(wie, lijst(f"{bsns[1]};2005-03-01;;"))
    for _ in range(2):
        with pytest.raises(InvoerFout, match="geen rij geweigerd"):
            format_geweigerd_van(wie, uuid, vandaag=VANDAAG)
        confirm_inlevering(wie, uuid, vandaag=VANDAAG)


@pytest.mark.parametrize("soort", ["csv", "xlsx", "ods"])
def test_the_template_can_be_handed_in_and_signs_nobody_up(wie: Wie, soort: Any) -> None:
    uuid = give(wie, make_voorbeeld(soort), f"voorbeeld.{soort}")
    assert confirm_inlevering(wie, uuid, vandaag=VANDAAG) == Uitslag(0, 0, 1, 0)
