"""The conversation with the service, without the sending: when to ask for a token, when to try again, when to stop.

Each conversation is a generator of steps. It gives what must be done (send this, wait so long) and is told what came
of it. Who really sends and waits, in `lijn`, does nothing else: so there is one set of rules for sync and async.
"""

import random
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit

import httpx2

from vsv_client.fouten import GeenVerbinding, Geweigerd, OnverwachtAntwoord, TokenGeweigerd, maak_fout
from vsv_client.toegang import Toegang
from vsv_client.vraag import Vraag, schrijf

KENMERK: Final = "vsv-monitor-client/1.0.0"
_OPNIEUW: Final = frozenset({429, 502, 503, 504})
_LOKAAL: Final = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Stuur:
    """Send a request; tell what came, an answer or the fault of the line.

    Attributes:
        verzoek: What to send.
        stroom: Leave the body of a good answer to be read by the caller.
    """

    verzoek: httpx2.Request
    stroom: bool = False


@dataclass(frozen=True, slots=True)
class Wacht:
    """Wait so many seconds."""

    seconden: float


@dataclass(frozen=True, slots=True)
class Alleen:
    """Have this conversation while no other one like it goes on."""

    stappen: "Stappen"


Stap: TypeAlias = Stuur | Wacht | Alleen
Uitkomst: TypeAlias = httpx2.Response | httpx2.TransportError | None
Stappen: TypeAlias = Generator[Stap, Uitkomst, Any]


@dataclass(frozen=True, slots=True)
class Herhaling:
    """When to try again: after a broken line, 429, 502, 503, 504, and while the same write is still being done.

    Attributes:
        pogingen: How often at most, the first time included.
        eerste: Seconds before the second time; doubles each time, with chance so that clients spread.
        hoogste: Longest wait. When the service asks for more, it is not tried again and you get the exception.
    """

    pogingen: int = 5
    eerste: float = 0.5
    hoogste: float = 60.0

    def wacht(self, poging: int, uitkomst: httpx2.Response | httpx2.TransportError) -> float | None:
        """Return how long to wait before trying again, or None to leave it at this.

        Args:
            poging: How often it was tried.
            uitkomst: What came of the last time.
        """
        if poging >= self.pogingen or not _is_tijdelijk(uitkomst):
            return None
        gevraagd = retry_after(uitkomst) if isinstance(uitkomst, httpx2.Response) else None
        if gevraagd is not None:
            return gevraagd if gevraagd <= self.hoogste else None
        grens = min(self.hoogste, self.eerste * 2 ** (poging - 1))
        return random.uniform(grens / 2, grens)  # noqa: S311  # no secret


class Gesprekken:
    """Makes conversations for one client.

    Args:
        toegang: Who it is.
        herhaling: When to try again.
        klok: Seconds, only forward.

    Raises:
        ValueError: The address is not safe.
    """

    def __init__(self, toegang: Toegang, herhaling: Herhaling, klok: Callable[[], float] = time.monotonic) -> None:
        delen = urlsplit(toegang.adres)
        if delen.scheme != "https" and delen.hostname not in _LOKAAL:
            raise ValueError("Het adres begint met https: anders kan een ander meelezen.")
        self._toegang, self._herhaling, self._klok = toegang, herhaling, klok

    def vraag(self, vraag: Vraag[Any], organisatie: str | None, *, stroom: bool = False) -> Stappen:
        """Ask something; ends with the answer.

        Args:
            vraag: What.
            organisatie: OIN of the organisation it is for.
            stroom: Leave the body of the answer to be read by the caller.

        Raises:
            VsvFout: There is no good answer.
        """
        maak = partial(self._verzoek, vraag, organisatie)
        token = "" if vraag.open else (yield from self._token())
        antwoord = yield from self._herhaald(partial(maak, token), stroom=stroom)
        if antwoord.status_code == 401 and token:
            self._toegang.vergeet(token)
            token = yield from self._token()
            antwoord = yield from self._herhaald(partial(maak, token), stroom=stroom)
        if not antwoord.is_success:
            raise _fout(antwoord)
        return antwoord

    def _token(self) -> Stappen:
        if self._toegang.token(self._klok()) is None:
            yield Alleen(self._haal_token())
        return self._toegang.laatste

    def _haal_token(self) -> Stappen:
        if self._toegang.token(self._klok()) is not None:
            return  # another one got it while we waited for our turn
        antwoord = yield from self._herhaald(lambda: self._toegang.verzoek(time.time()))
        if not antwoord.is_success:
            fout = _fout(antwoord)
            if isinstance(fout, Geweigerd) and antwoord.status_code in (400, 401):
                raise TokenGeweigerd(fout.status, json_van(antwoord))
            raise fout
        self._toegang.neem(json_van(antwoord), self._klok())

    def _herhaald(self, maak: Callable[[], httpx2.Request], *, stroom: bool = False) -> Stappen:
        poging = 0
        while True:
            uitkomst = yield Stuur(maak(), stroom)
            assert uitkomst is not None  # noqa: S101  # a Stuur is always answered
            poging += 1
            seconden = self._herhaling.wacht(poging, uitkomst)
            if seconden is None:
                break
            yield Wacht(seconden)
        if isinstance(uitkomst, httpx2.TransportError):
            raise GeenVerbinding(f"Geen verbinding na {poging} keer: {type(uitkomst).__name__}.") from uitkomst
        return uitkomst

    def _verzoek(self, vraag: Vraag[Any], organisatie: str | None, token: str) -> httpx2.Request:
        koppen = {
            "Accept": "application/json",
            "User-Agent": KENMERK,
            "Authorization": f"Bearer {token}" if token else None,
            "Organisatie-Oin": organisatie,
            **vraag.koppen,
        }
        return httpx2.Request(
            vraag.methode,
            f"{self._toegang.adres}/v1{vraag.pad}",
            params={naam: str(waarde) for naam, waarde in vraag.kiest.items() if waarde is not None},
            headers={naam: waarde for naam, waarde in koppen.items() if waarde is not None},
            json=None if vraag.inhoud is None else schrijf(vraag.inhoud),
        )


def retry_after(antwoord: httpx2.Response) -> float | None:
    """Return after how many seconds the service wants to be asked again; None when it does not say in seconds."""
    kop = antwoord.headers.get("Retry-After", "")
    return float(kop) if kop.isascii() and kop.isdigit() else None


def _is_tijdelijk(uitkomst: httpx2.Response | httpx2.TransportError) -> bool:
    if isinstance(uitkomst, httpx2.TransportError):
        return True
    # A conflict that passes by itself: the same write, sent before, is still being done.
    return uitkomst.status_code in _OPNIEUW or (uitkomst.status_code == 409 and retry_after(uitkomst) is not None)


def _fout(antwoord: httpx2.Response) -> Geweigerd | OnverwachtAntwoord:
    if antwoord.status_code < 400:
        return OnverwachtAntwoord(f"Er kwam een status {antwoord.status_code}, en geen antwoord van de API.")
    try:
        probleem = json_van(antwoord)
    except OnverwachtAntwoord:
        probleem = {}
    return maak_fout(antwoord.status_code, probleem, retry_after(antwoord))


def json_van(antwoord: httpx2.Response) -> dict[str, Any]:
    """Return the JSON object of an answer that was read.

    Raises:
        OnverwachtAntwoord: It is none.
    """
    try:
        gelezen = antwoord.json()
    except ValueError:
        gelezen = None
    if not isinstance(gelezen, dict):
        raise OnverwachtAntwoord("Het antwoord is geen JSON van de API.")
    return gelezen
