"""The cursor: where somebody is in what there is to tell. It says nothing about people, and is checked on return."""

import base64
import binascii
import json
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from vsv.domein.fouten import Fout, InvoerFout

_LENGTES: Final = (2, 4)
_CONTROLE: Final = 8
_HOOGSTE: Final = 2**62


@dataclass(frozen=True, slots=True)
class Plaats:
    """Where to go on.

    Attributes:
        gebeurtenis: Id of the first event that has not been told in full.
        deel: How far it has been told: the number of its rows, or for a run the last aanmelding.
        stand: The jongere and aanmelding (keys) up to which the stand was told; None when that is done.
    """

    gebeurtenis: int
    deel: int = 0
    stand: tuple[int, int] | None = None


def encode(plaats: Plaats, oin: str) -> str:
    """Return a place as a cursor for the organisation with this OIN.

    >>> decode(encode(Plaats(7, 3), "1"), "1")
    Plaats(gebeurtenis=7, deel=3, stand=None)
    """
    numbers = [plaats.gebeurtenis, plaats.deel, *(plaats.stand or ())]
    text = json.dumps([*numbers, _check(numbers, oin)], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, oin: str) -> Plaats:
    """Return the place that a cursor of this organisation says.

    Raises:
        InvoerFout: CURSOR_ONGELDIG.
    """
    try:
        *numbers, check = json.loads(base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise _wrong() from None
    if check != _check(numbers, oin) or len(numbers) not in _LENGTES or not all(map(_is_number, numbers)):
        raise _wrong()
    gebeurtenis, deel, *stand = numbers
    return Plaats(gebeurtenis, deel, (stand[0], stand[1]) if stand else None)


def expired() -> InvoerFout:
    """Return the fault that what came after a cursor is no longer kept."""
    return InvoerFout(
        Fout(
            "CURSOR_VERLOPEN",
            "Wat er na deze cursor veranderde, wordt niet meer bewaard.",
            "cursor",
            "Begin opnieuw zonder cursor: u krijgt dan eerst de stand van nu.",
        )
    )


def _is_number(value: Any) -> bool:
    return type(value) is int and 0 <= value < _HOOGSTE


def _check(numbers: list[Any], oin: str) -> str:
    """Return a few signs by which a broken cursor, or one of another organisation, is known."""
    return sha256(f"{oin}:{numbers!r}".encode()).hexdigest()[:_CONTROLE]


def _wrong() -> InvoerFout:
    return InvoerFout(
        Fout(
            "CURSOR_ONGELDIG",
            "Dit is geen cursor van de wijzigingen van deze organisatie.",
            "cursor",
            "Neem de cursor van de vorige pagina over, of begin zonder cursor.",
        )
    )
