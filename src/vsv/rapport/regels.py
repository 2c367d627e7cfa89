"""The lines of a report: a person each, with priority, reasons and what changed since last week.

They are read behind the tenant wall, in pieces, so that a report of any size takes the same memory. Who has been
afgemeld since is no longer among them. Whoever is handed out is logged in the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import polars as pl

from vsv.bronnen.service import read_feiten
from vsv.domein.codes import Bron
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import copy_out
from vsv.prioriteit.service import Regelset, Uitkomst, verklaar, verklaar_wijziging
from vsv.rapport.runs import Run, find_last
from vsv.toegang.service import Recht, Sessie

PER_DEEL: Final = 5_000

_HISTORIE: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "aanmelding": pl.Int64,
    "jongere": pl.Int64,
    "uuid": pl.String,
    "kenmerk": pl.String,
    "aanmelddatum": pl.Date,
    "prioriteit": pl.Int8,
    "sinds": pl.Date,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.String,
    "vlaggen": pl.String,
    "vorige_prioriteit": pl.Int8,
    "vorige_redenen": pl.String,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Keuze:
    """Which lines of a report to read.

    Attributes:
        prioriteit: Only this one (0 = NP).
        jongere: Only this person.
        na: Only after this priority and aanmelding: where the piece before ended.
        aantal: At most so many.
        register: Read the doelgroepregister too, for who holds the right; each person is then logged for it.
    """

    prioriteit: int | None = None
    jongere: int | None = None
    na: tuple[int, int] | None = None
    aantal: int = PER_DEEL
    register: bool = True


def iter_regels(sessie: Sessie, run: Run, *, actie: str, per_deel: int = PER_DEEL) -> Iterator[pl.DataFrame]:
    """Yield all lines of the acting organisation's report in pieces; see `read_regels`."""
    return _iter_pieces(lambda keuze: read_regels(sessie, run, keuze, actie=actie), per_deel)


def iter_historie(sessie: Sessie, run: Run) -> Iterator[pl.DataFrame]:
    """Yield the same lines without BSN, sentences and log: to add to what is logged already."""
    return _iter_pieces(lambda keuze: read_historie(sessie, run, keuze), PER_DEEL)


def _iter_pieces(read: Callable[[Keuze], pl.DataFrame], per_deel: int) -> Iterator[pl.DataFrame]:
    keuze = Keuze(aantal=per_deel)
    while not (piece := read(keuze)).is_empty():
        yield piece
        keuze = replace(keuze, na=piece.select("prioriteit", "aanmelding").row(-1))


def read_regels(sessie: Sessie, run: Run, keuze: Keuze, *, actie: str) -> pl.DataFrame:
    """Read lines of the acting organisation's report, and log each person in them.

    Args:
        sessie: A transaction for the organisation.
        run: The run that made the report.
        keuze: Which lines.
        actie: What it is for; stands in the log.

    Returns:
        Priority 1 to 5 and then NP: aanmelding, jongere (keys, not for the outside), uuid, bsn, geboortedatum, kenmerk,
        aanmelddatum, prioriteit (0 = NP), sinds (day from which on this was the priority), loonperiode, loon
        (cents), uren, redenen, vlaggen (codes joined by |), polis_tot, pw_tot (day of the last answer),
        vorige_prioriteit (at the week run before; null = not in it), verklaring and wijziging (Dutch; no wijziging
        in a first report), doelgroepregister (null for who lacks the right; who holds it is logged for it apart).
    """
    lines = read_historie(sessie, run, keuze)
    people = read_personen(sessie, lines["jongere"].unique().to_list(), actie=actie)
    answers = _read_answers(sessie, run, people["jongere"].to_list())
    register = read_doelgroepregister(sessie, run, lines if keuze.register else lines.clear())
    complete = (
        lines.join(people.drop("uuid"), on="jongere", maintain_order="left")
        .join(answers, on="jongere", how="left", maintain_order="left")
        .join(register, on="aanmelding", how="left", maintain_order="left")
    )
    first = find_last(sessie.cur, soort="week", voor=run.id) is None
    return _explain(complete, run, run.regels, first=first)


def read_historie(sessie: Sessie, run: Run, keuze: Keuze) -> pl.DataFrame:
    """Read what the history says about the people in those lines, and where they stood a week before."""
    vorige_week = find_last(sessie.cur, soort="week", voor=run.id)
    return copy_out(
        sessie.cur,
        """
        WITH gekozen AS MATERIALIZED (  -- first the lines, then what goes with them: a piece costs what it holds
            SELECT aanmelding, organisatie, jongere, prioriteit, sinds, loonperiode, loon, uren, redenen, vlaggen,
                   (prioriteit + 5) %% 6 AS volgorde  -- 1 to 5 and then NP
            FROM prioriteit
            WHERE organisatie = vsv_organisatie()
              AND van <= %(run)s AND (tot IS NULL OR tot > %(run)s)
              AND (%(prioriteit)s::smallint IS NULL OR prioriteit = %(prioriteit)s)
              AND (%(jongere)s::bigint IS NULL OR jongere = %(jongere)s)
              AND (%(na_aanmelding)s::bigint IS NULL
                   OR ((prioriteit + 5) %% 6, aanmelding) > ((%(na_prioriteit)s::int + 5) %% 6, %(na_aanmelding)s))
            ORDER BY volgorde, aanmelding
            LIMIT %(aantal)s)
        SELECT g.aanmelding, g.jongere, j.uuid, a.kenmerk, a.aanmelddatum, g.prioriteit, g.sinds, g.loonperiode, g.loon,
               g.uren, g.redenen, g.vlaggen, v.prioriteit, v.redenen
        FROM gekozen g
        JOIN aanmelding a ON a.id = g.aanmelding
        JOIN jongere j ON j.id = g.jongere
        LEFT JOIN prioriteit v ON v.organisatie = g.organisatie AND v.aanmelding = g.aanmelding
                              AND v.van <= %(vorige)s AND (v.tot IS NULL OR v.tot > %(vorige)s)
        ORDER BY g.volgorde, g.aanmelding
        """,
        _HISTORIE,
        {
            "run": run.id,
            "vorige": vorige_week.id if vorige_week else 0,
            "na_prioriteit": keuze.na[0] if keuze.na else None,
            "na_aanmelding": keuze.na[1] if keuze.na else None,
            "aantal": keuze.aantal,
            "prioriteit": keuze.prioriteit,
            "jongere": keuze.jongere,
        },
    )


def _read_answers(sessie: Sessie, run: Run, jongeren: list[int]) -> pl.DataFrame:
    """Return per jongere the day of the last answer of POLIS and PW: polis_tot, pw_tot."""
    answers = read_feiten(
        sessie.cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        jongeren=jongeren,
        tabellen=["bevragingen"],
    )["bevragingen"]
    return answers.group_by("jongere").agg(
        pl.col("beantwoord_op").filter(pl.col("bron") == bron).max().alias(f"{bron.lower()}_tot")
        for bron in (Bron.POLIS, Bron.PW)
    )


def read_doelgroepregister(sessie: Sessie, run: Run, lines: pl.DataFrame) -> pl.DataFrame:
    """Return who of these lines stands in the doelgroepregister, for who may know it, and log each; nothing for others.

    Args:
        sessie: A transaction for the organisation.
        run: The run that made the lines.
        lines: aanmelding and jongere (keys).

    Returns:
        aanmelding, doelgroepregister.
    """
    schema = {"aanmelding": pl.Int64, "doelgroepregister": pl.Boolean}
    if Recht.DOELGROEP_INZIEN not in sessie.wie.rechten or lines.is_empty():
        return pl.DataFrame(schema=schema)
    sessie.log_many("rapport.doelgroepregister_inzien", lines["jongere"].to_list())
    sessie.cur.execute(
        "SELECT aanmelding, doelgroepregister FROM rapport_doelgroepregister(%s, %s)",
        (run.id, lines["aanmelding"].to_list()),
    )
    return pl.DataFrame(sessie.cur.fetchall(), schema=schema, orient="row")


def _explain(lines: pl.DataFrame, run: Run, regelset: Regelset, *, first: bool) -> pl.DataFrame:
    """Add the sentences: why this priority, and what changed since last week (null in a first report)."""
    rows = [(line, Uitkomst.van_rij(line, run.peildatum)) for line in lines.iter_rows(named=True)]
    return lines.drop("vorige_redenen").with_columns(
        pl.Series("verklaring", [verklaar(now, regelset) for _, now in rows], dtype=pl.String),
        pl.Series(
            "wijziging",
            [None if first else verklaar_wijziging(_before(line, now), now, regelset) for line, now in rows],
            dtype=pl.String,
        ),
    )


def _before(line: Mapping[str, Any], now: Uitkomst) -> Uitkomst | None:
    """The outcome last week, as far as a change is about it: its priority and reasons."""
    if line["vorige_prioriteit"] is None:
        return None
    return replace(now, prioriteit=line["vorige_prioriteit"], redenen=tuple(line["vorige_redenen"].split("|")))
