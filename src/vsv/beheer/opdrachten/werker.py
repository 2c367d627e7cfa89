"""`vsv werker`, `vsv bevraag`, `vsv status` and `vsv meldingen`: the daily cycle, how it goes and what it tells."""

import logging
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from vsv.beheer import scherm, stand, standscherm
from vsv.beheer.cyclus import Uitkomst, Werkplek
from vsv.beheer.database import ensure_database
from vsv.beheer.werker import HEARTBEAT, work, work_off
from vsv.bronnen.service import Klok, ask_bron, ensure_inbak, load_instellingen
from vsv.domein.codes import Bron
from vsv.domein.fouten import ControleFout, Fout, InvoerFout
from vsv.domein.oefenen import may_practise
from vsv.domein.perioden import parse_moment
from vsv.meldingen.service import list_meldingen, load_bezorginstellingen
from vsv.toegang.service import find_organisatie, operator

Json = Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")]

Inbak = Annotated[Path | None, typer.Option(help="Map waarin leveringen binnenkomen. Ook: VSV_INBAK.")]


def registreer(app: typer.Typer) -> None:
    """Add the four commands."""
    app.command("werker")(werker)
    app.command("bevraag")(bevraag)
    app.command("status")(status)
    app.command("meldingen")(meldingen)


def werker(
    eenmalig: Annotated[bool, typer.Option("--eenmalig", help="Doe wat er nu te doen is, en eindig dan.")] = False,
    inbak: Inbak = None,
    hartslag: Annotated[float, typer.Option(min=0.2, max=60, help="Seconden tussen tekens van leven.")] = HEARTBEAT,
    klok: Annotated[str | None, typer.Option(help="Alleen om te oefenen: doe alsof het dit tijdstip is.")] = None,
) -> None:
    """Doe het werk van elke dag: bronnen bevragen, leveringen innemen, runs en berichten. Stop met Ctrl-C."""
    ensure_database()
    _log_quietly(logging.CRITICAL if eenmalig else logging.WARNING)  # eenmalig ends with what went wrong
    watched = inbak or _inbak()
    if watched:
        ensure_inbak(watched)
    werkplek = Werkplek(
        instellingen=load_instellingen(),
        inbak=watched,
        bezorging=load_bezorginstellingen(),
        klok=_klok(klok),
        wie=operator("werker"),
        meld=_say,
    )
    if eenmalig:
        work_off(werkplek)
    else:
        scherm.say("De werker is begonnen. Stop met Ctrl-C.")
        work(werkplek, heartbeat=hartslag)
    if werkplek.halt.is_set():
        scherm.say("De werker is gestopt.")


def bevraag(
    bron: Annotated[str, typer.Argument(help=f"{', '.join(Bron)}.")],
    klok: Annotated[str | None, typer.Option(help="Alleen om te oefenen: doe alsof het dit tijdstip is.")] = None,
    json: Json = False,
) -> None:
    """Stel nu de vragen die bij een bron nog open staan, zonder op de werker te wachten."""
    if bron.upper() not in list(Bron):
        raise InvoerFout(Fout("BRON_ONBEKEND", "Deze bron bestaat niet.", "BRON", f"Kies uit: {', '.join(Bron)}."))
    ensure_database()
    instellingen = load_instellingen()
    asked = Bron.van(bron.upper())
    if instellingen is None or asked not in instellingen.bronnen:
        raise InvoerFout(
            Fout(
                "BRON_NIET_INGESTELD",
                "Voor deze bron is niet ingesteld waar zij is.",
                str(asked),
                "Zet haar in het bestand waar VSV_BRONNEN naar wijst.",
            )
        )
    with scherm.progress("Bron bevragen"):
        verslag = ask_bron(operator("bevraag"), asked, instellingen, klok=_klok(klok))
    standscherm.show_vraagverslag(verslag, json=json)


def status(
    dagen: Annotated[int, typer.Option(min=1, max=60, help="Van hoeveel dagen u de vragen wilt zien.")] = 7,
    inbak: Inbak = None,
    json: Json = False,
) -> None:
    """Toon wat er liep, wat nog open staat, hoe oud elke bron is en wat vastzit. Eindigt met 4 als iets vastzit."""
    ensure_database()
    found = stand.read_current_stand(operator("status"), dagen=dagen, inbak=inbak)
    standscherm.show_stand(found, json=json)
    if found.vast:
        raise ControleFout(*found.vast)


def meldingen(
    organisatie: Annotated[str, typer.Option(help="OIN van de organisatie.")],
    na: Annotated[int, typer.Option(min=0, help="Alleen meldingen na dit volgnummer.")] = 0,
    aantal: Annotated[int, typer.Option(min=1, max=1000, help="Hoeveel meldingen hoogstens.")] = 25,
    json: Json = False,
) -> None:
    """Toon de meldingen voor een organisatie, de oudste eerst: dat er iets te weten is, en over wie."""
    ensure_database()
    wie = operator("meldingen", find_organisatie(organisatie))
    standscherm.show_meldingen(list_meldingen(wie, na=na, aantal=aantal), json=json)


def _inbak() -> Path | None:
    """Return the watched folder of the settings, when there is one."""
    return Path(os.environ["VSV_INBAK"]) if os.environ.get("VSV_INBAK") else None


def _log_quietly(level: int) -> None:
    """Log what we say ourselves; what the queue and the connections say is the same once more, in English."""
    logging.basicConfig(format="%(asctime)s %(message)s", level=level)
    for naam in ("procrastinate", "psycopg", "asyncio"):
        logging.getLogger(naam).setLevel(logging.CRITICAL)


def _say(taak: str, uitkomst: Uitkomst) -> None:
    details = ", ".join(f"{naam} {scherm.as_text(waarde)}" for naam, waarde in uitkomst.items() if waarde is not None)
    scherm.say(f"{taak}: {details}")


def _klok(tekst: str | None) -> Klok:
    """Return the clock to work by: the real one, unless this is practice."""
    if tekst is None:
        return lambda: datetime.now(UTC)
    if not may_practise():
        raise InvoerFout(
            Fout(
                "KLOK_ALLEEN_OEFENEN",
                "Een andere klok dan de echte kan alleen om te oefenen.",
                "--klok",
                "Zet VSV_OEFENEN=ja, en nooit op een installatie met echte jongeren.",
            )
        )
    try:
        moment = parse_moment(tekst)
    except ValueError as e:
        raise InvoerFout(Fout("MOMENT_ONGELDIG", str(e), "--klok")) from None
    return lambda: moment
