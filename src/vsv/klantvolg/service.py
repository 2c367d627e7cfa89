"""What other rooms may ask of klantvolg."""

from vsv.klantvolg.aanmeldingen import read_aanmeldingen
from vsv.klantvolg.afmelden import Afmeldreden, draag_over, end_at_27, meld_af
from vsv.klantvolg.levering import take_aanmeldingen
from vsv.klantvolg.personen import find_gevolgden, read_personen
from vsv.klantvolg.sleutelwissel import rotate_sleutel
from vsv.klantvolg.uitkomst import Uitkomst

__all__ = [
    "Afmeldreden",
    "Uitkomst",
    "draag_over",
    "end_at_27",
    "find_gevolgden",
    "meld_af",
    "read_aanmeldingen",
    "read_personen",
    "rotate_sleutel",
    "take_aanmeldingen",
]
