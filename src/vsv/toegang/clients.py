"""Clients: the software of vendors that may ask for tokens, as the operator registers it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg.types.json import Jsonb

from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.service import transactie
from vsv.toegang.keuring import find_faults
from vsv.toegang.oauth.jwks import check_jwks, kids_of
from vsv.toegang.sessie import Sessie, Wie, als_dienst

_NAAM_MAX: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Software of a vendor.

    Attributes:
        oin: Of the vendor; the client_id.
        naam: Of the vendor, for people.
        kids: The keys with which it may prove who it is.
        gemaakt_op: Since when it is here.
        geblokkeerd_op: Since when it gets nothing any more; None = may ask for tokens.
        organisaties: How many organisations let it act for them now.
    """

    oin: str
    naam: str
    kids: Sequence[str]
    gemaakt_op: datetime
    geblokkeerd_op: datetime | None
    organisaties: int


def register_client(wie: Wie, *, oin: str, naam: str, jwks: object) -> None:
    """Register the software of a vendor. It acts for nobody until an organisation gives it a machtiging.

    Args:
        wie: The operator.
        oin: Of the vendor: the client_id.
        naam: Of the vendor, as organisations know it.
        jwks: Its public keys, as they come out of JSON.

    Raises:
        InvoerFout: OIN_ONGELDIG, NAAM_LEEG, NAAM_TE_LANG, what `check_jwks` finds, CLIENT_BESTAAT.
        GeenRecht: `wie` does not run the service.
    """
    kept = _check(oin, naam, jwks)
    with als_dienst(wie) as sessie:
        sessie.cur.execute(
            "INSERT INTO client (oin, naam, jwks) VALUES (%s, %s, %s) ON CONFLICT (oin) DO NOTHING",
            (oin, naam.strip(), Jsonb(kept)),
        )
        if sessie.cur.rowcount != 1:
            raise InvoerFout(
                Fout("CLIENT_BESTAAT", "Deze client is hier al.", f"OIN {oin}",
                     "Geef haar andere sleutels met 'vsv client sleutels'.")
            )  # fmt: skip
        sessie.log("toegang.client_registreren", bijzonderheden={"client": oin, "sleutels": list(kids_of(kept))})


def replace_keys(wie: Wie, oin: str, jwks: object) -> None:
    """Let a client prove who it is with exactly these keys from now on.

    Raises:
        InvoerFout: What `check_jwks` finds, CLIENT_ONBEKEND.
        GeenRecht: `wie` does not run the service.
    """
    kept = check_jwks(jwks)
    with als_dienst(wie) as sessie:
        sessie.cur.execute("UPDATE client SET jwks = %s WHERE oin = %s", (Jsonb(kept), oin))
        _require_one(sessie, oin)
        sessie.log("toegang.client_sleutels", bijzonderheden={"client": oin, "sleutels": list(kids_of(kept))})


def block_client(wie: Wie, oin: str) -> None:
    """Let a client do nothing any more, also with tokens that it has, from the next request on.

    Raises:
        InvoerFout: CLIENT_ONBEKEND.
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute(
            "UPDATE client SET geblokkeerd_op = coalesce(geblokkeerd_op, clock_timestamp()) WHERE oin = %s", (oin,)
        )
        _require_one(sessie, oin)
        sessie.log("toegang.client_blokkeren", bijzonderheden={"client": oin})


def unblock_client(wie: Wie, oin: str) -> None:
    """Let a client ask for tokens again; its machtigingen are as they were.

    Raises:
        InvoerFout: CLIENT_ONBEKEND.
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute("UPDATE client SET geblokkeerd_op = NULL WHERE oin = %s", (oin,))
        _require_one(sessie, oin)
        sessie.log("toegang.client_vrijgeven", bijzonderheden={"client": oin})


def list_clients(wie: Wie) -> list[Client]:
    """Return all clients by name, for the operator.

    Raises:
        GeenRecht: `wie` does not run the service.
    """
    with als_dienst(wie) as sessie:
        sessie.cur.execute(
            """
            SELECT c.oin, c.naam, c.jwks, c.gemaakt_op, c.geblokkeerd_op,
                   (SELECT count(*) FROM machtiging m WHERE m.client = c.id AND m.ingetrokken_op IS NULL)
            FROM client c ORDER BY lower(c.naam), c.oin
            """
        )
        return [_as_client(row) for row in sessie.cur]


def is_blocked(oin: str) -> bool:
    """Say whether a client may do nothing at this moment: the operator blocked it, or it is not here (any more)."""
    with transactie("web") as cur:
        row = cur.execute("SELECT FROM client WHERE oin = %s AND geblokkeerd_op IS NULL", (oin,)).fetchone()
    return row is None


def _as_client(row: tuple[Any, ...]) -> Client:
    oin, naam, jwks, gemaakt_op, geblokkeerd_op, organisaties = row
    return Client(
        oin=oin,
        naam=naam,
        kids=kids_of(jwks),
        gemaakt_op=gemaakt_op,
        geblokkeerd_op=geblokkeerd_op,
        organisaties=organisaties,
    )


def _check(oin: str, naam: str, jwks: object) -> Mapping[str, Any]:
    """Return the keys as we keep them, or raise all that is wrong at once."""
    faults = find_faults(oin, naam)
    if len(naam.strip()) > _NAAM_MAX:
        faults.append(Fout("NAAM_TE_LANG", f"De naam is langer dan {_NAAM_MAX} tekens.", "naam", "Kort de naam in."))
    kept: Mapping[str, Any] = {}
    try:
        kept = check_jwks(jwks)
    except InvoerFout as e:
        faults += e.fouten
    if faults:
        raise InvoerFout(*faults)
    return kept


def _require_one(sessie: Sessie, oin: str) -> None:
    if sessie.cur.rowcount != 1:
        raise InvoerFout(
            Fout("CLIENT_ONBEKEND", "Deze client is hier niet bekend.", f"OIN {oin}",
                 "Bekijk de lijst met 'vsv client lijst'.")
        )  # fmt: skip
