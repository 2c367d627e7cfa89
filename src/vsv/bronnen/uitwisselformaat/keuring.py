"""Checks rows, in columns: what passes gets its type, what does not becomes uitval with all its faults.

A file is read twice at most. The first time every column is parsed and proved in one go, and of a row is
kept which of its columns are wrong: one number, a bit each. Only when there are such rows, they are read
a second time to say what stands in them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.bronnen.uitwisselformaat.bestand import Bestand
from vsv.bronnen.uitwisselformaat.inhoud import as_json, as_tekst
from vsv.bronnen.uitwisselformaat.levering import UITVAL_SCHEMA
from vsv.bronnen.uitwisselformaat.tabellen import AANMELDINGEN, INKOMSTENOPGAVEN, REGEL, Kolom, Tabel

_RIJ: Final = "rij"
_FOUTEN: Final = "fouten"
_LEEG: Final = "leeg "  # before the name of a column: was there nothing in it
_REGELEINDEN: Final = "regeleinden"
_OPEN_EINDE: Final = date(9999, 12, 31)
_MIST: Final = "Deze kolom mag niet leeg zijn."


@dataclass(frozen=True, slots=True)
class Gekeurd:
    """Rows that passed (columns of `Tabel.schema`), uitval (`UITVAL_SCHEMA`), and how many rows there were."""

    rijen: pl.DataFrame
    uitval: pl.DataFrame
    regels_in: int


def check(bestand: Bestand) -> Gekeurd:
    """Check the rows of a file: each column, columns against each other, and aanmeldingen against each other.

    Raises:
        polars.exceptions.PolarsError: The file turns out not to be readable.
    """
    gelezen = _read(bestand)
    fout = pl.col(_FOUTEN) > 0
    if gelezen.select(fout.any()).item():
        rijen, uitval = gelezen.filter(~fout), _describe(bestand, gelezen.filter(fout))
    else:
        rijen, uitval = gelezen, pl.DataFrame(schema=UITVAL_SCHEMA)
    rijen = rijen.select(list(bestand.tabel.schema))
    if bestand.tabel is INKOMSTENOPGAVEN:
        rijen = rijen.with_columns(pl.col("datum_einde").fill_null(pl.col("datum_begin").dt.month_end()))
    if bestand.tabel is AANMELDINGEN:
        rijen, dubbel = _split_dubbel(rijen, bestand)
        uitval = pl.concat([uitval, dubbel]).sort(REGEL, maintain_order=True)
    return Gekeurd(rijen, uitval, gelezen.height)


def _read(bestand: Bestand) -> pl.DataFrame:
    """Return the columns of `Tabel.schema`, `rij` (from 0) and `fouten` of all rows, right and wrong."""
    tabel = bestand.tabel
    waarden = [kolom.soort.waarde(kolom.naam, bestand.schema[kolom.naam]) for kolom in tabel.kolommen]
    leeg = [pl.col(naam).is_null().alias(_LEEG + naam) for naam in tabel.namen]
    breaks = _count_regeleinden(tabel) if bestand.regeleinden_in_velden else pl.lit(0, pl.Int64)
    gelezen = (
        bestand.rijen.select(*waarden, *leeg, breaks.alias(_REGELEINDEN))
        .select(*tabel.namen, _REGELEINDEN, _find_fouten(tabel))
        .collect(engine="streaming")
    )
    rij = pl.int_range(pl.len(), dtype=pl.UInt32)
    before = pl.col(_REGELEINDEN).cum_sum().shift(1, fill_value=0)
    return gelezen.with_columns(rij.alias(_RIJ), (rij.cast(pl.Int64) + bestand.eerste_regel + before).alias(REGEL))


def _count_regeleinden(tabel: Tabel) -> pl.Expr:
    aantal = (pl.col(naam).str.count_matches("\n", literal=True).fill_null(0) for naam in tabel.namen)
    return pl.sum_horizontal(aantal).cast(pl.Int64)


def _find_fouten(tabel: Tabel) -> pl.Expr:
    """Return a number per row: bit i is column i, the bits after the last column are the rules between columns."""
    wrong = [~_passes(kolom) for kolom in tabel.kolommen]
    wrong += [regel.wanneer.fill_null(value=False) for regel in tabel.samenhang]
    return pl.sum_horizontal(mask.cast(pl.UInt16) * (1 << bit) for bit, mask in enumerate(wrong)).alias(_FOUTEN)


def _passes(kolom: Kolom) -> pl.Expr:
    """Say whether what stands in a column may stand there; null, but not empty, is what could not be read."""
    empty = pl.lit(value=False) if kolom.verplicht else pl.col(_LEEG + kolom.naam)
    return kolom.soort.proof(pl.col(kolom.naam)).fill_null(empty)


def _describe(bestand: Bestand, slecht: pl.DataFrame) -> pl.DataFrame:
    """Return the uitval of wrong rows: a row per fault, in the order of the file."""
    tabel = bestand.tabel
    bron = bestand.rijen.with_row_index(_RIJ).join(slecht.lazy().select(_RIJ, REGEL, _FOUTEN), on=_RIJ)
    rijen = bron.collect().with_columns(
        as_json(_as_given(kolom, bestand.schema[kolom.naam]) for kolom in tabel.kolommen).alias("inhoud"),
        pl.lit(tabel.naam).alias("tabel"),
        pl.lit(bestand.naam).alias("bestand"),
    )
    faults = [
        (kolom.naam, _or_leeg(kolom, kolom.soort.code, "VERPLICHT_LEEG"), _or_leeg(kolom, kolom.soort.reden, _MIST))
        for kolom in tabel.kolommen
    ]
    faults += [(regel.kolom, pl.lit(regel.code), pl.lit(regel.reden)) for regel in tabel.samenhang]
    parts = [
        rijen.filter((pl.col(_FOUTEN) & (1 << bit)) > 0).with_columns(
            code.alias("code"), reden.alias("reden"), pl.lit(naam).alias("kolom")
        )
        for bit, (naam, code, reden) in enumerate(faults)
    ]
    return pl.concat(parts).sort(REGEL, maintain_order=True).select(list(UITVAL_SCHEMA))


def _as_given(kolom: Kolom, gegeven: pl.DataType) -> pl.Expr:
    """Return what a file says; a day or moment in Parquet that is so far off that it can't be written, as a number."""
    if not gegeven.is_temporal():
        return pl.col(kolom.naam)
    waarde = kolom.soort.waarde(kolom.naam, gegeven)
    tekst = pl.when(kolom.soort.proof(waarde)).then(waarde).dt.to_string("iso:strict")
    return pl.coalesce(tekst, pl.col(kolom.naam).to_physical().cast(pl.String)).alias(kolom.naam)


def _or_leeg(kolom: Kolom, gevuld: str, leeg: str) -> pl.Expr:
    return pl.when(pl.col(kolom.naam).is_null()).then(pl.lit(leeg)).otherwise(pl.lit(gevuld))


def _split_dubbel(rijen: pl.DataFrame, bestand: Bestand) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Split off aanmeldingen that overlap an earlier one of the same jongere by the same organisatie.

    Earlier is: with an earlier aanmelddatum, or higher up in the file. The afmelddatum is the first day on
    which a jongere is no longer followed, so on that day a new aanmelding may begin.
    """
    einde = pl.col("afmelddatum").fill_null(_OPEN_EINDE)
    al_tot = einde.cum_max().shift(1).over("organisatie_oin", "bsn", order_by=["aanmelddatum", REGEL])
    begin = pl.col("aanmelddatum")
    dubbel = rijen.select(((begin < al_tot) & (begin < einde)).fill_null(value=False)).to_series()
    uitval = rijen.filter(dubbel).select(
        pl.lit(bestand.tabel.naam).alias("tabel"),
        pl.lit(bestand.naam).alias("bestand"),
        REGEL,
        pl.lit("aanmelddatum").alias("kolom"),
        pl.lit("DUBBELE_AANMELDING").alias("code"),
        pl.lit("Deze jongere is in dit bestand al aangemeld door dezelfde organisatie, over dezelfde dagen.").alias(
            "reden"
        ),
        as_json(as_tekst(bestand.tabel)).alias("inhoud"),
    )
    return rijen.filter(~dubbel), uitval
