"""Opens a Parquet file: the same columns as the CSV, with types.

It is read by Arrow and not by Polars: of bytes that are no Parquet, or lie about their size, Arrow says so, where
Polars may end the whole process. And a small file can unpack to one that fits in no memory. So texts are read as
references to the list of different texts, and what they come to is counted before they are written out.
"""

import hashlib
from pathlib import Path
from typing import Any, BinaryIO, Final

import polars as pl
import pyarrow as pa
from polars.exceptions import PanicException, PolarsError
from pyarrow import compute, parquet

from vsv.bronnen.uitwisselformaat.bestand import Bestand, find_kolomfouten
from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.domein.fouten import Fout, InvoerFout

UITGEPAKT_HOOGSTENS: Final = 2 << 30
"""Bytes of a table when it is unpacked: some 25 million inkomstenopgaven."""

_TYPENAMEN = {pl.String: "tekst", pl.Date: "datum", pl.Datetime: "tijdstip", pl.Boolean: "J en N of waar en onwaar"}
_RIJEN_TEGELIJK: Final = 1 << 16
# What Arrow and Polars raise for bytes that are no table; both of them use the general kinds too.
_ONGELDIG: Final = (pa.ArrowException, PolarsError, PanicException, ValueError, TypeError, OSError, MemoryError)


def open_parquet(pad: Path, tabel: Tabel) -> Bestand:
    """Open a Parquet file after checking its columns and their types.

    Raises:
        InvoerFout: It is no whole Parquet file, has other columns or types, or is too large when unpacked.
        OSError: It can't be read.
    """
    with pad.open("rb") as content:
        controlesom = hashlib.file_digest(content, "sha256").hexdigest()
        try:
            gelezen = _read(content, _open(content, tabel, pad.name), pad.name)
        except _ONGELDIG:
            raise InvoerFout(no_parquet(pad)) from None
    texts = [naam for naam, dtype in gelezen.schema.items() if _is_text(dtype)]
    return Bestand(
        tabel,
        pad.name,
        gelezen.lazy().with_columns(_empty_as_null(naam) for naam in texts),
        dict(gelezen.schema) | dict.fromkeys(texts, pl.String()),
        eerste_regel=1,
        regeleinden_in_velden=False,
        controlesom=controlesom,
    )


def no_parquet(pad: Path) -> Fout:
    """Return the fault of a file that is no Parquet, or only a part of one."""
    advies = "Maak het bestand opnieuw, of vraag het opnieuw op."
    return Fout("PARQUET_ONGELDIG", "Dit is geen heel Parquet-bestand.", pad.name, advies)


def _open(content: BinaryIO, tabel: Tabel, naam: str) -> Any:  # Arrow has no types
    """Return what Arrow knows of a file before its rows are read, once its columns are right."""
    bestand = parquet.ParquetFile(content)
    schema = bestand.schema_arrow
    if fouten := find_kolomfouten(tabel, schema.names, naam):
        raise InvoerFout(*fouten)
    given = _as_frame(_write_out(schema.empty_table())).schema
    if fouten := _find_typefouten(tabel, given, naam):
        raise InvoerFout(*fouten)
    return bestand


def _read(content: BinaryIO, bestand: Any, naam: str) -> pl.DataFrame:
    """Read all rows."""
    schema = bestand.schema_arrow
    teksten = [kolom.name for kolom in schema if pa.types.is_string(kolom.type) or pa.types.is_large_string(kolom.type)]
    bestand = parquet.ParquetFile(content, metadata=bestand.metadata, read_dictionary=teksten)
    delen, uitgepakt = [], 0
    for deel in bestand.iter_batches(_RIJEN_TEGELIJK):
        deel.validate(full=True)  # Arrow does not look by itself whether a text is UTF-8, and Polars trusts that it is
        uitgepakt += sum(map(_size, deel.columns))
        if uitgepakt > UITGEPAKT_HOOGSTENS:
            raise InvoerFout(_too_large(naam))
        delen.append(_as_frame(_write_out(deel)))
    return pl.concat([_as_frame(_write_out(schema.empty_table())), *delen], rechunk=False)


def _size(kolom: Any) -> int:
    """Return how many bytes a column takes when it is written out."""
    if not pa.types.is_dictionary(kolom.type):
        return int(kolom.nbytes)
    lengten = compute.binary_length(kolom.dictionary)
    return compute.sum(compute.take(lengten, kolom.indices)).as_py() or 0


def _write_out(rijen: Any) -> Any:
    """Return rows or a table with values in place of references."""
    kolommen = [
        kolom.cast(kolom.type.value_type) if pa.types.is_dictionary(kolom.type) else kolom for kolom in rijen.columns
    ]
    return pa.table(kolommen, rijen.schema.names)


def _as_frame(rijen: Any) -> pl.DataFrame:
    frame = pl.from_arrow(rijen)
    return frame if isinstance(frame, pl.DataFrame) else frame.to_frame()


def _too_large(naam: str) -> Fout:
    reden = f"Dit bestand is uitgepakt groter dan {UITGEPAKT_HOOGSTENS >> 30} GB."
    return Fout("PARQUET_TE_GROOT", reden, naam, "Deel de tabel op over meer leveringen.")


def _find_typefouten(tabel: Tabel, given: pl.Schema, naam: str) -> list[Fout]:
    return [
        Fout(
            "KOLOMTYPE_ONGELDIG",
            f"Deze kolom heeft het type {given[kolom.naam].base_type()}. Dat moet zijn: {_name_of(kolom.soort.dtype)}.",
            f"{naam}, kolom {kolom.naam}",
            "Schrijf de kolom met het goede type.",
        )
        for kolom in tabel.kolommen
        if not (_is_text(given[kolom.naam]) or kolom.soort.accepts(given[kolom.naam]))
    ]


def _name_of(dtype: pl.DataType) -> str:
    return _TYPENAMEN.get(dtype.base_type(), "geheel getal (int64)")


def _is_text(dtype: pl.DataType) -> bool:
    return dtype.base_type() in (pl.String, pl.Categorical, pl.Enum)


def _empty_as_null(naam: str) -> pl.Expr:
    tekst = pl.col(naam).cast(pl.String)
    return pl.when(tekst != "").then(tekst).alias(naam)
