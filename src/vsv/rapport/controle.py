"""Making a past report again from the facts, and comparing it to the letter with what was kept.

A report has to come out the same whatever was delivered, corrected, withdrawn, signed up or signed off since.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.fouten import ControleFout, Fout, InvoerFout
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import exclusive
from vsv.rapport.berekening import compute_stand
from vsv.rapport.historie import REGEL, STAND, read_historie, stand_bij
from vsv.rapport.narekeningen import find_open_checks, write_outcome
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
        per_organisatie: How many of them are in the report of each organisation (by its key); those without are left
            out. None when the run could not be made again.
    """

    run: Run
    regels: int
    verschillen: tuple[Fout, ...]
    aantal: int
    per_organisatie: Mapping[int, int] | None


def check_rapport(wie: Wie, peildatum: date | None = None, *, soort: Soort = "week", motor: str = "polars") -> Controle:
    """Make the reports of a run again, compare them with what was kept, and write down for each whether it came out.

    Args:
        wie: Who checks; needs the right to manage the service.
        peildatum: Day of the run to make again; the latest when None.
        soort: Kind of run.
        motor: The engine to compute with; another one than the default is a second opinion.

    Raises:
        InvoerFout: There was no such run, or there is no such motor.
    """
    with als_dienst(wie, snapshot=True) as sessie:
        controle = _check(sessie, get_run(sessie.cur, soort, peildatum), motor)
    _write_down(wie, controle)
    return controle


def check_alle(wie: Wie, *, motor: str = "polars") -> Iterator[Controle]:
    """Check every run there was, the first one first; see `check_rapport`."""
    with als_dienst(wie, snapshot=True) as sessie:
        for run in reversed(list_runs(sessie.cur)):
            controle = _check(sessie, run, motor)
            _write_down(wie, controle)
            yield controle


def carry_out_checks(wie: Wie) -> int:
    """Check every run that an organisation asked to be checked, and return how many that were.

    Another worker may be at it now; then nothing is done.

    Raises:
        GeenRecht: `wie` may not manage the service.
        OmgevingFout: The database went away; what was not checked is still to be checked.
    """
    done = 0
    with exclusive("werker", "rapport.narekenen") as mine:
        while mine and (asked := _find_open(wie)):
            for soort, peildatum in asked:
                try:
                    check_rapport(wie, peildatum, soort=soort)
                except (InvoerFout, ControleFout) as fault:  # it would fail again: say so to who asked
                    with als_dienst(wie) as sessie:
                        run = get_run(sessie.cur, soort, peildatum)
                    write_outcome(wie, run.id, {}, fault.fouten[0].reden)
                done += 1
    return done


def _find_open(wie: Wie) -> list[tuple[Soort, date]]:
    with als_dienst(wie) as sessie:
        return find_open_checks(sessie.cur)


def _write_down(wie: Wie, controle: Controle) -> None:
    """In a transaction of its own: of two checks at a time, the one may not undo the other."""
    reden = None if controle.per_organisatie is not None else controle.verschillen[0].reden
    write_outcome(wie, controle.run.id, controle.per_organisatie or {}, reden)


def _check(sessie: Sessie, run: Run, motor: str) -> Controle:
    sessie.log("rapport.controleren", bijzonderheden={"run": run.id, "motor": motor})
    vorige_week = find_last(sessie.cur, soort="week", voor=run.id)
    historie = read_historie(sessie.cur, van=vorige_week.id if vorige_week else run.id - 1, tot=run.id)
    kept = stand_bij(historie, run.id)
    regelset = run.regels
    if regelset.controlegetal != run.regelset_controlegetal:
        return Controle(run, kept.height, (REGELSET_GEWIJZIGD,), 1, None)
    again = compute_stand(sessie.cur, run, regelset, stand_bij(historie, run.id - 1), motor=motor)
    vorige = stand_bij(historie, vorige_week.id) if vorige_week else None
    lines = find_differences(kept, again)
    counts = list(_describe_counts(run, read_rapporten(sessie.cur, [run]), vorige, again))
    faults = [*_describe_lines(sessie, lines.head(_TE_TONEN)), *(fault for _, fault in counts)]
    per_organisatie = Counter(lines["organisatie"].to_list()) | Counter(organisatie for organisatie, _ in counts)
    return Controle(run, kept.height, tuple(faults[:_TE_TONEN]), max(lines.height, len(faults)), per_organisatie)


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
) -> Iterator[tuple[int, Fout]]:
    """Yield what differs in the counts, each with the key of its organisation."""
    expected = count_rapporten(run, [rapport.organisatie for rapport in rapporten], vorige, again)
    for kept, made in zip(rapporten, expected, strict=True):
        parts = {
            "Het aantal per prioriteit verschilt.": kept.aantallen != made.aantallen,
            "De verplaatsingen verschillen.": set(kept.verplaatsingen) != set(made.verplaatsingen),
            "Het controlegetal verschilt.": kept.controlegetal != made.controlegetal,
        }
        yield from (
            (kept.organisatie.id, Fout("TELLING_VERSCHILT", text, f"organisatie {kept.organisatie.oin}"))
            for text, differs in parts.items()
            if differs
        )


def _as_text(value: object) -> str:
    return "leeg" if value in (None, "") else str(value)
