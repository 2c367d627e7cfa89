"""What other rooms may ask of klantvolg."""

from vsv.klantvolg.aanmelden import meld_aan
from vsv.klantvolg.aanmeldingen import read_aanmeldingen
from vsv.klantvolg.afmelden import Afmeldreden, draag_over, end_at_27, meld_af
from vsv.klantvolg.bestand.lezen import Bestand, read_bestand
from vsv.klantvolg.bulk import Voorvertoning, confirm, preview, write_geweigerd
from vsv.klantvolg.levering import take_aanmeldingen
from vsv.klantvolg.personen import find_gevolgden, read_personen
from vsv.klantvolg.sleutelwissel import rotate_sleutel
from vsv.klantvolg.uitkomst import Uitkomst

__all__ = [
    "Afmeldreden",
    "Bestand",
    "Uitkomst",
    "Voorvertoning",
    "confirm",
    "draag_over",
    "end_at_27",
    "find_gevolgden",
    "meld_aan",
    "meld_af",
    "preview",
    "read_aanmeldingen",
    "read_bestand",
    "read_personen",
    "rotate_sleutel",
    "take_aanmeldingen",
    "write_geweigerd",
]
