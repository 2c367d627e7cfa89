"""Deciding about proposals: what is done, what is not and why, and two who decide at once."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from threading import Thread
from typing import Any

import polars as pl
import psycopg
import pytest

from vsv.domein.fouten import GeenRecht
from vsv.klantvolg.service import accept_voorstellen, list_voorstellen, meld_aan, reject_voorstellen
from vsv.opslag.service import transactie
from vsv.toegang.service import Organisatie, Recht, Wie, operator

Rows = Callable[..., list[tuple[Any, ...]]]

GEBOREN = date(2005, 3, 1)
AUGUSTUS, SEPTEMBER, OKTOBER, VANDAAG = date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1), date(2026, 11, 23)
IN_AA, IN_BE = "0037", "1966"
OIN_B = "00000099000000002000"
STAND = """
    SELECT organisatie, aanmelddatum, afmelddatum, afmeldreden, overgedragen_aan FROM aanmelding
    ORDER BY jongere, organisatie, aanmelddatum
    """


def uuids(organisatie: Organisatie) -> list[str]:
    return list_voorstellen(operator("test", organisatie), aantal=10_000).voorstellen["voorstel"].to_list()


def accept(organisatie: Organisatie, voorstellen: list[str], **rest: Any) -> pl.DataFrame:
    return accept_voorstellen(operator("test", organisatie), voorstellen, vandaag=VANDAAG, **rest)


def codes(besluiten: pl.DataFrame) -> list[str]:
    assert (besluiten["gedaan"] == besluiten["code"].is_in(["AANVAARD", "AFGEWEZEN"])).all()
    assert besluiten["zin"].str.contains(r"\.$").all()
    return besluiten["code"].to_list()


@pytest.mark.parametrize(
    ("soort", "reden"),
    [
        ("HERINSCHRIJVING", "INGESCHREVEN"),
        ("STARTKWALIFICATIE", "STARTKWALIFICATIE"),
        ("OVERLEDEN", "OVERLEDEN"),
        ("VERTROKKEN", "VERTROKKEN"),
    ],
)
def test_afmelden(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, soort: str, reden: str
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    signal((bsns[0], soort, SEPTEMBER))
    (uuid,) = uuids(aa)
    assert accept(aa, [uuid]).rows() == [(uuid, True, "AANVAARD", "U volgt deze jongere niet meer.")]
    assert query(STAND) == [(aa.id, AUGUSTUS, VANDAAG, reden, None)]
    before = query("SELECT * FROM voorstel"), query("SELECT * FROM aanmelding")
    assert codes(accept(aa, [uuid.upper(), uuid])) == ["AL_AANVAARD"]  # the same one, asked twice
    assert codes(reject_voorstellen(operator("test", aa), [uuid])) == ["AL_AANVAARD"]
    assert (query("SELECT * FROM voorstel"), query("SELECT * FROM aanmelding")) == before
    assert query("SELECT stand, besloten_door FROM voorstel") == [("AANVAARD", operator("test").actor)]
    assert [
        actie for (actie,) in query("SELECT actie FROM logregel WHERE organisatie = %s ORDER BY nummer", aa.id)
    ] == [
        "klantvolg.voorstellen_inzien",
        "klantvolg.afmelden",
        "klantvolg.voorstel_aanvaarden",
        "klantvolg.opzoeken",
        "klantvolg.opzoeken",
    ]


def test_aanmelden_asks_for_a_birth_date(
    signal: Rows, query: Rows, take: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[1], GEBOREN, date(2026, 7, 1), AUGUSTUS))  # known here from before
    signal(*((bsn, "UITSCHRIJVING", SEPTEMBER, IN_AA) for bsn in bsns[:4]))
    een, twee, drie, vier = uuids(aa)
    geboortedata = {twee: date(2006, 1, 1), drie: date(1990, 1, 1), vier: GEBOREN}
    besluiten = accept(aa, [een, twee, drie, vier], geboortedata=geboortedata)
    assert codes(besluiten) == ["GEBOORTEDATUM_ONTBREEKT", "GEBOORTEDATUM_WIJKT_AF", "LEEFTIJD", "AANVAARD"]
    assert besluiten["zin"][0].startswith("De geboortedatum ontbreekt.")
    assert uuids(aa) == [een, twee, drie]
    assert codes(accept(aa, [een, twee], geboortedata={een.upper(): GEBOREN})) == ["AANVAARD"] * 2
    assert (
        sorted(query("SELECT aanmelddatum, uiterlijk, kenmerk FROM aanmelding WHERE afmelddatum IS NULL"))
        == [(VANDAAG, date(2032, 3, 1), None)] * 3
    )


def test_a_birth_date_belongs_to_aanmelden_only(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS), (bsns[1], GEBOREN, AUGUSTUS))
    signal(*((bsn, "OVERLEDEN", SEPTEMBER) for bsn in bsns[:2]))
    een, twee = uuids(aa)
    assert codes(accept(aa, [een, twee], geboortedata={een.upper(): GEBOREN})) == ["GEEN_AANMELDING", "AANVAARD"]
    assert uuids(aa) == [een]
    assert query("SELECT count(*) FROM aanmelding WHERE afmelddatum IS NULL") == [(1,)]


def test_overdragen(signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie, be: Organisatie) -> None:
    take(
        (bsns[0], GEBOREN, AUGUSTUS),
        (bsns[1], GEBOREN, AUGUSTUS),
        (bsns[1], GEBOREN, AUGUSTUS, None, None, OIN_B),  # they follow already
        (bsns[2], GEBOREN, AUGUSTUS),
        (bsns[2], GEBOREN, AUGUSTUS, VANDAAG + timedelta(days=7), None, OIN_B),  # they did, after this day
    )
    signal(*((bsn, "VERHUISD", SEPTEMBER, IN_BE) for bsn in bsns[:3]))
    besluiten = accept(aa, uuids(aa))
    assert codes(besluiten) == ["AANVAARD", "AANVAARD", "AANMELDING_OVERLAPT"]
    assert besluiten["zin"][2] == "Be heeft deze jongere na die dag al gevolgd. Spreek samen een latere dag af."
    assert sorted(query(STAND), key=str) == sorted(
        [
            *[(aa.id, AUGUSTUS, VANDAAG, "OVERGEDRAGEN", be.id)] * 2,
            (aa.id, AUGUSTUS, None, None, None),
            (be.id, VANDAAG, None, None, None),
            (be.id, AUGUSTUS, None, None, None),
            (be.id, AUGUSTUS, VANDAAG + timedelta(days=7), "ANDERS", None),
        ],
        key=str,
    )
    assert query("SELECT actie, count(*) FROM logregel WHERE actie ~ 'overdragen|ontvangen' GROUP BY 1 ORDER BY 1") == [
        ("klantvolg.ontvangen", 1),
        ("klantvolg.overdragen", 2),
    ]
    assert len(uuids(aa)) == 1


def test_one_decision_about_a_person_is_enough(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    take((bsns[0], GEBOREN, AUGUSTUS))
    signal(
        (bsns[0], "HERINSCHRIJVING", SEPTEMBER),
        (bsns[0], "VERHUISD", SEPTEMBER, IN_BE),
        (bsns[0], "OVERLEDEN", OKTOBER),
        (bsns[1], "UITSCHRIJVING", SEPTEMBER, IN_AA),
        (bsns[1], "UITSCHRIJVING", OKTOBER, IN_AA),
    )
    alle = uuids(aa)
    onbekend = ["00000000-0000-0000-0000-000000000000", "geen uuid"]
    besluiten = accept(aa, [*onbekend, *alle], geboortedata={alle[3]: GEBOREN})
    assert codes(besluiten) == [
        *["VOORSTEL_ONBEKEND"] * 2,
        *["VERVALLEN"] * 2,
        *["AANVAARD"] * 2,
        "VERVALLEN",
    ]
    assert query("SELECT afmeldreden FROM aanmelding ORDER BY id") == [("OVERLEDEN",), (None,)]
    assert query("SELECT stand, count(*) FROM voorstel GROUP BY 1 ORDER BY 1") == [("AANVAARD", 2), ("VERVALLEN", 3)]
    assert codes(accept(aa, alle)) == ["VERVALLEN", "VERVALLEN", "AL_AANVAARD", "AL_AANVAARD", "VERVALLEN"]


def test_what_begins_later_ends_on_that_day(
    signal: Rows, take: Rows, query: Rows, bsns: list[str], aa: Organisatie
) -> None:
    later = date(2126, 1, 1)
    take((bsns[0], None, later))
    signal((bsns[0], "OVERLEDEN", SEPTEMBER))
    assert codes(accept(aa, uuids(aa))) == ["AANVAARD"]
    assert query(STAND) == [(aa.id, later, later, "OVERLEDEN", None)]


def test_who_may_not_sign_up_does_not_decide(signal: Rows, query: Rows, bsns: list[str], aa: Organisatie) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    (uuid,) = uuids(aa)
    kijker = Wie(actor="u1", oorsprong="portaal", rechten=frozenset({Recht.JONGEREN_INZIEN}), organisatie=aa)
    for act in (
        lambda: list_voorstellen(kijker),
        lambda: accept_voorstellen(kijker, [uuid], vandaag=VANDAAG),
        lambda: reject_voorstellen(kijker, [uuid]),
    ):
        with pytest.raises(GeenRecht):
            act()
    assert query("SELECT stand FROM voorstel") == [("OPEN",)]


def test_of_two_who_decide_at_once_one_wins(
    signal: Rows, take: Rows, query: Rows, database: str, bsns: list[str], aa: Organisatie, be: Organisatie
) -> None:
    take(*((bsn, GEBOREN, AUGUSTUS) for bsn in bsns))
    signal(*((bsn, "VERHUISD", SEPTEMBER, IN_BE) for bsn in bsns))
    alle = uuids(aa)
    found: dict[str, list[str]] = {}

    def decide(naam: str, act: Callable[[], pl.DataFrame]) -> None:
        found[naam] = codes(act())

    threads = [
        Thread(target=decide, args=("aanvaard", lambda: accept(aa, alle))),
        Thread(target=decide, args=("afgewezen", lambda: reject_voorstellen(operator("test", aa), alle[::-1]))),
    ]
    with psycopg.connect(database) as admin:  # both wait for their turn, and then get it in any order
        admin.execute("SELECT klantvolg_beurt(%s::bigint[])", ([aa.id],))
        for thread in threads:
            thread.start()
        with psycopg.connect(database, autocommit=True) as watcher:
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            while watcher.execute(waiting).fetchone() != (2,):
                watcher.execute("SELECT pg_sleep(0.01)")
    for thread in threads:
        thread.join()
    won, lost = ("aanvaard", "afgewezen") if set(found["aanvaard"]) == {"AANVAARD"} else ("afgewezen", "aanvaard")
    assert set(found[won]) == {won.upper()}
    assert set(found[lost]) == {f"AL_{won.upper()}"}
    assert query("SELECT stand, count(*) FROM voorstel GROUP BY 1") == [(won.upper(), len(bsns))]
    assert query("SELECT count(*) FROM aanmelding WHERE organisatie = %s", be.id) == [
        (len(bsns) if won == "aanvaard" else 0,)
    ]


def test_signing_up_by_hand_and_accepting_at_once_is_once(
    signal: Rows, query: Rows, database: str, bsns: list[str], aa: Organisatie
) -> None:
    signal((bsns[0], "UITSCHRIJVING", SEPTEMBER, IN_AA))
    (uuid,) = uuids(aa)
    found: list[str] = []
    with transactie("werker") as cur:
        cur.execute("SELECT klantvolg_beurt(%s::bigint[])", ([aa.id],))
        wie = operator("test", aa)
        by_hand = Thread(
            target=lambda: found.append(
                meld_aan(
                    wie, bsn=bsns[0], geboortedatum=GEBOREN, aanmelddatum=VANDAAG, kenmerk=None, vandaag=VANDAAG
                ).code
            )
        )
        accepting = Thread(target=lambda: found.extend(codes(accept(aa, [uuid], geboortedata={uuid: GEBOREN}))))
        by_hand.start()
        accepting.start()
    by_hand.join()
    accepting.join()
    assert sorted(found) in (["AANGEMELD", "VERVALLEN"], ["AANVAARD", "AL_BEKEND"])
    assert query("SELECT count(*) FROM aanmelding") == [(1,)]


def test_thousands_take_a_fixed_number_of_queries(
    signal: Rows, take: Rows, query: Rows, vers: Iterator[str], aa: Organisatie, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries: list[object] = []
    counts = []
    execute = psycopg.Cursor.execute

    def counted(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        queries.append(query)
        return execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", counted)
    for size in (1, 600):
        people = [next(vers) for _ in range(3 * size)]
        take(*((bsn, GEBOREN, AUGUSTUS) for bsn in people[: 2 * size]))
        signal(
            *((bsn, "HERINSCHRIJVING", SEPTEMBER) for bsn in people[:size]),
            *((bsn, "VERHUISD", SEPTEMBER, IN_BE) for bsn in people[size : 2 * size]),
            *((bsn, "UITSCHRIJVING", SEPTEMBER, IN_AA) for bsn in people[2 * size :]),
        )
        alle = uuids(aa)
        assert len(alle) == 3 * size
        queries.clear()
        geboortedata = dict.fromkeys(alle[2 * size :], GEBOREN)
        assert set(codes(accept(aa, alle, geboortedata=geboortedata))) == {"AANVAARD"}
        counts.append(len(queries))
    assert counts[0] == counts[1] < 40
    assert query("SELECT stand, count(*) FROM voorstel GROUP BY 1") == [("AANVAARD", 3 * 601)]
