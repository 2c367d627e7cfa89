"""Giving refused rows back to who sent them, in a form that can be mended and sent again."""

from pathlib import Path

import polars as pl

from vsv.bronnen.uitval import read_uitval_rows
from vsv.bronnen.uitwisselformaat import TABELLEN
from vsv.bronnen.verslag import read_verslag
from vsv.bronnen.wegschrijven import write_private
from vsv.domein.fouten import Fout, InvoerFout
from vsv.toegang.service import Wie, als_dienst

_WAAROM = ["tabel", "regel", "kolom", "code", "reden", "alsnog_genomen"]


def read_uitval(wie: Wie, levering: int) -> pl.DataFrame:
    """Read the refused rows of a levering, BSN's in full; this is logged, also per person where that is known.

    Returns:
        A row per fault: tabel, regel (line in the file), kolom, code, reden, alsnog_genomen (the later levering with
        which the row was taken after all, or null), and then as text the columns of every table that occurs.

    Raises:
        InvoerFout: There is no levering with this number.
        OmgevingFout: The key with which the rows were encrypted is not here.
    """
    with als_dienst(wie) as sessie:
        read_verslag(sessie.cur, levering)
        uitval = read_uitval_rows(sessie.cur, levering)
        sessie.log("bronnen.uitval_inzien", bijzonderheden={"levering": levering, "rijen": uitval.height})
        sessie.log_many("bronnen.uitval_inzien", uitval["jongere"].drop_nulls().unique().to_list())
    waarom = pl.DataFrame(schema={kolom: uitval.schema[kolom] for kolom in _WAAROM})
    delen = [
        deel.with_columns(pl.col("inhoud").str.json_decode(pl.Struct(dict.fromkeys(tabel.namen, pl.String))))
        .unnest("inhoud")
        .drop("jongere")
        for naam, tabel in TABELLEN.items()
        if not (deel := uitval.filter(tabel=naam)).is_empty()
    ]
    return pl.concat([waarom, *delen], how="diagonal")


def write_uitval(wie: Wie, levering: int, pad: Path) -> int:
    """Write the refused rows of a levering to a CSV file that only its owner can read; return how many lines.

    Raises:
        InvoerFout: There is no levering with this number, or the file is no `.csv`.
        OSError: The file can't be written; what stood there is still there.
    """
    if pad.suffix.lower() != ".csv":
        raise InvoerFout(
            Fout("UITVOER_SOORT", "Dit bestand eindigt niet op .csv.", str(pad), "Kies een naam die op .csv eindigt.")
        )
    uitval = read_uitval(wie, levering)
    with write_private(pad) as made:
        made.write_text(uitval.write_csv(), "utf-8")  # of a full disk Python says that it is full, Polars not
    return uitval.height
