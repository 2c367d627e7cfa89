"""What a program works with: `Client` and `AsyncClient`, and for each organisation an object of its own."""

from collections.abc import AsyncIterator, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Self

import httpx2
from joserfc.jwk import RSAKey

from vsv_client import operaties
from vsv_client.aanbod import AlgemeenAanbod, OrganisatieAanbod
from vsv_client.bestanden import Regelstroom, schrijven
from vsv_client.binding import Asynchroon, Synchroon
from vsv_client.gesprek import Gesprekken, Herhaling
from vsv_client.lijn import TIJDEN, AsyncLijn, Lijn
from vsv_client.toegang import Toegang, lees_sleutel
from vsv_client.vormen import Regel
from vsv_client.vraag import MEDIATYPEN, Bestandsvorm

Sleutel = RSAKey | Mapping[str, Any] | str | Path
"""A private key: the path of a file with a JWK or PEM, a JWK as a dict, or a key of joserfc."""


class Organisatie(OrganisatieAanbod, Synchroon):
    """All that can be done for one organisation. Made by `Client.voor`; costs nothing to make."""

    def stroom_regels(self, peildatum: date) -> Iterator[Regel]:
        """Give all lines of a report one by one, from one request, without keeping them in memory.

        Args:
            peildatum: Day of the report.
        """
        stroom = Regelstroom()
        vraag = operaties.lijst_regels(peildatum).eerste.als(MEDIATYPEN["ndjson"])
        with self._lijn.open(vraag, self.oin) as antwoord:
            for stuk in antwoord.iter_bytes():
                yield from stroom.neem(stuk)
        yield from stroom.rest()

    def bewaar_rapport(self, peildatum: date, naar: str | Path, vorm: Bestandsvorm = "csv") -> None:
        """Save all lines of a report as a file, which is there whole or not at all.

        Args:
            peildatum: Day of the report.
            naar: Where; what is there is replaced.
            vorm: `csv`, `ods`, `parquet` or `ndjson`.
        """
        vraag = operaties.lijst_regels(peildatum).eerste.als(MEDIATYPEN[vorm])
        with self._lijn.open(vraag, self.oin) as antwoord, schrijven(naar) as bestand:
            for stuk in antwoord.iter_bytes():
                bestand.write(stuk)


class AsyncOrganisatie(OrganisatieAanbod, Asynchroon):
    """The same as `Organisatie`, to be awaited."""

    async def stroom_regels(self, peildatum: date) -> AsyncIterator[Regel]:
        """Give all lines of a report; see `Organisatie.stroom_regels`."""
        stroom = Regelstroom()
        vraag = operaties.lijst_regels(peildatum).eerste.als(MEDIATYPEN["ndjson"])
        async with self._lijn.open(vraag, self.oin) as antwoord:
            async for stuk in antwoord.aiter_bytes():
                for regel in stroom.neem(stuk):
                    yield regel
        for regel in stroom.rest():
            yield regel

    async def bewaar_rapport(self, peildatum: date, naar: str | Path, vorm: Bestandsvorm = "csv") -> None:
        """Save all lines of a report as a file; see `Organisatie.bewaar_rapport`."""
        vraag = operaties.lijst_regels(peildatum).eerste.als(MEDIATYPEN[vorm])
        async with self._lijn.open(vraag, self.oin) as antwoord:
            with schrijven(naar) as bestand:
                async for stuk in antwoord.aiter_bytes():
                    bestand.write(stuk)


class Client(AlgemeenAanbod, Synchroon):
    """The API, blocking. Make one for each process and share it; close it or use it with `with`.

    Args:
        adres: Of the service, without `/v1`, such as `https://api.voorbeeld.nl`.
        oin: Your own, as it is registered.
        sleutel: Your private key; see `Sleutel`.
        herhaling: When to try again.
        http: A client of httpx2 of your own, for a client certificate or a proxy; you close that yourself.

    Raises:
        ValueError: The address is not https, or the key is no private RSA key.
        OSError: The file of the key can't be read.
    """

    def __init__(
        self,
        adres: str,
        oin: str,
        sleutel: Sleutel,
        *,
        herhaling: Herhaling | None = None,
        http: httpx2.Client | None = None,
    ) -> None:
        self._eigen_http = http is None
        gesprekken = _gesprekken(adres, oin, sleutel, herhaling)
        super().__init__(Lijn(gesprekken, http or httpx2.Client(timeout=TIJDEN)), None)

    def voor(self, oin: str) -> Organisatie:
        """Return what can be done for an organisation that gave you a machtiging.

        Args:
            oin: Of the organisation, 20 digits; `lijst_organisaties()` says which there are.
        """
        return Organisatie(self._lijn, oin)

    def close(self) -> None:
        """Close the connections."""
        if self._eigen_http:
            self._lijn.http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class AsyncClient(AlgemeenAanbod, Asynchroon):
    """The API, for asyncio. The same as `Client`, with `async with` and `await`."""

    def __init__(
        self,
        adres: str,
        oin: str,
        sleutel: Sleutel,
        *,
        herhaling: Herhaling | None = None,
        http: httpx2.AsyncClient | None = None,
    ) -> None:
        self._eigen_http = http is None
        gesprekken = _gesprekken(adres, oin, sleutel, herhaling)
        super().__init__(AsyncLijn(gesprekken, http or httpx2.AsyncClient(timeout=TIJDEN)), None)

    def voor(self, oin: str) -> AsyncOrganisatie:
        """Return what can be done for an organisation; see `Client.voor`."""
        return AsyncOrganisatie(self._lijn, oin)

    async def aclose(self) -> None:
        """Close the connections."""
        if self._eigen_http:
            await self._lijn.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()


def _gesprekken(adres: str, oin: str, sleutel: Sleutel, herhaling: Herhaling | None) -> Gesprekken:
    toegang = Toegang(adres.rstrip("/"), oin, lees_sleutel(sleutel))
    return Gesprekken(toegang, herhaling or Herhaling())
