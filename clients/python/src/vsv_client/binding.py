"""Makes methods of requests: one that blocks on a sync object, one to await on an async object, from one function."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterator
from functools import wraps
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

from vsv_client.lijn import AsyncLijn, Lijn
from vsv_client.vraag import Lijstvraag, Vraag

P = ParamSpec("P")
A = TypeVar("A")
T = TypeVar("T")


class Synchroon:
    """Base of what blocks.

    Args:
        lijn: To the service.
        oin: Of the organisation that is acted for, if any.
    """

    def __init__(self, lijn: Lijn, oin: str | None) -> None:
        self._lijn, self.oin = lijn, oin


class Asynchroon:
    """Base of what is awaited; see `Synchroon`."""

    def __init__(self, lijn: AsyncLijn, oin: str | None) -> None:
        self._lijn, self.oin = lijn, oin


class Lijst(Generic[A, T]):
    """A list that is fetched page by page while you go through it: `for x in lijst`, or by page with `paginas()`."""

    def __init__(self, lijn: Lijn, oin: str | None, vraag: Lijstvraag[A, T]) -> None:
        self._lijn, self._oin, self._vraag = lijn, oin, vraag

    def paginas(self) -> Iterator[A]:
        """Go through the pages; each has `volgende`, the cursor with which you can go on after it."""
        vraag: Vraag[A] | None = self._vraag.eerste
        while vraag is not None:
            pagina = self._lijn.doe(vraag, self._oin)
            yield pagina
            vraag = self._vraag.verder(pagina)

    def __iter__(self) -> Iterator[T]:
        for pagina in self.paginas():
            yield from self._vraag.rijen(pagina)


class AsyncLijst(Generic[A, T]):
    """The same with `async for`."""

    def __init__(self, lijn: AsyncLijn, oin: str | None, vraag: Lijstvraag[A, T]) -> None:
        self._lijn, self._oin, self._vraag = lijn, oin, vraag

    async def paginas(self) -> AsyncIterator[A]:
        """Go through the pages; each has `volgende`, the cursor with which you can go on after it."""
        vraag: Vraag[A] | None = self._vraag.eerste
        while vraag is not None:
            pagina = await self._lijn.doe(vraag, self._oin)
            yield pagina
            vraag = self._vraag.verder(pagina)

    async def __aiter__(self) -> AsyncIterator[T]:
        async for pagina in self.paginas():
            for rij in self._vraag.rijen(pagina):
                yield rij


class Operatie(Generic[P, T]):
    """An operation as a method: it returns the answer, or an awaitable of it."""

    def __init__(self, maak: Callable[P, Vraag[T]]) -> None:
        self._maak = maak

    @overload
    def __get__(self, ding: None, soort: type) -> Self: ...
    @overload
    def __get__(self, ding: Synchroon, soort: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, ding: Asynchroon, soort: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, ding: Synchroon | Asynchroon | None, soort: type) -> Any:
        if ding is None:
            return self

        @wraps(self._maak)
        def doe(*args: P.args, **kwargs: P.kwargs) -> Any:
            return ding._lijn.doe(self._maak(*args, **kwargs), ding.oin)

        return doe


class Lijstoperatie(Generic[P, A, T]):
    """An operation that answers with a list in pages, as a method."""

    def __init__(self, maak: Callable[P, Lijstvraag[A, T]]) -> None:
        self._maak = maak

    @overload
    def __get__(self, ding: None, soort: type) -> Self: ...
    @overload
    def __get__(self, ding: Synchroon, soort: type) -> Callable[P, Lijst[A, T]]: ...
    @overload
    def __get__(self, ding: Asynchroon, soort: type) -> Callable[P, AsyncLijst[A, T]]: ...
    def __get__(self, ding: Synchroon | Asynchroon | None, soort: type) -> Any:
        if ding is None:
            return self

        @wraps(self._maak)
        def doe(*args: P.args, **kwargs: P.kwargs) -> Any:
            vraag = self._maak(*args, **kwargs)
            if isinstance(ding, Synchroon):
                return Lijst(ding._lijn, ding.oin, vraag)
            return AsyncLijst(ding._lijn, ding.oin, vraag)

        return doe
