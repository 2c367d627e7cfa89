"""Whom the acting organisation follows now: page by page, one by one, and by its own reference."""

from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import gemeenten
from vsv.domein.nummers import Bsn, NummerFout
from vsv.klantvolg.keuring import MAX_KENMERK
from vsv.klantvolg.kolommen import fetch
from vsv.klantvolg.personen import use_sleutels
from vsv.toegang.service import Recht, Sessie, Wie, namens

_GEVOLGD: Final = {
    "id": pl.Int64,
    "sleutel": pl.Int64,
    "jongere": pl.String,
    "kenmerk": pl.String,
    "aanmelddatum": pl.Date,
    "gemeentecode": pl.String,
}
WIJZIGBAAR: Final = frozenset({"kenmerk", "gemeentecode"})
"""What an organisation may change of an aanmelding of its own."""


@dataclass(frozen=True, slots=True, eq=False)
class Gevolgdenpagina:
    """A page of whom an organisation follows now, in the order in which they were signed up.

    Attributes:
        gevolgden: jongere (uuid as text), kenmerk, aanmelddatum, gemeentecode.
        volgende: Where the next page begins; None when this is the last one.
    """

    gevolgden: pl.DataFrame = field(repr=False)
    volgende: int | None


def list_gevolgden(wie: Wie, *, na: int = 0, aantal: int = 100) -> Gevolgdenpagina:
    """Return a page of whom the organisation of `wie` follows now; they are logged.

    Args:
        wie: Who looks, with the right AANMELDEN.
        na: `volgende` of the page before.
        aantal: How many at most.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        found = _read(sessie, na=na, aantal=aantal + 1)
        page = found.head(aantal)
        sessie.log_many("klantvolg.opzoeken", page["sleutel"].to_list())
    return Gevolgdenpagina(page.drop("id", "sleutel"), page["id"][-1] if found.height > aantal else None)


def read_gevolgde(wie: Wie, uuid: UUID) -> dict[str, Any]:
    """Return the aanmelding of one person whom the organisation of `wie` follows now; it is logged.

    Args:
        wie: Who looks, with the right AANMELDEN.
        uuid: Of the person.

    Returns:
        jongere (uuid as text), kenmerk, aanmelddatum, gemeentecode.

    Raises:
        InvoerFout: JONGERE_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.AANMELDEN) as sessie:
        row = _find(sessie, uuid)
        sessie.log("klantvolg.opzoeken", row["sleutel"])
    return _show(row)


def change_gevolgde(wie: Wie, uuid: UUID, wijziging: dict[str, str | None]) -> dict[str, Any]:
    """Change what the organisation of `wie` itself noted of somebody it follows, and log it.

    Args:
        wie: Who acts, with the right AANMELDEN.
        uuid: Of the person.
        wijziging: The new value of each of `WIJZIGBAAR` that changes; None = nothing is noted any more.

    Returns:
        As `read_gevolgde`, with the change.

    Raises:
        InvoerFout: JONGERE_ONBEKEND, KENMERK_TE_LANG, GEMEENTE_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    if faults := _check(wijziging):
        raise InvoerFout(*faults)
    with namens(wie, Recht.AANMELDEN) as sessie:
        sessie.cur.execute("SELECT FROM aanmelding WHERE id = %s FOR UPDATE", (_find(sessie, uuid)["id"],))
        row = _find(sessie, uuid)
        nieuw = row | wijziging
        if nieuw != row:
            sessie.cur.execute(
                """
                UPDATE aanmelding SET kenmerk = %(kenmerk)s, gemeentecode = %(gemeentecode)s
                WHERE organisatie = vsv_organisatie() AND id = %(id)s
                """,
                nieuw,
            )
        sessie.log("klantvolg.wijzigen" if nieuw != row else "klantvolg.opzoeken", row["sleutel"])
    return _show(nieuw)


def search_gevolgden(wie: Wie, *, bsn: str | None = None, kenmerk: str | None = None) -> pl.DataFrame:
    """Return whom the organisation of `wie` follows now under a BSN or a reference of its own; they are logged.

    Whether another organisation follows somebody makes no difference to the answer.

    Args:
        wie: Who searches, with the right JONGEREN_INZIEN.
        bsn: Nine digits, or
        kenmerk: the reference.

    Returns:
        jongere (uuid as text), kenmerk, aanmelddatum, gemeentecode.

    Raises:
        InvoerFout: BSN_ONGELDIG.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    voluit = _parse(bsn) if bsn is not None else None
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        if voluit is not None:
            (versleuteld,) = use_sleutels(sessie.cur).encrypt([voluit])
            found = _read(sessie, bsn=versleuteld)
        else:
            found = _read(sessie, kenmerk=kenmerk)
        sessie.log_many("klantvolg.opzoeken", found["sleutel"].to_list())
    return found.drop("id", "sleutel")


def _find(sessie: Sessie, uuid: UUID) -> dict[str, Any]:
    """Return the columns of `_GEVOLGD` of one person."""
    found = _read(sessie, uuid=uuid)
    if found.is_empty():
        raise InvoerFout(Fout("JONGERE_ONBEKEND", "Uw organisatie volgt deze jongere nu niet."))
    return found.row(0, named=True)


def _show(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in ("id", "sleutel")}


def _read(
    sessie: Sessie,
    *,
    na: int = 0,
    aantal: int | None = None,
    uuid: UUID | None = None,
    bsn: bytes | None = None,
    kenmerk: str | None = None,
) -> pl.DataFrame:
    """Return the columns of `_GEVOLGD` of the aanmeldingen of the acting organisation that count today."""
    return fetch(
        sessie.cur,
        """
        SELECT a.id, j.id, j.uuid::text, a.kenmerk, a.aanmelddatum, a.gemeentecode
        FROM aanmelding a JOIN jongere j ON j.id = a.jongere
        WHERE a.organisatie = vsv_organisatie() AND a.id > %(na)s AND a.aanmelddatum <= current_date
          AND (a.afmelddatum IS NULL OR a.afmelddatum > current_date)
          AND (a.uiterlijk IS NULL OR a.uiterlijk > current_date)
          AND (%(uuid)s::uuid IS NULL OR j.uuid = %(uuid)s::uuid)
          AND (%(bsn)s::bytea IS NULL OR j.bsn = %(bsn)s::bytea)
          AND (%(kenmerk)s::text IS NULL OR a.kenmerk = %(kenmerk)s::text)
        ORDER BY a.id LIMIT %(aantal)s
        """,
        {"na": na, "uuid": uuid, "bsn": bsn, "kenmerk": kenmerk, "aantal": aantal},
        _GEVOLGD,
    )


def _check(wijziging: dict[str, str | None]) -> list[Fout]:
    faults = []
    kenmerk, gemeentecode = wijziging.get("kenmerk"), wijziging.get("gemeentecode")
    if kenmerk is not None and len(kenmerk) > MAX_KENMERK:
        faults.append(Fout("KENMERK_TE_LANG", f"Het kenmerk heeft meer dan {MAX_KENMERK} tekens.", "kenmerk"))
    if gemeentecode is not None and gemeentecode not in gemeenten():
        faults.append(Fout("GEMEENTE_ONBEKEND", "Deze gemeente bestaat niet.", "gemeentecode"))
    return faults


def _parse(bsn: str) -> str:
    try:
        return Bsn.parse(bsn).voluit
    except NummerFout as e:
        raise InvoerFout(Fout("BSN_ONGELDIG", str(e), "bsn")) from None
