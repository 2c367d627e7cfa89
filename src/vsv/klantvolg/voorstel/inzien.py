"""Proposals for software: open ones and those that were decided, by their uuid's, without a BSN."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import MOMENT
from vsv.klantvolg.kolommen import Schema, fetch
from vsv.klantvolg.voorstel.maken import lapse_own
from vsv.klantvolg.voorstel.soorten import Voorstelsoort
from vsv.klantvolg.voorstel.zinnen import describe
from vsv.toegang.service import Recht, Sessie, Wie, name_actoren, namens


class Voorstelstand(StrEnum):
    """What became of a proposal."""

    OPEN = "OPEN"
    AANVAARD = "AANVAARD"
    AFGEWEZEN = "AFGEWEZEN"
    VERVALLEN = "VERVALLEN"


@dataclass(frozen=True, slots=True, eq=False)
class Voorstellen:
    """A page of proposals, the oldest first.

    Attributes:
        voorstellen: voorstel (uuid as text), soort, aanleiding, datum, naar (OIN), naar_naam, stand, gemaakt_op,
            besloten_op, besloten_door (name of who decided); jongere (uuid as text; null when it was decided and the
            organisation does not follow this person), kenmerk, geboortedatum_bekend (null when it is not open),
            zin (Dutch: why, and what is asked).
        volgende: Where the next page begins; None when this is the last one.
    """

    voorstellen: pl.DataFrame = field(repr=False)
    volgende: int | None


_VOORSTEL: Final[Schema] = {
    "id": pl.Int64,
    "sleutel": pl.Int64,
    "voorstel": pl.String,
    "soort": pl.String,
    "aanleiding": pl.String,
    "datum": pl.Date,
    "naar": pl.String,
    "naar_naam": pl.String,
    "stand": pl.String,
    "gemaakt_op": MOMENT,
    "besloten_op": MOMENT,
    "besloten_door": pl.String,
    "jongere": pl.String,
    "kenmerk": pl.String,
}


def page_voorstellen(
    wie: Wie,
    *,
    soort: Voorstelsoort | None = None,
    stand: Voorstelstand | None = None,
    na: int = 0,
    aantal: int = 100,
) -> Voorstellen:
    """Return a page of the proposals of the organisation of `wie`; who they are about is logged.

    Those about which there is nothing to decide any more lapse first.

    Args:
        wie: Who looks, with the right AANMELDEN.
        soort: Only those that ask this.
        stand: Only those of which this became.
        na: `volgende` of the page before.
        aantal: How many at most.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        found = _fetch(sessie, soort=soort, stand=stand, na=na, aantal=aantal + 1)
        page = _complete(sessie, found.head(aantal))
    return Voorstellen(page.drop("id", "sleutel"), page["id"][-1] if found.height > aantal else None)


def read_voorstel(wie: Wie, uuid: UUID) -> dict[str, Any]:
    """Return one proposal of the organisation of `wie`, whatever became of it; who it is about is logged.

    Returns:
        As `Voorstellen.voorstellen`.

    Raises:
        InvoerFout: VOORSTEL_ONBEKEND.
        GeenRecht: `wie` may not do this: it takes the right AANMELDEN.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        found = _fetch(sessie, uuid=uuid)
        if found.is_empty():
            raise InvoerFout(
                Fout("VOORSTEL_ONBEKEND", "Dit voorstel is er niet, of het is niet van uw organisatie.", "voorstel")
            )
        return _complete(sessie, found).drop("id", "sleutel").row(0, named=True)


def _fetch(
    sessie: Sessie,
    *,
    soort: str | None = None,
    stand: str | None = None,
    na: int = 0,
    aantal: int | None = None,
    uuid: UUID | None = None,
) -> pl.DataFrame:
    """Return proposals of the acting organisation: the columns of `_VOORSTEL`; jongere only of who is followed."""
    return fetch(
        sessie.cur,
        """
        SELECT v.id, v.jongere, v.uuid::text, v.soort, v.aanleiding, v.datum, n.oin, n.naam, v.stand, v.gemaakt_op,
               v.besloten_op, v.besloten_door, j.uuid::text, a.kenmerk
        FROM voorstel v
        LEFT JOIN organisatie n ON n.id = v.naar
        LEFT JOIN aanmelding a ON a.organisatie = v.organisatie AND a.jongere = v.jongere AND a.afmelddatum IS NULL
        LEFT JOIN jongere j ON j.id = v.jongere
        WHERE v.organisatie = vsv_organisatie() AND v.id > %(na)s
          AND (%(soort)s::text IS NULL OR v.soort = %(soort)s)
          AND (%(stand)s::text IS NULL OR v.stand = %(stand)s)
          AND (%(uuid)s::uuid IS NULL OR v.uuid = %(uuid)s)
        ORDER BY v.id LIMIT %(aantal)s
        """,
        {"soort": soort, "stand": stand, "na": na, "aantal": aantal, "uuid": uuid},
        _VOORSTEL,
    )


def _complete(sessie: Sessie, voorstellen: pl.DataFrame) -> pl.DataFrame:
    """Add who the open ones are about and the words, and log the persons."""
    sessie.log_many("klantvolg.voorstellen_inzien", voorstellen["sleutel"].unique().to_list())
    personen = fetch(
        sessie.cur,
        "SELECT voorstel, jongere::text, geboortedatum IS NOT NULL FROM klantvolg_voorgesteld(%(ids)b::bigint[])",
        {"ids": voorstellen["id"]},
        {"id": pl.Int64, "voorgesteld": pl.String, "geboortedatum_bekend": pl.Boolean},
    )
    namen = name_actoren(sessie.cur, voorstellen["besloten_door"].drop_nulls().unique().to_list())
    zinnen = [describe(*row) for row in voorstellen.select("soort", "aanleiding", "datum", "naar_naam").iter_rows()]
    return (
        voorstellen.join(personen, on="id", how="left", maintain_order="left")
        .with_columns(
            jongere=pl.coalesce("jongere", "voorgesteld"),
            besloten_door=pl.col("besloten_door").replace(dict(namen)),
            zin=pl.Series(zinnen, dtype=pl.String),
        )
        .drop("voorgesteld")
    )
