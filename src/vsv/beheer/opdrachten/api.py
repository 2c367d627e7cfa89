"""`vsv api` and `vsv sandbox`: the API for software vendors, and all of it to practise with."""

from typing import Annotated

import typer

from vsv.beheer.api import serve
from vsv.beheer.database import ensure_database
from vsv.beheer.sandbox import run_sandbox


def registreer(app: typer.Typer) -> None:
    """Add `vsv api` and `vsv sandbox`."""
    app.command("api")(api)
    app.command("sandbox")(sandbox)


def api(
    adres: Annotated[str, typer.Option(help="Op welk netwerkadres; achter een proxy is dat 127.0.0.1.")] = "127.0.0.1",
    poort: Annotated[int, typer.Option(min=1, max=65535, help="Op welke poort.")] = 8080,
    processen: Annotated[int, typer.Option(min=1, max=64, help="Hoeveel er naast elkaar werken.")] = 2,
) -> None:
    """Bied de API aan, tot u stopt met Ctrl-C. Zie docs/api.md voor wat er ingesteld moet zijn."""
    ensure_database()
    serve(adres=adres, poort=poort, processen=processen)


def sandbox(
    personen: Annotated[int, typer.Option(min=1_000, max=1_000_000, help="Aantal verzonnen jongeren.")] = 3_000,
    zaad: Annotated[int, typer.Option(help="Hetzelfde zaad geeft dezelfde jongeren.")] = 2026,
    poort: Annotated[int, typer.Option(min=1, max=65535, help="Poort van de API.")] = 8080,
    portaalpoort: Annotated[int, typer.Option(min=1, max=65535, help="Poort van het portaal.")] = 8000,
    stop: Annotated[bool, typer.Option("--stop", help="Eindig als alles een keer heeft gestaan.")] = False,
) -> None:
    """Start de hele dienst op verzonnen jongeren, met een client en zijn sleutel, om een koppeling mee te bouwen."""
    run_sandbox(personen=personen, zaad=zaad, poort=poort, portaalpoort=portaalpoort, stop=stop)
