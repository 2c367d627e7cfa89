"""What became of bringing: the list of an abonnement, sending again, and sending a test."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from vsv.domein.codes import Code
from vsv.domein.fouten import Fout, InvoerFout
from vsv.meldingen.abonnementlijst import find_client, recht_van, require_open, unknown
from vsv.meldingen.bezorgen.bericht import PROEFMELDING
from vsv.meldingen.bezorgen.mislukking import Mislukking
from vsv.opslag.service import Cursor
from vsv.toegang.service import Recht, Sessie, Wie, namens


class Bezorgstand(Code):
    """What became of bringing a melding."""

    WACHT = "WACHT", "wacht"
    BEZORGD = "BEZORGD", "bezorgd"
    GEPARKEERD = "GEPARKEERD", "geparkeerd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorging:
    """A melding on its way to an abonnement, without about whom it is.

    Attributes:
        uuid: Its name, to send it again.
        nummer: Place in the order of the abonnement, the `sequence` of the event.
        melding: Id of the event.
        type: Type of the event.
        stand: What became of it.
        pogingen: How often it was tried, since it waits.
        gemaakt_op: Since when it is there.
        volgende_poging_op: When it is tried again; None when it does not wait.
        bezorgd_op: When it arrived.
        geparkeerd_op: Since when it is not tried any more.
        status: HTTP status of the last answer; None when there was none.
        reden: Why it went wrong the last time; None when it did not.
    """

    uuid: UUID
    nummer: int
    melding: UUID
    type: str
    stand: Bezorgstand
    pogingen: int
    gemaakt_op: datetime
    volgende_poging_op: datetime | None
    bezorgd_op: datetime | None
    geparkeerd_op: datetime | None
    status: int | None
    reden: Mislukking | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Bezorgpoging:
    """One time that it was tried.

    Attributes:
        moment: When.
        status: HTTP status of the answer; None when there was none.
        reden: Why it went wrong; None = it arrived.
        duur: Milliseconds.
    """

    moment: datetime
    status: int | None
    reden: Mislukking | None
    duur: int


@dataclass(frozen=True, slots=True)
class Bezorgtelling:
    """How bringing goes, over all organisations.

    Attributes:
        wachtend: How many wait.
        oudste: Since when the one that has waited longest does; None = none waits.
        geparkeerd: How many are parked.
    """

    wachtend: int
    oudste: datetime | None
    geparkeerd: int


def list_bezorgingen(
    wie: Wie, abonnement: UUID, *, stand: Bezorgstand | None = None, voor: int | None = None, aantal: int = 100
) -> list[Bezorging]:
    """Return what became of the meldingen for an abonnement, the latest first.

    Args:
        wie: Who looks, with the right MELDINGEN_ONTVANGEN or MACHTIGINGEN_BEHEREN.
        abonnement: Of which one.
        stand: Only those of which this became.
        voor: Only those before this nummer: the last one of the page before.
        aantal: How many at most.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        key = _find(sessie, abonnement)
        sessie.cur.execute(
            """
            SELECT b.uuid, b.nummer, coalesce(m.uuid, b.uuid), coalesce(m.soort, %(proef)s), b.stand, b.pogingen,
                   b.gemaakt_op, b.volgende_poging_op, b.bezorgd_op, b.geparkeerd_op, b.laatste_status, b.laatste_reden
            FROM bezorging b LEFT JOIN melding m ON m.volgnummer = b.melding
            WHERE b.organisatie = vsv_organisatie() AND b.abonnement = %(abonnement)s
              AND (%(stand)s::text IS NULL OR b.stand = %(stand)s)
              AND (%(voor)s::bigint IS NULL OR b.nummer < %(voor)s)
            ORDER BY b.nummer DESC LIMIT %(aantal)s
            """,
            {
                "proef": PROEFMELDING,
                "abonnement": key,
                "stand": stand and str(stand),
                "voor": voor,
                "aantal": aantal,
            },
        )
        found = [_as_bezorging(*row) for row in sessie.cur]
        sessie.log("meldingen.bezorgingen_lezen", bijzonderheden={"abonnement": str(abonnement), "aantal": len(found)})
    return found


def list_pogingen(wie: Wie, abonnement: UUID, bezorging: UUID) -> list[Bezorgpoging]:
    """Return every time that something was tried, the first first.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND, BEZORGING_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        key = _find_bezorging(sessie, _find(sessie, abonnement), bezorging)
        sessie.cur.execute(
            "SELECT moment, status, reden, duur FROM bezorgpoging WHERE bezorging = %s ORDER BY id", (key,)
        )
        return [
            Bezorgpoging(moment=moment, status=status, reden=Mislukking.van(reden) if reden else None, duur=duur)
            for moment, status, reden, duur in sessie.cur
        ]


def send_test(wie: Wie, abonnement: UUID) -> Bezorging:
    """Put a test (`nl.vsv.proefmelding.v1`) in line for an abonnement: it is brought within about a minute.

    Returns:
        What was put in line; what becomes of it is in `list_bezorgingen`.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND, ABONNEMENT_BEEINDIGD, ABONNEMENT_GESTOPT.
        GeenRecht: `wie` has not the right MELDINGEN_ONTVANGEN.
    """
    with namens(wie, Recht.MELDINGEN_ONTVANGEN) as sessie:
        key = _require_active(sessie, abonnement)
        sessie.cur.execute(
            """
            WITH verder AS (UPDATE abonnement SET laatste = laatste + 1, rust_tot = NULL WHERE id = %s
                            RETURNING laatste)
            INSERT INTO bezorging (organisatie, abonnement, nummer) SELECT vsv_organisatie(), %s, laatste FROM verder
            RETURNING uuid, nummer, uuid, %s, stand, pogingen, gemaakt_op, volgende_poging_op, bezorgd_op,
                      geparkeerd_op, laatste_status, laatste_reden
            """,
            (key, key, PROEFMELDING),
        )
        (row,) = sessie.cur.fetchall()
        sessie.log("meldingen.proef_sturen", bijzonderheden={"abonnement": str(abonnement)})
    return _as_bezorging(*row)


def resend(wie: Wie, abonnement: UUID, bezorging: UUID) -> None:
    """Put something in line again, whatever became of it; it is tried for three days once more.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND, ABONNEMENT_BEEINDIGD, ABONNEMENT_GESTOPT, BEZORGING_ONBEKEND.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        key = _require_active(sessie, abonnement)
        _put_back(sessie, key, alleen=_find_bezorging(sessie, key, bezorging))
        sessie.log(
            "meldingen.opnieuw_sturen", bijzonderheden={"abonnement": str(abonnement), "bezorging": str(bezorging)}
        )


def resend_parked(wie: Wie, abonnement: UUID) -> int:
    """Put all that is parked for an abonnement in line again, and return how many that were.

    Raises:
        InvoerFout: ABONNEMENT_ONBEKEND, ABONNEMENT_BEEINDIGD, ABONNEMENT_GESTOPT.
        GeenRecht: `wie` may not do this.
    """
    with namens(wie, recht_van(wie)) as sessie:
        key = _require_active(sessie, abonnement)
        number = _put_back(sessie, key)
        sessie.log("meldingen.opnieuw_sturen", bijzonderheden={"abonnement": str(abonnement), "aantal": number})
    return number


def count_bezorgingen(cur: Cursor) -> Bezorgtelling:
    """Count what waits and what is parked; no people's data, so who runs the service may see it."""
    cur.execute("SELECT wachtend, oudste, geparkeerd FROM meldingen_tel_bezorgingen()")
    ((wachtend, oudste, geparkeerd),) = cur
    return Bezorgtelling(wachtend, oudste, geparkeerd)


def _put_back(sessie: Sessie, abonnement: int, *, alleen: int | None = None) -> int:
    """Put one bezorging in line again, or all that are parked; then it is tried at once."""
    sessie.cur.execute("UPDATE abonnement SET rust_tot = NULL, fouten_op_rij = 0 WHERE id = %s", (abonnement,))
    sessie.cur.execute(
        """
        UPDATE bezorging
        SET stand = 'WACHT', wacht_sinds = clock_timestamp(), volgende_poging_op = clock_timestamp(), pogingen = 0,
            bezorgd_op = NULL, geparkeerd_op = NULL
        WHERE abonnement = %(abonnement)s AND CASE WHEN %(alleen)s::bigint IS NULL THEN stand = 'GEPARKEERD'
                                                   ELSE id = %(alleen)s END
        """,
        {"abonnement": abonnement, "alleen": alleen},
    )
    return sessie.cur.rowcount


def _require_active(sessie: Sessie, uuid: UUID) -> int:
    key = require_open(sessie, uuid)
    ((actief,),) = sessie.cur.execute("SELECT actief FROM abonnement WHERE id = %s", (key,))
    if not actief:
        raise InvoerFout(Fout("ABONNEMENT_GESTOPT", "Dit abonnement is gestopt.", advies="Maak het eerst weer actief."))
    return key


def _find(sessie: Sessie, uuid: UUID) -> int:
    """Return the key of an abonnement, also of one that ended."""
    sessie.cur.execute(
        """
        SELECT id FROM abonnement
        WHERE organisatie = vsv_organisatie() AND uuid = %s AND client = coalesce(%s, client)
        """,
        (uuid, find_client(sessie.wie)),
    )
    row = sessie.cur.fetchone()
    if row is None:
        raise unknown()
    key: int = row[0]
    return key


def _find_bezorging(sessie: Sessie, abonnement: int, uuid: UUID) -> int:
    sessie.cur.execute("SELECT id FROM bezorging WHERE abonnement = %s AND uuid = %s", (abonnement, uuid))
    row = sessie.cur.fetchone()
    if row is None:
        raise InvoerFout(
            Fout("BEZORGING_ONBEKEND", "Deze bezorging is er niet (meer).", advies="Bekijk de lijst opnieuw.")
        )
    key: int = row[0]
    return key


def _as_bezorging(uuid: UUID, nummer: int, melding: UUID, soort: str, stand: str, *rest: Any) -> Bezorging:
    pogingen, gemaakt_op, volgende_poging_op, bezorgd_op, geparkeerd_op, status, reden = rest
    return Bezorging(
        uuid=uuid,
        nummer=nummer,
        melding=melding,
        type=f"nl.vsv.{soort}.v1",
        stand=Bezorgstand.van(stand),
        pogingen=pogingen,
        gemaakt_op=gemaakt_op,
        volgende_poging_op=volgende_poging_op,
        bezorgd_op=bezorgd_op,
        geparkeerd_op=geparkeerd_op,
        status=status,
        reden=Mislukking.van(reden) if reden else None,
    )
