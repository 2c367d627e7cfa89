"""Asking for a BSN: never on a command line, where it would stay in the history and show in the list of processes."""

import sys

import typer

from vsv.domein.fouten import Fout, InvoerFout


def ask_bsn(optie: str) -> str:
    """Ask for a BSN without showing it, or read it from the input.

    Args:
        optie: What the option `--bsn` says: always `-`.

    Raises:
        InvoerFout: It says something else: then a BSN stands in the command.
    """
    if optie != "-":
        raise InvoerFout(
            Fout(
                "BSN_IN_OPDRACHT",
                "Een BSN hoort niet in een opdracht: het blijft dan achter op deze computer.",
                "--bsn",
                "Geef '-' op; het BSN wordt daarna gevraagd.",
            )
        )
    if sys.stdin.isatty():
        return str(typer.prompt("BSN", hide_input=True)).strip()
    return sys.stdin.readline().strip()
