"""`vsv inzage`: all that is held about one person, for that person (AVG art. 15)."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from vsv.beheer import scherm
from vsv.beheer.bsninvoer import ask_bsn
from vsv.beheer.database import ensure_database
from vsv.meldingen.service import read_meldingen_over
from vsv.rapport.service import INZAGEFORMATEN, Deel, Opzet, Veld, read_inzage, write_inzage
from vsv.toegang.service import Sessie, find_organisatie, operator

_MELDINGEN = Opzet(
    "meldingen",
    "Berichten over u aan organisaties",
    "Zo'n bericht zegt alleen dat er over u iets te zien is. Er staan geen gegevens in.",
    (
        Veld("organisatie", "Aan"),
        Veld("soort", "Soort", lambda soort: str(soort).replace("-", " ")),
        Veld("gemaakt_op", "Gemaakt op"),
    ),
)


def registreer(app: typer.Typer) -> None:
    """Add `vsv inzage`."""
    app.command("inzage")(inzage)


def inzage(
    uitvoer: Annotated[Path, typer.Option(help="Bestand waarin het overzicht komt. Zet geen BSN in de naam.")],
    bsn: Annotated[str, typer.Option(help="Altijd '-': het BSN wordt gevraagd, of gelezen van de invoer.")] = "-",
    formaat: Annotated[str, typer.Option(help=f"{' of '.join(INZAGEFORMATEN)}.")] = "pdf",
    organisatie: Annotated[
        str | None, typer.Option(help="OIN: alleen wat deze organisatie zelf heeft. Standaard alles.")
    ] = None,
) -> None:
    """Schrijf alles wat over een jongere bekend is naar een bestand, voor een verzoek om inzage (AVG artikel 15)."""
    ensure_database()
    wie = operator("inzage", find_organisatie(organisatie) if organisatie else None)
    found = read_inzage(wie, bsn=ask_bsn(bsn), extra=[_read_meldingen])
    write_inzage(found, formaat, uitvoer)
    scherm.say(f"Het overzicht staat in {uitvoer}. Geef het alleen aan de jongere zelf, en bewaar het niet langer.")


def _read_meldingen(sessie: Sessie, onderwerpen: Sequence[UUID]) -> Deel:
    return Deel(_MELDINGEN, read_meldingen_over(sessie, onderwerpen))
