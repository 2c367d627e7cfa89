"""Without what the portal is not safe: it does not start then, and Django's `check --deploy` says so."""

import os
from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.domein.oefenen import OEFENEN, is_this_machine, may_practise

MINSTENS: Final = 50
"""Characters of a secret that is long enough to sign with."""


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
    if len(os.environ.get("VSV_SESSIESLEUTEL", "")) < MINSTENS:
        faults.append(
            Fout(
                "SESSIESLEUTEL_ONTBREEKT",
                f"Er is geen geheim van ten minste {MINSTENS} tekens om mee te ondertekenen.",
                "VSV_SESSIESLEUTEL",
                "Maak er een met: python3 -c 'import secrets; print(secrets.token_urlsafe(64))'.",
            )
        )
    adres, oefenen = urlsplit(os.environ.get("VSV_ADRES", "")), may_practise()
    if oefenen and not is_this_machine(adres.hostname):
        faults.append(
            Fout(
                "OEFENEN_OPENBAAR",
                "Om te oefenen kan het portaal alleen op deze computer zelf staan: iedereen mag dan zijn wie hij wil.",
                OEFENEN,
                f"Haal {OEFENEN} weg, of zet VSV_ADRES op http://127.0.0.1:8000.",
            )
        )
    if not oefenen and adres.scheme != "https":
        faults.append(
            Fout(
                "ADRES_ONVEILIG",
                "Het portaal heeft een adres nodig dat met https:// begint.",
                "VSV_ADRES",
                "Zet een proxy met een certificaat voor het portaal. Zonder kan alleen om te oefenen (VSV_OEFENEN=ja).",
            )
        )
    if not oefenen and not os.environ.get("VSV_EHERKENNING"):
        faults.append(
            Fout(
                "EHERKENNING_ONTBREEKT",
                "Er is niet ingesteld hoe mensen inloggen.",
                "VSV_EHERKENNING",
                "Zie docs/portaal.md.",
            )
        )
    return faults


def check_deploy(app_configs: Any, **_kwargs: Any) -> Sequence[CheckMessage]:  # noqa: ARG001  # Django's signature
    """Say what is not fit for a real installation, for `check --deploy`; to practise is not."""
    found: list[CheckMessage] = [Error(fout.reden, hint=fout.advies, id=f"vsv.{fout.code}") for fout in find_unsafe()]
    if may_practise():
        found.append(Error("Dit is een oefenomgeving.", hint=f"Haal {OEFENEN} weg.", id=f"vsv.{OEFENEN}"))
    return found
