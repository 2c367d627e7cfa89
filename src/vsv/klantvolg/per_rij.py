"""Ending aanmeldingen of persons known by uuid, each row with a day, a reason and a receiver of its own."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import polars as pl

from vsv.klantvolg.afsluiten import sign_off
from vsv.klantvolg.keuring import Regel, find_faults
from vsv.klantvolg.kolommen import fetch
from vsv.toegang.service import Recht, Sessie, Wie, namens

EINDE: Final = {"rij": pl.Int64, "jongere": pl.String, "datum": pl.Date, "reden": pl.String, "naar": pl.Int64}
"""What is asked for: a row an end, rij one of a kind, jongere a uuid in lower case; datum the first day no longer
followed, reden of `Afmeldreden` or OVERGEDRAGEN, and for the latter naar: to whom (a key, null = there is none such).
"""

_STAND: Final = {"sleutel": pl.Int64, "afmelddatum": pl.Date, "afmeldreden": pl.String, "overgedragen_aan": pl.String}

_VOORAF: Final[Sequence[Regel]] = [
    Regel(
        "JONGERE_ONBEKEND",
        "jongere",
        "Uw organisatie volgt geen jongere met dit nummer.",
        pl.col("sleutel").is_null(),
    ),
    Regel(
        "DUBBEL_IN_BESTAND",
        "jongere",
        "Deze jongere staat al in rij {}. Laat een van beide staan.",
        pl.col("rij") != pl.col("eerste_rij"),
        pl.col("eerste_rij"),
    ),
    Regel(
        "ORGANISATIE_ONBEKEND",
        "naar",
        "Deze organisatie gebruikt VSV-monitor niet.",
        (pl.col("reden") == "OVERGEDRAGEN") & pl.col("naar").is_null(),
    ),
]


def sluit_allen_af(wie: Wie, rijen: pl.DataFrame, *, vandaag: date) -> pl.DataFrame:
    """End aanmeldingen at the organisation of `wie`, as far as each can end, in one transaction.

    Args:
        wie: Who acts, with the right AANMELDEN.
        rijen: The columns of `EINDE`.
        vandaag: The date today; no end lies after it.

    Returns:
        A row for each that was asked, in that order: rij; uitkomst, one of GEDAAN, AL_BEKEND (it had been written
        before, just so) and GEWEIGERD; code, kolom (of `EINDE`) and zin of the first fault when refused; and when it
        is refused because the aanmelding had ended already (AL_AFGEMELD) how that stands there: afmelddatum,
        afmeldreden, overgedragen_aan (OIN).

    Raises:
        InvoerFout: Another organisation changed something at the same moment; nothing has changed.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        gevraagd = _find(sessie, rijen)
        vooraf = find_faults(gevraagd, _VOORAF, "rij").unique("rij", keep="first", maintain_order=True)
        goed = gevraagd.join(vooraf, on="rij", how="anti", maintain_order="left")
        afsluiting = sign_off(
            sessie, goed.select("sleutel", "datum", "reden", "naar").rename({"sleutel": "jongere"}), vandaag=vandaag
        )
        fouten = pl.concat([vooraf, _of_rows(goed, afsluiting.fouten)])
        standen = _read_standen(sessie, afsluiting.fouten.filter(code="AL_AFGEMELD")["jongere"])
    gelijk = pl.col("sleutel").is_in(afsluiting.gelijk["jongere"].implode()) & pl.col("code").is_null()
    uitkomst = (
        pl.when(gelijk)
        .then(pl.lit("AL_BEKEND"))
        .otherwise(pl.when(pl.col("code").is_null()).then(pl.lit("GEDAAN")).otherwise(pl.lit("GEWEIGERD")))
    )
    return (
        gevraagd.select("rij", "sleutel")
        .join(fouten.rename({"reden": "zin"}), on="rij", how="left", maintain_order="left")
        .join(standen, on="sleutel", how="left", maintain_order="left")
        .with_columns(uitkomst=uitkomst)
        .drop("sleutel")
    )


def _find(sessie: Sessie, rijen: pl.DataFrame) -> pl.DataFrame:
    """Add sleutel (the key of the person; null for whom the organisation never followed), and eerste_rij."""
    found = fetch(
        sessie.cur,
        "SELECT jongere, uuid::text FROM klantvolg_eigen(%(uuids)s::uuid[])",
        {"uuids": rijen["jongere"].unique()},
        {"sleutel": pl.Int64, "jongere": pl.String},
    )
    return rijen.join(found, on="jongere", how="left", maintain_order="left").with_columns(
        eerste_rij=pl.col("rij").first().over("jongere")
    )


def _of_rows(rijen: pl.DataFrame, fouten: pl.DataFrame) -> pl.DataFrame:
    """Return the faults of `sign_off`, which are by person, by row; they name columns as a page does."""
    met_rij = fouten.join(rijen.select("rij", jongere="sleutel"), on="jongere")
    kolom = pl.col("kolom").replace({"BSN": "jongere", "": "jongere", "organisatie": "naar"})
    return met_rij.select("rij", kolom=kolom, code="code", reden="reden")


def _read_standen(sessie: Sessie, jongeren: pl.Series) -> pl.DataFrame:
    """Return how the last aanmelding of these persons ended: the columns of `_STAND`."""
    return fetch(
        sessie.cur,
        """
        SELECT DISTINCT ON (a.jongere) a.jongere, a.afmelddatum, a.afmeldreden, o.oin
        FROM aanmelding a LEFT JOIN organisatie o ON o.id = a.overgedragen_aan
        WHERE a.organisatie = vsv_organisatie() AND a.jongere = ANY (%(jongeren)b::bigint[])
        ORDER BY a.jongere, a.afmelddatum DESC, a.id DESC
        """,
        {"jongeren": jongeren},
        _STAND,
    )
