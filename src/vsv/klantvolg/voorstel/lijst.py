"""The proposals about which an organisation is to decide, a page at a time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import MOMENT
from vsv.domein.nummers import mask_bsn
from vsv.klantvolg.kolommen import Schema, fetch
from vsv.klantvolg.personen import use_sleutels
from vsv.klantvolg.voorstel.maken import lapse_own
from vsv.klantvolg.voorstel.soorten import Aanleiding, Voorstelsoort
from vsv.klantvolg.voorstel.zinnen import describe
from vsv.opslag.service import Cursor
from vsv.toegang.service import Recht, Sessie, Wie, namens

UUID_PATROON: Final = "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"

_VOORSTEL: Final[Schema] = {
    "id": pl.Int64,
    "persoon": pl.Int64,
    "voorstel": pl.String,
    "soort": pl.String,
    "aanleiding": pl.String,
    "datum": pl.Date,
    "naar": pl.String,
    "gemaakt_op": MOMENT,
    "kenmerk": pl.String,
}


@dataclass(frozen=True, slots=True, eq=False)
class Voorstellenpagina:
    """A page of open proposals, the oldest first.

    Attributes:
        voorstellen: voorstel (uuid as text), soort, aanleiding, datum, naar (name of the organisation, or null),
            gemaakt_op, kenmerk (of the aanmelding, or null), jongere (uuid as text), bsn (masked),
            geboortedatum_bekend, zin (Dutch: why, and what is asked).
        volgende: The proposal after which the next page begins; None when this is the last one.
    """

    voorstellen: pl.DataFrame = field(repr=False)
    volgende: str | None


def list_voorstellen(
    wie: Wie,
    *,
    soort: Voorstelsoort | None = None,
    aanleiding: Aanleiding | None = None,
    na: str | None = None,
    aantal: int = 100,
) -> Voorstellenpagina:
    """Return a page of the open proposals of the organisation of `wie`; who they are about is logged.

    Those about which there is nothing to decide any more lapse first.

    Args:
        wie: Who looks, with the right AANMELDEN.
        soort: Only those that ask this.
        aanleiding: Only those for this reason.
        na: The last proposal of the page before; it may have been decided since.
        aantal: How many at most.

    Raises:
        InvoerFout: VOORSTEL_ONBEKEND: there is no proposal `na`.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        vanaf = _find(sessie.cur, na) if na else 0
        found = _fetch(sessie, vanaf=vanaf, soort=soort, aanleiding=aanleiding, aantal=aantal + 1)
        voorstellen = _complete(sessie, found.head(aantal))
    return Voorstellenpagina(_show(voorstellen), voorstellen["voorstel"][-1] if found.height > aantal else None)


def read_voorstellen(wie: Wie, voorstellen: Sequence[str]) -> pl.DataFrame:
    """Read certain open proposals of the organisation of `wie`; who they are about is logged.

    Args:
        wie: Who looks, with the right AANMELDEN.
        voorstellen: Their uuid's; those that are not open, or of another organisation, are left out.

    Returns:
        As `Voorstellenpagina.voorstellen`.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    uuids = [voorstel for voorstel in voorstellen if re.fullmatch(UUID_PATROON, voorstel)]
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        return _show(_complete(sessie, _fetch(sessie, uuids=uuids)))


def count_voorstellen(wie: Wie) -> pl.DataFrame:
    """Count the open proposals of the organisation of `wie`; says nothing about a person.

    Returns:
        soort, aanleiding, aantal.

    Raises:
        GeenRecht: `wie` may not do this: it takes the right AANMELDEN.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        return fetch(
            sessie.cur,
            """
            SELECT soort, aanleiding, count(*) FROM voorstel
            WHERE organisatie = vsv_organisatie() AND stand = 'OPEN' GROUP BY soort, aanleiding ORDER BY 1, 2
            """,
            {},
            {"soort": pl.String, "aanleiding": pl.String, "aantal": pl.Int64},
        )


def find_voorstellen(wie: Wie, *, soort: Voorstelsoort | None, aanleiding: Aanleiding | None) -> list[str]:
    """Return the uuid of every open proposal that asks this, for this reason, the oldest first; None = any.

    Raises:
        GeenRecht: `wie` may not do this: it takes the right AANMELDEN.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        lapse_own(sessie)
        return _fetch(sessie, soort=soort, aanleiding=aanleiding)["voorstel"].to_list()


def _fetch(
    sessie: Sessie,
    *,
    vanaf: int = 0,
    soort: str | None = None,
    aanleiding: str | None = None,
    aantal: int | None = None,
    uuids: Sequence[str] | None = None,
) -> pl.DataFrame:
    """Return open proposals of the acting organisation: the columns of `_VOORSTEL`."""
    return fetch(
        sessie.cur,
        """
        SELECT v.id, v.jongere, v.uuid::text, v.soort, v.aanleiding, v.datum, n.naam, v.gemaakt_op, a.kenmerk
        FROM voorstel v
        LEFT JOIN organisatie n ON n.id = v.naar
        LEFT JOIN aanmelding a ON a.organisatie = v.organisatie AND a.jongere = v.jongere
                              AND a.afmelddatum IS NULL
        WHERE v.organisatie = vsv_organisatie() AND v.stand = 'OPEN' AND v.id > %(vanaf)s
          AND (%(soort)s::text IS NULL OR v.soort = %(soort)s)
          AND (%(aanleiding)s::text IS NULL OR v.aanleiding = %(aanleiding)s)
          AND (%(uuids)s::uuid[] IS NULL OR v.uuid = ANY (%(uuids)s::uuid[]))
        ORDER BY v.id LIMIT %(aantal)s
        """,
        {"vanaf": vanaf, "soort": soort, "aanleiding": aanleiding, "aantal": aantal, "uuids": uuids},
        _VOORSTEL,
    )


def _complete(sessie: Sessie, voorstellen: pl.DataFrame) -> pl.DataFrame:
    """Add who they are about, and log those."""
    sessie.log_many("klantvolg.voorstellen_inzien", voorstellen["persoon"].unique().to_list())
    return voorstellen.join(read_voorgesteld(sessie, voorstellen["id"]), on="id", maintain_order="left")


def read_voorgesteld(sessie: Sessie, voorstellen: pl.Series) -> pl.DataFrame:
    """Read who the persons are in open proposals of the acting organisation; the caller logs it.

    Returns:
        id (of the proposal), jongere (uuid as text), bsn (text, in full), geboortedatum (null = unknown).

    Raises:
        OmgevingFout: The key of the BSN's is not here.
    """
    sleutels = use_sleutels(sessie.cur)
    found = fetch(
        sessie.cur,
        "SELECT voorstel, jongere::text, bsn, geboortedatum FROM klantvolg_voorgesteld(%(voorstellen)b::bigint[])",
        {"voorstellen": voorstellen},
        {"id": pl.Int64, "jongere": pl.String, "bsn": pl.Binary, "geboortedatum": pl.Date},
    )
    return found.with_columns(bsn=pl.Series(sleutels.decrypt(found["bsn"], sleutels.actief), dtype=pl.String))


def _show(voorstellen: pl.DataFrame) -> pl.DataFrame:
    zinnen = [describe(*row) for row in voorstellen.select("soort", "aanleiding", "datum", "naar").iter_rows()]
    return voorstellen.drop("id", "persoon", "geboortedatum").with_columns(
        pl.Series("bsn", map(mask_bsn, voorstellen["bsn"]), dtype=pl.String),
        geboortedatum_bekend=voorstellen["geboortedatum"].is_not_null(),
        zin=pl.Series(zinnen, dtype=pl.String),
    )


def _find(cur: Cursor, voorstel: str) -> int:
    row = None
    if re.fullmatch(UUID_PATROON, voorstel.lower()):
        cur.execute("SELECT id FROM voorstel WHERE uuid = %s AND organisatie = vsv_organisatie()", (voorstel,))
        row = cur.fetchone()
    if row is None:
        raise InvoerFout(Fout("VOORSTEL_ONBEKEND", "Dit voorstel is er niet, of het is niet van uw organisatie.", "na"))
    return int(row[0])


def find_open_voorstellen(cur: Cursor) -> pl.DataFrame:
    """Find every open proposal, over all organisations: organisatie (key), voorstel (uuid as text)."""
    return fetch(
        cur,
        "SELECT organisatie, uuid::text FROM voorstel WHERE stand = 'OPEN' ORDER BY id",
        {},
        {"organisatie": pl.Int64, "voorstel": pl.String},
    )
