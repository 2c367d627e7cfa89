"""Measures the shape of a CSV file in blocks: how many commas and lines there are outside quotes.

Polars reads fast and is forgiving: it fills a row that is too short with nothing. So before that the
shape must add up: every quote stands where RFC 4180 has it, and there are as many commas as the number
of lines asks for. Then no row is too short unless another is too long, and that Polars does refuse,
except in a last line without a line break: there the commas are counted apart.
"""

from dataclasses import dataclass
from typing import Any, Final, TypeAlias

import numpy as np

_Bytes: TypeAlias = np.ndarray[Any, np.dtype[np.uint8]]
_Plekken: TypeAlias = np.ndarray[Any, np.dtype[np.intp]]

_KOMMA, _REGELEINDE, _AANHALING = b",", b"\n", b'"'
_VOOR_OPENEN: Final = np.frombuffer(b',\n"', np.uint8)
_NA_SLUITEN: Final = np.frombuffer(b',\r\n"', np.uint8)


@dataclass(slots=True)
class Vorm:
    """What was seen in the blocks of a file so far.

    Attributes:
        kommas: Commas outside quotes.
        kommas_op_regel: Those of them after the last line break.
        regeleinden: Line breaks outside quotes.
        regeleinden_binnen: Line breaks inside quotes.
        binnen: The next byte stands inside quotes.
        misplaatst: A quote does not stand next to a comma, a line break or another quote.
        laatste: The last byte.
    """

    kommas: int = 0
    kommas_op_regel: int = 0
    regeleinden: int = 0
    regeleinden_binnen: int = 0
    binnen: bool = False
    misplaatst: bool = False
    laatste: bytes = _REGELEINDE

    def add(self, blok: bytes) -> None:
        """Measure the next block."""
        if not (self.binnen or self.laatste == _AANHALING or _AANHALING in blok):
            self._count(blok.count(_KOMMA), blok.count(_REGELEINDE), blok.count(_KOMMA, blok.rfind(_REGELEINDE) + 1))
        elif blok:
            self._add_with_quotes(np.frombuffer(blok, np.uint8))
        self.laatste = blok[-1:]

    def adds_up(self, kolommen: int) -> bool:
        """Say whether there are as many commas as this number of columns asks for."""
        open_regel = self.laatste != _REGELEINDE
        return (
            not (self.binnen or self.misplaatst)
            and self.kommas == (self.regeleinden + open_regel) * (kolommen - 1)
            and self.kommas_op_regel == open_regel * (kolommen - 1)
        )

    def _count(self, kommas: int, regeleinden: int, kommas_op_regel: int) -> None:
        self.kommas += kommas
        self.kommas_op_regel = kommas_op_regel if regeleinden else self.kommas_op_regel + kommas
        self.regeleinden += regeleinden

    def _add_with_quotes(self, blok: _Bytes) -> None:
        aanhaling = blok == ord(_AANHALING)
        binnen = np.logical_xor.accumulate(aanhaling) ^ self.binnen
        plekken = np.flatnonzero(aanhaling)
        self._check_quotes(blok, opent=plekken[binnen[plekken]], sluit=plekken[~binnen[plekken]])
        komma = (blok == ord(_KOMMA)) & ~binnen
        regeleinde = blok == ord(_REGELEINDE)
        einden = np.flatnonzero(regeleinde & ~binnen)
        laatste_einde = einden[-1] if einden.size else 0
        self._count(int(komma.sum()), einden.size, int(komma[laatste_einde:].sum()))
        self.regeleinden_binnen += int(regeleinde.sum()) - einden.size
        self.binnen = bool(binnen[-1])

    def _check_quotes(self, blok: _Bytes, *, opent: _Plekken, sluit: _Plekken) -> None:
        """Look at the byte before each quote that opens, and after each that closes."""
        ervoor = np.where(opent > 0, blok[opent - 1], ord(self.laatste))
        erna = blok[sluit[sluit < blok.size - 1] + 1]
        if self.laatste == _AANHALING and not self.binnen:
            erna = np.append(erna, blok[0])
        self.misplaatst |= not (np.isin(ervoor, _VOOR_OPENEN).all() and np.isin(erna, _NA_SLUITEN).all())
