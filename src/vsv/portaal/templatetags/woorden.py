"""Dates, amounts, numbers and priorities as people read them."""

from datetime import date, datetime
from typing import Any

from django import template
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from vsv.domein.perioden import dag_van
from vsv.portaal.kader import taal
from vsv.rapport.service import PRIORITEITEN, format_aantal, format_euro, name_priority

register = template.Library()

_KORT = {p.code: p.kort.format(drempel="de drempel") for p in PRIORITEITEN}


@register.filter
def voluit(day: date | datetime | None) -> str:
    """Return a date as in a sentence, with its day of the week: `maandag 23 november 2026`."""
    return taal.dag_tekst(_as_date(day), weekdag=True) if day else ""


@register.filter
def dag(day: date | datetime | None) -> str:
    """Return a date as in a sentence: `23 november 2026`."""
    return taal.dag_tekst(_as_date(day)) if day else ""


@register.filter
def cijfers(day: date | datetime | None) -> str:
    """Return a date as in a table: `23-11-2026`."""
    return _as_date(day).strftime("%d-%m-%Y") if day else ""


@register.filter
def maand(day: date | None) -> str:
    """Return the month of a date: `november 2026`."""
    return format_date(day, "F Y") if day else ""


@register.filter
def aantal(number: int | None) -> str:
    """Return a whole number with points for thousands."""
    return "" if number is None else format_aantal(number)


@register.filter
def euro(cents: int | None) -> str:
    """Return an amount in whole euros, rounded."""
    return "" if cents is None else format_euro((cents + 50) // 100 * 100)


@register.filter
def euro_centen(cents: int | None) -> str:
    """Return an amount to the cent."""
    return "" if cents is None else f"€ {format_aantal(cents // 100)},{cents % 100:02}"


@register.filter
def heel(sentence: str | None) -> str:
    """Return a sentence in which no amount is broken off its sign at the end of a line."""
    return (sentence or "").replace("€ ", "€\u00a0")


@register.filter
def verschil(number: int | None) -> str:
    """Return a move with its sign: `+12`, `−3`, or `gelijk`."""
    return "" if number is None else f"{number:+}".replace("-", "−") if number else _("gelijk")


@register.simple_tag
def prioriteit(waarde: Any, *, woorden: bool = False) -> SafeString:
    """Return the badge of a priority (0 = NP): a number, with its meaning in words beside it or for who hears it."""
    code = name_priority(waarde) if isinstance(waarde, int) else str(waarde)
    return format_html(
        '<span class="prioriteit p{}"><span class="onzichtbaar">{} </span>{}</span><span class="{}"> {}</span>',
        code.lower(),
        _("Prioriteit"),
        code,
        "prioriteitwoorden" if woorden else "onzichtbaar",
        taal.term(_KORT.get(code, "")),
    )


@register.filter
def term(woord: str | None) -> str:
    """Return a fixed word of another room in the language of the page."""
    return taal.term(woord) if woord else ""


@register.simple_tag
def nl() -> SafeString:
    """Return the attribute for an element with a Dutch sentence of another room, on a page in another language."""
    return mark_safe("" if taal.is_dutch() else ' lang="nl"')  # noqa: S308  # fixed text


def _as_date(day: date | datetime) -> date:
    return dag_van(day) if isinstance(day, datetime) else day
