"""Runs the oefen-UWV as a process: `python -m vsv.simulatie.oefenuwv`, with its settings on standard input."""

import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from vsv.simulatie.bijproces import run_bijproces, say
from vsv.simulatie.certificaten import Certificaten
from vsv.simulatie.oefenuwv.bediening import parse_gedrag
from vsv.simulatie.oefenuwv.server import serve
from vsv.simulatie.oefenuwv.tabellen import read_tabellen


def _serve(settings: dict[str, Any]) -> None:
    """Serve with the settings that `vsv.simulatie.oefenuwv.proces` gives."""
    moment, certificaten = settings["moment"], settings["certificaten"]
    serve(
        read_tabellen(Path(settings["map"])),
        poort=settings["poort"],
        certificaten=Certificaten(Path(certificaten)) if certificaten else None,
        moment=datetime.fromisoformat(moment) if moment else None,
        gedrag=parse_gedrag(settings["gedrag"]),
        say=say,
    )


if __name__ == "__main__":
    sys.exit(run_bijproces(_serve))
