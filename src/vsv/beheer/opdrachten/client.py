"""`vsv client` and `vsv api-sleutel`: the software of vendors, and the keys with which we sign tokens."""

import json as jsonmodule
import os
from pathlib import Path
from typing import Annotated, Any

import typer

from vsv.beheer import scherm
from vsv.beheer.bewijs import make_bewijs
from vsv.beheer.database import ensure_database
from vsv.domein.fouten import Fout, InvoerFout
from vsv.toegang.service import (
    block_client,
    list_clients,
    make_signing_key,
    operator,
    register_client,
    replace_keys,
    unblock_client,
)

_JWKS_MAX = 100_000  # bytes; ten keys of 8192 bits are a sixth of it
_OIN = Annotated[str, typer.Option(help="OIN van de leverancier, 20 cijfers; dit is ook de client_id.")]
_JWKS = Annotated[Path, typer.Option(help="Bestand met de openbare sleutels (JWKS).")]


def registreer(app: typer.Typer) -> None:
    """Add `vsv client` and `vsv api-sleutel`."""
    client = typer.Typer(help="De software van leveranciers die de API gebruikt.", no_args_is_help=True)
    client.command("registreer")(registreer_client)
    client.command("lijst")(lijst)
    client.command("sleutels")(sleutels)
    client.command("blokkeer")(blokkeer)
    client.command("bewijs")(bewijs)
    app.add_typer(client, name="client")
    sleutel = typer.Typer(help="De sleutels waarmee de API tokens ondertekent.", no_args_is_help=True)
    sleutel.command("maak")(maak)
    app.add_typer(sleutel, name="api-sleutel")


def registreer_client(
    oin: _OIN, naam: Annotated[str, typer.Option(help="Naam, zoals organisaties haar kennen.")], jwks: _JWKS
) -> None:
    """Registreer een leverancier. Zij mag pas iets als een organisatie haar machtigt, in het portaal."""
    keys = _read_jwks(jwks)
    ensure_database()
    register_client(operator("client"), oin=oin, naam=naam, jwks=keys)
    scherm.say(f"{naam} is geregistreerd, met client_id {oin}.")


def lijst(json: Annotated[bool, typer.Option("--json", help="Uitvoer voor een programma.")] = False) -> None:
    """Toon alle leveranciers, en hoeveel organisaties hen nu machtigen."""
    ensure_database()
    clients = list_clients(operator("client"))
    if json:
        scherm.show_json(
            [
                {
                    "oin": c.oin,
                    "naam": c.naam,
                    "sleutels": list(c.kids),
                    "organisaties": c.organisaties,
                    "geblokkeerd_op": c.geblokkeerd_op,
                }
                for c in clients
            ]
        )
        return
    scherm.show_table(
        "Leveranciers",
        ["OIN", "Naam", "Organisaties", "Sleutels", "Mag"],
        [
            [c.oin, c.naam, c.organisaties, ", ".join(c.kids), "geblokkeerd" if c.geblokkeerd_op else "ja"]
            for c in clients
        ],
    )


def sleutels(oin: _OIN, jwks: _JWKS) -> None:
    """Vervang alle sleutels van een leverancier. Zet er bij een wissel eerst de oude en de nieuwe in."""
    keys = _read_jwks(jwks)
    ensure_database()
    replace_keys(operator("client"), oin, keys)
    scherm.say(f"Leverancier {oin} heeft nu deze sleutels.")


def bewijs(
    oin: _OIN,
    sleutel: Annotated[Path, typer.Option(help="Bestand met de eigen sleutel van de client: JWK of PEM.")],
    adres: Annotated[str, typer.Option(help="Adres van de API.")] = "http://127.0.0.1:8080",
) -> None:
    """Maak het bewijs (client_assertion) waarmee een client een token vraagt; het is een minuut geldig, een keer."""
    scherm.say(make_bewijs(oin, sleutel, adres))


def blokkeer(
    oin: _OIN,
    opheffen: Annotated[bool, typer.Option("--opheffen", help="Laat de leverancier er weer in.")] = False,
) -> None:
    """Laat een leverancier niets meer doen, ook niet met een token dat zij al heeft."""
    ensure_database()
    if opheffen:
        unblock_client(operator("client"), oin)
        scherm.say(f"Leverancier {oin} mag er weer in.")
    else:
        block_client(operator("client"), oin)
        scherm.say(f"Leverancier {oin} is geblokkeerd.")


def maak(
    folder: Annotated[
        Path | None, typer.Argument(metavar="MAP", help="Map met de sleutels; anders die van VSV_TOKENSLEUTELS.")
    ] = None,
) -> None:
    """Maak een sleutel om tokens mee te ondertekenen. Haal de vorige een kwartier later uit de map."""
    chosen = folder or Path(os.environ.get("VSV_TOKENSLEUTELS") or "")
    if chosen == Path():
        raise InvoerFout(
            Fout("MAP_ONTBREEKT", "Er is niet gezegd in welke map de sleutel moet.", "MAP",
                 "Noem de map, of zet VSV_TOKENSLEUTELS.")
        )  # fmt: skip
    scherm.say(f"De sleutel staat in {make_signing_key(chosen)}. De API ondertekent er vanaf nu mee.")


def _read_jwks(pad: Path) -> Any:  # whatever JSON holds; the service says what is wrong with it
    try:
        text = pad.read_bytes()[: _JWKS_MAX + 1]
    except FileNotFoundError:
        advies = "Kijk of het pad klopt."
        raise InvoerFout(Fout("BESTAND_ONTBREEKT", "Dit bestand is er niet.", str(pad), advies)) from None
    try:
        return jsonmodule.loads(text)
    except (ValueError, RecursionError):
        raise InvoerFout(
            Fout("JSON_ONGELDIG", "Dit bestand bevat geen JSON die te lezen is.", str(pad), "Geef een JWKS.")
        ) from None
