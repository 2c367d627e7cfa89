"""From signals to proposals: which organisation is asked what. Frames only, no database."""

from typing import Final

import polars as pl

from vsv.domein.codes import Signaal
from vsv.domein.gemeenten import gemeenten
from vsv.klantvolg.keuring import Regel
from vsv.klantvolg.voorstel.soorten import Voorstelsoort

KANDIDAAT: Final = {
    "organisatie": pl.Int64,
    "jongere": pl.Int64,
    "soort": pl.String,
    "aanleiding": pl.String,
    "datum": pl.Date,
    "naar": pl.Int64,
}
"""A proposal that could be made; organisatie, jongere and naar are keys."""

SLEUTEL: Final = ("organisatie", "jongere", "aanleiding", "datum")
"""What makes two proposals the same."""

IS_UITSCHRIJVING: Final = pl.col("soort") == Signaal.UITSCHRIJVING
IS_VERHUISD: Final = pl.col("soort") == Signaal.VERHUISD

REGELS: Final = [
    Regel(
        "GEMEENTE_ONBEKEND",
        "gemeentecode",
        "Deze gemeentecode is geen gemeente van nu. Kijk of de gemeente is heringedeeld.",
        pl.col("gemeentecode").is_not_null() & pl.col("regio").is_null(),
    ),
    Regel(
        "GEEN_DOORSTROOMPUNT",
        "gemeentecode",
        "Het Doorstroompunt van deze regio gebruikt VSV-monitor niet. Er is dus niemand om dit aan voor te stellen.",
        IS_UITSCHRIJVING & pl.col("doorstroompunt").is_null(),
    ),
]


def add_regio(signalen: pl.DataFrame, doorstroompunten: pl.DataFrame) -> pl.DataFrame:
    """Add regio (of gemeentecode; null = none or unknown) and doorstroompunt (its organisatie; null = not here).

    Args:
        signalen: With gemeentecode.
        doorstroompunten: regio, doorstroompunt (key).
    """
    rows = [(g.code, g.regio) for g in gemeenten().values()]
    kaart = pl.DataFrame(rows, schema={"gemeentecode": pl.String, "regio": pl.Int64}, orient="row")
    return signalen.join(kaart, on="gemeentecode", how="left", maintain_order="left").join(
        doorstroompunten, on="regio", how="left", maintain_order="left"
    )


def derive(signalen: pl.DataFrame, volgers: pl.DataFrame) -> pl.DataFrame:
    """Return the proposals to which signals of DUO lead, for each organisation that is to decide.

    Args:
        signalen: regel, jongere (key), soort, datum, gemeentecode, regio, doorstroompunt; without those that `REGELS`
            refuse. Of an UITSCHRIJVING regio and doorstroompunt are those of where the person lives now.
        volgers: jongere, organisatie, volger_regio, volger_gemeente (null for a Doorstroompunt): who follows.

    Returns:
        regel and the columns of `KANDIDAAT`.
    """
    blijft = (
        pl.when(pl.col("volger_gemeente").is_not_null())
        .then(pl.col("volger_gemeente") == pl.col("gemeentecode"))
        .otherwise(pl.col("volger_regio") == pl.col("regio"))
    )
    nieuw = signalen.filter(IS_UITSCHRIJVING, pl.col("doorstroompunt").is_not_null()).select(
        "regel",
        "jongere",
        "datum",
        aanleiding="soort",
        organisatie="doorstroompunt",
        soort=pl.lit(Voorstelsoort.AANMELDEN.value),
    )
    gevolgd = signalen.filter(~IS_UITSCHRIJVING).join(volgers, on="jongere", maintain_order="left")
    gaat_naar = pl.when(IS_VERHUISD).then("doorstroompunt")
    bestaand = gevolgd.filter(~(IS_VERHUISD & blijft.fill_null(value=False))).select(
        "regel",
        "jongere",
        "datum",
        "organisatie",
        aanleiding="soort",
        soort=pl.when(gaat_naar.is_null())
        .then(pl.lit(Voorstelsoort.AFMELDEN.value))
        .otherwise(pl.lit(Voorstelsoort.OVERDRAGEN.value)),
        naar=gaat_naar,
    )
    leeg = pl.DataFrame(schema={"regel": pl.Int64, **KANDIDAAT})
    return pl.concat([leeg, nieuw, bestaand], how="diagonal")
