"""Without what the API is not safe: it does not start then."""

import os
import re
from typing import Final
from urllib.parse import urlsplit

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.oefenen import is_this_machine, may_practise

TEMPO: Final = "3000"
"""Requests a client may do in a minute, unless `VSV_API_TEMPO` says otherwise."""


def require_safe() -> None:
    """Refuse to serve what is not safe.

    Raises:
        OmgevingFout: With every setting that lacks.
    """
    if faults := find_unsafe():
        raise OmgevingFout(*faults)


def find_unsafe() -> list[Fout]:
    """Return the settings without which it would not be safe; to practise, https is not one of them."""
    faults = []
    adres, oefenen = urlsplit(os.environ.get("VSV_API_ADRES", "")), may_practise()
    if adres.scheme != "https" and not (oefenen and is_this_machine(adres.hostname)):
        faults.append(
            Fout(
                "ADRES_ONVEILIG",
                "De API heeft een adres nodig dat met https:// begint.",
                "VSV_API_ADRES",
                "Zet een proxy met een certificaat voor de API. Zonder kan alleen om te oefenen (VSV_OEFENEN=ja), op "
                "http://127.0.0.1.",
            )
        )
    if not os.environ.get("VSV_TOKENSLEUTELS"):
        faults.append(
            Fout(
                "TOKENSLEUTELS_ONTBREKEN",
                "Er is geen map met sleutels om tokens mee te ondertekenen.",
                "VSV_TOKENSLEUTELS",
                "Maak er een sleutel in met: vsv api-sleutel maak.",
            )
        )
    if not re.fullmatch(r"[1-9][0-9]{0,8}", os.environ.get("VSV_API_TEMPO", TEMPO)):
        faults.append(
            Fout(
                "TEMPO_ONGELDIG",
                "Hoeveel verzoeken een client in een minuut mag doen, is een geheel getal vanaf 1.",
                "VSV_API_TEMPO",
                f"Geef een getal, zoals {TEMPO}.",
            )
        )
    return faults
