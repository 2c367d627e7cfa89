"""Puts the desk on HTTP: three services, and the controls beside them, on 127.0.0.1."""

import json
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

import polars as pl

from vsv.domein.fouten import InvoerFout
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.certificaten import Certificaten
from vsv.simulatie.luisteren import LokaleHandler, LokaleServer, answer_until_stopped, make_context, open_server
from vsv.simulatie.oefenuwv.bediening import gedrag_json, parse_bediening
from vsv.simulatie.oefenuwv.gedrag import Gedrag
from vsv.simulatie.oefenuwv.loket import Loket
from vsv.simulatie.oefenuwv.reacties import Reactie, reject
from vsv.simulatie.oefenuwv.vragen import MAX_VRAAG

GEREED: Final = "De oefen-UWV luistert op "
"""What the line begins with that says the address, once it can be asked."""

_PADEN: Final = {dienst.pad: dienst for dienst in DIENSTEN.values()}
_JSON: Final = "application/json; charset=utf-8"
_TEKST: Final = "text/plain; charset=utf-8"


def serve(
    tabellen: Mapping[str, pl.DataFrame],
    *,
    poort: int,
    certificaten: Certificaten | None,
    moment: datetime | None = None,
    gedrag: Gedrag | None = None,
    say: Callable[[str], None],
) -> None:
    """Answer until SIGTERM or SIGINT comes; only in the main thread of a process.

    Args:
        tabellen: Tables of the uitwisselformaat, as `read_tabellen` gives them.
        poort: Where to listen; 0 for any that is free.
        certificaten: For TLS, in which who asks has to show a certificate too; None: plain HTTP.
        moment: The virtual clock; None: everything in the tables is known.
        gedrag: How it misbehaves; None: not.
        say: Is told one line once it listens.

    Raises:
        OmgevingFout: The port is taken.
    """
    loket = Loket(tabellen, moment, gedrag or Gedrag())
    with open_server(lambda: _Server(loket, poort, certificaten), poort) as server:
        answer_until_stopped(server, lambda: say(f"{GEREED}{server.url}"))


class _Server(LokaleServer):
    def __init__(self, loket: Loket, poort: int, certificaten: Certificaten | None) -> None:
        self.loket = loket
        super().__init__(_Handler, poort, make_context(certificaten, wederzijds=True) if certificaten else None)


class _Handler(LokaleHandler):
    """One connection."""

    server: _Server
    server_version = "oefen-UWV"

    def do_POST(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Answer a question."""
        dienst = _PADEN.get(self.path.partition("?")[0])
        if dienst is None:
            self._refuse_path()
            return
        bericht = self.read_body(MAX_VRAAG)
        if bericht is None:
            self._send(reject(f"Een vraag heeft een Content-Length van hoogstens {MAX_VRAAG} bytes."))
            return
        reactie, seconden = self.server.loket.answer(dienst, self.headers["SOAPAction"], bericht)
        if seconden:
            self.server.stopping.wait(seconden)
        self._send(reactie)

    def do_GET(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Show the behaviour or the counts."""
        loket = self.server.loket
        match self.path:
            case "/gedrag":
                self._send_json(gedrag_json(loket.gedrag, loket.stand.moment))
            case "/tellingen":
                self._send_json(loket.tellingen())
            case _:
                self._refuse_path()

    def do_PUT(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Set the behaviour and the moment."""
        bericht = self.read_body(MAX_VRAAG)
        if self.path != "/gedrag" or bericht is None:
            self._refuse_path()
            return
        try:
            gedrag, moment = parse_bediening(bericht)
        except InvoerFout as e:
            self._send(Reactie("", 400, _TEKST, f"{e}\n".encode()))
            return
        self.server.loket.set(gedrag, moment)
        self.do_GET()

    def do_DELETE(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Count from nothing again."""
        if self.path != "/tellingen":
            self._refuse_path()
            return
        self.server.loket.forget()
        self.do_GET()

    def _refuse_path(self) -> None:
        self.close_connection = True  # a body may still be on its way
        self._send(Reactie("", 404, _TEKST, b"Hier is geen dienst.\n"))

    def _send_json(self, data: Mapping[str, Any]) -> None:
        self._send(Reactie("", 200, _JSON, json.dumps(data).encode()))

    def _send(self, reactie: Reactie) -> None:
        lengte = len(reactie.body) if reactie.beloofd is None else reactie.beloofd
        if lengte > len(reactie.body):
            self.close_connection = True
        self.send_response(reactie.status)
        self.send_header("Content-Type", reactie.soort)
        self.send_header("Content-Length", str(lengte))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(reactie.body)
