"""Every address of the portal, from its URL conf, and what the tests know of each: for whom it is, and an example.

A page that is not in this list makes the tests fail: so no page is without a test of who may see it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from tests.portaal.conftest import Portaal

PUBLIEK: Final = "iedereen"
INGELOGD: Final = "wie is ingelogd"

Waarden = Callable[[Portaal, str], Mapping[str, Any]]
"""From the world and the OIN of an organisation to the values in an address: something of that organisation."""


@dataclass(frozen=True)
class Adres:
    """What the tests know of an address.

    Attributes:
        voor: `PUBLIEK`, `INGELOGD`, or the names of the rights of which one is needed.
        waarden: What to fill in; None when there is nothing to fill in.
        post: It takes POST only.
        query: Behind the question mark.
        elders: Where the page leads to something else for anybody: no page to look at.
    """

    voor: str | frozenset[str]
    waarden: Waarden | None = None
    post: bool = False
    query: str = ""
    elders: bool = False
    vreemd: frozenset[int] = field(default=frozenset({404}))


def voor(*rechten: str, **anders: Any) -> Adres:
    """An address for who holds one of these rights."""
    return Adres(frozenset(rechten), **anders)


def adressen() -> Iterator[tuple[str, Any]]:
    """Yield every named address of the URL conf with its view."""
    import django
    from django.urls import get_resolver

    django.setup()

    def walk(patterns: Any) -> Iterator[tuple[str, Any]]:
        for pattern in patterns:
            if hasattr(pattern, "url_patterns"):
                yield from walk(pattern.url_patterns)
            else:
                yield pattern.name, pattern.callback

    yield from walk(get_resolver().url_patterns)
