"""How an organisation comes in: its first gebruikersbeheerder asks, the operator of the service decides.

Who asks has logged in with eHerkenning, so that the number of the organisation is vouched for; which Doorstroompunt or
gemeente that is, the operator checks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.gemeenten import gemeenten, regios
from vsv.opslag.service import Cursor, transactie
from vsv.toegang.eherkenning import Identiteit
from vsv.toegang.organisaties import insert_organisatie
from vsv.toegang.sessie import Organisatie, Wie, als_dienst

_OIN_VAN: Final = {"RSIN": "00000001{}000", "KVK": "00000003{}0000"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gegevens:
    """What is asked for.

    Attributes:
        naam: Of the person who asks.
        emailadres: Where the operator can reach this person.
        telefoon: Likewise.
        organisatienaam: How the organisation is called.
        soort: `doorstroompunt` or `gemeente`.
        regio: Number of the Doorstroompunt region.
        gemeentecode: Of a gemeente; None for a Doorstroompunt.
    """

    naam: str
    emailadres: str
    telefoon: str
    organisatienaam: str
    soort: str
    regio: int
    gemeentecode: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Aanvraag:
    """A request that the operator has to decide about.

    Attributes:
        uuid: Of the request.
        gegevens: What is asked for.
        soort: `KVK` or `RSIN`: of which kind is
        nummer: the number that eHerkenning vouches for.
        gemaakt_op: Since when it waits.
        bestaand: Name of the organisation that is there already for this region or gemeente: who asks gets the role
            there. None = a new one would be made.
    """

    uuid: str
    gegevens: Gegevens
    soort: str
    nummer: str
    gemaakt_op: datetime
    bestaand: str | None


def submit_aanvraag(identiteit: Identiteit, gegevens: Gegevens) -> None:
    """Write down a request; it takes the place of an open one of the same person.

    Raises:
        InvoerFout: With everything that is wrong, each with its field as place.
    """
    _check(gegevens)
    with transactie("web") as cur:
        cur.execute(
            "SELECT toegang_vraag_aan(%s, %s, %s, %s, %s, %s, %s, %s, %s::smallint, %s)",
            (
                identiteit.subject,
                identiteit.soort,
                identiteit.nummer,
                gegevens.naam.strip(),
                gegevens.emailadres.strip(),
                gegevens.telefoon.strip(),
                gegevens.organisatienaam.strip(),
                gegevens.soort,
                gegevens.regio,
                gegevens.gemeentecode,
            ),
        )


def list_aanvragen(wie: Wie) -> Sequence[Aanvraag]:
    """Return the open requests, the oldest first.

    Raises:
        GeenRecht: `wie` is no operator.
    """
    with als_dienst(wie) as sessie:
        return _read(sessie.cur, None)


def grant_aanvraag(wie: Wie, uuid: str) -> Organisatie:
    """Let the organisation in, with who asked as its gebruikersbeheerder.

    An organisation that is there already (same kind and region or gemeente) is not made again: who asked gets the role
    there.

    Raises:
        InvoerFout: AANVRAAG_ONBEKEND: it was decided already.
        GeenRecht: `wie` is no operator.
    """
    with als_dienst(wie) as sessie:
        cur = sessie.cur
        aanvraag = _take(cur, uuid)
        organisatie = _find_or_add(cur, aanvraag)
        cur.execute(
            "INSERT INTO rechtspersoon (soort, nummer, organisatie) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (aanvraag.soort, aanvraag.nummer, organisatie.id),
        )
        cur.execute(
            """
            INSERT INTO toekenning (organisatie, gebruiker, actor, naam, rollen, gemaakt_door)
            SELECT %(organisatie)s, g.id, 'gebruiker:' || g.uuid, a.naam, ARRAY['GEBRUIKERSBEHEERDER'], %(door)s
            FROM aanvraag a JOIN gebruiker g ON g.id = a.gebruiker
            WHERE a.uuid = %(uuid)s
            ON CONFLICT DO NOTHING
            """,
            {"organisatie": organisatie.id, "uuid": uuid, "door": wie.actor},
        )
        _close(cur, uuid, "TOEGEKEND", wie)
        sessie.log("toegang.aanvraag_toekennen", bijzonderheden={"aanvraag": uuid, "oin": organisatie.oin})
        return organisatie


def reject_aanvraag(wie: Wie, uuid: str) -> None:
    """Reject a request.

    Raises:
        InvoerFout: AANVRAAG_ONBEKEND: it was decided already.
        GeenRecht: `wie` is no operator.
    """
    with als_dienst(wie) as sessie:
        _take(sessie.cur, uuid)
        _close(sessie.cur, uuid, "AFGEWEZEN", wie)
        sessie.log("toegang.aanvraag_afwijzen", bijzonderheden={"aanvraag": uuid})


def _read(cur: Cursor, uuid: str | None) -> Sequence[Aanvraag]:
    cur.execute(
        """
        SELECT a.uuid, a.naam, a.emailadres, a.telefoon, a.organisatienaam, a.soort, a.regio, a.gemeentecode,
               g.soort, g.nummer, a.gemaakt_op,
               (SELECT o.naam FROM organisatie o WHERE o.soort = a.soort AND o.regio = a.regio
                AND o.gemeentecode IS NOT DISTINCT FROM a.gemeentecode ORDER BY o.id LIMIT 1)
        FROM aanvraag a JOIN gebruiker g ON g.id = a.gebruiker
        WHERE a.stand = 'OPEN' AND (%(uuid)s::uuid IS NULL OR a.uuid = %(uuid)s)
        ORDER BY a.id
        """,
        {"uuid": uuid},
    )
    return [
        Aanvraag(
            uuid=str(number),
            gegevens=Gegevens(
                naam=naam,
                emailadres=email,
                telefoon=telefoon,
                organisatienaam=organisatie,
                soort=soort,
                regio=regio,
                gemeentecode=gemeentecode,
            ),
            soort=rechtspersoon,
            nummer=nummer,
            gemaakt_op=gemaakt_op,
            bestaand=bestaand,
        )
        for (
            number, naam, email, telefoon, organisatie, soort, regio, gemeentecode, rechtspersoon, nummer, gemaakt_op,
            bestaand,
        ) in cur
    ]  # fmt: skip


def _take(cur: Cursor, uuid: str) -> Aanvraag:
    """Return an open request that nobody else decides about until the end of the transaction."""
    cur.execute("SELECT FROM aanvraag WHERE uuid = %s AND stand = 'OPEN' FOR UPDATE", (uuid,))
    found = _read(cur, uuid) if cur.rowcount else []
    if not found:
        raise InvoerFout(
            Fout(
                "AANVRAAG_ONBEKEND",
                "Deze aanvraag is er niet, of er is al over besloten.",
                advies="Bekijk de lijst opnieuw.",
            )
        )
    return found[0]


def _close(cur: Cursor, uuid: str, stand: str, wie: Wie) -> None:
    cur.execute(
        "UPDATE aanvraag SET stand = %s, besloten_op = clock_timestamp(), besloten_door = %s WHERE uuid = %s",
        (stand, wie.actor, uuid),
    )


def _find_or_add(cur: Cursor, aanvraag: Aanvraag) -> Organisatie:
    """Return the organisation that is meant; a new one gets the OIN that follows from its number."""
    g = aanvraag.gegevens
    cur.execute(
        """
        SELECT id, oin, naam, soort, regio, gemeentecode FROM organisatie
        WHERE soort = %s AND regio = %s AND gemeentecode IS NOT DISTINCT FROM %s ORDER BY id LIMIT 1
        """,
        (g.soort, g.regio, g.gemeentecode),
    )
    row = cur.fetchone()
    if row:
        return Organisatie(*row)
    oin = _OIN_VAN[aanvraag.soort].format(aanvraag.nummer)
    return insert_organisatie(cur, oin, g.organisatienaam, g.soort, g.regio, g.gemeentecode)


def _check(gegevens: Gegevens) -> None:
    regio = regios().get(gegevens.regio)
    gemeente = gemeenten().get(gegevens.gemeentecode) if gegevens.gemeentecode else None
    tests = (
        ("naam", not gegevens.naam.strip(), "Vul uw naam in."),
        ("emailadres", not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", gegevens.emailadres.strip()),
         "Dit is geen e-mailadres. Een e-mailadres lijkt op naam@gemeente.nl."),
        ("telefoon", not re.fullmatch(r"[+0-9][0-9 ()-]{8,28}", gegevens.telefoon.strip()),
         "Dit is geen telefoonnummer. Vul 10 cijfers in, bijvoorbeeld 010 123 45 67."),
        ("organisatienaam", not gegevens.organisatienaam.strip(), "Vul in hoe uw organisatie heet."),
        ("soort", gegevens.soort not in ("doorstroompunt", "gemeente"), "Kies Doorstroompunt of gemeente."),
        ("regio", regio is None, "Kies de regio waar uw organisatie bij hoort."),
        ("gemeentecode", gegevens.soort == "gemeente" and (gemeente is None or gemeente.regio != gegevens.regio),
         "Kies de gemeente, binnen de regio."),
    )  # fmt: skip
    faults = [Fout(f"{veld.upper()}_ONGELDIG", reden, veld) for veld, wrong, reden in tests if wrong]
    if faults:
        raise InvoerFout(*faults)
