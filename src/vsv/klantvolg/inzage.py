"""All that klantvolg holds about one person: for who asks for inzage (AVG art. 15).

The service itself (role vsv_werker) reads what every organisation holds; an organisation what it holds itself, also
when it no longer follows the person.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final
from uuid import UUID

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.kolommen import MOMENT
from vsv.domein.nummers import Bsn, NummerFout
from vsv.klantvolg.kolommen import Schema, fetch
from vsv.klantvolg.logboek import Logkeuze, find_in_log
from vsv.klantvolg.personen import use_sleutels
from vsv.toegang.service import Sessie


@dataclass(frozen=True, slots=True, kw_only=True)
class Persoon:
    """Whose data it is about.

    Attributes:
        bsn: Nine digits.
        jongere: Key; None when nobody follows, followed or was asked to follow this person, and DUO told something.
        uuid: The name by which others know this person.
        geboortedatum: None = not known, or not to this organisation.
        geboortedatum_op: What is said of the birth date is known since.
        bekend_sinds: When this person became known here.
    """

    bsn: str = field(repr=False)
    jongere: int | None = None
    uuid: UUID | None = None
    geboortedatum: date | None = None
    geboortedatum_op: datetime | None = None
    bekend_sinds: datetime | None = None


def find_persoon(sessie: Sessie, *, bsn: str | None = None, uuid: UUID | None = None) -> Persoon:
    """Return who has this BSN or this uuid; the caller logs it.

    Args:
        sessie: As the service itself, or behind the tenant wall with the right LOGBOEK_LEZEN.
        bsn: Nine digits, or
        uuid: the name by which others know the person.

    Raises:
        InvoerFout: BSN_ONGELDIG; JONGERE_ONBEKEND: nothing is held about this person (by this organisation).
        OmgevingFout: The key of the BSN's is not here.
    """
    if sessie.wie.organisatie is not None:
        jongere = find_in_log(sessie, Logkeuze(bsn=bsn, uuid=uuid))
        query = "SELECT jongere, uuid, bsn FROM klantvolg_in_logboek(ARRAY[%s]::bigint[])"
        found = sessie.cur.execute(query, (jongere,)).fetchone()
    else:
        query = "SELECT id, uuid, bsn FROM jongere WHERE bsn = %s OR uuid = %s"
        found = sessie.cur.execute(query, (_encrypt(sessie, bsn), uuid)).fetchone()
    if found is None:
        return _find_signalled(sessie, bsn)
    jongere, uuid, versleuteld = found
    sleutels = use_sleutels(sessie.cur)
    (voluit,) = sleutels.decrypt([versleuteld], sleutels.actief)
    geboren = sessie.cur.execute(  # an organisation sees it as long as it follows
        "SELECT geboortedatum, geboortedatum_op, gemaakt_op FROM jongere WHERE id = %s", (jongere,)
    ).fetchone()
    geboortedatum, geboortedatum_op, bekend_sinds = geboren or (None, None, None)
    return Persoon(
        bsn=voluit,
        jongere=jongere,
        uuid=uuid,
        geboortedatum=geboortedatum,
        geboortedatum_op=geboortedatum_op,
        bekend_sinds=bekend_sinds,
    )


def _find_signalled(sessie: Sessie, bsn: str | None) -> Persoon:
    """Return a person of whom only DUO told something."""
    if bsn is not None and sessie.wie.organisatie is None:
        known = sessie.cur.execute("SELECT FROM signaal WHERE bsn = %s LIMIT 1", (_encrypt(sessie, bsn),)).fetchone()
        if known is not None:
            return Persoon(bsn=bsn)
    raise InvoerFout(Fout("JONGERE_ONBEKEND", "Over deze jongere is hier niets bekend.", advies="Kijk het nummer na."))


def read_klantvolg_over(sessie: Sessie, persoon: Persoon) -> Mapping[str, pl.DataFrame]:
    """Read all that klantvolg holds about a person.

    Returns:
        aanmeldingen: organisatie (name), kenmerk, gemeentecode, aanmelddatum, uiterlijk, geregistreerd_op, afmelddatum,
        afmeldreden, overgedragen_aan (name), afgemeld_op. opvolging: organisatie (name), merk, reden (codes), gezet_op;
        behind the tenant wall only as long as the organisation follows the person. voorstellen: uuid (text),
        organisatie (name), soort, aanleiding, datum, naar (name), stand, gemaakt_op, besloten_op. For the service
        itself also signalen: soort, datum, regio, gezien_op.
    """
    found = {
        "aanmeldingen": fetch(sessie.cur, _AANMELDINGEN, {"jongere": persoon.jongere}, _AANMELDING),
        "opvolging": fetch(sessie.cur, _OPVOLGING, {"jongere": persoon.jongere}, _MERK),
        "voorstellen": fetch(sessie.cur, _VOORSTELLEN, {"jongere": persoon.jongere}, _VOORSTEL),
    }
    if sessie.wie.organisatie is None:  # no organisation sees a signal: only what is proposed to it
        bsn = _encrypt(sessie, persoon.bsn)
        found["signalen"] = fetch(sessie.cur, _SIGNALEN, {"bsn": bsn}, _SIGNAAL)
    return found


def _encrypt(sessie: Sessie, bsn: str | None) -> bytes | None:
    if bsn is None:
        return None
    try:
        voluit = Bsn.parse(bsn).voluit
    except NummerFout as e:
        raise InvoerFout(Fout("BSN_ONGELDIG", str(e), "BSN")) from None
    return use_sleutels(sessie.cur).encrypt([voluit])[0]


_AANMELDINGEN = """
    SELECT o.naam, a.kenmerk, a.gemeentecode, a.aanmelddatum, a.uiterlijk, a.geregistreerd_op, a.afmelddatum,
           a.afmeldreden, n.naam, a.afgemeld_op
    FROM aanmelding a JOIN organisatie o ON o.id = a.organisatie LEFT JOIN organisatie n ON n.id = a.overgedragen_aan
    WHERE a.jongere = %(jongere)s ORDER BY a.aanmelddatum, a.id
"""
_AANMELDING: Final[Schema] = {
    "organisatie": pl.String,
    "kenmerk": pl.String,
    "gemeentecode": pl.String,
    "aanmelddatum": pl.Date,
    "uiterlijk": pl.Date,
    "geregistreerd_op": MOMENT,
    "afmelddatum": pl.Date,
    "afmeldreden": pl.String,
    "overgedragen_aan": pl.String,
    "afgemeld_op": MOMENT,
}
_OPVOLGING = """
    SELECT o.naam, v.merk, v.reden, v.gezet_op FROM opvolging v JOIN organisatie o ON o.id = v.organisatie
    WHERE v.jongere = %(jongere)s ORDER BY v.id
"""
_MERK: Final[Schema] = {"organisatie": pl.String, "merk": pl.String, "reden": pl.String, "gezet_op": MOMENT}
_VOORSTELLEN = """
    SELECT v.uuid::text, o.naam, v.soort, v.aanleiding, v.datum, n.naam, v.stand, v.gemaakt_op, v.besloten_op
    FROM voorstel v JOIN organisatie o ON o.id = v.organisatie LEFT JOIN organisatie n ON n.id = v.naar
    WHERE v.jongere = %(jongere)s ORDER BY v.id
"""
_VOORSTEL: Final[Schema] = {
    "uuid": pl.String,
    "organisatie": pl.String,
    "soort": pl.String,
    "aanleiding": pl.String,
    "datum": pl.Date,
    "naar": pl.String,
    "stand": pl.String,
    "gemaakt_op": MOMENT,
    "besloten_op": MOMENT,
}
_SIGNALEN = "SELECT soort, datum, regio, gezien_op FROM signaal WHERE bsn = %(bsn)s ORDER BY datum, soort"
_SIGNAAL: Final[Schema] = {"soort": pl.String, "datum": pl.Date, "regio": pl.Int64, "gezien_op": MOMENT}
