"""Typer speaks English; here its help and its complaints about options become Dutch."""

from collections.abc import Sequence
from typing import Any

import typer
from typer.exceptions import TyperException

from vsv.domein.fouten import Fout, InvoerFout

_WORDS = {
    "Options": "Opties",
    "Arguments": "Argumenten",
    "Commands": "Opdrachten",
    "Show this message and exit.": "Toon deze uitleg.",
    "[required]": "[verplicht]",
    "[default: ": "[standaard: ",
    "required]": "verplicht]",
    "[OPTIONS]": "[OPTIES]",
    "COMMAND [ARGS]...": "OPDRACHT [ARGUMENTEN]...",
}


_EXPECTED = {
    "integer": "een geheel getal",
    "valid number": "een getal",
    "does not match the formats": "een datum, jaar-maand-dag: 2026-11-23",
    "does not exist": "een bestand of map die er is",
    "than or equal to": "een getal binnen de grenzen in de uitleg",
    "is not one of": "een van de keuzes in de uitleg",
}

# Contexts are made of Typer's own base class, which it does not export.
_Context: Any = typer.Context.__base__
_Formatter: Any = _Context.formatter_class


class _DutchFormatter(_Formatter):  # type: ignore[misc]  # Typer does not export the class
    """Writes help with Dutch headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002  # Typer's signature
        super().write_usage(prog, _translate(args), "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_translate(heading))

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl([(term, _translate(text)) for term, text in rows], col_max, col_spacing)


def speak_dutch() -> None:
    """Make every help text of this process Dutch."""
    _Context.formatter_class = _DutchFormatter


def as_fault(e: TyperException) -> InvoerFout:
    """Return what Typer complains about as a fault in Dutch: which option, why, and where help is."""
    context = getattr(e, "ctx", None)
    command = context.command_path if context else "vsv"
    parameter = getattr(e, "param", None)
    plaats = " ".join(filter(None, [command, _name(parameter)]))
    return InvoerFout(Fout("OPDRACHT", _reason(e), plaats, f"Zie '{command} --help'."))


def _name(parameter: object) -> str:
    options = getattr(parameter, "opts", [])
    return max(options, key=len, default="") if options and options[0].startswith("-") else _metavar(parameter)


def _metavar(parameter: object) -> str:
    return str(getattr(parameter, "name", "") or "").upper()


def _reason(e: TyperException) -> str:
    match type(e).__name__:
        case "MissingParameter":
            return "Dit is verplicht en ontbreekt."
        case "NoSuchOption":
            return f"De optie '{getattr(e, 'option_name', '')}' bestaat niet."
        case "BadOptionUsage":
            return f"De optie '{getattr(e, 'option_name', '')}' mist een waarde of krijgt er een te veel."
        case "BadParameter" | "BadArgumentUsage":
            expected = next((dutch for english, dutch in _EXPECTED.items() if english in e.message), "")
            return (
                f"Deze waarde kan niet: hier past {expected}." if expected else f"Deze waarde kan niet ({e.message})."
            )
        case _ if e.message.startswith("No such command"):
            return f"De opdracht {e.message.removeprefix('No such command ').rstrip('.')} bestaat niet."
        case _ if e.message.startswith("Missing command"):
            return "Er ontbreekt een opdracht."
        case _:
            return f"De opdracht klopt niet ({e.message})."


def _translate(text: str) -> str:
    for english, dutch in _WORDS.items():
        text = text.replace(english, dutch)
    return text
