"""Signals of DUO that come in with a levering, turned into proposals."""

from typing import Any

import polars as pl

from vsv.klantvolg.keuring import find_faults
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.personen import encrypt_bsns, find_gevolgden
from vsv.klantvolg.voorstel.afleiden import IS_UITSCHRIJVING, IS_VERHUISD, REGELS, add_regio, derive
from vsv.klantvolg.voorstel.maken import insert_voorstellen, lapse, read_volgers
from vsv.klantvolg.voorstel.onthouden import SIGNAAL, read_uitschrijvingen, remember
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie


def take_signalen(sessie: Sessie, frame: pl.DataFrame) -> pl.DataFrame:
    """Keep signals, make the proposals to which they lead, and let lapse those that make no sense any more.

    A log line is written about each person of whom there is a new proposal, or one that lapsed. The outcome does not
    depend on the order of the rows, on what has been delivered twice, nor on which levering brought what.

    Args:
        sessie: A transaction as vsv_werker.
        frame: regel (Int64, one of a kind), bsn (text), soort (of `vsv.domein.codes.Signaal`), datum, gemeentecode
            (text; null but for UITSCHRIJVING and VERHUISD), ontvangen_op.

    Returns:
        regel, uitkomst, kolom, code, reden: a row for each row of `frame`, by regel. uitkomst is `genomen` (it was not
        told before, or led to a proposal after all), `ongewijzigd`, `niet_gevolgd` (wrong, about somebody nobody
        follows) or `geweigerd`; only the last has a kolom, code and Dutch reden.

    Raises:
        OmgevingFout: The key of the BSN's is not here.
    """
    cur = sessie.cur
    gevolgd = find_gevolgden(cur, frame["bsn"])
    doorstroompunten = _read_doorstroompunten(cur)
    signalen = add_regio(frame, doorstroompunten)
    fout = find_faults(signalen, REGELS, "regel").unique("regel", keep="first", maintain_order=True)
    over_wie = signalen.filter(IS_UITSCHRIJVING | pl.col("bsn").is_in(gevolgd["bsn"].implode()))
    geweigerd = fout.join(over_wie, on="regel", how="semi", maintain_order="left")
    goed = _add_personen(cur, signalen.join(fout, on="regel", how="anti", maintain_order="left"))
    # Of two that contradict each other on the same day the one that came last holds.
    goed = goed.sort("ontvangen_op", "gemeentecode", "regel", descending=[True, True, False])
    goed = goed.unique(SIGNAAL, keep="first", maintain_order=True)
    nieuw = goed.join(remember(cur, goed), on=SIGNAAL, how="semi")
    gemaakt = insert_voorstellen(sessie, _derive(cur, goed.drop_nulls("jongere"), doorstroompunten))
    lapse(sessie)
    leidde_tot = goed.join(gemaakt, left_on=["jongere", "soort", "datum"], right_on=["jongere", "aanleiding", "datum"])
    genomen = pl.concat([nieuw["regel"], leidde_tot["regel"]])
    uitkomst = (
        pl.when(pl.col("code").is_not_null())
        .then(pl.lit("geweigerd"))
        .when(pl.col("regel").is_in(genomen.implode()))
        .then(pl.lit("genomen"))
        .when(pl.col("regel").is_in(fout["regel"].implode()))
        .then(pl.lit("niet_gevolgd"))
        .otherwise(pl.lit("ongewijzigd"))
    )
    return (
        frame.select("regel")
        .join(geweigerd, on="regel", how="left")
        .select("regel", "kolom", "code", "reden", uitkomst=uitkomst)
        .select("regel", "uitkomst", "kolom", "code", "reden")
        .sort("regel")
    )


def _derive(cur: Cursor, bekend: pl.DataFrame, doorstroompunten: pl.DataFrame) -> pl.DataFrame:
    """Return the proposals to which signals about known persons lead, together with what was told before, by regel.

    An uitschrijving is decided about where the person lives now, so a VERHUISD brings earlier ones along.
    """
    geraakt = bekend.filter(IS_UITSCHRIJVING | IS_VERHUISD)["jongere"]
    uitschrijvingen = (
        read_uitschrijvingen(cur, geraakt)
        .join(doorstroompunten, on="regio", how="left")
        .join(bekend.select("jongere", "soort", "datum", "regel"), on=["jongere", "soort", "datum"], how="left")
    )
    signalen = pl.concat([bekend.filter(~IS_UITSCHRIJVING), uitschrijvingen], how="diagonal")
    return derive(signalen, read_volgers(cur, bekend["jongere"])).sort("regel", nulls_last=True, maintain_order=True)


def _read_doorstroompunten(cur: Cursor) -> pl.DataFrame:
    """Read the Doorstroompunt of each region that has one here: regio, doorstroompunt (key)."""
    return fetch(
        cur,
        "SELECT DISTINCT ON (regio) regio, id FROM organisatie WHERE soort = 'doorstroompunt' ORDER BY regio, id",
        {},
        {"regio": pl.Int64, "doorstroompunt": pl.Int64},
    )


def _add_personen(cur: Cursor, signalen: pl.DataFrame) -> pl.DataFrame:
    """Add versleuteld (the BSN) and jongere, after making the persons who left school and are not known yet.

    Whoever is not known and is not to be proposed is not made either: jongere is null.
    """
    uniek = signalen.group_by("bsn", maintain_order=True).agg(uitgeschreven=IS_UITSCHRIJVING.any())
    uniek = uniek.with_columns(encrypt_bsns(cur, uniek["bsn"]))
    nieuw = uniek.filter("uitgeschreven")
    cur.execute("SELECT klantvolg_maak(%(bsns)b::bytea[], %(geboortedata)b::date[])", _question(nieuw))
    found = fetch(
        cur,
        "SELECT volgorde - 1, jongere FROM klantvolg_vind(%(bsns)b::bytea[], %(geboortedata)b::date[])",
        _question(uniek),
        {"plaats": pl.Int64, "jongere": pl.Int64},
    )
    personen = found.select("jongere", bsn=uniek["bsn"].gather(found["plaats"]))
    met_bsn = signalen.join(uniek.select("bsn", "versleuteld"), on="bsn", maintain_order="left")
    return met_bsn.join(personen, on="bsn", how="left", maintain_order="left")


def _question(personen: pl.DataFrame) -> dict[str, Any]:
    geen_data = pl.repeat(None, personen.height, dtype=pl.Date, eager=True)
    return as_arrays({"bsns": personen["versleuteld"], "geboortedata": geen_data})
