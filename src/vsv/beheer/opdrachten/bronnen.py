"""`vsv lever-in`, `vsv inbak`, `vsv uitval` and `vsv leveringen`: data of the sources coming in."""

from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.bronnen.service import (
    Bezorging,
    Bezorguitkomst,
    Leveringverslag,
    as_data,
    empty_inbak,
    list_leveringen,
    take_levering,
    write_uitval,
)
from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.domein.perioden import AMSTERDAM
from vsv.toegang.service import operator

_AANTALLEN = ("Aangeboden", "Genomen", "Ongewijzigd", "Niet gevolgd", "Geweigerd")
_NUMMER: Final = {"min": 1, "max": 2**31 - 1}

Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]


def registreer(app: typer.Typer) -> None:
    """Add the four commands."""
    app.command("lever-in")(lever_in)
    app.command("inbak")(inbak)
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
        scherm.show_json(as_data(verslag))
    else:
        _show(verslag)
    _show_weigeringen(verslag)


def inbak(
    folder: Annotated[Path, typer.Argument(metavar="MAP", help="Map waarin leveringen aankomen, in 'nieuw'.")],
    json: Json = False,
) -> None:
    """Neem alle leveringen in die zijn aangekomen, en leg ze met hun verslag in 'gedaan' of 'geweigerd'."""
    ensure_database()
    with scherm.progress("Inbak legen"):
        bezorgingen = empty_inbak(operator("inbak"), folder, nu=datetime.now(UTC))
    if json:
        scherm.show_json([_as_data(bezorging) for bezorging in bezorgingen])
    else:
        _show_inbak(bezorgingen)
    _fail_when_any(bezorgingen)


def uitval(
    levering: Annotated[int, typer.Argument(**_NUMMER, help="Nummer van de levering, zie 'vsv leveringen'.")],
    uitvoer: Annotated[Path, typer.Option(help="CSV-bestand waarin de geweigerde rijen komen.")],
) -> None:
    """Geef de geweigerde rijen van een levering terug, met per rij wat er mis is. Het bestand kan BSN's bevatten."""
    ensure_database()
    aantal = write_uitval(operator("uitval"), levering, uitvoer)
    scherm.say(f"{uitvoer}: {scherm.as_text(aantal)} {'fout' if aantal == 1 else 'fouten'} uit levering {levering}.")


def leveringen(
    aantal: Annotated[int, typer.Option(min=1, max=1000, help="Hoeveel leveringen hoogstens.")] = 25,
    voor: Annotated[int | None, typer.Option(**_NUMMER, help="Alleen leveringen van voor dit nummer.")] = None,
    json: Json = False,
) -> None:
    """Toon de laatste leveringen, de laatste eerst."""
    ensure_database()
    found = list_leveringen(operator("leveringen"), aantal=aantal, voor=voor)
    if json:
        scherm.show_json([as_data(verslag) for verslag in found])
        return
    scherm.show_table(
        "Leveringen",
        ["Nr", "Ingenomen op", "Map", "Aangeboden", "Genomen", "Geweigerd", "Wachtend"],
        list(map(_as_row, found)),
    )
    if len(found) == aantal and found[-1].levering > 1:
        scherm.say(f"Eerdere leveringen ziet u met --voor {found[-1].levering}.")


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


def _show_inbak(bezorgingen: list[Bezorging]) -> None:
    if not bezorgingen:
        scherm.say("De inbak is leeg.")
        return
    scherm.show_table(
        "Inbak",
        ["Plek", "Bezorguitkomst", "Laatst veranderd", "Aangeboden", "Genomen", "Geweigerd"],
        [
            [bezorging.plek, bezorging.uitkomst, _moment(bezorging.sinds), *_counts(bezorging)]
            for bezorging in bezorgingen
        ],
    )
    for bezorging in bezorgingen:
        if bezorging.uitkomst in (Bezorguitkomst.WACHTEND, Bezorguitkomst.OVERGESLAGEN):
            for fout in bezorging.fouten:
                scherm.say(str(_within(bezorging, fout)))


def _fail_when_any(bezorgingen: list[Bezorging]) -> None:
    """End with what was put off or refused, when anything was."""
    for uitkomst, kind in ((Bezorguitkomst.UITGESTELD, OmgevingFout), (Bezorguitkomst.GEWEIGERD, InvoerFout)):
        if mislukt := [bezorging for bezorging in bezorgingen if bezorging.uitkomst is uitkomst]:
            raise kind(*(_within(bezorging, fout) for bezorging in mislukt for fout in bezorging.fouten))


def _within(bezorging: Bezorging, fout: Fout) -> Fout:
    return replace(fout, plaats=": ".join(filter(None, (bezorging.plek, fout.plaats))))


def _as_data(bezorging: Bezorging) -> dict[str, Any]:
    verslag = as_data(bezorging.verslag) if bezorging.verslag else None
    return asdict(bezorging) | {"sinds": bezorging.sinds.isoformat(), "verslag": verslag}


def _counts(bezorging: Bezorging) -> list[int | None]:
    if not bezorging.verslag:
        return [None] * 3
    totaal = bezorging.verslag.totaal
    return [totaal.aangeboden, totaal.genomen, totaal.geweigerd]


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


def _rijen(aantal: int) -> str:
    return f"{scherm.as_text(aantal)} {'rij' if aantal == 1 else 'rijen'}"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(AMSTERDAM):%d-%m-%Y %H:%M}"
