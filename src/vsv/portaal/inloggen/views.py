"""The pages before and after the work: logging in, choosing for whom, an invitation, logging out."""

import time
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from vsv.domein.fouten import Fout, InvoerFout, OmgevingFout
from vsv.portaal.inloggen.makelaar import finish_login, logout_url, start_login
from vsv.portaal.kader.poort import DIENST, HOOGSTENS, begin, choose, name_werkplek
from vsv.portaal.kader.toegang import publiek, zonder_werkplek
from vsv.portaal.kader.verzoek import Verzoek
from vsv.toegang.service import Identiteit, log_in, read_identiteit, refuse_login, start_work, take_uitnodiging

_GEZIEN: Final = "gezien"
"""In the session of a visitor: whom eHerkenning vouched for, who has no rights here yet."""


@publiek
@require_GET
def inloggen(request: Verzoek) -> HttpResponseBase:
    """Show the way in."""
    if request.gebruiker:
        return redirect("start")
    return render(request, "portaal/inloggen/inloggen.html", {"volgende": _safe(request, request.GET.get("volgende"))})


@publiek
@require_GET
def start(request: Verzoek) -> HttpResponseBase:
    """Send the browser to eHerkenning."""
    request.session["volgende"] = _safe(request, request.GET.get("volgende"))
    return start_login(request, settings.VSV_ADRES + reverse("inloggen-terug"))


@publiek
@require_GET
def terug(request: Verzoek) -> HttpResponseBase:
    """Take who comes back from eHerkenning."""
    volgende = request.session.get("volgende")
    try:
        claims = finish_login(request)
        makelaar = settings.VSV_MAKELAAR
        identiteit = read_identiteit(claims, makelaar.attributen, dienst=makelaar.dienst)
    except (InvoerFout, OmgevingFout) as e:
        refuse_login(e.fouten[0].code, trace=request.trace)
        return _show_refused(request, e.fouten[0], 503 if isinstance(e, OmgevingFout) else 403)
    return _enter(request, Gezien(identiteit, time.time()), claims["_id_token"], volgende)


@publiek
@require_POST
def uitnodiging(request: Verzoek) -> HttpResponseBase:
    """Take the invitation of somebody who logged in and has no rights yet."""
    seen = gezien(request)
    if seen is None:
        return redirect("inloggen")
    try:
        take_uitnodiging(seen.identiteit, request.POST.get("code", ""), trace=request.trace)
    except InvoerFout as e:
        return _show_refused(request, _GEEN_RECHTEN, 400, e.fouten[0])
    return _enter(request, seen, request.session.get("id_token"), None)


@zonder_werkplek
@require_http_methods(["GET", "POST"])
def werkplek(request: Verzoek) -> HttpResponseBase:
    """Choose for which organisation to work."""
    if request.method == "POST":
        for one in request.werkplekken:
            if request.POST.get("werkplek") == name_werkplek(one):
                choose(request, one)
                start_work(request.wie)
                return redirect("start")
    return render(request, "portaal/inloggen/werkplek.html", {"dienst": DIENST})


@publiek
@require_POST
def uitloggen(request: Verzoek) -> HttpResponseBase:
    """End the session, here and at eHerkenning."""
    id_token = request.session.get("id_token")
    if request.werkplek:
        start_work(request.wie, "toegang.uitloggen")
    request.session.flush()
    return redirect(logout_url(settings.VSV_ADRES + reverse("uitgelogd"), id_token))


@publiek
@require_GET
def uitgelogd(request: Verzoek) -> HttpResponse:
    """Say that the session ended."""
    return render(request, "portaal/inloggen/uitgelogd.html")


@dataclass(frozen=True, slots=True)
class Gezien:
    """Whom eHerkenning vouched for, and when (seconds since 1970)."""

    identiteit: Identiteit
    op: float


def gezien(request: Verzoek) -> Gezien | None:
    """Return whom eHerkenning vouched for in this session, of somebody who has no rights here yet.

    That holds as long as a login does: None when it is too long ago.
    """
    seen = request.session.get(_GEZIEN)
    if not seen or time.time() - seen[-1] > HOOGSTENS:
        return None
    return Gezien(Identiteit(*seen[:-1]), seen[-1])


_GEEN_RECHTEN: Final = Fout("GEEN_RECHTEN", "U hebt hier nog geen rechten.")


def _enter(request: Verzoek, seen: Gezien, id_token: str | None, volgende: str | None) -> HttpResponseBase:
    """Begin to work; who has no rights yet is told what to do."""
    identiteit = seen.identiteit
    try:
        ingelogd = log_in(identiteit, trace=request.trace)
    except InvoerFout as e:
        request.session.flush()
        request.session[_GEZIEN] = [identiteit.subject, identiteit.soort, identiteit.nummer, seen.op]
        request.session["id_token"] = id_token
        return _show_refused(request, e.fouten[0], 403)
    begin(request, ingelogd.gebruiker, ingelogd.werkplekken, ingelogd_op=seen.op)
    request.session["id_token"] = id_token
    if request.werkplek is None:
        return redirect("werkplek")
    start_work(request.wie)
    return redirect(volgende or reverse("start"))


def _show_refused(request: Verzoek, fout: Fout, status: int, code_fout: Fout | None = None) -> HttpResponse:
    context = {"fout": fout, "code_fout": code_fout}
    return render(request, "portaal/inloggen/geweigerd.html", context, status=status)


def _safe(request: Verzoek, address: str | None) -> str:
    """Return an address of the portal itself, or nothing: nobody is sent elsewhere."""
    known = address and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if address and known and address.startswith("/") else ""
