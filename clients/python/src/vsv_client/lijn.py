"""Sends and waits: once blocking, once with await. What to send and when is in `gesprek`."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, Final, TypeVar

import httpx2

from vsv_client.fouten import GeenVerbinding
from vsv_client.gesprek import Alleen, Gesprekken, Stappen, Stuur, Uitkomst, Wacht, json_van
from vsv_client.lezen import lees
from vsv_client.vraag import Vraag

T = TypeVar("T")
TIJDEN: Final = httpx2.Timeout(60.0, connect=10.0)
"""A request with thousands of rows takes some time."""


class Lijn:
    """A line that blocks; threads may share it."""

    def __init__(self, gesprekken: Gesprekken, http: httpx2.Client) -> None:
        self._gesprekken, self.http, self._slot = gesprekken, http, threading.Lock()

    def doe(self, vraag: Vraag[T], organisatie: str | None) -> T:
        """Ask something, and return the answer."""
        return _lees(vraag, self._voer(self._gesprekken.vraag(vraag, organisatie)))

    @contextmanager
    def open(self, vraag: Vraag[Any], organisatie: str | None) -> Iterator[httpx2.Response]:
        """Ask something, and give the answer while its body still comes.

        Raises:
            VsvFout: There is no good answer, or the line breaks on the way.
        """
        antwoord = self._voer(self._gesprekken.vraag(vraag, organisatie, stroom=True))
        try:
            yield antwoord
        except httpx2.TransportError as e:
            raise GeenVerbinding("De verbinding brak voor het einde van het antwoord.") from e
        finally:
            antwoord.close()

    def _voer(self, stappen: Stappen) -> Any:
        uitkomst: Uitkomst = None
        try:
            while True:
                match stappen.send(uitkomst):
                    case Stuur(verzoek, stroom):
                        uitkomst = self._stuur(verzoek, stroom=stroom)
                    case Wacht(seconden):
                        time.sleep(seconden)
                    case Alleen(andere):
                        with self._slot:
                            self._voer(andere)
        except StopIteration as einde:
            return einde.value

    def _stuur(self, verzoek: httpx2.Request, *, stroom: bool) -> Uitkomst:
        try:
            antwoord = self.http.send(verzoek, stream=True)
            if not (stroom and antwoord.is_success):
                antwoord.read()
        except httpx2.TransportError as e:
            return e
        return antwoord


class AsyncLijn:
    """A line for asyncio; tasks may share it."""

    def __init__(self, gesprekken: Gesprekken, http: httpx2.AsyncClient) -> None:
        self._gesprekken, self.http, self._slot = gesprekken, http, asyncio.Lock()

    async def doe(self, vraag: Vraag[T], organisatie: str | None) -> T:
        """Ask something, and return the answer."""
        return _lees(vraag, await self._voer(self._gesprekken.vraag(vraag, organisatie)))

    @asynccontextmanager
    async def open(self, vraag: Vraag[Any], organisatie: str | None) -> AsyncIterator[httpx2.Response]:
        """Ask something, and give the answer while its body still comes.

        Raises:
            VsvFout: There is no good answer, or the line breaks on the way.
        """
        antwoord = await self._voer(self._gesprekken.vraag(vraag, organisatie, stroom=True))
        try:
            yield antwoord
        except httpx2.TransportError as e:
            raise GeenVerbinding("De verbinding brak voor het einde van het antwoord.") from e
        finally:
            await antwoord.aclose()

    async def _voer(self, stappen: Stappen) -> Any:
        uitkomst: Uitkomst = None
        try:
            while True:
                match stappen.send(uitkomst):
                    case Stuur(verzoek, stroom):
                        uitkomst = await self._stuur(verzoek, stroom=stroom)
                    case Wacht(seconden):
                        await asyncio.sleep(seconden)
                    case Alleen(andere):
                        async with self._slot:
                            await self._voer(andere)
        except StopIteration as einde:
            return einde.value

    async def _stuur(self, verzoek: httpx2.Request, *, stroom: bool) -> Uitkomst:
        try:
            antwoord = await self.http.send(verzoek, stream=True)
            if not (stroom and antwoord.is_success):
                await antwoord.aread()
        except httpx2.TransportError as e:
            return e
        return antwoord


def _lees(vraag: Vraag[T], antwoord: httpx2.Response) -> T:
    inhoud = json_van(antwoord) if antwoord.content else None
    if inhoud is not None:
        inhoud["etag"] = antwoord.headers.get("ETag")  # what has no place for it skips it
    return lees(vraag.vorm, inhoud)
