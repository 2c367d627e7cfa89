"""A little service that says what a test wants: one answer after another, and remembers what was asked."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeAlias

VERBREEK = None
"""Instead of an answer: the line breaks."""

Zegt: TypeAlias = tuple[int, Mapping[str, str], Any] | None


@dataclass
class Doos:
    """What is asked and what is answered.

    Attributes:
        adres: Where it is.
        antwoorden: What it will say, the first first; then 200 and an empty list of bronnen.
        gevraagd: Method, path, headers and body of each request, without those for a token.
        tokens: How often a token was given.
        seconden: For how long.
        weigert: What it says instead of giving a token, one after another.
        bewijzen: Each proof with which a token was asked.
    """

    adres: str = ""
    antwoorden: list[Zegt] = field(default_factory=list)
    gevraagd: list[tuple[str, str, Mapping[str, str], bytes]] = field(default_factory=list)
    tokens: int = 0
    seconden: int = 600
    weigert: list[Zegt] = field(default_factory=list)
    bewijzen: list[bytes] = field(default_factory=list)

    def answer(self, methode: str, pad: str, koppen: Mapping[str, str], inhoud: bytes) -> Zegt:
        if pad == "/oauth/token":
            self.bewijzen.append(inhoud)
            if self.weigert:
                return self.weigert.pop(0)
            self.tokens += 1
            return 200, {}, {"access_token": f"token-{self.tokens}", "expires_in": self.seconden}
        self.gevraagd.append((methode, pad, koppen, inhoud))
        return self.antwoorden.pop(0) if self.antwoorden else (200, {}, BRONNEN)


BRONNEN: dict[str, object] = {"peildatumWeek": None, "peildatum": None, "bronnen": [], "watNogNietBestond": 1}


@contextmanager
def open_doos() -> Iterator[Doos]:
    """Run it until the end."""
    doos = Doos()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            inhoud = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            said = doos.answer(self.command, self.path, dict(self.headers), inhoud)
            if said is None:
                self.close_connection = True
                return
            status, koppen, body = said
            content = body if isinstance(body, bytes) else json.dumps(body).encode()
            self.send_response(status)
            for naam, waarde in {"Content-Length": str(len(content)), **koppen}.items():
                self.send_header(naam, waarde)
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_PUT = do_PATCH = do_DELETE = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    doos.adres = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield doos
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
