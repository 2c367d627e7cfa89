"""The end of an aanmelding: by choice, by handing over, or at 27."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Afmeldreden, draag_over, end_at_27, meld_af
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie, Recht, Wie, als_dienst, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN = date(2005, 3, 1)
SEPTEMBER, OKTOBER, NOVEMBER, VANDAAG = date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 1), date(2026, 11, 23)
STAND = "SELECT organisatie, aanmelddatum, afmelddatum, afmeldreden FROM aanmelding ORDER BY aanmelddatum, organisatie"
OIN_B = "00000099000000002000"


def end(wie: Wie, bsn: str, dag: date, reden: Afmeldreden = Afmeldreden.WERK) -> str:
    return meld_af(wie, bsn=bsn, afmelddatum=dag, reden=reden, vandaag=VANDAAG).code


def hand_over(wie: Wie, bsn: str, naar: Organisatie, dag: date) -> str:
    return draag_over(wie, bsn=bsn, naar=naar, datum=dag, vandaag=VANDAAG).code


def code_of(fault: pytest.ExceptionInfo[InvoerFout]) -> list[str]:
    return [fout.code for fout in fault.value.fouten]


def test_afmelden_twice_is_once(take: Rows, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    wie = operator("test", aa)
    assert end(wie, bsns[0], OKTOBER) == "AFGEMELD"
    before = query("SELECT * FROM aanmelding")
    assert end(wie, bsns[0], OKTOBER) == "AL_BEKEND"
    for dag, reden in [(NOVEMBER, Afmeldreden.WERK), (OKTOBER, Afmeldreden.VERHUISD)]:
        with pytest.raises(InvoerFout, match="al afgemeld vanaf 1 oktober 2026, met reden WERK") as fault:
            end(wie, bsns[0], dag, reden)
        assert code_of(fault) == ["AL_AFGEMELD"]
    assert query("SELECT * FROM aanmelding") == before
    assert query("SELECT actie, organisatie FROM logregel WHERE jongere IS NOT NULL ORDER BY nummer") == [
        ("klantvolg.aanmelden", None),
        ("klantvolg.afmelden", aa.id),
        ("klantvolg.opzoeken", aa.id),
        ("klantvolg.opzoeken", aa.id),
        ("klantvolg.opzoeken", aa.id),
    ]


def test_the_day_of_afmelden(take: Rows, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER), (bsns[1], GEBOREN, SEPTEMBER))
    for dag, code in [(date(2026, 8, 31), "AFMELDDATUM_TE_VROEG"), (date(2026, 11, 24), "DATUM_IN_TOEKOMST")]:
        with pytest.raises(InvoerFout) as fault:
            end(operator("test", aa), bsns[0], dag)
        assert code_of(fault) == [code]
    assert query("SELECT afmelddatum FROM aanmelding") == [(None,), (None,)]
    assert end(operator("test", aa), bsns[0], SEPTEMBER) == "AFGEMELD"
    assert end(operator("test", aa), bsns[1], VANDAAG) == "AFGEMELD"


def test_who_is_followed_from_a_later_day_can_be_ended_on_that_day(
    take: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[0], GEBOREN, date(2027, 1, 1)))
    assert end(operator("test", aa), bsns[0], date(2027, 1, 1)) == "AFGEMELD"


def test_nobody_ends_what_another_follows(take: Rows, query: Rows, bsns: list[str], be: Organisatie) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    messages = set()
    for bsn in bsns[:2]:  # followed by another, and not known at all: the same answer
        with pytest.raises(InvoerFout) as fault:
            end(operator("test", be), bsn, OKTOBER)
        assert code_of(fault) == ["NIET_AANGEMELD"]
        messages.add(str(fault.value))
    assert len(messages) == 1
    with pytest.raises(InvoerFout, match="elfproef") as fault:
        end(operator("test", be), "900000001", OKTOBER)
    assert code_of(fault) == ["BSN_ONGELDIG"]
    assert "900000001" not in str(fault.value)
    kijker = Wie(actor="u1", oorsprong="portaal", rechten=frozenset({Recht.JONGEREN_INZIEN}), organisatie=be)
    with pytest.raises(GeenRecht):
        end(kijker, bsns[0], OKTOBER)
    assert query("SELECT afmelddatum FROM aanmelding") == [(None,)]


def test_overdragen_closes_here_and_opens_there(
    take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER))
    wie = operator("test", aa)
    assert hand_over(wie, bsns[0], be, OKTOBER) == "OVERGEDRAGEN"
    assert hand_over(wie, bsns[0], be, OKTOBER) == "AL_BEKEND"
    assert query(STAND) == [(aa.id, SEPTEMBER, OKTOBER, "OVERGEDRAGEN"), (be.id, OKTOBER, None, None)]
    assert query("SELECT DISTINCT uiterlijk FROM aanmelding") == [(date(2032, 3, 1),)]
    assert query(
        "SELECT actie, organisatie, actor, trace FROM logregel WHERE organisatie IS NOT NULL ORDER BY nummer LIMIT 2"
    ) == [
        ("klantvolg.ontvangen", be.id, wie.actor, wie.trace),
        ("klantvolg.overdragen", aa.id, wie.actor, wie.trace),
    ]
    with pytest.raises(InvoerFout) as fault:
        hand_over(wie, bsns[0], be, NOVEMBER)
    assert code_of(fault) == ["AL_AFGEMELD"]
    assert hand_over(operator("test", be), bsns[0], aa, NOVEMBER) == "OVERGEDRAGEN"


def test_overdragen_to_who_follows_already_only_ends_it_here(
    take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take((bsns[0], GEBOREN, SEPTEMBER), (bsns[0], GEBOREN, NOVEMBER, None, "van Be", OIN_B))
    assert hand_over(operator("test", aa), bsns[0], be, OKTOBER) == "OVERGEDRAGEN"
    assert query(STAND) == [(aa.id, SEPTEMBER, OKTOBER, "OVERGEDRAGEN"), (be.id, NOVEMBER, None, None)]


def test_overdragen_that_can_not_be_changes_nothing(
    take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    here = [(bsns[0], GEBOREN, SEPTEMBER), (bsns[1], date(1999, 10, 1), SEPTEMBER)]
    take(*here, *((bsn, geboren, SEPTEMBER, date(2026, 9, 20), None, OIN_B) for bsn, geboren, _ in here))
    before = query("SELECT * FROM aanmelding ORDER BY id")
    for bsn, dag, naar, code in [
        (bsns[0], date(2026, 8, 31), be, "AFMELDDATUM_TE_VROEG"),
        (bsns[0], date(2026, 11, 24), be, "DATUM_IN_TOEKOMST"),
        (bsns[1], OKTOBER, be, "LEEFTIJD"),
        (bsns[0], date(2026, 9, 15), be, "AANMELDING_OVERLAPT"),
        (bsns[0], OKTOBER, aa, "NAAR_UZELF"),
        (bsns[2], OKTOBER, be, "NIET_AANGEMELD"),
    ]:
        with pytest.raises(InvoerFout) as fault:
            hand_over(operator("test", aa), bsn, naar, dag)
        assert code_of(fault) == [code]
    assert query("SELECT * FROM aanmelding ORDER BY id") == before


def test_following_stops_at_27(take: Rows, query: Rows, bsns: list[str]) -> None:
    take(
        (bsns[0], date(1999, 10, 1), SEPTEMBER),
        (bsns[1], date(1999, 10, 2), SEPTEMBER),
        (bsns[2], None, SEPTEMBER),
        (bsns[3], date(1999, 9, 15), SEPTEMBER, date(2026, 9, 10)),
        (bsns[4], None, NOVEMBER),
    )
    with als_dienst(operator("test")) as sessie:
        assert end_at_27(sessie, OKTOBER) == 1
        assert end_at_27(sessie, OKTOBER) == 0
    assert query("SELECT afmelddatum FROM aanmelding WHERE afmeldreden = 'LEEFTIJD'") == [(OKTOBER,)]
    assert query("SELECT bijzonderheden, count(*) FROM logregel WHERE actie = 'klantvolg.afmelden' GROUP BY 1") == [
        ({"reden": "LEEFTIJD"}, 1)
    ]
    # A birth date that comes later may show that someone was too old from the start.
    with transactie("werker") as cur:
        cur.execute("UPDATE aanmelding SET uiterlijk = '2020-01-01' WHERE aanmelddatum = %s", (NOVEMBER,))
    with als_dienst(operator("test")) as sessie:
        assert end_at_27(sessie, VANDAAG) == 2
    assert (NOVEMBER,) in query("SELECT afmelddatum FROM aanmelding WHERE afmeldreden = 'LEEFTIJD'")


def test_the_reasons_are_those_of_the_table(query: Rows, database: str) -> None:
    ((definition,),) = query(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = 'aanmelding_afmeldreden_check'"
    )
    in_table = set(definition.split("'")[1::2])
    assert in_table == {*Afmeldreden, "OVERGEDRAGEN", "LEEFTIJD"}
