"""What stand-ins share on HTTP: a server on this machine only, that answers until it is told to end."""

import errno
import signal
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import SimpleQueue
from socket import socket
from threading import Event, Thread
from typing import Any, Final, TypeVar

from vsv.domein.fouten import Fout, OmgevingFout
from vsv.simulatie.certificaten import Certificaten

ADRES: Final = "127.0.0.1"
"""The only address a stand-in listens on; nothing can be set about it."""
STILTE: Final = 120
"""Seconds that a connection may stay silent."""

_Stand_in = TypeVar("_Stand_in", bound="LokaleServer")


class LokaleServer(ThreadingHTTPServer):
    """A thread per connection; a handshake that fails or hangs only costs its own.

    Attributes:
        stopping: Set when it is told to end; who waits, waits on this.
    """

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler: type["LokaleHandler"], poort: int, context: ssl.SSLContext | None) -> None:
        self.stopping = Event()
        self._context = context
        super().__init__((ADRES, poort), handler)

    @property
    def url(self) -> str:
        """Where it can be asked, without a slash at the end."""
        return f"{'https' if self._context else 'http'}://{ADRES}:{self.server_port}"

    def get_request(self) -> tuple[socket, Any]:
        """Accept a connection; the handshake comes later, in its own thread."""
        connection, address = super().get_request()
        if self._context:
            return self._context.wrap_socket(connection, server_side=True, do_handshake_on_connect=False), address
        return connection, address

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Stay silent: who asks breaks off or shows no certificate, and hears that themselves."""


class LokaleHandler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    sys_version = ""
    timeout = STILTE
    disable_nagle_algorithm = True
    wbufsize = -1  # headers and body leave together

    def setup(self) -> None:
        """Shake hands first, in the thread of this connection."""
        if isinstance(self.request, ssl.SSLSocket):
            self.request.settimeout(STILTE)
            self.request.do_handshake()
        super().setup()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name that http.server gives it
        """Log nothing: who asks does that."""

    def read_body(self, maximum: int) -> bytes | None:
        """Return the body; None, and no more on this connection, when its length is not told or too much."""
        lengte = self.headers.get("Content-Length", "")
        if not lengte.isdecimal() or int(lengte) > maximum:
            self.close_connection = True
            return None
        return self.rfile.read(int(lengte))


def open_server(make: Callable[[], _Stand_in], poort: int) -> _Stand_in:
    """Return the server that `make` gives.

    Raises:
        OmgevingFout: The port is taken.
    """
    try:
        return make()
    except OSError as e:
        if e.errno not in (errno.EADDRINUSE, errno.EACCES):
            raise
        advies = "Kies een andere poort, of 0 voor een vrije."
        raise OmgevingFout(Fout("POORT_BEZET", f"Poort {poort} is niet vrij.", "--poort", advies)) from None


def answer_until_stopped(server: LokaleServer, ready: Callable[[], None]) -> None:
    """Answer until SIGTERM or SIGINT comes; only in the main thread of a process.

    Args:
        server: What answers.
        ready: Is called once it can be asked.
    """
    with _stop_signals() as signals:
        Thread(target=server.serve_forever, daemon=True).start()
        ready()
        signals.get()
        server.stopping.set()
        server.shutdown()


def make_context(certificaten: Certificaten, *, wederzijds: bool) -> ssl.SSLContext:
    """Return TLS 1.2 or newer with the certificate of the server.

    Args:
        certificaten: Whose.
        wederzijds: Whether who asks has to show a certificate too.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(certificaten.certificate("server"), certificaten.key("server"))
    if wederzijds:
        context.load_verify_locations(certificaten.ca)
        context.verify_mode = ssl.CERT_REQUIRED
    return context


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
