"""Runs the oefen-UWV as a process of its own: `python -m vsv.simulatie.oefenuwv` with its settings as JSON."""

import json
import os
import signal
import sys
from datetime import datetime
from pathlib import Path
from threading import Thread

from vsv.domein.fouten import VsvFout
from vsv.simulatie.oefenuwv.bediening import parse_gedrag
from vsv.simulatie.oefenuwv.certificaten import Certificaten
from vsv.simulatie.oefenuwv.server import serve
from vsv.simulatie.oefenuwv.tabellen import read_tabellen


def main(settings: str) -> int:
    """Serve with the settings that `vsv.simulatie.oefenuwv.proces` gives; return the exit code."""
    Thread(target=_end_with_parent, daemon=True).start()
    data = json.loads(settings)
    moment, certificaten = data["moment"], data["certificaten"]
    try:
        serve(
            read_tabellen(Path(data["map"])),
            poort=data["poort"],
            certificaten=Certificaten(Path(certificaten)) if certificaten else None,
            moment=datetime.fromisoformat(moment) if moment else None,
            gedrag=parse_gedrag(data["gedrag"]),
            say=_say,
        )
    except VsvFout as e:
        sys.stderr.write(f"{e}\n")
        return e.exit_code
    return 0


def _end_with_parent() -> None:
    """End in order once who started this is gone: then standard input closes."""
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
