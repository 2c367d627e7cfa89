"""Days, months, tijdvakken and birthdays, as the rules count them.

Dates are calendar dates in the Netherlands, also the date of a moment. A period has a first and a
last day, both inclusive.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

AMSTERDAM: Final = ZoneInfo("Europe/Amsterdam")

DATUM_PATROON: Final = r"(?:19[0-9]{2}|20[0-9]{2}|2100)-[0-9]{2}-[0-9]{2}"
"""From 1900 through 2100: whatever lies outside is a typing error (our decision)."""
MOMENT_PATROON: Final = (
    DATUM_PATROON + r"T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,9})?)?"
    r"(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])"
)

MAANDNAMEN: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
DAGNAMEN: Final = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")


@dataclass(frozen=True, slots=True, order=True)
class Maand:
    """A calendar month; its text is `2026-09`.

    >>> Maand.van(date(2026, 11, 23)) - 2
    Maand(jaar=2026, maand=9)
    >>> print(Maand(2026, 9), Maand(2026, 9).naam, Maand(2026, 9).laatste)
    2026-09 september 2026 2026-09-30
    """

    jaar: int
    maand: int

    def __post_init__(self) -> None:
        date(self.jaar, self.maand, 1)

    @classmethod
    def van(cls, datum: date) -> "Maand":
        """Return the month a date lies in."""
        return cls(datum.year, datum.month)

    @classmethod
    def parse(cls, tekst: str) -> "Maand":
        """Return the month written as `YYYY-MM`.

        Raises:
            ValueError: It is none.
        """
        return cls.van(parse_datum(f"{tekst}-01"))

    @property
    def eerste(self) -> date:
        """The first day."""
        return date(self.jaar, self.maand, 1)

    @property
    def laatste(self) -> date:
        """The last day."""
        return date(self.jaar, self.maand, monthrange(self.jaar, self.maand)[1])

    @property
    def naam(self) -> str:
        """The month in words, such as `september 2026`."""
        return f"{MAANDNAMEN[self.maand - 1]} {self.jaar}"

    def __str__(self) -> str:
        return f"{self.jaar:04}-{self.maand:02}"

    def __add__(self, aantal: int) -> "Maand":
        jaar, maand = divmod(12 * self.jaar + self.maand - 1 + aantal, 12)
        return Maand(jaar, maand + 1)

    def __sub__(self, aantal: int) -> "Maand":
        return self + -aantal


@dataclass(frozen=True, slots=True, order=True)
class Tijdvak:
    """A stretch of days over which wages are filed."""

    begin: date
    einde: date

    @property
    def dagen(self) -> int:
        """Number of days."""
        return (self.einde - self.begin).days + 1


def vierweken(jaar: int) -> Sequence[Tijdvak]:
    """Return the thirteen four-week tijdvakken of a year.

    Tijdvak k is ISO weeks 4k-3 through 4k of that year; the first is stretched or cut to begin on
    1 January, and the last to end on 31 December. For 2026 that gives the published dates; for other
    years it is our reading of the same rule.

    >>> [f"{t.begin:%d-%m}" for t in vierweken(2026)][:4]
    ['01-01', '26-01', '23-02', '23-03']
    """
    begin = [date(jaar, 1, 1), *(date.fromisocalendar(jaar, 4 * k + 1, 1) for k in range(1, 13))]
    einde = [*(volgende - timedelta(days=1) for volgende in begin[1:]), date(jaar, 12, 31)]
    return [Tijdvak(b, e) for b, e in zip(begin, einde, strict=True)]


def weken(jaar: int) -> Sequence[Tijdvak]:
    """Return the ISO weeks of a year, Monday through Sunday; the outer ones reach into other years."""
    begin, einde = date.fromisocalendar(jaar, 1, 1), date.fromisocalendar(jaar + 1, 1, 1)
    return [week_van(begin + timedelta(days=dag)) for dag in range(0, (einde - begin).days, 7)]


def week_van(datum: date) -> Tijdvak:
    """Return the ISO week a date lies in.

    >>> week_van(date(2026, 11, 25)).begin
    datetime.date(2026, 11, 23)
    """
    maandag = datum - timedelta(days=datum.weekday())
    return Tijdvak(maandag, maandag + timedelta(days=6))


def verjaardag(geboortedatum: date, leeftijd: int) -> date:
    """Return the day someone reaches an age; born on 29 February: 1 March in a year without that day.

    >>> verjaardag(date(2000, 2, 29), 27)
    datetime.date(2027, 3, 1)
    """
    jaar = geboortedatum.year + leeftijd
    try:
        return geboortedatum.replace(year=jaar)
    except ValueError:
        return date(jaar, 3, 1)


def share(bedrag: int, dagen: int, totaal: int) -> int:
    """Return the part of an amount that falls in `dagen` of `totaal` days, rounded half up in integers.

    Half goes up for negative amounts too: -0.5 becomes 0.

    >>> share(100, 1, 3), share(1, 1, 2), share(-1, 1, 2)
    (33, 1, 0)
    """
    return (2 * bedrag * dagen + totaal) // (2 * totaal)


def dag_van(moment: datetime) -> date:
    """Return the date in the Netherlands of a moment (with a time zone).

    >>> dag_van(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    datetime.date(2026, 11, 23)
    """
    return moment.astimezone(AMSTERDAM).date()


def begin_van_dag(datum: date) -> datetime:
    """Return the moment, in UTC, at which a day begins in the Netherlands.

    >>> begin_van_dag(date(2026, 7, 1))
    datetime.datetime(2026, 6, 30, 22, 0, tzinfo=datetime.timezone.utc)
    """
    return datetime(datum.year, datum.month, datum.day, tzinfo=AMSTERDAM).astimezone(UTC)


def parse_datum(tekst: str) -> date:
    """Return the date written as `YYYY-MM-DD`, from 1900 through 2100.

    Raises:
        ValueError: It is none; the message is Dutch and can be shown.
    """
    try:
        return date.fromisoformat(_match(DATUM_PATROON, tekst))
    except ValueError:
        raise ValueError("Dit is geen bestaande datum in de vorm JJJJ-MM-DD.") from None


def parse_moment(tekst: str) -> datetime:
    """Return the moment, in UTC, written as ISO 8601 with `Z` or an offset; seconds may be left out.

    Raises:
        ValueError: It is none; the message is Dutch and can be shown.
    """
    try:
        return datetime.fromisoformat(_match(MOMENT_PATROON, tekst)).astimezone(UTC)
    except ValueError:
        raise ValueError(
            "Dit is geen tijdstip in de vorm JJJJ-MM-DDTUU:MM:SSZ of met +01:00 in plaats van Z."
        ) from None


def datum_tekst(datum: date, *, weekdag: bool = False) -> str:
    """Return a date in Dutch words.

    >>> datum_tekst(date(2026, 11, 23), weekdag=True)
    'maandag 23 november 2026'
    """
    dag = f"{DAGNAMEN[datum.weekday()]} " if weekdag else ""
    return f"{dag}{datum.day} {Maand.van(datum).naam}"


def _match(patroon: str, tekst: str) -> str:
    if not re.fullmatch(patroon, tekst):
        raise ValueError
    return tekst
