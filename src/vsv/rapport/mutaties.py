"""The mutations of inkomstenverhoudingen: what a run tells about the jobs and benefits of whom it ranked.

Nothing is stored: it is the difference between what the facts said at the run before and at this one, so it can be
computed again at any time. Only who is named in between, or whose job came to its known end, is looked at.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

import polars as pl

from vsv.bronnen.service import known_at, read_feiten, read_geraakte_ikvs
from vsv.domein.kolommen import loonheffingennummer_van, nummer_ikv_van
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import Cursor
from vsv.prioriteit.service import Feiten, beschikbaar, laad, verhoudingen
from vsv.rapport.beoordeelden import read_beoordeelden
from vsv.rapport.runs import Run, Soort, find_last, get_run
from vsv.rapport.vergelijking import compare, select_last
from vsv.toegang.service import Recht, Wie, namens

_IKV: Final = ["jongere", "ikv"]
_TERMIJN: Final = ["datum_begin", "datum_einde"]
_VOOR_EN_NA: Final = ("datum_begin_voor", "datum_einde_voor", *_TERMIJN, "werkgever", "reden_einde")


@dataclass(frozen=True, slots=True)
class Banen:
    """The inkomstenverhoudingen of those about whom there may be something to tell at a run.

    Attributes:
        vorige: The run before it; None when there was none, and then there is nothing to tell.
        mensen: Their lines, see `vsv.rapport.beoordeelden`.
        verloop: Of each of their inkomstenverhoudingen: jongere, ikv, soort (see `codes.MUTATIES`; null = the same),
            klasse (now, or else before), datum_begin_voor, datum_einde_voor, datum_begin, datum_einde, liep (at the
            run before), loopt (at this run), werkgever and reden_einde (as last said).
    """

    vorige: Run | None
    mensen: pl.DataFrame
    verloop: pl.DataFrame

    @property
    def mutaties(self) -> pl.DataFrame:
        """What changed.

        The columns: organisatie, aanmelding, jongere (keys), kenmerk, ikv, klasse, soort, datum_begin_voor,
        datum_einde_voor, datum_begin, datum_einde, werkgever, reden_einde; by organisatie, aanmelding and ikv. `voor`
        is empty for what is new, the dates of now for what was withdrawn.
        """
        people = self.mensen.select("organisatie", "aanmelding", "jongere", "kenmerk")
        changed = self.verloop.drop_nulls("soort").join(people, on="jongere")
        return changed.select(*people.columns, "ikv", "klasse", "soort", *_VOOR_EN_NA).sort(
            "organisatie", "aanmelding", "ikv"
        )


def read_mutaties(wie: Wie, peildatum: date | None = None, *, soort: Soort = "dag") -> pl.DataFrame:
    """Return the mutations that a run found about whom the acting organisation follows, and log each person.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the run; the latest when None.
        soort: Of the day run (whom it ranked) or of the week run (everyone).

    Returns:
        uuid, bsn, kenmerk, soort (see `codes.MUTATIES`), klasse, werkgever, loonheffingennummer, nummer_ikv,
        datum_begin_voor, datum_einde_voor, datum_begin, datum_einde, reden_einde.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There was no such run.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        run = get_run(sessie.cur, soort, peildatum)
        found = read_banen(sessie.cur, run).mutaties
        jongeren = found["jongere"].unique().to_list()
        people = read_personen(sessie, jongeren, actie="rapport.mutaties_lezen").select("jongere", "uuid", "bsn")
    return found.join(people, on="jongere", maintain_order="left").select(
        *("uuid", "bsn", "kenmerk", "soort", "klasse", "werkgever"),
        loonheffingennummer_van("ikv").alias("loonheffingennummer"),
        nummer_ikv_van("ikv").alias("nummer_ikv"),
        *("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde", "reden_einde"),
    )


def read_banen(cur: Cursor, run: Run, *, jongeren: Sequence[int] | None = None) -> Banen:
    """Read what happened to the inkomstenverhoudingen of whom a run ranked, since the run of its kind before it.

    Args:
        cur: A cursor: the service itself sees everyone, an organisation who it follows.
        run: The run. The first week run is compared with the last day run before it, and the other way round.
        jongeren: Only these people; None = everyone.
    """
    vorige = find_last(cur, soort=run.soort, voor=run.id) or find_last(cur, voor=run.id)
    named: list[int] = []
    if vorige:
        geraakt = read_geraakte_ikvs(cur, na=_moment(vorige), tot=_moment(run), jongeren=jongeren)
        named = geraakt["jongere"].unique().to_list()
    mensen = read_beoordeelden(cur, run, jongeren=named)
    return Banen(vorige, mensen, _read_verloop(cur, vorige or run, run, mensen["jongere"].unique().to_list()))


def _moment(run: Run) -> tuple[date, int]:
    return run.peildatum, run.laatste_levering


def _read_verloop(cur: Cursor, vorige: Run, run: Run, jongeren: list[int]) -> pl.DataFrame:
    if not jongeren:  # which is how it mostly is for one person
        return _no_verloop()
    feiten = read_feiten(
        cur,
        peildatum=run.peildatum,
        laatste_levering=run.laatste_levering,
        jongeren=jongeren,
        tabellen=["ikv", "ikp"],
        met_woorden=True,
    )
    words = select_last(feiten["ikv"], _IKV).select(*_IKV, "werkgever", "reden_einde")
    return compare_ikv(_existing(feiten, vorige, run), _existing(feiten, run, run)).join(words, on=_IKV, how="left")


@cache
def _no_verloop() -> pl.DataFrame:
    """What there is to say about nobody, by whichever rule set."""
    nothing = verhoudingen(Feiten.van(), date(2026, 1, 1), laad(beschikbaar()[0]))
    words = pl.DataFrame(
        schema={"jongere": pl.Int64, "ikv": pl.Int64, "werkgever": pl.String, "reden_einde": pl.String}
    )
    return compare_ikv(nothing, nothing).join(words, on=_IKV, how="left")


def _existing(feiten: dict[str, pl.DataFrame], at: Run, run: Run) -> pl.DataFrame:
    """Return the inkomstenverhoudingen that existed at a run, by the rule set of the run that tells about it."""
    known = {
        naam: known_at(tabel, bekend_op=at.peildatum, laatste_levering=at.laatste_levering)
        for naam, tabel in feiten.items()
    }
    return verhoudingen(Feiten.van(**known), at.peildatum, run.regels)


def compare_ikv(before: pl.DataFrame, now: pl.DataFrame) -> pl.DataFrame:
    """Compare the inkomstenverhoudingen that existed with those that exist.

    Args:
        before: What `vsv.prioriteit.verhoudingen` said at the run before.
        now: The same, at this run.

    Returns:
        jongere, ikv, soort (null = the same dates), klasse, datum_begin_voor, datum_einde_voor, datum_begin,
        datum_einde, liep, loopt.
    """
    both = compare(before, now, _IKV, _TERMIJN)
    ended = pl.col("datum_einde_voor").is_null() & pl.col("datum_einde").is_not_null()
    return both.select(
        *_IKV,
        pl.when((pl.col("soort") == "GEWIJZIGD") & ended).then(pl.lit("BEEINDIGD")).otherwise("soort").alias("soort"),
        pl.coalesce("klasse", "klasse_voor").alias("klasse"),
        *("datum_begin_voor", "datum_einde_voor", *_TERMIJN),
        pl.col("loopt_voor").fill_null(value=False).alias("liep"),
        pl.col("loopt").fill_null(value=False),
    )
