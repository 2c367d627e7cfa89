"""`vsv lever-in`, `vsv uitval` and `vsv leveringen`: data of the sources coming in."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.bronnen.service import Leveringverslag, list_leveringen, take_levering, write_uitval
from vsv.domein.perioden import AMSTERDAM
from vsv.toegang.service import operator

_AANTALLEN = ("Aangeboden", "Genomen", "Ongewijzigd", "Niet gevolgd", "Geweigerd")

Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]


def registreer(app: typer.Typer) -> None:
    """Add the three commands."""
    app.command("lever-in")(lever_in)
    app.command("uitval")(uitval)
    app.command("leveringen")(leveringen)


def lever_in(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Map met tabellen in het uitwisselformaat.")],
    streng: Annotated[bool, typer.Option("--streng", help="Neem niets als er ook maar één rij fout is.")] = False,
    opnieuw: Annotated[bool, typer.Option("--opnieuw", help="Ook als deze levering al eerder is ingenomen.")] = False,
    json: Json = False,
) -> None:
    """Neem een levering in: helemaal of helemaal niet. Foute rijen komen apart te staan, zie 'vsv uitval'."""
    ensure_database()
    with scherm.progress("Levering innemen"):
        verslag = take_levering(operator("lever-in"), folder, streng=streng, opnieuw=opnieuw)
    if json:
        scherm.show_json(_as_json(verslag))
    else:
        _show(verslag)
    _show_weigeringen(verslag)


def uitval(
    levering: Annotated[int, typer.Argument(help="Nummer van de levering, zie 'vsv leveringen'.")],
    uitvoer: Annotated[Path, typer.Option(help="CSV-bestand waarin de geweigerde rijen komen.")],
) -> None:
    """Geef de geweigerde rijen van een levering terug, met per rij wat er mis is. Het bestand kan BSN's bevatten."""
    ensure_database()
    aantal = write_uitval(operator("uitval"), levering, uitvoer)
    scherm.say(f"{uitvoer}: {scherm.as_text(aantal)} {'fout' if aantal == 1 else 'fouten'} uit levering {levering}.")


def leveringen(json: Json = False) -> None:
    """Toon alle leveringen, de laatste eerst."""
    ensure_database()
    found = list_leveringen(operator("leveringen"))
    if json:
        scherm.show_json([_as_json(verslag) for verslag in found])
        return
    scherm.show_table(
        "Leveringen",
        ["Nr", "Ingenomen op", "Map", "Aangeboden", "Genomen", "Geweigerd", "Wachtend"],
        list(map(_as_row, found)),
    )


def _show(verslag: Leveringverslag) -> None:
    if verslag.al_bekend:
        wanneer = _moment(verslag.ingelezen_op)
        scherm.say(
            f"Deze levering is al ingenomen op {wanneer}, als levering {verslag.levering}. Er is niets gewijzigd. "
            "Zijn er sindsdien jongeren aangemeld? Neem de levering dan opnieuw in met --opnieuw."
        )
    scherm.show_table(
        f"Levering {verslag.levering}: {verslag.herkomst}",
        ["Tabel", *_AANTALLEN],
        [[telling.tabel, *telling.aantallen] for telling in [*verslag.tellingen, verslag.totaal]],
    )
    if verslag.alsnog_genomen:
        scherm.say(f"Alsnog genomen uit de uitval van eerdere leveringen: {_rijen(verslag.alsnog_genomen)}.")


def _show_weigeringen(verslag: Leveringverslag) -> None:
    """Say on stderr what was refused and why, and where all of it is."""
    if not verslag.weigeringen:
        return
    scherm.say_error(f"Geweigerd: {_rijen(verslag.totaal.geweigerd)}.")
    for weigering in verslag.weigeringen:
        scherm.say_error(str(weigering.fout))
    scherm.say_error(f"Alle geweigerde rijen krijgt u met 'vsv uitval {verslag.levering} --uitvoer uitval.csv'.")


def _as_row(verslag: Leveringverslag) -> list[object]:
    totaal = verslag.totaal
    counts = [totaal.aangeboden, totaal.genomen, totaal.geweigerd, verslag.wachtend]
    return [str(verslag.levering), _moment(verslag.ingelezen_op), verslag.herkomst, *counts]


def _as_json(verslag: Leveringverslag) -> dict[str, Any]:
    return asdict(verslag) | {"ingelezen_op": verslag.ingelezen_op.isoformat()}


def _rijen(aantal: int) -> str:
    return f"{scherm.as_text(aantal)} {'rij' if aantal == 1 else 'rijen'}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
