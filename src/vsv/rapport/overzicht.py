"""The overzicht: what changed since somebody last looked, and how many jongeren stand in each priority."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from vsv.rapport.lezen import read_counts
from vsv.rapport.rapporten import Rapport, read_rapporten
from vsv.rapport.runs import find_last, list_runs
from vsv.toegang.service import Recht, Wie, namens

TREND_OVERZICHT: Final = 12
"""Weeks of trend on the page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """What stands in the overzicht.

    Attributes:
        rapport: The last week report; None when there is none yet.
        vorige: The one before.
        trend: Counts of the last twelve week reports, the oldest first: peildatum, np, p1 to p5, totaal.
        bronnen: Per source (POLIS, PW, DGR) up to which day it is known at the last run; none that never answered.
        gevolgd: How many jongeren are followed now.
        aantallen: How many stand in each priority now, by its number (0 = NP).
        nieuw_in_1: How many came in priority 1 since the day asked for.
        baan_gestart: How many got the signal of a new job since that day.
        enige_baan_weg: How many got the signal since then that their only job is over.
        te_doen: How many in priority 1 nobody has marked yet.
    """

    rapport: Rapport | None
    vorige: Rapport | None
    trend: pl.DataFrame = field(repr=False)
    bronnen: Mapping[str, date]
    gevolgd: int
    aantallen: tuple[int, ...]
    nieuw_in_1: int
    baan_gestart: int
    enige_baan_weg: int
    te_doen: int


def read_overzicht(wie: Wie, *, sinds: date) -> Overzicht:
    """Return the overzicht of the acting organisation: figures only, nobody's data.

    Args:
        wie: Who looks.
        sinds: From which day on a change of priority or a signal is news.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK, snapshot=True) as sessie:
        reports = {r.run.id: r for r in read_rapporten(sessie.cur, list_runs(sessie.cur, soort="week", aantal=2))}
        last = find_last(sessie.cur)
        sessie.cur.execute(
            """
            SELECT count(*), count(*) FILTER (WHERE prioriteit = 1 AND sinds >= %(sinds)s),
                   count(*) FILTER (WHERE signaal = 'BAAN_GESTART' AND signaal_op >= %(sinds)s),
                   count(*) FILTER (WHERE signaal = 'ENIGE_BAAN_GEEINDIGD' AND signaal_op >= %(sinds)s),
                   count(*) FILTER (WHERE prioriteit = 1 AND merk = 'TE_DOEN'),
                   count(*) FILTER (WHERE prioriteit = 0), count(*) FILTER (WHERE prioriteit = 1),
                   count(*) FILTER (WHERE prioriteit = 2), count(*) FILTER (WHERE prioriteit = 3),
                   count(*) FILTER (WHERE prioriteit = 4), count(*) FILTER (WHERE prioriteit = 5)
            FROM werkregel WHERE organisatie = (SELECT vsv_organisatie())
            """,
            {"sinds": sinds},
        )
        ((gevolgd, nieuw, gestart, weg, te_doen, *aantallen),) = sessie.cur
        trend = read_counts(sessie.cur, weken=TREND_OVERZICHT)
    rapport, vorige, *_ = [*(reports[key] for key in sorted(reports, reverse=True)), None, None]
    return Overzicht(
        rapport=rapport,
        vorige=vorige,
        trend=trend,
        bronnen=last.bronnen if last else {},
        gevolgd=gevolgd,
        aantallen=tuple(aantallen),
        nieuw_in_1=nieuw,
        baan_gestart=gestart,
        enige_baan_weg=weg,
        te_doen=te_doen,
    )
