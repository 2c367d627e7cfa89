"""Opvolging: marks of how far the work with a jongere is, so that a list shows what is still to do.

A mark and nothing else: no text, so that nothing about somebody's health or life can be in it (our decision).
"""

from collections.abc import Sequence
from enum import StrEnum
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import gemeenten
from vsv.domein.kolommen import MOMENT
from vsv.klantvolg.jongere import find_gevolgde
from vsv.klantvolg.kolommen import fetch
from vsv.toegang.service import Recht, Sessie, Wie, name_actoren, namens


class Merk(StrEnum):
    """How far the work with a jongere is."""

    TE_DOEN = "TE_DOEN"
    NIET_BEREIKT = "NIET_BEREIKT"
    IN_CONTACT = "IN_CONTACT"
    STEUN_AFGESPROKEN = "STEUN_AFGESPROKEN"
    NIET_BESCHIKBAAR = "NIET_BESCHIKBAAR"

    @property
    def label(self) -> str:
        """How a page calls it."""
        return _MERKEN[self]


class Merkreden(StrEnum):
    """Why a jongere is not available."""

    ZIEK = "ZIEK"
    ZORG = "ZORG"
    DETENTIE = "DETENTIE"
    BUITENLAND = "BUITENLAND"
    ZELFSTANDIG = "ZELFSTANDIG"
    ONBEREIKBAAR = "ONBEREIKBAAR"

    @property
    def label(self) -> str:
        """How a page calls it."""
        return _REDENEN[self]


_MERKEN = {
    Merk.TE_DOEN: "nog te doen",
    Merk.NIET_BEREIKT: "nog niet bereikt",
    Merk.IN_CONTACT: "in contact",
    Merk.STEUN_AFGESPROKEN: "steun afgesproken",
    Merk.NIET_BESCHIKBAAR: "niet beschikbaar",
}
_REDENEN = {
    Merkreden.ZIEK: "ziek",
    Merkreden.ZORG: "zorgt voor een ander",
    Merkreden.DETENTIE: "zit vast",
    Merkreden.BUITENLAND: "in het buitenland",
    Merkreden.ZELFSTANDIG: "werkt als zelfstandige",
    Merkreden.ONBEREIKBAAR: "niet te bereiken",
}


def check_merk(merk: Merk, reden: Merkreden | None) -> None:
    """Refuse a mark that lacks its reason, or has one too many.

    Raises:
        InvoerFout: MERKREDEN_ONTBREEKT, MERKREDEN_TEVEEL.
    """
    if (merk is Merk.NIET_BESCHIKBAAR) != (reden is not None):
        code = "MERKREDEN_ONTBREEKT" if reden is None else "MERKREDEN_TEVEEL"
        raise InvoerFout(Fout(code, "Kies waarom deze jongere niet beschikbaar is, en alleen dan een reden.", "reden"))


def set_opvolging(wie: Wie, jongeren: Sequence[UUID], merk: Merk, reden: Merkreden | None = None) -> int:
    """Mark how far the work with these jongeren is, and log each; what was marked before is kept.

    Args:
        wie: Who marks, with the right JONGEREN_INZIEN.
        jongeren: Who; those the acting organisation does not follow are left out.
        merk: The mark; TE_DOEN takes one away.
        reden: With NIET_BESCHIKBAAR, and only then.

    Returns:
        How many were marked.

    Raises:
        InvoerFout: MERKREDEN_ONTBREEKT, MERKREDEN_TEVEEL.
        GeenRecht: `wie` may not do this.
    """
    check_merk(merk, reden)
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, reden, gezet_door)
            SELECT a.organisatie, a.id, a.jongere, %s, %s, %s
            FROM actieve_aanmelding a JOIN jongere j ON j.id = a.jongere
            WHERE a.organisatie = vsv_organisatie() AND j.uuid = ANY (%s)
            RETURNING jongere
            """,
            (merk, reden, wie.actor, list(jongeren)),
        )
        marked = [jongere for (jongere,) in sessie.cur]
        sessie.log_many("klantvolg.opvolgen", marked, {"merk": merk})
    return len(marked)


def undo_opvolging(wie: Wie, jongeren: Sequence[UUID], merk: Merk, reden: Merkreden | None = None) -> int:
    """Take back a mark that `wie` set: each of these jongeren gets the mark from before it again, or TE_DOEN.

    Whom somebody has marked since is left out; so taking back twice is once. Nothing is removed: the mark from before
    is set again, and logged.

    Args:
        wie: Who takes back, with the right JONGEREN_INZIEN.
        jongeren: As given to `set_opvolging`.
        merk: The mark that was set then.
        reden: Likewise.

    Returns:
        How many got another mark.

    Raises:
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, Recht.JONGEREN_INZIEN) as sessie:
        sessie.cur.execute(
            """
            INSERT INTO opvolging (organisatie, aanmelding, jongere, merk, reden, gezet_door)
            SELECT a.organisatie, a.id, a.jongere, coalesce(daarvoor.merk, 'TE_DOEN'), daarvoor.reden, %(actor)s
            FROM actieve_aanmelding a JOIN jongere j ON j.id = a.jongere
            JOIN LATERAL (SELECT * FROM opvolging o WHERE o.aanmelding = a.id ORDER BY o.id DESC LIMIT 1) laatste
                ON laatste.merk = %(merk)s AND laatste.reden IS NOT DISTINCT FROM %(reden)s::text
                AND laatste.gezet_door = %(actor)s
            LEFT JOIN LATERAL (SELECT * FROM opvolging o WHERE o.aanmelding = a.id AND o.id < laatste.id
                               ORDER BY o.id DESC LIMIT 1) daarvoor ON true
            WHERE a.organisatie = vsv_organisatie() AND j.uuid = ANY (%(uuids)s)
              AND (coalesce(daarvoor.merk, 'TE_DOEN'), daarvoor.reden)
                  IS DISTINCT FROM (laatste.merk, laatste.reden)
            RETURNING jongere
            """,
            {"actor": wie.actor, "merk": merk, "reden": reden, "uuids": list(jongeren)},
        )
        taken_back = [jongere for (jongere,) in sessie.cur]
        sessie.log_many("klantvolg.opvolgen", taken_back, {"terug_van": merk})
    return len(taken_back)


def read_opvolging(sessie: Sessie, jongere: int) -> pl.DataFrame:
    """Return the marks that the acting organisation set on a person; for a page that has logged the person.

    Returns:
        merk, reden (codes; reden null unless NIET_BESCHIKBAAR), woorden (Dutch), gezet_op, gezet_door (name of the
        colleague); the latest first.
    """
    rows = fetch(
        sessie.cur,
        "SELECT merk, reden, gezet_op, gezet_door FROM opvolging WHERE jongere = %(jongere)s ORDER BY id DESC",
        {"jongere": jongere},
        {"merk": pl.String, "reden": pl.String, "gezet_op": MOMENT, "gezet_door": pl.String},
    )
    names = name_actoren(sessie.cur, rows["gezet_door"].unique().to_list())
    return rows.with_columns(
        woorden=pl.Series([describe_merk(*row) for row in rows.select("merk", "reden").rows()], dtype=pl.String),
        gezet_door=pl.Series([names[actor] for actor in rows["gezet_door"]], dtype=pl.String),
    )


def describe_merk(merk: str, reden: str | None) -> str:
    """Return a mark in words.

    >>> describe_merk("NIET_BESCHIKBAAR", "BUITENLAND")
    'niet beschikbaar: in het buitenland'
    """
    return Merk(merk).label + (f": {Merkreden(reden).label}" if reden else "")


def set_gemeente(wie: Wie, uuid: UUID, gemeentecode: str | None) -> None:
    """Note in which gemeente a jongere lives, or that it is not known (None), and log it.

    Raises:
        InvoerFout: GEMEENTE_ONBEKEND, JONGERE_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    if gemeentecode is not None and gemeentecode not in gemeenten():
        raise InvoerFout(Fout("GEMEENTE_ONBEKEND", "Deze gemeente bestaat niet.", "gemeente", "Kies een gemeente."))
    with namens(wie, Recht.AANMELDEN) as sessie:
        jongere = find_gevolgde(sessie.cur, uuid)
        if jongere is None:
            raise InvoerFout(Fout("JONGERE_ONBEKEND", "Uw organisatie volgt deze jongere nu niet."))
        sessie.cur.execute(
            """
            UPDATE aanmelding SET gemeentecode = %s
            WHERE organisatie = vsv_organisatie() AND jongere = %s AND afmelddatum IS NULL
            """,
            (gemeentecode, jongere),
        )
        sessie.log("klantvolg.gemeente_wijzigen", jongere)
