"""Making a past report again from the facts, and comparing it to the letter with what was kept.

A report has to come out the same whatever was delivered, corrected, withdrawn, signed up or signed off since.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout
from vsv.klantvolg.service import read_personen
from vsv.prioriteit.service import laad
from vsv.rapport.berekening import compute_stand
from vsv.rapport.historie import REGEL, STAND, read_historie, stand_bij
from vsv.rapport.rapporten import Rapport, count_rapporten, read_rapporten
from vsv.rapport.runs import Run, Soort, find_last, get_run, list_runs
from vsv.toegang.service import Sessie, Wie, als_dienst

_TE_TONEN: Final = 10
REGELSET_GEWIJZIGD: Final = Fout(
    "REGELSET_GEWIJZIGD",
    "Deze regelset is niet meer dezelfde als toen het rapport werd gemaakt.",
    "regelset",
    "Zet de oude inhoud terug en geef de nieuwe regels een nieuwe naam.",
)


@dataclass(frozen=True, slots=True)
class Controle:
    """What making a run again showed.

    Attributes:
        run: The run.
        regels: How many lines it had.
        verschillen: The first differences; none when all is the same to the letter.
        aantal: How many differences there are.
    """

    run: Run
    regels: int
    verschillen: tuple[Fout, ...]
    aantal: int


def check_rapport(wie: Wie, peildatum: date | None = None, *, soort: Soort = "week", motor: str = "polars") -> Controle:
    """Make the reports of a run again and compare them with what was kept.

    Args:
        wie: Who checks; needs the right to manage the service.
        peildatum: Day of the run to make again; the latest when None.
        soort: Kind of run.
        motor: The engine to compute with; another one than the default is a second opinion.

    Raises:
        InvoerFout: There was no such run, or there is no such motor.
    """
    with als_dienst(wie, snapshot=True) as sessie:
        return _check(sessie, get_run(sessie.cur, soort, peildatum), motor)


def check_alle(wie: Wie, *, motor: str = "polars") -> Iterator[Controle]:
    """Check every run there was, the first one first; see `check_rapport`."""
    with als_dienst(wie, snapshot=True) as sessie:
        for run in reversed(list_runs(sessie.cur)):
            yield _check(sessie, run, motor)


def _check(sessie: Sessie, run: Run, motor: str) -> Controle:
    sessie.log("rapport.controleren", bijzonderheden={"run": run.id, "motor": motor})
    vorige_week = find_last(sessie.cur, soort="week", voor=run.id)
    historie = read_historie(sessie.cur, van=vorige_week.id if vorige_week else run.id - 1, tot=run.id)
    kept = stand_bij(historie, run.id)
    regelset = laad(run.regelset)
    if regelset.controlegetal != run.regelset_controlegetal:
        return Controle(run, kept.height, (REGELSET_GEWIJZIGD,), 1)
    again = compute_stand(sessie.cur, run, regelset, stand_bij(historie, run.id - 1), motor=motor)
    vorige = stand_bij(historie, vorige_week.id) if vorige_week else None
    lines = find_differences(kept, again)
    faults = [
        *_describe_lines(sessie, lines.head(_TE_TONEN)),
        *_describe_counts(run, read_rapporten(sessie.cur, [run]), vorige, again),
    ]
    return Controle(run, kept.height, tuple(faults[:_TE_TONEN]), max(lines.height, len(faults)))


def find_differences(kept: pl.DataFrame, again: pl.DataFrame) -> pl.DataFrame:
    """Return the lines that differ: the columns of a stand as kept, and with `_opnieuw` as made again."""
    both = kept.select(*STAND).join(
        again.select(*STAND), on=["aanmelding", "organisatie", "jongere"], how="full", coalesce=True, suffix="_opnieuw"
    )
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_opnieuw")) for name in REGEL)
    return both.filter(differs).sort("aanmelding")


def _describe_lines(sessie: Sessie, lines: pl.DataFrame) -> Iterator[Fout]:
    if lines.is_empty():
        return
    people = read_personen(sessie, lines["jongere"].unique().to_list(), actie="rapport.controleren")
    for line in lines.join(people.select("jongere", "uuid"), on="jongere", maintain_order="left").to_dicts():
        name = next(name for name in REGEL if line[name] != line[f"{name}_opnieuw"])
        yield Fout(
            "REGEL_VERSCHILT",
            f"{name} was {_as_text(line[name])} en is bij narekenen {_as_text(line[f'{name}_opnieuw'])}.",
            f"jongere {line['uuid']}",
        )


def _describe_counts(
    run: Run, rapporten: list[Rapport], vorige: pl.DataFrame | None, again: pl.DataFrame
) -> Iterator[Fout]:
    expected = count_rapporten(run, [rapport.organisatie for rapport in rapporten], vorige, again)
    for kept, made in zip(rapporten, expected, strict=True):
        parts = {
            "Het aantal per prioriteit verschilt.": kept.aantallen != made.aantallen,
            "De verplaatsingen verschillen.": set(kept.verplaatsingen) != set(made.verplaatsingen),
            "Het controlegetal verschilt.": kept.controlegetal != made.controlegetal,
        }
        yield from (
            Fout("TELLING_VERSCHILT", text, f"organisatie {kept.organisatie.oin}")
            for text, differs in parts.items()
            if differs
        )


def _as_text(value: object) -> str:
    return "leeg" if value in (None, "") else str(value)
