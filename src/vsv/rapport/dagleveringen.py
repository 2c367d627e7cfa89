"""The day runs for programs: which there were, and what each found about jobs and benefits, in pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from vsv.domein.kolommen import loonheffingennummer_van, nummer_ikv_van
from vsv.rapport.mutaties import read_banen
from vsv.rapport.runs import Run, get_run, list_runs
from vsv.toegang.service import Recht, Sessie, Wie, namens

Plaats = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Daglevering:
    """A page of what a day run found.

    Attributes:
        run: The day run.
        aantal: How many mutations there are in all, about whom the organisation follows now.
        mutaties: jongere (uuid), kenmerk, soort (see `codes.MUTATIES`), klasse, werkgever, loonheffingennummer,
            nummer_ikv, datum_begin_voor, datum_einde_voor, datum_begin, datum_einde, reden_einde.
        volgende: Where the next page begins; None on the last.
    """

    run: Run
    aantal: int
    mutaties: pl.DataFrame = field(repr=False)
    volgende: Plaats | None


def list_dagleveringen(wie: Wie, *, voor: date | None = None, aantal: int = 100) -> Sequence[Run]:
    """Return the day runs with a report of the acting organisation, the latest first; only before a day, when given.

    Raises:
        GeenRecht: `wie` may not read reports.
    """
    with namens(wie, Recht.RAPPORTEN) as sessie:
        sessie.cur.execute(
            """
            SELECT r.run FROM rapport r JOIN run u ON u.id = r.run
            WHERE r.organisatie = vsv_organisatie() AND u.soort = 'dag'
              AND (%(voor)s::date IS NULL OR u.peildatum < %(voor)s)
            ORDER BY r.run DESC LIMIT %(aantal)s
            """,
            {"voor": voor, "aantal": aantal},
        )
        return list_runs(sessie.cur, nummers=[number for (number,) in sessie.cur])


def read_daglevering(wie: Wie, peildatum: date, *, na: Plaats | None = None, aantal: int = 1000) -> Daglevering:
    """Return a page of the mutations that a day run found, without BSN, and log who is on it.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the run.
        na: Where the page begins: `volgende` of the one before.
        aantal: At most so many.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: GEEN_RAPPORT: there was no such run.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, "dag", peildatum)
        found = read_banen(sessie.cur, run).mutaties
        rest = found if na is None else found.filter(_is_after(*na))
        page = rest.head(aantal)
        people = _read_namen(sessie, page["jongere"].unique().to_list())
    last = page.select("aanmelding", "ikv").row(-1) if rest.height > aantal else None
    mutaties = page.join(people, on="jongere", maintain_order="left").select(
        *(pl.col("uuid").alias("jongere"), "kenmerk", "soort", "klasse", "werkgever"),
        loonheffingennummer_van("ikv").alias("loonheffingennummer"),
        nummer_ikv_van("ikv").alias("nummer_ikv"),
        *("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "reden_einde"),
    )
    return Daglevering(run, found.height, mutaties, last)


def _is_after(aanmelding: int, ikv: int) -> pl.Expr:
    same = pl.col("aanmelding") == aanmelding
    return (pl.col("aanmelding") > aanmelding) | (same & (pl.col("ikv") > ikv))


def _read_namen(sessie: Sessie, jongeren: Sequence[int]) -> pl.DataFrame:
    """Return jongere (key) and uuid of whom the organisation follows, and log them."""
    sessie.cur.execute("SELECT id, uuid::text FROM jongere WHERE id = ANY (%s)", (list(jongeren),))
    people = pl.DataFrame(sessie.cur.fetchall(), schema={"jongere": pl.Int64, "uuid": pl.String}, orient="row")
    sessie.log_many("rapport.mutaties_lezen", people["jongere"].to_list())
    return people
