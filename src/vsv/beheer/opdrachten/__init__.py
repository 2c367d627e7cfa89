"""The commands of `vsv`, a module per subject; each has a `registreer(app)` that adds its own."""

import typer

from vsv.beheer.opdrachten import (
    api,
    bronnen,
    client,
    dienst,
    inzage,
    klantvolg,
    logboek,
    organisatie,
    portaal,
    prioriteer,
    rapport,
    simulatie,
    voorstellen,
    watals,
    werker,
)


def registreer(app: typer.Typer) -> None:
    """Add every command to the application, in the order in which help shows them."""
    for module in (
        organisatie,
        klantvolg,
        voorstellen,
        bronnen,
        werker,
        portaal,
        api,
        client,
        prioriteer,
        rapport,
        watals,
        inzage,
        simulatie,
        logboek,
        dienst,
    ):
        module.registreer(app)
