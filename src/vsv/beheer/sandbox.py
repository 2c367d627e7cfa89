"""The sandbox for a vendor's developer: the whole service on people who don't exist, with a client and its key."""

import os
import signal
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from vsv.beheer import scherm
from vsv.beheer.database import ensure_database, stop_embedded
from vsv.beheer.oefenapi import OIN_ANDER, OIN_CLIENT, make_client, prepare_api, run_api
from vsv.beheer.oefenportaal import let_in, run_portaal, start_makelaar
from vsv.beheer.oefenwereld import Oefenwereld, fill, fresh_folder
from vsv.beheer.webserver import run_command
from vsv.toegang.service import Scope

_WEKEN: Final = 4


def run_sandbox(*, personen: int, zaad: int, poort: int, portaalpoort: int, stop: bool) -> None:
    """Make people, a client and its key; serve API, portal and worker; say how to begin; stay up unless `stop`.

    Args:
        personen: How many people.
        zaad: The same seed gives the same people.
        poort: Of the API.
        portaalpoort: Of the portal, where machtigingen are given and withdrawn.
        stop: End when everything has been up once.

    Raises:
        InvoerFout: `DATABASE_URL` is set: the sandbox has a database of its own.
    """
    folder = fresh_folder("sandbox")
    adres, portaal = f"http://127.0.0.1:{poort}", f"http://127.0.0.1:{portaalpoort}"
    try:
        with ExitStack() as stack:
            with scherm.progress("Database inrichten"):
                ensure_database()
            with scherm.progress("Nederland verzinnen, aanmelden en rapporten maken"):
                wereld = fill(folder / "leveringen", personen=personen, weken=_WEKEN, zaad=zaad)
                sleutel = _add_clients(folder, wereld)
            prepare_api(folder, adres)
            with scherm.progress("API, portaal en werker starten"):
                stack.enter_context(run_api(adres, folder / "api.log", processen=2))
                spelers = let_in(wereld.eerste, wereld.tweede, wereld.nieuw)
                stack.enter_context(start_makelaar(folder / "portaal", spelers, portaal))
                stack.enter_context(run_portaal(portaal, folder / "portaal" / "portaal.log"))
                stack.enter_context(run_command(["werker"], folder / "werker.log"))
            _show_begin(adres, portaal, sleutel, wereld)
            if not stop:
                _wait()
    finally:
        stop_embedded(folder / "postgres")


def _add_clients(folder: Path, wereld: Oefenwereld) -> Path:
    """Register the vendor that one is, and another one; return the key of the first."""
    sleutel = folder / "client.jwk"
    make_client(OIN_CLIENT, "Uw software", sleutel, {wereld.eerste: Scope, wereld.nieuw: Scope})
    reads = (Scope.JONGEREN, Scope.RAPPORTEN)
    make_client(OIN_ANDER, "Andere software", folder / "ander.jwk", {wereld.tweede: reads})
    return sleutel


def _show_begin(adres: str, portaal: str, sleutel: Path, wereld: Oefenwereld) -> None:
    vsv = Path(sys.executable).with_name("vsv")
    map_ = os.environ["VSV_MAP"]
    scherm.say(
        f"""
De API staat op {adres}, de uitleg op {adres}/documentatie.
Het portaal staat op {portaal}: log in als Gijs om machtigingen te geven en in te trekken.

  client_id    {OIN_CLIENT}
  sleutel      {sleutel}
  organisatie  {wereld.eerste.oin}  {wereld.eerste.naam}
  organisatie  {wereld.nieuw.oin}  {wereld.nieuw.naam}, volgt nog niemand

Begin zo, in een ander venster:

TOKEN=$(curl -s {adres}/oauth/token -d grant_type=client_credentials \\
  -d client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \\
  -d client_assertion=$({vsv} client bewijs --oin {OIN_CLIENT} --sleutel {sleutel} --adres {adres}) \\
  | python3 -c 'import json, sys; print(json.load(sys.stdin)["access_token"])')

curl -s {adres}/v1/organisaties -H "Authorization: Bearer $TOKEN"

curl -s '{adres}/v1/wijzigingen?pageSize=3' -H "Authorization: Bearer $TOKEN" \\
  -H 'Organisatie-Oin: {wereld.eerste.oin}'

De opdrachten van vsv werken hier ook, met: export VSV_MAP={map_}"""
    )


def _wait() -> None:
    scherm.say("\nDe sandbox blijft staan tot u Ctrl-C drukt.")
    try:
        signal.pause()
    except KeyboardInterrupt:
        scherm.say("\nDe sandbox stopt. Bij de volgende start begint u opnieuw, met een nieuwe sleutel.")
