"""What other rooms may ask of klantvolg."""

from vsv.klantvolg.aanmeldingen import read_aanmeldingen
from vsv.klantvolg.levering import take_aanmeldingen
from vsv.klantvolg.personen import find_gevolgden, read_personen

__all__ = [
    "find_gevolgden",
    "read_aanmeldingen",
    "read_personen",
    "take_aanmeldingen",
]
