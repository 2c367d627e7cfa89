"""Serving the portal: granian runs it, in as many processes as are asked for."""

import multiprocessing
import os
import secrets
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from vsv.domein.fouten import Fout, OmgevingFout

MINSTENS: Final = 50
"""Characters of a secret that is long enough to sign with."""


def serve(*, adres: str, poort: int, processen: int) -> None:
    """Serve the portal until it is stopped.

    Args:
        adres: Of the network interface; behind a proxy 127.0.0.1.
        poort: On which port.
        processen: How many work beside each other.

    Raises:
        OmgevingFout: A setting lacks without which it would not be safe.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "vsv.beheer.settings")
    _check()
    multiprocessing.set_start_method("spawn", force=True)  # a forked process would share our connections
    from granian import Granian  # only here: other commands don't need the web server
    from granian.constants import Interfaces

    server = Granian(
        "vsv.portaal.wsgi:application",
        address=adres,
        port=poort,
        interface=Interfaces.WSGI,
        workers=processen,
        blocking_threads=4,
        log_access=False,  # an address may tell about whom somebody asks
        respawn_failed_workers=True,
        websockets=False,
    )
    server.serve()


def ensure_sessiesleutel(pad: Path) -> None:
    """Make a secret to sign with that only its owner can read, unless it is there; set `VSV_SESSIESLEUTEL`."""
    if not pad.exists():
        descriptor = os.open(pad, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64) + "\n")
    os.environ["VSV_SESSIESLEUTEL"] = pad.read_text("ascii").strip()


def _check() -> None:
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
    adres, oefenen = urlsplit(os.environ.get("VSV_ADRES", "")), os.environ.get("VSV_OEFENEN") == "ja"
    if oefenen and not is_local(adres.hostname):
        faults.append(
            Fout(
                "OEFENEN_OPENBAAR",
                "Om te oefenen kan het portaal alleen op deze computer zelf staan: iedereen mag dan zijn wie hij wil.",
                "VSV_OEFENEN",
                "Haal VSV_OEFENEN weg, of zet VSV_ADRES op http://127.0.0.1:8000.",
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
    if faults:
        raise OmgevingFout(*faults)


def is_local(host: str | None) -> bool:
    """Say whether a host is this machine itself."""
    try:
        return ip_address(host or "").is_loopback
    except ValueError:
        return False
