"""`vsv database` and `vsv sleutel`: the database and the keys of this installation."""

import os
from pathlib import Path
from typing import Annotated

import typer

from vsv.beheer import database as db
from vsv.beheer import scherm
from vsv.beheer.geheim import write_secret
from vsv.bronnen import service as bronnen
from vsv.domein.fouten import Fout, InvoerFout
from vsv.klantvolg import service as klantvolg
from vsv.meldingen.service import rotate_geheimen
from vsv.opslag.service import new_key_line
from vsv.toegang.service import als_dienst, operator


def registreer(app: typer.Typer) -> None:
    """Add `vsv database` and `vsv sleutel`."""
    database = typer.Typer(help="De database van deze installatie.", no_args_is_help=True)
    database.command("richt-in")(richt_in)
    database.command("stop")(stop)
    app.add_typer(database, name="database")
    sleutel = typer.Typer(help="De sleutels waarmee BSN's zijn versleuteld.", no_args_is_help=True)
    sleutel.command("maak")(maak)
    sleutel.command("roteer")(roteer)
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


def maak(
    bestand: Annotated[Path, typer.Argument(help="Nieuw bestand, alleen leesbaar voor uzelf.")],
    bij: Annotated[bool, typer.Option("--bij", help="Voeg een sleutel toe aan dit bestand, dat er al is.")] = False,
) -> None:
    """Maak een nieuw sleutelbestand, of met --bij een nieuwe sleutel. Bewaar het apart van de database."""
    if bij:
        nummer = add_key(bestand)
        scherm.say(f"Sleutel {nummer} staat in {bestand}. Zet de BSN's erop met 'vsv sleutel roteer'.")
    else:
        make_key_file(bestand)
        scherm.say(f"De sleutel staat in {bestand}. Zet VSV_SLEUTELBESTAND op dit pad.")


def roteer() -> None:
    """Versleutel alles opnieuw met de nieuwste sleutel. Daarna kan de oude uit het sleutelbestand."""
    db.ensure_database()
    with scherm.progress("Opnieuw versleutelen"), als_dienst(operator("sleutel")) as sessie:
        jongeren, uitval = klantvolg.rotate_sleutel(sessie), bronnen.rotate_sleutel(sessie)
        geheimen = rotate_geheimen(sessie.cur)
    also = f", en {scherm.as_text(geheimen)} geheimen van abonnementen" if geheimen else ""
    scherm.say(
        f"Opnieuw versleuteld: {scherm.as_text(jongeren)} BSN's en {scherm.as_text(uitval)} rijen in de uitval{also}."
        if jongeren or uitval or geheimen
        else "Alles staat al onder de nieuwste sleutel."
    )


def make_key_file(bestand: Path) -> None:
    """Make a file with one new key.

    Raises:
        InvoerFout: There is a file of that name: a key is never lost.
    """
    try:
        write_secret(bestand, f"{new_key_line(1)}\n".encode("ascii"))
    except FileExistsError:
        advies = "Kies een andere naam, of voeg een sleutel toe met --bij."
        raise InvoerFout(Fout("BESTAND_BESTAAT", "Dit bestand is er al.", str(bestand), advies)) from None


def add_key(bestand: Path) -> int:
    """Add a new key at the end of a key file; the keys in it stay as they are.

    Returns:
        The number of the new key.

    Raises:
        InvoerFout: There are no keys in it.
    """
    try:
        nummer = 1 + max(int(line.partition(":")[0]) for line in bestand.read_text("ascii").split())
    except (FileNotFoundError, ValueError):
        advies = "Kijk of het pad klopt, of maak een nieuw bestand zonder --bij."
        raise InvoerFout(Fout("GEEN_SLEUTELBESTAND", "Hier staan geen sleutels in.", str(bestand), advies)) from None
    with bestand.open("a", encoding="ascii") as file:
        file.write(f"\n{new_key_line(nummer)}\n")
    return nummer
