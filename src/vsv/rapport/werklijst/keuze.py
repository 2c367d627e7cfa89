"""Which people to show in the werklijst, and in which order: as values, and as SQL.

The SQL here is made of fixed pieces only; what somebody chose goes in as parameters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, LiteralString

from psycopg import sql

LEEFTIJDEN: Final[Mapping[str, tuple[int, int]]] = {"15-17": (0, 17), "18-22": (18, 22), "23-26": (23, 26)}
"""Age bands, both ends included; nobody here is 27."""
WEKEN: Final[Mapping[str, tuple[int, int | None]]] = {"0-1": (0, 1), "2-4": (2, 4), "5-12": (5, 12), "13": (13, None)}
"""For how many whole weeks this has been the priority; the last band has no end."""
GEEN: Final = "geen"
"""Stands for what is not there: no gemeente is known, or there is no signal."""

PER_PAGINA: Final = 50

_SORTERINGEN: Final[Mapping[str, tuple[LiteralString, ...]]] = {
    "urgentie": ("(w.prioriteit + 5) %% 6", "date '2000-01-01' - w.sinds"),
    "langst": ("w.sinds - date '2000-01-01'",),
    "nieuwst": ("date '2000-01-01' - w.sinds",),
    "oudst": ("coalesce(w.uiterlijk, date '9999-12-31') - date '2000-01-01'",),
    "jongst": ("date '2000-01-01' - coalesce(w.uiterlijk, date '1900-01-01')",),
    "opvolging": ("coalesce(extract(epoch FROM w.merk_op)::bigint, 0)",),
    "gemeente": ("coalesce(w.gemeentecode, '9999')::int",),
}
SORTERINGEN: Final = tuple(_SORTERINGEN)
"""urgentie (priority 1 to 5, then NP; the newest in it first), langst and nieuwst (in this priority), oudst and jongst,
opvolging (what was left alone longest first), gemeente (by code)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Werkkeuze:
    """Which people, in which order, and which page of them. Nothing chosen = everyone.

    Attributes:
        prioriteit: Numbers, 0 = NP.
        vlag: Codes of flags: who has one of them.
        signaal: Codes of signals; `GEEN` for who has none.
        gemeente: Codes; `GEEN` for who has none.
        leeftijd: Names of `LEEFTIJDEN`.
        weken: Names of `WEKEN`.
        merk: Codes of marks.
        sinds: In this priority from this day on or later.
        signaal_sinds: The signal was first found by a run of this day or later.
        uuids: Only these people.
        kenmerk: Own reference that begins with this.
        sortering: One of `SORTERINGEN`.
        na: uuid of the last person of the page before this one.
        voor: uuid of the first person of the page after this one.
    """

    prioriteit: Sequence[int] = ()
    vlag: Sequence[str] = ()
    signaal: Sequence[str] = ()
    gemeente: Sequence[str] = ()
    leeftijd: Sequence[str] = ()
    weken: Sequence[str] = ()
    merk: Sequence[str] = ()
    sinds: date | None = None
    signaal_sinds: date | None = None
    uuids: Sequence[str] = field(default=(), repr=False)
    kenmerk: str = field(default="", repr=False)
    sortering: str = "urgentie"
    na: str | None = None
    voor: str | None = None

    @property
    def volgorde(self) -> list[sql.SQL]:
        """What to sort by: one or two numbers of a row `w`, and then its uuid."""
        return [sql.SQL(piece) for piece in (*_SORTERINGEN[self.sortering], "w.uuid")]

    def where(self, vandaag: date) -> tuple[sql.Composable, dict[str, Any]]:
        """Return the condition on a row `w` of werkregel, and its parameters."""
        parts: list[LiteralString] = ["w.organisatie = (SELECT vsv_organisatie())"]
        params: dict[str, Any] = {"vandaag": vandaag}
        chosen: tuple[tuple[str, Any, LiteralString], ...] = (
            ("prioriteit", list(self.prioriteit), "w.prioriteit = ANY (%(prioriteit)s)"),
            ("vlag", list(self.vlag), "string_to_array(w.vlaggen, '|') && %(vlag)s::text[]"),
            ("signaal", list(self.signaal), "coalesce(w.signaal, 'geen') = ANY (%(signaal)s)"),
            ("gemeente", list(self.gemeente), "coalesce(w.gemeentecode, 'geen') = ANY (%(gemeente)s)"),
            ("merk", list(self.merk), "w.merk = ANY (%(merk)s)"),
            ("sinds", self.sinds, "w.sinds >= %(sinds)s"),
            ("signaal_sinds", self.signaal_sinds, "w.signaal_op >= %(signaal_sinds)s"),
            ("uuids", list(self.uuids), "w.uuid = ANY (%(uuids)s::uuid[])"),
            ("kenmerk", self.kenmerk, "starts_with(w.kenmerk, %(kenmerk)s)"),
            ("leeftijd", list(self.leeftijd), f"{LEEFTIJDSBAND} = ANY (%(leeftijd)s)"),
            ("weken", list(self.weken), f"{WEKENBAND} = ANY (%(weken)s)"),
        )
        for name, value, condition in chosen:
            if value:
                parts.append(condition)
                params[name] = value
        return sql.SQL(" AND ").join(map(sql.SQL, parts)), params


LEEFTIJDSBAND: Final[LiteralString] = """CASE
    WHEN w.uiterlijk > (%(vandaag)s::date + interval '9 years')::date THEN '15-17'
    WHEN w.uiterlijk > (%(vandaag)s::date + interval '4 years')::date THEN '18-22'
    WHEN w.uiterlijk IS NOT NULL THEN '23-26' END"""
"""The age band of a row: on the 27th birthday minus nine years somebody is 18, minus four 23."""

WEKENBAND: Final[LiteralString] = """CASE
    WHEN w.sinds > %(vandaag)s::date - 14 THEN '0-1' WHEN w.sinds > %(vandaag)s::date - 35 THEN '2-4'
    WHEN w.sinds > %(vandaag)s::date - 91 THEN '5-12' ELSE '13' END"""
"""The band of weeks in this priority of a row. Its bounds, as those of age, are worked out once for all rows."""
