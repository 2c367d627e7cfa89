"""The end of an aanmelding, asked for by BSN: afmelden, overdragen to another organisation; and the hard stop at 27."""

from datetime import date
from enum import StrEnum

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import Bsn, NummerFout
from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.afsluiten import AFSLUITING, NIEMAND, OVERGEDRAGEN, Afsluiting, sign_off
from vsv.klantvolg.personen import use_sleutels
from vsv.klantvolg.uitkomst import Uitkomst
from vsv.toegang.service import Organisatie, Recht, Sessie, Wie, namens


class Afmeldreden(StrEnum):
    """Why an organisation stops following someone; OVERGEDRAGEN and LEEFTIJD are not chosen but come about."""

    STARTKWALIFICATIE = "STARTKWALIFICATIE"
    INGESCHREVEN = "INGESCHREVEN"
    WERK = "WERK"
    VERHUISD = "VERHUISD"
    VERTROKKEN = "VERTROKKEN"
    OVERLEDEN = "OVERLEDEN"
    ONTERECHT = "ONTERECHT"
    ANDERS = "ANDERS"


def meld_af(wie: Wie, *, bsn: str, afmelddatum: date, reden: Afmeldreden, vandaag: date) -> Uitkomst:
    """End the aanmelding of a person at the organisation of `wie`.

    Args:
        wie: Who acts, with the right AANMELDEN.
        bsn: Nine digits.
        afmelddatum: First day on which the person is no longer followed; not after `vandaag`.
        reden: Why.
        vandaag: The date today.

    Raises:
        InvoerFout: BSN_ONGELDIG, NIET_AANGEMELD, AL_AFGEMELD (with another day or reason), AFMELDDATUM_TE_VROEG,
            DATUM_IN_TOEKOMST.
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    if _end(wie, bsn, (afmelddatum, reden, None), vandaag).al_bekend:
        return Uitkomst("AL_BEKEND", f"U had deze jongere al afgemeld vanaf {datum_tekst(afmelddatum)}.")
    return Uitkomst("AFGEMELD", f"U volgt deze jongere niet meer vanaf {datum_tekst(afmelddatum)}.")


def draag_over(wie: Wie, *, bsn: str, naar: Organisatie, datum: date, vandaag: date) -> Uitkomst:
    """Hand a person over to another organisation: it follows from the day on which this one stops.

    When `naar` follows this person already, only the aanmelding here ends.

    Args:
        wie: Who acts, with the right AANMELDEN, for the organisation that hands over.
        bsn: Nine digits.
        naar: The organisation that receives.
        datum: First day on which `naar` follows; not after `vandaag`.
        vandaag: The date today.

    Raises:
        InvoerFout: BSN_ONGELDIG, NIET_AANGEMELD, AL_AFGEMELD, AFMELDDATUM_TE_VROEG, DATUM_IN_TOEKOMST, LEEFTIJD,
            NAAR_UZELF, AANMELDING_OVERLAPT (`naar` followed this person after that day).
        GeenRecht: `wie` may not do this.
        OmgevingFout: The key of the BSN's is not here.
    """
    if _end(wie, bsn, (datum, OVERGEDRAGEN, naar.id), vandaag).al_bekend:
        return Uitkomst("AL_BEKEND", f"U had deze jongere al overgedragen aan {naar.naam}.")
    return Uitkomst("OVERGEDRAGEN", f"{naar.naam} volgt deze jongere vanaf {datum_tekst(datum)}.")


def end_at_27(sessie: Sessie, peildatum: date) -> int:
    """End the open aanmeldingen of everyone who is 27 on `peildatum`, as of that birthday, and log it (WEB 9.2.1).

    Args:
        sessie: A transaction as vsv_werker.
        peildatum: The day to look at.

    Returns:
        How many ended.
    """
    sessie.cur.execute(
        """
        UPDATE aanmelding
        SET afmelddatum = greatest(uiterlijk, aanmelddatum), afmeldreden = 'LEEFTIJD', afgemeld_op = clock_timestamp()
        WHERE afmelddatum IS NULL AND uiterlijk <= %s
        RETURNING jongere
        """,
        (peildatum,),
    )
    jongeren = [jongere for (jongere,) in sessie.cur]
    sessie.log_many("klantvolg.afmelden", jongeren, {"reden": "LEEFTIJD"})
    return len(jongeren)


def _end(wie: Wie, bsn: str, hoe: tuple[date, str, int | None], vandaag: date) -> Afsluiting:
    """End the aanmelding of one person in a transaction of its own; `hoe` is datum, reden and naar."""
    with namens(wie, Recht.AANMELDEN) as sessie:
        rijen = pl.DataFrame([(_find_jongere(sessie, bsn), *hoe)], schema=AFSLUITING, orient="row")
        afsluiting = sign_off(sessie, rijen, vandaag=vandaag)
    if not afsluiting.fouten.is_empty():
        raise InvoerFout(*(Fout(code, reden, kolom) for _, kolom, code, reden in afsluiting.fouten.iter_rows()))
    return afsluiting


def _find_jongere(sessie: Sessie, bsn: str) -> int:
    try:
        voluit = Bsn.parse(bsn).voluit
    except NummerFout as e:
        raise InvoerFout(Fout("BSN_ONGELDIG", str(e), "BSN")) from None
    sessie.cur.execute(
        "SELECT jongere FROM klantvolg_vind(ARRAY[%s::bytea], ARRAY[NULL::date])",
        use_sleutels(sessie.cur).encrypt([voluit]),
    )
    row = sessie.cur.fetchone()
    # Nobody may hear, from another answer or a log line, that a person is known here but followed by others.
    return int(row[0]) if row else NIEMAND
