"""Ending aanmeldingen of the acting organisation, one or thousands, within a session.

What is known of an end is never changed afterwards, because past reports rest on it. So the same request twice is
once, and another end for the same aanmelding is refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import in_woorden
from vsv.klantvolg.keuring import Regel, find_faults
from vsv.klantvolg.kolommen import as_arrays, fetch
from vsv.opslag.service import Cursor
from vsv.toegang.service import Sessie

OVERGEDRAGEN: Final = "OVERGEDRAGEN"
NIEMAND: Final = 0
"""The key of nobody: identities begin at 1."""

AFSLUITING: Final = {"jongere": pl.Int64, "datum": pl.Date, "reden": pl.String, "naar": pl.Int64}
"""What is asked for: a row a person, datum the first day no longer followed, and for OVERGEDRAGEN to whom (a key)."""


@dataclass(frozen=True, slots=True, eq=False)
class Afsluiting:
    """What became of the ends that were asked for; those that are in neither frame have been written.

    Attributes:
        gelijk: jongere of the rows that had been written before, just so.
        fouten: jongere, kolom, code, reden: the first fault of each row that is refused.
    """

    gelijk: pl.DataFrame
    fouten: pl.DataFrame

    @property
    def al_bekend(self) -> bool:
        """Whether something had been written before."""
        return not self.gelijk.is_empty()


def sign_off(sessie: Sessie, rijen: pl.DataFrame, *, vandaag: date) -> Afsluiting:
    """End aanmeldingen, hand over where a row says to whom, and write a log line about each person.

    Until the end of the transaction nobody else ends these, nor signs up whom the receivers get.

    Args:
        sessie: A transaction for one organisation.
        rijen: The columns of `AFSLUITING`, jongere one of a kind.
        vandaag: The date today.
    """
    cur = sessie.cur
    cur.execute("SELECT klantvolg_beurt(vsv_organisatie() || %b::bigint[])", (rijen["naar"].drop_nulls().to_list(),))
    rijen = _add_standen(cur, rijen)
    gelijk = rijen.filter(
        pl.col("afmelddatum") == pl.col("datum"),
        pl.col("afmeldreden") == pl.col("reden"),
        pl.col("overgedragen_aan").eq_missing(pl.col("naar")),
    )
    rest = rijen.join(gelijk, on="jongere", how="anti", maintain_order="left")
    fouten = find_faults(rest, _regels(sessie, vandaag), "jongere").unique("jongere", keep="first", maintain_order=True)
    goed = rest.join(fouten, on="jongere", how="anti", maintain_order="left")
    _write(cur, goed)
    _receive(sessie, goed.filter(pl.col("naar").is_not_null()))
    _log(sessie, rijen, goed)
    return Afsluiting(gelijk.select("jongere"), fouten)


def _add_standen(cur: Cursor, rijen: pl.DataFrame) -> pl.DataFrame:
    """Add how each person stands here, and at whom the row hands over to, and keep that so for this transaction.

    Returns:
        The rows with aanmelding (the open one, or else the one that ended last; null = never followed), aanmelddatum,
        uiterlijk, afmelddatum, afmeldreden, overgedragen_aan; naar_oin, naar_naam, and volgde_later: that organisation
        followed the person after datum.
    """
    standen = fetch(
        cur,
        """
        WITH eigen AS MATERIALIZED (
            SELECT a.id, a.jongere, a.aanmelddatum, a.uiterlijk, a.afmelddatum, a.afmeldreden, a.overgedragen_aan
            FROM aanmelding a
            WHERE a.organisatie = vsv_organisatie() AND a.jongere = ANY (%(jongeren)b::bigint[])
            ORDER BY a.id FOR UPDATE)
        SELECT DISTINCT ON (jongere) * FROM eigen ORDER BY jongere, afmelddatum DESC NULLS FIRST, id DESC
        """,
        {"jongeren": rijen["jongere"]},
        {
            "aanmelding": pl.Int64,
            "jongere": pl.Int64,
            "aanmelddatum": pl.Date,
            "uiterlijk": pl.Date,
            "afmelddatum": pl.Date,
            "afmeldreden": pl.String,
            "overgedragen_aan": pl.Int64,
        },
    )
    naar = fetch(
        cur,
        "SELECT id, oin, naam FROM organisatie WHERE id = ANY (%(naar)b::bigint[])",
        {"naar": rijen["naar"].drop_nulls().unique()},
        {"naar": pl.Int64, "naar_oin": pl.String, "naar_naam": pl.String},
    )
    later = fetch(
        cur,
        "SELECT jongere, true FROM klantvolg_volgde_later(%(jongeren)b, %(naar)b::bigint[], %(data)b)",
        {"jongeren": rijen["jongere"], "naar": rijen["naar"], "data": rijen["datum"]},
        {"jongere": pl.Int64, "volgde_later": pl.Boolean},
    )
    rijen = rijen.join(standen, on="jongere", how="left", maintain_order="left")
    rijen = rijen.join(naar, on="naar", how="left", maintain_order="left")
    return rijen.join(later, on="jongere", how="left", maintain_order="left")


def _regels(sessie: Sessie, vandaag: date) -> Sequence[Regel]:
    eigen = sessie.wie.organisatie.id if sessie.wie.organisatie else NIEMAND
    datum, draagt_over = pl.col("datum"), pl.col("naar").is_not_null()
    return [
        Regel(
            "NIET_AANGEMELD",
            "BSN",
            "U volgt deze jongere niet. Kijk of het BSN en de organisatie kloppen.",
            pl.col("aanmelding").is_null(),
        ),
        Regel(
            "AL_AFGEMELD",
            "",
            "Deze jongere is al afgemeld vanaf {}."
            " Een afmelding wordt niet meer gewijzigd. Meld de jongere opnieuw aan als u die weer volgt.",
            pl.col("afmelddatum").is_not_null(),
            pl.format("{}, met reden {}", in_woorden("afmelddatum"), pl.col("afmeldreden")),
        ),
        Regel(
            "NAAR_UZELF",
            "organisatie",
            "U volgt deze jongere zelf al. Kies een andere organisatie.",
            pl.col("naar") == eigen,
        ),
        Regel(
            "LEEFTIJD",
            "datum",
            "Deze jongere is dan 27 of ouder. Overdragen kan niet meer.",
            draagt_over & (pl.col("uiterlijk") <= datum),
        ),
        Regel(
            "AFMELDDATUM_TE_VROEG",
            "datum",
            "U volgt deze jongere pas vanaf {}. Kies die dag of later.",
            datum < pl.col("aanmelddatum"),
            in_woorden("aanmelddatum"),
        ),
        Regel(
            "DATUM_IN_TOEKOMST",
            "datum",
            "Deze datum ligt in de toekomst. Geef het door als het zover is.",
            datum > pl.max_horizontal(pl.lit(vandaag), "aanmelddatum"),
        ),
        Regel(
            "AANMELDING_OVERLAPT",
            "datum",
            "{} heeft deze jongere na die dag al gevolgd. Spreek samen een latere dag af.",
            pl.col("volgde_later"),
            pl.col("naar_naam"),
        ),
    ]


def _write(cur: Cursor, rijen: pl.DataFrame) -> None:
    cur.execute(
        """
        UPDATE aanmelding a
        SET afmelddatum = v.datum, afmeldreden = v.reden, overgedragen_aan = v.naar, afgemeld_op = clock_timestamp()
        FROM unnest(%(ids)b::bigint[], %(data)b::date[], %(redenen)b::text[], %(naar)b::bigint[])
             AS v (id, datum, reden, naar)
        WHERE a.id = v.id
        """,
        as_arrays(
            {"ids": rijen["aanmelding"], "data": rijen["datum"], "redenen": rijen["reden"], "naar": rijen["naar"]}
        ),
    )


def _receive(sessie: Sessie, rijen: pl.DataFrame) -> None:
    """Open the aanmeldingen at the receivers."""
    wie = sessie.wie
    uitkomsten = fetch(
        sessie.cur,
        """
        SELECT klantvolg_ontvang(v.jongere, v.naar, v.datum, %(actor)s, %(oorsprong)s, %(trace)s)
        FROM unnest(%(jongeren)b::bigint[], %(naar)b::bigint[], %(data)b::date[]) AS v (jongere, naar, datum)
        """,
        {
            "actor": wie.actor,
            "oorsprong": wie.oorsprong,
            "trace": wie.trace,
            "jongeren": rijen["jongere"],
            "naar": rijen["naar"],
            "data": rijen["datum"],
        },
        {"uitkomst": pl.String},
    )
    if "AANMELDING_OVERLAPT" in uitkomsten["uitkomst"]:
        raise InvoerFout(  # a receiver ended an aanmelding since we looked
            Fout(
                "AANMELDING_OVERLAPT", "Een andere organisatie wijzigde iets op hetzelfde moment. Probeer het opnieuw."
            )
        )


def _log(sessie: Sessie, rijen: pl.DataFrame, goed: pl.DataFrame) -> None:
    """Write a log line about each person who is or was followed here: of nobody else there is anything to know."""
    for (reden, oin), groep in goed.group_by("reden", "naar_oin", maintain_order=True):
        actie = "klantvolg.overdragen" if oin else "klantvolg.afmelden"
        sessie.log_many(actie, groep["jongere"].to_list(), {"naar": oin} if oin else {"reden": reden})
    rest = rijen.filter(pl.col("aanmelding").is_not_null()).join(goed, on="jongere", how="anti")
    sessie.log_many("klantvolg.opzoeken", rest["jongere"].to_list())
