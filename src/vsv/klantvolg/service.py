"""What other rooms may ask of klantvolg."""

from vsv.klantvolg.aanmelden import check_aanmelding, meld_aan
from vsv.klantvolg.aanmeldingen import read_aanmeldingen
from vsv.klantvolg.afmelden import Afmeldreden, draag_over, end_at_27, meld_af
from vsv.klantvolg.beginnen import Aanmelduitslag, meld_allen_aan
from vsv.klantvolg.bestand.lezen import Bestand, read_bestand
from vsv.klantvolg.bulk import Voorvertoning, confirm, preview, write_geweigerd
from vsv.klantvolg.einden import draag_allen_over, has_aanmeldingen, meld_allen_af, read_gekozen
from vsv.klantvolg.gevolgd import (
    WIJZIGBAAR,
    Gevolgdenpagina,
    change_gevolgde,
    list_gevolgden,
    read_gevolgde,
    search_gevolgden,
)
from vsv.klantvolg.inlevering import (
    BEWAAR_MINUTEN,
    Inlevering,
    Uitslag,
    confirm_inlevering,
    forget_inleveringen,
    format_geweigerd_van,
    hand_in,
    make_voorbeeld,
    read_inlevering,
    undo_inlevering,
)
from vsv.klantvolg.inzage import Persoon, find_persoon, read_klantvolg_over
from vsv.klantvolg.jongere import find_by_bsn, find_gevolgde, read_volgers, toon_bsn
from vsv.klantvolg.levering import take_aanmeldingen
from vsv.klantvolg.logboek import (
    Loghoofd,
    Logkeuze,
    Logpagina,
    find_in_log,
    iter_logboek,
    read_logboek,
    search_in_logboek,
)
from vsv.klantvolg.merk import Merkstand, put_merk, read_merk
from vsv.klantvolg.oordeel import AANVRAAG
from vsv.klantvolg.opvolging import (
    Merk,
    Merkreden,
    describe_merk,
    read_opvolging,
    set_gemeente,
    set_opvolging,
    undo_opvolging,
)
from vsv.klantvolg.per_rij import EINDE, sluit_allen_af
from vsv.klantvolg.personen import find_gevolgden, read_personen
from vsv.klantvolg.sleutelwissel import rotate_sleutel
from vsv.klantvolg.uitkomst import Uitkomst
from vsv.klantvolg.voorstel.automatisch import propose_automatisch
from vsv.klantvolg.voorstel.besluiten import accept_voorstellen, reject_voorstellen
from vsv.klantvolg.voorstel.inzien import Voorstellen, Voorstelstand, page_voorstellen, read_voorstel
from vsv.klantvolg.voorstel.lijst import (
    Voorstellenpagina,
    count_voorstellen,
    find_open_voorstellen,
    find_voorstellen,
    list_voorstellen,
    read_voorstellen,
)
from vsv.klantvolg.voorstel.signalen import take_signalen
from vsv.klantvolg.voorstel.soorten import Aanleiding, Voorstelsoort

__all__ = [
    "AANVRAAG",
    "BEWAAR_MINUTEN",
    "EINDE",
    "WIJZIGBAAR",
    "Aanleiding",
    "Aanmelduitslag",
    "Afmeldreden",
    "Bestand",
    "Gevolgdenpagina",
    "Inlevering",
    "Loghoofd",
    "Logkeuze",
    "Logpagina",
    "Merk",
    "Merkreden",
    "Merkstand",
    "Persoon",
    "Uitkomst",
    "Uitslag",
    "Voorstellen",
    "Voorstellenpagina",
    "Voorstelsoort",
    "Voorstelstand",
    "Voorvertoning",
    "accept_voorstellen",
    "change_gevolgde",
    "check_aanmelding",
    "confirm",
    "confirm_inlevering",
    "count_voorstellen",
    "describe_merk",
    "draag_allen_over",
    "draag_over",
    "end_at_27",
    "find_by_bsn",
    "find_gevolgde",
    "find_gevolgden",
    "find_in_log",
    "find_open_voorstellen",
    "find_persoon",
    "find_voorstellen",
    "forget_inleveringen",
    "format_geweigerd_van",
    "hand_in",
    "has_aanmeldingen",
    "iter_logboek",
    "list_gevolgden",
    "list_voorstellen",
    "make_voorbeeld",
    "meld_aan",
    "meld_af",
    "meld_allen_aan",
    "meld_allen_af",
    "page_voorstellen",
    "preview",
    "propose_automatisch",
    "put_merk",
    "read_aanmeldingen",
    "read_bestand",
    "read_gekozen",
    "read_gevolgde",
    "read_inlevering",
    "read_klantvolg_over",
    "read_logboek",
    "read_merk",
    "read_opvolging",
    "read_personen",
    "read_volgers",
    "read_voorstel",
    "read_voorstellen",
    "reject_voorstellen",
    "rotate_sleutel",
    "search_gevolgden",
    "search_in_logboek",
    "set_gemeente",
    "set_opvolging",
    "sluit_allen_af",
    "take_aanmeldingen",
    "take_signalen",
    "toon_bsn",
    "undo_inlevering",
    "undo_opvolging",
    "write_geweigerd",
]
