"""The herziening: what a published report would say by what is known now, beside what it said.

A report never changes. Corrections, late pay and late answers show here: the same lines, the same peildatum and the
same rule set, by all that was received until today (`bekend_op`). Who was followed stays as it was known then. Nothing
is stored.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.domein.fouten import ControleFout
from vsv.domein.perioden import Maand, dag_van
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, Regelset, prioriteer
from vsv.rapport.beoordeelden import read_beoordeelden
from vsv.rapport.controle import REGELSET_GEWIJZIGD
from vsv.rapport.herzieningsteksten import describe_herziening
from vsv.rapport.lezen import read_with_previous
from vsv.rapport.oorzaken import find_oorzaken
from vsv.rapport.runs import Run, Soort, get_run, list_runs
from vsv.toegang.service import Recht, Sessie, Wie, als_dienst, namens

WEKEN: Final = 8
_TABELLEN: Final = ("bevragingen", "ikv", "ikp", "iko", "uitkeringen")
_VERGELEKEN: Final = ("prioriteit", "redenen", "loon", "uren")
_REGEL: Final = (*_VERGELEKEN, "loonperiode")


@dataclass(frozen=True, slots=True)
class Herziening:
    """What would be different in a published report by what is known now.

    Attributes:
        run: The run that made the report.
        bekend_op: The day up to and including which facts are known now.
        regels: How many lines were made again.
        aantallen: How many of them would differ, by priority then and now; of equal ones something else differs.
        verschillen: For an organisation its lines that differ, see `herzie`; for the service itself no lines.
    """

    run: Run
    bekend_op: date
    regels: int
    aantallen: Mapping[tuple[int, int], int]
    verschillen: pl.DataFrame

    @property
    def anders(self) -> int:
        """How many lines would differ."""
        return sum(self.aantallen.values())


def herzie(
    wie: Wie,
    peildatum: date | None = None,
    soort: Soort = "week",
    *,
    vandaag: date | None = None,
    motor: str = "polars",
) -> Herziening:
    """Make a published report again by what is known now, and tell which lines would differ and why.

    Args:
        wie: Who reads, for which organisation; the service itself gets the counts over all.
        peildatum: Day of the report; the latest when None.
        soort: Of the week run, or of the day run: then only the lines that it ranked itself.
        vandaag: Facts received until and including this day count; today when None.
        motor: The engine to compute with.

    Returns:
        The herziening. Its `verschillen` have: aanmelding, jongere (keys, not for the outside), uuid, bsn, kenmerk,
        prioriteit, redenen, loon (cents), uren, loonperiode, each also with `_nu`; op (the day on which the newest
        of what explains it was received) and herziening (Dutch). Everyone in them is logged.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There is no such report.
        ControleFout: The rule set of the report is not the same any more.
    """
    if wie.organisatie is None:
        with als_dienst(wie, snapshot=True) as sessie:
            return _count(sessie, get_run(sessie.cur, soort, peildatum), vandaag, motor)
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        read_with_previous(sessie, run)
        lines = read_beoordeelden(sessie.cur, run)
        bekend_op = _bekend_op(vandaag, run)
        feiten = _read(sessie.cur, run, bekend_op, jongeren=lines["jongere"].unique().to_list())
        changed = explain(feiten, lines, run, bekend_op, motor=motor)
        people = read_personen(sessie, changed["jongere"].unique().to_list(), actie="rapport.herzien")
    verschillen = changed.join(people.select("jongere", "uuid", "bsn"), on="jongere", maintain_order="left")
    return Herziening(run, bekend_op, lines.height, _counts(changed), verschillen)


def herzie_weken(wie: Wie, aantal: int = WEKEN, *, vandaag: date | None = None) -> list[Herziening]:
    """Return of the last so many week runs how many lines would differ now, over all; the latest first.

    Raises:
        GeenRecht: `wie` may not manage the service.
        ControleFout: The rule set of one of them is not the same any more.
    """
    with als_dienst(wie, snapshot=True) as sessie:
        runs = list_runs(sessie.cur, soort="week", aantal=aantal)
        return [_count(sessie, run, vandaag, "polars") for run in runs]


def read_herzieningen(cur: Cursor, runs: Sequence[Run], lines: pl.DataFrame) -> dict[int, str]:
    """Return for runs whose line about one person would differ now, by the number of the run, the sentence about it.

    Args:
        cur: A cursor of the organisation that follows this person.
        runs: Runs that ranked this person; one whose rule set is not the same any more is passed over.
        lines: The line of each of those runs: run, and the columns of `vsv.rapport.beoordeelden`.
    """
    runs = [run for run in runs if _is_unchanged(run)]
    if not runs:
        return {}
    first, last = (Maand.van(edge(run.peildatum for run in runs)) for edge in (min, max))
    months = 12 * (last.jaar - first.jaar) + last.maand - first.maand + max(run.regels.maanden_terug for run in runs)
    bekend_op = max(_bekend_op(None, run) for run in runs)
    latest = max(runs, key=lambda run: run.peildatum)
    feiten = _read(cur, latest, bekend_op, jongeren=lines["jongere"].unique().to_list(), maanden=months)
    found = {run.id: explain(feiten, lines.filter(pl.col("run") == run.id), run, bekend_op) for run in runs}
    return {number: changed["herziening"][0] for number, changed in found.items() if not changed.is_empty()}


def explain(
    feiten: Mapping[str, pl.DataFrame], lines: pl.DataFrame, run: Run, bekend_op: date, *, motor: str = "polars"
) -> pl.DataFrame:
    """Return the lines of a run that would differ by these facts, with `_nu`, op and herziening; see `herzie`."""
    regelset = _regelset(run)
    changed = revise(feiten, lines, run, regelset, bekend_op, motor=motor)
    oorzaken = find_oorzaken(feiten, run, regelset, changed, bekend_op)
    newest = oorzaken.group_by("jongere").agg(pl.col("op").max())
    why = {jongere: rows.to_dicts() for (jongere,), rows in oorzaken.group_by("jongere", maintain_order=True)}
    sentences = [
        describe_herziening(line, why.get(line["jongere"], ()), run.peildatum, regelset)
        for line in changed.iter_rows(named=True)
    ]
    both = (name for column in _REGEL for name in (column, f"{column}_nu"))
    return (
        changed.with_columns(pl.Series("herziening", sentences, dtype=pl.String))
        .join(newest, on="jongere", how="left", maintain_order="left")
        .select("aanmelding", "jongere", "kenmerk", *both, "op", "herziening")
        .sort((pl.col("prioriteit") + 5) % 6, "aanmelding")
    )


def revise(
    feiten: Mapping[str, pl.DataFrame],
    lines: pl.DataFrame,
    run: Run,
    regelset: Regelset,
    bekend_op: date,
    *,
    motor: str = "polars",
) -> pl.DataFrame:
    """Return the lines of a run that would differ by these facts, with the columns of `_REGEL` also with `_nu`.

    Who was followed is no question here: the lines are those of the report.
    """
    followed = lines.select("aanmelding", "jongere", "aanmelddatum", geboortedatum=_NO_DAY, afmelddatum=_NO_DAY)
    again = prioriteer(
        Feiten.van(aanmeldingen=followed, **feiten), run.peildatum, regelset, motor=motor, bekend_op=bekend_op
    )
    both = lines.join(
        again.select("aanmelding", pl.col(_REGEL).name.suffix("_nu")), on="aanmelding", maintain_order="left"
    )
    return both.filter(pl.any_horizontal(pl.col(name) != pl.col(f"{name}_nu") for name in _VERGELEKEN))


_NO_DAY: Final = pl.lit(None, dtype=pl.Date)


def _count(sessie: Sessie, run: Run, vandaag: date | None, motor: str) -> Herziening:
    sessie.log("rapport.herzien", bijzonderheden={"run": run.id})
    bekend_op = _bekend_op(vandaag, run)
    lines = read_beoordeelden(sessie.cur, run)
    everyone = run.soort == "week"
    feiten = _read(sessie.cur, run, bekend_op, jongeren=None if everyone else lines["jongere"].unique().to_list())
    changed = revise(feiten, lines, run, _regelset(run), bekend_op, motor=motor)
    return Herziening(run, bekend_op, lines.height, _counts(changed), pl.DataFrame())


def _counts(changed: pl.DataFrame) -> Counter[tuple[int, int]]:
    counts = changed.group_by("prioriteit", "prioriteit_nu").len().sort("prioriteit", "prioriteit_nu")
    return Counter({(then, now): aantal for then, now, aantal in counts.iter_rows()})


def _read(
    cur: Cursor, run: Run, bekend_op: date, *, jongeren: list[int] | None, maanden: int | None = None
) -> dict[str, pl.DataFrame]:
    return read_feiten(
        cur,
        peildatum=run.peildatum,
        laatste_levering=None,
        bekend_op=bekend_op,
        maanden=maanden or run.regels.maanden_terug,
        jongeren=jongeren,
        tabellen=_TABELLEN,
    )


def _bekend_op(vandaag: date | None, run: Run) -> date:
    """Return the day up to which facts are known now; never before the report itself."""
    return max(vandaag or dag_van(datetime.now(UTC)), run.peildatum)


def _regelset(run: Run) -> Regelset:
    if not _is_unchanged(run):
        raise ControleFout(REGELSET_GEWIJZIGD)
    return run.regels


def _is_unchanged(run: Run) -> bool:
    return run.regels.controlegetal == run.regelset_controlegetal
