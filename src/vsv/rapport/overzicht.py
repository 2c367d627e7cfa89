"""The overzicht: what is new since somebody last looked, where everyone stands, and how fresh the sources are.

Figures only: nobody is named, so nobody is logged. Who may see jongeren gets with each line of news the choice that
gives exactly that list.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Final

import polars as pl

from vsv.domein.codes import Bron
from vsv.domein.perioden import dag_van, datum_tekst
from vsv.klantvolg.service import Merk, count_voorstellen
from vsv.opslag.service import Cursor
from vsv.rapport.lezen import fetch_trend
from vsv.rapport.runs import Run, find_last
from vsv.rapport.telling import AANTALLEN
from vsv.rapport.werklijst.keuze import Werkkeuze
from vsv.toegang.service import Recht, Sessie, Wie, namens

OVERZICHT_WEKEN: Final = 12
"""How many week reports the trend shows."""
_STANDAARD: Final = timedelta(days=7)
"""How far back news goes for who was never here on an earlier day (our decision)."""


@dataclass(frozen=True, slots=True)
class Nieuws:
    """One line of news.

    Attributes:
        code: NIEUW_IN_1, BAAN_GESTART or ENIGE_BAAN_GEEINDIGD.
        aantal: How many jongeren it is about.
        zin: The same as a Dutch sentence.
        keuze: What gives the list of exactly these jongeren; None for who may not see them.
    """

    code: str
    aantal: int
    zin: str
    keuze: Werkkeuze | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overzicht:
    """What an organisation sees first.

    Attributes:
        nieuws_vanaf: The day since which the news is new.
        nieuws: What came since, see `Nieuws`; the most urgent first.
        aantallen: How many jongeren stand in each priority now, by its number 0 (NP, or not ranked yet) to 5.
        verschil: How many more or fewer that is than in the report of `vergeleken_met`; None when there is none.
        vergeleken_met: Peildatum of the last week report before the last run.
        trend: The last week reports, see `vsv.rapport.lezen.read_trend`.
        peildatum: Of the last run; None when there was none yet.
        bronnen: Per source the day up to which it is known in that run; None = it has not answered yet.
        te_doen: How many jongeren have no mark of follow-up.
        te_doen_1: How many of those stand in priority 1.
        voorstellen: How many proposals wait for a decision; None for who may not sign up or off.
    """

    nieuws_vanaf: date
    nieuws: tuple[Nieuws, ...]
    aantallen: tuple[int, ...]
    verschil: tuple[int, ...] | None
    vergeleken_met: date | None
    trend: pl.DataFrame = field(repr=False)
    peildatum: date | None
    bronnen: Mapping[Bron, date | None]
    te_doen: int
    te_doen_1: int
    voorstellen: int | None


def read_overzicht(wie: Wie, *, vandaag: date, sinds: date | None = None) -> Overzicht:
    """Return what is new for `wie` at the acting organisation, and how it stands there.

    It takes the same number of queries whatever the number of people, and does not count as looking; see
    `mark_gekeken`.

    Args:
        wie: Who looks, with the right STATISTIEK.
        vandaag: The date today.
        sinds: News from this day on; None = since the last day before today on which `wie` looked, or else a week.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        cur = sessie.cur
        last = find_last(cur)
        day, since = (sinds, sinds) if sinds else _read_sinds(cur, wie, vandaag)
        counts = _count(cur, since)
        trend = fetch_trend(cur, weken=OVERZICHT_WEKEN + 1)
        voorstellen = count_voorstellen(sessie) if Recht.AANMELDEN in wie.rechten else None
        return Overzicht(
            nieuws_vanaf=day,
            nieuws=_describe(sessie, counts, day, since),
            aantallen=tuple(counts[name] for name in AANTALLEN),
            **_compare(counts, trend, last),
            trend=trend.tail(OVERZICHT_WEKEN),
            peildatum=last.peildatum if last else None,
            bronnen={bron: last.bronnen.get(bron) if last else None for bron in Bron},
            te_doen=counts["te_doen"],
            te_doen_1=counts["te_doen_1"],
            voorstellen=voorstellen,
        )


def mark_gekeken(wie: Wie, nu: datetime) -> None:
    """Note that `wie` looked at the news; what came before today stays news until another day.

    Raises:
        GeenRecht: `wie` may not see figures.
    """
    with namens(wie, Recht.STATISTIEK) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO gekeken AS g (organisatie, actor, op) VALUES (vsv_organisatie(), %s, %s)
            ON CONFLICT (organisatie, actor) DO UPDATE
            SET daarvoor = CASE WHEN g.op::date < EXCLUDED.op::date THEN g.op ELSE g.daarvoor END, op = EXCLUDED.op
            """,
            (wie.actor, nu),
        )


def _read_sinds(cur: Cursor, wie: Wie, vandaag: date) -> tuple[date, date]:
    """Return the day somebody last looked, and the peildatum of the first run since.

    A run says as of which day somebody is in a priority, and not at which moment. When there was no run since, nothing
    can be new: then it is the day after the last one.
    """
    cur.execute(
        """
        SELECT gezien, coalesce((SELECT min(peildatum) FROM run WHERE gemaakt_op > gezien),
                                (SELECT max(peildatum) + 1 FROM run))
        FROM (SELECT CASE WHEN op::date < %(vandaag)s THEN op ELSE daarvoor END AS gezien FROM gekeken
              WHERE organisatie = vsv_organisatie() AND actor = %(actor)s) AS laatste
        WHERE gezien IS NOT NULL
        """,
        {"vandaag": vandaag, "actor": wie.actor},
    )
    row = cur.fetchone()
    if row is None:
        return vandaag - _STANDAARD, vandaag - _STANDAARD
    day = dag_van(row[0])
    return day, row[1] or day


def _count(cur: Cursor, since: date) -> dict[str, int]:
    cur.execute(
        """
        SELECT count(*) FILTER (WHERE prioriteit = 0), count(*) FILTER (WHERE prioriteit = 1),
               count(*) FILTER (WHERE prioriteit = 2), count(*) FILTER (WHERE prioriteit = 3),
               count(*) FILTER (WHERE prioriteit = 4), count(*) FILTER (WHERE prioriteit = 5),
               count(*) FILTER (WHERE merk = %(te_doen)s),
               count(*) FILTER (WHERE merk = %(te_doen)s AND prioriteit = 1),
               count(*) FILTER (WHERE prioriteit = 1 AND sinds >= %(sinds)s),
               count(*) FILTER (WHERE signaal = 'BAAN_GESTART' AND signaal_op >= %(sinds)s),
               count(*) FILTER (WHERE signaal = 'ENIGE_BAAN_GEEINDIGD' AND signaal_op >= %(sinds)s)
        FROM werkregel WHERE organisatie = (SELECT vsv_organisatie())
        """,
        {"te_doen": Merk.TE_DOEN, "sinds": since},
    )
    return dict(zip((*AANTALLEN, "te_doen", "te_doen_1", *_ZINNEN), next(iter(cur)), strict=True))


_ZINNEN: Final[Mapping[str, tuple[str, str, str]]] = {
    "NIEUW_IN_1": (
        "Sinds {} kwam niemand in prioriteit 1.",
        "1 jongere kwam sinds {} in prioriteit 1.",
        "{aantal} jongeren kwamen sinds {} in prioriteit 1.",
    ),
    "BAAN_GESTART": (
        "Sinds {} werd van niemand een nieuwe baan bekend.",
        "1 jongere kreeg sinds {} een baan: wacht met bellen.",
        "{aantal} jongeren kregen sinds {} een baan: wacht met bellen.",
    ),
    "ENIGE_BAAN_GEEINDIGD": (
        "Sinds {} verloor niemand de enige baan.",
        "1 jongere verloor sinds {} de enige baan.",
        "{aantal} jongeren verloren sinds {} hun enige baan.",
    ),
}
"""Per line of news how it is said of nobody, of one, and of more."""


def _describe(sessie: Sessie, counts: Mapping[str, int], day: date, since: date) -> tuple[Nieuws, ...]:
    may_see = Recht.JONGEREN_INZIEN in sessie.wie.rechten
    keuzes = {
        "NIEUW_IN_1": Werkkeuze(prioriteit=(1,), sinds=since),
        **{code: Werkkeuze(signaal=(code,), signaal_sinds=since) for code in _ZINNEN if code != "NIEUW_IN_1"},
    }
    wanneer = datum_tekst(day, weekdag=True)
    return tuple(
        Nieuws(
            code,
            counts[code],
            zinnen[min(counts[code], 2)].format(wanneer, aantal=f"{counts[code]:,}".replace(",", ".")),
            keuzes[code] if may_see else None,
        )
        for code, zinnen in _ZINNEN.items()
    )


def _compare(counts: Mapping[str, int], trend: pl.DataFrame, last: Run | None) -> dict[str, Any]:
    """Return the move since the last week report before the last run."""
    before = trend.filter(pl.col("peildatum") < last.peildatum) if last else trend.clear()
    if before.is_empty():
        return {"verschil": None, "vergeleken_met": None}
    row = before.row(-1, named=True)
    verschil = tuple(counts[name] - row[name] for name in AANTALLEN)
    return {"verschil": verschil, "vergeleken_met": row["peildatum"]}
