"""A small world for the reports: organisations, young people, and what the sources said about them.

The administrator writes it straight into the tables, so that a test says in one line what is known about whom and
since when.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from stdnum.nl import bsn as elfproef

from vsv.opslag.service import Cursor
from vsv.opslag.sleutels import load_sleutels
from vsv.toegang.service import Organisatie, Wie, add_organisatie, operator

MAANDAG = date(2026, 11, 23)
BSNS = [str(number) for number in range(900_000_000, 900_003_000) if elfproef.is_valid(str(number))]


def midday(dag: date) -> datetime:
    return datetime(dag.year, dag.month, dag.day, 11, tzinfo=UTC)


@dataclass(frozen=True)
class Levering:
    """One delivery, taken in at once; facts are received at noon of `dag`."""

    cur: Cursor
    id: int
    dag: date
    place: Iterator[int] = field(default_factory=count)

    def answers(self, *jongeren: int) -> None:
        """POLIS and PW have answered about these people."""
        for jongere in jongeren:
            for bron in ("POLIS", "PW"):
                self._add("bevraging", jongere=jongere, bron=bron, beantwoord_op=midday(self.dag))

    def ikv(
        self, jongere: int, ikv: int, begin: date | None, einde: date | None = None, *, ingetrokken: bool = False,
        srtiv: str = "15",
    ) -> None:  # fmt: skip
        """An inkomstenverhouding with one inkomstenperiode."""
        key = {"jongere": jongere, "ikv": ikv, "ontvangen_op": midday(self.dag)}
        self._add("ikv", **key, datum_begin=begin, datum_einde=einde, ingetrokken=ingetrokken, werkgever="Bakkerij")
        self._add("ikp", **key, datum_begin=begin or date(2020, 1, 1), ingetrokken=False, srtiv=srtiv)

    def iko(self, jongere: int, ikv: int, begin: date, einde: date, loon: int, uren: int = 80) -> None:
        """What was paid over a tijdvak, in cents and hours."""
        amounts = {"loon_lbph": loon, "verloonde_uren": uren, "ingetrokken": False}
        key = {"jongere": jongere, "ikv": ikv, "ontvangen_op": midday(self.dag)}
        self._add("iko", **key, datum_begin=begin, datum_einde=einde, **amounts)

    def doelgroep(self, jongere: int) -> None:
        """Stands in the doelgroepregister."""
        known = {"jongere": jongere, "ontvangen_op": midday(self.dag), "ingetrokken": False}
        self._add("doelgroep", **known, datum_begin=date(2020, 1, 1), grondslag="01")

    def works(self, jongere: int, ikv: int, loon: int, maand: date = date(2026, 10, 1)) -> None:
        """A job since 2025 that paid `loon` cents over a month."""
        self.ikv(jongere, ikv, date(2025, 1, 1))
        last = (maand + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self.iko(jongere, ikv, maand, last, loon)

    def _add(self, table: str, **values: object) -> None:
        row = {**values, "levering": self.id, "volgnummer": next(self.place)}
        self.cur.execute(
            sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
                sql.Identifier(table),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(map(sql.Placeholder, row)),
            ),
            row,
        )


@dataclass
class Wereld:
    """The database of a test, and a way to fill it.

    Attributes:
        wie: The operator of the service.
        admin: The administrator's address of the database.
    """

    wie: Wie
    admin: str
    numbers: Iterator[int] = field(default_factory=count)

    def add_organisatie(self, nummer: int = 1) -> Organisatie:
        oin = f"00000099{nummer:09}000"
        return add_organisatie(self.wie, oin=oin, naam=f"Doorstroompunt {nummer}", soort="doorstroompunt", regio=nummer)

    def follow(
        self, organisatie: Organisatie, *, jongere: int | None = None, geboren: date | None = date(2006, 3, 1),
        vanaf: date = date(2026, 1, 5), kenmerk: str | None = None,
    ) -> int:  # fmt: skip
        """Sign a new young person up, or one who is known already; return the internal number."""
        with psycopg.connect(self.admin) as admin, admin.cursor() as cur:
            if jongere is None:
                (bsn,) = load_sleutels().encrypt([BSNS[next(self.numbers)]])
                cur.execute(
                    "INSERT INTO jongere (bsn, geboortedatum) VALUES (%s, %s) RETURNING id",
                    (bsn, geboren),
                )
                (jongere,) = next(iter(cur))
            cur.execute(
                """
                INSERT INTO aanmelding (organisatie, jongere, kenmerk, aanmelddatum, uiterlijk)
                VALUES (%s, %s, %s, %s, zevenentwintigste_verjaardag(%s))
                """,
                (organisatie.id, jongere, kenmerk, vanaf, geboren),
            )
        assert jongere is not None
        return jongere

    def unfollow(self, jongere: int, afmelddatum: date) -> None:
        """End what is open of this person; not before it began."""
        with psycopg.connect(self.admin) as admin, admin.cursor() as cur:
            cur.execute(
                """
                UPDATE aanmelding SET afmelddatum = greatest(%s, aanmelddatum), afmeldreden = 'ANDERS',
                                      afgemeld_op = clock_timestamp()
                WHERE jongere = %s AND afmelddatum IS NULL
                """,
                (afmelddatum, jongere),
            )

    @contextmanager
    def deliver(self, dag: date) -> Iterator[Levering]:
        """Open a levering; facts told inside it are received on `dag`."""
        with psycopg.connect(self.admin) as admin, admin.cursor() as cur:
            cur.execute(
                "INSERT INTO levering (controlegetal, herkomst) VALUES (%s, 'proef') RETURNING id", (uuid4().hex,)
            )
            (number,) = next(iter(cur))
            yield Levering(cur, number, dag)

    def query(self, text: str) -> list[tuple[object, ...]]:
        """Look into the tables as the administrator."""
        with psycopg.connect(self.admin) as admin, admin.cursor() as cur:
            return cur.execute(text.encode()).fetchall()


@pytest.fixture
def wereld(database: str) -> Wereld:
    """A fresh database with a way to fill it."""
    return Wereld(operator("proef"), database)
