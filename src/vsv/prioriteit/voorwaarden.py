"""Two ways to write rules as a table: the first that holds, and all that hold."""

from collections.abc import Iterable, Sequence
from typing import Any

import narwhals as nw


def eerste_die_geldt(keuzes: Sequence[tuple[Any, nw.Expr]], anders: Any) -> nw.Expr:
    """Return per row the value beside the first condition that is true.

    Args:
        keuzes: Pairs of a value (constant or expression) and a condition, the first that holds wins.
        anders: The value when none holds.
    """
    uitkomst = _waarde(anders)
    for waarde, voorwaarde in reversed(keuzes):
        uitkomst = nw.when(voorwaarde).then(_waarde(waarde)).otherwise(uitkomst)
    return uitkomst


def alle_die_gelden(voorwaarden: Iterable[nw.Expr]) -> nw.Expr:
    """Return per row a whole number in which bit i says whether condition i is true.

    A number is far cheaper to make and to move than a text; `namen` makes the text of it at the end.
    """
    bits = [nw.when(v).then(nw.lit(1 << i)).otherwise(nw.lit(0)) for i, v in enumerate(voorwaarden)]
    return nw.sum_horizontal(*bits)


def namen(codes: Sequence[str], bits: int) -> str:
    """Return the codes that go with a number made by `alle_die_gelden`, joined by a bar.

    >>> namen(["A", "B", "C"], 0b101)
    'A|C'
    """
    return "|".join(code for i, code in enumerate(codes) if bits >> i & 1)


def _waarde(waarde: Any) -> nw.Expr:
    return waarde if isinstance(waarde, nw.Expr) else nw.lit(waarde)
