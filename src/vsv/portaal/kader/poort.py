"""The gate: who makes a request, whether that person may see the page, and what to show when it can't be shown.

A session holds no more than the uuid of the gebruiker, where this person works and since when. What the person may do
is asked of the database at every request, so that a right that was withdrawn is gone at once.
"""

import re
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import ImproperlyConfigured
from django.http import HttpResponse, HttpResponseBase
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect, HttpResponseClientRefresh

from vsv.domein.fouten import Fout, GeenRecht, InvoerFout, OmgevingFout
from vsv.portaal.kader.storing import (
    SESSIES_WEG,
    bad_request,
    is_outage,
    show_environment,
    show_fault,
    show_mistake,
    show_refusal,
    show_wrong_method,
)
from vsv.portaal.kader.toegang import Toegang, toegang_van
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Recht, Werkplek, Wie, find_werkplekken, refuse

HOOGSTENS: Final = 8 * 3600
"""Seconds after which somebody has to log in again, however busy."""

DIENST: Final = "dienst"
"""Stands in the session instead of an organisation for who works for the service itself."""

WERKPLEK_KOP: Final = "X-Werkplek"
"""Header with which a page that asks for a part of itself says for which organisation it is (`portaal.js`)."""

_TRACEPARENT: Final = re.compile(r"[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")


class Poort:
    """Middleware, after Django's own: the last before the page."""

    def __init__(self, get_response: Callable[[Verzoek], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: Verzoek) -> HttpResponseBase:
        """Recognise who asks, and hand the request on."""
        request.trace = _trace(request.headers.get("traceparent", ""))
        request.gebruiker, request.werkplekken, request.werkplek = None, (), None
        try:
            _recognise(request)
        except OmgevingFout as e:
            return show_environment(request, e)
        response = self.get_response(request)
        return show_wrong_method(request, response) if response.status_code == 405 else response

    def process_view(self, request: Verzoek, view: Any, args: Any, kwargs: Any) -> HttpResponseBase | None:  # noqa: ARG002
        """Stop who may not see the page."""
        toegang = toegang_van(view)
        if toegang is None:
            raise ImproperlyConfigured(f"{view.__module__}.{view.__qualname__} says not for whom it is")
        if _holds_nul(request):
            return bad_request(request)
        if toegang.publiek:
            return None
        if request.gebruiker is None:
            return _ask_to_log_in(request)
        if toegang.zonder_werkplek:
            return None
        if request.werkplek is None:
            return redirect("werkplek")
        if request.htmx and request.headers.get(WERKPLEK_KOP, "") not in ("", name_werkplek(request.werkplek)):
            return HttpResponseClientRefresh()  # the page around the part is of another organisation
        return self._check(request, toegang)

    def process_exception(self, request: Verzoek, exception: Exception) -> HttpResponseBase | None:
        """Turn what went wrong into a page."""
        if isinstance(exception, GeenRecht):
            return show_refusal(request, exception.fouten)
        if isinstance(exception, InvoerFout):
            return show_fault(request, exception.fouten)
        if isinstance(exception, OmgevingFout):
            return show_environment(request, exception)
        if is_outage(exception):
            return show_environment(request, OmgevingFout(SESSIES_WEG))
        if type(exception).__module__.startswith("django."):  # not found, a form without its token: Django has a page
            return None
        return show_mistake(request, exception)

    def _check(self, request: Verzoek, toegang: Toegang) -> HttpResponse | None:
        if toegang.admits(request.wie.rechten):
            return None
        recht = min(toegang.rechten)
        refuse(request.wie, recht)
        return show_refusal(request, [describe_missing(recht)])


def describe_missing(recht: Recht) -> Fout:
    """Return what to say to who lacks a right."""
    return Fout(
        "GEEN_RECHT",
        f"U mist het recht '{recht.value}'.",
        advies="Vraag het aan uw gebruikersbeheerder, als u het nodig hebt.",
    )


def begin(request: Verzoek, gebruiker: str, werkplekken: Sequence[Werkplek], *, ingelogd_op: float) -> None:
    """Begin the session of somebody who logged in at that moment, under a new name; sessions that ran out go."""
    request.session.flush()
    request.session.clear_expired()
    request.session["gebruiker"] = gebruiker
    request.session["ingelogd_op"] = ingelogd_op
    request.gebruiker, request.werkplekken = gebruiker, werkplekken
    if len(werkplekken) == 1:
        choose(request, werkplekken[0])


def choose(request: Verzoek, werkplek: Werkplek) -> None:
    """Work here from now on, in this session, which gets a new name.

    A form that was opened before, in another tab, would do for this organisation what was meant for the other: it can't
    be sent any more.
    """
    request.session.cycle_key()
    rotate_token(request)
    request.session["werkplek"] = name_werkplek(werkplek)
    _work_at(request, werkplek)


def name_werkplek(werkplek: Werkplek) -> str:
    """Return by which name a session and a page know a werkplek: an OIN, or `DIENST`."""
    return werkplek.organisatie.oin if werkplek.organisatie else DIENST


def _recognise(request: Verzoek) -> None:
    gebruiker = request.session.get("gebruiker")
    if gebruiker is None:
        return
    if time.time() - request.session["ingelogd_op"] > HOOGSTENS:
        request.session.flush()
        return
    request.werkplekken = find_werkplekken(gebruiker)
    if not request.werkplekken:  # everything was withdrawn
        request.session.flush()
        return
    request.gebruiker = gebruiker
    chosen = request.session.get("werkplek")
    for werkplek in request.werkplekken:
        if chosen == name_werkplek(werkplek):
            _work_at(request, werkplek)


def _work_at(request: Verzoek, werkplek: Werkplek) -> None:
    request.werkplek = werkplek
    request.wie = Wie(  # type: ignore[misc]  # see Verzoek
        actor=f"gebruiker:{request.gebruiker}",
        oorsprong="portaal",
        rechten=werkplek.rechten,
        organisatie=werkplek.organisatie,
        trace=request.trace,
    )


def _ask_to_log_in(request: Verzoek) -> HttpResponseBase:
    """Send a visitor to the login page, and from there back to the page that was asked for."""
    back = request.get_full_path() if request.method == "GET" and not request.htmx else ""
    address = reverse("inloggen") + (f"?{urlencode({'volgende': back})}" if back else "")
    return HttpResponseClientRedirect(address) if request.htmx else redirect(address)


def _holds_nul(request: Verzoek) -> bool:
    """Say whether there is a NUL in the request: no page asks for one, and the database takes none."""
    sent = (value for query in (request.GET, request.POST) for _name, values in query.lists() for value in values)
    return "\0" in request.path or any("\0" in value for value in sent)


def _trace(traceparent: str) -> str:
    """Return the trace id of who asks (W3C Trace Context), or a new one."""
    found = _TRACEPARENT.fullmatch(traceparent)
    return found[1] if found else secrets.token_hex(16)
