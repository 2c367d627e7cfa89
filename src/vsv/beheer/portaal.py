"""Serving the portal."""

import os
import secrets
from pathlib import Path

from vsv.beheer import webserver
from vsv.beheer.geheim import write_secret
from vsv.portaal.veilig import require_safe


def serve(*, adres: str, poort: int, processen: int) -> None:
    """Serve the portal until it is stopped; see `vsv.beheer.webserver`.

    Raises:
        OmgevingFout: A setting lacks without which it would not be safe.
    """
    require_safe()
    webserver.serve(
        "vsv.portaal.wsgi:application",
        instellingen="vsv.beheer.settings",
        adres=adres,
        poort=poort,
        processen=processen,
    )


def ensure_sessiesleutel(pad: Path) -> None:
    """Make a secret to sign with that only its owner can read, unless it is there; set `VSV_SESSIESLEUTEL`."""
    if not pad.exists():
        write_secret(pad, f"{secrets.token_urlsafe(64)}\n".encode("ascii"))
    os.environ["VSV_SESSIESLEUTEL"] = pad.read_text("ascii").strip()
