"""Writes tables as a folder in the uitwisselformaat: the whole folder, or nothing."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import polars as pl

from vsv.bronnen.uitwisselformaat.inhoud import as_tekst
from vsv.bronnen.uitwisselformaat.inventaris import SHA256SUMS
from vsv.bronnen.uitwisselformaat.tabellen import TABELLEN
from vsv.domein.fouten import Fout, OmgevingFout

Formaat = Literal["csv", "parquet"]


def write_levering(
    folder: Path,
    tabellen: Mapping[str, pl.DataFrame],
    *,
    formaat: Formaat = "csv",
    controlesommen: bool = False,
) -> None:
    """Write tables to a folder that does not exist yet or is empty.

    Args:
        folder: Where to; it appears when all files are complete.
        tabellen: Typed rows by name of the table, with at least its columns; others are left out.
        formaat: CSV (RFC 4180: CRLF, quotes where needed) or Parquet.
        controlesommen: Add `SHA256SUMS`, in the format of coreutils.

    Raises:
        OmgevingFout: The folder is in use, or can't be written.
    """
    try:
        with TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}-") as temporary:
            made = Path(temporary, folder.name)
            made.mkdir()
            for naam, rijen in tabellen.items():
                _write(made / f"{naam}.{formaat}", rijen)
            if controlesommen:
                _write_sommen(made)
            made.replace(folder)
    except OSError as error:
        advies = "Kies een map die nog niet bestaat of leeg is, waar u mag schrijven en waar ruimte is."
        raise OmgevingFout(Fout("MAP_NIET_GESCHREVEN", "De map is niet geschreven.", str(folder), advies)) from error


def _write(pad: Path, rijen: pl.DataFrame) -> None:
    tabel = TABELLEN[pad.stem]
    if pad.suffix == ".csv":
        rijen.select(as_tekst(tabel)).write_csv(pad, line_terminator="\r\n")
    else:
        rijen.select(tabel.namen).write_parquet(pad)


def _write_sommen(folder: Path) -> None:
    lines = []
    for pad in sorted(folder.iterdir()):
        with pad.open("rb") as content:
            lines.append(f"{hashlib.file_digest(content, 'sha256').hexdigest()}  {pad.name}\n")
    (folder / SHA256SUMS).write_text("".join(lines), "utf-8")
