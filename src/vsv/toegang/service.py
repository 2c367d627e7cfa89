"""Who may do what, and for which organisation: the public face of `toegang`."""

from vsv.toegang.aanvragen import Aanvraag, Gegevens, grant_aanvraag, list_aanvragen, reject_aanvraag, submit_aanvraag
from vsv.toegang.actoren import name_actoren
from vsv.toegang.eherkenning import Attributen, Identiteit, read_identiteit
from vsv.toegang.gebruikers import (
    UITNODIGING_DAGEN,
    Collega,
    Ingelogd,
    Werkplek,
    change_collega,
    find_werkplekken,
    invite,
    invite_again,
    list_collegas,
    log_in,
    refuse_login,
    start_work,
    take_uitnodiging,
    withdraw,
)
from vsv.toegang.organisaties import add_organisatie, find_organisatie, link_rechtspersoon, list_organisaties
from vsv.toegang.rechten import DIENSTROLLEN, ROLLEN, Recht, Rol, rechten_van
from vsv.toegang.sessie import Organisatie, Sessie, Wie, als_dienst, namens, operator, refuse

__all__ = [
    "DIENSTROLLEN",
    "ROLLEN",
    "UITNODIGING_DAGEN",
    "Aanvraag",
    "Attributen",
    "Collega",
    "Gegevens",
    "Identiteit",
    "Ingelogd",
    "Organisatie",
    "Recht",
    "Rol",
    "Sessie",
    "Werkplek",
    "Wie",
    "add_organisatie",
    "als_dienst",
    "change_collega",
    "find_organisatie",
    "find_werkplekken",
    "grant_aanvraag",
    "invite",
    "invite_again",
    "link_rechtspersoon",
    "list_aanvragen",
    "list_collegas",
    "list_organisaties",
    "log_in",
    "name_actoren",
    "namens",
    "operator",
    "read_identiteit",
    "rechten_van",
    "refuse",
    "refuse_login",
    "reject_aanvraag",
    "start_work",
    "submit_aanvraag",
    "take_uitnodiging",
    "withdraw",
]
