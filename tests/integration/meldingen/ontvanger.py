"""A receiver of meldingen: a real server on this machine, that answers as a test wants and checks every signature."""

import base64
import hashlib
import hmac
import json
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from typing import Any

from vsv.simulatie.service import Certificaten


@dataclass
class Ontvanger:
    """What a receiver heard, and how it answers.

    Attributes:
        adres: Its URL.
        antwoord: Says with which status to answer an event; by default always 204.
        koppen: Headers of each answer.
        geheim: The secret to check signatures with.
        gehoord: The events, in the order in which they came.
        paden: What was asked for.
        vals: How many had a signature that is not right.
    """

    adres: str = ""
    antwoord: Callable[[dict[str, Any]], int] = lambda _event: 204
    koppen: dict[str, str] = field(default_factory=dict)
    geheim: str = ""
    gehoord: list[dict[str, Any]] = field(default_factory=list)
    paden: list[str] = field(default_factory=list)
    vals: int = 0
    lock: Lock = field(default_factory=Lock)

    @property
    def nummers(self) -> list[int]:
        return [int(event["sequence"]) for event in self.gehoord]

    def is_signed(self, headers: Any, body: bytes) -> bool:
        """Check a signature as Standard Webhooks says, without any code of ours."""
        signed = b".".join([headers["webhook-id"].encode(), headers["webhook-timestamp"].encode(), body])
        key = base64.b64decode(self.geheim.split("_")[1])
        version, _, signature = headers["webhook-signature"].partition(",")
        return version == "v1" and hmac.compare_digest(
            base64.b64decode(signature), hmac.digest(key, signed, hashlib.sha256)
        )


@contextmanager
def run_ontvanger(certificaten: Certificaten | None = None) -> Iterator[Ontvanger]:
    """Run a receiver; with certificates by https, as `localhost`."""
    ontvanger = Ontvanger()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            assert self.headers["Content-Type"] == "application/cloudevents+json; charset=utf-8"
            with ontvanger.lock:
                ontvanger.paden.append(self.path)
                ontvanger.vals += not ontvanger.is_signed(self.headers, body)
                event = json.loads(body)
                ontvanger.gehoord.append(event)
                assert event["id"] == self.headers["webhook-id"]
            self.send_response(ontvanger.antwoord(event))
            for name, value in ontvanger.koppen.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):
                self.wfile.write(b"x" * 100_000)  # nobody reads it

        def do_GET(self) -> None:
            ontvanger.paden.append(f"GET {self.path}")
            self.send_error(500)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a line that is cut is no news
    if certificaten:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificaten.certificate("server"), certificaten.key("server"))
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    ontvanger.adres = f"http{'s' if certificaten else ''}://localhost:{server.server_port}/hoor?x=1"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield ontvanger
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


@contextmanager
def run_druppelaar(begin: bytes) -> Iterator[str]:
    """Run a receiver that takes what it is told, says `begin`, and then a byte now and then; yields its URL."""
    stop, door = Event(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = door.accept()
        with suppress(OSError), line:
            line.recv(1 << 16)
            line.sendall(begin)
            while not stop.wait(0.02):
                line.sendall(b"x")

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{door.getsockname()[1]}/"
    finally:
        stop.set()
        thread.join(5)
        door.close()
