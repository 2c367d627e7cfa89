"""Signals of DUO that come in with a levering, turned into proposals."""

import polars as pl

from vsv.klantvolg.keuring import find_faults
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.personen import encrypt_bsns, find_gevolgden
from vsv.klantvolg.voorstel.afleiden import IS_UITSCHRIJVING, REGELS, SLEUTEL, add_regio, derive
from vsv.klantvolg.voorstel.maken import insert_voorstellen, lapse, read_volgers
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie


def take_signalen(sessie: Sessie, frame: pl.DataFrame) -> pl.DataFrame:
    """Make the proposals to which signals lead, and write a log line about each person of whom there is a new one.

    A person whom nobody follows is only kept when a Doorstroompunt is asked to sign up: the encrypted BSN, and no
    more. The outcome does not depend on the order of the rows, nor on what has been delivered twice.

    Args:
        sessie: A transaction as vsv_werker.
        frame: regel (Int64, one of a kind), bsn (text), soort (of `vsv.domein.codes.Signaal`), datum, gemeentecode
            (text; null but for UITSCHRIJVING and VERHUISD), ontvangen_op.

    Returns:
        regel, uitkomst, kolom, code, reden: a row for each row of `frame`, by regel. uitkomst is `genomen` (it led to
        a new proposal), `ongewijzigd` (to nothing new), `niet_gevolgd` or `geweigerd`; only the last has a kolom, code
        and Dutch reden.

    Raises:
        OmgevingFout: The key of the BSN's is not here.
    """
    cur = sessie.cur
    gevolgd = frame.join(find_gevolgden(cur, frame["bsn"]), on="bsn", how="left", maintain_order="left")
    bekend = gevolgd.filter(IS_UITSCHRIJVING | pl.col("jongere").is_not_null())
    bekend = add_regio(bekend, _read_doorstroompunten(cur))
    geweigerd = find_faults(bekend, REGELS, "regel").unique("regel", keep="first", maintain_order=True)
    goed = bekend.join(geweigerd, on="regel", how="anti", maintain_order="left").drop("jongere")
    goed = _add_personen(cur, goed)
    # Of two that contradict each other on the same day the one that came last holds.
    goed = goed.sort("ontvangen_op", "gemeentecode", "regel", descending=[True, True, False])
    kandidaten = derive(goed, read_volgers(cur, goed["jongere"]))
    eerste = kandidaten.unique(SLEUTEL, keep="first", maintain_order=True).sort("regel", maintain_order=True)
    gemaakt = eerste.join(insert_voorstellen(sessie, eerste), on=SLEUTEL, how="semi")
    lapse(sessie)
    uitkomst = (
        pl.when(pl.col("code").is_not_null())
        .then(pl.lit("geweigerd"))
        .when(pl.col("regel").is_in(gemaakt["regel"].implode()))
        .then(pl.lit("genomen"))
        .when(pl.col("regel").is_in(goed["regel"].implode()))
        .then(pl.lit("ongewijzigd"))
        .otherwise(pl.lit("niet_gevolgd"))
    )
    return (
        frame.select("regel")
        .join(geweigerd, on="regel", how="left")
        .select("regel", "kolom", "code", "reden", uitkomst=uitkomst)
        .select("regel", "uitkomst", "kolom", "code", "reden")
        .sort("regel")
    )


def _read_doorstroompunten(cur: Cursor) -> pl.DataFrame:
    """Read the Doorstroompunt of each region that has one here: regio, doorstroompunt (key)."""
    return fetch(
        cur,
        "SELECT DISTINCT ON (regio) regio, id FROM organisatie WHERE soort = 'doorstroompunt' ORDER BY regio, id",
        {},
        {"regio": pl.Int64, "doorstroompunt": pl.Int64},
    )


def _add_personen(cur: Cursor, signalen: pl.DataFrame) -> pl.DataFrame:
    """Add jongere, after making the persons who are to be proposed and are not known yet."""
    uniek = signalen.unique("bsn", maintain_order=True).select("bsn")
    uniek = uniek.with_columns(encrypt_bsns(cur, uniek["bsn"]))
    geen_data = pl.repeat(None, uniek.height, dtype=pl.Date, eager=True)
    vraag = as_arrays({"bsns": uniek["versleuteld"], "geboortedata": geen_data})
    cur.execute("SELECT klantvolg_maak(%(bsns)b::bytea[], %(geboortedata)b::date[])", vraag)
    found = fetch(
        cur,
        "SELECT volgorde - 1, jongere FROM klantvolg_vind(%(bsns)b::bytea[], %(geboortedata)b::date[])",
        vraag,
        {"plaats": pl.Int64, "jongere": pl.Int64},
    )
    personen = found.select("jongere", bsn=uniek["bsn"].gather(found["plaats"]))
    return signalen.join(personen, on="bsn", maintain_order="left")
