"""A line to a source that says something odd, or says it very slowly: one answer, or one reason, within the limit."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import pytest
from tests.unit.bronnen import suwiberichten as suwi

from vsv.bronnen.bevragen.instellingen import Broninstelling, Instellingen
from vsv.bronnen.bevragen.mislukking import GeenAntwoord, Mislukking
from vsv.bronnen.bevragen.verbinding import Verbinding
from vsv.domein.codes import Bron
from vsv.domein.perioden import Maand
from vsv.simulatie.service import Certificaten, make_certificaten

BODY = suwi.bericht(suwi.client("<Uitkeringsverhouding/>"), Bron.PW)
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 100000\r\n"
LIMIT = 1.0

Talk = Callable[[socket.socket, Event], None]


def drip(line: socket.socket, stop: Event, start: bytes) -> None:
    line.sendall(start)
    while not stop.wait(0.05):
        line.sendall(b"x")


def drip_headers(line: socket.socket, stop: Event) -> None:
    drip(line, stop, HEAD + b"X-Slow: ")


def drip_body(line: socket.socket, stop: Event) -> None:
    drip(line, stop, HEAD + b"\r\n" + BODY[:200] + b"<!-- ")


def say_nothing(_line: socket.socket, stop: Event) -> None:
    stop.wait(30)


def hang_up(line: socket.socket, _stop: Event) -> None:
    line.sendall(HEAD + b"\r\n" + BODY[:200])


@contextmanager
def source(talk: Talk, certificaten: Certificaten | None) -> Iterator[str]:
    """A source that takes one question, and talks."""
    stop, door = Event(), socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        line, _ = door.accept()
        if certificaten:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificaten.certificate("server"), certificaten.key("server"))
            line = context.wrap_socket(line, server_side=True)
        with suppress(OSError), line:
            asked = b""
            while not asked.rstrip().endswith(b"Envelope>"):  # what is left unread would end the line another way
                asked += line.recv(1 << 16)
            talk(line, stop)

    thread = Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if certificaten else ''}://localhost:{door.getsockname()[1]}/"
    finally:
        stop.set()
        thread.join(5)
        door.close()


@pytest.mark.parametrize("with_tls", [False, True])
@pytest.mark.parametrize(
    ("talk", "reden"),
    [
        (drip_headers, Mislukking.TIJDSLIMIET),
        (drip_body, Mislukking.TIJDSLIMIET),
        (say_nothing, Mislukking.TIJDSLIMIET),
        (hang_up, Mislukking.AFGEBROKEN),
    ],
)
def test_a_question_ends_within_its_limit(talk: Talk, reden: Mislukking, tmp_path: Path, *, with_tls: bool) -> None:
    certificaten = make_certificaten(tmp_path) if with_tls else None
    with source(talk, certificaten) as adres:
        verbinding = Verbinding(
            Bron.PW,
            Instellingen(
                oin="00000099000000001000",
                certificaat=None,
                vertrouwd=certificaten.ca if certificaten else None,
                bronnen={Bron.PW: Broninstelling(adres=adres, oin="00000099000000002000", tijdslimiet=LIMIT)},
            ),
        )
        begin = time.monotonic()
        with pytest.raises(GeenAntwoord) as caught:
            verbinding.ask(suwi.BSN, Maand(2026, 1))
        took = time.monotonic() - begin
    assert caught.value.reden is reden
    assert took < 10 * LIMIT  # each drip would have kept us for as long as it lasts
