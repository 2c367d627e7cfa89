"""All lines of a report as a file for programs."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Final

import polars as pl
from pyarrow import parquet

from vsv.rapport.download import Download, open_temporary
from vsv.rapport.lezen import read_with_previous
from vsv.rapport.machine.regels import REGEL, iter_lines
from vsv.rapport.machine.velden import NAMEN, as_json_fields
from vsv.rapport.rapporten import Rapport
from vsv.rapport.runs import Soort, get_run
from vsv.rapport.uitvoer.bladen import Blad, Document, Kolom
from vsv.rapport.uitvoer.bladen import Soort as Kolomsoort
from vsv.rapport.uitvoer.formaten import FORMATEN, require_formaat
from vsv.toegang.service import Recht, Wie, namens

REGELFORMATEN: Final = ("ndjson", "parquet", "csv", "ods")
"""As what the lines can be had: a JSON object a line, Parquet, CSV and ODS; none of them holds a BSN."""
_PER_DEEL: Final = 10_000

Delen = Iterator[pl.DataFrame]


def open_regels(wie: Wie, peildatum: date | None, formaat: str, *, soort: Soort = "week") -> Download:
    """Make a file of all lines of the acting organisation's report, log everyone in it, and open it.

    It is made on disk, in pieces, so that it costs the same memory for ten people and for fifty thousand.

    Args:
        wie: Who reads, for which organisation.
        peildatum: Day of the report; the latest when None.
        formaat: One of `REGELFORMATEN`.
        soort: Of the week run or of the day run.

    Raises:
        GeenRecht: `wie` may not read reports.
        InvoerFout: GEEN_RAPPORT, FORMAAT_ONBEKEND.
        OmgevingFout: It can't be written; then nothing is logged.
    """
    require_formaat(formaat, REGELFORMATEN)

    def make(pad: Path) -> str:
        with namens(wie, Recht.RAPPORTEN, snapshot=True) as sessie:
            rapport, _ = read_with_previous(sessie, get_run(sessie.cur, soort, peildatum))
            people: list[int] = []
            _SCHRIJVERS[formaat](_noting(iter_lines(sessie.cur, rapport.run, per_deel=_PER_DEEL), people), pad, rapport)
            sessie.log("rapport.exporteren", bijzonderheden={"run": rapport.run.id, "formaat": formaat})
            sessie.log_many("rapport.exporteren", people)
        return f"regels-{rapport.run.peildatum}"

    return open_temporary(make, formaat)


def _noting(pieces: Delen, people: list[int]) -> Delen:
    """Yield the pieces, and note who is in them: they are logged when the last one has been read."""
    for piece in pieces:
        people += piece["sleutel"].to_list()
        yield piece


def _write_ndjson(pieces: Delen, pad: Path, _rapport: Rapport) -> None:
    with pad.open("wb") as file:
        for piece in pieces:
            as_json_fields(piece).write_ndjson(file)


def _write_parquet(pieces: Delen, pad: Path, _rapport: Rapport) -> None:
    schema = as_json_fields(pl.DataFrame(schema=REGEL)).to_arrow().schema
    with parquet.ParquetWriter(pad, schema, compression="zstd") as writer:
        for piece in pieces:
            writer.write_table(as_json_fields(piece).to_arrow())


def _write_blad(formaat: str) -> Callable[[Delen, Path, Rapport], None]:
    def write(pieces: Delen, pad: Path, rapport: Rapport) -> None:
        wanneer = rapport.run.peildatum
        blad = Blad("Regels", f"Prioriteit per jongere op {wanneer}", _KOLOMMEN, map(_in_words, pieces))
        gemaakt_op = rapport.run.gemaakt_op.replace(microsecond=0)
        document = Document(
            titel=f"Regels {wanneer}",
            organisatie=rapport.organisatie.naam,
            gemaakt_op=gemaakt_op,
            bladen=(blad,),
        )
        FORMATEN[formaat].write(document, pad)

    return write


def _in_words(piece: pl.DataFrame) -> pl.DataFrame:
    return piece.with_columns(pl.col("prioriteit", "vorige_prioriteit").replace_strict(NAMEN, return_dtype=pl.String))


_KOLOMMEN: Final = (
    Kolom("jongere", "Nummer van de jongere (uuid)", breedte=38),
    Kolom("kenmerk", "Kenmerk", breedte=16),
    Kolom("aanmelddatum", "Aangemeld op", Kolomsoort.DATUM, 12),
    Kolom("gemeentecode", "Gemeentecode", breedte=12),
    Kolom("prioriteit", "Prioriteit", breedte=10),
    Kolom("sinds", "Sinds", Kolomsoort.DATUM, 12),
    Kolom("vorige_prioriteit", "Vorige week", breedte=10),
    Kolom("loonperiode", "Loonperiode", Kolomsoort.MAAND, 12),
    Kolom("loon", "Loon", Kolomsoort.EURO, 12),
    Kolom("uren", "Uren", Kolomsoort.GEHEEL, 8),
    Kolom("redenen", "Redenen", breedte=34),
    Kolom("vlaggen", "Signalen", breedte=34),
)
_SCHRIJVERS: Final[Mapping[str, Callable[[Delen, Path, Rapport], None]]] = {
    "ndjson": _write_ndjson,
    "parquet": _write_parquet,
    "csv": _write_blad("csv"),
    "ods": _write_blad("ods"),
}
