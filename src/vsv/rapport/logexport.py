"""The log of an organisation as a file, as long as it may be: the lines stream from the database into it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

import polars as pl

from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import Logkeuze, iter_logboek
from vsv.rapport.download import Download, open_temporary
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom
from vsv.rapport.uitvoer.formaten import FORMATEN, require_formaat
from vsv.toegang.service import Recht, Wie, namens

LOGFORMATEN: Final = ("csv", "ods", "xlsx")
"""What the log can be written as: it is one sheet."""

_KOLOMMEN: Final = (
    Kolom("tijdstip", "Tijdstip", breedte=20),
    Kolom("actor", "Gebruiker (pseudoniem)", breedte=30),
    Kolom("naam", "Wie", breedte=26),
    Kolom("actie", "Actie", breedte=30),
    Kolom("soort", "Soort", breedte=12),
    Kolom("woorden", "Wat", breedte=50),
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
    Kolom("bsn", "BSN (afgeschermd)", breedte=12),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("resultaat", "Resultaat", breedte=12),
    Kolom("oorsprong", "Hoe", breedte=24),
    Kolom("bijzonderheden", "Bijzonderheden", breedte=50),
)


def export_logboek(wie: Wie, keuze: Logkeuze, formaat: str, pad: Path) -> None:
    """Write the lines asked for to a file; that it was done is logged.

    Args:
        wie: Who exports, with the right LOGBOEK_LEZEN.
        keuze: Which lines.
        formaat: One of `LOGFORMATEN`.
        pad: The file.

    Raises:
        GeenRecht: `wie` may not do this.
        InvoerFout: There is no such format, the lines don't fit in it, or see `read_logboek`.
        OmgevingFout: It can't be written; then nothing is left behind, and nothing is logged.
    """
    require_formaat(formaat, LOGFORMATEN)
    with write_atomic(pad) as made, namens(wie, Recht.LOGBOEK_LEZEN, snapshot=True) as sessie:
        pieces = _with_clock(iter_logboek(sessie, keuze))
        document = Document(
            titel="Logboek",
            organisatie=wie.organisatie.naam if wie.organisatie else "",
            gemaakt_op=datetime.now(UTC).replace(microsecond=0),
            bladen=(Blad("logboek", "Logboek: wie deed wat met wiens gegevens", _KOLOMMEN, pieces),),
        )
        FORMATEN[formaat].write(document, made)


def open_logboek(wie: Wie, keuze: Logkeuze, formaat: str) -> Download:
    """Make a file of the lines asked for, and open it; that it was done is logged. See `export_logboek`."""
    require_formaat(formaat, LOGFORMATEN)

    def make(pad: Path) -> str:
        export_logboek(wie, keuze, formaat, pad)
        return f"logboek-{dag_van(datetime.now(UTC))}"

    return open_temporary(make, formaat)


def _with_clock(pieces: Iterator[pl.DataFrame]) -> Iterator[pl.DataFrame]:
    """Put the moment in text, by the clock of Amsterdam with its distance from UTC: an hour may come twice."""
    for piece in pieces:
        local = pl.col("tijdstip").dt.convert_time_zone("Europe/Amsterdam")
        yield piece.with_columns(tijdstip=local.dt.to_string("%Y-%m-%dT%H:%M:%S%:z"))
