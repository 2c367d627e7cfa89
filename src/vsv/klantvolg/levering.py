"""Aanmeldingen that come in with a levering: those of many organisations at once, ended ones included.

The service itself delivers these, for instance when it takes over from a predecessor. So a birth date may be
unknown here, an aanmelddatum may lie ahead, and a past that is over may come along. An aanmelding is recognised by
organisatie, BSN and aanmelddatum: it is added once, and a later levering can end it, or tell a kenmerk or birth
date. What was known here before and isn't told again stays.
"""

from datetime import date

import polars as pl

from vsv.klantvolg.aanmeldingen import read_bestaand
from vsv.klantvolg.keuring import (
    BSN_ONGELDIG,
    GEBOORTEDATUM_WIJKT_AF,
    KENMERK_TE_LANG,
    LEEFTIJD,
    Regel,
    find_faults,
)
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.klantvolg.personen import encrypt_bsns
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie

_EINDE = pl.lit(date.max)
"""Stands for an afmelddatum that is not known, so that ranges can be compared."""

_WIE = ["organisatie", "jongere"]

_LOSSE_RIJ = [
    Regel(
        "ORGANISATIE_ONBEKEND",
        "organisatie_oin",
        "Deze organisatie is hier niet bekend. Voeg haar eerst toe met 'vsv organisatie voeg-toe'.",
        pl.col("organisatie").is_null(),
    ),
    BSN_ONGELDIG,
    KENMERK_TE_LANG,
    Regel(
        "AFMELDDATUM_TE_VROEG",
        "afmelddatum",
        "De afmelddatum ligt voor de aanmelddatum.",
        pl.col("afmelddatum") < pl.col("aanmelddatum"),
    ),
    Regel(
        "DUBBEL_IN_LEVERING",
        "bsn",
        "Deze aanmelding staat al eerder in deze levering, met andere gegevens.",
        pl.struct("organisatie_oin", "bsn", "aanmelddatum").is_first_distinct().not_(),
    ),
    LEEFTIJD,
]
_NAAST_WAT_BEKEND_IS = [
    GEBOORTEDATUM_WIJKT_AF,
    LEEFTIJD,
    Regel(
        "AFMELDDATUM_WIJKT_AF",
        "afmelddatum",
        "Deze aanmelding is hier al geëindigd op {}. Een afmelding wordt niet meer gewijzigd.",
        pl.col("afmelddatum") != pl.col("afmelddatum_hier"),
        pl.col("afmelddatum_hier").dt.to_string("%d-%m-%Y"),
    ),
    Regel(
        "AANMELDING_OVERLAPT",
        "aanmelddatum",
        "De organisatie volgt deze jongere al in een deel van deze tijd: een andere aanmelding begint op {}.",
        pl.col("overlapt_met").is_not_null(),
        pl.col("overlapt_met").dt.to_string("%d-%m-%Y"),
    ),
]


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
    fout = find_faults(rijen, _LOSSE_RIJ, "regel")
    rijen = _add_personen(sessie.cur, _without(rijen, fout))
    rijen = _compare(rijen, read_bestaand(sessie.cur, rijen["jongere"]))
    botst = find_faults(rijen, _NAAST_WAT_BEKEND_IS, "regel")
    rijen = _without(rijen, botst)
    _write(sessie, rijen)
    uitkomst = pl.when("wijzigt").then(pl.lit("genomen")).otherwise(pl.lit("ongewijzigd"))
    geweigerd = pl.concat([fout, botst]).unique("regel", keep="first", maintain_order=True)
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


def _compare(rijen: pl.DataFrame, bestaand: pl.DataFrame) -> pl.DataFrame:
    """Add what each row means next to what is here.

    Returns:
        The rows with aanmelding (its key, null = new), afmelddatum_hier, eindigt (it ends that one), wijzigt
        (something of it is new here), and overlapt_met (aanmelddatum of another one it overlaps with, or null).
    """
    hier = bestaand.sort("afmelddatum", nulls_last=True).unique([*_WIE, "aanmelddatum"], keep="last")
    nieuw, open_hier = pl.col("aanmelding").is_null(), pl.col("afmelddatum_hier").is_null()
    rijen = rijen.join(
        hier, on=[*_WIE, "aanmelddatum"], how="left", suffix="_hier", maintain_order="left"
    ).with_columns(
        eindigt=~nieuw & open_hier & pl.col("afmelddatum").is_not_null(),
        hernoemt=~nieuw & pl.col("kenmerk").is_not_null() & pl.col("kenmerk").ne_missing(pl.col("kenmerk_hier")),
    )
    overlap = _find_overlap(rijen, bestaand)
    return rijen.join(overlap, on="regel", how="left", maintain_order="left").with_columns(
        wijzigt=nieuw | pl.col("eindigt") | pl.col("hernoemt") | pl.col("vult")
    )


def _find_overlap(rijen: pl.DataFrame, bestaand: pl.DataFrame) -> pl.DataFrame:
    """Find the new aanmeldingen that overlap another: one that is here, or one that begins earlier in this levering.

    Returns:
        regel, overlapt_met (aanmelddatum of the other).
    """
    einde = pl.coalesce("afmelddatum", _EINDE)
    nieuw = rijen.filter(pl.col("aanmelding").is_null()).select("regel", *_WIE, "aanmelddatum", einde=einde)
    geeindigd = rijen.filter("eindigt").select("aanmelding", geeindigd="afmelddatum")
    hier = bestaand.join(geeindigd, on="aanmelding", how="left").select(
        *_WIE, "aanmelddatum", einde=pl.coalesce("afmelddatum", "geeindigd", _EINDE)
    )
    ander = pl.concat([hier, nieuw], how="diagonal")
    begin, begin_ander = pl.col("aanmelddatum"), pl.col("aanmelddatum_ander")
    gaat_voor = (begin_ander < begin) | ((begin_ander == begin) & (pl.col("regel_ander") < pl.col("regel")))
    return (
        nieuw.join(ander, on=_WIE, suffix="_ander")
        .filter(
            pl.col("regel_ander").is_null() | gaat_voor,
            pl.max_horizontal("aanmelddatum", "aanmelddatum_ander") < pl.min_horizontal("einde", "einde_ander"),
        )
        .group_by("regel")
        .agg(overlapt_met=pl.col("aanmelddatum_ander").min())
    )


def _write(sessie: Sessie, rijen: pl.DataFrame) -> None:
    """Write what the rows say that is new here, what ends before what begins, and log it."""
    nieuw = rijen.filter(pl.col("aanmelding").is_null())
    eindigt = rijen.filter("eindigt")
    rest = rijen.filter(pl.col("wijzigt") & pl.col("aanmelding").is_not_null() & ~pl.col("eindigt"))
    _fill_geboortedata(sessie.cur, rijen.filter("vult"))
    _update(sessie.cur, rijen.filter(pl.col("eindigt") | pl.col("hernoemt")))
    _insert(sessie.cur, nieuw)
    for actie, groep in [("aanmelden", nieuw), ("afmelden", eindigt), ("wijzigen", rest)]:
        sessie.log_many(f"klantvolg.{actie}", groep["jongere"].to_list())


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
