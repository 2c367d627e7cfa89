"""Serving over HTTP: granian runs the portal or the API, in as many processes as are asked for."""

import multiprocessing
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import urlopen

from vsv.domein.fouten import Fout, OmgevingFout

_GEDULD: Final = 60
"""Seconds for a start, and for an orderly end."""


def serve(doel: str, *, instellingen: str, adres: str, poort: int, processen: int) -> None:
    """Serve an application until it is stopped.

    Args:
        doel: The WSGI application, as `module:name`.
        instellingen: Module with Django's settings.
        adres: Of the network interface; behind a proxy 127.0.0.1.
        poort: On which port.
        processen: How many work beside each other.
    """
    os.environ["DJANGO_SETTINGS_MODULE"] = instellingen
    multiprocessing.set_start_method("spawn", force=True)  # a forked process would share our connections
    from granian import Granian  # only here: other commands don't need the web server
    from granian.constants import Interfaces

    server = Granian(
        doel,
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


@contextmanager
def run_beside(opdracht: str, adres: str, proef: str, log: Path, *, processen: int) -> Iterator[None]:
    """Run a `vsv` command that serves as a process of its own, from the moment that it answers until the end.

    Args:
        opdracht: `portaal` or `api`.
        adres: Where, such as `http://127.0.0.1:8000`.
        proef: A path that answers, whatever it says, when it is up.
        log: For what it says.
        processen: How many work beside each other.

    Raises:
        OmgevingFout: It does not start: the port is taken, or a setting is wrong.
    """
    where = ["--poort", str(urlsplit(adres).port), "--processen", str(processen)]
    with run_command([opdracht, *where], log) as process:
        _wait_until_up(process, adres + proef, log)
        yield


@contextmanager
def run_command(opdracht: Sequence[str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run a `vsv` command as a process of its own until the end; what is typed in this terminal does not reach it."""
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "vsv.beheer.opdracht", *opdracht],
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # else Ctrl-C would come twice: from the terminal, and from who began it
        )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=_GEDULD)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_up(process: subprocess.Popen[bytes], proef: str, log: Path) -> None:
    deadline = time.monotonic() + _GEDULD
    while process.poll() is None and time.monotonic() < deadline:
        if _answers(proef):
            return
        time.sleep(0.05)
    raise OmgevingFout(
        Fout("START_NIET", "De webserver start niet.", str(log), "Kijk in dit bestand wat er aan de hand is.")
    )


def _answers(address: str) -> bool:
    """Say whether a server answers there, be it with a fault."""
    try:
        with urlopen(address, timeout=_GEDULD):  # noqa: S310  # http, on this machine
            return True
    except HTTPError:
        return True
    except OSError:
        return False
