"""What can go wrong for a user, as values and as exceptions.

Every message to a person has three parts: the place, the reason and the remedy. A `Fout` is one of
them; a `VsvFout` stops the command and carries one or more. The `vsv` command turns the class into
an exit code, a page or an endpoint turns it into its own answer: no text is made anywhere else.
"""

import errno
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Fout:
    """One thing that is wrong, said so that the reader can mend it.

    Attributes:
        code: Stable name in capitals, for programs (`BSN_ONGELDIG`).
        reden: What is wrong, one Dutch sentence without the place. Never holds a whole BSN.
        plaats: Where: a file, a line, a column, an option. Empty when there is no place.
        advies: What to do about it, one Dutch sentence. Empty when the reason says it all.
    """

    code: str
    reden: str
    plaats: str = ""
    advies: str = ""

    def __str__(self) -> str:
        """Return `plaats: reden advies`, leaving out what is empty."""
        place = f"{self.plaats}: " if self.plaats else ""
        return f"{place}{self.reden} {self.advies}".strip()


class VsvFout(Exception):
    """A command can't be carried out and has changed nothing.

    Attributes:
        fouten: What is wrong; at least one.
        aantal: How many faults there are in all; may be more than `fouten` holds.
        exit_code: What the `vsv` command ends with.
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, *fouten: Fout, aantal: int | None = None) -> None:
        self.fouten: Sequence[Fout] = fouten
        self.aantal = len(fouten) if aantal is None else aantal
        super().__init__("\n".join(map(str, fouten)))


class InvoerFout(VsvFout):
    """What the user gave can't be used: a file, an option, a value. Exit code 2."""


class OmgevingFout(VsvFout):
    """The surroundings fail: no database, no room on the disk, no key. Exit code 3."""

    exit_code = 3


def schijffout(error: OSError) -> OmgevingFout:
    """Return what the system said about a file or a disk as a fault for a user."""
    vol = error.errno in (errno.ENOSPC, errno.EDQUOT)
    reden = "De schijf is vol." if vol else f"Lezen of schrijven lukt niet ({error.strerror or type(error).__name__})."
    advies = (
        "Maak ruimte vrij en probeer het opnieuw." if vol else "Kijk of het pad bestaat en of u er rechten op heeft."
    )
    return OmgevingFout(Fout("SCHIJF", reden, str(error.filename or ""), advies))


class ControleFout(VsvFout):
    """A check found a difference: a broken chain, a report that does not recompute. Exit code 4."""

    exit_code = 4


class GeenRecht(VsvFout):
    """The acting user may not do this. Exit code 5."""

    exit_code = 5
