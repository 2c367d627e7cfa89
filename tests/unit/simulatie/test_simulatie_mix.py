"""Seen through the rules, the synthetic Netherlands looks like the one that is described."""

import polars as pl
import pytest

from vsv.domein.kolommen import ikv_sleutel
from vsv.prioriteit.service import Feiten, geldig_op, prioriteer
from vsv.simulatie.service import Nederland


@pytest.fixture(scope="module")
def uitkomst(nederland: Nederland) -> pl.DataFrame:
    tabellen = {
        naam: tabel.with_columns(pl.col("bsn").cast(pl.Int64).alias("jongere"), volgnummer=pl.int_range(pl.len()))
        for naam, tabel in nederland.tabellen.items()
    }
    for naam, tabel in tabellen.items():
        if "ontvangen_op" in tabel.columns:
            tabellen[naam] = tabel.with_columns(pl.col("ontvangen_op").dt.timestamp("us"))
        if "nummer_ikv" in tabel.columns:
            tabellen[naam] = tabellen[naam].with_columns(ikv=ikv_sleutel())
    einde = pl.col("datum_einde").fill_null(pl.col("datum_begin").dt.month_end())
    dag = pl.col("beantwoord_op").dt.convert_time_zone("Europe/Amsterdam").dt.date()
    feiten = Feiten(
        aanmeldingen=tabellen["aanmeldingen"].rename({"volgnummer": "aanmelding"}),
        bevragingen=tabellen["bevragingen"].with_columns(dag.alias("beantwoord_op")),
        ikv=tabellen["inkomstenverhoudingen"],
        ikp=tabellen["inkomstenperiodes"],
        iko=tabellen["inkomstenopgaven"].with_columns(einde.alias("datum_einde")),
        uitkeringen=tabellen["uitkeringen"],
        doelgroep=tabellen["doelgroepregister"],
    )
    return prioriteer(feiten, nederland.tot, geldig_op(nederland.tot))


@pytest.mark.parametrize(
    ("prioriteit", "minst", "meest"),
    [(0, 0.005, 0.03), (1, 0.27, 0.33), (2, 0.05, 0.13), (3, 0.44, 0.58), (4, 0.02, 0.06), (5, 0.04, 0.10)],
)
def test_priorities_divide_plausibly(prioriteit: int, minst: float, meest: float, uitkomst: pl.DataFrame) -> None:
    """About three in ten without work and benefit: 54,000 of 176,000."""
    assert minst < (uitkomst["prioriteit"] == prioriteit).mean() < meest  # type: ignore[operator]  # a fraction


@pytest.mark.parametrize(
    "vlag",
    ["BIJNA_27", "IKV_GESTART", "IKV_GEEINDIGD", "LAGE_UREN", "ONBEKENDE_INKOMENSCODE", "OPEN_DIENSTVERBAND"],
)
def test_every_flag_occurs(vlag: str, uitkomst: pl.DataFrame) -> None:
    assert uitkomst["vlaggen"].str.contains(vlag, literal=True).any()


@pytest.mark.parametrize("reden", ["BRON_ONBEANTWOORD_POLIS", "BRON_ONBEANTWOORD_PW", "ONBEKENDE_INKOMENSCODE"])
def test_every_reason_for_np_occurs(reden: str, uitkomst: pl.DataFrame) -> None:
    assert uitkomst["redenen"].str.contains(reden, literal=True).any()
