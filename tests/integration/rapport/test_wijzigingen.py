"""A copy that is kept by cursor is equal to the truth: nothing is missed, nothing comes twice, and never another's."""

from collections.abc import Mapping
from contextlib import ExitStack
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
from vsv.rapport.service import Wijziging, Wijzigingsoort, forget_wijzigingen, read_wijzigingen, run_dag, run_week
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
        self.signs_up = True

    def act(self) -> None:
        first = self._sign_up if self.signs_up else self._mark
        {0: first, 1: self._sign_off, 2: self._rename}.get(self.kans.randrange(6), self._mark)()

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
            "SET afmelddatum = current_date, afmeldreden = 'WERK', afgemeld_op = clock_timestamp()",
            "afmelddatum IS NULL",
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
    kans = Random(seed)  # noqa: S311  # a script, not a secret
    with ExitStack() as stack:
        # Two of them write about the same organisation, and finish in any order.
        writers = [Schrijver(stad, organisatie, kans) for organisatie in (stad.een, stad.twee, stad.een)]
        for writer in writers:
            stack.callback(writer.connection.close)
        writers[-1].signs_up = False  # that waits for one another
        _keep_step(stad, kans, writers)


def _keep_step(stad: Tweestad, kans: Random, writers: list[Schrijver]) -> None:
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


def _own(stad: Tweestad, organisatie: Organisatie) -> set[object]:
    rows = stad.wereld.query(
        f"SELECT j.uuid FROM jongere j JOIN aanmelding a ON a.jongere = j.id WHERE a.organisatie = {organisatie.id}"
    )
    return {uuid for (uuid,) in rows}


def test_the_id_says_what_came_first_and_not_the_transaction(stad: Tweestad) -> None:
    """Who saw what another did comes after it, also when its transaction began before."""
    kopie = Kopie(client(stad.een)).catch_up()
    with psycopg.connect(stad.wereld.admin) as older, psycopg.connect(stad.wereld.admin) as newer:
        older.execute("SELECT pg_current_xact_id()")
        set_mark(newer, stad, "NIET_BEREIKT")
        newer.commit()
        set_mark(older, stad, "IN_CONTACT")
        kopie.catch_up()  # the first can be told, the second is under way
        assert [element.gegevens["merk"] for element in kopie.verteld] == ["NIET_BEREIKT"]
        older.commit()
    kopie.catch_up()
    assert [element.gegevens["merk"] for element in kopie.verteld] == ["NIET_BEREIKT", "IN_CONTACT"]


def set_mark(connection: psycopg.Connection, stad: Tweestad, merk: str) -> None:
    connection.execute(
        """
        INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, gezet_door)
        SELECT organisatie, id, jongere, %s, 'x' FROM aanmelding WHERE organisatie = %s AND jongere = %s
        """,
        (merk, stad.een.id, stad.jongeren[0]),
    )


def test_what_another_transaction_does_meanwhile_waits_for_nobody(stad: Tweestad) -> None:
    """What was written before somebody began is told at once; only what comes after that waits."""
    kopie = Kopie(client(stad.een)).catch_up()
    set_opvolging(client(stad.een), [stad.uuid(stad.jongeren[1])], Merk.IN_CONTACT)
    with psycopg.connect(stad.wereld.admin) as busy:
        set_mark(busy, stad, "NIET_BEREIKT")
        set_opvolging(client(stad.een), [stad.uuid(stad.jongeren[2])], Merk.IN_CONTACT)
        kopie.catch_up()
        assert [element.jongere for element in kopie.verteld] == [stad.uuid(stad.jongeren[1])]
        busy.rollback()
    kopie.catch_up()
    assert [element.jongere for element in kopie.verteld[1:]] == [stad.uuid(stad.jongeren[2])]


def test_who_turns_27_is_told_to_be_gone(stad: Tweestad) -> None:
    old = stad.wereld.follow(stad.een, geboren=date(1999, 11, 24))
    kopie = Kopie(client(stad.een)).catch_up()
    gone = stad.uuid(old)
    run_dag(stad.wereld.wie, VOLGEND)
    kopie.catch_up()
    told = [element for element in kopie.verteld if element.jongere == gone]
    assert [(element.soort.value, element.gegevens["reden"]) for element in told] == [("afmelding", "LEEFTIJD")]
    assert told[0].gegevens["afmelddatum"] == date(2026, 11, 24)


def test_of_who_is_gone_only_the_end_is_told(stad: Tweestad) -> None:
    kopie = Kopie(client(stad.een)).catch_up()
    new = stad.wereld.follow(stad.een, kenmerk="kort")
    gone = stad.uuid(new)
    set_opvolging(client(stad.een), [gone], Merk.IN_CONTACT)
    run_week(stad.wereld.wie, date(2026, 11, 23))
    stad.wereld.unfollow(new, date(2026, 11, 24))
    kopie.catch_up()
    told = [element for element in kopie.verteld if element.jongere == gone]
    assert [element.soort.value for element in told] == ["afmelding"]
    assert told[0].gegevens == {
        "afmelddatum": date(2026, 11, 24), "reden": "ANDERS", "aanmelddatum": date(2026, 1, 5)
    }  # fmt: skip


def test_a_person_can_come_back(stad: Tweestad) -> None:
    kopie = Kopie(client(stad.een)).catch_up()
    stad.wereld.unfollow(stad.jongeren[0], date(2026, 11, 20))
    stad.wereld.follow(stad.een, jongere=stad.jongeren[0], vanaf=date(2026, 11, 20), kenmerk="weer")
    kopie.catch_up(1)
    assert [element.soort.value for element in kopie.verteld] == ["afmelding", "aanmelding"]
    assert kopie.mensen == truth(stad.wereld, stad.een)


def test_only_the_doelgroepregister_changed_is_not_told(stad: Tweestad) -> None:
    run_week(stad.wereld.wie, date(2026, 11, 23))
    kopie = Kopie(client(stad.een, Recht.DOELGROEP_INZIEN)).catch_up()
    with stad.wereld.deliver(date(2026, 11, 24)) as levering:
        levering.doelgroep(stad.jongeren[2])
    run_week(stad.wereld.wie, VOLGEND)
    kopie.catch_up()
    assert stad.uuid(stad.jongeren[2]) not in [element.jongere for element in kopie.verteld]
    assert [element.soort.value for element in kopie.verteld] == ["prioriteit", "rapport"]
    assert {name: kopie.verteld[1].gegevens[name] for name in ("runsoort", "peildatum", "totaal")} == {
        "runsoort": "week", "peildatum": VOLGEND, "totaal": 4
    }  # fmt: skip


def test_proposals_are_told_to_who_decides(stad: Tweestad) -> None:
    plain, decides = Kopie(client(stad.een)).catch_up(), Kopie(client(stad.een, Recht.AANMELDEN)).catch_up()
    with psycopg.connect(stad.wereld.admin) as admin:
        admin.execute(
            "INSERT INTO voorstel (organisatie, jongere, soort, aanleiding, datum)"
            " VALUES (%s, %s, 'AFMELDEN', 'BIJNA_27', '2026-12-01')",
            (stad.een.id, stad.jongeren[0]),
        )
        admin.execute("UPDATE voorstel SET stand = 'AFGEWEZEN', besloten_op = now(), besloten_door = 'x'")
    assert plain.catch_up().verteld == []
    told = read_wijzigingen(decides.wie, na=decides.cursor).wijzigingen
    assert [(element.jongere, element.gegevens["stand"]) for element in told] == [
        (stad.uuid(stad.jongeren[0]), "OPEN"),
        (stad.uuid(stad.jongeren[0]), "AFGEWEZEN"),
    ]


def test_who_is_in_a_page_is_logged(stad: Tweestad) -> None:
    read_wijzigingen(client(stad.een), aantal=3)
    query = "SELECT jongere, organisatie FROM logregel WHERE actie = 'rapport.wijzigingen_ophalen' ORDER BY jongere"
    assert stad.wereld.query(query) == [(jongere, stad.een.id) for jongere in stad.jongeren[:3]]


@pytest.mark.parametrize("recht", sorted(RECHTEN))
def test_it_takes_both_rights(stad: Tweestad, recht: Recht) -> None:
    wie = Wie(actor="client:1", oorsprong="api", rechten=frozenset({recht}), organisatie=stad.een)
    with pytest.raises(GeenRecht):
        read_wijzigingen(wie)


def test_a_cursor_is_checked(stad: Tweestad) -> None:
    good = read_wijzigingen(client(stad.een), aantal=1).cursor
    broken = ["", "x", good[:-2], good + "A", "é", encode(Plaats(-1), stad.een.oin), good.swapcase(), "W10"]
    for cursor in broken:
        assert _refusal(client(stad.een), cursor) == "CURSOR_ONGELDIG", cursor
    assert _refusal(client(stad.twee), good) == "CURSOR_ONGELDIG"
    assert _refusal(client(stad.een), encode(Plaats(10_000), stad.een.oin)) == "CURSOR_VERLOPEN"


def test_what_is_no_longer_kept_is_said(stad: Tweestad) -> None:
    page = read_wijzigingen(client(stad.een), aantal=1)
    kopie = Kopie(client(stad.een)).catch_up()
    stad.wereld.follow(stad.een)
    with psycopg.connect(stad.wereld.admin) as admin:
        admin.execute("UPDATE wijziging SET tijdstip = now() - interval '91 days'")
    stad.wereld.follow(stad.een)
    assert forget_wijzigingen(stad.wereld.wie) == 6
    assert forget_wijzigingen(stad.wereld.wie) == 0
    for cursor in (page.cursor, kopie.cursor):
        assert cursor is not None
        assert _refusal(client(stad.een), cursor) == "CURSOR_VERLOPEN"
    anew = Kopie(client(stad.een)).catch_up()
    assert anew.mensen == truth(stad.wereld, stad.een)


def test_a_cursor_does_not_grow_old_where_nothing_happens(stad: Tweestad) -> None:
    kopie = Kopie(client(stad.een)).catch_up()
    stad.wereld.follow(stad.twee)
    kopie.catch_up()
    with psycopg.connect(stad.wereld.admin) as admin:
        admin.execute("UPDATE wijziging SET tijdstip = now() - interval '91 days'")
    forget_wijzigingen(stad.wereld.wie)
    assert kopie.catch_up().verteld == []


def _refusal(wie: Wie, cursor: str) -> str:
    with pytest.raises(InvoerFout) as raised:
        read_wijzigingen(wie, na=cursor)
    return raised.value.fouten[0].code
