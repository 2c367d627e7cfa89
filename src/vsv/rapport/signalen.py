"""The IKV-signaal: per aanmelding the one thing about jobs that a consulent should know before calling.

It stands beside the report and never changes a priority: pay of a job that ended yesterday counts for weeks. So who
stands in 2 or 3 while the only job is over, is called early (our decision).
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.kolommen import loonheffingennummer_van, nummer_ikv_van
from vsv.klantvolg.service import read_personen
from vsv.opslag.service import Cursor
from vsv.rapport.mutaties import Banen, read_banen
from vsv.rapport.runs import Run, Soort, get_run
from vsv.rapport.signaalteksten import SIGNALEN, describe_signaal
from vsv.toegang.service import Recht, Wie, namens

_ENIGE: Final = "ENIGE_BAAN_GEEINDIGD"
_TERMIJNEN: Final = ("datum_begin_voor", "datum_einde_voor", "datum_begin", "datum_einde")


def read_signalen(wie: Wie, peildatum: date | None = None, *, soort: Soort = "week") -> pl.DataFrame:
    """Return the IKV-signalen of a run about whom the acting organisation follows, and log each person.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the run; the latest when None.
        soort: Of the week run (everyone in the report) or of the day run (whom it ranked).

    Returns:
        uuid, bsn, kenmerk, prioriteit, signaal (see `signaalteksten.SIGNALEN`), zin (Dutch), andere (number of other
        changes in jobs), werkgever, loonheffingennummer, nummer_ikv, datum_begin_voor, datum_einde_voor,
        datum_begin, datum_einde, reden_einde; the most urgent first.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: There was no such run.
    """
    with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
        found = describe_signalen(sessie.cur, get_run(sessie.cur, soort, peildatum))
        jongeren = found["jongere"].unique().to_list()
        people = read_personen(sessie, jongeren, actie="rapport.signalen_lezen").select("jongere", "uuid", "bsn")
    return found.join(people, on="jongere", maintain_order="left").select(
        *("uuid", "bsn", "kenmerk", "prioriteit", "signaal", "zin", "andere", "werkgever", "loonheffingennummer"),
        *("nummer_ikv", *_TERMIJNEN, "reden_einde"),
    )


def describe_signalen(cur: Cursor, run: Run, *, jongeren: Sequence[int] | None = None) -> pl.DataFrame:
    """Return the IKV-signalen of a run with their sentence: the columns of `find_signalen`, and zin."""
    banen = read_banen(cur, run, jongeren=jongeren)
    found = find_signalen(banen, run.peildatum)
    vorige = banen.vorige.peildatum if banen.vorige else run.peildatum
    zinnen = [describe_signaal(row, vorige, run.peildatum) for row in found.iter_rows(named=True)]
    return found.with_columns(pl.Series("zin", zinnen, dtype=pl.String))


def find_signalen(banen: Banen, peildatum: date) -> pl.DataFrame:
    """Return the IKV-signaal of each aanmelding that has one.

    Args:
        banen: What happened to the inkomstenverhoudingen; only those that are work give a signal.
        peildatum: Peildatum of the run.

    Returns:
        organisatie, aanmelding, jongere (keys), kenmerk, prioriteit, loonperiode, signaal, andere (how many other
        jobs there is something to tell about), liepen (how many jobs ran at the run before), soort (see
        `codes.MUTATIES`; null when a known end has passed), werkgever, loonheffingennummer, nummer_ikv,
        datum_begin_voor, datum_einde_voor, datum_begin, datum_einde, reden_einde; by priority (NP last), the most
        important signal first.
    """
    volgorde = list(SIGNALEN)
    werk = banen.verloop.filter(pl.col("klasse") == "WERK").with_columns(
        _signaal(peildatum).alias("signaal"),
        liepen=pl.col("liep").sum().over("jongere"),
        lopen=pl.col("loopt").sum().over("jongere"),
    )
    people = banen.mensen.drop("aanmelddatum", "loon", "uren", "redenen")
    told = werk.drop_nulls("signaal").join(people, on="jongere").with_columns(_or_only_job().alias("signaal"))
    rang = pl.col("signaal").replace_strict({code: i for i, code in enumerate(volgorde)}, return_dtype=pl.Int8)
    laatste = pl.coalesce("datum_einde", "datum_einde_voor", "datum_begin", "datum_begin_voor")
    return (
        told.with_columns(rang=rang, andere=pl.len().over("aanmelding").cast(pl.Int64) - 1, laatste=laatste)
        .sort("aanmelding", "rang", "laatste", "ikv", descending=[False, False, True, False], nulls_last=True)
        .unique("aanmelding", keep="first", maintain_order=True)
        .sort((pl.col("prioriteit") + 5) % 6, "rang", "aanmelding")
        .select(
            *("organisatie", "aanmelding", "jongere", "kenmerk", "prioriteit", "loonperiode", "signaal", "andere"),
            pl.col("liepen").cast(pl.Int64),
            *("soort", "werkgever"),
            loonheffingennummer_van("ikv").alias("loonheffingennummer"),
            nummer_ikv_van("ikv").alias("nummer_ikv"),
            *(*_TERMIJNEN, "reden_einde"),
        )
    )


def count_signalen(signalen: pl.DataFrame) -> pl.DataFrame:
    """Return how many signals of each code each organisation has: organisatie, signaal, aantal."""
    return (
        signalen.group_by("organisatie", "signaal").agg(aantal=pl.len().cast(pl.Int64)).sort("organisatie", "signaal")
    )


def _signaal(peildatum: date) -> pl.Expr:
    """What there is to tell about one job; null when nothing."""
    soort, ended = pl.col("soort"), pl.col("datum_einde") <= peildatum
    stopped = pl.col("liep") & ~pl.col("loopt") & ended
    return (
        pl.when(soort == "INGETROKKEN")
        .then(pl.lit("BAAN_INGETROKKEN"))
        .when(stopped | (soort == "BEEINDIGD") | ((soort == "NIEUW") & ended))
        .then(pl.lit("BAAN_GEEINDIGD"))
        .when(soort == "NIEUW")
        .then(pl.lit("BAAN_GESTART"))
        .when(soort == "GEWIJZIGD")
        .then(pl.lit("BAAN_GEWIJZIGD"))
    )


def _or_only_job() -> pl.Expr:
    """The early warning, about a job that ran and no longer does, when no other job runs and the priority is 2 or 3."""
    over = pl.col("liep") & ~pl.col("loopt") & (pl.col("lopen") == 0)
    gone = pl.col("signaal").is_in(["BAAN_GEEINDIGD", "BAAN_INGETROKKEN"])
    return pl.when(over & gone & pl.col("prioriteit").is_in([2, 3])).then(pl.lit(_ENIGE)).otherwise("signaal")
