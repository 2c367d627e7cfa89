"""`vsv prioriteer`: the rules on a folder of tables, without a database."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vsv.beheer import scherm
from vsv.beheer.prioriteer import prioriteer_map


def registreer(app: typer.Typer) -> None:
    """Add `vsv prioriteer`."""
    app.command("prioriteer")(prioriteer)


def prioriteer(
    invoer: Annotated[Path, typer.Option(help="Map met tabellen in het uitwisselformaat.")],
    peildatum: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Dag waarop de prioriteit geldt.")],
    uitvoer: Annotated[Path, typer.Option(help="Bestand voor de uitkomst: .csv of .parquet.")],
    regelset: Annotated[str | None, typer.Option(help="Naam van de regelset; anders die van de peildatum.")] = None,
    motor: Annotated[str, typer.Option(help="polars, duckdb of spark.")] = "polars",
) -> None:
    """Geef elke jongere in een map met tabellen een prioriteit, zonder database."""
    with scherm.progress("Prioriteiten bepalen"):
        rows = prioriteer_map(invoer, peildatum.date(), uitvoer, regelset, motor)
    scherm.say(f"{scherm.as_text(rows)} prioriteiten staan in {uitvoer}.")
