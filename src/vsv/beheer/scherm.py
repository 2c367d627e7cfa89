"""What the `vsv` command shows: tables, sentences and progress for people, JSON for programs, faults on stderr."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from vsv.domein.fouten import VsvFout

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


def say(text: str) -> None:
    """Show a sentence."""
    out.print(escape(text), soft_wrap=True)


def say_error(text: str) -> None:
    """Show a sentence on stderr."""
    err.print(escape(text), soft_wrap=True)


def show_json(data: Any) -> None:  # whatever json can write
    """Write data as JSON for a program; dates as ISO 8601."""
    out.out(json.dumps(data, ensure_ascii=False, default=str, indent=2), highlight=False)


def show_table(titel: str, kolommen: Sequence[str], rijen: Sequence[Sequence[object]]) -> None:
    """Show rows as a table; numbers to the right, with a point for thousands, None as nothing."""
    table = Table(title=escape(titel), title_justify="left", box=None, header_style="bold", pad_edge=False)
    for position, kolom in enumerate(kolommen):
        numeric = bool(rijen) and all(isinstance(rij[position], int | float | None) for rij in rijen)
        table.add_column(escape(kolom), justify="right" if numeric else "left")
    for rij in rijen:
        table.add_row(*(escape(as_text(cel)) for cel in rij))
    out.print(table)


def as_text(value: object) -> str:
    """Return a value as people here write it: 12.345, and nothing for None."""
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}".replace(",", ".")
    return str(value)


def show_faults(fault: VsvFout) -> None:
    """Show the faults on stderr, a line each, and how many there are when these are not all."""
    for fout in fault.fouten:
        err.print(escape(str(fout)), soft_wrap=True)
    if fault.aantal > 1:
        err.print(f"In totaal {as_text(fault.aantal)} fouten.")


@contextmanager
def progress(text: str) -> Iterator[None]:
    """Show on stderr, when that is a terminal, that something runs and for how long."""
    if not err.is_terminal:
        yield
        return
    with Progress(
        SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), console=err, transient=True
    ) as bar:
        bar.add_task(escape(text), total=None)
        yield
