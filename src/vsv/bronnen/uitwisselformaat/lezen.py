"""Reads a folder in the uitwisselformaat: all of it or nothing, and every row is accounted for."""

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

import polars as pl
from polars.exceptions import PanicException, PolarsError

from vsv.bronnen.uitwisselformaat.bestand import Bestand
from vsv.bronnen.uitwisselformaat.csv_bestand import open_csv
from vsv.bronnen.uitwisselformaat.csv_gebreken import refuse
from vsv.bronnen.uitwisselformaat.inventaris import find_bestanden, find_somfouten, unreadable
from vsv.bronnen.uitwisselformaat.keuring import Gekeurd, check
from vsv.bronnen.uitwisselformaat.levering import TOON_HOOGSTENS, UITVAL_SCHEMA, Levering
from vsv.bronnen.uitwisselformaat.parquet_bestand import no_parquet, open_parquet
from vsv.bronnen.uitwisselformaat.tabellen import TABELLEN, Tabel
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import toonbaar


def read_levering(folder: Path, *, vereist: Collection[str] = (), zonder: Collection[str] = ()) -> Levering:
    """Read and check the tables in a folder.

    Args:
        folder: Holds `NAAM.csv` or `NAAM.parquet` for each table, and `SHA256SUMS` when the sender wants the
            content checked. Files of other kinds are left alone.
        vereist: Names of tables that must be there; any other that is absent is empty.
        zonder: Names of tables to leave alone: their files are not looked into, and they are empty.

    Raises:
        InvoerFout: The folder or a file can't be read, or is not what it should be. Says what is wrong with
            all of them, the first hundred faults.
    """
    _require_tekst(folder)
    paden, fouten = find_bestanden(folder, vereist)
    uncollected = 0
    gelezen: dict[str, tuple[Bestand, Gekeurd]] = {}
    for naam in [naam for naam in paden if naam not in zonder]:
        try:
            gelezen[naam] = _read(paden[naam], TABELLEN[naam])
        except InvoerFout as fault:
            fouten += fault.fouten
            uncollected += fault.aantal - len(fault.fouten)
    bestanden = {naam: bestand for naam, (bestand, _) in gelezen.items()}
    fouten += find_somfouten(folder, {bestand.naam: bestand.controlesom for bestand in bestanden.values()})
    if fouten:
        raise InvoerFout(*fouten[:TOON_HOOGSTENS], aantal=len(fouten) + uncollected)
    deel = {naam: gelezen[naam][1] if naam in gelezen else _nothing(tabel) for naam, tabel in TABELLEN.items()}
    return Levering(
        tabellen={naam: gekeurd.rijen for naam, gekeurd in deel.items()},
        uitval=pl.concat(gekeurd.uitval for gekeurd in deel.values()),
        regels_in={naam: gekeurd.regels_in for naam, gekeurd in deel.items()},
        bestanden={naam: bestand.naam for naam, bestand in bestanden.items()},
        controlegetal=_controlegetal(bestanden.values()),
    )


def _require_tekst(folder: Path) -> None:
    """Pass when the path of a folder is text: of other bytes Polars makes nothing."""
    try:
        str(folder.absolute()).encode()
    except UnicodeEncodeError:
        reden = "In de naam van deze map staan bytes die geen tekst zijn."
        raise InvoerFout(Fout("MAP_NAAM", reden, toonbaar(folder.name), "Geef de map een andere naam.")) from None


def _read(pad: Path, tabel: Tabel) -> tuple[Bestand, Gekeurd]:
    is_csv = pad.suffix == ".csv"
    try:
        bestand = open_csv(pad, tabel) if is_csv else open_parquet(pad, tabel)
        return bestand, check(bestand)
    except OSError:
        raise InvoerFout(unreadable(pad)) from None
    except (PolarsError, PanicException):
        if is_csv:
            refuse(pad, len(tabel.kolommen))
        raise InvoerFout(no_parquet(pad)) from None


def _nothing(tabel: Tabel) -> Gekeurd:
    return Gekeurd(pl.DataFrame(schema=tabel.schema), pl.DataFrame(schema=UITVAL_SCHEMA), 0)


def _controlegetal(bestanden: Iterable[Bestand]) -> str:
    """Return one SHA-256 for all files, whatever order they came in."""
    lines = sorted(f"{bestand.tabel.naam} {bestand.controlesom}\n" for bestand in bestanden)
    return hashlib.sha256("".join(lines).encode()).hexdigest()
