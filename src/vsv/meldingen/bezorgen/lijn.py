"""One request over one line: to an address that was judged, within a limit for the whole answer, and no further.

Written on what Python itself has, because the line has to go to the judged address and not to the name (which may
stand for another one a moment later), while the certificate has to be of the name. Nothing is followed, no proxy is
asked, and of the answer nothing is read but its status and headers.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from vsv.meldingen.bezorgen.mislukking import Mislukking, NietBezorgd
from vsv.meldingen.doel import Doel

_PROBEER: Final = 3
"""Addresses of one name that are tried, at most."""


def make_tls(vertrouwd: Path | None) -> ssl.SSLContext:
    """Return how certificates are judged: signed by who this machine trusts, and by who stands in a PEM file."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if vertrouwd:
        context.load_verify_locations(vertrouwd)
    return context


def post(
    doel: Doel,
    adressen: Sequence[str],
    koppen: Mapping[str, str],
    inhoud: bytes,
    *,
    tijdslimiet: float,
    tls: ssl.SSLContext,
) -> int:
    """Send a body and return the status of the answer.

    Args:
        doel: For whom.
        adressen: The IP addresses of it that were judged; the first that answers is used.
        koppen: Headers.
        inhoud: The body.
        tijdslimiet: Seconds in which everything has to be done; a line that drips is cut.
        tls: How certificates are judged.

    Raises:
        NietBezorgd: There was no answer.
    """
    line = _Lijn(tijdslimiet)
    try:
        with line.limited():
            return line.ask(doel, adressen, {**koppen, "Host": doel.kop, "Connection": "close"}, inhoud, tls)
    except (OSError, http.client.HTTPException) as e:
        raise NietBezorgd(Mislukking.TIJDSLIMIET if line.is_cut else _reason(e)) from None


class _Lijn:
    """A line that can be cut from another thread, so that who drips keeps nobody waiting."""

    def __init__(self, tijdslimiet: float) -> None:
        self._tijdslimiet = tijdslimiet
        self._socket: socket.socket | None = None
        self._cut = threading.Event()

    @property
    def is_cut(self) -> bool:
        return self._cut.is_set()

    @contextmanager
    def limited(self) -> Iterator[None]:
        """Cut the line when what is done here takes longer than the limit."""
        timer = threading.Timer(self._tijdslimiet, self._shut)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
            if self._socket is not None:
                self._socket.close()

    def ask(
        self, doel: Doel, adressen: Sequence[str], koppen: Mapping[str, str], inhoud: bytes, tls: ssl.SSLContext
    ) -> int:
        connection = http.client.HTTPConnection(doel.naam, doel.poort)
        connection.sock = self._connect(doel, adressen, tls)
        connection.request("POST", doel.pad, body=inhoud, headers=koppen)
        status = connection.getresponse().status
        if self.is_cut:  # headers that were cut off look like headers that end
            raise TimeoutError
        return status

    def _connect(self, doel: Doel, adressen: Sequence[str], tls: ssl.SSLContext) -> socket.socket:
        line = self._hold(self._reach(adressen[:_PROBEER], doel.poort))
        if not doel.veilig:
            return line
        safe = tls.wrap_socket(line, server_hostname=doel.naam, do_handshake_on_connect=False)
        self._hold(safe)
        safe.do_handshake()
        return safe

    def _reach(self, adressen: Sequence[str], poort: int) -> socket.socket:
        """Return a line to the first address that can be reached."""
        fault: OSError = ConnectionError()
        for adres in adressen:
            try:
                return socket.create_connection((adres, poort), timeout=self._tijdslimiet)
            except OSError as e:
                fault = e
            if self.is_cut:
                break
        raise fault

    def _hold(self, line: socket.socket) -> socket.socket:
        """Remember which line to cut; one that comes too late is not used any more."""
        self._socket = line
        if self.is_cut:
            raise TimeoutError
        return line

    def _shut(self) -> None:
        self._cut.set()
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # not that of TLS, which is not for two threads


def _reason(e: Exception) -> Mislukking:
    """Say what came between us and an answer."""
    if isinstance(e, TimeoutError):
        return Mislukking.TIJDSLIMIET
    if isinstance(e, ssl.SSLCertVerificationError):
        return Mislukking.CERTIFICAAT
    if isinstance(e, ssl.SSLError | http.client.HTTPException | ConnectionResetError | BrokenPipeError):
        return Mislukking.AFGEBROKEN
    return Mislukking.GEEN_VERBINDING
