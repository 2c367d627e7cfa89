"""What the operator's pages may ask of beheer; all of it without people's data, also as vsv_beheer.

What became of leveringen is asked of `bronnen` (`list_leveringen`, `read_leveringverslag`).
"""

from vsv.beheer.organisatiestanden import Organisatiestand, list_organisatiestanden
from vsv.beheer.regelsets import Parameterbeeld, Regelsetbeeld, list_regelsets
from vsv.beheer.stand import Stand, read_stand
from vsv.beheer.taken import STATUSSEN, TAKEN, Taak, list_taken
from vsv.beheer.vast import Verloop

__all__ = [
    "STATUSSEN",
    "TAKEN",
    "Organisatiestand",
    "Parameterbeeld",
    "Regelsetbeeld",
    "Stand",
    "Taak",
    "Verloop",
    "list_organisatiestanden",
    "list_regelsets",
    "list_taken",
    "read_stand",
]
