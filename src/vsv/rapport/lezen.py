"""Reading reports: which there are, and one of them with its lines.

Figures need the right to see figures; whoever asks for lines, and so for people, needs the right to read reports.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import Cursor
from vsv.rapport.rapporten import Rapport, read_rapporten
from vsv.rapport.regels import Keuze, read_regels
from vsv.rapport.runs import Run, Soort, find_last, get_run, list_runs
from vsv.rapport.telling import AANTALLEN
from vsv.toegang.service import Recht, Sessie, Wie, als_dienst, namens

TREND_WEKEN: Final = 52
"""A year of week reports."""
_TREND: Final = {"peildatum": pl.Date, **dict.fromkeys((*AANTALLEN, "totaal"), pl.Int64)}


@dataclass(frozen=True, slots=True)
class Inzage:
    """A report as somebody reads it.

    Attributes:
        rapport: Its counts and moves.
        vorige: The report of the week before; None for the first.
        regels: The lines asked for, see `vsv.rapport.regels.read_regels`.
    """

    rapport: Rapport
    vorige: Rapport | None
    regels: pl.DataFrame


def list_rapporten(
    wie: Wie, *, soort: Soort | None = None, aantal: int | None = None, voor: date | None = None
) -> list[Rapport]:
    """Return the reports of the acting organisation, or of all for the service itself; the latest run first.

    Args:
        wie: Who reads, for which organisation.
        soort: Of week runs or of day runs; both when None.
        aantal: Of at most so many runs.
        voor: Only with a peildatum before this day.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with _open(wie) as sessie:
        return read_rapporten(sessie.cur, list_runs(sessie.cur, soort=soort, voor_dag=voor, aantal=aantal))


def read_trend(wie: Wie, *, weken: int = TREND_WEKEN, tot: date | None = None) -> pl.DataFrame:
    """Return what the week reports of the acting organisation counted, the oldest first.

    Args:
        wie: Who reads, for which organisation.
        weken: How many of the last week reports.
        tot: Only reports of this peildatum and before; all when None.

    Returns:
        peildatum, np, p1 to p5, totaal.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK, snapshot=True) as sessie:
        return read_counts(sessie.cur, weken=weken, tot=tot)


def read_counts(cur: Cursor, *, weken: int, tot: date | None = None) -> pl.DataFrame:
    """Return what the last week reports of the acting organisation counted; see `read_trend`."""
    cur.execute(
        """
        SELECT u.peildatum, r.np, r.p1, r.p2, r.p3, r.p4, r.p5, r.np + r.p1 + r.p2 + r.p3 + r.p4 + r.p5
        FROM rapport r JOIN run u ON u.id = r.run
        WHERE r.organisatie = vsv_organisatie() AND u.soort = 'week'
          AND (%(tot)s::date IS NULL OR u.peildatum <= %(tot)s)
        ORDER BY u.id DESC LIMIT %(weken)s
        """,
        {"tot": tot, "weken": weken},
    )
    return pl.DataFrame(cur.fetchall(), schema=_TREND, orient="row").reverse()


@contextmanager
def _open(wie: Wie) -> Iterator[Sessie]:
    if wie.organisatie is None:
        with als_dienst(wie, snapshot=True) as sessie:
            yield sessie
    else:
        with namens(wie, Recht.STATISTIEK, snapshot=True) as sessie:
            yield sessie


def read_rapport(
    wie: Wie, peildatum: date | None = None, *, soort: Soort = "week", keuze: Keuze | None = None
) -> Inzage:
    """Return a report of the acting organisation, with the lines asked for.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the report; the latest when None.
        soort: Of the week run or of the day run.
        keuze: Which lines; none at all when None, and then nobody is logged.

    Raises:
        GeenRecht: `wie` may not see figures, or not read reports when lines are asked for.
        InvoerFout: There is no such report.
    """
    with namens(wie, Recht.RAPPORTEN if keuze else Recht.STATISTIEK, snapshot=True) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        rapport, vorige = read_with_previous(sessie, run)
        lines = read_regels(sessie, run, keuze, actie="rapport.lezen") if keuze else pl.DataFrame()
        return Inzage(rapport, vorige, lines)


def read_with_previous(sessie: Sessie, run: Run) -> tuple[Rapport, Rapport | None]:
    """Return the acting organisation's report of a run, and the one of the week run before.

    Raises:
        InvoerFout: The organisation was not there yet.
    """
    vorige_week = find_last(sessie.cur, soort="week", voor=run.id)
    found = {r.run.id: r for r in read_rapporten(sessie.cur, [run, vorige_week] if vorige_week else [run])}
    if run.id not in found:
        raise InvoerFout(
            Fout(
                "GEEN_RAPPORT",
                "Uw organisatie had op deze dag nog geen rapport.",
                f"peildatum {run.peildatum}",
                "Bekijk met 'vsv rapport lijst' welke rapporten er zijn.",
            )
        )
    return found[run.id], found.get(vorige_week.id) if vorige_week else None
