"""The werklijst, or a selection of it, as a file; whoever is in it is logged before the first byte leaves."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import dag_van, datum_tekst
from vsv.rapport.codes import name_priority
from vsv.rapport.download import Download, open_temporary
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort
from vsv.rapport.uitvoer.formaten import FORMATEN
from vsv.rapport.werklijst.keuze import Werkkeuze
from vsv.rapport.werklijst.lezen import iter_werklijst
from vsv.toegang.service import Recht, Wie, namens

WERKLIJSTFORMATEN: Final = ("csv", "ods", "xlsx")
"""What the werklijst can be written as: it is one sheet."""

_KOLOMMEN: Final = (
    Kolom("bsn", "BSN", breedte=11),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("leeftijd", "Leeftijd", Soort.GEHEEL, 8),
    Kolom("gemeente", "Gemeente", breedte=22),
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("sinds", "Sinds", Soort.DATUM, 12),
    Kolom("weken", "Weken", Soort.GEHEEL, 8),
    Kolom("signaal_woorden", "Signaal over banen", breedte=28),
    Kolom("vlaggen", "Signalen", breedte=34),
    Kolom("merk_woorden", "Opvolging", breedte=34),
    Kolom("merk_op", "Opvolging op", Soort.DATUM, 12),
    Kolom("aanmelddatum", "Aangemeld op", Soort.DATUM, 12),
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
)


def export_werklijst(wie: Wie, keuze: Werkkeuze, formaat: str, pad: Path, *, vandaag: date) -> None:
    """Write everybody of a choice to a file, with the BSN in full, and log them. It takes the same memory for all.

    Args:
        wie: Who exports, with the right JONGEREN_INZIEN.
        keuze: Who, and in which order; for a selection their `uuids`.
        formaat: One of `WERKLIJSTFORMATEN`.
        pad: The file.
        vandaag: The date today.

    Raises:
        GeenRecht: `wie` may not see jongeren.
        InvoerFout: There is no such format, or the list doesn't fit in it.
        OmgevingFout: It can't be written; then nothing is left behind, and nothing is logged.
    """
    if formaat not in WERKLIJSTFORMATEN:
        raise InvoerFout(
            Fout("FORMAAT_ONBEKEND", f"Het formaat '{formaat}' bestaat niet.", "formaat",
                 f"Kies uit: {', '.join(WERKLIJSTFORMATEN)}.")
        )  # fmt: skip
    with write_atomic(pad) as made, namens(wie, Recht.JONGEREN_INZIEN, snapshot=True) as sessie:
        pieces = iter_werklijst(sessie, keuze, vandaag=vandaag, actie="rapport.werklijst_exporteren")
        document = Document(
            titel="Werklijst",
            organisatie=wie.organisatie.naam if wie.organisatie else "",
            gemaakt_op=datetime.now(UTC).replace(microsecond=0),
            bladen=(Blad("werklijst", f"Werklijst op {datum_tekst(vandaag)}", _KOLOMMEN, map(_in_words, pieces)),),
        )
        FORMATEN[formaat].write(document, made)


def open_werklijst(wie: Wie, keuze: Werkkeuze, formaat: str, *, vandaag: date) -> Download:
    """Make that file and open it to hand out; see `export_werklijst`."""

    def make(pad: Path) -> str:
        export_werklijst(wie, keuze, formaat, pad, vandaag=vandaag)
        return f"werklijst-{vandaag}"

    return open_temporary(make, formaat)


def _in_words(piece: pl.DataFrame) -> pl.DataFrame:
    names = {number: name_priority(number) for number in range(6)}
    days = [moment and dag_van(moment) for moment in piece["merk_op"]]
    return piece.with_columns(
        pl.col("prioriteit").replace_strict(names, return_dtype=pl.String), merk_op=pl.Series(days, dtype=pl.Date)
    )
