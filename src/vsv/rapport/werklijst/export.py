"""The werklijst as a file: who was selected, or everyone of a choice. Whoever is in the file is logged."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import polars as pl

from vsv.rapport.codes import name_priority
from vsv.rapport.download import Download, open_temporary
from vsv.rapport.uitvoer.bestand import write_atomic
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom, Soort
from vsv.rapport.uitvoer.formaten import FORMATEN, require_formaat
from vsv.rapport.werklijst.keuze import Werkkeuze
from vsv.rapport.werklijst.lezen import iter_werklijst
from vsv.toegang.service import Recht, Wie, namens, require

WERKLIJSTFORMATEN: Final = ("ods", "xlsx", "csv")
"""As what the werklijst can be taken along: it is one sheet."""

_ACTIE: Final = "rapport.werklijst_exporteren"

_KOLOMMEN: Final = (
    Kolom("bsn", "BSN", breedte=11),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("leeftijd", "Leeftijd", Soort.GEHEEL, 10),
    Kolom("gemeente", "Gemeente", breedte=24),
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("sinds", "Sinds", Soort.DATUM, 12),
    Kolom("weken", "Weken", Soort.GEHEEL, 8),
    Kolom("signaal_woorden", "Signaal", breedte=30),
    Kolom("vlaggen", "Let op", breedte=30),
    Kolom("merk_woorden", "Opvolging", breedte=30),
    Kolom("aanmelddatum", "Aangemeld op", Soort.DATUM, 12),
    Kolom("uuid", "Nummer van de jongere (uuid)", breedte=38),
)


def open_werklijst(wie: Wie, keuze: Werkkeuze, formaat: str, *, vandaag: date) -> Download:
    """Make a file of the people of a choice, log each of them, and open it.

    Args:
        wie: Who takes it along, with the rights RAPPORTEN and JONGEREN_INZIEN.
        keuze: Which people, in which order.
        formaat: One of `WERKLIJSTFORMATEN`.
        vandaag: The date today.

    Raises:
        GeenRecht: `wie` may not do this.
        InvoerFout: There is no such format.
        OmgevingFout: It can't be written; then nothing is left behind, and nothing is logged.
    """
    require_formaat(formaat, WERKLIJSTFORMATEN)

    def make(pad: Path) -> str:
        with write_atomic(pad) as made, namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
            require(wie, Recht.JONGEREN_INZIEN)
            pieces = map(_name_priorities, iter_werklijst(sessie, keuze, vandaag=vandaag, actie=_ACTIE))
            document = Document(
                titel=f"Werklijst {vandaag}",
                organisatie=wie.organisatie.naam if wie.organisatie else "",
                gemaakt_op=datetime.now(UTC).replace(microsecond=0),
                bladen=(Blad("Werklijst", f"Werklijst op {vandaag:%d-%m-%Y}", _KOLOMMEN, pieces),),
            )
            FORMATEN[formaat].write(document, made)
        return f"werklijst-{vandaag}"

    return open_temporary(make, formaat)


def _name_priorities(piece: pl.DataFrame) -> pl.DataFrame:
    names = {number: name_priority(number) for number in range(6)}
    return piece.with_columns(pl.col("prioriteit").replace_strict(names, return_dtype=pl.String))
