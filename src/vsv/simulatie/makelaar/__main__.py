"""Runs the oefenmakelaar as a process of its own: `python -m vsv.simulatie.makelaar`, settings on standard input."""

import sys
from pathlib import Path
from typing import Any

from vsv.simulatie.bijproces import run_bijproces, say
from vsv.simulatie.certificaten import Certificaten
from vsv.simulatie.makelaar.gedrag import parse_makelaargedrag
from vsv.simulatie.makelaar.klanten import parse_klanten
from vsv.simulatie.makelaar.personen import parse_personen
from vsv.simulatie.makelaar.server import Opzet, serve_makelaar
from vsv.simulatie.makelaar.tokens import Dienst


def _serve(settings: dict[str, Any]) -> None:
    """Serve with the settings that `vsv.simulatie.makelaar.proces` gives."""
    certificaten = settings["certificaten"]
    opzet = Opzet(
        klanten=parse_klanten(settings["klanten"]),
        personen=parse_personen(settings["personen"]),
        dienst=Dienst(**settings["dienst"]),
        alg=settings["alg"],
        gedrag=parse_makelaargedrag(settings["gedrag"]),
    )
    serve_makelaar(
        opzet, poort=settings["poort"], certificaten=Certificaten(Path(certificaten)) if certificaten else None, say=say
    )


if __name__ == "__main__":
    sys.exit(run_bijproces(_serve))
