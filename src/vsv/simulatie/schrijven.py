"""Writes tables to a folder in the uitwisselformaat, all or nothing, with their checksums."""

import hashlib
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal
from uuid import uuid4

import polars as pl
import polars.selectors as cs

from vsv.domein.fouten import Fout, InvoerFout

Formaat = Literal["csv", "parquet"]

CONTROLEBESTAND: Final = "SHA256SUMS"


def write(tabellen: Mapping[str, pl.DataFrame], folder: Path, *, formaat: Formaat = "parquet") -> None:
    """Write each table to `NAAM.csv` or `NAAM.parquet` in a new folder, with `SHA256SUMS` beside them.

    The folder appears complete or not at all: it is made under another name and then renamed. The
    checksums are in the form that `sha256sum --check` reads.

    Args:
        tabellen: The tables by name.
        folder: Where to; may not exist yet, or be empty.
        formaat: `csv` (J and N, moments with Z) or `parquet` (typed).

    Raises:
        InvoerFout: There already is something in that place.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        reden, advies = "Deze map bestaat al en is niet leeg.", "Kies een andere map of maak deze leeg."
        raise InvoerFout(Fout("MAP_NIET_LEEG", reden, str(folder), advies))
    wording = folder.with_name(f".{folder.name}.{uuid4().hex}")
    wording.mkdir(parents=True)
    try:
        for naam, tabel in tabellen.items():
            path = wording / f"{naam}.{formaat}"
            if formaat == "csv":
                _write_csv(tabel, path)
            else:
                tabel.write_parquet(path)
        _write_checksums(wording)
        wording.rename(folder)
    finally:
        shutil.rmtree(wording, ignore_errors=True)


def _write_csv(tabel: pl.DataFrame, path: Path) -> None:
    """Write a table with the signs of the uitwisselformaat."""
    ja_nee = cs.boolean().replace_strict({True: "J", False: "N"}, return_dtype=pl.String)
    tabel.lazy().with_columns(ja_nee).sink_csv(path, datetime_format="%Y-%m-%dT%H:%M:%SZ")


def _write_checksums(folder: Path) -> None:
    """Write the SHA-256 of every file in the folder."""
    lines = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    (folder / CONTROLEBESTAND).write_text("".join(lines), "utf-8")
