"""Encryption at rest of what may identify a person: AES-SIV, so equal texts give equal bytes.

Deterministic encryption keeps a BSN unique and searchable without being readable (our decision; AES-SIV is
RFC 5297). The keys come from outside the database: the setting `VSV_SLEUTELS` or the file it names,
one `number:base64` per line, the highest number first in use. A database dump without the keys reveals
nothing.
"""

import base64
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from vsv.domein.fouten import Fout, OmgevingFout

_KEY_BYTES = 64  # AES-256-SIV


@dataclass(frozen=True)
class Sleutels:
    """The keys, by number; the highest number encrypts, all of them decrypt.

    Attributes:
        keys: Number to 64 random bytes.
    """

    keys: dict[int, bytes]

    def __repr__(self) -> str:
        """Name the numbers and never the keys."""
        return f"Sleutels({sorted(self.keys)})"

    @property
    def actief(self) -> int:
        """The number of the key that encrypts."""
        return max(self.keys)

    @cached_property
    def _ciphers(self) -> dict[int, AESSIV]:
        return {number: AESSIV(key) for number, key in self.keys.items()}

    def encrypt(self, texts: Iterable[str]) -> list[bytes]:
        """Encrypt texts with the active key; equal texts give equal bytes."""
        cipher = self._ciphers[self.actief]
        return [cipher.encrypt(text.encode(), None) for text in texts]

    def decrypt(self, ciphertexts: Iterable[bytes], nummer: int) -> list[str]:
        """Decrypt what key `nummer` encrypted.

        Raises:
            OmgevingFout: The key is not here, or is another one than was used.
        """
        if nummer not in self._ciphers:
            raise _key_fault(f"Sleutel {nummer} ontbreekt, terwijl de database er gegevens mee heeft versleuteld.")
        cipher = self._ciphers[nummer]
        try:
            return [cipher.decrypt(bytes(ciphertext), None).decode() for ciphertext in ciphertexts]
        except InvalidTag as e:
            raise _key_fault(f"Sleutel {nummer} is een andere dan waarmee de database is versleuteld.") from e

    def seal(self, inhoud: bytes, doel: str) -> bytes:
        """Encrypt content with the active key, for one purpose: equal content for another one gives other bytes."""
        return self._ciphers[self.actief].encrypt(inhoud, [doel.encode()])

    def unseal(self, verzegeld: bytes, doel: str) -> bytes:
        """Decrypt what `seal` made for the same purpose with the active key.

        Raises:
            OmgevingFout: It was another key, or another purpose.
        """
        try:
            return self._ciphers[self.actief].decrypt(verzegeld, [doel.encode()])
        except InvalidTag as e:
            raise _key_fault(f"Sleutel {self.actief} is een andere dan waarmee dit is versleuteld.") from e


def load_sleutels() -> Sleutels:
    """Read the keys from `VSV_SLEUTELS` (the keys themselves) or `VSV_SLEUTELBESTAND` (a file with them).

    Raises:
        OmgevingFout: There are none, or they can't be read.
    """
    text = os.environ.get("VSV_SLEUTELS", "")
    if path := os.environ.get("VSV_SLEUTELBESTAND"):
        try:
            text = Path(path).read_text("ascii")
        except (OSError, UnicodeDecodeError) as e:
            raise _key_fault("Het sleutelbestand kan niet worden gelezen.") from e
    try:
        keys = {int(number): base64.b64decode(key, validate=True) for number, key in map(_split, text.split())}
    except ValueError as e:
        raise _key_fault("De sleutels staan niet in de vorm nummer:base64.") from e
    if not keys or any(len(key) != _KEY_BYTES for key in keys.values()):
        raise _key_fault("Er is geen bruikbare sleutel voor de BSN's.")
    return Sleutels(keys)


def new_key_line(nummer: int) -> str:
    """Return a line for the key file with a fresh random key."""
    return f"{nummer}:{base64.b64encode(os.urandom(_KEY_BYTES)).decode()}"


def _split(line: str) -> tuple[str, str]:
    number, _, key = line.partition(":")
    return number, key


def _key_fault(reden: str) -> OmgevingFout:
    return OmgevingFout(
        Fout(
            "SLEUTEL",
            reden,
            "VSV_SLEUTELBESTAND",
            "Maak een sleutel met 'vsv sleutel maak', of zet de goede terug.",
        )
    )
