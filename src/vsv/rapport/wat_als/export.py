"""The figures of a what-if as a table: a row a figure, for a spreadsheet or an analysis."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import polars as pl

from vsv.domein.fouten import schijffout
from vsv.domein.gemeenten import regios
from vsv.rapport.codes import VLAGGEN, name_priority
from vsv.rapport.wat_als.cijfers import WatAls

GEMEENTEN: Final = "Gemeenten, over hun eigen aanmeldingen"
_SCHEMA: Final = {
    "peildatum": pl.Date,
    "regelset_nu": pl.String,
    "regelset_dan": pl.String,
    "cijfer": pl.String,
    "regio": pl.Int64,
    "regionaam": pl.String,
    "van": pl.String,
    "naar": pl.String,
    "aantal_nu": pl.Int64,
    "aantal_dan": pl.Int64,
}


def wat_als_tabel(wat_als: WatAls) -> pl.DataFrame:
    """Return the figures as a table.

    Returns:
        peildatum, regelset_nu, regelset_dan, cijfer (prioriteit, regio, vlag: aantal_nu beside aantal_dan;
        verplaatsing: aantal_dan go from `van` to `naar`), regio, regionaam, van, naar (priority or flag), aantal_nu,
        aantal_dan; null of a region = too few to tell.
    """
    same = {
        "peildatum": wat_als.peildatum,
        "regelset_nu": wat_als.regelset_nu,
        "regelset_dan": wat_als.regelset_dan,
    }
    return pl.DataFrame([{**same, **row} for row in _rows(wat_als)], schema=_SCHEMA)


def export_wat_als(wat_als: WatAls, pad: Path) -> int:
    """Write the figures to a file, Parquet or CSV by its name, and return how many rows it has.

    Raises:
        OmgevingFout: It can't be written.
    """
    tabel = wat_als_tabel(wat_als)
    try:
        if pad.suffix.lower() == ".parquet":
            tabel.write_parquet(pad)
        else:
            tabel.write_csv(pad, separator=";")
    except OSError as e:
        raise schijffout(e) from e
    return tabel.height


def name_regio(regio: int | None) -> str:
    """Return how a region is called; of None the gemeenten together.

    >>> name_regio(None)
    'Gemeenten, over hun eigen aanmeldingen'
    """
    if regio is None:
        return GEMEENTEN
    known = regios().get(regio)
    return known.naam if known else f"Regio {regio}"


def _rows(wat_als: WatAls) -> Iterator[dict[str, Any]]:
    for number, (nu, dan) in enumerate(zip(wat_als.aantallen_nu, wat_als.aantallen_dan, strict=True)):
        yield {"cijfer": "prioriteit", "naar": name_priority(number), "aantal_nu": nu, "aantal_dan": dan}
    for (van, naar), aantal in wat_als.verplaatsingen.items():
        yield {
            "cijfer": "verplaatsing",
            "van": name_priority(van),
            "naar": name_priority(naar),
            "aantal_dan": aantal,
        }
    for vlag in VLAGGEN:
        nu, dan = wat_als.vlaggen[vlag]
        yield {"cijfer": "vlag", "naar": vlag, "aantal_nu": nu, "aantal_dan": dan}
    for een in wat_als.regios:
        for number, (voor, na) in enumerate(zip(een.nu, een.dan, strict=True)):
            yield {
                "cijfer": "regio",
                "regio": een.regio,
                "regionaam": name_regio(een.regio),
                "naar": name_priority(number),
                "aantal_nu": voor,
                "aantal_dan": na,
            }
