"""Puts the oefenmakelaar on HTTP: the endpoints of OpenID Connect, and the controls beside them, on 127.0.0.1."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from vsv.domein.fouten import InvoerFout
from vsv.simulatie.certificaten import Certificaten
from vsv.simulatie.luisteren import (
    STILTE,
    LokaleHandler,
    LokaleServer,
    answer_until_stopped,
    make_context,
    open_server,
)
from vsv.simulatie.makelaar.aanvragen import read_velden
from vsv.simulatie.makelaar.antwoorden import Antwoord, give_json, give_page
from vsv.simulatie.makelaar.fouten import PaginaFout
from vsv.simulatie.makelaar.gedrag import Gebrek, MakelaarGedrag, makelaargedrag_json, read_makelaargedrag
from vsv.simulatie.makelaar.klanten import Klant, read_klanten
from vsv.simulatie.makelaar.loket import Loket
from vsv.simulatie.makelaar.paginas import ICOON, STIJL, fout_pagina
from vsv.simulatie.makelaar.personen import Persoon
from vsv.simulatie.makelaar.tokens import Algoritme, Dienst

GEREED: Final = "De oefenmakelaar luistert op "
"""What the line begins with that says the address, once it can be asked."""

_MAX: Final = 64 * 1024
_TEKST: Final = "text/plain; charset=utf-8"
_FORMULIER: Final = "application/x-www-form-urlencoded"
_ALTIJD: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Opzet:
    """What the oefenmakelaar begins with.

    Attributes:
        klanten: Which portals may let people log in.
        personen: Who can be chosen.
        dienst: The service that is logged in to.
        alg: With which id tokens are signed.
        gedrag: How it misbehaves.
    """

    klanten: Sequence[Klant]
    personen: Sequence[Persoon]
    dienst: Dienst = field(default_factory=Dienst)
    alg: Algoritme = "RS256"
    gedrag: MakelaarGedrag = field(default_factory=MakelaarGedrag)


def serve_makelaar(opzet: Opzet, *, poort: int, certificaten: Certificaten | None, say: Callable[[str], None]) -> None:
    """Answer until SIGTERM or SIGINT comes; only in the main thread of a process.

    Args:
        opzet: What it begins with.
        poort: Where to listen; 0 for any that is free.
        certificaten: For TLS; None: plain HTTP.
        say: Is told one line once it listens.

    Raises:
        OmgevingFout: The port is taken.
    """
    with open_server(lambda: _Server(opzet, poort, certificaten), poort) as server:
        answer_until_stopped(server, lambda: say(f"{GEREED}{server.url}"))


class _Server(LokaleServer):
    def __init__(self, opzet: Opzet, poort: int, certificaten: Certificaten | None) -> None:
        super().__init__(_Handler, poort, make_context(certificaten, wederzijds=False) if certificaten else None)
        self.loket = Loket(self.url, opzet.klanten, opzet.personen, opzet.dienst, opzet.alg)
        self.loket.gedrag = opzet.gedrag


class _Handler(LokaleHandler):
    """One connection."""

    server: _Server
    server_version = "oefenmakelaar"

    def do_GET(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Show what the makelaar is, the page to choose on, or the behaviour."""
        loket = self.server.loket
        pad, _, query = self.path.partition("?")
        match pad:
            case "/.well-known/openid-configuration":
                self._send(loket.configuration())
            case "/jwks":
                self._send(loket.jwks())
            case "/stijl.css":
                self._send(Antwoord(200, "text/css; charset=utf-8", STIJL))
            case "/icoon.svg":
                self._send(Antwoord(200, "image/svg+xml", ICOON))
            case "/authorize":
                self._send_for_person(loket.authorize, query)
            case "/logout":
                self._send_for_person(loket.logout, query)
            case "/gedrag":
                self._send(give_json(makelaargedrag_json(loket.gedrag)))
            case _:
                self._refuse(404, "Hier is niets.")

    def do_POST(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Take a form: a request, a choice, a code or a logout."""
        loket = self.server.loket
        form = self._read_form()
        if form is None:
            self._refuse(400, f"Dit is geen formulier van hoogstens {_MAX} bytes.")
            return
        match self.path:
            case "/authorize":
                self._send_for_person(loket.authorize, form)
            case "/authorize/kies":
                self._send_for_person(loket.choose, form)
            case "/logout":
                self._send_for_person(loket.logout, form)
            case "/token":
                self._send_tokens(form)
            case _:
                self._refuse(404, "Hier is niets.")

    def do_PUT(self) -> None:  # noqa: N802  # the name that http.server gives it
        """Set the behaviour, or the clients."""
        bericht = self.read_body(_MAX)
        try:
            if self.path == "/gedrag" and bericht is not None:
                self.server.loket.gedrag = read_makelaargedrag(bericht)
            elif self.path == "/klanten" and bericht is not None:
                self.server.loket.poort.set(read_klanten(bericht))
            else:
                self._refuse(404, "Hier is niets in te stellen.")
                return
        except InvoerFout as e:
            self._refuse(400, str(e))
            return
        self._send(give_json(makelaargedrag_json(self.server.loket.gedrag)))

    def _send_for_person(self, answer: Callable[[Mapping[str, str]], Antwoord], tekst: str) -> None:
        try:
            self._send(answer(read_velden(tekst)))
        except PaginaFout as e:
            self._send(give_page(fout_pagina(e.reden), status=400))

    def _send_tokens(self, tekst: str) -> None:
        gedrag = self.server.loket.gedrag
        if gedrag.gebrek is Gebrek.INWISSELEN_HANGT:
            self.server.stopping.wait(STILTE)
            self.close_connection = True
            return
        if gedrag.gebrek is Gebrek.INWISSELEN_TRAAG:
            self.server.stopping.wait(gedrag.seconden)
        try:
            form = read_velden(tekst)
        except PaginaFout as e:
            self._send(give_json({"error": "invalid_request", "error_description": e.reden}, status=400))
            return
        self._send(self.server.loket.token(form, self.headers["Authorization"]))

    def _read_form(self) -> str | None:
        """Return the form as it was posted; None when there is none that can be read."""
        body = self.read_body(_MAX)
        soort = self.headers.get("Content-Type", "").partition(";")[0].strip().lower()
        if body is None or soort != _FORMULIER or not body.isascii():
            return None
        return body.decode("ascii")

    def _refuse(self, status: int, reden: str) -> None:
        self.close_connection = True  # a body may still be on its way
        self._send(Antwoord(status, _TEKST, f"{reden}\n".encode()))

    def _send(self, antwoord: Antwoord) -> None:
        self.send_response(antwoord.status)
        headers: dict[str, Any] = {**_ALTIJD, **antwoord.headers, "Content-Length": len(antwoord.body)}
        if antwoord.soort:
            headers["Content-Type"] = antwoord.soort
        if self.close_connection:
            headers["Connection"] = "close"
        for naam, waarde in headers.items():
            self.send_header(naam, str(waarde))
        self.end_headers()
        self.wfile.write(antwoord.body)
