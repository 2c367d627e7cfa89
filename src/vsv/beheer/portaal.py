"""Serving the portal: granian runs it, in as many processes as are asked for."""

import multiprocessing
import os
import secrets
from pathlib import Path

from vsv.portaal.veilig import require_safe


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
    require_safe()
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
