"""What a page says when it can't be shown: clear, with what to do, and never with what was typed."""

import logging
import sys
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from vsv.domein.fouten import Fout, VsvFout
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
    return render(request, "portaal/fout/503.html", status=503)


def show_mistake(request: HttpRequest, mistake: BaseException) -> HttpResponse:
    """Say that we made a mistake (500); the log tells where, the page by which number to ask for it."""
    trace = getattr(request, "trace", "-")
    _log.error("vergissing trace=%s\n%s", trace, describe(mistake))
    return render(request, "portaal/fout/500.html", {"nummer": trace}, status=500)


@publiek
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's handler404
    """Say that there is no such page (404)."""
    return render(request, "portaal/fout/404.html", status=404)


@publiek
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's handler400
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
                "Dit formulier is te oud om te versturen, of uw browser bewaart geen cookies.",
                advies="Ga terug, laad de pagina opnieuw en probeer het nog een keer.",
            )
        ],
    )


@publiek
def mistake(request: HttpRequest) -> HttpResponse:
    """Say that we made a mistake, where the gate did not catch it (Django's handler500)."""
    return show_mistake(request, sys.exc_info()[1] or Exception())
