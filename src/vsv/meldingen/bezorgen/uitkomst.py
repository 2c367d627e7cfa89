"""What became of bringing something: when it is tried again, when it is parked, and when it is forgotten."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from vsv.meldingen.bezorgen.mislukking import Mislukking
from vsv.meldingen.bezorgen.rij import Ontvanger, Zending
from vsv.opslag.service import Cursor

GEDULD: Final = timedelta(days=3)
"""How long something is tried before it is parked (standaarden: NLgov CloudEvents)."""
EERSTE_WACHT: Final = timedelta(minutes=1)
LANGSTE_WACHT: Final = timedelta(hours=6)
"""How long it takes to the second try, and at most between two; each time three times as long (our decision)."""
TE_VEEL: Final = 5
"""After so many failures in a row an abonnement is left alone for a while (our decision)."""
LANGSTE_RUST: Final = timedelta(hours=1)
BEWAAR_BEZORGD: Final = timedelta(days=30)
"""How long it can be seen that something was delivered (our decision: long enough for a question about last month)."""
BEWAAR_GEPARKEERD: Final = timedelta(days=90)
"""How long what was parked can be sent again, and an abonnement that has ended can be seen (our decision)."""

Spreiding = Callable[[], float]
"""Returns a number from 0 up to 1, by which retries of many do not come all at once."""


def note_delivered(cur: Cursor, ontvanger: Ontvanger, zending: Zending, nu: datetime, status: int) -> None:
    """Write down that it arrived."""
    cur.execute(
        """
        UPDATE bezorging SET stand = 'BEZORGD', bezorgd_op = %s, volgende_poging_op = NULL, pogingen = pogingen + 1,
                             laatste_status = %s, laatste_reden = NULL
        WHERE id = %s AND stand = 'WACHT'
        """,
        (nu, status, zending.id),
    )
    cur.execute(
        "UPDATE abonnement SET fouten_op_rij = 0, rust_tot = NULL, laatst_bezorgd_op = %s WHERE id = %s",
        (nu, ontvanger.id),
    )


def note_failed(
    cur: Cursor, zending: Zending, nu: datetime, reden: Mislukking, status: int | None, spreiding: Spreiding
) -> bool:
    """Write down that it went wrong and when it is tried again; True when it is parked: it has waited long enough."""
    again = nu + delay_after(zending.pogingen + 1, spreiding())
    parked = again > zending.wacht_sinds + GEDULD
    cur.execute(
        """
        UPDATE bezorging
        SET stand = CASE WHEN %(parked)s THEN 'GEPARKEERD' ELSE 'WACHT' END,
            geparkeerd_op = CASE WHEN %(parked)s THEN %(nu)s::timestamptz END,
            volgende_poging_op = CASE WHEN NOT %(parked)s THEN %(again)s::timestamptz END,
            pogingen = pogingen + 1, laatste_status = %(status)s, laatste_reden = %(reden)s
        WHERE id = %(id)s AND stand = 'WACHT'
        """,
        {"parked": parked, "nu": nu, "again": again, "status": status, "reden": str(reden), "id": zending.id},
    )
    return parked


def note_trouble(cur: Cursor, ontvanger: Ontvanger, nu: datetime) -> bool:
    """Count a failure of an abonnement; True when it is left alone for a while, because it was one too many.

    What then has waited for three days is parked, tried or not: nobody was there to take it.
    """
    cur.execute(
        "UPDATE abonnement SET fouten_op_rij = least(fouten_op_rij + 1, 1000) WHERE id = %s RETURNING fouten_op_rij",
        (ontvanger.id,),
    )
    ((fouten,),) = cur
    if fouten < TE_VEEL:
        return False
    rest = min(EERSTE_WACHT * 2 ** min(fouten - TE_VEEL, 10), LANGSTE_RUST)
    cur.execute("UPDATE abonnement SET rust_tot = %s WHERE id = %s", (nu + rest, ontvanger.id))
    park(cur, ontvanger.id, nu, Mislukking.NIET_GEPROBEERD, voor=nu - GEDULD)
    return True


def note_gone(cur: Cursor, ontvanger: Ontvanger, nu: datetime) -> None:
    """Stop an abonnement whose receiver said 410 Gone; what waits for it is parked."""
    cur.execute(
        """
        UPDATE abonnement SET actief = false, gestopt_op = %s, gestopt_door = 'ONTVANGER', rust_tot = NULL,
                              fouten_op_rij = 0
        WHERE id = %s AND actief
        """,
        (nu, ontvanger.id),
    )
    park(cur, ontvanger.id, nu, Mislukking.GESTOPT)


def stop_withdrawn(cur: Cursor, nu: datetime) -> int:
    """Stop the abonnementen of who may not hear anything any more; return how many. What waits for them is parked."""
    cur.execute(
        """
        UPDATE abonnement SET actief = false, gestopt_op = %s, gestopt_door = 'MACHTIGING', rust_tot = NULL,
                              fouten_op_rij = 0
        WHERE actief AND (client, organisatie) NOT IN (SELECT client, organisatie FROM meldingen_gemachtigden())
        RETURNING id
        """,
        (nu,),
    )
    stopped = [key for (key,) in cur]
    for key in stopped:
        park(cur, key, nu, Mislukking.INGETROKKEN)
    return len(stopped)


def park(cur: Cursor, abonnement: int, nu: datetime, reden: Mislukking, *, voor: datetime | None = None) -> int:
    """Park what waits for an abonnement (`voor`: since before this moment); return how many that were."""
    cur.execute(
        """
        UPDATE bezorging SET stand = 'GEPARKEERD', geparkeerd_op = %(nu)s, volgende_poging_op = NULL,
                             laatste_reden = coalesce(laatste_reden, %(reden)s)
        WHERE abonnement = %(abonnement)s AND stand = 'WACHT' AND wacht_sinds <= coalesce(%(voor)s, wacht_sinds)
        """,
        {"abonnement": abonnement, "nu": nu, "reden": str(reden), "voor": voor},
    )
    return cur.rowcount


def note_try(
    cur: Cursor, ontvanger: Ontvanger, zending: Zending, nu: datetime, status: int | None, reden: str | None, duur: int
) -> None:
    """Write down that it was tried."""
    cur.execute(
        """
        INSERT INTO bezorgpoging (organisatie, bezorging, moment, status, reden, duur) VALUES (%s, %s, %s, %s, %s, %s)
        """,
        (ontvanger.organisatie, zending.id, nu, status, reden, duur),
    )


def forget_bezorgingen(cur: Cursor, nu: datetime) -> int:
    """Remove what was delivered or parked long ago, and what is left of an abonnement; return how many bezorgingen."""
    cur.execute(
        "DELETE FROM bezorging WHERE bezorgd_op < %s OR geparkeerd_op < %s",
        (nu - BEWAAR_BEZORGD, nu - BEWAAR_GEPARKEERD),
    )
    gone = cur.rowcount
    cur.execute(
        """
        DELETE FROM abonnement a WHERE a.beeindigd_op < %s
          AND NOT EXISTS (SELECT FROM bezorging b WHERE b.abonnement = a.id)
        """,
        (nu - BEWAAR_GEPARKEERD,),
    )
    return gone


def delay_after(pogingen: int, deel: float) -> timedelta:
    """Return how long to wait after so many tries: three times as long each time, and up to a fifth longer.

    >>> [delay_after(tries, 0.0).total_seconds() / 60 for tries in (1, 2, 3, 4, 20)]
    [1.0, 3.0, 9.0, 27.0, 360.0]
    """
    plain: timedelta = min(EERSTE_WACHT * 3 ** min(pogingen - 1, 10), LANGSTE_WACHT)
    return plain * (1 + deel / 5)


def spread() -> float:
    """Return a random number from 0 up to 1."""
    return random.random()  # noqa: S311  # only to spread retries
