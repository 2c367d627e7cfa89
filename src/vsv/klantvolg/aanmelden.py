"""Aanmelden by an organisation: one person, or a file of them that is first shown and then confirmed.

Everything goes the same way. Rows are judged, on what they say and next to what is known (see `oordeel`), and what
passes is written in one transaction. A preview is the same judgement without the writing. Who is followed already is
not signed up again: nothing changes, and what the request says otherwise is named.
"""

from datetime import date

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.kolommen import as_arrays
from vsv.klantvolg.oordeel import AANVRAAG, Oordeel, judge
from vsv.klantvolg.uitkomst import Uitkomst
from vsv.toegang.service import Recht, Sessie, Wie, namens


def meld_aan(
    wie: Wie,
    *,
    bsn: str,
    geboortedatum: date,
    aanmelddatum: date,
    kenmerk: str | None,
    vandaag: date,
    gemeente: str | None = None,
) -> Uitkomst:
    """Sign one person up for the organisation of `wie`.

    Args:
        wie: Who acts, with the right AANMELDEN.
        bsn: Nine digits.
        geboortedatum: Of the person; the same as is known here, if anything is.
        aanmelddatum: First day on which the person is followed; not after `vandaag`.
        kenmerk: The organisation's own reference, at most 100 characters.
        vandaag: The date today.
        gemeente: Where the person lives, by name or code; None or empty = not known.

    Returns:
        AANGEMELD, or AL_BEKEND when the organisation follows this person already, whatever else is asked: then
        nothing has changed.

    Raises:
        InvoerFout: With every fault, by the codes of the rules in `oordeel`.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    row = (1, bsn, kenmerk or None, geboortedatum, aanmelddatum, False, False, (gemeente or "").strip() or None)
    rijen = pl.DataFrame([row], schema=AANVRAAG, orient="row")
    with namens(wie, Recht.AANMELDEN) as sessie:
        oordeel = sign_up(sessie, rijen, aanmelddatum=aanmelddatum, vandaag=vandaag)
        sessie.cur.execute("SELECT uuid::text FROM jongere WHERE id = ANY (%b)", (oordeel.nieuw["jongere"].to_list(),))
        uuid = sessie.cur.fetchone()
    if not oordeel.fouten.is_empty():
        raise InvoerFout(*(Fout(code, reden, kolom) for _, kolom, code, reden in oordeel.fouten.iter_rows()))
    if not oordeel.al_bekend.is_empty():
        return Uitkomst("AL_BEKEND", oordeel.al_bekend["zin"].item())
    return Uitkomst("AANGEMELD", f"U volgt deze jongere vanaf {datum_tekst(aanmelddatum)}.", uuid[0] if uuid else None)


def check_aanmelding(
    wie: Wie,
    *,
    bsn: str | None,
    geboortedatum: date | None,
    aanmelddatum: date | None,
    kenmerk: str | None,
    vandaag: date,
    gemeente: str | None = None,
) -> list[Fout]:
    """Say what `meld_aan` would find wrong, also when not everything is there yet, and change nothing.

    Args:
        wie: Who acts, with the right AANMELDEN.
        bsn: Nine digits; None = not known yet, as for the others.
        geboortedatum: Of the person.
        aanmelddatum: First day on which the person is followed.
        kenmerk: The organisation's own reference.
        vandaag: The date today.
        gemeente: Where the person lives.

    Raises:
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    row = (1, bsn, kenmerk or None, geboortedatum, aanmelddatum, False, False, (gemeente or "").strip() or None)
    rijen = pl.DataFrame([row], schema=AANVRAAG, orient="row")
    with namens(wie, Recht.AANMELDEN) as sessie:
        oordeel = look_up(sessie, rijen, aanmelddatum=vandaag, vandaag=vandaag)
    return [Fout(code, reden, kolom) for _, kolom, code, reden in oordeel.fouten.iter_rows()]


def look_up(sessie: Sessie, rijen: pl.DataFrame, *, aanmelddatum: date, vandaag: date) -> Oordeel:
    """Judge rows as `sign_up` would, and change nothing.

    Args:
        sessie: A transaction for one organisation.
        rijen: The columns of `AANVRAAG`, rij one of a kind.
        aanmelddatum: For the rows that have none.
        vandaag: The date today.
    """
    oordeel = judge(sessie.cur, rijen, aanmelddatum=aanmelddatum, vandaag=vandaag, maakt=False)
    sessie.log_many("klantvolg.opzoeken", _jongeren(oordeel.rijen))
    return oordeel


def sign_up(sessie: Sessie, rijen: pl.DataFrame, *, aanmelddatum: date, vandaag: date) -> Oordeel:
    """Sign up whom the rules let pass, and write a log line about each person; see `look_up`.

    Two that do this for the same organisation at the same moment take turns, so the second finds that who was in both
    is known already.
    """
    sessie.cur.execute("SELECT klantvolg_beurt(ARRAY[vsv_organisatie()])")
    oordeel = judge(sessie.cur, rijen, aanmelddatum=aanmelddatum, vandaag=vandaag, maakt=True)
    nieuw = oordeel.nieuw
    if not nieuw.is_empty():
        sessie.cur.execute(
            "SELECT klantvolg_meld_aan(%(bsns)b, %(geboortedata)b::date[], %(aanmelddata)b, %(kenmerken)b::text[],"
            " %(gemeentecodes)b::text[])",
            as_arrays(
                {
                    "bsns": nieuw["versleuteld"],
                    "geboortedata": nieuw["geboortedatum"],
                    "aanmelddata": nieuw["aanmelddatum"],
                    "kenmerken": nieuw["kenmerk"],
                    "gemeentecodes": nieuw["gemeentecode"],
                }
            ),
        )
    sessie.log_many("klantvolg.aanmelden", _jongeren(nieuw))
    sessie.log_many("klantvolg.opzoeken", _jongeren(oordeel.rijen.join(nieuw, on="jongere", how="anti")))
    return oordeel


def _jongeren(rijen: pl.DataFrame) -> list[int]:
    return rijen["jongere"].drop_nulls().unique().to_list()
