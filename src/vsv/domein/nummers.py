"""Numbers that name people and organisations, with the proof that they can exist.

Each `parse_...` returns the number or raises `NummerFout` with one Dutch sentence that never repeats
the number: it may be somebody's BSN with a typing error in it. The same proofs over whole columns are
in `vsv.domein.kolommen`.
"""

import re
from dataclasses import dataclass, field
from typing import Final

from stdnum.nl import bsn as elfproef

BSN_PATROON: Final = r"[0-9]{9}"
LOONHEFFINGENNUMMER_PATROON: Final = r"[0-9]{9}L(?:0[1-9]|[1-9][0-9])"
OIN_PATROON: Final = r"00000001[0-9]{9}000|00000003[0-9]{8}0000|00000004[0-9]{12}|00000099[0-9]{12}"
"""RSIN, KvK-nummer, sub-OIN and test numbers (Logius, OIN-stelsel)."""
OIN_VAN_RSIN: Final = "00000001"
NUMMER_IKV_MAX: Final = 9999


class NummerFout(ValueError):
    """A text is not a number of the kind that was asked for; the message is Dutch and can be shown."""


@dataclass(frozen=True, slots=True, order=True)
class Bsn:
    """A burgerservicenummer that does not leak: `str`, `repr` and so logs and tracebacks show it masked.

    >>> print(Bsn.parse("999990019"))
    ••••••019
    >>> Bsn.parse("999990019").voluit
    '999990019'

    Attributes:
        voluit: The nine digits, only for where the task needs them (Wabb art. 10).
    """

    voluit: str = field(repr=False)

    @classmethod
    def parse(cls, tekst: str) -> "Bsn":
        """Return the BSN in a text of nine digits.

        Raises:
            NummerFout: Not nine digits, or the digits fail the elfproef.
        """
        return cls(_prove(tekst, "Een BSN"))

    def __str__(self) -> str:
        return mask_bsn(self.voluit)

    def __repr__(self) -> str:
        return f"Bsn({self})"


def mask_bsn(bsn: str) -> str:
    """Return a BSN with only its last three digits visible; a text of another length is hidden entirely.

    >>> mask_bsn("900000123")
    '••••••123'
    """
    return "••••••" + (bsn[6:] if len(bsn) == 9 else "")


def mask_cijfers(tekst: str) -> str:
    """Return a text in which no number of nine digits or more can be read in full.

    For text that should not hold a BSN but may: a name of a file, a header that is missing.

    >>> mask_cijfers("lijst 900000123.csv van 2026")
    'lijst ••••••123.csv van 2026'
    """
    return re.sub(r"[0-9]{6}(?=[0-9]{3})", "••••••", tekst)


def toonbaar(tekst: str, lengte: int = 60) -> str:
    r"""Return a name that somebody else gave to a file, a folder or a column, so that it can be shown and written.

    No number of nine digits can be read in it, it has no control signs and no bytes that are no text, and it takes
    at most `lengte` bytes.

    >>> toonbaar("900000004\n.csv")
    '••••••004_.csv'
    """
    schoon = mask_cijfers("".join(teken if teken.isprintable() else "_" for teken in tekst))
    if len(schoon.encode()) <= lengte:
        return schoon
    return schoon.encode()[: lengte - len("…".encode())].decode(errors="ignore") + "…"


def parse_rsin(tekst: str) -> str:
    """Return an RSIN: nine digits with the same proof as a BSN.

    Raises:
        NummerFout: It is not one.
    """
    return _prove(tekst, "Een RSIN")


def parse_kvk(tekst: str) -> str:
    """Return a KvK-nummer: eight digits.

    Raises:
        NummerFout: It is not one.
    """
    return _match(r"[0-9]{8}", tekst, "Een KvK-nummer bestaat uit 8 cijfers.")


def parse_gemeentecode(tekst: str) -> str:
    """Return a gemeentecode: four digits. Whether it is in use is for `vsv.domein.gemeenten`.

    Raises:
        NummerFout: It is not one.
    """
    return _match(r"[0-9]{4}", tekst, "Een gemeentecode bestaat uit 4 cijfers.")


def parse_loonheffingennummer(tekst: str) -> str:
    """Return a loonheffingennummer: an RSIN, `L`, and 01 to 99.

    >>> parse_loonheffingennummer("800000195L03")
    '800000195L03'

    Raises:
        NummerFout: It is not one.
    """
    rule = "Een loonheffingennummer bestaat uit 9 cijfers, een L en 2 cijfers (niet 00)."
    _match(LOONHEFFINGENNUMMER_PATROON, tekst, rule)
    _prove(tekst[:9], "Een loonheffingennummer")
    return tekst


def parse_oin(tekst: str) -> str:
    """Return an OIN: a prefix of eight digits, a number, and zeros up to twenty digits.

    >>> parse_oin("00000099000000001000")
    '00000099000000001000'

    Raises:
        NummerFout: It is not one.
    """
    rule = "Een OIN bestaat uit 20 cijfers en begint met 00000001, 00000003, 00000004 of 00000099."
    _match(OIN_PATROON, tekst, rule)
    if tekst.startswith(OIN_VAN_RSIN):
        _prove(tekst[8:17], "Een OIN met een RSIN erin")
    return tekst


def ikv_sleutel(loonheffingennummer: str, nummer_ikv: int) -> int:
    """Return the integer key of an inkomstenverhouding of one person: lossless, and it fits 64 bits.

    It is the eleven digits of the loonheffingennummer followed by the four of nummer_ikv.

    >>> ikv_sleutel("800000195L03", 1)
    800000195030001

    Raises:
        NummerFout: The loonheffingennummer is not one, or nummer_ikv is not 0 to 9999.
    """
    if not 0 <= nummer_ikv <= NUMMER_IKV_MAX:
        raise NummerFout("Een nummer IKV is een getal van 0 tot en met 9999.")
    nummer = parse_loonheffingennummer(loonheffingennummer)
    return int(f"{nummer[:9]}{nummer[10:]}{nummer_ikv:04}")


def split_ikv_sleutel(sleutel: int) -> tuple[str, int]:
    """Return the loonheffingennummer and nummer_ikv that `ikv_sleutel` made into one integer.

    >>> split_ikv_sleutel(800000195030001)
    ('800000195L03', 1)
    """
    cijfers = f"{sleutel:015}"
    return f"{cijfers[:9]}L{cijfers[9:11]}", int(cijfers[11:])


def _match(patroon: str, tekst: str, rule: str) -> str:
    if not re.fullmatch(patroon, tekst):
        raise NummerFout(rule)
    return tekst


def _prove(tekst: str, wat: str) -> str:
    """Return nine digits that pass the elfproef (the proof itself is python-stdnum's)."""
    _match(BSN_PATROON, tekst, f"{wat} bestaat uit 9 cijfers.")
    if not elfproef.is_valid(tekst):
        raise NummerFout(f"{wat} moet voldoen aan de elfproef. Er zit waarschijnlijk een tikfout in.")
    return tekst
