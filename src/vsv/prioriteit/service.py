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
from vsv.prioriteit.aandelen import aandelen
from vsv.prioriteit.feiten import SCHEMA, Feiten
from vsv.prioriteit.kenmerken import BEKEND_TOT, kenmerken
from vsv.prioriteit.klassen import ikv_met_klasse
from vsv.prioriteit.motor import MOTOREN, Motor, Tabel, kies_motor
from vsv.prioriteit.peilmoment import Maandvak, Peilmoment
from vsv.prioriteit.regels import NP, beoordeel, redenen, vlaggen
from vsv.prioriteit.regelset import Regelset, beschikbaar, geldig_op, laad
from vsv.prioriteit.verklaring import Uitkomst, signalen, verklaar, verklaar_wijziging, waarom, wat_verandert
from vsv.prioriteit.voorwaarden import namen

__all__ = [
    "MOTOREN",
    "NP",
    "Feiten",
    "Regelset",
    "Uitkomst",
    "beschikbaar",
    "geldig_op",
    "laad",
    "maandbeeld",
    "prioriteer",
    "signalen",
    "verklaar",
    "verklaar_wijziging",
    "waarom",
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


def prioriteer(feiten: Feiten, peildatum: date, regelset: Regelset, motor: str = "polars") -> pl.DataFrame:
    """Return the priority of every aanmelding that is active on a day, by what was known on that day.

    Args:
        feiten: The facts; what was received after the peildatum is ignored.
        peildatum: The day as of which the priority is computed.
        regelset: The parameters.
        motor: `polars`, `duckdb` or `spark`.

    Returns:
        One row per active aanmelding of someone below the age limit, ordered by aanmelding:
        aanmelding, jongere Int64, prioriteit Int8 (0 = NP), loonperiode Date (first of the month), loon
        Int64 (cents), uren Int64, redenen String (joined by |, in the order of the rules), vlaggen
        String (joined by |, by name), doelgroepregister Boolean, and polis_tot, pw_tot, dgr_tot Date
        (latest answer of each source on or before the peildatum, null when there is none).

    Raises:
        InvoerFout: There is no such motor.
        OmgevingFout: The motor is not installed here.
    """
    machine = kies_motor(motor)
    peil = Peilmoment.van(peildatum, regelset)
    tabellen = _neem(feiten, SCHEMA, machine)
    rijen = beoordeel(kenmerken(tabellen, peil, regelset, machine), peil, regelset)
    return _haal(rijen, _UITKOMST, machine, by=["aanmelding"]).with_columns(
        _als_tekst("redenen", list(redenen(regelset))), _als_tekst("vlaggen", list(vlaggen(peil, regelset)))
    )


def maandbeeld(
    feiten: Feiten, peildatum: date, regelset: Regelset, maanden: int = 13, motor: str = "polars"
) -> pl.DataFrame:
    """Return what was earned per job and month, by what was known on a day.

    These are the shares of rule 5 that are found, without rule 6: also those of ended jobs, and of
    income that is ignored or unknown.

    Args:
        feiten: The facts; aanmeldingen, bevragingen, uitkeringen and doelgroep are not read.
        peildatum: What was received after this day is ignored.
        regelset: Gives SRTIV codes their class.
        maanden: How many months, the last being that of the peildatum.
        motor: `polars`, `duckdb` or `spark`.

    Returns:
        jongere, ikv Int64, maand Date (first of the month), klasse String, loon Int64 (cents, > 0), uren
        Int64; ordered by the first four.
    """
    machine = kies_motor(motor)
    peil = Peilmoment.van(peildatum, regelset)
    vakken = [Maandvak.van(Maand.van(peildatum) - terug) for terug in range(maanden)]
    tabellen = _neem(feiten, ("ikv", "ikp", "iko"), machine)
    verhoudingen = ikv_met_klasse(tabellen["ikv"], tabellen["ikp"], regelset.srtiv_klassen, peil, machine)
    gevonden = aandelen(tabellen["iko"], verhoudingen, vakken, peil, machine)
    sommen = gevonden.group_by("jongere", "ikv", "maand", "klasse").agg(nw.col("loon", "uren").sum())
    return _haal(sommen, _MAANDBEELD, machine, by=["jongere", "ikv", "maand", "klasse"])


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
