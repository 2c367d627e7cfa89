"""`vsv api`: serving the API for software vendors."""

from typing import Annotated

import typer

from vsv.beheer.api import serve
from vsv.beheer.database import ensure_database


def registreer(app: typer.Typer) -> None:
    """Add `vsv api`."""
    app.command("api")(api)


def api(
    adres: Annotated[str, typer.Option(help="Op welk netwerkadres; achter een proxy is dat 127.0.0.1.")] = "127.0.0.1",
    poort: Annotated[int, typer.Option(min=1, max=65535, help="Op welke poort.")] = 8080,
    processen: Annotated[int, typer.Option(min=1, max=64, help="Hoeveel er naast elkaar werken.")] = 2,
) -> None:
    """Bied de API aan, tot u stopt met Ctrl-C. Zie docs/api.md voor wat er ingesteld moet zijn."""
    ensure_database()
    serve(adres=adres, poort=poort, processen=processen)
