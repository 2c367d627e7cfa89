"""What machines ask a website for: how to report a leak, what not to index, and an icon."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from vsv.portaal.kader.toegang import publiek

GELDIG: Final = timedelta(days=180)
"""How long a reader may count on `security.txt`: RFC 9116 advises less than a year."""


@publiek
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django hands it over
    """Say where to report a leak (RFC 9116)."""
    until = (datetime.now(UTC) + GELDIG).replace(hour=0, minute=0, second=0, microsecond=0)
    contact = settings.VSV_SERVICEDESK.meldpunt or settings.VSV_ADRES + reverse("contact")
    lines = (
        f"Contact: {contact}",
        f"Expires: {until:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: nl, en",
        f"Canonical: {settings.VSV_ADRES}{reverse('security-txt')}",
    )
    return _text(lines)


@publiek
@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Ask search engines to stay away."""
    return _text(("User-agent: *", "Disallow: /"))


@publiek
@require_safe
def favicon(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """Lead browsers that look for it here to the icon."""
    return HttpResponsePermanentRedirect(static("portaal/icoon.svg"))


def _text(lines: tuple[str, ...]) -> HttpResponse:
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
