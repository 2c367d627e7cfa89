"""For whom a page is: every view says so with one of these, and the gate (`poort`) shows no page that does not.

This is the first check, for the menu and a clear refusal; the service behind a page checks the right again.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpResponseBase

from vsv.toegang.service import Recht

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


@dataclass(frozen=True, slots=True)
class Toegang:
    """Who may see a page.

    Attributes:
        publiek: Everyone, also who is not logged in.
        rechten: One of these rights is needed; none = every user with a place of work.
        zonder_werkplek: Also who has not chosen for which organisation to work.
    """

    publiek: bool = False
    rechten: frozenset[Recht] = frozenset()
    zonder_werkplek: bool = False

    def admits(self, rechten: frozenset[Recht]) -> bool:
        """Say whether somebody with these rights may see the page."""
        return not self.rechten or bool(self.rechten & rechten)


def publiek(view: View) -> View:
    """Let everyone see a page."""
    return _mark(view, Toegang(publiek=True))


def ingelogd(view: View) -> View:
    """Let every user see a page."""
    return _mark(view, Toegang())


def zonder_werkplek(view: View) -> View:
    """Let a user see a page who has not chosen for which organisation to work."""
    return _mark(view, Toegang(zonder_werkplek=True))


def vereist(*rechten: Recht) -> Callable[[View], View]:
    """Let who holds one of these rights see a page."""
    return lambda view: _mark(view, Toegang(rechten=frozenset(rechten)))


def toegang_van(view: Any) -> Toegang | None:
    """Return who may see the page of a view; None when it doesn't say."""
    return getattr(view, "toegang", None)


def _mark(view: View, toegang: Toegang) -> View:
    view.toegang = toegang  # type: ignore[attr-defined]  # read by `toegang_van`
    return view
