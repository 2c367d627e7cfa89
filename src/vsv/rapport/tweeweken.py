"""Any two week reports beside one another: how many there were, who moved from where to where, and who those are.

The counts are those that were kept. Moves are read from the history, behind the tenant wall: who was signed off since
is in the counts and not among the moves.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl
from psycopg import sql

from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import copy_out
from vsv.prioriteit.service import Uitkomst, verklaar_wijziging
from vsv.rapport.lezen import read_with_previous
from vsv.rapport.rapporten import Rapport
from vsv.rapport.regels import PER_DEEL
from vsv.rapport.runs import Run, get_run
from vsv.toegang.service import Recht, Sessie, Wie, namens

_VERPLAATST: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "aanmelding": pl.Int64,
    "jongere": pl.Int64,
    "kenmerk": pl.String,
    "aanmelddatum": pl.Date,
    "prioriteit_van": pl.Int8,
    "redenen_van": pl.String,
    "prioriteit": pl.Int8,
    "sinds": pl.Date,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
}
_STAND: Final = sql.SQL(
    """
    SELECT aanmelding, jongere, prioriteit, sinds, loonperiode, loon, uren, redenen, vlaggen FROM prioriteit
    WHERE organisatie = vsv_organisatie() AND van <= {run} AND (tot IS NULL OR tot > {run})
    """
)
_BEIDE: Final = sql.SQL("({}) v FULL JOIN ({}) n USING (aanmelding)").format(
    *(_STAND.format(run=sql.Placeholder(run)) for run in ("van", "naar"))
)


@dataclass(frozen=True, slots=True)
class Tweeweken:
    """Two week reports of one organisation.

    Attributes:
        van: The earlier one.
        naar: The later one.
        verplaatsingen: How many stood in which priority (0 = NP) then and now, who stayed included, of whom the
            organisation follows today; None = not in that report.
    """

    van: Rapport
    naar: Rapport
    verplaatsingen: Counter[tuple[int | None, int | None]]

    @property
    def zonder_regel(self) -> tuple[int, int]:
        """How many lines of the earlier and of the later report are of people who were signed off since."""
        then = sum(aantal for (van, _), aantal in self.verplaatsingen.items() if van is not None)
        now = sum(aantal for (_, naar), aantal in self.verplaatsingen.items() if naar is not None)
        return self.van.totaal - then, self.naar.totaal - now


@dataclass(frozen=True, slots=True, kw_only=True)
class Verplaatst:
    """Which move to read the people of.

    Attributes:
        van: Their priority at the earlier report; None = not in it.
        naar: Their priority at the later one; None = not in it.
        na: Only aanmeldingen after this one: where the page before ended.
        aantal: At most so many.
    """

    van: int | None
    naar: int | None
    na: int | None = None
    aantal: int = PER_DEEL


def compare_rapporten(wie: Wie, van: date, naar: date) -> Tweeweken:
    """Compare two week reports of the acting organisation; the weeks need not be next to one another.

    Args:
        wie: Who reads, for which organisation.
        van: Peildatum of the earlier report.
        naar: Peildatum of the later one.

    Raises:
        GeenRecht: `wie` may not see figures.
        InvoerFout: There is no such report, or `naar` is not after `van`.
    """
    with namens(wie, Recht.STATISTIEK, snapshot=True) as sessie:
        then, now = _read_runs(sessie, van, naar)
        before, _ = read_with_previous(sessie, then)
        after, _ = read_with_previous(sessie, now)
        query = sql.SQL("SELECT v.prioriteit, n.prioriteit, count(*) FROM {} GROUP BY 1, 2").format(_BEIDE)
        sessie.cur.execute(query, {"van": then.id, "naar": now.id})
        return Tweeweken(before, after, Counter({(was, is_now): aantal for was, is_now, aantal in sessie.cur}))


def read_verplaatst(wie: Wie, van: date, naar: date, keuze: Verplaatst) -> pl.DataFrame:
    """Return who made a move between two week reports of the acting organisation, and log each person.

    Args:
        wie: Who reads, for which organisation.
        van: Peildatum of the earlier report.
        naar: Peildatum of the later one.
        keuze: Which move, and which page of it.

    Returns:
        By aanmelding: aanmelding, jongere (keys, not for the outside), uuid, bsn, geboortedatum, kenmerk, aanmelddatum,
        prioriteit_van and redenen_van (at the earlier report; null = not in it), prioriteit, sinds, loonperiode, loon
        (cents), uren, redenen and vlaggen (at the later one; null likewise), wijziging (a Dutch sentence; null for who
        is not in the later report).

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There is no such report, or `naar` is not after `van`.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        then, now = _read_runs(sessie, van, naar)
        lines = _read_lines(sessie, then, now, keuze)
        people = read_personen(sessie, lines["jongere"].unique().to_list(), actie="rapport.verplaatsingen_lezen")
    return (
        lines.join(people, on="jongere", maintain_order="left")
        .with_columns(pl.Series("wijziging", [_explain(line, now) for line in lines.to_dicts()], dtype=pl.String))
        .select("aanmelding", "jongere", "uuid", "bsn", "geboortedatum", *list(_VERPLAATST)[2:], "wijziging")
    )


def _read_runs(sessie: Sessie, van: date, naar: date) -> tuple[Run, Run]:
    if naar <= van:
        raise InvoerFout(
            Fout(
                "WEKEN_OMGEKEERD",
                "Het eerste rapport moet van voor het tweede zijn.",
                f"peildatum {van} en {naar}",
                "Kies als eerste het oudste rapport.",
            )
        )
    return get_run(sessie.cur, "week", van), get_run(sessie.cur, "week", naar)


def _read_lines(sessie: Sessie, then: Run, now: Run, keuze: Verplaatst) -> pl.DataFrame:
    query = sql.SQL(
        """
        SELECT aanmelding, coalesce(n.jongere, v.jongere), a.kenmerk, a.aanmelddatum, v.prioriteit, v.redenen,
               n.prioriteit, n.sinds, n.loonperiode, n.loon, n.uren, n.redenen, n.vlaggen
        FROM {} JOIN aanmelding a ON a.id = aanmelding
        WHERE v.prioriteit IS NOT DISTINCT FROM %(was)s::smallint
          AND n.prioriteit IS NOT DISTINCT FROM %(is_now)s::smallint
          AND (%(na)s::bigint IS NULL OR aanmelding > %(na)s)
        ORDER BY aanmelding LIMIT %(aantal)s
        """
    ).format(_BEIDE)
    params = {"van": then.id, "naar": now.id, "was": keuze.van, "is_now": keuze.naar}
    return copy_out(sessie.cur, query, _VERPLAATST, {**params, "na": keuze.na, "aantal": keuze.aantal})


def _explain(line: dict[str, Any], run: Run) -> str | None:
    if line["prioriteit"] is None:
        return None
    now = Uitkomst.van_rij(line, run.peildatum)
    if line["prioriteit_van"] is None:
        return verklaar_wijziging(None, now, run.regels)
    before = Uitkomst.van_rij({**line, "prioriteit": line["prioriteit_van"], "redenen": line["redenen_van"]},
                              run.peildatum)  # fmt: skip
    return verklaar_wijziging(before, now, run.regels)
