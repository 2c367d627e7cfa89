"""A copy that is kept by cursor is equal to the truth: nothing is missed, nothing comes twice, and never another's."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from tests.integration.rapport.conftest import Wereld

from vsv.domein.fouten import GeenRecht, InvoerFout
from vsv.klantvolg.service import Merk, set_gemeente, set_opvolging
from vsv.rapport.service import (
    Wijziging,
    Wijzigingsoort,
    forget_wijzigingen,
    read_wijzigingen,
    run_dag,
    run_week,
)
from vsv.rapport.wijzigingen.cursor import Plaats, encode
from vsv.toegang.service import Organisatie, Recht, Wie

RECHTEN = frozenset({Recht.JONGEREN_INZIEN, Recht.RAPPORTEN})
VOLGEND = date(2026, 11, 30)


def client(organisatie: Organisatie, *meer: Recht) -> Wie:
    return Wie(actor="client:1", oorsprong="api", rechten=RECHTEN | set(meer), organisatie=organisatie)


@dataclass
class Kopie:
    """What a vendor keeps, by nothing but what the pages tell.

    Attributes:
        wie: For whom.
        cursor: Where it is.
        mensen: Per jongere and aanmelddatum what was told.
        verteld: All that was told after the stand.
    """

    wie: Wie
    cursor: str | None = None
    mensen: dict[tuple[UUID, date], dict[str, Any]] = field(default_factory=dict)
    verteld: list[Wijziging] = field(default_factory=list)

    def fetch(self, aantal: int = 100) -> bool:
        """Fetch one page; say whether there is more."""
        page = read_wijzigingen(self.wie, na=self.cursor, aantal=aantal)
        assert len(page.wijzigingen) <= aantal
        self.cursor = page.cursor
        for element in page.wijzigingen:
            self._take(element)
        return page.meer

    def catch_up(self, aantal: int = 100) -> "Kopie":
        while self.fetch(aantal):
            pass
        return self

    def _take(self, element: Wijziging) -> None:
        if element.soort is not Wijzigingsoort.STAND:
            self.verteld.append(element)
        if element.jongere is None:
            return
        told = dict(element.gegevens)
        key = (element.jongere, told.pop("aanmelddatum"))
        match element.soort:
            case Wijzigingsoort.STAND:
                self.mensen[key] = {name: told[name] for name in _GEKOPIEERD}
            case Wijzigingsoort.AANMELDING:
                self.mensen[key] = {**_LEEG, **told}
            case Wijzigingsoort.AFMELDING:
                self.mensen.pop(key, None)
            case Wijzigingsoort.OPVOLGING:
                self.mensen[key] |= {"merk": told["merk"], "merkreden": told["reden"]}
            case _:
                self.mensen[key] |= {name: told[name] for name in _GEKOPIEERD if name in told}


_LEEG: Mapping[str, Any] = {
    "kenmerk": None,
    "gemeentecode": None,
    "merk": "TE_DOEN",
    "merkreden": None,
    "signaal": None,
    "prioriteit": None,
    "sinds": None,
    "loon": None,
    "uren": None,
    "redenen": [],
    "vlaggen": [],
}
_GEKOPIEERD = tuple(_LEEG)


def truth(wereld: Wereld, organisatie: Organisatie) -> dict[tuple[UUID, date], dict[str, Any]]:
    rows = wereld.query(
        f"""
        SELECT j.uuid, a.aanmelddatum, a.kenmerk, a.gemeentecode, w.merk, w.merkreden, w.signaal, p.prioriteit, p.sinds,
               p.loon, p.uren, coalesce(string_to_array(p.redenen, '|'), '{{}}'),
               coalesce(string_to_array(nullif(p.vlaggen, ''), '|'), '{{}}')
        FROM aanmelding a JOIN jongere j ON j.id = a.jongere JOIN werkregel w ON w.aanmelding = a.id
        LEFT JOIN prioriteit p ON p.aanmelding = a.id AND p.tot IS NULL
        WHERE a.organisatie = {organisatie.id} AND a.afmelddatum IS NULL
        """
    )
    return {(uuid, dag): dict(zip(_GEKOPIEERD, rest, strict=True)) for uuid, dag, *rest in rows}  # type: ignore[misc]


@dataclass
class Tweestad:
    """Two organisations that follow some of the same people."""

    wereld: Wereld
    een: Organisatie
    twee: Organisatie
    jongeren: list[int]

    def uuid(self, jongere: int) -> UUID:
        ((found,),) = self.wereld.query(f"SELECT uuid FROM jongere WHERE id = {jongere}")
        assert isinstance(found, UUID)
        return found


@pytest.fixture
def stad(wereld: Wereld) -> Tweestad:
    een, twee = wereld.add_organisatie(1), wereld.add_organisatie(2)
    jongeren = [wereld.follow(een, kenmerk=f"K{number}") for number in range(4)]
    wereld.follow(twee, jongere=jongeren[0])
    with wereld.deliver(date(2026, 11, 20)) as levering:
        levering.answers(*jongeren)
        levering.works(jongeren[1], 800000195030001, 81_250)
    return Tweestad(wereld, een, twee, jongeren)


def test_it_begins_with_how_it_is_and_goes_on_with_what_changes(stad: Tweestad) -> None:
    run_week(stad.wereld.wie, date(2026, 11, 23))
    kopie = Kopie(client(stad.een)).catch_up(aantal=3)
    assert kopie.mensen == truth(stad.wereld, stad.een)
    assert len(kopie.mensen) == 4
    assert kopie.verteld == []

    with stad.wereld.deliver(date(2026, 11, 29)) as levering:
        levering.ikv(stad.jongeren[1], 800000195030001, date(2025, 1, 1), date(2026, 11, 15))
        levering.works(stad.jongeren[2], 800000195030002, 12_500)
    gone = stad.uuid(stad.jongeren[3])
    set_opvolging(client(stad.een), [stad.uuid(stad.jongeren[0])], Merk.IN_CONTACT)
    set_gemeente(client(stad.een, Recht.AANMELDEN), stad.uuid(stad.jongeren[0]), "0014")
    run_week(stad.wereld.wie, VOLGEND)
    stad.wereld.unfollow(stad.jongeren[3], date(2026, 11, 24))
    kopie.catch_up(aantal=2)
    assert kopie.mensen == truth(stad.wereld, stad.een)
    assert [(element.soort.value, element.jongere) for element in kopie.verteld] == [
        ("opvolging", stad.uuid(stad.jongeren[0])),
        ("gegevens", stad.uuid(stad.jongeren[0])),
        ("prioriteit", stad.uuid(stad.jongeren[1])),
        ("prioriteit", stad.uuid(stad.jongeren[2])),
        ("rapport", None),
        ("signaal", stad.uuid(stad.jongeren[1])),
        ("signaal", stad.uuid(stad.jongeren[2])),
        ("afmelding", gone),
    ]


class Schrijver:
    """Somebody who changes things in a transaction that stays open for a while, about people of its own."""

    def __init__(self, stad: Tweestad, organisatie: Organisatie, kans: Random) -> None:
        self.stad, self.organisatie, self.kans = stad, organisatie, kans
        self.connection = psycopg.connect(stad.wereld.admin, options="-c lock_timeout=5s -c TimeZone=Europe/Amsterdam")
        self.eigen = [stad.wereld.follow(organisatie) for _ in range(2)]
        self.marks = 0

    def act(self) -> None:
        {0: self._sign_up, 1: self._sign_off, 2: self._rename}.get(self.kans.randrange(6), self._mark)()

    def finish(self) -> None:
        self.connection.commit() if self.kans.random() < 0.7 else self.connection.rollback()

    def _sign_up(self) -> None:
        new = self.stad.jongeren[self.kans.randrange(4)] if self.kans.random() < 0.2 else None
        bsn = self.kans.randbytes(16)
        query = "INSERT INTO jongere (bsn, geboortedatum) VALUES (%s, '2006-03-01') RETURNING id"
        ((jongere,),) = [(new,)] if new else self.connection.execute(query, (bsn,))
        self.connection.execute(
            """
            INSERT INTO aanmelding (organisatie, jongere, aanmelddatum)
            SELECT %(org)s, %(jongere)s, date '2026-01-05' + %(later)s
            WHERE NOT EXISTS (SELECT FROM aanmelding WHERE organisatie = %(org)s AND jongere = %(jongere)s)
            """,
            {"org": self.organisatie.id, "jongere": jongere, "later": self.kans.randrange(200)},
        )

    def _sign_off(self) -> None:
        self._update(
            "SET afmelddatum = current_date, afmeldreden = 'WERK', afgemeld_op = clock_timestamp()", "afmelddatum IS NULL"
        )

    def _rename(self) -> None:
        self._update(f"SET kenmerk = 'K{self.kans.randrange(1000)}'", "true")

    def _update(self, what: str, when: str) -> None:
        self.connection.execute(
            f"UPDATE aanmelding {what} WHERE organisatie = %s AND jongere = %s AND {when}".encode(),
            (self.organisatie.id, self.kans.choice(self.eigen)),
        )

    def _mark(self) -> None:
        self.connection.execute(
            """
            INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, gezet_door)
            SELECT organisatie, id, jongere, %s, 'x' FROM aanmelding
            WHERE organisatie = %s AND jongere = ANY (%s) AND afmelddatum IS NULL
            """,
            (self.kans.choice(["IN_CONTACT", "NIET_BEREIKT", "TE_DOEN"]), self.organisatie.id, self.eigen),
        )


@pytest.mark.parametrize("seed", range(4))
def test_a_copy_is_equal_to_the_truth_whoever_writes_at_the_same_time(stad: Tweestad, seed: int) -> None:
    kans = Random(seed)
    writers = [Schrijver(stad, organisatie, kans) for organisatie in (stad.een, stad.twee)]
    # One that changes the same organisation as the first, and finishes in any order with it.
    writers.append(Schrijver(stad, stad.een, kans))
    writers[-1]._sign_up = writers[-1]._mark  # type: ignore[method-assign]  # signing up waits for one another
    copies = [Kopie(client(stad.een)), Kopie(client(stad.twee)), Kopie(client(stad.een))]
    for week in range(2):
        for _ in range(60):
            step = kans.randrange(10)
            if step < 5:
                kans.choice(writers).act()
            elif step < 7:
                kans.choice(writers).finish()
            else:
                kans.choice(copies[:2]).fetch(kans.choice([1, 2, 3, 50]))
        for writer in writers:
            writer.connection.commit()
        run_week(stad.wereld.wie, date(2026, 11, 23) + timedelta(weeks=week))
        with stad.wereld.deliver(date(2026, 11, 26)) as levering:
            levering.answers(*(jongere for writer in writers for jongere in writer.eigen))
    for copy, organisatie in zip(copies, (stad.een, stad.twee, stad.een), strict=True):
        copy.catch_up(kans.choice([1, 7, 100]))
        assert copy.mensen == truth(stad.wereld, organisatie)
        each = [(element.soort, element.jongere, element.tijdstip) for element in copy.verteld]
        assert len(set(each)) == len(each)
        assert {uuid for _, uuid, _ in each if uuid} <= _own(stad, organisatie)
    for writer in writers:
        writer.connection.close()


def _own(stad: Tweestad, organisatie: Organisatie) -> set[object]:
    rows = stad.wereld.query(
        f"SELECT j.uuid FROM jongere j JOIN aanmelding a ON a.jongere = j.id WHERE a.organisatie = {organisatie.id}"
    )
    return {uuid for (uuid,) in rows}
