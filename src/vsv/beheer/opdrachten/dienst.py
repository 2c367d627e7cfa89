"""`vsv database` and `vsv sleutel`: the database and the keys of this installation."""

import os
from pathlib import Path
from typing import Annotated

import typer

from vsv.beheer import database as db
from vsv.beheer import scherm
from vsv.domein.fouten import Fout, InvoerFout
from vsv.opslag.sleutels import new_key_line


def registreer(app: typer.Typer) -> None:
    """Add `vsv database` and `vsv sleutel`."""
    database = typer.Typer(help="De database van deze installatie.", no_args_is_help=True)
    database.command("richt-in")(richt_in)
    database.command("stop")(stop)
    app.add_typer(database, name="database")
    sleutel = typer.Typer(help="De sleutels waarmee BSN's zijn versleuteld.", no_args_is_help=True)
    sleutel.command("maak")(maak)
    app.add_typer(sleutel, name="sleutel")


def richt_in() -> None:
    """Maak de tabellen aan of werk ze bij. Zonder DATABASE_URL start de ingebouwde database."""
    if os.environ.get("DATABASE_URL"):
        db.migrate()
    else:
        db.ensure_database()
    scherm.say("De database is bij.")


def stop() -> None:
    """Stop de ingebouwde database. Gegevens blijven staan."""
    stopped = db.stop_embedded(db.data_folder() / "postgres")
    scherm.say("De ingebouwde database is gestopt." if stopped else "Er draaide geen ingebouwde database.")


def maak(bestand: Annotated[Path, typer.Argument(help="Nieuw bestand, alleen leesbaar voor uzelf.")]) -> None:
    """Maak een nieuw sleutelbestand. Bewaar het apart van de database."""
    if bestand.exists():
        raise InvoerFout(
            Fout(
                "BESTAND_BESTAAT",
                "Dit bestand is er al.",
                str(bestand),
                "Kies een andere naam: een sleutel gaat nooit verloren.",
            )
        )
    descriptor = os.open(bestand, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(new_key_line(1) + "\n")
    scherm.say(f"De sleutel staat in {bestand}. Zet VSV_SLEUTELBESTAND op dit pad.")
