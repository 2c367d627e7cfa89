"""The peildatum turned into numbers: everything the engine compares a column with.

Inside the engine a date is a day number (days since 1 January 1970) and a moment is a number of
microseconds since then in UTC. Calendars, months, birthdays and the time zone are dealt with here, once
per run; the rules compare whole numbers only, so that every motor gives the same answer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, Self

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import Maand, begin_van_dag
from vsv.prioriteit.regelset import Regelset

_NUL: Final = date(1970, 1, 1)
VOORAF: Final = -1_000_000
"""The day number that stands for "since always": before any date that can be written."""
NOOIT: Final = 10_000_000
"""The day number that stands for "no end": after any date that can be written."""


@dataclass(frozen=True, slots=True)
class Maandvak:
    """A month as the day numbers of its first and last day."""

    eerste: int
    laatste: int

    @classmethod
    def van(cls, maand: Maand) -> Self:
        """Return the day numbers of a month."""
        return cls(dagnummer(maand.eerste), dagnummer(maand.laatste))


@dataclass(frozen=True, slots=True)
class Peilmoment:
    """What the peildatum and the rule set say together, in day numbers and microseconds.

    Attributes:
        dag: The peildatum.
        bekend_op: The day up to and including which something was known; the peildatum, or a later day.
        bekend_voor: A record is known when it was received before this moment: the end of that day in
            Amsterdam.
        nieuws_vanaf: A record is news when it was received at or after this moment,
        nieuws_voor: and before this one: the end of the peildatum.
        maanden: The candidate months, the preferred one first.
        vorige_maand: First day of the month before that of the peildatum.
        te_oud_tot: Who was born on or before this day has reached the age limit.
        bijna_tot: Who was born after that, up to and including this day, will do so soon.
    """

    dag: int
    bekend_op: int
    bekend_voor: int
    nieuws_vanaf: int
    nieuws_voor: int
    maanden: tuple[Maandvak, ...]
    vorige_maand: int
    te_oud_tot: int
    bijna_tot: int

    @classmethod
    def van(cls, peildatum: date, regelset: Regelset, bekend_op: date | None = None) -> Self:
        """Work out the numbers for a peildatum, by what was known on a day: by default that same day.

        Raises:
            InvoerFout: That day is before the peildatum.
        """
        bekend = bekend_op or peildatum
        if bekend < peildatum:
            raise InvoerFout(
                Fout(
                    "BEKEND_OP_TE_VROEG",
                    f"Wat op {bekend} bekend was, zegt niet alles over {peildatum}.",
                    "bekend_op",
                    "Kies de peildatum zelf of een latere dag.",
                )
            )
        grens = regelset.leeftijdsgrens
        bijna = peildatum + timedelta(days=regelset.bijna_dagen)
        return cls(
            dag=dagnummer(peildatum),
            bekend_op=dagnummer(bekend),
            bekend_voor=_einde_van_dag(bekend),
            nieuws_vanaf=_microseconden(begin_van_dag(eerste_nieuwsdag(peildatum, regelset))),
            nieuws_voor=_einde_van_dag(peildatum),
            maanden=tuple(Maandvak.van(Maand.van(peildatum) + stap) for stap in regelset.maanden),
            vorige_maand=dagnummer((Maand.van(peildatum) - 1).eerste),
            te_oud_tot=dagnummer(laatste_geboortedag(peildatum, grens)),
            bijna_tot=dagnummer(laatste_geboortedag(bijna, grens)),
        )


def dagnummer(dag: date) -> int:
    """Return the number of days from 1 January 1970.

    >>> dagnummer(date(1970, 2, 1))
    31
    """
    return (dag - _NUL).days


def eerste_nieuwsdag(peildatum: date, regelset: Regelset) -> date:
    """Return the first day of (D - signaal_dagen, D]: what was heard from then on is news."""
    return peildatum - timedelta(days=regelset.signaal_dagen - 1)


def laatste_geboortedag(dag: date, leeftijd: int) -> date:
    """Return the last day of birth of those who have had their birthday of this age on `dag`.

    Someone born on 29 February has it on 1 March in a year without that day; so on 28 February of such
    a year, and on 29 February when the year of birth lacks it, the answer is 28 February.

    >>> laatste_geboortedag(date(2027, 2, 28), 27), laatste_geboortedag(date(2028, 2, 29), 27)
    (datetime.date(2000, 2, 28), datetime.date(2001, 2, 28))
    """
    try:
        return dag.replace(year=dag.year - leeftijd)
    except ValueError:
        return date(dag.year - leeftijd, 2, 28)


def _einde_van_dag(dag: date) -> int:
    return _microseconden(begin_van_dag(dag + timedelta(days=1)))


def _microseconden(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000
