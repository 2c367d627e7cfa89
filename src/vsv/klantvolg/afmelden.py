"""The end of an aanmelding: afmelden, overdragen to another organisation, and the hard stop at 27.

What is known of an end is never changed afterwards, because past reports rest on it. So the same request twice is
once, and another end for the same aanmelding is refused.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.nummers import Bsn, NummerFout
from vsv.domein.perioden import datum_tekst
from vsv.klantvolg.personen import use_sleutels
from vsv.klantvolg.uitkomst import Uitkomst
from vsv.opslag.service import Cursor
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


@dataclass(frozen=True, slots=True)
class _Stand:
    """The open aanmelding of a person at the acting organisation, or else the one that ended last."""

    aanmelding: int
    jongere: int
    aanmelddatum: date
    uiterlijk: date | None
    afmelddatum: date | None
    afmeldreden: str | None
    overgedragen_aan: int | None


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
    with namens(wie, Recht.AANMELDEN) as sessie:
        stand = _find_stand(sessie.cur, bsn)
        al_bekend = (stand.afmelddatum, stand.afmeldreden) == (afmelddatum, reden)
        fout = None if al_bekend else _check_open(stand) or _check_datum(stand, afmelddatum, vandaag)
        if al_bekend or fout:
            sessie.log("klantvolg.opzoeken", stand.jongere)
        else:
            _end(sessie.cur, stand, afmelddatum, reden)
            sessie.log("klantvolg.afmelden", stand.jongere, {"reden": reden})
    if fout:
        raise InvoerFout(fout)
    if al_bekend:
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
    with namens(wie, Recht.AANMELDEN) as sessie:
        sessie.cur.execute("SELECT klantvolg_beurt(ARRAY[vsv_organisatie(), %s])", (naar.id,))
        stand = _find_stand(sessie.cur, bsn)
        al_bekend = (stand.afmelddatum, stand.overgedragen_aan) == (datum, naar.id)
        fout = None if al_bekend else _check_open(stand) or _check_overdracht(stand, wie, naar, datum, vandaag)
        if al_bekend or fout:
            sessie.log("klantvolg.opzoeken", stand.jongere)
        else:
            _hand_over(sessie, stand, naar, datum)
    if fout:
        raise InvoerFout(fout)
    if al_bekend:
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


def _find_stand(cur: Cursor, bsn: str) -> _Stand:
    """Find how a person stands with the acting organisation, and keep that so until the end of the transaction."""
    try:
        voluit = Bsn.parse(bsn).voluit
    except NummerFout as e:
        raise InvoerFout(Fout("BSN_ONGELDIG", str(e), "BSN")) from None
    cur.execute(
        """
        SELECT a.id, a.jongere, a.aanmelddatum, a.uiterlijk, a.afmelddatum, a.afmeldreden, a.overgedragen_aan
        FROM klantvolg_vind(ARRAY[%s::bytea], ARRAY[NULL::date]) AS v
        JOIN aanmelding a ON a.jongere = v.jongere AND a.organisatie = vsv_organisatie()
        ORDER BY a.afmelddatum DESC NULLS FIRST, a.id DESC
        LIMIT 1
        FOR UPDATE OF a
        """,
        use_sleutels(cur).encrypt([voluit]),
    )
    row = cur.fetchone()
    if row is None:
        raise InvoerFout(
            Fout("NIET_AANGEMELD", "U volgt deze jongere niet.", "BSN", "Kijk of het BSN en de organisatie kloppen.")
        )
    return _Stand(*row)


def _check_open(stand: _Stand) -> Fout | None:
    if stand.afmelddatum is None:
        return None
    return Fout(
        "AL_AFGEMELD",
        f"Deze jongere is al afgemeld vanaf {datum_tekst(stand.afmelddatum)}, met reden {stand.afmeldreden}.",
        advies="Een afmelding wordt niet meer gewijzigd. Meld de jongere opnieuw aan als u die weer volgt.",
    )


def _check_datum(stand: _Stand, datum: date, vandaag: date) -> Fout | None:
    if datum < stand.aanmelddatum:
        begin = datum_tekst(stand.aanmelddatum)
        return Fout(
            "AFMELDDATUM_TE_VROEG", f"U volgt deze jongere pas vanaf {begin}.", "datum", "Kies die dag of later."
        )
    if datum > max(vandaag, stand.aanmelddatum):
        return Fout("DATUM_IN_TOEKOMST", "Deze datum ligt in de toekomst.", "datum", "Geef het door als het zover is.")
    return None


def _check_overdracht(stand: _Stand, wie: Wie, naar: Organisatie, datum: date, vandaag: date) -> Fout | None:
    if naar == wie.organisatie:
        return Fout("NAAR_UZELF", "U volgt deze jongere zelf al.", "organisatie", "Kies een andere organisatie.")
    if stand.uiterlijk and stand.uiterlijk <= datum:
        return Fout("LEEFTIJD", "Deze jongere is dan 27 of ouder. Overdragen kan niet meer.", "datum")
    return _check_datum(stand, datum, vandaag)


def _end(cur: Cursor, stand: _Stand, datum: date, reden: str, naar: Organisatie | None = None) -> None:
    cur.execute(
        """
        UPDATE aanmelding
        SET afmelddatum = %s, afmeldreden = %s, overgedragen_aan = %s, afgemeld_op = clock_timestamp()
        WHERE id = %s
        """,
        (datum, reden, naar.id if naar else None, stand.aanmelding),
    )


def _hand_over(sessie: Sessie, stand: _Stand, naar: Organisatie, datum: date) -> None:
    _end(sessie.cur, stand, datum, "OVERGEDRAGEN", naar)
    wie = sessie.wie
    sessie.cur.execute(
        "SELECT klantvolg_ontvang(%s, %s, %s, %s, %s, %s)",
        (stand.jongere, naar.id, datum, wie.actor, wie.oorsprong, wie.trace),
    )
    if sessie.cur.fetchone() == ("AANMELDING_OVERLAPT",):
        raise InvoerFout(
            Fout(
                "AANMELDING_OVERLAPT",
                f"{naar.naam} heeft deze jongere na die dag al gevolgd.",
                "datum",
                "Spreek samen een latere dag af.",
            )
        )
    sessie.log("klantvolg.overdragen", stand.jongere, {"naar": naar.oin})
