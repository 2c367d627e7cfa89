"""`vsv simuleer` and `vsv demo`: a synthetic Netherlands, as tables or going through twelve weeks."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from vsv.beheer import scherm
from vsv.beheer.demo import run_demo
from vsv.domein.fouten import Fout, InvoerFout
from vsv.simulatie.service import Formaat, leveringen_per_week, make_nederland, write

_TOT = datetime(2026, 11, 23)  # noqa: DTZ001  # a calendar date; Typer has no type for those


def registreer(app: typer.Typer) -> None:
    """Add `vsv simuleer` and `vsv demo`."""
    app.command("simuleer")(simuleer)
    app.command("demo")(demo)


def simuleer(
    uitvoer: Annotated[Path, typer.Option(help="Nieuwe map voor de tabellen.")],
    personen: Annotated[int, typer.Option(help="Aantal jongeren, 1.000 tot 1.000.000.")] = 10_000,
    zaad: Annotated[int, typer.Option(help="Hetzelfde zaad geeft dezelfde tabellen.")] = 1,
    tot: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Laatste peildatum.")] = _TOT,
    weken: Annotated[int, typer.Option(help="Aantal weken tot die dag.")] = 12,
    formaat: Annotated[str, typer.Option(help="csv of parquet.")] = "parquet",
    per_week: Annotated[bool, typer.Option("--per-week", help="Een map per week, zoals het binnenkwam.")] = False,
) -> None:
    """Maak een verzonnen Nederland: jongeren, banen, aangiften en correcties in het uitwisselformaat."""
    wanted = _formaat(formaat)
    with scherm.progress("Nederland verzinnen"):
        nederland = make_nederland(personen=personen, zaad=zaad, tot=tot.date(), weken=weken)
    with scherm.progress("Tabellen schrijven"):
        if per_week:
            for peildatum, tabellen in leveringen_per_week(nederland):
                write(tabellen, uitvoer / str(peildatum), formaat=wanted)
        else:
            write(nederland.tabellen, uitvoer, formaat=wanted)
    rows = [[naam, tabel.height] for naam, tabel in nederland.tabellen.items()]
    scherm.show_table(f"{uitvoer} (zaad {zaad})", ["Tabel", "Rijen"], rows)


def demo(
    stop: Annotated[bool, typer.Option("--stop", help="Eindig na de run in plaats van te blijven staan.")] = False,
    personen: Annotated[int, typer.Option(help="Aantal jongeren.")] = 4_000,
    zaad: Annotated[int, typer.Option(help="Hetzelfde zaad geeft hetzelfde verhaal.")] = 2026,
) -> None:
    """Laat een klein Nederland twaalf weken doorlopen: aanmeldingen, leveringen en rapporten."""
    run_demo(personen=personen, zaad=zaad, stop=stop)


def _formaat(tekst: str) -> Formaat:
    if tekst == "csv":
        return "csv"
    if tekst == "parquet":
        return "parquet"
    raise InvoerFout(Fout("FORMAAT", "Dit formaat bestaat niet.", "--formaat", "Kies csv of parquet."))
