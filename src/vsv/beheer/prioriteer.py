"""Priorities for a folder of tables, without a database: for analysts, tests and other engines.

Reads the uitwisselformaat, asks the engine, and writes one table `prioriteiten`. Keys exist only while
it runs: a jongere is the number of the BSN, an aanmelding the line it stands on.
"""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from vsv.bronnen.service import read_levering
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import ikv_sleutel
from vsv.domein.perioden import AMSTERDAM
from vsv.prioriteit.service import Feiten, geldig_op, laad, prioriteer

_REGEL: Final = "regel"
_EINDES: Final = (".csv", ".parquet")


def prioriteer_map(
    invoer: Path, peildatum: date, uitvoer: Path, regelset: str | None = None, motor: str = "polars"
) -> int:
    """Compute the priorities as of a day from a folder of tables.

    Args:
        invoer: Folder in the uitwisselformaat; only the table `aanmeldingen` is required.
        peildatum: The day as of which, by what was known on that day.
        uitvoer: File to write, `.csv` or `.parquet`; it appears when it is complete, and then replaces
            what was there.
        regelset: Name of a rule set; by default the one that holds on the peildatum.
        motor: `polars`, `duckdb` or `spark`.

    Returns:
        How many rows were written: one per active aanmelding, ordered by organisatie_oin, bsn and
        aanmelddatum.

    Raises:
        InvoerFout: Something in the folder can't be taken, or an option is unknown; says every fault
            (the first hundred, and the count of all), and nothing is written.
        OmgevingFout: The motor is not installed here.
    """
    if uitvoer.suffix not in _EINDES:
        reden, advies = "Dit soort bestand kan niet worden geschreven.", f"Kies een naam op {' of '.join(_EINDES)}."
        raise InvoerFout(Fout("UITVOER_SOORT", reden, str(uitvoer), advies))
    regels = laad(regelset) if regelset else geldig_op(peildatum)
    levering = read_levering(invoer, vereist=["aanmeldingen"], zonder=["duo_signalen"])  # no rule looks at those
    levering.require_no_uitval()
    uitkomst = prioriteer(_feiten(levering.tabellen), peildatum, regels, motor)
    prioriteiten = _prioriteiten(uitkomst, levering.tabellen["aanmeldingen"], peildatum, regels.naam)
    _write(prioriteiten, uitvoer)
    return prioriteiten.height


def _feiten(tabellen: dict[str, pl.DataFrame]) -> Feiten:
    """Give the tables the keys and columns the engine asks for; of two records in a tie the last line holds."""
    jongere = pl.col("bsn").cast(pl.Int64).alias("jongere")
    versie = (jongere, pl.col("ontvangen_op").cast(pl.Int64), pl.col(_REGEL).alias("volgnummer"))
    van_ikv = (*versie, ikv_sleutel().alias("ikv"))
    dag = pl.col("beantwoord_op").dt.convert_time_zone(str(AMSTERDAM)).dt.date()
    return Feiten(
        aanmeldingen=tabellen["aanmeldingen"].with_columns(jongere, pl.col(_REGEL).alias("aanmelding")),
        bevragingen=tabellen["bevragingen"].with_columns(jongere, dag),
        ikv=tabellen["inkomstenverhoudingen"].with_columns(van_ikv),
        ikp=tabellen["inkomstenperiodes"].with_columns(van_ikv),
        iko=tabellen["inkomstenopgaven"].with_columns(van_ikv),
        uitkeringen=tabellen["uitkeringen"].with_columns(versie),
        doelgroep=tabellen["doelgroepregister"].with_columns(versie),
    )


def _prioriteiten(uitkomst: pl.DataFrame, aanmeldingen: pl.DataFrame, peildatum: date, regelset: str) -> pl.DataFrame:
    """Return the outcome as the table `prioriteiten` of the uitwisselformaat."""
    van = aanmeldingen.select("organisatie_oin", "bsn", "aanmelddatum", pl.col(_REGEL).alias("aanmelding"))
    prioriteit = pl.col("prioriteit").cast(pl.String)
    return (
        uitkomst.join(van, on="aanmelding")
        .sort("organisatie_oin", "bsn", "aanmelddatum")
        .select(
            "organisatie_oin",
            "bsn",
            pl.lit(peildatum).alias("peildatum"),
            pl.when(prioriteit == "0").then(pl.lit("NP")).otherwise(prioriteit).alias("prioriteit"),
            pl.col("loonperiode").dt.strftime("%Y-%m"),
            "loon",
            "uren",
            "redenen",
            "vlaggen",
            pl.when("doelgroepregister").then(pl.lit("J")).otherwise(pl.lit("N")).alias("doelgroepregister"),
            pl.lit(regelset).alias("regelset"),
        )
    )


def _write(tabel: pl.DataFrame, pad: Path) -> None:
    with TemporaryDirectory(dir=pad.parent, prefix=".vsv-") as folder:
        made = Path(folder, pad.name)
        if pad.suffix == ".csv":
            tabel.write_csv(made, line_terminator="\r\n", quote_style="never")  # no value has a comma in it
        else:
            tabel.write_parquet(made)
        made.replace(pad)
