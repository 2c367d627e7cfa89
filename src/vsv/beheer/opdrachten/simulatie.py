"""`vsv simuleer`, `vsv demo` and `vsv oefenuwv`: a synthetic Netherlands, as tables, as a story and as a source.

`vsv oefenmakelaar` lets people of it log in.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from vsv.beheer import scherm
from vsv.beheer.database import data_folder
from vsv.beheer.demo import run_demo
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import parse_moment
from vsv.simulatie.service import (
    OEFENPERSONEN,
    Certificaten,
    Formaat,
    Gedrag,
    MakelaarGedrag,
    Opzet,
    leveringen_per_week,
    make_klant,
    make_nederland,
    open_certificaten,
    parse_bediening,
    parse_gebrek,
    read_personen,
    read_tabellen,
    serve,
    serve_makelaar,
    write,
)

_TOT = datetime(2026, 11, 23)  # noqa: DTZ001  # a calendar date; Typer has no type for those
_GEWOON: dict[str, Any] = {"personen": 1_000, "zaad": 1, "tot": _TOT.date()}


def registreer(app: typer.Typer) -> None:
    """Add `vsv simuleer`, `vsv demo`, `vsv oefenuwv` and `vsv oefenmakelaar`."""
    app.command("simuleer")(simuleer)
    app.command("demo")(demo)
    app.command("oefenuwv")(oefenuwv)
    app.command("oefenmakelaar")(oefenmakelaar)


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
    personen: Annotated[int, typer.Option(help="Aantal jongeren.")] = 3_000,
    zaad: Annotated[int, typer.Option(help="Hetzelfde zaad geeft hetzelfde verhaal.")] = 2026,
) -> None:
    """Laat een klein Nederland twaalf weken doorlopen: aanmeldingen, vragen aan UWV, leveringen en rapporten."""
    run_demo(personen=personen, zaad=zaad, stop=stop)


def oefenuwv(
    personen: Annotated[int | None, typer.Option(help="Aantal verzonnen jongeren; zonder opgave 1.000.")] = None,
    zaad: Annotated[int | None, typer.Option(help="Hetzelfde zaad geeft dezelfde antwoorden; anders 1.")] = None,
    tot: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Laatste peildatum; anders 2026-11-23.")
    ] = None,
    weken: Annotated[int | None, typer.Option(help="Aantal weken tot die dag; anders 12.")] = None,
    map_: Annotated[Path | None, typer.Option("--map", help="Antwoord uit deze map met tabellen.")] = None,
    moment: Annotated[str | None, typer.Option(help="Wat op dit tijdstip bekend was; anders alles.")] = None,
    poort: Annotated[int, typer.Option(min=0, max=65535, help="0 voor een vrije poort.")] = 8443,
    certificaten: Annotated[Path | None, typer.Option(help="Map voor de certificaten; wordt zo nodig gemaakt.")] = None,
    zonder_tls: Annotated[bool, typer.Option("--zonder-tls", help="Gewoon HTTP, zonder certificaten.")] = False,
    gedrag: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSON-bestand: wat er misgaat, en hoe vaak.")
    ] = None,
) -> None:
    """Wees UWV: beantwoord vragen over verzonnen jongeren, goed of zo fout als u wilt. Stop met Ctrl-C."""
    behaviour, clock = parse_bediening(gedrag.read_bytes()) if gedrag else (Gedrag(), None)
    if moment is not None:
        try:
            clock = parse_moment(moment)
        except ValueError as e:
            raise InvoerFout(Fout("MOMENT_ONGELDIG", str(e), "--moment")) from None
    shown = _certificaten(certificaten, zonder_tls=zonder_tls)
    made = {"personen": personen, "zaad": zaad, "tot": tot and tot.date(), "weken": weken}
    tabellen = _tabellen(map_, {naam: waarde for naam, waarde in made.items() if waarde is not None})
    serve(tabellen, poort=poort, certificaten=shown, moment=clock, gedrag=behaviour, say=scherm.say)


def oefenmakelaar(
    terug: Annotated[str, typer.Option(help="Adres van het portaal om na inloggen naar terug te gaan.")],
    na_uitloggen: Annotated[str | None, typer.Option(help="Adres om na uitloggen naartoe te gaan.")] = None,
    client_id: Annotated[str, typer.Option(help="Naam van het portaal bij de makelaar.")] = "vsv-monitor",
    geheim: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Bestand met het geheim van het portaal.")
    ] = None,
    sleutel: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Openbare sleutel van het portaal, PEM.")
    ] = None,
    personen: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="JSON-bestand: wie er te kiezen zijn.")
    ] = None,
    poort: Annotated[int, typer.Option(min=0, max=65535, help="0 voor een vrije poort.")] = 8444,
    certificaten: Annotated[
        Path | None, typer.Option(help="Map voor de certificaten: dan HTTPS, anders gewoon HTTP.")
    ] = None,
    gebrek: Annotated[str | None, typer.Option(help="Wat er misgaat, zoals niveau_loa2 of verlopen.")] = None,
) -> None:
    """Wees eHerkenning: laat iemand kiezen wie hij is, om te oefenen met inloggen. Stop met Ctrl-C."""
    klant = make_klant(
        client_id=client_id,
        terug=terug,
        na_uitloggen=na_uitloggen,
        geheim=geheim.read_bytes() if geheim else None,
        sleutel=sleutel.read_bytes() if sleutel else None,
    )
    opzet = Opzet(
        klanten=[klant],
        personen=read_personen(personen.read_bytes()) if personen else OEFENPERSONEN,
        gedrag=MakelaarGedrag(gebrek=parse_gebrek(gebrek) if gebrek else None),
    )
    shown = open_certificaten(certificaten) if certificaten else None
    serve_makelaar(opzet, poort=poort, certificaten=shown, say=scherm.say)


def _certificaten(folder: Path | None, *, zonder_tls: bool) -> Certificaten | None:
    if not zonder_tls:
        return open_certificaten(folder or data_folder() / "oefenuwv")
    if folder:
        advies = "Laat een van beide weg."
        raise InvoerFout(Fout("OPTIES_BOTSEN", "Zonder TLS zijn er geen certificaten.", "--certificaten", advies))
    return None


def _tabellen(folder: Path | None, made: Mapping[str, Any]) -> Mapping[str, pl.DataFrame]:
    """Return the tables in a folder, or else those of a Netherlands made with these arguments."""
    if folder is None:
        with scherm.progress("Nederland verzinnen"):
            return make_nederland(**(_GEWOON | dict(made))).tabellen
    if made:
        reden = f"Dit kan niet samen met --{next(iter(made))}: de tabellen zijn er al."
        raise InvoerFout(Fout("OPTIES_BOTSEN", reden, "--map", "Laat een van beide weg."))
    return read_tabellen(folder)


def _formaat(tekst: str) -> Formaat:
    if tekst == "csv":
        return "csv"
    if tekst == "parquet":
        return "parquet"
    raise InvoerFout(Fout("FORMAAT", "Dit formaat bestaat niet.", "--formaat", "Kies csv of parquet."))
