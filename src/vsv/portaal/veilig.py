"""Without what the portal is not safe: it does not start then, and Django's `check --deploy` says so."""

import os
from collections.abc import Sequence
from typing import Any, Final

from django.core.checks import CheckMessage, Error

from vsv.domein.fouten import Fout, OmgevingFout

MINSTENS: Final = 50
"""Characters of a secret that is long enough to sign with."""

OEFENEN: Final = "VSV_OEFENEN"


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
    if not os.environ.get("VSV_ADRES", "").startswith("https://") and os.environ.get(OEFENEN) != "ja":
        faults.append(
            Fout(
                "ADRES_ONVEILIG",
                "Het portaal heeft een adres nodig dat met https:// begint.",
                "VSV_ADRES",
                "Zet een proxy met een certificaat voor het portaal. Zonder kan alleen om te oefenen (VSV_OEFENEN=ja).",
            )
        )
    return faults


def check_deploy(app_configs: Any, **_kwargs: Any) -> Sequence[CheckMessage]:  # noqa: ARG001  # Django's signature
    """Say what is not fit for a real installation, for `check --deploy`; to practise is not."""
    found: list[CheckMessage] = [Error(fout.reden, hint=fout.advies, id=f"vsv.{fout.code}") for fout in find_unsafe()]
    if os.environ.get(OEFENEN) == "ja":
        found.append(Error("Dit is een oefenomgeving.", hint=f"Haal {OEFENEN} weg.", id=f"vsv.{OEFENEN}"))
    return found
