"""What a page says when it can't be shown: clear, with what to do, and never with what was typed."""

import logging
import sys
from collections.abc import Sequence
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string

from vsv.domein.fouten import Fout, OmgevingFout, VsvFout
from vsv.domein.vergissing import describe
from vsv.portaal.kader.toegang import publiek

_log = logging.getLogger("vsv.portaal")


def show_fault(request: HttpRequest, fouten: Sequence[Fout]) -> HttpResponse:
    """Say that what was asked can't be done, and why (400)."""
    return render(request, "portaal/fout/400.html", {"fouten": fouten}, status=400)


def show_refusal(request: HttpRequest, fouten: Sequence[Fout]) -> HttpResponse:
    """Say that this person may not see or do this (403)."""
    return render(request, "portaal/fout/403.html", {"fouten": fouten}, status=403)


def show_environment(request: HttpRequest, fault: VsvFout) -> HttpResponse:
    """Say that the service can't be used for a moment (503); why is only in the log."""
    _log.error("storing trace=%s codes=%s", getattr(request, "trace", "-"), ",".join(f.code for f in fault.fouten))
    return _render_bare("portaal/fout/503.html", {}, 503)


def show_mistake(request: HttpRequest, mistake: BaseException) -> HttpResponse:
    """Say that we made a mistake (500); the log tells where, the page by which number to ask for it."""
    trace = getattr(request, "trace", "-")
    _log.error("vergissing trace=%s\n%s", trace, describe(mistake))
    return _render_bare("portaal/fout/500.html", {"nummer": trace}, 500)


def show_wrong_method(request: HttpRequest, refused: HttpResponseBase) -> HttpResponse:
    """Say that a page is only there behind a button or a form (405)."""
    response = render(request, "portaal/fout/405.html", status=405)
    response.headers["Allow"] = refused.headers.get("Allow", "")
    return response


def is_outage(mistake: BaseException | None) -> bool:
    """Say whether it is the database of the sessions that can't be reached, and not a mistake of ours."""
    return isinstance(mistake, OperationalError | InterfaceError)


SESSIES_WEG: Final = Fout("SESSIES_WEG", "De database met sessies is nu niet bereikbaar.")


def _render_bare(template: str, context: dict[str, Any], status: int) -> HttpResponse:
    """Render a page without menu and session: they may be just what is wrong."""
    around = {"oefenen": settings.VSV_OEFENEN, "servicedesk": settings.VSV_SERVICEDESK}
    return HttpResponse(render_to_string(template, around | context), status=status)


@publiek
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's handler404
    """Say that there is no such page (404)."""
    return render(request, "portaal/fout/404.html", status=404)


@publiek
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's handler400
    """Say that the request can't be understood (400)."""
    return show_fault(request, [Fout("VERZOEK_ONGELDIG", "Dit verzoek is niet te begrijpen.")])


@publiek
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's handler403
    """Say that this is not allowed (403)."""
    return show_refusal(request, [Fout("VERBODEN", "Deze pagina is niet voor u.")])


@publiek
def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django's CSRF_FAILURE_VIEW
    """Say that a form is too old to be sent (403)."""
    return show_refusal(
        request,
        [
            Fout(
                "FORMULIER_VERLOPEN",
                "Er is niets gedaan. Dit formulier is te oud om te versturen, u koos daarna een andere organisatie, of "
                "uw browser bewaart geen cookies.",
                advies="Kijk bovenaan voor welke organisatie u nu werkt, open de pagina opnieuw en vul het daar in.",
            )
        ],
    )


@publiek
def mistake(request: HttpRequest) -> HttpResponse:
    """Say that we made a mistake, or that a session can't be read, where the gate did not catch it (handler500)."""
    fault = sys.exc_info()[1]
    if is_outage(fault):
        return show_environment(request, OmgevingFout(SESSIES_WEG))
    return show_mistake(request, fault or Exception())
