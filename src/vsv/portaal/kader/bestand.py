"""Handing out a file as an answer."""

from django.http import FileResponse, HttpResponse

from vsv.rapport.service import Download


def send(download: Download) -> FileResponse:
    """Return a file as an answer to be saved; it is gone when it was sent."""
    return FileResponse(download.bestand, as_attachment=True, filename=download.naam, content_type=download.mediatype)


def send_bytes(inhoud: bytes, naam: str, mediatype: str) -> HttpResponse:
    """Return the content of a file as an answer to be saved under a name of letters, digits, dashes and a point."""
    headers = {"Content-Disposition": f'attachment; filename="{naam}"'}
    return HttpResponse(inhoud, content_type=mediatype, headers=headers)
