"""The secret that an abonnement shares with us, and what is signed with it.

As in Standard Webhooks (https://www.standardwebhooks.com): `whsec_` and 32 random bytes in base64; the signature is
`v1,` and the HMAC-SHA256, in base64, over the id, the second and the body with points in between. It is a few lines;
a library for it would be one more to keep up to date.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from vsv.opslag.service import Cursor, load_sleutels

_BEGIN: Final = "whsec_"
_BYTES: Final = 32


def make_geheim() -> str:
    """Return a new secret."""
    return _BEGIN + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def sign(geheim: str, *, id: str, moment: datetime, inhoud: bytes) -> Mapping[str, str]:  # noqa: A002  # as the standard calls it
    """Return the three headers with which a receiver can see that a body comes from us, and is of now.

    Args:
        geheim: Of the abonnement.
        id: Of the event; the same each time that it is tried.
        moment: When it is sent.
        inhoud: The body.
    """
    second = str(int(moment.timestamp()))
    key = base64.b64decode(geheim.removeprefix(_BEGIN))
    digest = hmac.new(key, f"{id}.{second}.".encode() + inhoud, hashlib.sha256).digest()
    return {
        "webhook-id": id,
        "webhook-timestamp": second,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def lock_geheim(geheim: str) -> tuple[bytes, int]:
    """Return a secret as it is kept: encrypted, with the number of the key.

    Raises:
        OmgevingFout: There is no key here.
    """
    sleutels = load_sleutels()
    (locked,) = sleutels.encrypt([geheim])
    return locked, sleutels.actief


def unlock_geheim(versleuteld: bytes, sleutel: int) -> str:
    """Return the secret that was kept.

    Raises:
        OmgevingFout: The key is not here, or is another one.
    """
    (geheim,) = load_sleutels().decrypt([versleuteld], sleutel)
    return geheim


def rotate_geheimen(cur: Cursor) -> int:
    """Encrypt what stands here under an older key with the active one, and return how many secrets that were."""
    sleutels = load_sleutels()
    cur.execute("SELECT id, geheim, sleutel FROM abonnement WHERE sleutel <> %s FOR UPDATE", (sleutels.actief,))
    rows = cur.fetchall()
    opened = [sleutels.decrypt([geheim], nummer)[0] for _, geheim, nummer in rows]
    cur.execute(
        """
        UPDATE abonnement SET geheim = nieuw.geheim, sleutel = %s
        FROM unnest(%b::bigint[], %b::bytea[]) AS nieuw (id, geheim) WHERE nieuw.id = abonnement.id
        """,
        (sleutels.actief, [row[0] for row in rows], sleutels.encrypt(opened)),
    )
    return len(rows)
