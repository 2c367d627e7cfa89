"""The keys with which we sign tokens: PEM files in a folder, outside the database.

The folder is the setting `VSV_TOKENSLEUTELS`. The last file by name signs, all of them prove. So a key is changed by
adding one (`vsv api-sleutel maak`), and taking the old file away when the last token of it is over. A process notices
by itself that the folder has changed.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from vsv.domein.fouten import Fout, OmgevingFout

ALGORITME: Final = "PS256"
_INSTELLING: Final = "VSV_TOKENSLEUTELS"
_BITS: Final = 3072  # good until after 2030 (NCSC, TLS guidelines)


@dataclass(frozen=True, slots=True, eq=False)
class Tokensleutels:
    """The keys that hold now.

    Attributes:
        actief: The kid of the one that signs.
        geheim: That one.
        openbaar: All of them, by kid (RFC 7638 thumbprint), without their private numbers.
    """

    actief: str
    geheim: RSAKey
    openbaar: Mapping[str, RSAKey]

    def __repr__(self) -> str:
        """Name the kid's and never a key."""
        return f"Tokensleutels({sorted(self.openbaar)})"

    @property
    def jwks(self) -> dict[str, Any]:
        """The public keys as a JWKS, the one that signs first."""
        kids = [self.actief, *sorted(self.openbaar.keys() - {self.actief})]
        return {"keys": [self.openbaar[kid].as_dict(private=False, kid=kid, use="sig", alg=ALGORITME) for kid in kids]}


_read: dict[str, tuple[int, Tokensleutels]] = {}


def load_signing_keys() -> Tokensleutels:
    """Return the keys in the folder; read again only when the folder has changed.

    Raises:
        OmgevingFout: TOKENSLEUTEL: there is no folder, no key in it, or one that can't be read.
    """
    folder = os.environ.get(_INSTELLING)
    try:
        changed = Path(folder).stat().st_mtime_ns if folder else 0
    except OSError as e:
        raise _fault("De map met sleutels voor tokens is er niet.") from e
    if not folder:
        raise _fault("Er is niet gezegd waar de sleutels voor tokens staan.")
    known = _read.get(folder)
    if known is None or known[0] != changed:
        known = _read[folder] = changed, _read_folder(Path(folder))
    return known[1]


def make_signing_key(folder: Path) -> Path:
    """Make a key in a folder, readable for nobody else, and return its file: from now on it signs.

    The folder is made when it is not there.

    Raises:
        OmgevingFout: TOKENSLEUTEL: the last key in the folder would still come after this one.
    """
    naam = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}Z.pem"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(path.name >= naam for path in folder.glob("*.pem")):
        raise _fault("Er staat een sleutel met een latere naam in deze map.", plaats=str(folder))
    pem = rsa.generate_private_key(public_exponent=65537, key_size=_BITS).private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    unfinished = folder / f".{naam}.{secrets.token_hex(4)}"  # another process never reads half a key
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
    return unfinished.rename(folder / naam)


def _read_folder(folder: Path) -> Tokensleutels:
    try:
        keys = [RSAKey.import_key(path.read_bytes()) for path in sorted(folder.glob("*.pem"))]
    except (JoseError, OSError, TypeError, ValueError) as e:
        raise _fault("Een sleutel voor tokens kan niet worden gelezen.") from e
    if not keys or not keys[-1].is_private:
        raise _fault("Er is geen sleutel om tokens mee te ondertekenen.")
    openbaar = {key.thumbprint(): RSAKey.import_key(key.as_dict(private=False)) for key in keys}
    return Tokensleutels(keys[-1].thumbprint(), keys[-1], openbaar)


def _fault(reden: str, plaats: str = _INSTELLING) -> OmgevingFout:
    return OmgevingFout(Fout("TOKENSLEUTEL", reden, plaats, "Maak een sleutel met 'vsv api-sleutel maak'."))
