"""Aanmeldingen that come in with a levering: those of many organisations at once, ended ones included.

The service itself delivers these, for instance when it takes over from a predecessor. So a birth date may be
unknown here, an aanmelddatum may lie ahead, and a past that is over may come along. An aanmelding is recognised by
organisatie, BSN and aanmelddatum: it is added once, and a later levering can end it, or tell a kenmerk or birth
date. What was known here before and isn't told again stays.
"""

import polars as pl

from vsv.klantvolg.aanmeldingen import read_bestaand
from vsv.klantvolg.keuring import find_faults
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.personen import encrypt_bsns
from vsv.klantvolg.vergelijking import LOSSE_RIJ, NAAST_WAT_BEKEND_IS, compare, find_overlap
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie


def take_aanmeldingen(sessie: Sessie, frame: pl.DataFrame) -> pl.DataFrame:
    """Take the aanmeldingen of a levering, and write a log line about each person of whom something changed.

    Args:
        sessie: A transaction as vsv_werker.
        frame: regel (Int64, one of a kind), organisatie_oin, bsn (text), geboortedatum (Date or null), aanmelddatum,
            afmelddatum (Date or null), kenmerk (text or null).

    Returns:
        regel, uitkomst, kolom, code, reden: a row for each row of `frame`, by regel. uitkomst is `genomen`,
        `ongewijzigd` (all of it was here already) or `geweigerd`; only the last has a kolom, code and Dutch reden,
        those of its first fault.

    Raises:
        OmgevingFout: The key of the BSN's is not here.
    """
    inhoud = [kolom for kolom in frame.columns if kolom != "regel"]
    rijen = frame.with_columns(eerste=pl.col("regel").min().over(inhoud))
    uitkomst = _take_once(sessie, rijen.filter(pl.col("regel") == pl.col("eerste")).drop("eerste").sort("regel"))
    herhaald = pl.col("regel") != pl.col("eerste")
    return (
        rijen.select("regel", "eerste")
        .join(uitkomst, left_on="eerste", right_on="regel", how="left")
        .with_columns(
            uitkomst=pl.when(herhaald & (pl.col("uitkomst") == "genomen"))
            .then(pl.lit("ongewijzigd"))
            .otherwise("uitkomst")
        )
        .drop("eerste")
        .sort("regel")
    )


def _take_once(sessie: Sessie, frame: pl.DataFrame) -> pl.DataFrame:
    """Do the same for rows of which no two are equal."""
    rijen = frame.join(_read_organisaties(sessie.cur), on="organisatie_oin", how="left", maintain_order="left")
    los = find_faults(rijen, LOSSE_RIJ, "regel")
    rijen = _add_personen(sessie.cur, _without(rijen, los))
    bestaand = read_bestaand(sessie.cur, rijen["jongere"])
    rijen = compare(rijen, bestaand)
    botst = find_faults(rijen, NAAST_WAT_BEKEND_IS, "regel")
    overlapt = find_overlap(_without(rijen, botst), bestaand)
    geweigerd = pl.concat([los, botst, overlapt]).unique("regel", keep="first", maintain_order=True)
    rijen = _without(rijen, geweigerd)
    _write(sessie, rijen)
    uitkomst = pl.when("wijzigt").then(pl.lit("genomen")).otherwise(pl.lit("ongewijzigd"))
    return pl.concat(
        [
            geweigerd.select("regel", pl.lit("geweigerd").alias("uitkomst"), "kolom", "code", "reden"),
            rijen.select("regel", uitkomst=uitkomst),
        ],
        how="diagonal",
    )


def _without(rijen: pl.DataFrame, fouten: pl.DataFrame) -> pl.DataFrame:
    return rijen.join(fouten, on="regel", how="anti", maintain_order="left")


def _read_organisaties(cur: Cursor) -> pl.DataFrame:
    return fetch(cur, "SELECT oin, id FROM organisatie", {}, {"organisatie_oin": pl.String, "organisatie": pl.Int64})


def _add_personen(cur: Cursor, rijen: pl.DataFrame) -> pl.DataFrame:
    """Make the persons who are not known yet, and add what is known of all.

    Returns:
        The rows with versleuteld (the BSN), jongere, geboortedatum (the one known where none was given),
        geboortedatum_klopt, and vult: tells a birth date that was not known.
    """
    cur.execute("SELECT klantvolg_beurt(%b)", (rijen["organisatie"].unique().to_list(),))
    rijen = rijen.with_columns(encrypt_bsns(cur, rijen["bsn"]))
    vraag = {"bsns": rijen["versleuteld"], "geboortedata": rijen["geboortedatum"]}
    cur.execute("SELECT klantvolg_maak(%(bsns)b, %(geboortedata)b::date[])", as_arrays(vraag))
    personen = fetch(
        cur,
        """
        SELECT j.id, j.geboortedatum
        FROM unnest(%(bsns)b::bytea[]) WITH ORDINALITY AS v (bsn, plaats) JOIN jongere j USING (bsn)
        ORDER BY v.plaats
        """,
        {"bsns": rijen["versleuteld"]},
        {"jongere": pl.Int64, "bekend": pl.Date},
    )
    # Of birth dates that differ the same one counts as in the database: the first.
    bekend = pl.coalesce("bekend", pl.col("geboortedatum").min().over("jongere"))
    return rijen.hstack(personen).with_columns(
        geboortedatum=pl.coalesce("geboortedatum", bekend),
        geboortedatum_klopt=pl.col("geboortedatum") == bekend,
        vult=pl.col("bekend").is_null() & pl.col("geboortedatum").is_not_null(),
    )


def _write(sessie: Sessie, rijen: pl.DataFrame) -> None:
    """Write what the rows say that is new here, what ends before what begins, and log it."""
    nieuw = rijen.filter(pl.col("aanmelding").is_null())
    eindigt = rijen.filter("eindigt")
    rest = rijen.filter(pl.col("wijzigt") & pl.col("aanmelding").is_not_null() & ~pl.col("eindigt"))
    _fill_geboortedata(sessie.cur, rijen.filter("vult"))
    _update(sessie.cur, rijen.filter(pl.col("eindigt") | pl.col("hernoemt")))
    _insert(sessie.cur, nieuw)
    sessie.log_many("klantvolg.aanmelden", nieuw["jongere"].to_list())
    sessie.log_many("klantvolg.afmelden", eindigt["jongere"].to_list())
    sessie.log_many("klantvolg.wijzigen", rest["jongere"].to_list())


def _fill_geboortedata(cur: Cursor, rijen: pl.DataFrame) -> None:
    params = as_arrays({"bsns": rijen["versleuteld"], "geboortedata": rijen["geboortedatum"]})
    cur.execute("SELECT klantvolg_vul_geboortedatum(%(bsns)b, %(geboortedata)b::date[])", params)


def _update(cur: Cursor, rijen: pl.DataFrame) -> None:
    cur.execute(
        """
        UPDATE aanmelding a
        SET kenmerk = coalesce(v.kenmerk, a.kenmerk),
            afmelddatum = coalesce(a.afmelddatum, v.afmelddatum),
            afmeldreden = coalesce(a.afmeldreden, CASE WHEN v.afmelddatum IS NOT NULL THEN 'ANDERS' END),
            afgemeld_op = coalesce(a.afgemeld_op, CASE WHEN v.afmelddatum IS NOT NULL THEN clock_timestamp() END)
        FROM unnest(%(ids)b::bigint[], %(afmelddata)b::date[], %(kenmerken)b::text[]) AS v (id, afmelddatum, kenmerk)
        WHERE a.id = v.id
        """,
        as_arrays({"ids": rijen["aanmelding"], "afmelddata": rijen["afmelddatum"], "kenmerken": rijen["kenmerk"]}),
    )


def _insert(cur: Cursor, rijen: pl.DataFrame) -> None:
    cur.execute(
        """
        SELECT klantvolg_voeg_toe(%(organisaties)b::bigint[], %(bsns)b::bytea[], %(aanmelddata)b::date[],
                                  %(afmelddata)b::date[], %(kenmerken)b::text[])
        """,
        as_arrays(
            {
                "organisaties": rijen["organisatie"],
                "bsns": rijen["versleuteld"],
                "aanmelddata": rijen["aanmelddatum"],
                "afmelddata": rijen["afmelddatum"],
                "kenmerken": rijen["kenmerk"],
            }
        ),
    )
