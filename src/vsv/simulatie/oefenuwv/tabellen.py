"""Reads the tables that the oefen-UWV answers from: a folder in the uitwisselformaat."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import MOMENT, is_bsn, to_bool, to_date, to_integer, to_moment
from vsv.simulatie.nummers import EERSTE_BSN
from vsv.simulatie.tabellen import SCHEMAS, to_schema

NODIG: Final = (
    *("inkomstenverhoudingen", "inkomstenperiodes", "inkomstenopgaven"),
    *("uitkeringen", "doelgroepregister"),
)
"""The tables that hold answers; the others are about who asks."""

_GETAL: Final = 2**53


def read_tabellen(folder: Path) -> Mapping[str, pl.DataFrame]:
    """Read the tables of `NODIG` from CSV or Parquet; one that is not there is empty.

    Returns:
        The tables by name, with the columns and types of `vsv.simulatie.tabellen.SCHEMAS`.

    Raises:
        InvoerFout: There is no such folder, a table can't be read, misses a column or holds something that does not
            fit its column, or somebody in it may exist: the oefen-UWV only knows invented people.
    """
    if not folder.is_dir():
        raise InvoerFout(Fout("MAP_ONTBREEKT", "Deze map bestaat niet.", str(folder)))
    return {naam: _read(folder, naam) for naam in NODIG}


def _read(folder: Path, naam: str) -> pl.DataFrame:
    parquet, csv = folder / f"{naam}.parquet", folder / f"{naam}.csv"
    if parquet.exists():
        tabel = _load(parquet)
    elif csv.exists():
        tabel = _load(csv)
    else:
        return pl.DataFrame(schema=dict(SCHEMAS[naam]))
    missing = [kolom for kolom in SCHEMAS[naam] if kolom not in tabel.columns]
    if missing:
        raise InvoerFout(Fout("KOLOM_ONTBREEKT", f"De kolom {missing[0]} ontbreekt.", naam))
    typed = to_schema(naam, tabel.with_columns(_as_type(tabel, naam)))
    _check(naam, tabel, typed)
    return typed


def _load(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path) if path.suffix == ".parquet" else pl.read_csv(path, infer_schema=False)
    except pl.exceptions.PolarsError:
        raise InvoerFout(Fout("TABEL_ONLEESBAAR", "Deze tabel is niet te lezen.", str(path))) from None


def _as_type(tabel: pl.DataFrame, naam: str) -> list[pl.Expr]:
    """Return the columns that stand as text, read as what they are; null where that does not go."""
    readers: dict[Any, Callable[[str], pl.Expr]] = {
        pl.Date: to_date,
        MOMENT: to_moment,
        pl.Boolean: to_bool,
        pl.Int64: lambda kolom: to_integer(kolom, -_GETAL, _GETAL),
        pl.Int32: lambda kolom: to_integer(kolom, 0, 9999),
    }
    return [
        readers[dtype](kolom).alias(kolom)
        for kolom, dtype in SCHEMAS[naam].items()
        if dtype in readers and tabel.schema[kolom] == pl.String
    ]


def _check(naam: str, tabel: pl.DataFrame, typed: pl.DataFrame) -> None:
    lost = [kolom for kolom in typed.columns if typed[kolom].null_count() > tabel[kolom].null_count()]
    if lost:
        raise InvoerFout(Fout("WAARDE_ONGELDIG", f"In de kolom {lost[0]} staat iets dat daar niet past.", naam))
    synthetic = is_bsn("bsn") & (pl.col("bsn") >= str(EERSTE_BSN))
    if not typed.select((synthetic & synthetic.is_not_null()).all()).item():
        reden = "Hier staat een BSN in dat niet verzonnen is of niet klopt."
        advies = f"De oefen-UWV werkt alleen met verzonnen BSN's, van {EERSTE_BSN} en hoger."
        raise InvoerFout(Fout("BSN_NIET_VERZONNEN", reden, naam, advies))
