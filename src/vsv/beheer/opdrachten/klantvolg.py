"""`vsv aanmelden`, `vsv afmelden` and `vsv overdragen`: whom an organisation follows.

A BSN on a command line would stay in the shell's history and show in the list of processes. So it is asked for,
without showing it, or read from the input.
"""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated, Any

import polars as pl
import typer

from vsv.beheer import scherm
from vsv.beheer.bsninvoer import ask_bsn
from vsv.beheer.database import ensure_database
from vsv.domein.fouten import Fout, InvoerFout
from vsv.domein.perioden import dag_van
from vsv.klantvolg.service import (
    Afmeldreden,
    Uitkomst,
    Voorvertoning,
    confirm,
    draag_over,
    meld_aan,
    meld_af,
    preview,
    read_bestand,
    write_geweigerd,
)
from vsv.toegang.service import Wie, find_organisatie, operator

_TONEN = 20
"""How many rows are shown of each kind; the file of refused rows and the JSON have all of them."""

_DATUM = {"formats": ["%Y-%m-%d"]}
Oin = Annotated[str, typer.Option("--organisatie", help="OIN van de organisatie die volgt.")]
BsnOptie = Annotated[str, typer.Option("--bsn", help="Altijd '-': het BSN wordt gevraagd, of gelezen van de invoer.")]
Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]


def registreer(app: typer.Typer) -> None:
    """Add the three commands."""
    app.command("aanmelden")(aanmelden)
    app.command("afmelden")(afmelden)
    app.command("overdragen")(overdragen)


def aanmelden(
    organisatie: Oin,
    bestand: Annotated[
        Path | None,
        typer.Argument(
            help="CSV, XLSX of ODS met bsn en geboortedatum, en naar keuze aanmelddatum, kenmerk en gemeente."
        ),
    ] = None,
    bsn: Annotated[
        str | None, typer.Option(help="Een jongere zonder bestand: altijd '-', het BSN wordt dan gevraagd.")
    ] = None,
    geboortedatum: Annotated[datetime | None, typer.Option(**_DATUM, help="Van die ene jongere.")] = None,
    kenmerk: Annotated[str | None, typer.Option(help="Uw eigen kenmerk van die ene jongere.")] = None,
    gemeente: Annotated[str | None, typer.Option(help="Waar die ene jongere woont: naam of code.")] = None,
    aanmelddatum: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Voor wie geen aanmelddatum heeft. Standaard vandaag.")
    ] = None,
    bevestig: Annotated[bool, typer.Option("--bevestig", help="Meld de nieuwe jongeren in het bestand aan.")] = False,
    controlegetal: Annotated[
        str | None, typer.Option(help="Neem alleen het bestand over dat u hebt bekeken, met dit controlegetal.")
    ] = None,
    geweigerd: Annotated[Path | None, typer.Option(help="Schrijf de geweigerde rijen naar dit bestand.")] = None,
    json: Json = False,
) -> None:
    """Meld jongeren aan. Een bestand wordt eerst alleen bekeken: met --bevestig worden de nieuwe aangemeld."""
    ensure_database()
    wie = _wie(organisatie, "aanmelden")
    dag = _dag(aanmelddatum) or _vandaag()
    if bestand and bsn is None and geboortedatum is None and kenmerk is None and gemeente is None:
        _aanmelden_bestand(wie, bestand, dag, bevestig=bevestig, controlegetal=controlegetal, pad=geweigerd, json=json)
        return
    geboren = _dag(geboortedatum)
    if bestand or bsn is None or geboren is None:
        reden = "Noem een bestand, of meld een jongere aan met --bsn - en --geboortedatum."
        raise InvoerFout(Fout("OPDRACHT", reden, "vsv aanmelden", "Zie 'vsv aanmelden --help'."))
    uitkomst = meld_aan(
        wie,
        bsn=ask_bsn(bsn),
        geboortedatum=geboren,
        aanmelddatum=dag,
        kenmerk=kenmerk,
        vandaag=_vandaag(),
        gemeente=gemeente,
    )
    _show_uitkomst(uitkomst, json=json)


def afmelden(
    organisatie: Oin,
    reden: Annotated[Afmeldreden, typer.Option(help="Waarom u deze jongere niet meer volgt.")],
    afmelddatum: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Eerste dag waarop u niet meer volgt. Standaard vandaag.")
    ] = None,
    bsn: BsnOptie = "-",
    json: Json = False,
) -> None:
    """Meld een jongere af. Dezelfde afmelding nog eens verandert niets."""
    ensure_database()
    wie = _wie(organisatie, "afmelden")
    dag = _dag(afmelddatum) or _vandaag()
    uitkomst = meld_af(wie, bsn=ask_bsn(bsn), afmelddatum=dag, reden=reden, vandaag=_vandaag())
    _show_uitkomst(uitkomst, json=json)


def overdragen(
    organisatie: Oin,
    naar: Annotated[str, typer.Option(help="OIN van de organisatie die gaat volgen.")],
    datum: Annotated[
        datetime | None, typer.Option(**_DATUM, help="Eerste dag waarop die organisatie volgt. Standaard vandaag.")
    ] = None,
    bsn: BsnOptie = "-",
    json: Json = False,
) -> None:
    """Draag een jongere over: hier stopt het volgen en daar begint het, op dezelfde dag."""
    ensure_database()
    wie, ontvanger = _wie(organisatie, "overdragen"), find_organisatie(naar)
    dag = _dag(datum) or _vandaag()
    uitkomst = draag_over(wie, bsn=ask_bsn(bsn), naar=ontvanger, datum=dag, vandaag=_vandaag())
    _show_uitkomst(uitkomst, json=json)


def _aanmelden_bestand(
    wie: Wie, pad_in: Path, dag: date, *, bevestig: bool, controlegetal: str | None, pad: Path | None, json: bool
) -> None:
    """Show the file, give back what is refused, and only then sign up: a full disk changes nothing."""
    with scherm.progress("Bestand lezen en nakijken"):
        bestand = read_bestand(pad_in)
        voorvertoning = preview(wie, bestand, aanmelddatum=dag, vandaag=_vandaag())
        _write_back(voorvertoning, pad)
    if bevestig:
        with scherm.progress("Aanmelden"):
            seen = controlegetal or bestand.controlegetal
            voorvertoning = confirm(wie, bestand, aanmelddatum=dag, vandaag=_vandaag(), controlegetal=seen)
            _write_back(voorvertoning, pad)
    if json:
        scherm.show_json(_as_json(voorvertoning))
    else:
        _show(voorvertoning, pad)


def _write_back(voorvertoning: Voorvertoning, pad: Path | None) -> None:
    if pad and voorvertoning.geweigerd:
        write_geweigerd(voorvertoning, pad)


def _show(voorvertoning: Voorvertoning, pad: Path | None) -> None:
    bestand = voorvertoning.bestand
    scherm.show_table(
        bestand.naam,
        ["Nieuw", "Al bekend", "Geweigerd", "Rijen"],
        [[voorvertoning.nieuw, voorvertoning.al_bekend.height, voorvertoning.geweigerd, bestand.rijen.height]],
    )
    anders = voorvertoning.al_bekend.filter("wijkt_af").select("rij", "zin")
    _show_rijen("Al bekend, met andere gegevens", ["Rij", "Wat nu geldt"], anders)
    _show_rijen("Geweigerd", ["Rij", "Code", "Reden"], voorvertoning.fouten.select("rij", "code", "reden"))
    if voorvertoning.geweigerd:
        scherm.say(f"De geweigerde rijen staan in {pad}." if pad else "Met --geweigerd krijgt u deze rijen terug.")
    if voorvertoning.overgenomen:
        scherm.say(f"Aangemeld: {scherm.as_text(voorvertoning.nieuw)}.")
    else:
        scherm.say("Er is nog niets gewijzigd. Meld de nieuwe jongeren aan met dezelfde opdracht en")
        scherm.say(f"--bevestig --controlegetal {bestand.controlegetal}")


def _show_rijen(titel: str, kolommen: list[str], rijen: pl.DataFrame) -> None:
    if rijen.is_empty():
        return
    eerste = rijen.head(_TONEN).with_columns(pl.col("rij").cast(pl.String))
    scherm.show_table(titel, kolommen, eerste.rows())
    if meer := rijen.height - eerste.height:
        scherm.say(f"En nog {scherm.as_text(meer)}.")


def _as_json(voorvertoning: Voorvertoning) -> dict[str, Any]:
    return {
        "bestand": voorvertoning.bestand.naam,
        "controlegetal": voorvertoning.bestand.controlegetal,
        "overgenomen": voorvertoning.overgenomen,
        "rijen": voorvertoning.bestand.rijen.height,
        "nieuw": voorvertoning.nieuw,
        "al_bekend": voorvertoning.al_bekend.height,
        "geweigerd": voorvertoning.geweigerd,
        "fouten": voorvertoning.fouten.to_dicts(),
        "bekend": voorvertoning.al_bekend.to_dicts(),
    }


def _show_uitkomst(uitkomst: Uitkomst, *, json: bool) -> None:
    if json:
        scherm.show_json({"code": uitkomst.code, "zin": uitkomst.zin})
    else:
        scherm.say(uitkomst.zin)


def _wie(oin: str, taak: str) -> Wie:
    return operator(taak, find_organisatie(oin))


def _vandaag() -> date:
    return dag_van(datetime.now(UTC))


def _dag(moment: datetime | None) -> date | None:
    return moment.date() if moment else None
