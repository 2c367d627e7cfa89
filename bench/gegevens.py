"""Made-up facts in bulk for the measurements: seeded, vectorised, awkward on purpose.

Nobody in here exists. The awkward parts are those of real deliveries: corrections, withdrawals,
records heard of only after the peildatum, four-week and weekly tijdvakken, unknown codes, amounts of
zero and less, and birthdays around the age limit.
"""

from datetime import date
from typing import Any, Final, TypeAlias

import numpy as np
import polars as pl

from vsv.prioriteit.feiten import Feiten

PEILDATUM: Final = date(2026, 11, 23)

Array: TypeAlias = np.ndarray[Any, np.dtype[Any]]

_D: Final = (PEILDATUM - date(1970, 1, 1)).days
_DAG: Final = 86_400_000_000  # microseconds
_CODES: Final = ["15", "11", "31", "33", "43", "37", "56", "63", "99", None]
_KANSEN: Final = [0.74, 0.06, 0.01, 0.04, 0.07, 0.02, 0.02, 0.02, 0.015, 0.005]
_MAANDEN: Final = np.arange("2025-10", "2027-02", dtype="datetime64[M]").astype("datetime64[D]").astype(int)
_NU: Final = 13  # where the month of the peildatum stands in _MAANDEN


def maak(personen: int, zaad: int = 27) -> Feiten:
    """Make facts for a number of people: about 1.3 IKV's, 1.3 IKP's and 6 IKO's each.

    Args:
        personen: How many jongeren; each has one aanmelding.
        zaad: The same seed gives the same facts.

    Returns:
        Polars frames in the shape the engine asks for.
    """
    rng = np.random.default_rng(zaad)
    ikv = _ikv(rng, personen)
    return Feiten(
        aanmeldingen=_aanmeldingen(rng, personen),
        bevragingen=_bevragingen(rng, personen),
        ikv=_met_versies(rng, ikv, 0.04, nieuw={"datum_einde": _D - 5}),
        ikp=_met_versies(rng, _ikp(rng, ikv), 0.02, nieuw={"srtiv": "15"}),
        iko=_met_versies(rng, _iko(rng, ikv), 0.05, nieuw={"loon_lbph": 45_678}),
        uitkeringen=_met_versies(rng, _uitkeringen(rng, personen), 0.02, nieuw={"datum_einde": _D - 40}),
        doelgroep=_met_versies(rng, _doelgroep(rng, personen), 0.02, nieuw={"datum_einde": _D - 40}),
    )


def _frame(**columns: Array | pl.Series) -> pl.DataFrame:
    """Columns to a frame; what is called datum is a date."""
    frame = pl.DataFrame(columns)
    return frame.with_columns(pl.col("^.*datum.*$").cast(pl.Int32).cast(pl.Date))


def _soms_leeg(rng: np.random.Generator, values: Array, kans: float) -> pl.Series:
    """Make a part of the values null."""
    return pl.select(
        pl.when(pl.Series(rng.random(len(values)) >= kans)).then(pl.Series(values)).alias("waarde")
    ).to_series()


def _aanmeldingen(rng: np.random.Generator, personen: int) -> pl.DataFrame:
    geboren = _D - rng.integers(17 * 365, 27 * 365 + 60, personen)
    begin = _D - rng.integers(-3, 700, personen)
    return _frame(
        aanmelding=np.arange(personen),
        jongere=rng.permutation(personen),
        geboortedatum=_soms_leeg(rng, geboren, 0.01),
        aanmelddatum=begin,
        afmelddatum=_soms_leeg(rng, begin + rng.integers(1, 900, personen), 0.93),
    )


def _bevragingen(rng: np.random.Generator, personen: int) -> pl.DataFrame:
    delen = []
    for bron, kans in (("POLIS", 0.98), ("PW", 0.97), ("DGR", 0.5), ("POLIS", 0.3)):
        jongere = np.flatnonzero(rng.random(personen) < kans)
        dag = _D + 1 - rng.geometric(0.3, len(jongere))
        delen.append(pl.DataFrame({"jongere": jongere, "bron": bron, "beantwoord_op": dag}))
    return pl.concat(delen).with_columns(pl.col("beantwoord_op").cast(pl.Int32).cast(pl.Date))


def _ikv(rng: np.random.Generator, personen: int) -> pl.DataFrame:
    jongere = np.repeat(np.arange(personen), rng.choice(4, personen, p=[0.2, 0.45, 0.25, 0.1]))
    n = len(jongere)
    begin = _D - rng.integers(-20, 900, n)
    return _frame(
        jongere=jongere,
        ikv=rng.integers(10**14, 9 * 10**14, n),
        datum_begin=_soms_leeg(rng, begin, 0.02),
        datum_einde=_soms_leeg(rng, begin + rng.integers(10, 900, n), 0.6),
        ontvangen_op=_moment(rng, np.minimum(begin + rng.integers(5, 60, n), _D + 2)),
    )


def _ikp(rng: np.random.Generator, ikv: pl.DataFrame) -> pl.DataFrame:
    """One IKP for nearly each IKV, a second one for some: a change of contract or of kind."""
    eerste = ikv.filter(pl.Series(rng.random(len(ikv)) < 0.985))
    tweede = eerste.filter(pl.Series(rng.random(len(eerste)) < 0.04)).with_columns(
        pl.col("datum_begin") + pl.duration(days=120), pl.col("ontvangen_op") + 100 * _DAG
    )
    alle = pl.concat([eerste, tweede]).with_columns(pl.col("datum_begin").fill_null(pl.date(2024, 1, 1)))
    codes = pl.Series(rng.choice(len(_CODES), len(alle), p=_KANSEN)).replace_strict(
        dict(enumerate(_CODES)), return_dtype=pl.String
    )
    return alle.select("jongere", "ikv", "datum_begin", codes.alias("srtiv"), "ontvangen_op")


def _iko(rng: np.random.Generator, ikv: pl.DataFrame) -> pl.DataFrame:
    """For each IKV a run of consecutive tijdvakken: months (75%), four weeks (20%) or weeks (5%)."""
    soort = rng.choice(3, len(ikv), p=[0.75, 0.2, 0.05])
    aantal = rng.choice([0, 2, 4, 6, 8], len(ikv), p=[0.06, 0.2, 0.24, 0.26, 0.24])
    laatste = _NU - rng.choice(7, len(ikv), p=[0.1, 0.45, 0.25, 0.1, 0.05, 0.03, 0.02])
    rij = np.repeat(np.arange(len(ikv)), aantal)
    terug = np.arange(len(rij)) - np.repeat(np.cumsum(aantal) - aantal, aantal)
    dagen = np.array([0, 28, 7])[soort][rij]
    einde = _MAANDEN[laatste][rij] + 24 - terug * dagen
    maand = np.maximum(laatste[rij] - terug, 0)
    per_maand = dagen == 0
    begin = np.where(per_maand, _MAANDEN[maand], einde - dagen + 1)
    einde = np.where(per_maand, _MAANDEN[maand + 1] - 1, einde)
    loon = rng.integers(500, 320_000, len(rij))
    loon[rng.random(len(rij)) < 0.04] = 0
    loon[rng.random(len(rij)) < 0.01] = -1500
    return pl.concat(
        [
            ikv[rij].select("jongere", "ikv"),
            _frame(
                datum_begin=begin,
                datum_einde=einde,
                loon_lbph=_soms_leeg(rng, loon, 0.01),
                verloonde_uren=_soms_leeg(rng, rng.integers(-8, 170, len(rij)), 0.03),
                ontvangen_op=_moment(rng, einde + rng.integers(3, 35, len(rij))),
            ),
        ],
        how="horizontal",
    ).unique(["jongere", "ikv", "datum_begin", "datum_einde"], keep="first", maintain_order=True)


def _uitkeringen(rng: np.random.Generator, personen: int) -> pl.DataFrame:
    jongere = np.flatnonzero(rng.random(personen) < 0.12)
    begin = _D - rng.integers(-30, 800, len(jongere))
    uwv = pl.Series(rng.random(len(jongere)) < 0.2)
    return _frame(
        jongere=jongere,
        datum_begin=begin,
        datum_einde=_soms_leeg(rng, begin + rng.integers(0, 700, len(jongere)), 0.5),
        ontvangen_op=_moment(rng, np.minimum(begin + rng.integers(0, 40, len(jongere)), _D + 2)),
    ).with_columns(
        bron=pl.when(uwv).then(pl.lit("UWV")).otherwise(pl.lit("PW")),
        wet=pl.when(uwv).then(pl.lit("WW")).otherwise(pl.lit("PW")),
    )


def _doelgroep(rng: np.random.Generator, personen: int) -> pl.DataFrame:
    jongere = np.flatnonzero(rng.random(personen) < 0.05)
    begin = _D - rng.integers(-30, 800, len(jongere))
    return _frame(
        jongere=jongere,
        datum_begin=begin,
        datum_einde=_soms_leeg(rng, begin + rng.integers(0, 900, len(jongere)), 0.7),
        ontvangen_op=_moment(rng, np.minimum(begin + rng.integers(0, 40, len(jongere)), _D + 2)),
    ).with_columns(grondslag=pl.lit("01"))


def _moment(rng: np.random.Generator, dag: Array) -> Array:
    """A moment on each day, to the quarter of an hour."""
    return dag * _DAG + rng.integers(0, 96, len(dag)) * (_DAG // 96)


def _met_versies(rng: np.random.Generator, eerste: pl.DataFrame, deel: float, nieuw: dict[str, Any]) -> pl.DataFrame:
    """Add a later record for a part of the keys: mostly a correction, sometimes a withdrawal.

    The rows are shuffled: deliveries come in any order, and the answer may not depend on it.
    """
    eerste = eerste.with_columns(ingetrokken=pl.lit(value=False))
    later = eerste.filter(pl.Series(rng.random(len(eerste)) < deel))
    later = later.with_columns(
        pl.col("ontvangen_op") + pl.Series(rng.integers(0, 60, len(later)) * _DAG),
        ingetrokken=pl.Series(rng.random(len(later)) < 0.15),
        **{name: pl.lit(value).cast(eerste.schema[name]) for name, value in nieuw.items()},
    )
    alle = pl.concat([eerste, later])
    return alle.with_columns(volgnummer=pl.Series(np.arange(len(alle))))[rng.permutation(len(alle))]
