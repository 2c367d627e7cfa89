"""Serving the API."""

from vsv.api.veilig import require_safe
from vsv.beheer import webserver


def serve(*, adres: str, poort: int, processen: int) -> None:
    """Serve the API until it is stopped; see `vsv.beheer.webserver`.

    Raises:
        OmgevingFout: A setting lacks without which it would not be safe.
    """
    require_safe()
    webserver.serve(
        "vsv.api.wsgi:application",
        instellingen="vsv.beheer.settings_api",
        adres=adres,
        poort=poort,
        processen=processen,
    )
