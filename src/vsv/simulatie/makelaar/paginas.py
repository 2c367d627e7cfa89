"""The pages of the oefenmakelaar: Dutch, without script, and with everything from outside escaped."""

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Final

from vsv.simulatie.makelaar.personen import Niveau, Persoon

STIJL: Final = Path(__file__).with_name("stijl.css").read_bytes()
"""The style sheet, served at `/stijl.css`."""
ICOON: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><rect width="8" height="8" fill="#ffd54a"/></svg>'
)
"""The icon, served at `/icoon.svg`: without one a browser asks for it all the same, and complains."""
ANNULEREN: Final = "annuleren"
"""What the field `persoon` holds when nobody was chosen."""

_NIVEAUS: Final[Mapping[Niveau, str]] = {"loa2": "EH2", "loa2plus": "EH2+", "loa3": "EH3", "loa4": "EH4"}


def kies_pagina(velden: Mapping[str, str], personen: Sequence[Persoon], naam: str) -> str:
    """Return the page on which somebody is chosen.

    Args:
        velden: The request; it goes along with the choice.
        personen: Who can be chosen; the field `persoon` tells the place in this.
        naam: Of the client that asks.
    """
    hidden = "".join(
        f'<input type="hidden" name="{escape(veld)}" value="{escape(waarde)}">' for veld, waarde in velden.items()
    )
    buttons = "".join(_button(nummer, persoon) for nummer, persoon in enumerate(personen))
    return _pagina(
        "Kies wie u bent",
        f"<p>U logt in bij <strong>{escape(naam)}</strong>.</p>"
        f'<form method="post" action="/authorize/kies">{hidden}<ul>{buttons}</ul>'
        f'<p><button type="submit" name="persoon" value="{ANNULEREN}">Annuleren</button></p></form>',
    )


def fout_pagina(reden: str) -> str:
    """Return the page that says what is wrong when there is no way back."""
    return _pagina(
        "Inloggen lukt niet",
        f"<p>{escape(reden)}</p><p>Ga terug naar de website waar u vandaan komt en begin daar opnieuw.</p>",
    )


def uitgelogd_pagina() -> str:
    """Return the page for who logged out without a way back."""
    return _pagina("U bent uitgelogd", "<p>U kunt deze pagina sluiten.</p>")


def _button(nummer: int, persoon: Persoon) -> str:
    return (
        f'<li><button type="submit" name="persoon" value="{nummer}"><span class="naam">{escape(persoon.naam)}</span> '
        f"<span>{escape(persoon.omschrijving)}</span> "
        f'<span class="niveau">Niveau {_NIVEAUS[persoon.loa]}</span></button></li>'
    )


def _pagina(titel: str, inhoud: str) -> str:
    return (
        f'<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>{titel} - Oefenmakelaar</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<link rel="stylesheet" href="/stijl.css"><link rel="icon" href="/icoon.svg">'
        "</head><body><header>Oefenmakelaar: dit is een oefening</header>"
        f'<main><h1>{titel}</h1><p class="let-op"><strong>Let op: dit is niet de echte eHerkenning.</strong> '
        "Deze pagina is om te oefenen. Wie hier staat, is verzonnen. Vul nergens echte gegevens in.</p>"
        f"{inhoud}</main></body></html>\n"
    )
