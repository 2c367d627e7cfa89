"""What the pages say of a report: counts, moves as a table of from and to, and both in sentences."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from vsv.portaal.kader.taal import dag_maand, dag_tekst
from vsv.rapport.service import Rapport, format_aantal, name_priority

VOLGORDE: Final = (1, 2, 3, 4, 5, 0)
"""The priorities as every table shows them: the most urgent first, what is not yet known (NP) last."""

Verplaatsingen = Mapping[tuple[int | None, int | None], int]
"""How many moved from which priority to which; None = not in the report."""


@dataclass(frozen=True, slots=True)
class Telling:
    """How many stand in a priority, how many did before (None in a first report), and the difference in words."""

    prioriteit: int
    aantal: int
    vorige: int | None
    verschil: str


@dataclass(frozen=True, slots=True)
class Cel:
    """How many went to a priority (None = out of the report); `bleef` where that is the same as before."""

    naar: int | None
    aantal: int
    bleef: bool

    @property
    def code(self) -> str:
        """Where they went, as it stands in an address."""
        return code_in_address(self.naar)


@dataclass(frozen=True, slots=True)
class Rij:
    """Where those went who stood in a priority before (None = they are new)."""

    van: int | None
    cellen: Sequence[Cel]
    totaal: int

    @property
    def code(self) -> str:
        """Where they were, as it stands in an address."""
        return code_in_address(self.van)


@dataclass(frozen=True, slots=True)
class Matrix:
    """From where to where: a row per priority before, a column per priority now, and the sums of both.

    Attributes:
        rijen: The rows; the last is of who is new, and only there when somebody is. Each has a cell per column; the
            last is of who is no longer in the report, and only there when somebody is not.
        totalen: The sum of each column.
    """

    rijen: Sequence[Rij]
    totalen: Sequence[int]


def code_in_address(prioriteit: int | None) -> str:
    """Return a priority as it stands in an address: `1` to `5`, `np`, or `geen` for not in the report.

    >>> code_in_address(1), code_in_address(0), code_in_address(None)
    ('1', 'np', 'geen')
    """
    return name_priority(prioriteit).lower() or "geen"


def describe_counts(aantallen: Sequence[int], before: Sequence[int] | None) -> list[Telling]:
    """Return the counts (by number, 0 = NP) in the order of a table, with their move in words."""
    return [
        Telling(
            nummer,
            aantallen[nummer],
            before[nummer] if before else None,
            describe_difference(aantallen[nummer] - before[nummer]) if before else "",
        )
        for nummer in VOLGORDE
    ]


def describe_difference(difference: int) -> str:
    """Return a move in words: `12 meer`, `3 minder`, or `geen verandering`."""
    if difference == 0:
        return _("geen verandering")
    words = _("%(aantal)s meer") if difference > 0 else _("%(aantal)s minder")
    return words % {"aantal": format_aantal(abs(difference))}


def complete_moves(rapport: Rapport, vorige: Rapport) -> Verplaatsingen:
    """Return the moves of a report with who stayed where they were, so that rows and columns add up to the counts."""
    moves = rapport.moves()
    gone = Counter[int | None]()
    for (van, _naar), aantal in moves.items():
        gone[van] += aantal
    for nummer in VOLGORDE:
        moves[nummer, nummer] = vorige.aantallen[nummer] - gone[nummer]
    return moves


def make_matrix(moves: Verplaatsingen) -> Matrix:
    """Return the moves as a table, the new ones in the last row and who is gone in the last column."""
    new = any(van is None and aantal for (van, _naar), aantal in moves.items())
    gone = any(naar is None and aantal for (_van, naar), aantal in moves.items())
    columns = (*VOLGORDE, None) if gone else VOLGORDE
    rows = [
        Rij(
            van,
            [Cel(naar, moves.get((van, naar), 0), van == naar) for naar in columns],
            sum(moves.get((van, naar), 0) for naar in columns),
        )
        for van in ((*VOLGORDE, None) if new else VOLGORDE)
    ]
    return Matrix(
        rows,
        [sum(cellen.aantal for cellen in column) for column in zip(*(r.cellen for r in rows), strict=True)],
    )


def tell_week(rapport: Rapport, vorige: Rapport | None) -> str:
    """Return the news of a report: who came into priority 1 and who left it, and the largest move."""
    if vorige is None:
        return _("Dit is uw eerste rapport. Daarom is er nog niets om mee te vergelijken.")
    moves = rapport.moves()
    period = describe_period(vorige.run.peildatum, rapport.run.peildatum)
    return f"{tell_moves(moves, period)} {tell_largest(moves)}"


def tell_moves(moves: Verplaatsingen, period: str) -> str:
    """Return how many came into priority 1 and how many left it in a period (`In de week van 16 november`)."""
    came = sum(aantal for (van, naar), aantal in moves.items() if naar == 1 and van != 1)
    left = sum(aantal for (van, naar), aantal in moves.items() if van == 1 and naar != 1)
    into = ngettext(
        "kwam %(aantal)s jongere in prioriteit 1", "kwamen %(aantal)s jongeren in prioriteit 1", came
    ) % {"aantal": format_aantal(came)}  # fmt: skip
    out = ngettext("ging er %(aantal)s uit", "gingen er %(aantal)s uit", left) % {"aantal": format_aantal(left)}
    return _("%(periode)s %(erin)s en %(eruit)s.") % {
        "periode": period,
        "erin": into if came else _("kwam niemand in prioriteit 1"),
        "eruit": out if left else _("ging er niemand uit"),
    }


def tell_largest(moves: Verplaatsingen) -> str:
    """Return the largest move between two priorities in a sentence; nothing when nobody moved."""
    between = {(van, naar): n for (van, naar), n in moves.items() if van is not None and naar is not None}
    changed = {pair: aantal for pair, aantal in between.items() if pair[0] != pair[1] and aantal}
    if not changed:
        return _("Niemand ging van de ene prioriteit naar de andere.")
    van, naar = max(changed, key=lambda pair: (changed[pair], pair))
    words = ngettext(
        "De grootste verandering: %(aantal)s jongere ging van %(van)s naar %(naar)s.",
        "De grootste verandering: %(aantal)s jongeren gingen van %(van)s naar %(naar)s.",
        changed[van, naar],
    )
    return words % {"aantal": format_aantal(changed[van, naar]), "van": name_priority(van), "naar": name_priority(naar)}


def describe_period(van: date, naar: date) -> str:
    """Return the time between two reports, as a sentence begins."""
    if naar - van == timedelta(days=7):
        return _("In de week van %(dag)s") % {"dag": dag_maand(van)}
    return _("Tussen %(van)s en %(naar)s") % {"van": dag_tekst(van), "naar": dag_tekst(naar)}


def describe_move(van: int | None, naar: int | None) -> str:
    """Return what those have in common who went from one priority to another, as the title of a list."""
    words = {"van": name_priority(van), "naar": name_priority(naar)}
    if van is None:
        return _("Nieuw in prioriteit %(naar)s") % words
    if naar is None:
        return _("Niet meer gevolgd, eerst in prioriteit %(van)s") % words
    if van == naar:
        return _("Gebleven in prioriteit %(naar)s") % words
    return _("Van prioriteit %(van)s naar %(naar)s") % words


def tell_total(rapport: Rapport) -> str:
    """Return how many jongeren are in a report, and how many of them have no priority yet."""
    waiting = rapport.aantallen[0]
    total = ngettext("In het rapport staat %(aantal)s jongere", "In het rapport staan %(aantal)s jongeren",
                     rapport.totaal) % {"aantal": format_aantal(rapport.totaal)}  # fmt: skip
    if not waiting:
        return f"{total}."
    who = ngettext(
        "%(totaal)s. %(aantal)s van hen is nog niet geprioriteerd (NP).",
        "%(totaal)s. %(aantal)s van hen zijn nog niet geprioriteerd (NP).",
        waiting,
    )
    return who % {"totaal": total, "aantal": format_aantal(waiting)}
