"""Puts the desk on HTTP: three services, and the controls beside them, on 127.0.0.1."""

import errno
import json
import signal
import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from socket import socket
from threading import Event, Thread
from typing import Any, Final

import polars as pl

from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.domein.suwiml import DIENSTEN
from vsv.simulatie.oefenuwv.bediening import gedrag_json, parse_bediening
from vsv.simulatie.oefenuwv.certificaten import Certificaten
from vsv.simulatie.oefenuwv.gedrag import Gedrag
from vsv.simulatie.oefenuwv.loket import Loket
from vsv.simulatie.oefenuwv.reacties import Reactie, reject
from vsv.simulatie.oefenuwv.vragen import MAX_VRAAG

ADRES: Final = "127.0.0.1"
GEREED: Final = "De oefen-UWV luistert op "
"""What the line begins with that says the address, once it can be asked."""

_PADEN: Final = {dienst.pad: dienst for dienst in DIENSTEN.values()}
_JSON: Final = "application/json; charset=utf-8"
_TEKST: Final = "text/plain; charset=utf-8"
_GEDULD: Final = 120
"""Seconds that a connection may stay silent."""


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
    with _stop_signals() as signals, _open_server(loket, poort, certificaten) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        say(f"{GEREED}{'https' if certificaten else 'http'}://{ADRES}:{server.server_port}")
        signals.get()
        server.stopping.set()
        server.shutdown()


@contextmanager
def _stop_signals() -> Iterator[SimpleQueue[int]]:
    """Give the signals that tell the process to end; after it, signals do what they did before.

    A SimpleQueue may be filled in the midst of whatever the process does. An Event may not: a signal that comes while
    its own lock is held waits for ever.
    """
    signals: SimpleQueue[int] = SimpleQueue()
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = [signal.signal(number, lambda number, _: signals.put(number)) for number in numbers]
    try:
        yield signals
    finally:
        for number, handler in zip(numbers, before, strict=True):
            signal.signal(number, handler)


def _open_server(loket: Loket, poort: int, certificaten: Certificaten | None) -> "_Server":
    try:
        return _Server(loket, poort, certificaten)
    except OSError as e:
        if e.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        advies = "Kies een andere poort, of 0 voor een vrije."
        raise OmgevingFout(Fout("POORT_BEZET", f"Poort {poort} is niet vrij.", "--poort", advies)) from None


def _tls(certificaten: Certificaten) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificaten.certificate("server"), certificaten.key("server"))
    context.load_verify_locations(certificaten.ca)
    context.verify_mode = ssl.CERT_REQUIRED
    return context


class _Server(ThreadingHTTPServer):
    """A thread per connection; a handshake that fails or hangs only costs its own."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, loket: Loket, poort: int, certificaten: Certificaten | None) -> None:
        self.loket = loket
        self.stopping = Event()
        self._context = _tls(certificaten) if certificaten else None
        super().__init__((ADRES, poort), _Handler)

    def get_request(self) -> tuple[socket, Any]:
        """Accept a connection; the handshake comes later, in its own thread."""
        connection, address = super().get_request()
        if self._context:
            return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: who asks breaks off or shows no certificate, and hears that themselves."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "oefen-UWV", ""
    timeout = _GEDULD
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def setup(self) -> None:
        if isinstance(self.request, ssl.SSLSocket):
            self.request.settimeout(_GEDULD)
            self.request.do_handshake()
        super().setup()

    def do_POST(self) -> None:
        """Answer a question."""
        dienst = _PADEN.get(self.path.partition("?")[0])
        if dienst is None:
            self._refuse_path()
            return
        bericht = self._read()
        if bericht is None:
            self._send(reject(f"Een vraag heeft een Content-Length van hoogstens {MAX_VRAAG} bytes."))
            return
        reactie, seconden = self.server.loket.answer(dienst, self.headers["SOAPAction"], bericht)
        if seconden:
            self.server.stopping.wait(seconden)
        self._send(reactie)

    def do_GET(self) -> None:
        """Show the behaviour or the counts."""
        loket = self.server.loket
        match self.path:
            case "/gedrag":
                self._send_json(gedrag_json(loket.gedrag, loket.stand.moment))
            case "/tellingen":
                self._send_json(loket.tellingen())
            case _:
                self._refuse_path()

    def do_PUT(self) -> None:
        """Set the behaviour and the moment."""
        bericht = self._read()
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

    def do_DELETE(self) -> None:
        """Count from nothing again."""
        if self.path != "/tellingen":
            self._refuse_path()
            return
        self.server.loket.forget()
        self.do_GET()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that http.server gives it
        """Log nothing: who asks does that."""

    def _read(self) -> bytes | None:
        """Return the body; None, and no more on this connection, when its length is not told or too much."""
        lengte = self.headers.get("Content-Length", "")
        if not lengte.isdecimal() or int(lengte) > MAX_VRAAG:
            self.close_connection = True
            return None
        return self.rfile.read(int(lengte))

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
