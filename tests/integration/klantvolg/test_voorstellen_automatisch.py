"""Proposals from age, employers and sources: made once, and gone when they hold no more."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest

from vsv.klantvolg.service import accept_voorstellen, list_voorstellen, propose_automatisch, reject_voorstellen
from vsv.toegang.service import Organisatie, als_dienst, operator

Rows = Callable[..., list[tuple[Any, ...]]]

# The wall looks at the clock, so who is almost 27 is so from today on.
DAG = date.today()  # noqa: DTZ011
JAREN_GELEDEN = date(DAG.year - 5, 1, 4)
OIN_B = "00000099000000002000"
LEEG = pl.DataFrame(schema={"jongere": pl.Int64, "datum": pl.Date})


def turns_27(op: date) -> date:
    return date(op.year - 27, op.month, op.day) if (op.month, op.day) != (2, 29) else date(op.year - 27, 3, 1)


def propose(zwijgend: pl.DataFrame = LEEG, overleden: pl.DataFrame = LEEG) -> int:
    with als_dienst(operator("test")) as sessie:
        return propose_automatisch(sessie, DAG, zwijgend=zwijgend, overleden=overleden)


def about(jongere: int, datum: date) -> pl.DataFrame:
    return pl.DataFrame({"jongere": [jongere], "datum": [datum]})


def test_turning_27_is_announced_for_who_still_follows(
    take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    days = [DAG + timedelta(days=days) for days in (1, 90, 91, 0)]
    take(*((bsn, turns_27(day), JAREN_GELEDEN) for bsn, day in zip(bsns, days, strict=False)))
    take((bsns[0], None, JAREN_GELEDEN, None, None, OIN_B))
    take((bsns[4], turns_27(days[0]), JAREN_GELEDEN, DAG), (bsns[5], None, JAREN_GELEDEN))
    assert propose() == 3
    assert propose() == 0
    found = query("SELECT organisatie, soort, datum FROM voorstel WHERE aanleiding = 'BIJNA_27' ORDER BY 3, 1")
    assert [(organisatie, soort) for organisatie, soort, _ in found] == [
        (aa.id, "AFMELDEN"),
        (be.id, "AFMELDEN"),
        (aa.id, "AFMELDEN"),
    ]
    eerste = list_voorstellen(operator("test", aa)).voorstellen.row(0, named=True)
    assert eerste["zin"].startswith("Deze jongere wordt 27 op ")
    accept_voorstellen(operator("test", aa), [eerste["voorstel"]], vandaag=DAG)
    assert query("SELECT afmelddatum, afmeldreden FROM aanmelding WHERE afmeldreden = 'LEEFTIJD'") == [
        (DAG, "LEEFTIJD")
    ]


@pytest.mark.parametrize(("naam", "aanleiding", "reden"), [
    ("zwijgend", "BRON_ZWIJGT", "ANDERS"), ("overleden", "OVERLEDEN_WERKGEVER", "OVERLEDEN"),
])  # fmt: skip
def test_what_was_found_is_proposed_once_and_lapses_when_it_is_no_longer_so(
    take: Rows, query: Rows, bsns: list[str], aa: Organisatie, naam: str, aanleiding: str, reden: str
) -> None:
    maandag = date(2026, 9, 7)
    take((bsns[0], None, JAREN_GELEDEN), (bsns[0], None, JAREN_GELEDEN, None, None, OIN_B))
    take((bsns[1], None, JAREN_GELEDEN, DAG))
    ((jongere,), (gestopt,)) = query("SELECT id FROM jongere ORDER BY id")
    found = about(jongere, maandag)
    assert propose(**{naam: pl.concat([found, about(gestopt, maandag)])}) == 2
    assert propose(**{naam: found}) == 0
    (uuid,) = list_voorstellen(operator("test", aa)).voorstellen["voorstel"]
    accept_voorstellen(operator("test", aa), [uuid], vandaag=DAG)
    assert query("SELECT afmeldreden FROM aanmelding WHERE organisatie = %s AND jongere = %s", aa.id, jongere) == [
        (reden,)
    ]
    assert propose() == 0
    assert query("SELECT aanleiding, stand FROM voorstel ORDER BY organisatie") == [
        (aanleiding, "AANVAARD"),
        (aanleiding, "VERVALLEN"),
    ]
    # What holds again is proposed again to whoever did not decide; and a later reason is another one.
    assert propose(**{naam: found}) == 1
    assert query("SELECT aanleiding, stand FROM voorstel ORDER BY organisatie") == [
        (aanleiding, "AANVAARD"),
        (aanleiding, "OPEN"),
    ]
    assert propose(**{naam: about(jongere, maandag + timedelta(weeks=9))}) == 1


def test_what_was_rejected_does_not_come_back(take: Rows, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    take((bsns[0], None, JAREN_GELEDEN))
    ((jongere,),) = query("SELECT id FROM jongere")
    found = about(jongere, date(2026, 9, 7))
    assert propose(zwijgend=found) == 1
    reject_voorstellen(operator("test", aa), list_voorstellen(operator("test", aa)).voorstellen["voorstel"].to_list())
    assert propose(zwijgend=found) == propose() == propose(zwijgend=found) == 0
    assert query("SELECT stand FROM voorstel") == [("AFGEWEZEN",)]
