"""Numbers and priorities in Dutch words, as the summary prints them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Prioriteit:
    """How a priority is called and drawn; what it is, is for the rules to say.

    Attributes:
        code: `1` to `5`, or `NP`.
        kort: What it means in a few words; `{drempel}` stands for the threshold in euros.
        betekenis: What it means in a sentence, likewise.
        kleur: Colour of its surface and of text about it: at least 4.5 to 1 against white.
    """

    code: str
    kort: str
    betekenis: str
    kleur: str


PRIORITEITEN: Final = (
    Prioriteit(
        "1",
        "geen werk, geen uitkering",
        "Geen werk en geen uitkering gevonden, niet in de polisadministratie van UWV en niet in het"
        " register van de Participatiewet.",
        "#9b1c1c",
    ),
    Prioriteit(
        "2",
        "werk onder {drempel}",
        "Alleen werk, met samen minder dan {drempel} loon in de maand.",
        "#a8500f",
    ),
    Prioriteit("3", "werk vanaf {drempel}", "Alleen werk, met samen {drempel} of meer loon in de maand.", "#2c6e3f"),
    Prioriteit("4", "werk en uitkering", "Werk en een uitkering, ongeacht de bedragen.", "#4f46a5"),
    Prioriteit("5", "alleen uitkering", "Alleen een uitkering.", "#475569"),
    Prioriteit(
        "NP",
        "nog niet bekend",
        "Niet geprioriteerd: een bron heeft nog niet geantwoord, of een soort inkomen is nog onbekend.",
        "#5f6672",
    ),
)
"""In the order of every table and chart: the most urgent first, what is not yet known last."""

CODES: Final = tuple(prioriteit.code for prioriteit in PRIORITEITEN)


def format_aantal(number: int) -> str:
    """Return a whole number with points for thousands.

    >>> format_aantal(4312)
    '4.312'
    """
    return f"{number:,}".replace(",", ".")


def format_euro(cents: int) -> str:
    """Return an amount, without cents when they are zero.

    >>> format_euro(30000), format_euro(123456)
    ('€ 300', '€ 1.234,56')
    """
    euros, rest = divmod(cents, 100)
    return f"€ {format_aantal(euros)}" + (f",{rest:02}" if rest else "")


def format_verschil(difference: int) -> str:
    """Return a move in words.

    >>> format_verschil(37), format_verschil(-1200), format_verschil(0)
    ('37 meer', '1.200 minder', 'evenveel')
    """
    if difference == 0:
        return "evenveel"
    return f"{format_aantal(abs(difference))} {'meer' if difference > 0 else 'minder'}"


def format_cijfers(day: date) -> str:
    """Return a date as in a table.

    >>> format_cijfers(date(2026, 3, 2))
    '02-03-2026'
    """
    return day.strftime("%d-%m-%Y")


def enumerate_words(parts: Sequence[str]) -> str:
    """Return a list as one runs through it in a sentence.

    >>> enumerate_words(["a", "b", "c"])
    'a, b en c'
    """
    *head, last = parts
    return f"{', '.join(head)} en {last}" if head else last
