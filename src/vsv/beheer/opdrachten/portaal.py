"""`vsv portaal` and `vsv gebruiker`: serving the portal, and letting the first people in."""

from typing import Annotated

import typer

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database
from vsv.beheer.portaal import serve
from vsv.domein.fouten import Fout, InvoerFout
from vsv.toegang.service import (
    DIENSTROLLEN,
    ROLLEN,
    UITNODIGING_DAGEN,
    find_organisatie,
    invite,
    link_rechtspersoon,
    operator,
)

_ROLLEN = ", ".join([*ROLLEN, *DIENSTROLLEN])


def registreer(app: typer.Typer) -> None:
    """Add `vsv portaal` and `vsv gebruiker`."""
    app.command("portaal")(portaal)
    group = typer.Typer(help="Wie er in het portaal mag.", no_args_is_help=True)
    group.command("nodig-uit")(nodig_uit)
    app.add_typer(group, name="gebruiker")


def portaal(
    adres: Annotated[str, typer.Option(help="Op welk netwerkadres; achter een proxy is dat 127.0.0.1.")] = "127.0.0.1",
    poort: Annotated[int, typer.Option(min=1, max=65535, help="Op welke poort.")] = 8000,
    processen: Annotated[int, typer.Option(min=1, max=64, help="Hoeveel er naast elkaar werken.")] = 2,
) -> None:
    """Bied het portaal aan, tot u stopt met Ctrl-C. Zie docs/portaal.md voor wat er ingesteld moet zijn."""
    ensure_database()
    serve(adres=adres, poort=poort, processen=processen)


def nodig_uit(
    naam: Annotated[str, typer.Option(help="Hoe deze persoon heet.")],
    rol: Annotated[list[str], typer.Option(help=f"Een of meer van: {_ROLLEN}.")],
    organisatie: Annotated[str | None, typer.Option(help="OIN; leeg voor de dienst zelf.")] = None,
    kvk: Annotated[str | None, typer.Option(help="KvK-nummer waarmee de organisatie inlogt, 8 cijfers.")] = None,
    rsin: Annotated[str | None, typer.Option(help="Of het RSIN, 9 cijfers.")] = None,
) -> None:
    """Nodig iemand uit en toon de code waarmee die persoon bij de eerste login de rollen krijgt."""
    ensure_database()
    if kvk and rsin:
        raise InvoerFout(Fout("KVK_EN_RSIN", "Geef een KvK-nummer of een RSIN op, niet allebei.", "--kvk, --rsin"))
    wie = operator("gebruiker", find_organisatie(organisatie) if organisatie else None)
    if nummer := kvk or rsin:
        link_rechtspersoon(wie, "KVK" if kvk else "RSIN", nummer)
    code = invite(wie, naam=naam, rollen=rol)
    scherm.say(f"Uitnodigingscode voor {naam}: {'-'.join(code[i : i + 4] for i in range(0, len(code), 4))}")
    scherm.say(f"De code werkt een keer, binnen {UITNODIGING_DAGEN} dagen, na het inloggen met eHerkenning.")
