"""Which pages there are for developers."""

from collections.abc import Mapping
from typing import Final

PAGINAS: Final[Mapping[str, str]] = {
    "": "Begin hier",
    "aan-de-slag": "Aan de slag",
    "synchroniseren": "Een kopie bijhouden",
    "referentie": "Referentie",
    "fouten": "Fouten",
    "wijzigingen": "Versies",
}
"""Every page by the end of its address, with its title."""
