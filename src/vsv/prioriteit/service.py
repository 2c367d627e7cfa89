"""The public face of the engine: facts, a peildatum and a rule set in; priorities out.

    >>> from datetime import date
    >>> regelset = geldig_op(date(2026, 11, 23))
    >>> uitkomst = prioriteer(feiten, date(2026, 11, 23), regelset)  # doctest: +SKIP

It is a pure function: the same facts, day and rule set give the same outcome, on every motor.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

import narwhals as nw
import polars as pl

from vsv.domein.perioden import Maand
from vsv.prioriteit.aandelen import aandelen_per_maand
from vsv.prioriteit.dienstverbanden import loopt
from vsv.prioriteit.feiten import SCHEMA, Feiten
from vsv.prioriteit.kenmerken import BEKEND_TOT, kenmerken
from vsv.prioriteit.klassen import ikv_met_klasse
from vsv.prioriteit.motor import MOTOREN, Motor, Tabel, kies_motor
from vsv.prioriteit.parameterwoorden import WOORDEN
from vsv.prioriteit.peilmoment import NOOIT, Maandvak, Peilmoment
from vsv.prioriteit.regels import NP, beoordeel, redenen, vlaggen
from vsv.prioriteit.regelset import Regelset, beschikbaar, geldig_op, laad
from vsv.prioriteit.verklaring import (
    Uitkomst,
    signalen,
    toen_omdat,
    verklaar,
    verklaar_wijziging,
    waarom,
    wat_verandert,
)
from vsv.prioriteit.voorwaarden import namen
from vsv.prioriteit.wat_als import (
    INSTELBAAR,
    SRTIV,
    Afgeleide,
    Overlay,
    Verschil,
    afwijkend,
    lees_overlay,
    lees_parameters,
    leg_op,
    matrix,
    verplaatsingen,
    verschillen,
    wat_kan,
)

__all__ = [
    "INSTELBAAR",
    "MOTOREN",
    "NP",
    "SRTIV",
    "WOORDEN",
    "Afgeleide",
    "Feiten",
    "Overlay",
    "Regelset",
    "Uitkomst",
    "Verschil",
    "afwijkend",
    "beschikbaar",
    "geldig_op",
    "laad",
    "lees_overlay",
    "lees_parameters",
    "leg_op",
    "maandbeeld",
    "matrix",
    "prioriteer",
    "signalen",
    "toen_omdat",
    "verhoudingen",
    "verklaar",
    "verklaar_wijziging",
    "verplaatsingen",
    "verschillen",
    "waarom",
    "wat_kan",
    "wat_verandert",
]

_UITKOMST: Final = {
    "aanmelding": pl.Int64,
    "jongere": pl.Int64,
    "prioriteit": pl.Int8,
    "loonperiode": pl.Date,
    "loon": pl.Int64,
    "uren": pl.Int64,
    "redenen": pl.Int32,
    "vlaggen": pl.Int32,
    "doelgroepregister": pl.Boolean,
    **dict.fromkeys(BEKEND_TOT.values(), pl.Date),
}
_MAANDBEELD: Final = {
    "jongere": pl.Int64,
    "ikv": pl.Int64,
    "maand": pl.Date,
    "klasse": pl.String,
    "loon": pl.Int64,
    "uren": pl.Int64,
}

_VERHOUDING: Final = {
    "jongere": pl.Int64,
    "ikv": pl.Int64,
    "datum_begin": pl.Date,
    "datum_einde": pl.Date,
    "klasse": pl.String,
    "loopt": pl.Boolean,
}


def prioriteer(
    feiten: Feiten, peildatum: date, regelset: Regelset, motor: str = "polars", *, bekend_op: date | None = None
) -> pl.DataFrame:
    """Return the priority of every aanmelding that is active on a day, by what was known then or later.

    Args:
        feiten: The facts; what was received after `bekend_op` is ignored.
        peildatum: The day as of which the priority is computed: months, ages, who is followed.
        regelset: The parameters.
        motor: `polars`, `duckdb` or `spark`.
        bekend_op: The day up to and including which facts and answers count; the peildatum when None. A later
            day gives what the priority was by hindsight.

    Returns:
        One row per active aanmelding of someone below the age limit, ordered by aanmelding:
        aanmelding, jongere Int64, prioriteit Int8 (0 = NP), loonperiode Date (first of the month), loon
        Int64 (cents), uren Int64, redenen String (joined by |, in the order of the rules), vlaggen
        String (joined by |, by name), doelgroepregister Boolean, and polis_tot, pw_tot, dgr_tot Date
        (latest answer of each source on or before `bekend_op`, null when there is none).

    Raises:
        InvoerFout: There is no such motor, or `bekend_op` is before the peildatum.
        OmgevingFout: The motor is not installed here.
    """
    machine = kies_motor(motor)
    peil = Peilmoment.van(peildatum, regelset, bekend_op)
    tabellen = _neem(feiten, SCHEMA, machine)
    rijen = beoordeel(kenmerken(tabellen, peil, regelset, machine), peil, regelset)
    return _haal(rijen, _UITKOMST, machine, by=["aanmelding"]).with_columns(
        _als_tekst("redenen", list(redenen(regelset))), _als_tekst("vlaggen", list(vlaggen(peil, regelset)))
    )


def maandbeeld(
    feiten: Feiten,
    peildatum: date,
    regelset: Regelset,
    maanden: int = 13,
    motor: str = "polars",
    *,
    bekend_op: date | None = None,
) -> pl.DataFrame:
    """Return what was earned per job and month, by what was known on a day.

    These are the shares of rule 5 that are found, without rule 6: also those of ended jobs, and of
    income that is ignored or unknown.

    Args:
        feiten: The facts; aanmeldingen, bevragingen, uitkeringen and doelgroep are not read.
        peildatum: The day as of which is looked back.
        regelset: Gives SRTIV codes their class.
        maanden: How many months, the last being that of the peildatum.
        motor: `polars`, `duckdb` or `spark`.
        bekend_op: What was received after this day is ignored; the peildatum when None.

    Returns:
        jongere, ikv Int64, maand Date (first of the month), klasse String, loon Int64 (cents, > 0), uren
        Int64; ordered by the first four.
    """
    machine = kies_motor(motor)
    peil = Peilmoment.van(peildatum, regelset, bekend_op)
    vakken = [Maandvak.van(Maand.van(peildatum) - terug) for terug in range(maanden)]
    tabellen = _neem(feiten, ("ikv", "ikp", "iko"), machine)
    verhoudingen = ikv_met_klasse(tabellen["ikv"], tabellen["ikp"], regelset.srtiv_klassen, peil, machine)
    gevonden = aandelen_per_maand(tabellen["iko"], verhoudingen, vakken, peil, machine)
    sommen = gevonden.group_by("jongere", "ikv", "maand", "klasse").agg(nw.col("loon", "uren").sum())
    return _haal(sommen, _MAANDBEELD, machine, by=["jongere", "ikv", "maand", "klasse"])


def verhoudingen(
    feiten: Feiten, peildatum: date, regelset: Regelset, motor: str = "polars", *, bekend_op: date | None = None
) -> pl.DataFrame:
    """Return the inkomstenverhoudingen that exist (rule 1), what they are (rule 3), and whether they run.

    Args:
        feiten: The facts; only ikv and ikp are read.
        peildatum: The day on which one runs or not.
        regelset: Gives SRTIV codes their class.
        motor: `polars`, `duckdb` or `spark`.
        bekend_op: What was received after this day is ignored; the peildatum when None.

    Returns:
        jongere, ikv Int64, datum_begin, datum_einde Date, klasse String (of the latest IKP; ONBEKEND when there is
        none), loopt Boolean; by jongere and ikv. A job is one of class WERK.
    """
    machine = kies_motor(motor)
    peil = Peilmoment.van(peildatum, regelset, bekend_op)
    tabellen = _neem(feiten, ("ikv", "ikp"), machine)
    alle = ikv_met_klasse(tabellen["ikv"], tabellen["ikp"], regelset.srtiv_klassen, peil, machine)
    laatste = alle.filter(nw.col("klasse_tot") == NOOIT).with_columns(loopt=loopt(peil))
    return _haal(laatste, _VERHOUDING, machine, by=["jongere", "ikv"])


def _neem(feiten: Feiten, tabellen: Iterable[str], motor: Motor) -> dict[str, Tabel]:
    return {naam: motor.neem(getattr(feiten, naam), list(SCHEMA[naam])) for naam in tabellen}


def _haal(tabel: Tabel, schema: Mapping[str, Any], motor: Motor, by: list[str]) -> pl.DataFrame:
    """Have a table computed, in the order asked for, with day numbers made dates again."""
    rijen = motor.haal(tabel.select(*schema)).sort(by)
    datums = [naam for naam, soort in schema.items() if soort == pl.Date]
    return rijen.with_columns(pl.col(datums).cast(pl.Int32)).cast(pl.Schema(schema))


def _als_tekst(kolom: str, codes: list[str]) -> pl.Expr:
    """Turn the number of `alle_die_gelden` into the codes it stands for."""
    bits = pl.col(kolom)
    return bits.replace_strict({n: namen(codes, n) for n in range(1 << len(codes))}, return_dtype=pl.String)
