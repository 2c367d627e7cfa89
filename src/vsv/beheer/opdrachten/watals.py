"""`vsv wat-als`: what other rules would change, over the real population; and proposed rule sets."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from vsv.beheer import scherm, watalsscherm
from vsv.beheer.database import ensure_database
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import datum_tekst
from vsv.prioriteit.service import Overlay, lees_parameters, wat_kan
from vsv.rapport.service import (
    compute_wat_als,
    export_wat_als,
    find_voorbeelden,
    list_voorstellen,
    remove_voorstel,
    save_voorstel,
    start_voorstel,
)
from vsv.toegang.service import Wie, find_organisatie, operator

_DATUM = {"formats": ["%Y-%m-%d"]}


def registreer(app: typer.Typer) -> None:
    """Add `vsv wat-als`."""
    app.command("wat-als")(wat_als)


def wat_als(
    parameter: Annotated[
        list[str] | None,
        typer.Option(help="Naam=waarde, zoals drempel=473 of srtiv.31=NEGEREN. Mag vaker. 'hulp' toont wat er kan."),
    ] = None,
    peildatum: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Dag waarover u rekent. Standaard de laatste weekrun.")
    ] = None,
    organisatie: Annotated[str | None, typer.Option(help="OIN van een organisatie. Standaard heel Nederland.")] = None,
    nu: Annotated[str | None, typer.Option(help="Regelset of voorstel om mee te vergelijken.")] = None,
    voorstel: Annotated[str | None, typer.Option(help="Naam van een bewaard voorstel.")] = None,
    bewaar: Annotated[str | None, typer.Option(help="Bewaar het als voorstel met deze naam.")] = None,
    toelichting: Annotated[str, typer.Option(help="Bij --bewaar: waarom.")] = "",
    start: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Laat het voorstel gelden voor runs vanaf deze dag.")
    ] = None,
    voorstellen: Annotated[bool, typer.Option("--voorstellen", help="Toon welke voorstellen er zijn.")] = False,
    verwijder: Annotated[str | None, typer.Option(help="Verwijder een voorstel dat nergens geldt.")] = None,
    voorbeelden: Annotated[
        int, typer.Option(min=0, max=100, help="Bij --organisatie: hoeveel jongeren als voorbeeld.")
    ] = 5,
    parquet: Annotated[Path | None, typer.Option(help="Schrijf de cijfers ook naar dit Parquet-bestand.")] = None,
    csv: Annotated[Path | None, typer.Option(help="Schrijf de cijfers ook naar dit CSV-bestand.")] = None,
    motor: Annotated[str, typer.Option(help="polars, duckdb of spark.")] = "polars",
    json: Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")] = False,
) -> None:
    """Reken door wat andere regels zouden uitmaken. Er verandert niets, behalve met --start."""
    if parameter == ["hulp"]:
        scherm.say(f"U kunt instellen: {wat_kan()}.")
        return
    overlay = lees_parameters(parameter or [])
    if not (voorstellen or verwijder):
        _check_choice(overlay, voorstel, bewaar, start)
    ensure_database()
    wie = operator("wat-als", find_organisatie(organisatie) if organisatie else None)
    if voorstellen or verwijder:
        _manage(wie, verwijder, json=json)
        return
    if overlay or not start:
        vraag = _Vraag(peildatum.date() if peildatum else None, overlay, nu, voorstel)
        _compute(wie, vraag, motor, [pad for pad in (parquet, csv) if pad], voorbeelden=voorbeelden, json=json)
    if bewaar:
        save_voorstel(wie, bewaar, overlay, over=voorstel or nu, toelichting=toelichting)
        scherm.say_error(f"Het voorstel '{bewaar}' is bewaard. Er verandert nog niets.")
    naam = bewaar or voorstel
    if start and naam:
        started, dag = start_voorstel(wie, naam, start.date()), datum_tekst(start.date())
        scherm.say_error(f"Runs vanaf {dag} gebruiken '{started.naam}', en de rapporten zeggen dat.")


@dataclass(frozen=True, slots=True)
class _Vraag:
    """What is to be computed: see `vsv.rapport.service.compute_wat_als`."""

    peildatum: date | None
    overlay: Overlay
    nu: str | None
    dan: str | None


def _compute(wie: Wie, vraag: _Vraag, motor: str, paden: list[Path], *, voorbeelden: int, json: bool) -> None:
    options: dict[str, Any] = asdict(vraag)
    with scherm.progress("Doorrekenen"):
        found = compute_wat_als(wie, **options, motor=motor)
        examples = find_voorbeelden(wie, **options, aantal=voorbeelden) if wie.organisatie and voorbeelden else None
    watalsscherm.show_wat_als(found, examples, json=json)
    for pad in paden:
        aantal = export_wat_als(found, pad)
        scherm.say_error(f"{scherm.as_text(aantal)} cijfers staan in {pad}.")


def _manage(wie: Wie, verwijder: str | None, *, json: bool) -> None:
    if verwijder:
        remove_voorstel(wie, verwijder)
        scherm.say_error(f"Het voorstel '{verwijder}' is verwijderd.")
    watalsscherm.show_voorstellen(list_voorstellen(wie), json=json)


def _check_choice(overlay: Overlay, voorstel: str | None, bewaar: str | None, start: datetime | None) -> None:
    """Say what is missing, when options do not go together.

    Raises:
        InvoerFout: Nothing was said to compute, to save, or to start.
    """
    if start and not (bewaar or voorstel):
        raise InvoerFout(Fout("OPDRACHT", "Noem welk voorstel moet gelden.", "--start", "Met --voorstel of --bewaar."))
    if not overlay and (bewaar or not voorstel):
        advies = f"Met --parameter naam=waarde. U kunt instellen: {wat_kan()}."
        raise InvoerFout(Fout("OPDRACHT", "Noem wat er anders wordt.", "vsv wat-als", advies))
