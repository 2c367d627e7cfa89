"""Opens a Parquet file: the same columns as the CSV, with types."""

import hashlib
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from vsv.bronnen.uitwisselformaat.bestand import Bestand, find_kolomfouten
from vsv.bronnen.uitwisselformaat.tabellen import Tabel
from vsv.domein.fouten import Fout, InvoerFout

_TYPENAMEN = {pl.String: "tekst", pl.Date: "datum", pl.Datetime: "tijdstip", pl.Boolean: "J en N of waar en onwaar"}


def open_parquet(pad: Path, tabel: Tabel) -> Bestand:
    """Open a Parquet file after checking its columns and their types.

    Raises:
        InvoerFout: It is no whole Parquet file, or has other columns or types.
        OSError: It can't be read.
    """
    with pad.open("rb") as content:
        controlesom = hashlib.file_digest(content, "sha256").hexdigest()
    try:
        rijen = pl.scan_parquet(pad, glob=False)
        given = dict(rijen.collect_schema())
    except PolarsError:
        raise InvoerFout(no_parquet(pad)) from None
    if fouten := find_kolomfouten(tabel, list(given), pad.name) or _find_typefouten(tabel, given, pad.name):
        raise InvoerFout(*fouten)
    texts = [naam for naam, dtype in given.items() if _is_text(dtype)]
    return Bestand(
        tabel,
        pad.name,
        rijen.with_columns(_empty_as_null(naam) for naam in texts),
        given | dict.fromkeys(texts, pl.String()),
        eerste_regel=1,
        regeleinden_in_velden=False,
        controlesom=controlesom,
    )


def no_parquet(pad: Path) -> Fout:
    """Return the fault of a file that is no Parquet, or only a part of one."""
    advies = "Maak het bestand opnieuw, of vraag het opnieuw op."
    return Fout("PARQUET_ONGELDIG", "Dit is geen heel Parquet-bestand.", pad.name, advies)


def _find_typefouten(tabel: Tabel, given: dict[str, pl.DataType], naam: str) -> list[Fout]:
    return [
        Fout(
            "KOLOMTYPE_ONGELDIG",
            f"Deze kolom heeft het type {given[kolom.naam]}. Dat moet zijn: {_name_of(kolom.soort.dtype)}.",
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
