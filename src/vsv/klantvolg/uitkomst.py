"""What came of a request about one person, and the words for it."""

from dataclasses import dataclass
from typing import Literal

Code = Literal["AANGEMELD", "AFGEMELD", "OVERGEDRAGEN", "AL_BEKEND"]


@dataclass(frozen=True, slots=True)
class Uitkomst:
    """What was done.

    Attributes:
        code: AL_BEKEND when it had been done before, and nothing was changed.
        zin: The same as a Dutch sentence.
        jongere: uuid of who was signed up, when the organisation may see that person now; to undo it.
    """

    code: Code
    zin: str
    jongere: str | None = None
