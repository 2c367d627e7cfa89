"""Machtigingen: which vendor's software may do what for an organisation, given and withdrawn by that organisation.

What is given or withdrawn holds from the next request of that software on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout
from vsv.logboek.service import Afzender, log
from vsv.opslag.service import ask, transactie
from vsv.toegang.rechten import Recht
from vsv.toegang.scopes import Scope, known_scopes
from vsv.toegang.sessie import Organisatie, Sessie, Wie, namens

_RECHT: Final = Recht.MACHTIGINGEN_BEHEREN


@dataclass(frozen=True, slots=True)
class Leverancier:
    """A vendor whose software can be given a machtiging: its OIN, and its name for people."""

    oin: str
    naam: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Machtiging:
    """What the acting organisation lets, or let, the software of a vendor do.

    Attributes:
        uuid: Of the machtiging.
        leverancier: Whose software.
        scopes: What it may do, in the order of `Scope`.
        verleend_op: Since when.
        verleend_door: By whom, as the log knows this person.
        ingetrokken_op: Until when; None = holds.
        ingetrokken_door: By whom it was withdrawn.
        geblokkeerd: The operator lets this software do nothing at all.
    """

    uuid: str
    leverancier: Leverancier
    scopes: Sequence[Scope]
    verleend_op: datetime
    verleend_door: str
    ingetrokken_op: datetime | None
    ingetrokken_door: str | None
    geblokkeerd: bool


def list_machtigingen(wie: Wie) -> list[Machtiging]:
    """Return all machtigingen that the acting organisation gave: those that hold by name, then what was, latest first.

    Raises:
        GeenRecht: `wie` may not manage machtigingen.
    """
    with namens(wie, _RECHT) as sessie:
        sessie.cur.execute(
            """
            SELECT m.uuid, c.oin, c.naam, m.scopes, m.verleend_op, m.verleend_door, m.ingetrokken_op,
                   m.ingetrokken_door, c.geblokkeerd_op IS NOT NULL
            FROM machtiging m JOIN client c ON c.id = m.client
            WHERE m.organisatie = vsv_organisatie()
            ORDER BY m.ingetrokken_op DESC NULLS FIRST, lower(c.naam), m.id DESC
            """
        )
        return [_as_machtiging(row) for row in sessie.cur]


def list_clients_to_grant(wie: Wie) -> list[Leverancier]:
    """Return the vendors whose software the acting organisation can give a machtiging, by name: not who has one.

    Raises:
        GeenRecht: `wie` may not manage machtigingen.
    """
    with namens(wie, _RECHT) as sessie:
        sessie.cur.execute(
            """
            SELECT c.oin, c.naam FROM client c
            WHERE c.geblokkeerd_op IS NULL
              AND NOT EXISTS (SELECT FROM machtiging m WHERE m.client = c.id AND m.organisatie = vsv_organisatie()
                              AND m.ingetrokken_op IS NULL)
            ORDER BY lower(c.naam), c.oin
            """
        )
        return [Leverancier(*row) for row in sessie.cur]


def grant_machtiging(wie: Wie, *, client: str, scopes: Iterable[str]) -> str:
    """Let the software of a vendor act for the acting organisation, and return the uuid of the machtiging.

    Args:
        wie: Who manages machtigingen.
        client: OIN of the vendor.
        scopes: What it may do.

    Raises:
        InvoerFout: SCOPE_ONTBREEKT, SCOPE_ONBEKEND, CLIENT_ONBEKEND, MACHTIGING_BESTAAT.
        GeenRecht: `wie` may not manage machtigingen.
    """
    chosen = _check(scopes)
    with namens(wie, _RECHT) as sessie:
        uuid = _insert(sessie, client, chosen)
        sessie.log("toegang.machtiging_verlenen", bijzonderheden={"client": client, "scopes": chosen})
        return uuid


def change_machtiging(wie: Wie, uuid: str, scopes: Iterable[str]) -> str:
    """Let the software do exactly this from now on; the machtiging of before stays in the history.

    Returns:
        The uuid of the machtiging that holds now; the same one when nothing changes.

    Raises:
        InvoerFout: SCOPE_ONTBREEKT, SCOPE_ONBEKEND, MACHTIGING_ONBEKEND.
        GeenRecht: `wie` may not manage machtigingen.
    """
    chosen = _check(scopes)
    with namens(wie, _RECHT) as sessie:
        client, before = _find_open(sessie, uuid)
        if before == chosen:
            return uuid
        _withdraw(sessie, uuid)
        new = _insert(sessie, client, chosen)
        sessie.log("toegang.machtiging_wijzigen", bijzonderheden={"client": client, "scopes": chosen, "eerder": before})
        return new


def withdraw_machtiging(wie: Wie, uuid: str) -> None:
    """Let the software do nothing any more for the acting organisation.

    Raises:
        InvoerFout: MACHTIGING_ONBEKEND.
        GeenRecht: `wie` may not manage machtigingen.
    """
    with namens(wie, _RECHT) as sessie:
        client, before = _find_open(sessie, uuid)
        _withdraw(sessie, uuid)
        sessie.log("toegang.machtiging_intrekken", bijzonderheden={"client": client, "eerder": before})


def find_machtiging(client: str, organisatie: str) -> tuple[Organisatie, frozenset[Scope]] | None:
    """Return what a client may do for an organisation at this moment; None when it may do nothing, or is blocked.

    Args:
        client: OIN of the vendor.
        organisatie: OIN of the organisation; one that is not here gives the same answer as one without machtiging.
    """
    rows = ask("web", "SELECT * FROM toegang_machtiging(%s, %s)", (client, organisatie))
    return (Organisatie(*rows[0][:-1]), known_scopes(rows[0][-1])) if rows else None


def list_machtigingen_van(client: str) -> Mapping[Organisatie, frozenset[Scope]]:
    """Return for which organisations a client may act at this moment, by OIN, and what it may do there."""
    with transactie("web") as cur:
        rows = cur.execute("SELECT * FROM toegang_machtigingen(%s)", (client,)).fetchall()
    return {Organisatie(*row[:-1]): known_scopes(row[-1]) for row in rows}


def refuse_machtiging(client: str, organisatie: str, *, reden: str, trace: str) -> None:
    """Log, with that organisation, that a client wanted to do something for it without being let.

    Args:
        client: OIN of the vendor, proven.
        organisatie: OIN that was asked for. One that is not here is not written down: it may be anything.
        reden: Code of why.
        trace: W3C trace id of the request.
    """
    with transactie("web") as cur:
        row = cur.execute("SELECT id FROM organisatie WHERE oin = %s", (organisatie,)).fetchone()
        cur.execute("SELECT set_config('vsv.organisatie', %s, true)", (str(row[0]) if row else "",))
        afzender = Afzender(actor=f"client:{client}", oorsprong="api", organisatie=row[0] if row else None, trace=trace)
        bijzonderheden = {"client": client, "weigerreden": reden}
        log(cur, afzender, "toegang.machtiging_weigeren", resultaat="geweigerd", bijzonderheden=bijzonderheden)


def _as_machtiging(row: tuple[Any, ...]) -> Machtiging:
    uuid, oin, naam, scopes, verleend_op, verleend_door, ingetrokken_op, ingetrokken_door, geblokkeerd = row
    return Machtiging(
        uuid=str(uuid),
        leverancier=Leverancier(oin, naam),
        scopes=_in_order(scopes),
        verleend_op=verleend_op,
        verleend_door=verleend_door,
        ingetrokken_op=ingetrokken_op,
        ingetrokken_door=ingetrokken_door,
        geblokkeerd=geblokkeerd,
    )


def _insert(sessie: Sessie, client: str, scopes: Sequence[str]) -> str:
    wie = sessie.wie
    row = sessie.cur.execute(
        """
        INSERT INTO machtiging (client, organisatie, scopes, verleend_door)
        SELECT c.id, vsv_organisatie(), %s, %s FROM client c WHERE c.oin = %s
        ON CONFLICT (client, organisatie) WHERE ingetrokken_op IS NULL DO NOTHING
        RETURNING uuid
        """,
        (list(scopes), wie.actor, client),
    ).fetchone()
    if row:
        return str(row[0])
    if sessie.cur.execute("SELECT FROM client WHERE oin = %s", (client,)).fetchone() is None:
        raise InvoerFout(
            Fout("CLIENT_ONBEKEND", "Deze leverancier is hier niet bekend.", "client", "Kies er een uit de lijst.")
        )
    raise InvoerFout(
        Fout("MACHTIGING_BESTAAT", "Deze leverancier heeft al een machtiging van uw organisatie.", "client",
             "Wijzig die machtiging.")
    )  # fmt: skip


def _find_open(sessie: Sessie, uuid: str) -> tuple[str, list[str]]:
    """Return the OIN of the client and the scopes of a machtiging that holds; nobody else changes it meanwhile."""
    row = sessie.cur.execute(
        """
        SELECT c.oin, m.scopes FROM machtiging m JOIN client c ON c.id = m.client
        WHERE m.uuid = %s AND m.organisatie = vsv_organisatie() AND m.ingetrokken_op IS NULL
        FOR UPDATE OF m
        """,
        (uuid,),
    ).fetchone()
    if row is None:
        raise InvoerFout(
            Fout("MACHTIGING_ONBEKEND", "Deze machtiging geldt niet (meer).", "", "Bekijk de lijst opnieuw.")
        )
    return row[0], row[1]


def _withdraw(sessie: Sessie, uuid: str) -> None:
    sessie.cur.execute(
        "UPDATE machtiging SET ingetrokken_op = clock_timestamp(), ingetrokken_door = %s WHERE uuid = %s",
        (sessie.wie.actor, uuid),
    )


def _check(scopes: Iterable[str]) -> list[str]:
    """Return the scopes in the order of `Scope`, or raise what is wrong."""
    asked = set(scopes)
    if not asked:
        raise InvoerFout(
            Fout("SCOPE_ONTBREEKT", "Kies wat deze leverancier mag: ten minste één mogelijkheid.", "scopes")
        )
    if asked - set(Scope):
        raise InvoerFout(Fout("SCOPE_ONBEKEND", "Deze mogelijkheid bestaat niet.", "scopes", "Kies uit de lijst."))
    return [str(scope) for scope in _in_order(asked)]


def _in_order(scopes: Iterable[str]) -> list[Scope]:
    known = known_scopes(scopes)
    return [scope for scope in Scope if scope in known]
