"""`vsv organisatie`: the organisations that use the service."""

from typing import Annotated

import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.toegang.service import add_organisatie, list_organisaties, operator


def registreer(app: typer.Typer) -> None:
    """Add `vsv organisatie`."""
    group = typer.Typer(help="De organisaties die jongeren volgen.", no_args_is_help=True)
    group.command("voeg-toe")(voeg_toe)
    group.command("lijst")(lijst)
    app.add_typer(group, name="organisatie")


def voeg_toe(
    oin: Annotated[str, typer.Option(help="Organisatie-identificatienummer, 20 cijfers.")],
    naam: Annotated[str, typer.Option(help="Naam, zoals mensen haar kennen.")],
    regio: Annotated[int, typer.Option(help="Nummer van de Doorstroompuntregio (1-41).")],
    gemeentecode: Annotated[str | None, typer.Option(help="Vier cijfers; leeg voor een Doorstroompunt.")] = None,
) -> None:
    """Voeg een Doorstroompunt of gemeente toe. Bestaat zij al, dan verandert er niets."""
    ensure_database()
    soort = "gemeente" if gemeentecode else "doorstroompunt"
    organisatie = add_organisatie(
        operator("organisatie"), oin=oin, naam=naam, soort=soort, regio=regio, gemeentecode=gemeentecode
    )
    scherm.say(f"{organisatie.naam} ({organisatie.soort}, regio {organisatie.regio}) staat in de lijst.")


def lijst(json: Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")] = False) -> None:
    """Toon alle organisaties."""
    ensure_database()
    organisaties = list_organisaties()
    if json:
        scherm.show_json([{"oin": o.oin, "naam": o.naam, "soort": o.soort, "regio": o.regio} for o in organisaties])
        return
    scherm.show_table(
        "Organisaties",
        ["OIN", "Naam", "Soort", "Regio"],
        [[o.oin, o.naam, o.soort, o.regio] for o in organisaties],
    )
