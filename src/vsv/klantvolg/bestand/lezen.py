"""From a path to rows that can be judged, and back to a file for the rows that were refused."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import toonbaar
from vsv.klantvolg.bestand import csv, werkblad
from vsv.klantvolg.bestand.kolommen import REDEN, find_kolommen, read_kolommen
from vsv.klantvolg.bestand.tabel import Cel, Tabel, Vorm
from vsv.klantvolg.bestand.voorbeeld import IS_VOORBEELD


@dataclass(frozen=True, slots=True, eq=False)
class Bestand:
    """A file with jongeren to sign up, as read.

    Attributes:
        naam: Name of the file, as it can be shown.
        controlegetal: SHA-256 of its content, in hexadecimal.
        tabel: Its cells as they stand in it.
        rijen: What they say; see `read_kolommen`.
    """

    naam: str
    controlegetal: str
    tabel: Tabel
    rijen: pl.DataFrame = field(repr=False)

    @property
    def vervallen(self) -> int:
        """Number of rows up to the last one that say nothing: empty ones, and the example of our template."""
        return (self.tabel.nummers[-1] - 1 if self.tabel.nummers else 0) - self.rijen.height


def read_bestand(pad: Path) -> Bestand:
    """Read a CSV, XLSX or ODS file with the columns bsn, geboortedatum and perhaps aanmelddatum, kenmerk and gemeente.

    Raises:
        InvoerFout: It can't be read, or its columns are not right; nothing is known yet about its rows.
        OSError: The system does not give its content.
    """
    if not pad.is_file():
        plaats = toonbaar(str(pad), 1000)
        raise InvoerFout(Fout("BESTAND_ONTBREEKT", "Dit bestand is er niet.", plaats, "Kijk of het pad klopt."))
    return parse_bestand(pad.name, pad.read_bytes())


def parse_bestand(bestandsnaam: str, inhoud: bytes) -> Bestand:
    """Read a file from memory; see `read_bestand`."""
    naam = toonbaar(bestandsnaam)
    tabel = _read_tabel(inhoud, naam, PurePath(bestandsnaam).suffix)
    rijen = read_kolommen(tabel, find_kolommen(tabel, naam)).filter(~IS_VOORBEELD)
    return Bestand(naam, hashlib.sha256(inhoud).hexdigest(), tabel, rijen)


def write_rijen(bestand: Bestand, redenen: dict[int, str], pad: Path) -> None:
    """Write some rows of a file in its own form, with a last column that says why they came back.

    Args:
        bestand: The file they came from.
        redenen: Number of each row to its reason.
        pad: Where to; an existing file is replaced.

    Raises:
        InvoerFout: The name does not end as that of the file they came from.
    """
    vorm = bestand.tabel.vorm
    if pad.suffix.casefold() != f".{vorm.soort}":
        raise InvoerFout(
            Fout(
                "BESTANDSSOORT",
                f"Geweigerde rijen gaan terug zoals ze kwamen, dus als {vorm.soort.upper()}.",
                str(pad),
                f"Kies een naam die eindigt op .{vorm.soort}.",
            )
        )
    _write(pad, format_rijen(bestand, redenen))


def format_rijen(bestand: Bestand, redenen: dict[int, str]) -> bytes:
    """Return some rows of a file in its own form, with a last column that says why they came back."""
    vorm = bestand.tabel.vorm
    blijft = [plaats for plaats, kop in enumerate(bestand.tabel.koppen) if kop.casefold() != REDEN]
    rijen: list[list[Cel]] = [[*(bestand.tabel.koppen[plaats] for plaats in blijft), REDEN]]
    rijen += [
        [*(rij[plaats] for plaats in blijft), redenen[nummer]]
        for nummer, rij in zip(bestand.tabel.nummers, bestand.tabel.rijen, strict=True)
        if nummer in redenen
    ]
    return write_tabel(vorm, rijen)


def write_tabel(vorm: Vorm, rijen: Sequence[Sequence[Cel]]) -> bytes:
    """Return rows, the heading included, as a file."""
    return csv.write(vorm, rijen) if vorm.soort == "csv" else werkblad.write(vorm, rijen)


def _write(pad: Path, inhoud: bytes) -> None:
    """Write a file that only its owner can read (it holds BSN's), entirely or not at all."""
    with TemporaryDirectory(dir=pad.parent, prefix=".geweigerd-") as folder:
        made = Path(folder, pad.name)
        made.touch(mode=0o600)
        made.write_bytes(inhoud)
        made.replace(pad)


def _read_tabel(inhoud: bytes, naam: str, soort: str) -> Tabel:
    match soort.casefold():
        case ".csv":
            return csv.read(inhoud, naam)
        case ".xlsx":
            return werkblad.read(inhoud, naam, "xlsx")
        case ".ods":
            return werkblad.read(inhoud, naam, "ods")
        case _:
            raise InvoerFout(
                Fout("BESTANDSSOORT", "Dit soort bestand kan niet.", naam, "Lever het aan als CSV, XLSX of ODS.")
            )
