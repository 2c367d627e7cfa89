"""What the operator's pages may ask of beheer; all of it without people's data, also as vsv_beheer.

It only reads. The portal enters beheer by this door alone, and only from its package `vsv.portaal.beheer`.

What became of leveringen is asked of `bronnen` (`list_leveringen`, `read_leveringverslag`).
"""

from vsv.beheer.organisatiestanden import Organisatiestand, list_organisatiestanden
from vsv.beheer.regelsets import Parameterbeeld, Regelsetbeeld, list_regelsets
from vsv.beheer.stand import Stand, read_current_stand, read_stand
from vsv.beheer.standwoorden import Stapbeeld, describe_bron, show_steps
from vsv.beheer.taken import STATUSSEN, TAKEN, Taak, list_taken
from vsv.beheer.vast import Verloop

__all__ = [
    "STATUSSEN",
    "TAKEN",
    "Organisatiestand",
    "Parameterbeeld",
    "Regelsetbeeld",
    "Stand",
    "Stapbeeld",
    "Taak",
    "Verloop",
    "describe_bron",
    "list_organisatiestanden",
    "list_regelsets",
    "list_taken",
    "read_current_stand",
    "read_stand",
    "show_steps",
]
